"""Which figures of the archive count what a figure of a draft counts, whether they agree, and how they changed by day."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.claims import Claim, is_of_same, ordinal_of, words_at
from assistant.checking.telling import Telling
from assistant.wording import date_words
from assistant.words.amounts import numbers
from assistant.words.terms import words
from index.prose.numbers import WORDED, Figure
from index.wording import counted

BY_DAY = 4
"""Figures of other days that are told."""
Rival = tuple[Telling, Figure]


def meant_figures(figure: Figure, claim: Claim, one: Telling) -> list[Figure]:
    """The figures of a sentence that count what the draft's counts."""
    found = one.exhibit.reading.figures_in(one.sentence.start, one.sentence.end)
    return [other for other in found if figure.counts_same(other) or (not figure.noun and _is_beside_same(claim, figure, other, one))]


def rival_in(meant: Sequence[Figure], claim: Claim, one: Telling) -> Figure | None:
    """The only figure of a sentence that can contradict the draft's: of several the one with the same word behind it.

    None where it is not sure that both are of the same: the words before them, or behind what they count, are others.
    """
    behind = _behind(claim.words)
    alike = [other for other in meant if _behind(one.article.slice(other.start, other.end)) == behind] if len(meant) > 1 else meant
    return alike[0] if len(alike) == 1 and is_of_same(claim, alike[0], one) else None


def agree(figure: Figure, claim: Claim, other: Figure, one: Telling) -> bool | None:
    """Whether the archive's figure bears the draft's out: "412" does "more than 300"; None where both may be so."""
    left, right = ({number.key for number in numbers(text)} for text in (claim.words, words_at(one, other)))
    if left == right:
        return True
    if len(left) > 1 and len(right) > 1:
        return False  # "two of the eleven sirens"
    if figure.low <= other.low and other.high <= figure.high:
        return True
    return None if figure.agrees(other) else False


def _behind(words_of_figure: str) -> str:
    """The word behind the numeral of a figure: the "of" of "140 of its 520 jobs"."""
    return next((word for word in words(words_of_figure) if not (word[0].isdigit() or word in WORDED)), "")


def by_day(found: Sequence[Rival]) -> str:
    """The figures with the days of their articles, newest first: `“four people” since 11 January 2022; “two people” on 7 January 2022`."""
    values: list[tuple[Telling, Figure, bool]] = []
    for one, figure in sorted(found, key=lambda pair: ordinal_of(pair[0])):
        if values and (values[-1][1].low, values[-1][1].high) == (figure.low, figure.high):
            values[-1] = (*values[-1][:2], values[-1][2] or ordinal_of(one) > ordinal_of(values[-1][0]))
        else:
            values.append((one, figure, False))
    told = []
    for number, (one, figure, is_lasting) in enumerate(reversed(values)):
        published = one.article.published
        since = "since" if is_lasting and not number else "from" if is_lasting else "on"
        when = f"{since} {date_words(published)}" if published.day else date_words(published)
        told.append(f"“{words_at(one, figure)}” {when}")
    more = f"; and {counted(len(told) - BY_DAY, 'more day')}" if len(told) > BY_DAY else ""
    return "; ".join(told[:BY_DAY]) + more


def _is_beside_same(claim: Claim, figure: Figure, other: Figure, one: Telling) -> bool:
    """Whether two figures that count nothing named have the same words beside them."""
    if other.noun or figure.is_ordinal != other.is_ordinal:
        return False
    at, text = claim.start - claim.sentence[0], claim.text
    there = other.start - one.sentence.start
    before = words(text[:at])[-2:], words(one.sentence.text[:there])[-2:]
    after = words(text[claim.end - claim.sentence[0] :])[:2], words(one.sentence.text[other.end - one.sentence.start :])[:2]
    return before[0] == before[1] != [] or after[0] == after[1] != []
