"""Feasts and memorial days that newspapers call by their names, with the day on which they fall in a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FIXED: dict[str, tuple[int, int]] = {
    r"new\s+year['’]?s?\s+day": (1, 1),
    r"new\s+year['’]?s?\s+eve": (12, 31),
    r"orthodox\s+christmas(?:\s+day)?": (1, 7),
    r"epiphany": (1, 6),
    r"australia\s+day": (1, 26),
    r"(?:international\s+)?holocaust\s+(?:remembrance|memorial)\s+day": (1, 27),
    r"groundhog\s+day": (2, 2),
    r"(?:st\.?\s+)?valentine['’]?s\s+day": (2, 14),
    r"defenders?\s+of\s+the\s+fatherland\s+day": (2, 23),
    r"(?:international\s+)?women['’]s\s+day": (3, 8),
    r"(?:st\.?|saint)\s+patrick['’]s\s+day": (3, 17),
    r"april\s+fools?['’]?s?\s+day": (4, 1),
    r"cosmonautics\s+day": (4, 12),
    r"earth\s+day": (4, 22),
    r"anzac\s+day": (4, 25),
    r"(?:international\s+)?(?:may\s+day|workers['’]\s+day)": (5, 1),
    r"cinco\s+de\s+mayo": (5, 5),
    r"v-?e\s+day": (5, 8),
    r"victory\s+day": (5, 9),
    r"europe\s+day": (5, 9),
    r"russia\s+day": (6, 12),
    r"bloomsday": (6, 16),
    r"juneteenth": (6, 19),
    r"midsummer['’]?s?\s+day": (6, 24),
    r"canada\s+day": (7, 1),
    r"(?:the\s+)?fourth\s+of\s+july": (7, 4),
    r"bastille\s+day": (7, 14),
    r"v-?j\s+day": (8, 15),
    r"assumption\s+day": (8, 15),
    r"german\s+unity\s+day": (10, 3),
    r"(?:united\s+nations|u\.?n\.?)\s+day": (10, 24),
    r"hallowe['’]?en": (10, 31),
    r"all\s+saints['’]?\s+day": (11, 1),
    r"all\s+souls['’]?\s+day": (11, 2),
    r"(?:guy\s+fawkes|bonfire)\s+(?:night|day)": (11, 5),
    r"(?:armistice|veterans['’]?)\s+day": (11, 11),
    r"(?:international\s+)?human\s+rights\s+day": (12, 10),
    r"christmas\s+eve": (12, 24),
    r"christmas(?:\s+day)?": (12, 25),
    r"boxing\s+day": (12, 26),
}
# (month, weekday, which): Monday is 0, the fourth such day is 4, the last one -1.
_FLOATING: dict[str, tuple[int, int, int]] = {
    r"martin\s+luther\s+king(?:,?\s+jr\.?,?)?(?:['’]s)?\s+day": (1, 0, 3),
    r"presidents['’]?\s+day": (2, 0, 3),
    r"memorial\s+day": (5, 0, -1),
    r"labor\s+day": (9, 0, 1),
    r"columbus\s+day": (10, 0, 2),
    r"thanksgiving(?:\s+day)?": (11, 3, 4),
}
_AROUND_EASTER: dict[str, int] = {
    r"shrove\s+tuesday": -47,
    r"ash\s+wednesday": -46,
    r"palm\s+sunday": -7,
    r"maundy\s+thursday": -3,
    r"good\s+friday": -2,
    r"easter(?:\s+sunday)?": 0,
    r"easter\s+monday": 1,
    r"ascension\s+day": 39,
    r"whit\s+sunday|pentecost": 49,
}
PATTERN = "|".join(sorted((*_FIXED, *_FLOATING, *_AROUND_EASTER), key=len, reverse=True))


def day_in(name: str, year: int) -> date | None:
    """The day of a feast in a year; `name` as written, or "MM-DD" for a day that a text defines itself; None where there is none."""
    if numbers := re.fullmatch(r"(\d\d)-(\d\d)", name):
        try:
            return date(year, int(numbers.group(1)), int(numbers.group(2)))
        except ValueError:
            return None
    for pattern, (month, day) in _FIXED.items():
        if re.fullmatch(pattern, name, re.I):
            return date(year, month, day)
    for pattern, (month, weekday, which) in _FLOATING.items():
        if re.fullmatch(pattern, name, re.I):
            return _nth_weekday(year, month, weekday, which)
    for pattern, days in _AROUND_EASTER.items():
        if re.fullmatch(pattern, name, re.I):
            return easter(year) + timedelta(days=days)
    return None


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        end = date(year, month + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def easter(year: int) -> date:
    """Western Easter Sunday, by the rule of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, rest = divmod(rest, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - rest) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
