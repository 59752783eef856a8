"""The months and weekdays of Western Europe's other languages, as date lines and fields have them, and the day that they name."""

from __future__ import annotations

import re
from datetime import date

from index.timex.calendar import MONTHS

_MONTHS = (  # German, French, Spanish, Italian, Portuguese, Dutch
    "januar jänner janvier enero gennaio janeiro januari",
    "februar février fevrier febrero febbraio fevereiro februari",
    "märz maerz mars marzo março marco maart",
    "april avril abril aprile",
    "mai mayo maggio maio mei",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "august août aout agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "dezember décembre decembre diciembre dicembre dezembro december",
)
_SHORT = (
    "jän janv ene genn",
    "févr fev",
    "mär mrz mrt",
    "avr abr",
    "magg mag",
    "giu",
    "juil lug",
    "ago",
    "sett set",
    "okt ott out",
    "",
    "dez déc dic",
)
MONTH_NAMES = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()} | MONTHS
"""The number of each month by its whole name, in small letters, and by what English has for it."""
MONTH_WORDS = MONTH_NAMES | {name: number for number, names in enumerate(_SHORT, start=1) for name in names.split()}
"""The same with their short forms."""
WEEKDAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes"
    " miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag"
    " vrijdag zaterdag zondag"
).split()
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
