"""What the words of one article say about its day: the weekday of the statement, days named as past or to come, days stated outright."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from index.calendar_words import DASH, WEEKDAYS
from index.expressions import Timex, find
from index.quotations import quotations
from index.sentences import split_sentences
from index.tense import AFTER, BEFORE, NEITHER, NOW, REPORT, tense_of
from index.timex_values import make_day, nearest_year
from index.types import Evidence


class Section(Protocol):
    """What dating needs of a piece of a document: spans, and the date line that heads it, if any."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def body_start(self) -> int: ...  # noqa: D102
    @property
    def body_end(self) -> int: ...  # noqa: D102
    @property
    def dateline(self) -> Evidence | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the document that a reason points at."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day named in an article; `side` says whether the article was written BEFORE it, not before it (AFTER), or NEITHER is told."""

    words: Words
    month: int
    day: int
    year: int | None
    last: tuple[int, int]  # month and day of the end of a range, else the day itself
    weekday: int | None
    side: str
    in_lead: bool  # in the first sentence
    is_history: bool
    opens: bool  # the prose begins with it
    same_sentence: bool  # as the weekday on which the article speaks
    context: tuple[int, int] | None  # the year (and month, or 0) last spoken of shortly before, for a day named without a year
    strictly: int = 0  # days that the article is at least later than this one


@dataclass(frozen=True, slots=True)
class Clues:
    """Everything found in one article; `days_ahead` of abbreviations and years serve the choice of the year."""

    weekday: int | None = None
    weekday_words: Words | None = None
    weekday_sentence: Words | None = None
    named: tuple[NamedDay, ...] = ()
    dateline: NamedDay | None = None  # of a dateline that opens the prose
    written: NamedDay | None = None  # the day of writing by other words: "said on Friday, 4 March", "today, 4 March"
    latest_year: int = 0  # the last year that is spoken of, other than as one to come
    said_year: tuple[int, Words] | None = None  # the year of writing, in so many words
    abbreviates: bool = False


LEAD_SENTENCES = 2
MOST = 2000  # time expressions read in one article; what dates it stands early, and a table of dates has no end
_MONTHS_ON = 2
_REACH = 3  # sentences over which a year that was named goes on to hold
_CITY = re.compile(
    r"\s*[\"“]?[A-Z][A-Z.'’-]+(?:[ /-](?:[A-Z][A-Z.'’-]+|[a-z]{1,3}))*(?:\s*[,(]\s*[A-Z][A-Za-z.]+(?:\s[A-Z][a-z]+)?\)?)?[\s,.(]+\Z"
)
_AGENCY = re.compile(rf"[\s,.)]*(?:{DASH}|/[^/\n]{{2,40}}/|\([^()\n]{{2,40}}\))")
_HISTORY = re.compile(
    r"\banniversar|\bcentenar|\byears?\s+(?:ago|after|since|later|earlier|on\b)|\bdecades?\b|\bborn\b|\bcommemorat|\bhistor|\bsince\s+\Z|\bconvicted\b"
    r"|\bsentenced\b|\baccused\b|\bcharged\b|\bmemor|\bfounded\b|\bestablished\b|\btreaty\s+of\b|\bdated\s+\Z|\bsigned\s+on\s+\Z|\badopted\s+on\s+\Z",
    re.I,
)
_NOT_PUBLICATION = frozenset(
    {"since", "after", "before", "until", "till", "by", "from", "for", "of", "to", "through", "and", "or", "next", "last", "every", "each", "between", "with"}
)
_TEMPORAL = frozenset({"on", "in", "from", "since", "by", "at", "during", "of", "between", "and", "late", "early", "for"})
_PREPOSITION = re.compile(r"([A-Za-z]+)\s+(?:the\s+(?:(?:morning|afternoon|evening|night|end|start)\s+of\s+)?)?\Z")
_BARE_AFTER = re.compile(r"\b(?:held|place|arrived|died|began|opened|released|published|announced|signed|launched|started|ended|closed|occurred)\s+\Z", re.I)
_VENUE = re.compile(r"\b(?:said|told|stated|noted|declared|stressed|added)\b[^.;]*\b(?:at|during)\s+(?:a|an|the|this)\s+(?:\w+\s+){0,3}(?:meeting|talks|session|summit|conference|briefing|call)\b", re.I)
_PAIR = re.compile(rf"(?:['’]s)?\s*(?:and|or|to|through|{DASH})\s*(?:on\s+)?(?:{'|'.join(WEEKDAYS)})\b", re.I)
_OTHER_YEAR = re.compile(r",?\s+(?:of\s+)?(?:last|this|next|that|the\s+same|the\s+following|the\s+previous|each|every)\s+year\b|,?\s+each\b|,?\s+annually\b", re.I)
_SAID_YEAR = re.compile(
    r"\b(?:this|current)\s+(?:week|month|year)\b[^.\n\d]{0,30}\b(?P<now>20\d\d|19\d\d)\b"
    r"|\blast\s+year\s*[,(–—-]?\s*(?:in\s+)?(?P<before>(?:19|20)\d\d)\b|\b(?P<before2>(?:19|20)\d\d)\s*[,(–—-]\s*last\s+year\b",
    re.I,
)
_TODAY = re.compile(r"\btoday\s*[,(–—-]?\s*(?:\(\s*)?\Z", re.I)


