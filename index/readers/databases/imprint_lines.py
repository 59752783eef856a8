"""A line that says where and when a story stood: `The Fell Reporter (High Water) - Monday, November 11, 2019`, `Dalposten, 2019-11-11`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.readers.databases.record import Line
from index.readers.date_fields import is_placeholder
from index.readers.written_days import written_days
from index.timex.foreign import WEEKDAYS as FOREIGN_WEEKDAYS
from index.types import Evidence
from index.words.calendar import changes, keepings
from index.words.lists import alternatives, any_of

_MOST_OUTLET = 9
"""Words of the name of an outlet."""
_WEEKDAY = rf"(?:{any_of('calendar.weekdays', 'calendar.weekdays_short')}|{alternatives(*FOREIGN_WEEKDAYS)})"
_BEFORE_DAY = re.compile(
    rf"(?:\s+(?:vom|den|am|of|du|le|del|van|dated|published)|(?:[,;:|·•)\]–—-]|\A)\s*(?:{_WEEKDAY})\.?|[\s,;:|·•/–—-]+|(?<=[^\W\d_]{{3}})\.|(?<=[)\]])\.)\Z",
    re.IGNORECASE,
)
"""What stands between an outlet and its day; a weekday only after a mark, for `Welt am Sonntag` is a name."""
_ISSUE = re.compile(r",?\s+(?:no|nr|n°|nº|núm)\.?\s*\d[\w.-]*\Z", re.IGNORECASE)
_PLACE = re.compile(r"\s*(?:\([^()]{1,40}\)|\[[^\[\]]{1,40}\])\Z")


@dataclass(frozen=True, slots=True)
class ImprintLine:
    """An outlet and a day, with what shows the day."""

    outlet: str | None
    day: date
    evidence: Evidence

    @property
    def stated(self) -> tuple[Evidence, tuple[date, date]]:
        """The day as records take it."""
        return self.evidence, (self.day, self.day)


def imprint_line(line: Line, value: str | None = None, why: str = "imprint of this record") -> ImprintLine | None:
    """What a line states, or the value at its end; None where it has no full day, or one of a program's zero, of keeping or of a change."""
    words = line.text if value is None else value
    day = next(iter(written_days(words)), None)
    if day is None or is_placeholder(day.day) or any(said().search(words[: day.start]) for said in (keepings, changes)):
        return None
    at = line.end - len(words)
    evidence = Evidence(words[day.start : day.end], at + day.start, at + day.end, why)
    return ImprintLine(outlet_of(words[: day.start]), day.day, evidence)


def outlet_of(words: str) -> str | None:
    """The name of an outlet without its place, the number of the issue and what leads on to the day; None for what is no name."""
    name = words
    while match := _BEFORE_DAY.search(name):
        kept = match.start() + (name[match.start()] in ")]")
        if kept == len(name):
            break
        name = name[:kept]
    name = _ISSUE.sub("", _PLACE.sub("", name)).strip(" .,;:|·")
    return name if name and (name[0].isupper() or name[0].isdigit()) and len(name.split()) <= _MOST_OUTLET else None
