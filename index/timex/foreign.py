"""The months and weekdays of Europe's other languages, as date lines and fields have them, and the day that they name."""

from __future__ import annotations

import re
from datetime import date

from index.timex.calendar import MONTHS
from index.words.calendar import spelled_months, weekdays

MONTH_NAMES = dict(spelled_months(shortened=False)) | MONTHS
"""The number of each month by its whole name, in small letters, and by what English has for it."""
MONTH_WORDS = dict(spelled_months(shortened=True)) | MONTHS
"""The same with their short forms."""
WEEKDAYS = weekdays()
_MONTH = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})[.ºer]{{0,2}}\s+(?:de\s+)?(?P<month>{_MONTH})\b\.?,?\s+(?:del?\s+)?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def day_in(words: str) -> tuple[date, int, int] | None:
    """The first day that words name by day, month and year, and where it stands in them."""
    for match in _DAY.finditer(words):
        try:
            day = date(int(match["year"]), MONTH_WORDS[match["month"].lower()], int(match["day"]))
        except ValueError:
            continue
        return day, match.start(), match.end()
    return None
