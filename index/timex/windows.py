"""The one window of days that a question states ("between 10 and 13 January 2022", "since March", "last week"), if it states one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from index.timex.calendar import DASH, PRESENT
from index.timex.expressions import Timex, find
from index.timex.resolution import resolve
from index.timex.values import AHEAD, BEHIND, plus_days, unit_span

StatedWindow = tuple[date | None, date | None, str]
"""The first and the last day of a window that words state, both included and None for an open end, and those words."""

_SINCE = frozenset({"since", "from", "starting", "beginning"})
_AFTER = frozenset({"after", "following"})
_BEFORE = frozenset({"before", "preceding", "prior to", "earlier than", "ahead of"})
_UNTIL = frozenset({"until", "till", "by", "through", "up to", "no later than", "not later than", "as of", "as at"})
_INSIDE = frozenset({"on", "in", "during", "throughout", "within", "over", "between", "late on", "early on", "of"})
_LEAD = re.compile(
    r"\b(?P<prep>prior\s+to|earlier\s+than|ahead\s+of|up\s+to|no\s+later\s+than|not\s+later\s+than|late\s+on|early\s+on|as\s+of|as\s+at|[a-z]+)\s+"
    r"(?P<gap>(?:the\s+)?(?:(?P<whole>week|month|weekend|day|morning|afternoon|evening|night|end|start|beginning|events|news)\s+(?:of|from|beginning|starting)\s+)?(?:the\s+)?)\Z",
    re.I,
)
_WEEK = re.compile(r"(?:\A|\s)(?:the\s+)?week\s+(?:of|from|beginning|starting)\s+(?:the\s+)?\Z", re.I)
_JOINED = re.compile(rf"\s*,?\s*(?P<join>and|to|until|till|through|up\s+to|{DASH})\s*(?:on\s+)?(?:the\s+)?\Z", re.I)
_FUNCTION_WORD = re.compile(
    r"\s*(?:\Z|[^\w\s]|(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|what|who|whom|which|when|where|why|how|and|or|but|in|on|at|by|to|from|for|with|about|of"
    r"|according|regarding|concerning|as|that|the|a|an|over|during|between|after|before|onwards?|inclusive|say|said|tell|told)\b)",
    re.I,
)
_POINTING = re.compile(
    r"\b(?:(?:on|in|during|by)\s+)?(?:(?:that|the\s+same|that\s+same)\s+(?P<same>day|week|weekend|month|year)"
    r"|the\s+(?P<of>day|week|month|year)\s+(?P<side>before|after)|the\s+(?P<next>next|following|previous)\s+(?P<to>day|week|month|year))\b"
    r"(?!\s+(?:of|when|that(?=\s+\w)|the|a|an|his|her|its|their)\b)",
    re.I,
)
_FEW = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# "A week later", "two days before": counted from the days of the question before.
_SHIFTED = re.compile(
    rf"\b(?P<count>an?|{'|'.join(_FEW)}|\d{{1,3}})\s+(?P<unit>day|week|month|year)s?\s+(?P<side>later|earlier|before|after(?:wards?)?)\b"
    r"(?=\W*$|\s+that\W*$)",
    re.I,
)
_DAYS = frozenset({"date", "month-day", "month-day-range", "day-of-month"})
_FREE = frozenset({"deictic", "calendar-relative", "ago", "stretch"})


@dataclass(frozen=True, slots=True)
class _Stated:
    """A time expression of the question with the preposition that leads to it ("" for none) and where the two begin."""

    timex: Timex
    prep: str
    start: int
    earliest: date
    latest: date


def stated_window(question: str, as_of: date) -> StatedWindow | None:
    """The days that a question asks about as (since, until, its words): both ends included, None for an open end.

    None when it states no window, or several that form no range. `as_of` is the day of asking, from which "last week" or "since March"
    count. A time that only describes a thing ("the March 7 letter", "Friday's talks", "Games 2032") is no window.
    """
    found = [_nearest(timex, as_of) for timex in find(question, as_of)]
    stated = [one for timex in found if (one := _stated(question, timex)) is not None]
    if len(stated) == 2:
        return _pair(question, stated[0], stated[1], as_of)
    return _single(question, stated[0]) if len(stated) == 1 else None


def points_to_window(question: str) -> bool:
    """Whether a question means days that an earlier one named: "that week", "the day after", "the following month", "two days later"."""
    return _POINTING.search(question) is not None or _SHIFTED.search(question) is not None


def pointed_window(question: str, since: date | None, until: date | None) -> StatedWindow | None:
    """The days that "that week" or "the day after" mean after an earlier question's window; None where nothing points or that was open."""
    pointing = _POINTING.search(question)
    first, last = since or until, until or since
    if first is None or last is None:
        return None
    if pointing is None:
        return _shifted(question, first, last)
    words = pointing.group()
    if unit := pointing.group("same"):
        return unit_span(first, unit)[0], unit_span(last, unit)[1], words
    unit = pointing.group("of") or pointing.group("to")
    is_before = "before" in (pointing.group("side") or "") or "previous" in (pointing.group("next") or "")
    # The neighbouring day lies in the neighbouring week, month or year.
    edge = unit_span(first, unit)[0] if is_before else unit_span(last, unit)[1]
    beside = plus_days(edge, -1 if is_before else 1) if edge else None
    return (*unit_span(beside, unit), words) if beside else None