class _Reader:
    """One article on its way to clues: its text, sentences, quotations and time expressions."""

    def __init__(self, text: str, section: Section) -> None:
        self.base = section.body_start
        self.text = text[section.body_start : section.body_end]
        self.found = find(self.text)[:MOST]
        self.sentences = split_sentences(self.text) if self.found else []
        self.starts = [start for start, _ in self.sentences]
        self.quoted = quotations(self.text) if self.found else []
        self.quote_starts = [start for start, _ in self.quoted]

    def sentence(self, at: int) -> tuple[int, int, int]:
        """Number, start and end of the sentence at an offset."""
        number = max(bisect_right(self.starts, at) - 1, 0)
        return (number, *self.sentences[number]) if self.sentences else (0, 0, len(self.text))

    def is_quoted(self, at: int) -> bool:
        """Whether an offset stands in quotation marks."""
        number = bisect_right(self.quote_starts, at) - 1
        return number >= 0 and at < self.quoted[number][1]

    def around(self, timex: Timex) -> tuple[str, str]:
        """The words of its sentence before and after an expression."""
        _, start, end = self.sentence(timex.start)
        return self.text[min(start, timex.start) : timex.start], self.text[timex.end : max(end, timex.end)]

    def words(self, start: int, end: int) -> Words:
        """Offsets in the document for offsets in the article."""
        return Words(self.base + start, self.base + end)


def read_clues(text: str, section: Section) -> Clues:
    """The clues of one section, from its prose alone."""
    reader = _Reader(text, section)
    if not reader.found:
        return Clues()
    weekday, words, sentence = _weekday(reader)
    named = tuple(
        replace(day, same_sentence=sentence is not None and sentence.start <= day.words.start < sentence.end) for day in _named_days(reader)
    )
    return Clues(
        weekday=weekday,
        weekday_words=words,
        weekday_sentence=sentence,
        named=named,
        dateline=_dateline_day(reader),
        written=_day_of_writing(reader, named),
        latest_year=_latest_year(reader),
        said_year=_said_year(reader),
        abbreviates=any(re.match(r"[A-Z][a-z]{2,3}\.", timex.text) for timex in reader.found if timex.kind in {"month-day", "date"}),
    )


def _named_days(reader: _Reader) -> list[NamedDay]:
    days: list[NamedDay] = []
    context_at: tuple[int, tuple[int, int]] | None = None  # sentence number, year and month
    for timex in reader.found:
        reading = timex.reading
        number = reader.sentence(timex.start)[0]
        if reading.kind in {"date", "month-day", "month-day-range"}:
            if reading.month is None or reading.day is None:
                continue
            context = context_at[1] if context_at and number - context_at[0] <= _REACH else None
            days.append(_named_day(reader, timex, number, context))
        elif reading.kind == "day-of-month" and days and reading.day is not None:
            days.append(_day_of_same_month(reader, timex, days[-1]))
        elif reading.kind == "deictic" and reading.shift == -1 and not reader.is_quoted(timex.start):
            days.extend(_day_before_yesterday(reader, timex, days, number))
        if reading.year is not None and reading.kind in {"date", "month-year", "year"}:
            context_at = (number, (reading.year, reading.month or 0))
    return days


