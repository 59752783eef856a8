"""What the words of one article say about its day: the weekday of the statement, days named as past or to come, days stated outright."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.dating.mentions import DatableSection, NumberedDay, Reader, Words, is_history, numbered_day, numbered_days
from index.timex.calendar import DASH, WEEKDAYS
from index.timex.expressions import Timex
from index.timex.tense import AFTER, NOW, tense_of
from index.timex.values import AHEAD, month_span
from index.words.lists import PAST, any_of, listed, saying

REPORT, EVENT = "report", "event"
LEAD_SENTENCES = 2

_CITY = re.compile(
    r"\s*[\"“]?[A-Z][A-Z.'’-]+(?:[ /-](?:[A-Z][A-Z.'’-]+|[a-z]{1,3}))*(?:\s*[,(]\s*[A-Z][A-Za-z.]+(?:\s[A-Z][a-z]+)?\)?)?[\s,.(]+\Z"
)
_PLACE = re.compile(r"\s*[\"“]?(?:[A-Z][\w.’'-]*[ ,]+){0,3}[A-Z][\w.’'-]*,\s*\Z")
_PUBLISHED = re.compile(
    r"\s*(?:(?:published|posted|issued|released|date|press\s+release|statement)\b(?:\s+(?:on|of))?\s*[:,–—-]?\s*)?\Z", re.I
)
_LINE_END = re.compile(r"\.?[^\S\n]*(?:[,|–—-]?\s*(?:at\s+)?\d{1,2}[:.]\d\d\b[^\n]{0,12})?(?:\n|\Z)")
_AGENCY = re.compile(rf"[\s,.)]*(?:{DASH}|/[^/\n]{{2,40}}/|\([^()\n]{{2,40}}\))")
_NOT_PUBLICATION = frozenset(listed("time.not_publication"))
_VENUE = re.compile(
    rf"\b(?:{saying('plain')})\b[^.;]*\b(?:at|during)\s+(?:a|an|the|this)\s+(?:\w+\s+){{0,3}}(?:{any_of('news.meetings')})\b",
    re.I,
)
_SUBORDINATE = re.compile(r"\b(?:which|who|whose|whom|that|when|where|while|since)\b[^,;]*\Z", re.I)
_PAIR = re.compile(rf"(?:['’]s)?\s*(?:and|or|to|through|{DASH})\s*(?:on\s+)?(?:{'|'.join(WEEKDAYS)})\b", re.I)
_SAID_YEAR = re.compile(
    r"\b(?:this|current)\s+(?:week|month|year)\b[^.\n\d]{0,30}\b(?P<now>20\d\d|19\d\d)\b"
    r"|\blast\s+year\s*[,(–—-]?\s*(?:in\s+)?(?P<before>(?:19|20)\d\d)\b|\b(?P<before2>(?:19|20)\d\d)\s*[,(–—-]\s*last\s+year\b",
    re.I,
)
_REPORTED = re.compile(
    rf"\b(?:{saying('strong', 'weak', forms=(PAST,))}|{saying('plain')})\b"
    r"(?:(?!\b(?:that|which|who|whose|where|when)\b)[^.;!?\n]){0,120}\Z",
    re.I,
)
_SAYING_BEFORE = re.compile(rf"\b(?:{saying('plain')}|told\s+[\w\s]{{1,30}})\s+(?:late\s+)?\Z", re.I)
_SAYING_AFTER = re.compile(rf"\s+(?:{saying('plain')})\b", re.I)
_ON_OR_SAYING = re.compile(rf"\b(?:on|{saying('plain')})\s+\Z", re.I)
_TOLD_OR_MET = re.compile(rf"\b(?:{saying('plain')}|held|hosted|met)\b[^.,;\n\"”]{{0,30}}\Z|\b[Oo]n\s+\Z")
_BESIDE = re.compile(r"\b(?P<word>yesterday|today|tomorrow)\s*[,(–—-]?\s*(?:\(\s*|the\s+)?\Z", re.I)
_BESIDE_AFTER = re.compile(r"\s*[,(–—-]\s*(?P<word>yesterday|today|tomorrow)\b", re.I)
_FROM_THEN = {"yesterday": 1, "today": 0, "tomorrow": -1}
_MONTH_BEFORE = re.compile(r"\b(?P<which>last|this)\s+month\s*[,(–—-]?\s*(?:in\s+)?(?:early\s+|mid-?\s*|late\s+)?\Z", re.I)
_MONTH_AFTER = re.compile(r"\s*[,(–—-]\s*(?P<which>last|this)\s+month\b", re.I)
_LATE_BEFORE = re.compile(r"\blate\s+(?:on\s+)?\Z", re.I)
_LATE_AFTER = re.compile(r"\s+(?:late\s+)?(?:night|evening)\b", re.I)
_PAST_TOLD = re.compile(
    r"\b(?:museums?|histori(?:an|ans|cal|c)|history|decades?|generations?|anniversar\w+|centena\w+|commemorat\w+|memoirs?|archives?|survivors?|veterans?"
    r"|grand(?:children|son|daughter|father|mother)s?|descendants?|legacy|years\s+(?:later|after|on)|ever\s+since|documentary"
    r"|court|trial|inquest|inquiry|verdict|jury|prosecut\w+|sentenc\w+|convict\w+|appeal(?:ed)?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class MonthTold:
    """The month in which an article was written ("last month, in March 2021"), or only its first possible day (`last` is None)."""

    first: date
    last: date | None
    words: Words


@dataclass(frozen=True, slots=True)
class Clues:
    """Everything in one article that tells of its day; None, 0 and False where it says nothing of the kind."""

    weekday: int | None = None
    weekday_words: Words | None = None
    weekday_sentence: Words | None = None
    named: tuple[NumberedDay, ...] = ()
    dateline: NumberedDay | None = None  # of a dateline that opens the prose
    written: NumberedDay | None = None  # the day of writing by other words: "said on Friday, 4 March", "today, 4 March"
    latest_year: int = 0  # the last year that is spoken of, other than as one to come
    month: MonthTold | None = None
    said_year: tuple[int, Words] | None = None  # the year of writing, in so many words
    abbreviates: bool = False
    is_late: bool = False  # "said late on Monday": printed the day after as likely as not
    tells_past: bool = False  # words of history or of the courts: a day named with its year may be long past


def read_clues(text: str, section: DatableSection) -> Clues:
    """The clues of one section, from its prose alone."""
    reader = Reader(text, section)
    if not reader.found:
        return Clues()
    weekday, words, sentence = _weekday(reader) if not _looks_back_a_day(reader) else (None, None, None)
    named = tuple(
        replace(day, same_sentence=sentence is not None and sentence.start <= day.words.start < sentence.end)
        for day in numbered_days(reader)
    )
    return Clues(
        weekday=weekday,
        weekday_words=words,
        weekday_sentence=sentence,
        named=named,
        dateline=_dateline_day(reader),
        written=_day_of_writing(reader, named),
        latest_year=_latest_year(reader),
        month=_month_told(reader),
        said_year=_said_year(reader),
        abbreviates=any(re.match(r"[A-Z][a-z]{2,3}\.", timex.text) for timex in reader.found if timex.kind in {"month-day", "date"}),
        is_late=words is not None and _is_late(reader, words),
        tells_past=_PAST_TOLD.search(reader.text) is not None,
    )


def _weekday(reader: Reader) -> tuple[int | None, Words | None, Words | None]:
    """The weekday on which the article speaks: that of its reports, else that of what it tells of first; None where they disagree."""
    reports: list[tuple[int, Timex, int]] = []
    events: list[tuple[int, Timex, int]] = []
    for timex in reader.found:
        if timex.parts.weekday is None or timex.parts.kind not in {"weekday", "month-day", "date"} or reader.is_quoted(timex.start):
            continue
        number = reader.sentence(timex.start)[0]
        role = _weekday_role(reader, timex)
        if role:
            (reports if role == REPORT else events).append((timex.parts.weekday, timex, number))
    leads = ([hit for hit in reports if hit[2] == 0], [hit for hit in reports if hit[2] < LEAD_SENTENCES])
    for group, parts in ((reports, (*leads, reports)), (events, (events,))):
        for near in parts:
            if near and len({weekday for weekday, _, _ in near}) == 1:
                weekday, timex, _ = near[0]
                _, start, end = reader.sentence(timex.start)
                return weekday, _with_verb(reader, timex), reader.words(start, end)
        if group:
            return None, None, None
    return None, None, None


def _weekday_role(reader: Reader, timex: Timex) -> str:
    before, after = reader.around(timex)
    if timex.kind == "weekday" and timex.parts.which not in {"", AHEAD}:
        return ""
    word = re.search(r"([A-Za-z’']+)\s+\Z", before)
    if (word and word.group(1).lower() in _NOT_PUBLICATION) or _PAIR.match(after):
        return ""
    if timex.kind != "weekday" and not _ON_OR_SAYING.search(before) and before.strip():
        return ""
    possessive = timex.text.endswith(("'s", "’s"))
    side = tense_of(before, after)
    if possessive and side != AFTER:
        return EVENT if _VENUE.search(after) else ""
    if side == AFTER and not possessive and _REPORTED.search(before):
        return REPORT
    if timex.kind == "date" or _SUBORDINATE.search(before):
        return ""
    return EVENT if side == AFTER or (side == NOW and not before.strip(' \t"“Oon')) else ""


def _looks_back_a_day(reader: Reader) -> bool:
    """Whether the writer's own "said yesterday" shows that the weekdays named are not the day of writing."""
    for timex in reader.found:
        if timex.kind == "deictic" and timex.text.lower() == "yesterday" and not reader.is_quoted(timex.start):
            before, after = reader.around(timex)
            if _SAYING_BEFORE.search(before) or _SAYING_AFTER.match(after):
                return True
    return False


