"""Sentences of an archive made into drafts, untouched or with one thing changed, for the benchmark of checks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.checking.credits import same_speaker
from assistant.checking.folding import word_spans
from index.store.exhibits import Held
from index.types import Article

LEAST, MOST = 7, 45
"""Words of the sentences that are taken."""
MARKS = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‹", "›"), ("»", "«"), ("「", "」"), ("« ", " »"), ("'", "'"), ("‘", "’"))
CREDITS = ("{o}{q}{c}, {s} said.", "{s} said: {o}{q}{c}", "{o}{q}{c}, said {s}.", "According to {s}, {o}{q}{c}")
_DENIED = re.compile(r"\b(?:not|never|no)\s+(?=\w)|n['’]t\b")
_AUXILIARY = re.compile(r"\b(?:is|was|are|were|will|would|has|have|had|can|could|should|did|does)\s+(?=[a-z])")
_NUMBER = re.compile(r"(?<![\w.,:-])(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?:\.\d+)?(?![\w:]|[.,]\d)")
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
_WORDED = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*(?=[ ,.])")
_INNER = re.compile(r"[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Sampled:
    """A sentence of an archive: its article, its words, and who says it there."""

    article: Article
    start: int
    end: int
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A draft made of a sentence; `kind` is what was changed, and a finding names the change by one of the words `names`."""

    kind: str
    draft: str
    source: Sampled
    names: tuple[str, ...] = ()
    speaker: str | None = None


def sampled(held: Mapping[str, Held]) -> list[Sampled]:
    """The sentences of articles that can be quoted, in order, none twice."""
    found: dict[str, Sampled] = {}
    for article, reading in held.values():
        for ordinal, (start, end) in enumerate(reading.sentences):
            text = article.slice(start, end)
            if LEAST <= len(word_spans(text)) <= MOST and text[0].isupper() and text[-1] in ".!?" and "\n" not in text:
                found.setdefault(text, Sampled(article, start, end, text, reading.speaker(ordinal)))
    return list(found.values())


def untouched(some: Sequence[Sampled], dice: random.Random) -> Iterator[Changed]:
    """Sentences quoted as they are, in marks of any language, credited to whoever says them."""
    for one in some:
        marks = dice.choice(MARKS)
        yield Changed("untouched", in_marks(one.text, marks, one.speaker, dice), one, speaker=one.speaker)


def in_marks(words: str, marks: tuple[str, str], speaker: str | None, dice: random.Random) -> str:
    """Words in quotation marks, those inside of them made single ones, credited to a speaker or to nobody."""
    inner = _INNER.sub("’" if marks[0] != "‘" else '"', words) if _INNER.search(words) else words
    if marks[0] in ("'", "‘") and re.search(r"\w['’](?!\w)|(?<!\w)['‘’]", inner):
        marks = ("“", "”")  # where an apostrophe ends a word nobody can tell it from a mark
    if speaker is None:
        return f"{marks[0]}{inner}{marks[1]}"
    return dice.choice(CREDITS).format(o=marks[0], q=inner, c=marks[1], s=speaker)


def changed(some: Sequence[Sampled], speakers: Sequence[str], names: Sequence[str], dice: random.Random) -> Iterator[Changed]:
    """Each sentence with every change that can be made to it."""
    for one in some:
        marks = dice.choice((('"', '"'), ("“", "”")))
        for kind, words, told in (*_in_words(one, names, dice), *_cut(one, dice), *_stitched(one, some, dice)):
            yield Changed(kind, in_marks(words, marks, one.speaker, dice), one, told)
        if one.speaker:
            others = [name for name in speakers if not same_speaker(name, one.speaker)]
            if others:
                other = dice.choice(others)
                yield Changed("speaker", in_marks(one.text, marks, other, dice), one, (other,))


def other_number(words: str, dice: random.Random) -> tuple[str, str, str] | None:
    """A text with one of its numbers changed, what stood there and what stands there now; None without a number."""
    found = [*_NUMBER.finditer(words), *_WORDED.finditer(words)]
    if not found:
        return None
    match = dice.choice(found)
    old = match.group()
    if old.isalpha():
        new = dice.choice([word for word in _NUMBER_WORDS if word != old])
    else:
        digits = [at for at, letter in enumerate(old) if letter.isdigit()]
        at = dice.choice(digits)
        new = old[:at] + dice.choice([digit for digit in "123456789" if digit != old[at]]) + old[at + 1 :]
    return words[: match.start()] + new + words[match.end() :], old, new


def _in_words(one: Sampled, names: Sequence[str], dice: random.Random) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if number := other_number(one.text, dice):
        yield "number", number[0], (number[2],)
    if found := list(_NAME.finditer(one.text)):
        match = dice.choice(found)
        others = [name for name in names if not set(name.split()) & set(one.text.split())]
        if others:
            name = dice.choice(others)
            yield "name", one.text[: match.start()] + name + one.text[match.end() :], tuple(name.split())
    if denied := _DENIED.search(one.text):
        around = one.text[denied.start() - 3 : denied.end()]
        yield "denial dropped", one.text[: denied.start()] + one.text[denied.end() :], (denied.group().strip(), "not", around)
    if before := _AUXILIARY.search(one.text):
        yield "denial added", f"{one.text[: before.end()]}not {one.text[before.end() :]}", ("not",)


def _cut(one: Sampled, dice: random.Random) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    spans = word_spans(one.text)
    if len(spans) >= 14:
        size = dice.randint(3, len(spans) - 9)
        first = dice.randint(4, len(spans) - size - 4)
        gone = one.text[spans[first][0] : spans[first + size - 1][1]]
        yield "middle cut out", one.text[: spans[first][0]] + one.text[spans[first + size][0] :], (gone,)


def _stitched(one: Sampled, some: Sequence[Sampled], dice: random.Random) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    other = dice.choice(some)
    apart = other.article.id != one.article.id or abs(other.start - one.start) > 600
    if apart:
        yield "stitched", f"{one.text} {other.text}", (other.text, one.text)
