"""Finds the time expressions of an English text and says which calendar days they mean, once an anchor day is known.

    find("The talks on January 12 ended late last night.", date(2022, 1, 14))

Nothing is guessed: what does not tell its days ("recently", "for ten days") has neither `earliest` nor `latest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from index.timex.calendar_rules import CALENDAR, Parse
from index.timex.defined import defined_days
from index.timex.relative_rules import RELATIVE
from index.timex.resolution import resolve
from index.timex.tense import AFTER, BEFORE, tense_of
from index.timex.values import AHEAD, BEHIND, NO_DAYS, Before, DaySpan, TimexParts
from index.words.lists import saying

BACK_REACH = 250
"""Characters: how far back "that day" points. A sentence or two; further on, another day may have come between."""

_WHOLE_DAYS = frozenset({"date", "month-day", "month-day-range", "day-of-month"})
_SIDED = frozenset({"weekday", "month-day", "month-day-range", "month", "season"})
_FUTURE_BEFORE = re.compile(
    r"\b(?:will|shall|would|due|scheduled|slated|expected|expects?|plans?|planned|upcoming|to\s+be\s+held|going\s+to|by|until|till|no\s+later\s+than)\b"
    rf"(?!.*\b(?:{saying('plain')})\b)[^.!?;\n]*\Z",
    re.I,
)
_AWAITED = re.compile(r"\b(?:due|scheduled|slated|expected|planned|set)(?:\s+(?:for|by|on|to\s+\w+(?:\s+\w+)?))?\s+\Z", re.I)
_UP_TO = re.compile(r"\b(?:through|until|till|by|to)\s+(?:the\s+end\s+of\s+|late\s+|early\s+|mid-?\s*)?\Z", re.I)
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]*[A-Z])|\n\s*\n")
_CLAUSE = 160  # characters on either side in which the verb is looked for


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression at `start`..`end` of the text it was found in; `earliest`..`latest` are the days meant, both None where unknown."""

    start: int
    end: int
    text: str
    kind: str
    earliest: date | None
    latest: date | None
    parts: TimexParts
    period: DaySpan  # the calendar period of which "early" or "late" takes a part; else the same days


def find(text: str, anchor: date | None = None, *, day_first: bool | None = None) -> list[Timex]:
    """Time expressions of a text, in order, without overlaps.

    `anchor` is the day on which the words were written (or asked); without it only absolute expressions get days. A weekday without
    "last" or "next" is the nearest such day not after the anchor, or not before it where "will", "due", "by" stand before it. A month
    and day without a year fall in the year that brings them nearest to the anchor, or nearest on the side that their verb tells. "That
    day", "two days later", "the quarter" point back at what the text has named just before, and have no days where it has named nothing.
    `day_first` settles 03/04/2022, which is otherwise left alone.
    """
    found: list[Timex] = []
    before = Before()
    reach = near_quarter = 0  # up to where "that day" can point back at the last expression, and "a year ago" at the quarter
    for start, end, parts in _longest(text, day_first):
        parts = _with_tense(text, start, end, parts)
        before = replace(before, last=before.last if start <= reach else NO_DAYS, is_quarter_near=start <= near_quarter)
        span = resolve(parts, anchor, before)
        period = resolve(replace(parts, part=""), anchor, before) if parts.part else span
        found.append(Timex(start, end, text[start:end], parts.kind, *span, parts, period))
        if span[1] is not None and parts.which != "present":
            before, reach = replace(before, last=span, day=span[1] if parts.kind in _WHOLE_DAYS else before.day), end + BACK_REACH
        if parts.kind == "quarter" and parts.unit == "quarter" and span[1] is not None:
            is_reported = before.quarter == NO_DAYS or (parts.year is None and anchor is not None and span[1] < anchor)
            before, near_quarter = replace(before, quarter=span if is_reported else before.quarter), end + 2 * BACK_REACH
        elif parts.kind == "duration" and parts.unit == "month":
            near_quarter = 0  # "In the first nine months" turns from the quarter to a longer time
    return found


def _with_tense(text: str, start: int, end: int, parts: TimexParts) -> TimexParts:
    """The parts with the side that its verb tells, where the words themselves tell neither side nor year."""
    if parts.which or parts.year is not None:
        return parts
    if parts.kind not in _SIDED:
        return parts
    before = _SENTENCE_END.split(text[max(0, start - _CLAUSE) : start])[-1]
    tense = tense_of(before, _SENTENCE_END.split(text[end : end + _CLAUSE])[0])
    if parts.kind == "weekday":
        is_future = tense == BEFORE or _AWAITED.search(before) or (tense != AFTER and _FUTURE_BEFORE.search(before[-80:]))
        return replace(parts, which=AHEAD) if is_future else parts
    if tense == AFTER and _UP_TO.search(before):
        return parts
    return replace(parts, which={AFTER: BEHIND, BEFORE: AHEAD}.get(tense, ""))


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Parse], ...]:
    """All rules, compiled once, in order of preference where matches of the same length collide."""
    return tuple((re.compile(source, re.I), parse) for source, parse in (*CALENDAR, *RELATIVE))


def _matches(text: str, day_first: bool | None) -> Iterator[tuple[int, int, TimexParts]]:
    """Every rule's matches as (start, end, parts); they may overlap."""
    for pattern, parse in _rules():
        for match in pattern.finditer(text):
            parts = parse(match, day_first)
            if parts is not None:
                yield match.start(), match.end(), parts
    yield from defined_days(text)


def _longest(text: str, day_first: bool | None) -> Iterator[tuple[int, int, TimexParts]]:
    """Matches in order; where several overlap, the one that begins first, then the longest, then the rule listed first."""
    taken = 0
    for start, end, parts in sorted(_matches(text, day_first), key=lambda match: (match[0], -match[1])):
        if start >= taken:
            taken = end
            yield start, end, parts
