"""Finds the time expressions of an English text and says which calendar days they mean, once an anchor day is known.

    find("The talks on January 12 ended late last night.", date(2022, 1, 14))

Nothing is guessed: what does not tell its days ("recently", "for ten days") has neither `earliest` nor `latest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.timex_rules import readings
from index.timex_values import Reading, resolve

_WHOLE_DAYS = frozenset({"date", "month-day", "month-day-range", "day-of-month"})
_FUTURE_BEFORE = re.compile(
    r"\b(?:will|shall|would|due|scheduled|slated|expected|expects?|plans?|planned|upcoming|to\s+be\s+held|going\s+to|by|until|till|no\s+later\s+than)\b"
    r"(?!.*\b(?:said|told|says|announced|noted|stated|added|reported|declared|stressed)\b)[^.!?;\n]*\Z",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression at `start`..`end` of the text it was found in; `earliest`..`latest` are the days meant, both None where unknown."""

    start: int
    end: int
    text: str
    kind: str
    earliest: date | None
    latest: date | None
    reading: Reading

    def resolve(self, anchor: date | None, base: date | None = None) -> tuple[date | None, date | None]:
        """The days meant from another anchor."""
        return resolve(self.reading, anchor, base)


def find(text: str, anchor: date | None = None, *, day_first: bool | None = None) -> list[Timex]:
    """Time expressions of a text, in order, without overlaps.

    `anchor` is the day on which the words were written (or asked); without it only absolute expressions get days. A weekday without
    "last" or "next" is the nearest such day not after the anchor, or not before it where "will", "due", "by" stand before it. A month
    and day without a year fall in the year that brings them nearest to the anchor. `day_first` settles 03/04/2022, which is otherwise
    left alone.
    """
    found: list[Timex] = []
    base: date | None = None
    for start, end, reading in _longest(text, day_first):
        if reading.kind == "weekday" and not reading.part and _FUTURE_BEFORE.search(text[max(0, start - 80) : start]):
            reading = Reading(kind="weekday", weekday=reading.weekday, part="future")
        earliest, latest = resolve(reading, anchor, base)
        found.append(Timex(start, end, text[start:end], reading.kind, earliest, latest, reading))
        if reading.kind in _WHOLE_DAYS and latest is not None:
            base = latest
    return found


def _longest(text: str, day_first: bool | None) -> Iterator[tuple[int, int, Reading]]:
    """Matches in order; where several overlap, the one that begins first, then the longest, then the rule listed first."""
    taken = 0
    for start, end, reading in sorted(readings(text, day_first), key=lambda match: (match[0], -match[1])):
        if start >= taken:
            taken = end
            yield start, end, reading
