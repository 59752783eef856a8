"""What a time expression says by itself (`Reading`), and the days it means once an anchor day is known (`resolve`)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from index.calendar_words import SEASONS

Span = tuple[date | None, date | None]
NOTHING: Span = (None, None)


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of an expression, before any anchor: numbers as written, `shift` in `unit`s (negative is past), `part` such as "late"."""

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    weekday: int | None = None  # Monday is 0
    shift: int | None = None
    unit: str = ""
    part: str = ""


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(month: int, day: int, anchor: date) -> date | None:
    """That day and month in the year that puts it nearest to the anchor."""
    days = [found for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 0 < year < 10000 and (found := make_day(year, month, day))]
    return min(days, key=lambda found: abs((found - anchor).days), default=None)


def month_span(year: int, month: int) -> Span:
    """First and last day of a month; `month` may lie outside 1..12 and then counts on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 0 < year < 10000:
        return NOTHING
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_span(first: tuple[int, int], last: tuple[int, int]) -> Span:
    """From the first day of one (year, month) to the last day of another."""
    return month_span(*first)[0], month_span(*last)[1]


def plus_days(day: date, days: int) -> date | None:
    """A day so many days away, or None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_units(day: date, count: int, unit: str) -> date | None:
    """The day so many days, weeks, months or years away; the last of the month where the day number does not exist there."""
    if unit in {"day", "week", "fortnight"}:
        return plus_days(day, count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is None:
        return day
    first, last = month_span(day.year, day.month + count * months)
    return first.replace(day=min(day.day, last.day)) if first and last else None


def unit_span(day: date, unit: str) -> Span:
    """The calendar week (Monday to Sunday), month, quarter, year or decade that holds a day."""
    if unit == "week":
        monday = plus_days(day, -day.weekday())
        return monday, plus_days(day, 6 - day.weekday())
    if unit == "weekend":
        return plus_days(day, 5 - day.weekday()), plus_days(day, 6 - day.weekday())
    if unit == "month":
        return month_span(day.year, day.month)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return months_span((day.year, first), (day.year, first + 2))
    if unit == "year":
        return year_span(day.year)
    if unit == "decade":
        return year_span(day.year // 10 * 10, day.year // 10 * 10 + 9)
    return day, day


def year_span(first: int, last: int | None = None) -> Span:
    """From New Year's Day of one year to the last day of another (the same one by default)."""
    last = first if last is None else last
    return (date(first, 1, 1), date(last, 12, 31)) if 0 < first <= last < 10000 else NOTHING


def trim(span: Span, part: str) -> Span:
    """The early, middle or late third of a span, its end, its beginning or its half."""
    first, last = span
    if first is None or last is None or not part:
        return span
    days = (last - first).days + 1
    third = max(days // 3, 1)
    if part.startswith("end"):
        return last, last
    if part.startswith(("start", "begin")):
        return first, first
    if part.startswith("early"):
        return first, plus_days(first, third)
    if part.startswith("late"):
        return plus_days(last, -third), last
    if part.startswith("mid"):
        return plus_days(first, third), plus_days(last, -third)
    return span


def _date(reading: Reading, anchor: date | None, _: date | None) -> Span:
    assert reading.month is not None and reading.day is not None
    if reading.year is None and anchor is None:
        return NOTHING
    if reading.year is not None:
        first = make_day(reading.year, reading.month, reading.day)
    else:
        assert anchor is not None
        first = nearest_year(reading.month, reading.day, anchor)
    if first is None or reading.last_day is None:
        return first, first
    month = reading.last_month or reading.month
    last = make_day(reading.last_year or first.year + (month < reading.month and reading.year is None), month, reading.last_day)
    if last is not None and last < first and reading.year is not None:
        first = make_day(reading.year - 1, reading.month, reading.day)
    return (first, last) if first and last and first <= last else NOTHING


def _day_of_month(reading: Reading, anchor: date | None, base: date | None) -> Span:
    assert reading.day is not None
    if base is not None:
        day = make_day(base.year, base.month, reading.day)
        return day, day
    if anchor is None:
        return NOTHING
    months = (month_span(anchor.year, anchor.month + shift)[0] for shift in (-1, 0, 1))
    days = [day for first in months if first and (day := make_day(first.year, first.month, reading.day))]
    nearest = min(days, key=lambda day: abs((day - anchor).days), default=None)
    return nearest, nearest


def _weekday(reading: Reading, anchor: date | None, _: date | None) -> Span:
    if anchor is None or reading.weekday is None:
        return NOTHING
    back = (anchor.weekday() - reading.weekday) % 7
    if reading.part == "this":
        day = plus_days(anchor, reading.weekday - anchor.weekday())
    elif reading.part in {"last", "past", "previous"}:
        day = plus_days(anchor, -(back or 7))
    elif reading.part in {"next", "coming"}:
        day = plus_days(anchor, 7 - back)
    elif reading.part == "future":
        day = plus_days(anchor, (7 - back) % 7)
    else:
        day = plus_days(anchor, -back)
    return day, day


def _month(reading: Reading, anchor: date | None, _: date | None) -> Span:
    assert reading.month is not None
    if reading.year is not None:
        if reading.last_month is not None:
            return months_span((reading.year, reading.month), (reading.last_year or reading.year, reading.last_month))
        return trim(month_span(reading.year, reading.month), reading.part)
    if anchor is None:
        return NOTHING
    which, _space, part = reading.part.partition(" ")
    past = anchor.year - (reading.month >= anchor.month)
    recent = anchor.year - (reading.month > anchor.month)
    coming = anchor.year + (reading.month <= anchor.month)
    if which in {"last", "past", "previous"}:
        year = past
    elif which in {"next", "coming", "future"}:
        year = coming
    elif which == "this":
        year = anchor.year
    elif which == "since":
        year = recent
    else:
        near = nearest_year(reading.month, 15, anchor)
        year = near.year if near else anchor.year
    return trim(month_span(year, reading.month), part)


def _year(reading: Reading, _: date | None, __: date | None) -> Span:
    assert reading.year is not None
    return trim(year_span(reading.year, reading.last_year), reading.part)


def _decade(reading: Reading, _: date | None, __: date | None) -> Span:
    assert reading.year is not None
    first = reading.year
    thirds = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get(reading.part[:5].rstrip("-d"), (0, 9))
    return year_span(first + thirds[0], first + thirds[1])


def _century(reading: Reading, _: date | None, __: date | None) -> Span:
    assert reading.year is not None
    first = (reading.year - 1) * 100
    ends = {"early": (1, 20), "begin": (1, 20), "mid": (40, 60), "late": (80, 100), "end": (80, 100)}
    low, high = next((span for word, span in ends.items() if reading.part.startswith(word)), (1, 100))
    return year_span(first + low, first + high)


def _quarter(reading: Reading, anchor: date | None, _: date | None) -> Span:
    assert reading.month is not None
    if reading.year is None and anchor is None:
        return NOTHING
    year = reading.year
    if year is None:
        assert anchor is not None
        year = anchor.year - (reading.month > anchor.month)
    return months_span((year, reading.month), (year, reading.month + 2))


def _season(reading: Reading, anchor: date | None, _: date | None) -> Span:
    first, last = SEASONS[reading.unit]
    if reading.year is None and anchor is None:
        return NOTHING
    year = reading.year
    if year is None:
        assert anchor is not None
        ended = anchor.month > last if last >= first else last < anchor.month < first
        begun = anchor.month >= first
        year = anchor.year - (not ended if reading.part == "last" else not begun if reading.part != "next" else 0)
        if reading.part == "next" and begun:
            year += 1
    return months_span((year, first), (year + (last < first), last))


def _relative(reading: Reading, anchor: date | None, _: date | None) -> Span:
    if anchor is None or reading.shift is None:
        return NOTHING
    unit = "week" if reading.unit == "weekend" else reading.unit
    day = add_units(anchor, reading.shift, unit)
    if unit not in {"week", "month", "quarter", "year", "decade"} or day is None:
        return day, day
    if unit in {"month", "quarter", "year", "decade"}:
        day = add_units(anchor.replace(day=1), reading.shift, unit) or day
    span = unit_span(day, reading.unit)
    return (span[0], anchor) if reading.part == "earlier" and span[0] else trim(span, reading.part)


def _shifted(reading: Reading, anchor: date | None) -> Span:
    """A number of units away: exact for days, a few days or whole months otherwise, because people round."""
    if anchor is None or reading.shift is None:
        return NOTHING
    day = add_units(anchor, reading.shift, reading.unit)
    if day is None or reading.unit in {"day", "week", "fortnight", "hour", "minute"}:
        return day, day
    return unit_span(day, "month" if reading.unit in {"month", "quarter"} else "year")


def _ago(reading: Reading, anchor: date | None, _: date | None) -> Span:
    return _shifted(reading, anchor)


def _later(reading: Reading, _: date | None, base: date | None) -> Span:
    if reading.part == "few" and base is not None:
        return plus_days(base, 2), plus_days(base, 4)
    return _shifted(reading, base)


def _stretch(reading: Reading, anchor: date | None, _: date | None) -> Span:
    if anchor is None:
        return NOTHING
    if reading.shift is None:
        return None, anchor
    return add_units(anchor, reading.shift, reading.unit), anchor


def _nothing(_: Reading, __: date | None, ___: date | None) -> Span:
    return NOTHING


_RESOLVERS: dict[str, Callable[[Reading, date | None, date | None], Span]] = {
    "date": _date,
    "month-day": _date,
    "month-day-range": _date,
    "day-of-month": _day_of_month,
    "weekday": _weekday,
    "month-year": _month,
    "month": _month,
    "year": _year,
    "year-range": _year,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "season": _season,
    "deictic": _ago,
    "calendar-relative": _relative,
    "ago": _ago,
    "later": _later,
    "stretch": _stretch,
}


def resolve(reading: Reading, anchor: date | None, base: date | None = None) -> Span:
    """First and last day meant, given the day of speaking and the day last named before (`base`); (None, None) where they do not tell."""
    return _RESOLVERS.get(reading.kind, _nothing)(reading, anchor, base)