def _is_late(reader: Reader, words: Words) -> bool:
    end = words.end - reader.base
    found = next((timex for timex in reader.found if timex.end == end), None)
    return found is not None and bool(
        _LATE_BEFORE.search(reader.text[max(0, found.start - 12) : found.start]) or _LATE_AFTER.match(reader.text, end)
    )


def _with_verb(reader: Reader, timex: Timex) -> Words:
    """The expression with the verb or preposition that leads to it, when it is near: "said on Thursday"."""
    before = reader.text[max(0, timex.start - 40) : timex.start]
    match = _TOLD_OR_MET.search(before)
    return reader.words(timex.start - (len(before) - match.start() if match else 0), timex.end)


def _dateline_day(reader: Reader) -> NumberedDay | None:
    """The day in a dateline that opens the prose (`LISBON, March 3 (Agency) -`), or on a line of its own (`Oslo, 3 March 2022`)."""
    timex = reader.found[0]
    if timex.kind not in {"date", "month-day"} or timex.parts.last_day or timex.start > 80:
        return None
    before = reader.text[: timex.start]
    in_lead = (_CITY.match(before) or _PLACE.match(before)) and _AGENCY.match(reader.text, timex.end)
    on_its_line = (_PUBLISHED.match(before) or _PLACE.match(before)) and _LINE_END.match(reader.text, timex.end)
    return numbered_day(reader, timex, 0, None) if in_lead or on_its_line else None


