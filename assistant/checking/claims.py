"""What a draft's own sentence claims: a figure, a day or a name, and how its words are put beside the archive's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.findings import Checkable
from assistant.checking.telling import Telling
from assistant.words.amounts import numbers
from assistant.words.terms import is_stop, stem, words
from index.prose.numbers import Figure
from index.timex import Timex


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure, day or name at `start`..`end` of the draft, in the sentence that stands at `sentence` with the words `text`."""

    kind: Checkable
    start: int
    end: int
    sentence: tuple[int, int]
    text: str
    figure: Figure | None = None
    day: Timex | None = None

    @property
    def words(self) -> str:
        """The words of the claim itself."""
        return self.text[self.start - self.sentence[0] : self.end - self.sentence[0]]


def without(sentence: tuple[int, int], text: str, claims: Sequence[Claim], *, names: bool) -> str:
    """A sentence without the numerals and days that it claims, and without its names too where those are checked."""
    letters = list(text)
    for claim in claims:
        if claim.sentence != sentence or (claim.kind is Checkable.NAME and not names):
            continue
        start, end = claim.start - sentence[0], claim.end - sentence[0]
        spans = [(number.start, number.end) for number in numbers(claim.words)] if claim.figure else [(0, end - start)]
        for left, right in spans:
            letters[start + left : start + right] = " " * (right - left)
    return "".join(letters)


def words_at(one: Telling, other: Figure | Timex) -> str:
    """The words of a figure or day of the archive, on one line."""
    return " ".join(one.article.slice(other.start, other.end).split())


def ordinal_of(one: Telling) -> int:
    """The last day that the article may be of, as an ordinal; 0 where none is known."""
    day = one.article.published.latest or one.article.published.earliest
    return day.toordinal() if day else 0


def is_of_same(claim: Claim, other: Figure | Timex, one: Telling) -> bool:
    """Whether the same word stands before both, or behind them: what a day is of, and what is done to what is counted."""
    at, text = claim.start - claim.sentence[0], claim.text
    there, theirs = other.start - one.sentence.start, one.sentence.text
    before = _nearest(words(text[:at])[::-1]), _nearest(words(theirs[:there])[::-1])
    behind = _nearest(words(text[claim.end - claim.sentence[0] :])), _nearest(words(theirs[other.end - one.sentence.start :]))
    return before[0] == before[1] != "" or behind[0] == behind[1] != ""


def _nearest(found: list[str]) -> str:
    """The stem of the first word that carries something."""
    return next((stem(word) for word in found if not is_stop(word)), "")