def _named_day(reader: _Reader, timex: Timex, number: int, context: tuple[int, int] | None) -> NamedDay:
    reading = timex.reading
    assert reading.month is not None and reading.day is not None
    before, after = reader.around(timex)
    last = (reading.last_month or reading.month, reading.last_day or reading.day)
    start = timex.start
    if match := _PREPOSITION.search(before):
        start -= len(before) - match.start()
    return NamedDay(
        words=reader.words(start, timex.end),
        month=reading.month,
        day=reading.day,
        year=reading.year,
        last=last,
        weekday=reading.weekday,
        side=_side(before, after, reading.year is None),
        in_lead=number == 0,
        is_history=bool(_HISTORY.search(before[-160:]) or _HISTORY.search(after[:80])),
        opens=number == 0 and before.strip(" \t\"“").lower() in {"", "on"},
        same_sentence=False,
        context=context,
    )


def _day_of_same_month(reader: _Reader, timex: Timex, day: NamedDay) -> NamedDay:
    before, after = reader.around(timex)
    number = timex.reading.day or day.day
    return NamedDay(
        words=reader.words(timex.start, timex.end), month=day.last[0], day=number, year=None, last=(day.last[0], number), weekday=None,
        side=_side(before, after, True), in_lead=False, is_history=day.is_history, opens=False, same_sentence=False, context=(day.year, day.month) if day.year else day.context,
    )  # fmt: skip


def _day_before_yesterday(reader: _Reader, timex: Timex, days: Sequence[NamedDay], number: int) -> list[NamedDay]:
    """In "on the 12th A, and yesterday B" yesterday is a later day than the 12th: the writer would not call one day by two names."""
    start = reader.base + reader.sentence(timex.start)[1]
    earlier = [day for day in days[-4:] if day.words.start >= start and day.side == AFTER]
    if not earlier:
        return []
    day = earlier[-1]
    month, number = day.last
    return [
        NamedDay(
            words=Words(day.words.start, reader.base + timex.end), month=month, day=number, year=day.year, last=day.last, weekday=None,
            side=AFTER, in_lead=False, is_history=day.is_history, opens=False, same_sentence=False, context=day.context, strictly=2,
        )
    ]  # fmt: skip


def _side(before: str, after: str, yearless: bool) -> str:
    """Whether the article was written after or before a day, by the word in front of it and the verb that goes with it."""
    if _OTHER_YEAR.match(after):
        return NEITHER
    preposition = _PREPOSITION.search(before)
    word = preposition.group(1).lower() if preposition else ""
    if word == "since":
        return AFTER
    side = tense_of(before, after)
    if side == BEFORE:
        return BEFORE if word in _TEMPORAL | {"until", "till", "before", "to"} or not before.strip() else NEITHER
    if side == AFTER and (word in {"on", "in", "from", "by", "during", "and", "late", "early"} or not before.strip() or _BARE_AFTER.search(before)):
        marked = re.search(r"\b(?:marked|celebrated|observed|commemorated|declared|due|dated)\s+(?:on\s+)?\Z", before, re.I)
        return NEITHER if marked else AFTER
    return NEITHER


def _weekday(reader: _Reader) -> tuple[int | None, Words | None, Words | None]:
    """The weekday on which the article speaks: that of its reports, else that of what it tells of first; None where they disagree."""
    reports: list[tuple[int, Timex, int]] = []
    events: list[tuple[int, Timex, int]] = []
    for timex in reader.found:
        if timex.reading.weekday is None or timex.reading.kind not in {"weekday", "month-day", "date"} or reader.is_quoted(timex.start):
            continue
        number = reader.sentence(timex.start)[0]
        role = _weekday_role(reader, timex)
        if role:
            (reports if role == REPORT else events).append((timex.reading.weekday, timex, number))
    for group in (reports, events):
        for near in ([hit for hit in group if hit[2] == 0], [hit for hit in group if hit[2] < LEAD_SENTENCES], group):
            if near and len({weekday for weekday, _, _ in near}) == 1:
                weekday, timex, _ = near[0]
                _, start, end = reader.sentence(timex.start)
                return weekday, _with_verb(reader, timex), reader.words(start, end)
        if group:
            return None, None, None
    return None, None, None


