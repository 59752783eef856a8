"""The numbers and days that a text names, in one form however they are written, and whether a claim's are those of its sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.words.clauses import clause_at, tokens
from index.prose.numbers import Number
from index.prose.numbers import numbers as numbers_beside
from index.timex import Timex, find
from index.types import Dating

_OF = re.compile(r"\s+of\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)
CLAUSE = 99
NOUN = 3
"""Content words after a figure among which stands what it counts: "14 big white ferries"."""
_NO_DAYS = frozenset({"duration", "vague"})
_CALENDAR = ("year", "month", "day", "weekday")


Amount = Number | Timex


@dataclass(frozen=True, slots=True)
class Source:
    """A text that claims are held against, and when it was published."""

    text: str
    published: Dating


@lru_cache(maxsize=512)
def days(text: str, anchor: date | None = None) -> tuple[Timex, ...]:
    """The days and calendar periods that a text names; "three years" is none."""
    return tuple(timex for timex in find(text, anchor) if timex.kind not in _NO_DAYS)


@lru_cache(maxsize=512)
def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text in digits and in words, without those of its dates."""
    return numbers_beside(text, [(timex.start, timex.end) for timex in days(text)])


def stray_number(claim: str, sources: Sequence[Source]) -> bool:
    """Whether a number of the claim stands in none of its sources, counts something else there, or is the whole of which they count a
    part."""
    held = [(source.text, number) for source in sources for number in numbers(source.text)]
    for number in numbers(claim):
        same = [(text, other) for text, other in held if other.key == number.key]
        others = [(text, other) for text, other in held if other.key != number.key]
        is_whole = same and all(_is_of_number(text, other) for text, other in same) and not _OF.search(claim[: number.start])
        if not same or is_whole or _is_swapped(claim, number, same, others):
            return True
    return False


def stray_day(claim: str, sources: Sequence[Source]) -> bool:
    """Whether a day of the claim is named by none of its sources and is not their day of publication, or is of something else there."""
    held = [(source.text, timex) for source in sources for timex in days(source.text, source.published.day)]
    for anchor in {source.published.day for source in sources}:
        for named in days(claim, anchor):
            same = [(text, other) for text, other in held if meets(named, other)]
            others = [(text, other) for text, other in held if not meets(named, other)]
            published = any(_is_of(named, source.published) for source in sources)
            if not published and (not same or _is_swapped(claim, named, same, others)):
                break
        else:
            return False
    return True


def _is_of_number(text: str, number: Number) -> bool:
    """Whether a number is the whole of a part: the 126 of "two of the 126 sailings"."""
    of = _OF.search(text[: number.start])
    return of is not None and any(other.end == of.start() for other in numbers(text[: of.start()]))


def _is_swapped(claim: str, figure: Amount, same: Sequence[tuple[str, Amount]], others: Sequence[tuple[str, Amount]]) -> bool:
    """Whether a word beside a figure of the claim goes with another one in the sources, and not with this one.

    A number goes with the words beside it, a day with all of its clause.
    """
    beside, noun = (1, NOUN) if isinstance(figure, Number) else (CLAUSE, CLAUSE)
    with_others = [stems for text, one in others for stems in _around(text, one, beside, beside)]
    with_same = [stems for text, one in same for stems in _around(text, one, beside, noun)]
    words = [word for word in _around(claim, figure, 1, 1) if any(word & stems for stems in with_others)]
    return any(not any(word & stems for stems in with_same) for word in words)


def _around(text: str, figure: Amount, back: int, ahead: int) -> list[set[str]]:
    """The stems of the content words next to a figure in its clause: so many before it, and so many after."""
    left, right = clause_at(text, figure.start)
    inside = [token for token in tokens(text) if left <= token.start < right and not token.text[0].isdigit()]
    before = [token for token in inside if token.end <= figure.start][-back:]
    after = [token for token in inside if token.start >= figure.end][:ahead]
    return [set(token.stems) for token in (*before, *after)]


def meets(named: Timex, other: Timex) -> bool:
    """Whether an expression names the days of another, or a longer time around them."""
    if named.text.casefold() == other.text.casefold() or named.parts == other.parts:
        return True
    if named.earliest and named.latest and other.earliest and other.latest:
        return named.earliest <= other.earliest and other.latest <= named.latest
    return _agrees(named, lambda part: getattr(other.parts, part))


def _is_of(named: Timex, published: Dating) -> bool:
    """Whether an expression names the day of publication, or a longer time around it."""
    if named.earliest and named.latest and published.earliest and published.latest:
        return named.earliest <= published.earliest and published.latest <= named.latest
    day = published.day
    return day is not None and _agrees(named, {"year": day.year, "month": day.month, "day": day.day, "weekday": day.weekday()}.get)


def _agrees(named: Timex, part_of: Callable[[str], int | None]) -> bool:
    """Whether all that an expression says of year, month, day and weekday is so."""
    said = [(part, value) for part in _CALENDAR if (value := getattr(named.parts, part)) is not None]
    return bool(said) and named.parts.last_day is None and all(part_of(part) == value for part, value in said)
