"""The day that a date field of a format states: its local day as written, or None where the words leave any doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from index.readers.written_days import YEARS, calendar_day, day_order_of, slashed_day, written_days
from index.words.calendar import changes, keepings

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?![\d/-])")
_HOUR = re.compile(r"\d{1,2}:([0-5]\d)(?::([0-5]\d)(?:[.,](\d+))?)?")
_ZEROS = frozenset(
    date(*day)
    for day in (
        *((1, 1, 1), (1582, 10, 15), (1601, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1), (1970, 1, 1)),
    )
)
"""The first days of the calendars that programs count in."""
_ENDS = frozenset(date(*day) for day in ((2038, 1, 19), (2079, 6, 6), (2099, 12, 31), (2100, 1, 1)))
"""The last days that programs can count, or that people write for what never ends, whatever the hour."""
_EVES = frozenset({date(1969, 12, 31), date(1900, 12, 31)})
"""The same where the hour is moved to the west; alone it is a day like others."""
_MOMENT = 1
"""Seconds by which programs miss a zero that they are not allowed to write."""
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIALS = range(20_000, 60_000)
"""Days that a spreadsheet counts, of 1954 to 2064."""
_SERIAL_ZERO = date(1899, 12, 30)


def day_of_field(words: str, day_first: bool | None = None) -> date | None:
    """The calendar day at the head of a date field.

    Read are ISO 8601 in its forms (`2031-05-04T23:30:00+02:00`, `20310504`, `2031/5/4`), mail dates, `4.5.2031` (day first wherever it is
    written), dates in words of the languages of Europe, and `2031年5月4日`. The day is the one written, whatever the zone. `04/05/2031` is
    two days and so none, unless `day_first` says which; so is a year alone, a day of which the words say `updated`, and a placeholder.
    """
    day = _read(words.strip(), day_first)
    return None if day is None or is_placeholder(day, words) else day


def is_placeholder(day: date, words: str = "") -> bool:
    """Whether a day is the zero of a program, written where it had none: 1 January of the years 1, 1900 or 1970 and the like.

    Where `words` state an hour that is no zero's (a zero may stand in another zone, but on the full or half hour), it is a day like others.
    """
    hour = _HOUR.search(words)
    if day in _ENDS:
        return True
    if hour is not None and (hour[1] not in ("00", "30") or int(hour[2] or 0) > _MOMENT or int(hour[3] or 0)):
        return False
    return day in _ZEROS or (hour is not None and day in _EVES)


def day_order(fields: Iterable[str]) -> bool | None:
    """True where slashed dates are day first, False for month first, None where they do not say or disagree."""
    return day_order_of(match[0] for words in fields if (match := _SLASHED.match(words.strip())))


def day_of_serial(words: str) -> date | None:
    """The day that a spreadsheet counts from the end of 1899 (44264 is 9 March 2021); None for what is no such number."""
    serial = _SERIAL.fullmatch(words.strip())
    return _SERIAL_ZERO + timedelta(days=int(serial[1])) if serial and int(serial[1]) in _SERIALS else None


def moment_in_utc(words: str) -> datetime | None:
    """The moment that a field states in universal time; None where it states a local time or a day alone."""
    moment = _moment(words)
    return moment if moment is not None and moment.utcoffset() == timedelta() else None


def is_local(words: str, moment: datetime) -> bool:
    """Whether a field states this moment (to the minute) in a local time other than universal time."""
    stated = _moment(words)
    return stated is not None and stated.utcoffset() != timedelta() and abs(stated.astimezone(UTC) - moment) < timedelta(minutes=1)


def _moment(words: str) -> datetime | None:
    """A moment with its zone, as ISO 8601 writes it."""
    try:
        moment = datetime.fromisoformat(words.strip())
        return moment if moment.utcoffset() is not None and moment.year in YEARS else None
    except ValueError:
        return None


def _read(words: str, day_first: bool | None) -> date | None:
    if iso := _ISO.match(words):
        return calendar_day(*(int(part) for part in iso.groups() if part))
    if slashed := _SLASHED.match(words):
        return slashed_day(int(slashed[1]), int(slashed[2]), slashed[3], day_first)
    if changes().search(words[:80]) or keepings().search(words[:80]):
        return None
    days = {found.day for found in written_days(words[:80], day_first)}
    return days.pop() if len(days) == 1 else _in_words(words[:80]) if not days else None


def _in_words(words: str) -> date | None:
    from index.timex import find

    if not words[:1].isalnum() or not re.search(r"[^\W\d_]", words):
        return None
    days = {found.earliest for found in find(words) if found.earliest and found.earliest == found.latest}
    day = days.pop() if len(days) == 1 else None
    return day if day and day.year in YEARS and str(day.year) in words else None