def _weekday_role(reader: _Reader, timex: Timex) -> str:
    before, after = reader.around(timex)
    if timex.kind == "weekday" and timex.reading.part not in {"", "future"}:
        return ""
    word = re.search(r"([A-Za-z’']+)\s+\Z", before)
    if (word and word.group(1).lower() in _NOT_PUBLICATION) or _PAIR.match(after):
        return ""
    if timex.kind != "weekday" and not re.search(r"\b(?:on|said|told|announced|reported)\s+\Z", before, re.I) and before.strip():
        return ""
    possessive = timex.text.endswith(("'s", "’s"))
    side = tense_of(before, after)
    if possessive and side != AFTER:
        return "event" if _VENUE.search(after) else ""
    if side == BEFORE:
        return ""
    if not possessive and re.search(REPORT_TAIL, before, re.I):
        return REPORT
    return "event" if side == AFTER or (side == NOW and not before.strip(" \t\"“Oon")) else ""


REPORT_TAIL = (
    r"\b(?:said|told|says|tells|announced|reported|stated|noted|added|stressed|declared|warned|confirmed|emphasi[sz]ed|wrote|tweeted|claimed|insisted"
    r"|explained|revealed|commented|urged|vowed|denied|admitted|acknowledged|pledged)\b(?:(?!\b(?:that|which|who|whose|where|when)\b)[^.;!?\n]){0,120}\Z"
)


def _with_verb(reader: _Reader, timex: Timex) -> Words:
    """The expression with the verb or preposition that leads to it, when it is near: "said on Thursday"."""
    before = reader.text[max(0, timex.start - 40) : timex.start]
    match = re.search(r"\b(?:said|told|stated|noted|announced|reported|held|hosted|met)\b[^.,;\n\"”]{0,30}\Z|\b[Oo]n\s+\Z", before)
    return reader.words(timex.start - (len(before) - match.start() if match else 0), timex.end)


def _dateline_day(reader: _Reader) -> NamedDay | None:
    """The day in a dateline that opens the prose: `LISBON, March 3 (Agency) -`, `OSLO, 3 March 2022. /Agency/`."""
    timex = reader.found[0]
    if timex.kind not in {"date", "month-day"} or timex.reading.last_day or timex.start > 80:
        return None
    if _CITY.match(reader.text[: timex.start]) and _AGENCY.match(reader.text, timex.end):
        return _named_day(reader, timex, 0, None)
    return None


def _day_of_writing(reader: _Reader, named: Sequence[NamedDay]) -> NamedDay | None:
    """A day that the lead names together with "today", or with its weekday as that of the report."""
    for day in named:
        at = day.words.start - reader.base
        _, start, _ = reader.sentence(at)
        before = reader.text[start:at]
        if reader.is_quoted(at) or day.is_history or not day.in_lead or day.last != (day.month, day.day):
            continue
        said = day.weekday is not None and re.search(REPORT_TAIL, before, re.I)
        if _TODAY.search(before) or said:
            return day
    return None


def _latest_year(reader: _Reader) -> int:
    years = [0]
    for timex in reader.found:
        if timex.reading.year and timex.kind in {"date", "month-year", "year"}:
            before, after = reader.around(timex)
            is_dated = re.search(r"\b(?:in|since|during|of)\s+\Z", before, re.I)
            if timex.kind == "date" or (is_dated and tense_of(before, after) == AFTER):
                years.append(timex.reading.year)
    return max(years)


def _said_year(reader: _Reader) -> tuple[int, Words] | None:
    for match in _SAID_YEAR.finditer(reader.text):
        if match.group("now") and not reader.is_quoted(match.start()):
            return int(match.group("now")), reader.words(match.start(), match.end())
        if found := match.group("before") or match.group("before2"):
            return int(found) + 1, reader.words(match.start(), match.end())
    return None


def _goes_on(context: tuple[int, int], day: date) -> bool:
    """Whether a day can be of the time last spoken of: the same year, or the new one soon after a month that was named."""
    year, month = context
    return day.year == year or (month > 0 and abs((day.year - year) * 12 + day.month - month) <= _MONTHS_ON)


def resolved(day: NamedDay, anchor: date | None) -> tuple[date, date] | None:
    """First and last day meant by a named day, in the year nearest to the anchor; None where it tells no day, or belongs to another time."""
    if day.year is not None:
        first = make_day(day.year, day.month, day.day)
    elif anchor is not None:
        first = nearest_year(day.month, day.day, anchor)
    else:
        return None
    if first is None or (day.year is None and day.context is not None and not _goes_on(day.context, first)):
        return None
    last = make_day(first.year + (day.last < (day.month, day.day)), *day.last)
    return (first, last) if last else None
