"""Which days a question asks about: those the user set, those its own words name, or those that they point back to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.query.outlets import blanked
from assistant.query.pasted import own_words
from assistant.types import Offer, Window
from assistant.words.general import asks_for_anything
from index import timex
from index.timex.calendar import MONTH, WEEKDAY
from index.types import Filter
from index.words.lists import any_of

_MONTH = re.compile(rf"\b(?:{MONTH})(?![\w-])", re.IGNORECASE)
# "Who met the minister on Tuesday?" tells the story apart from others; it does not mean this week's Tuesday.
_BARE_WEEKDAY = re.compile(rf"(?:on\s+)?{WEEKDAY}(?:[’']s)?(?:\s+(?:{any_of('calendar.parts_of_days')}))?", re.IGNORECASE)
# "How did the toll change over the week?" means the week of the story, whichever that was.
_BARE_SPAN = re.compile(r"(?:(?:over|during|in|of|within|throughout)\s+)?the\s+(?:day|week|weekend|month|year)", re.IGNORECASE)
# "In the second quarter", "over the summer": of which year the story says, where the archive ends before that of the day of asking.
_PART_OF_YEAR = re.compile(r"\b(?:quarter|half|spring|summer|autumn|fall|winter)\b(?!.*\b\d{4}\b)", re.IGNORECASE)
_NEAR = re.compile(r"\b(?:this|last|next|past|coming|current|previous)\b", re.IGNORECASE)
# "Who spoke then?" means the time before; "and then?" and "when was it founded, then?" do not.
_THEN = re.compile(r"(?<=\w )then\b(?=\W*$|\s+(?:and|in|at|about)\b)|\bat (?:that|the) (?:time|same time)\b|\bby then\b", re.IGNORECASE)
_ON_GOES = re.compile(rf"^\W*(?:{any_of('asked.goes_on')})\s+then\b", re.IGNORECASE)

_IGNORING = (
    rf"(?:please\s+)?(?:{any_of('asked.ignoring')})\s+(?:(?:the|all|any|my|that|those|these)\s+)?"
    rf"(?:{any_of('asked.limits_of_time')})(?:\s+please)?"
)
_IGNORED = re.compile(rf"^\W*{_IGNORING}\b(?:[\s:;,.!–—-]+(?:(?:and|but)\s+)?|$)|[\s,;–—-]+{_IGNORING}\W*$", re.IGNORECASE)

SOON = timedelta(days=92)
"""How long after the days that a question names an article still tells of them: "on January 12" is asked of a story of March."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What days are counted from: the day of asking, and the last day of the archive, None where none is known.

    `told_on`: the days of the articles that tell of what a text speaks of, of all articles for "", in any order. `outlets`: those that the
    conversation names, whose names tell no day.
    """

    as_of: date
    latest: date | None = None
    told_on: Callable[[str], Sequence[date]] = field(default=lambda text: ())
    outlets: Sequence[str] = ()

    def stated(self, text: str) -> Window | None:
        """The window that the words of one question name; what it quotes, and a sentence pasted into it, name none."""
        text = blanked(own_words(text), self.outlets)
        found = timex.stated_window(text, self.as_of)
        if found and _lacks_year(found[2]):
            # "On January 12" asked years later means the January in which the archive tells of it; "last week" means what it says.
            found = self._as_told(text, found)
        # No article is of a day to come: "an hour later next winter" is what a story says, seen from its own day.
        to_come = found is not None and found[0] is not None and found[0] > self.as_of
        bare = found is not None and any(pattern.fullmatch(found[2].strip()) for pattern in (_BARE_WEEKDAY, _BARE_SPAN))
        is_of_story = found is not None and self._is_before(found[0]) and _is_part_of_year(found[2])
        return Window(*found) if found and not (to_come or bare or is_of_story) else None

    def _as_told(self, text: str, found: timex.StatedWindow) -> timex.StatedWindow:
        """Days without a year: of the last one in or soon after which an article tells of what is asked, else in which there is one at all,
        else the nearest to when the archive last tells of it."""
        rest = text.replace(found[2], " ")
        of_this = () if asks_for_anything(rest) else self.told_on(rest)
        for told, after in ((of_this, SOON), (self.told_on(""), timedelta())):
            # Seen from the last of December, a day of January is of the year to come.
            for year in sorted({year for day in told for year in (day.year - 1, day.year)}, reverse=True):
                named = timex.stated_window(text, min(date(year, 12, 31), self.as_of))
                if named and any(_is_within(day, named, after) for day in told):
                    return named
        last = max(of_this, default=self.latest)
        return (timex.stated_window(text, last) or found) if last and last < self.as_of else found

    def _is_before(self, day: date | None) -> bool:
        """Whether the archive ends before a day."""
        return day is not None and self.latest is not None and self.latest < day

    def offer(self, text: str) -> Offer | None:
        """What the same words mean counted from the archive's last day; None where they name the same days whenever they are said, and
        where the archive goes on into the days that they name."""
        said = self.stated(text)
        if said is None or said.since is None or self.latest is None or said.since <= self.latest:
            return None
        found = timex.stated_window(own_words(text), self.latest)
        return Offer(self.latest, Window(*found)) if found and found[:2] != (said.since, said.until) else None


def window_of(asked: str, before: Window | None, limits: Filter, calendar: Calendar) -> Window | None:
    """The window the user set, else the one that the question's words name, else that of the questions before where its words point at it.

    `before`: the window of the question before. "That week" and "the day after" are counted from it.
    """
    if limits.since or limits.until:
        return Window(limits.since, limits.until, None)
    found = calendar.stated(asked)
    if before and points_back(asked):
        pointed = timex.pointed_window(own_words(asked), before.since, before.until)
        return Window(*pointed) if pointed else found or before
    return found


def points_back(asked: str) -> bool:
    """Whether the words of a question mean the days of the one before: "that week", "the day after", "who spoke then"."""
    own = own_words(asked)
    return timex.points_to_window(own) or (_THEN.search(own) is not None and not _ON_GOES.search(own))


def _is_within(day: date, named: timex.StatedWindow, after: timedelta) -> bool:
    since, until, _ = named
    return (since is None or since <= day) and (until is None or day <= until + after)


def _lacks_year(words: str) -> bool:
    """Whether the words name a month or a day of one, and no year."""
    return _MONTH.search(words) is not None and not re.search(r"\b\d{4}\b|\b(?:last|next|this)\b", words)


def _is_part_of_year(words: str) -> bool:
    """Whether the words name a quarter, a half or a season, and not the one nearest to the day of asking."""
    return _PART_OF_YEAR.search(words) is not None and not _NEAR.search(words)


def without_ignored(asked: str) -> str:
    """A question without the words that tell to ignore its days: "ignore the window: what happened to the ferry" is asked of all days."""
    return _IGNORED.sub("", asked).strip()
