"""What a time expression says by itself (`TimexParts`), what was named before it (`Before`), and the arithmetic of days and periods."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

BEHIND, AHEAD = "behind", "ahead"
DaySpan = tuple[date | None, date | None]
NO_DAYS: DaySpan = (None, None)


@dataclass(frozen=True, slots=True)
class TimexParts:
    """The parts of an expression, before any anchor: numbers as written, `shift` in `unit`s (negative is past).

    `which` of several is meant: "last", "next", "since" ..., or by the tense of its verb the one BEHIND or AHEAD of the writer. `part` is
    "early", "late", "end" ... of it. Both are "" where not said.
    """

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
    which: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What a text has named before an expression, as far as the expression can point back at it."""

    day: date | None = None  # the last day named by its number: "on the 12th" is of the same month
    last: DaySpan = NO_DAYS  # the expression just before
    quarter: DaySpan = NO_DAYS  # the quarter that the text reports on, named anywhere above
    is_quarter_near: bool = False


NOTHING_BEFORE = Before()


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


def month_span(year: int, month: int) -> DaySpan:
    """First and last day of a month; `month` may lie outside 1..12 and then counts on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 0 < year < 10000:
        return NO_DAYS
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_span(first: tuple[int, int], last: tuple[int, int]) -> DaySpan:
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


def unit_span(day: date, unit: str) -> DaySpan:
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


def year_span(first: int, last: int | None = None) -> DaySpan:
    """From New Year's Day of one year to the last day of another (the same one by default)."""
    last = first if last is None else last
    return (date(first, 1, 1), date(last, 12, 31)) if 0 < first <= last < 10000 else NO_DAYS


_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def trim(span: DaySpan, part: str) -> DaySpan:
    """The early, middle or late third of a span, its end, its beginning or its half."""
    first, last = span
    if first is None or last is None or not part:
        return span
    days = (last - first).days + 1
    third = max(days // 3, 1)
    which, _, unit = part.partition(" ")
    if unit.startswith("half"):
        middle = plus_days(first, (days - 1) // 2)
        return (first, middle) if which == "first" else (plus_days(middle, 1) if middle else None, last)
    if unit.startswith("week"):
        if which == "last":
            return plus_days(last, -6), last
        begun = plus_days(first, 7 * _PLACES[which])
        return begun, plus_days(begun, 6) if begun else None
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