def _shifted(question: str, first: date, last: date) -> StatedWindow | None:
    """The days "two weeks later" than a window: as many days as it has, or whole months or years."""
    found = _SHIFTED.search(question)
    if found is None:
        return None
    said, unit = found["count"].lower(), found["unit"].lower()
    count = int(said) if said.isdigit() else _FEW.index(said) + 1 if said in _FEW else 1
    sign = -1 if found["side"].lower() in ("earlier", "before") else 1
    if unit in ("day", "week"):
        days = sign * count * (7 if unit == "week" else 1)
        since, until = plus_days(first, days), plus_days(last, days)
        return (since, until, found.group()) if since and until else None
    day: date | None = first if sign < 0 else last
    span: tuple[date | None, date | None] = (None, None)
    for _ in range(count):
        edge = unit_span(day, unit)[0 if sign < 0 else 1] if day else None
        day = plus_days(edge, sign) if edge else None
        span = unit_span(day, unit) if day else (None, None)
    return (*span, found.group()) if day else None


def _nearest(timex: Timex, as_of: date) -> Timex:
    """A day without a year as near as can be: "what should be ready by 9 May" is asked of old plans as well as of new ones."""
    if timex.kind not in _DAYS | {"month"} or timex.parts.which != AHEAD:
        return timex
    earliest, latest = resolve(replace(timex.parts, which=""), as_of)
    return replace(timex, earliest=earliest, latest=latest)


def _stated(question: str, timex: Timex) -> _Stated | None:
    if timex.latest is None or (timex.earliest is None and timex.kind == "stretch"):
        return None  # "so far", "over the past few years": no day to begin with
    before, after = question[: timex.start], question[timex.end :]
    lead = _LEAD.search(before)
    prep = " ".join(lead.group("prep").lower().split()) if lead else ""
    known = prep in _SINCE | _AFTER | _BEFORE | _UNTIL | _INSIDE
    if lead is not None and prep == "of" and not lead.group("whole"):
        known = False
    if not known and prep not in {"and", "to"} and not _is_free(before, after, timex):
        return None
    if after.startswith(("'s", "’s")) or timex.text.endswith(("'s", "’s")) or " ".join(timex.text.lower().split()) in PRESENT:
        return None
    if (
        timex.kind in _DAYS | {"weekday", "month-year", "month"}
        and not _FUNCTION_WORD.match(after)
        and not prep.startswith("as ")  # "as of the 21 December report" is as of that day, whatever was published on it
        and re.search(r"\bthe\s+\Z", before, re.I)
    ):
        return None
    if timex.kind in {"year", "year-range", "decade", "century"} and not (known or prep in {"and", "to"}):
        return None
    earliest, latest = timex.earliest or timex.latest, timex.latest
    if timex.kind in _DAYS and _WEEK.search(before):
        first, last = unit_span(earliest, "week")
        earliest, latest = first or earliest, last or latest
    start = lead.start("prep") if lead is not None and known else timex.start
    return _Stated(timex, prep if known or prep in {"and", "to"} else "", start, earliest, latest)


