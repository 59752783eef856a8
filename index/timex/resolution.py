"""The days that a time expression means, from what it says by itself, the day of speaking, and what the text has named before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from index.timex.calendar import SEASONS
from index.timex.feasts import day_in
from index.timex.values import (
    AHEAD,
    BEHIND,
    NOTHING,
    NOTHING_BEFORE,
    Before,
    Reading,
    Span,
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

FAR = 45
"""Days. A month or day without a year is moved to the side that its verb tells only when it would lie further away on the other."""


def _date(reading: Reading, anchor: date | None, _: Before) -> Span:
    assert reading.month is not None and reading.day is not None
    if reading.year is None and anchor is None:
        return NOTHING
    if reading.year is not None:
        first = make_day(reading.year, reading.month, reading.day)
    else:
        assert anchor is not None
        first = _on_its_side(reading, nearest_year(reading.month, reading.day, anchor), anchor)
    if first is None or reading.last_day is None:
        return first, first
    month = reading.last_month or reading.month
    last = make_day(reading.last_year or first.year + (month < reading.month and reading.year is None), month, reading.last_day)
    if last is not None and last < first and reading.year is not None:
        first = make_day(reading.year - 1, reading.month, reading.day)
    return (first, last) if first and last and first <= last else NOTHING


def _on_its_side(reading: Reading, day: date | None, anchor: date) -> date | None:
    """The same day of the year before or after, where the verb puts it far on the other side of the anchor."""
    if day is None or abs((day - anchor).days) <= FAR or (reading.which, day < anchor) not in {(BEHIND, False), (AHEAD, True)}:
        return day
    return make_day(day.year + (1 if reading.which == AHEAD else -1), day.month, day.day) or day


def _day_of_month(reading: Reading, anchor: date | None, before: Before) -> Span:
    assert reading.day is not None
    if before.day is not None:
        day = make_day(before.day.year, before.day.month, reading.day)
        return day, day
    if anchor is None:
        return NOTHING
    months = (month_span(anchor.year, anchor.month + shift)[0] for shift in (-1, 0, 1))
    days = [day for first in months if first and (day := make_day(first.year, first.month, reading.day))]
    nearest = min(days, key=lambda day: abs((day - anchor).days), default=None)
    return nearest, nearest


def _weekday(reading: Reading, anchor: date | None, before: Before) -> Span:
    assert reading.weekday is not None
    if reading.which in {"following", "preceding"} and (day := _pointed_at(before)) is not None:
        forward = (reading.weekday - day.weekday()) % 7
        found = plus_days(day, (forward or 7) if reading.which == "following" else forward - 7)
        return found, found
    if anchor is None or reading.which == "following":
        return NOTHING
    back = (anchor.weekday() - reading.weekday) % 7
    if reading.which == "this":
        day = plus_days(anchor, reading.weekday - anchor.weekday())
    elif reading.which in {"last", "past", "previous", "preceding"}:
        day = plus_days(anchor, -(back or 7))
    elif reading.which in {"next", "coming"}:
        day = plus_days(anchor, 7 - back)
    elif reading.which == AHEAD:
        day = plus_days(anchor, (7 - back) % 7)
    else:
        day = plus_days(anchor, -back)
    return day, day


def _month(reading: Reading, anchor: date | None, _: Before) -> Span:
    assert reading.month is not None
    if reading.year is not None:
        if reading.last_month is not None:
            return months_span((reading.year, reading.month), (reading.last_year or reading.year, reading.last_month))
        return trim(month_span(reading.year, reading.month), reading.part)
    if anchor is None:
        return NOTHING
    which = reading.which
    past = anchor.year - (reading.month >= anchor.month)
    recent = anchor.year - (reading.month > anchor.month)
    coming = anchor.year + (reading.month <= anchor.month)
    if which in {"last", "past", "previous"}:
        year = past
    elif which in {"next", "coming"}:
        year = coming
    elif which == "this":
        year = anchor.year
    elif which == "since":
        year = recent
    else:
        near = _on_its_side(reading, nearest_year(reading.month, 15, anchor), anchor)
        year = near.year if near else anchor.year
    return trim(month_span(year, reading.month), reading.part)


def _year(reading: Reading, _: date | None, __: Before) -> Span:
    assert reading.year is not None
    return trim(year_span(reading.year, reading.last_year), reading.part)


def _decade(reading: Reading, _: date | None, __: Before) -> Span:
    assert reading.year is not None
    first = reading.year
    thirds = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get(reading.part[:5].rstrip("-d"), (0, 9))
    return year_span(first + thirds[0], first + thirds[1])


def _century(reading: Reading, _: date | None, __: Before) -> Span:
    assert reading.year is not None
    first = (reading.year - 1) * 100
    ends = {"early": (1, 20), "begin": (1, 20), "mid": (40, 60), "late": (80, 100), "end": (80, 100)}
    low, high = next((span for word, span in ends.items() if reading.part.startswith(word)), (1, 100))
    return year_span(first + low, first + high)


def _quarter(reading: Reading, anchor: date | None, before: Before) -> Span:
    """The nth quarter or half of a year; "the quarter" and "the 1988 quarter" are those that the text reports on."""
    size = 6 if reading.unit == "half" else 3
    first = before.quarter[0]
    if reading.month is None and first is not None:
        return months_span((reading.year or first.year, first.month), (reading.year or first.year, first.month + 2))
    if reading.month is None:
        return _before_now(anchor, size) if reading.which == "latest" else year_span(reading.year) if reading.year else NOTHING
    year = reading.year
    if year is None and anchor is not None:
        shift = {"last": -1, "this": 0, "next": 1}.get(reading.which, 0 if size == 6 else -(reading.month > anchor.month))
        year = anchor.year + shift
    return months_span((year, reading.month), (year, reading.month + size - 1)) if year is not None else NOTHING


def _before_now(anchor: date | None, size: int) -> Span:
    """The last whole quarter, or half a year, that was over on a day."""
    if anchor is None:
        return NOTHING
    month = (anchor.month - 1) // size * size + 1 - size
    return months_span((anchor.year, month), (anchor.year, month + size - 1))


def _season(reading: Reading, anchor: date | None, _: Before) -> Span:
    first, last = SEASONS[reading.unit]
    year = reading.year
    if year is None:
        if anchor is None:
            return NOTHING
        over = anchor.month > last if last >= first else last < anchor.month < first
        begun = anchor.month >= first
        shifts = {"last": -(not over), "next": int(begun), "this": 0, AHEAD: int(over)}
        year = anchor.year + shifts.get(reading.which, -(not begun))
    return months_span((year, first), (year + (last < first), last))


def _relative(reading: Reading, anchor: date | None, _: Before) -> Span:
    if anchor is None or reading.shift is None:
        return NOTHING
    if reading.unit == "weekend" and reading.which == "the":
        anchor = plus_days(anchor, -7 if anchor.weekday() < 5 else 0) or anchor
    unit = "week" if reading.unit == "weekend" else reading.unit
    start = anchor if unit == "week" else anchor.replace(day=1)
    day = add_units(start, reading.shift, unit)
    if day is None:
        return NOTHING
    span = unit_span(day, reading.unit)
    return (span[0], anchor) if reading.part in {"earlier", "so far"} and span[0] else trim(span, reading.part)


def _shifted(reading: Reading, anchor: date | None) -> Span:
    """A number of units away: exact for days, a few days or whole months otherwise, because people round."""
    if anchor is None or reading.shift is None:
        return NOTHING
    day = add_units(anchor, reading.shift, reading.unit)
    if day is None or reading.unit in {"day", "week", "fortnight", "hour", "minute"}:
        return day, day
    return unit_span(day, "month" if reading.unit in {"month", "quarter"} else "year")


def _ago(reading: Reading, anchor: date | None, before: Before) -> Span:
    """So long before the anchor; "a year ago" beside a quarter is that quarter of the year before."""
    first = before.quarter[0]
    if (
        first is not None
        and reading.unit == "year"
        and reading.shift is not None
        and (before.is_quarter_near or reading.which == "quarter")
    ):
        return months_span((first.year + reading.shift, first.month), (first.year + reading.shift, first.month + 2))
    if reading.which == "earlier" and (day := _pointed_at(before)) is not None and reading.unit in {"day", "week"}:
        return _shifted(reading, day)
    return _shifted(reading, anchor)


def _later(reading: Reading, _: date | None, before: Before) -> Span:
    """So long after the day named before, or after the month or year, where the unit is as large."""
    day = _pointed_at(before) or before.day
    if reading.which == "few" and day is not None:
        return plus_days(day, 2), plus_days(day, 4)
    if day is None and reading.unit in {"month", "year"} and unit_span(before.last[0] or date.max, reading.unit) == before.last:
        day = before.last[0]
    return _shifted(reading, day)


def _pointed_at(before: Before) -> date | None:
    return before.last[0] if before.last[0] == before.last[1] else None


def _anaphoric(reading: Reading, anchor: date | None, before: Before) -> Span:
    """That day, the same month, the following year, since then: counted from the expression just before, if that is no longer than it."""
    first, last = before.last
    if first is None or last is None:
        return NOTHING
    if reading.which == "then":
        return before.last
    if reading.which == "since":
        return (first, anchor) if anchor is not None and first <= anchor else NOTHING
    if reading.unit == "day":
        day = add_units(first, reading.shift or 0, "day") if first == last else None
        return day, day
    span = unit_span(first, reading.unit)
    if span[1] is None or span[1] < last:
        return NOTHING
    start = add_units(span[0] or first, reading.shift or 0, reading.unit)
    return unit_span(start, reading.unit) if start is not None else NOTHING


def _stretch(reading: Reading, anchor: date | None, _: Before) -> Span:
    if anchor is None:
        return NOTHING
    if reading.shift is None:
        return None, anchor
    return add_units(anchor, reading.shift, reading.unit), anchor


def _feast(reading: Reading, anchor: date | None, _: Before) -> Span:
    """A feast, or a day that the text defines: of the year stated, or the nearest one, on the side that the words or the verb tell."""
    if reading.year is not None:
        day = day_in(reading.unit, reading.year)
        return day, day
    if anchor is None:
        return NOTHING
    days = [day for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 0 < year < 10000 and (day := day_in(reading.unit, year))]
    if reading.which in {"last", "next"}:
        days = [day for day in days if day != anchor and (day < anchor) == (reading.which == "last")]
    nearest = min(days, key=lambda day: abs((day - anchor).days), default=None)
    return nearest, nearest


_RESOLVERS: dict[str, Callable[[Reading, date | None, Before], Span]] = {
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


def resolve(reading: Reading, anchor: date | None, before: Before = NOTHING_BEFORE) -> Span:
    """First and last day meant, given the day of speaking and what was named before; (None, None) where they do not tell."""
    resolver = _RESOLVERS.get(reading.kind)
    return resolver(reading, anchor, before) if resolver else NOTHING
