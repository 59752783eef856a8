"""The day that a date field of a format states: its local day as written, or None where the words leave any doubt."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_ISO = re.compile(r"(\d{4})(?:-(\d{2})-(\d{2})|/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_CHANGED = re.compile(r"updat|modif|revis|correct|changed", re.IGNORECASE)
_PLACEHOLDERS = frozenset(
    map(date.fromisoformat, "0001-01-01 1601-01-01 1753-01-01 1899-12-30 1899-12-31 1900-01-01 1904-01-01 1969-12-31 1970-01-01".split())
)
"""Where the clocks of systems begin (.NET, Windows, SQL Server, Excel, the Mac, Unix, and Unix west of Greenwich): written for no day."""
_YEARS = range(1500, 2200)


def day_of_field(words: str) -> date | None:
    """The calendar day at the head of a date field.

    Read are ISO 8601 in its forms (`2031-05-04T23:30:00+02:00`, `20310504`, `2031/05/04`), mail dates and dates in words
    (`4 May 2031`), and `4.5.2031`, which is day first wherever it is written. The day is the one
    written, whatever the zone. `04/05/2031` is two days and so none; so is a year alone, a day of which the words say `updated`,
    and a placeholder.
    """
    day = _written(words.strip())
    return None if day is None or is_placeholder(day) else day


def is_placeholder(day: date) -> bool:
    """Whether a day that a field states is what systems write that have none to state."""
    return day in _PLACEHOLDERS


def _written(words: str) -> date | None:
    if iso := _ISO.match(words):
        return _day(*(int(part) for part in iso.groups() if part))
    if dotted := _DOTTED.match(words):
        return _day(*(int(part) for part in reversed(dotted.groups())))
    return _in_words(words[:80])


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
        return moment if moment.utcoffset() is not None and moment.year in _YEARS else None
    except ValueError:
        return None


def _in_words(words: str) -> date | None:
    from index.timex import find

    if not words[:1].isalnum() or not re.search(r"[^\W\d_]", words) or _CHANGED.search(words):
        return None
    days = {found.earliest for found in find(words) if found.earliest and found.earliest == found.latest}
    day = days.pop() if len(days) == 1 else None
    return day if day and day.year in _YEARS and str(day.year) in words else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