def _is_free(before: str, after: str, timex: Timex) -> bool:
    """Whether an expression states a time without a preposition: "yesterday", "last week", or a date at an end of the question."""
    which = timex.parts.which
    if timex.kind in _FREE or (timex.kind == "weekday" and which not in {"", BEHIND}):
        return True
    if timex.kind in {"month", "season"} and which not in {"", BEHIND, AHEAD}:
        return True
    if timex.kind not in _DAYS | {"month-year", "weekday"} or re.search(
        r"\b(?:the|for|about|of|dated|called|with|at|an?)\s+\Z", before, re.I
    ):
        return False
    return not after.strip(" ?.!") or not before.strip()


def _single(question: str, one: _Stated) -> StatedWindow | None:
    words = question[one.start : one.timex.end]
    parts = one.timex.parts
    is_range = (parts.last_day, parts.last_month, parts.last_year) != (None, None, None)
    if one.prep in _SINCE and not is_range:
        return one.earliest, None, words
    if one.prep in _AFTER:
        first = plus_days(one.latest, 1)
        return (first, None, words) if first else None  # beyond the calendar there are no days to ask about
    if one.prep in _BEFORE:
        last = plus_days(one.earliest, -1)
        return (None, last, words) if last else None
    if one.prep in _UNTIL:
        return None, one.latest, words
    return one.earliest, one.latest, words


def _pair(question: str, one: _Stated, two: _Stated, as_of: date) -> StatedWindow | None:
    """A range between two expressions, or one that the other completes ("on Tuesday last week", "in May this year")."""
    gap = question[one.timex.end : two.timex.start]
    words = question[one.start : two.timex.end]
    joined = _JOINED.match(gap)
    is_range = joined is not None and (joined.group("join").lower() != "and" or one.prep == "between")
    crossing = one.prep in _SINCE | _AFTER and two.prep in _UNTIL | _BEFORE
    if is_range or crossing:
        since, until = _ordered(one, two, as_of)
        if crossing and one.prep in _AFTER:
            since = plus_days(one.latest, 1) or since
        if crossing and two.prep in _BEFORE:
            until = plus_days(two.earliest, -1) or until
        return (since, until, words) if since <= until else None
    completed = _completed(one, two) if not gap.strip(" ,") or gap.strip(" ,") in {"of", "in"} else None
    return _single(question, replace(completed, timex=replace(completed.timex, end=two.timex.end))) if completed is not None else None


def _ordered(one: _Stated, two: _Stated, as_of: date) -> tuple[date, date]:
    """Both ends, where the year of one also holds for the other: "from 3 January to 9 May 2022", "from 28 December to 4 January"."""
    first, last = one.earliest, two.latest
    if one.timex.parts.year is None and first is not None and two.timex.parts.year is not None:
        first = resolve(one.timex.parts, two.earliest)[0] or first
    elif two.timex.parts.year is None and one.timex.parts.year is not None:
        last = resolve(two.timex.parts, one.latest)[1] or last
    if first > last and one.timex.kind == "weekday":
        first = plus_days(first, -7) or first
    elif first > last and one.timex.parts.year is None and first.year > 1:
        first = first.replace(year=first.year - 1, day=min(first.day, 28) if first.month == 2 else first.day)
    elif first > last and two.timex.parts.year is None and last.year < 9999:
        last = last.replace(year=last.year + 1, day=min(last.day, 28) if last.month == 2 else last.day)
    return first, last


def _completed(one: _Stated, two: _Stated) -> _Stated | None:
    """The first expression inside the second: a weekday of a week, or a day or month of a year."""
    unit = two.timex.parts.unit
    parts = one.timex.parts
    if two.timex.kind != "calendar-relative":
        return None
    if unit == "week" and parts.kind == "weekday" and not parts.which:
        day = plus_days(two.earliest, parts.weekday or 0)
        return replace(one, earliest=day, latest=day) if day else None
    if unit == "year" and parts.kind in {"month-day", "month", "month-day-range"}:
        span = resolve(replace(parts, year=two.earliest.year, kind="month" if parts.kind == "month" else "date", which="", part=""), None)
        return replace(one, earliest=span[0], latest=span[1]) if span[0] and span[1] else None
    return None
