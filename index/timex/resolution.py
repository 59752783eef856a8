"""The days that a time expression means, from what it says by itself, the day of speaking, and what the text has named before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from index.timex.calendar import SEASONS
from index.timex.feasts import day_in
from index.timex.values import (
    AHEAD,
    BEHIND,
    NO_DAYS,
    NOTHING_BEFORE,
    Before,
    DaySpan,
    TimexParts,
    add_units,
    make_day,
    month_span,
    months_span,
    nearest_year,
    plus_days,
    trim,
    unit_span,
    year_span,
)

FAR_DAYS = 45
"""Days. A month or day without a year is moved to the side that its verb tells only when it would lie further away on the other."""


def _date(parts: TimexParts, anchor: date | None, _: Before) -> DaySpan:
    assert parts.month is not None and parts.day is not None
    if parts.year is None and anchor is None:
        return NO_DAYS
    if parts.year is not None:
        first = make_day(parts.year, parts.month, parts.day)
    else:
        assert anchor is not None
        first = _on_its_side(parts, nearest_year(parts.month, parts.day, anchor), anchor)
    if first is None or parts.last_day is None:
        return first, first
    month = parts.last_month or parts.month
    last = make_day(parts.last_year or first.year + (month < parts.month and parts.year is None), month, parts.last_day)
    if last is not None and last < first and parts.year is not None:
        first = make_day(parts.year - 1, parts.month, parts.day)
    return (first, last) if first and last and first <= last else NO_DAYS


def _on_its_side(parts: TimexParts, day: date | None, anchor: date) -> date | None:
    """The same day of the year before or after, where the verb puts it far on the other side of the anchor."""
    if day is None or abs((day - anchor).days) <= FAR_DAYS or (parts.which, day < anchor) not in {(BEHIND, False), (AHEAD, True)}:
        return day
    return make_day(day.year + (1 if parts.which == AHEAD else -1), day.month, day.day) or day


def _day_of_month(parts: TimexParts, anchor: date | None, before: Before) -> DaySpan:
    assert parts.day is not None
    if before.day is not None:
        day = make_day(before.day.year, before.day.month, parts.day)
        return day, day
    if anchor is None:
        return NO_DAYS
    months = (month_span(anchor.year, anchor.month + shift)[0] for shift in (-1, 0, 1))
    days = [day for first in months if first and (day := make_day(first.year, first.month, parts.day))]
    nearest = min(days, key=lambda day: abs((day - anchor).days), default=None)
    return nearest, nearest


def _weekday(parts: TimexParts, anchor: date | None, before: Before) -> DaySpan:
    assert parts.weekday is not None
    if parts.which in {"following", "preceding"} and (day := _pointed_at(before)) is not None:
        forward = (parts.weekday - day.weekday()) % 7
        found = plus_days(day, (forward or 7) if parts.which == "following" else forward - 7)
        return found, found
    if anchor is None or parts.which == "following":
        return NO_DAYS
    back = (anchor.weekday() - parts.weekday) % 7
    if parts.which == "this":
        day = plus_days(anchor, parts.weekday - anchor.weekday())
    elif parts.which in {"last", "past", "previous", "preceding"}:
        day = plus_days(anchor, -(back or 7))
    elif parts.which in {"next", "coming"}:
        day = plus_days(anchor, 7 - back)
    elif parts.which == AHEAD:
        day = plus_days(anchor, (7 - back) % 7)
    else:
        day = plus_days(anchor, -back)
    return day, day


def _month(parts: TimexParts, anchor: date | None, _: Before) -> DaySpan:
    assert parts.month is not None
    if parts.year is not None:
        if parts.last_month is not None:
            return months_span((parts.year, parts.month), (parts.last_year or parts.year, parts.last_month))
        return trim(month_span(parts.year, parts.month), parts.part)
    if anchor is None:
        return NO_DAYS
    which = parts.which
    past = anchor.year - (parts.month >= anchor.month)
    recent = anchor.year - (parts.month > anchor.month)
    coming = anchor.year + (parts.month <= anchor.month)
    if which in {"last", "past", "previous"}:
        year = past
    elif which in {"next", "coming"}:
        year = coming
    elif which == "this":
        year = anchor.year
    elif which == "since":
        year = recent
    else:
        near = _on_its_side(parts, nearest_year(parts.month, 15, anchor), anchor)
        year = near.year if near else anchor.year
    return trim(month_span(year, parts.month), parts.part)


def _year(parts: TimexParts, _: date | None, __: Before) -> DaySpan:
    assert parts.year is not None
    return trim(year_span(parts.year, parts.last_year), parts.part)


def _decade(parts: TimexParts, _: date | None, __: Before) -> DaySpan:
    assert parts.year is not None
    first = parts.year
    thirds = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get(parts.part[:5].rstrip("-d"), (0, 9))
    return year_span(first + thirds[0], first + thirds[1])


def _century(parts: TimexParts, _: date | None, __: Before) -> DaySpan:
    assert parts.year is not None
    first = (parts.year - 1) * 100
    ends = {"early": (1, 20), "begin": (1, 20), "mid": (40, 60), "late": (80, 100), "end": (80, 100)}
    low, high = next((span for word, span in ends.items() if parts.part.startswith(word)), (1, 100))
    return year_span(first + low, first + high)


def _quarter(parts: TimexParts, anchor: date | None, before: Before) -> DaySpan:
    """The nth quarter or half of a year; "the quarter" and "the 1988 quarter" are those that the text reports on."""
    size = 6 if parts.unit == "half" else 3
    first = before.quarter[0]
    if parts.month is None and first is not None:
        return months_span((parts.year or first.year, first.month), (parts.year or first.year, first.month + 2))
    if parts.month is None:
        return _before_now(anchor, size) if parts.which == "latest" else year_span(parts.year) if parts.year else NO_DAYS
    year = parts.year
    if year is None and anchor is not None:
        shift = {"last": -1, "this": 0, "next": 1}.get(parts.which, 0 if size == 6 else -(parts.month > anchor.month))
        year = anchor.year + shift
    return months_span((year, parts.month), (year, parts.month + size - 1)) if year is not None else NO_DAYS


def _before_now(anchor: date | None, size: int) -> DaySpan:
    """The last whole quarter, or half a year, that was over on a day."""
    if anchor is None:
        return NO_DAYS
    month = (anchor.month - 1) // size * size + 1 - size
    return months_span((anchor.year, month), (anchor.year, month + size - 1))


def _season(parts: TimexParts, anchor: date | None, _: Before) -> DaySpan:
    first, last = SEASONS[parts.unit]
    year = parts.year
    if year is None:
        if anchor is None:
            return NO_DAYS
        over = anchor.month > last if last >= first else last < anchor.month < first
        begun = anchor.month >= first
        shifts = {"last": -(not over), "next": int(begun), "this": 0, AHEAD: int(over)}
        year = anchor.year + shifts.get(parts.which, -(not begun))
    return months_span((year, first), (year + (last < first), last))


def _relative(parts: TimexParts, anchor: date | None, _: Before) -> DaySpan:
    if anchor is None or parts.shift is None:
        return NO_DAYS
    if parts.unit == "weekend" and parts.which == "the":
        anchor = plus_days(anchor, -7 if anchor.weekday() < 5 else 0) or anchor
    unit = "week" if parts.unit == "weekend" else parts.unit
    start = anchor if unit == "week" else anchor.replace(day=1)
    day = add_units(start, parts.shift, unit)
    if day is None:
        return NO_DAYS
    span = unit_span(day, parts.unit)
    return (span[0], anchor) if parts.part in {"earlier", "so far"} and span[0] else trim(span, parts.part)


def _shifted(parts: TimexParts, anchor: date | None) -> DaySpan:
    """A number of units away: exact for days, a few days or whole months otherwise, because people round."""
    if anchor is None or parts.shift is None:
        return NO_DAYS
    day = add_units(anchor, parts.shift, parts.unit)
    if day is None or parts.unit in {"day", "week", "fortnight", "hour", "minute"}:
        return day, day
    return unit_span(day, "month" if parts.unit in {"month", "quarter"} else "year")


def _ago(parts: TimexParts, anchor: date | None, before: Before) -> DaySpan:
    """So long before the anchor; "a year ago" beside a quarter is that quarter of the year before."""
    first = before.quarter[0]
    if first is not None and parts.unit == "year" and parts.shift is not None and (before.is_quarter_near or parts.which == "quarter"):
        return months_span((first.year + parts.shift, first.month), (first.year + parts.shift, first.month + 2))
    if parts.which == "earlier" and (day := _pointed_at(before)) is not None and parts.unit in {"day", "week"}:
        return _shifted(parts, day)
    return _shifted(parts, anchor)


def _later(parts: TimexParts, _: date | None, before: Before) -> DaySpan:
    """So long after the day named before, or after the month or year, where the unit is as large."""
    day = _pointed_at(before) or before.day
    if parts.which == "few" and day is not None:
        return plus_days(day, 2), plus_days(day, 4)
    if day is None and parts.unit in {"month", "year"} and unit_span(before.last[0] or date.max, parts.unit) == before.last:
        day = before.last[0]
    return _shifted(parts, day)


def _pointed_at(before: Before) -> date | None:
    return before.last[0] if before.last[0] == before.last[1] else None


def _anaphoric(parts: TimexParts, anchor: date | None, before: Before) -> DaySpan:
    """That day, the same month, the following year, since then: counted from the expression just before, if that is no longer than it."""
    first, last = before.last
    if first is None or last is None:
        return NO_DAYS
    if parts.which == "then":
        return before.last
    if parts.which == "since":
        return (first, anchor) if anchor is not None and first <= anchor else NO_DAYS
    if parts.unit == "day":
        day = add_units(first, parts.shift or 0, "day") if first == last else None
        return day, day
    span = unit_span(first, parts.unit)
    if span[1] is None or span[1] < last:
        return NO_DAYS
    start = add_units(span[0] or first, parts.shift or 0, parts.unit)
    return unit_span(start, parts.unit) if start is not None else NO_DAYS


def _stretch(parts: TimexParts, anchor: date | None, _: Before) -> DaySpan:
    if anchor is None:
        return NO_DAYS
    if parts.shift is None:
        return None, anchor
    return add_units(anchor, parts.shift, parts.unit), anchor


def _feast(parts: TimexParts, anchor: date | None, _: Before) -> DaySpan:
    """A feast, or a day that the text defines: of the year stated, or the nearest one, on the side that the words or the verb tell."""
    if parts.year is not None:
        day = day_in(parts.unit, parts.year)
        return day, day
    if anchor is None:
        return NO_DAYS
    days = [day for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 0 < year < 10000 and (day := day_in(parts.unit, year))]
    if parts.which in {"last", "next"}:
        days = [day for day in days if day != anchor and (day < anchor) == (parts.which == "last")]
    nearest = min(days, key=lambda day: abs((day - anchor).days), default=None)
    return nearest, nearest


_RESOLVERS: dict[str, Callable[[TimexParts, date | None, Before], DaySpan]] = {
    "date": _date,
    "month-day": _date,
    "month-day-range": _date,
    "day-of-month": _day_of_month,
    "weekday": _weekday,
    "month-year": _month,
    "month": _month,
    "year": _year,
    "anniversary": _year,
    "year-range": _year,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "season": _season,
    "half": _quarter,
    "anaphoric": _anaphoric,
    "named-day": _feast,
    "deictic": _ago,
    "calendar-relative": _relative,
    "ago": _ago,
    "later": _later,
    "stretch": _stretch,
}


def resolve(parts: TimexParts, anchor: date | None, before: Before = NOTHING_BEFORE) -> DaySpan:
    """First and last day meant, given the day of speaking and what was named before; (None, None) where they do not tell."""
    resolver = _RESOLVERS.get(parts.kind)
    return resolver(parts, anchor, before) if resolver else NO_DAYS