def _day_of_writing(reader: Reader, named: Sequence[NumberedDay]) -> NumberedDay | None:
    """A day that the text names together with "today" or "yesterday", or the lead with its weekday as that of the report."""
    for day in named:
        at = day.words.start - reader.base
        _, start, _ = reader.sentence(at)
        before = reader.text[start:at]
        if reader.is_quoted(at) or day.is_history or day.last != (day.month, day.day):
            continue
        if beside := _BESIDE.search(before) or _BESIDE_AFTER.match(reader.text, day.words.end - reader.base):
            return replace(day, strictly=_FROM_THEN[beside.group("word").lower()])
        if day.in_lead and day.weekday is not None and _REPORTED.search(before):
            return day
    return None


def _latest_year(reader: Reader) -> int:
    years = [0]
    for timex in reader.found:
        if timex.parts.year and timex.kind in {"date", "month-year", "year"}:
            before, after = reader.around(timex)
            is_dated = re.search(r"\b(?:in|since|during|of)\s+\Z", before, re.I)
            if timex.kind == "date" or (is_dated and tense_of(before, after) == AFTER):
                years.append(timex.parts.year)
    return max(years)


def _month_told(reader: Reader) -> MonthTold | None:
    """What a month named with its year says beside "last month" or "this month", or told as past by an article of the day."""
    floors: list[tuple[date, Timex]] = []
    for timex in reader.found:
        if timex.kind != "month-year" or timex.parts.last_month or timex.period[0] is None or reader.is_quoted(timex.start):
            continue
        before, after = reader.around(timex)
        if beside := _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after):
            shift = 1 if beside.group("which").lower() == "last" else 0
            first, last = month_span(timex.period[0].year, timex.period[0].month + shift)
            return MonthTold(first, last, reader.words(timex.start, timex.end)) if first is not None else None
        is_dated = re.search(r"\b(?:in|since|during)\s+\Z", before, re.I) and tense_of(before, after) == AFTER
        if is_dated and timex.earliest is not None and not is_history(before, after) and not _SUBORDINATE.search(before):
            floors.append((timex.earliest, timex))
    is_of_the_day = any(
        timex.kind == "calendar-relative" and timex.parts.unit in {"week", "month"} and timex.parts.shift in {-1, 0}
        for timex in reader.found
        if not reader.is_quoted(timex.start)
    )
    if not floors or not is_of_the_day:
        return None
    first, timex = max(floors, key=lambda floor: floor[0])
    return MonthTold(first, None, reader.words(timex.start, timex.end))


def _said_year(reader: Reader) -> tuple[int, Words] | None:
    for match in _SAID_YEAR.finditer(reader.text):
        if match.group("now") and not reader.is_quoted(match.start()):
            return int(match.group("now")), reader.words(match.start(), match.end())
        if found := match.group("before") or match.group("before2"):
            return int(found) + 1, reader.words(match.start(), match.end())
    return None
