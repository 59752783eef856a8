"""The days that an article names, and on which side of each it was written: after a day told as past, before one still to come."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.prose.quotations import quotations
from index.prose.sentences import split_sentences
from index.timex.expressions import Timex, find
from index.timex.tense import AFTER, BEFORE, NEITHER, tense_of
from index.timex.values import make_day, nearest_year
from index.types import Evidence
from index.words.lists import listed

MOST_EXPRESSIONS = 2000
"""Time expressions read in one article: what dates it stands early, and a table of dates has no end."""

_MONTHS_ON = 2
_REACH = 3  # sentences over which a year that was named goes on to hold
_HISTORY = re.compile(
    r"\banniversar|\bcentenar|\byears?\s+(?:ago|after|since|later|earlier|on\b)|\bdecades?\b|\bborn\b|\bcommemorat|\bhistor|\bsince\s+\Z|\bconvicted\b"
    r"|\bsentenced\b|\baccused\b|\bcharged\b|\bmemor|\bfounded\b|\bestablished\b|\btreaty\s+of\b|\bdated\s+\Z|\b(?:quarter|year|months|weeks|period|season)\s+(?:that\s+)?end(?:ed|ing|s)\s+(?:on\s+)?\Z|\b(?:signed|adopted)\s+on\s+\Z",
    re.I,
)
_TEMPORAL = frozenset(listed("time.temporal"))
_LIMITS = frozenset(listed("time.limits"))
_PAST_PREPOSITIONS = frozenset(listed("time.past"))
_PREPOSITION = re.compile(r"([A-Za-z]+)\s+(?:the\s+(?:(?:morning|afternoon|evening|night|end|start)\s+of\s+)?)?\Z")
_RANGE = re.compile(r"\b(?:from|between)\s+[^.;]{3,30}\s+to\s+\Z", re.I)
_BARE_AFTER = re.compile(
    r"\b(?:held|place|arrived|died|began|opened|released|published|announced|signed|launched|started|ended|closed|occurred)\s+\Z", re.I
)
_YEARLY = re.compile(r"\b(?:marked|celebrated|observed|commemorated|declared|due|dated)\s+(?:on\s+)?\Z", re.I)
_OTHER_YEAR = re.compile(
    r",?\s+(?:of\s+)?(?:last|this|next|that|the\s+same|the\s+following|the\s+previous|each|every)\s+year\b|,?\s+(?:each|annually)\b", re.I
)


class DatableSection(Protocol):
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
class NumberedDay:
    """A day that an article names by number; `side`: it was written BEFORE that day, not before it (AFTER), or NEITHER is told."""

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
    is_quoted: bool = False
    strictly: int = 0  # days that the article is at least later than this one; for a day of writing, days from it


def words_of(evidence: Evidence) -> Words:
    """Where the words of a date line stand; dating reads documents, so they always stand somewhere."""
    assert evidence.start is not None and evidence.end is not None
    return Words(evidence.start, evidence.end)


class Reader:
    """One article on its way to clues: its text, sentences, quotations and time expressions."""

    def __init__(self, text: str, section: DatableSection) -> None:
        self.base = section.body_start
        self.text = text[section.body_start : section.body_end]
        self.found = find(self.text)[:MOST_EXPRESSIONS]
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


def numbered_days(reader: Reader) -> list[NumberedDay]:
    """The days that an article names by number, in order."""
    days: list[NumberedDay] = []
    context_at: tuple[int, tuple[int, int]] | None = None  # sentence number, year and month
    for timex in reader.found:
        parts = timex.parts
        number = reader.sentence(timex.start)[0]
        if parts.kind in {"date", "month-day", "month-day-range"}:
            if parts.month is None or parts.day is None:
                continue
            context = context_at[1] if context_at and number - context_at[0] <= _REACH else None
            days.append(numbered_day(reader, timex, number, context))
        elif parts.kind == "day-of-month" and days and parts.day is not None:
            days.append(_day_of_same_month(reader, timex, days[-1]))
        elif parts.kind == "deictic" and parts.shift == -1 and not reader.is_quoted(timex.start):
            days.extend(_day_before_yesterday(reader, timex, days, number))
        if parts.year is not None and parts.kind in {"date", "month-year", "year"}:
            context_at = (number, (parts.year, parts.month or 0))
    return days


def numbered_day(reader: Reader, timex: Timex, number: int, context: tuple[int, int] | None) -> NumberedDay:
    """The day of an expression in sentence `number`, with what the words around it say; `context` is as in `NumberedDay`."""
    parts = timex.parts
    assert parts.month is not None and parts.day is not None
    before, after = reader.around(timex)
    last = (parts.last_month or parts.month, parts.last_day or parts.day)
    start = timex.start
    if (match := _PREPOSITION.search(before)) and match.group(1).lower() in _TEMPORAL | _LIMITS:
        start -= len(before) - match.start()
    return NumberedDay(
        words=reader.words(start, timex.end),
        month=parts.month,
        day=parts.day,
        year=parts.year,
        last=last,
        weekday=parts.weekday,
        side=_side(before, after),
        in_lead=number == 0,
        is_history=is_history(before, after),
        opens=number == 0 and before.strip(' \t"“').lower() in {"", "on"},
        same_sentence=False,
        context=context,
        is_quoted=reader.is_quoted(timex.start),
    )


def _day_of_same_month(reader: Reader, timex: Timex, day: NumberedDay) -> NumberedDay:
    before, after = reader.around(timex)
    number = timex.parts.day or day.day
    return NumberedDay(
        words=reader.words(timex.start, timex.end), month=day.last[0], day=number, year=None, last=(day.last[0], number), weekday=None,
        side=_side(before, after), in_lead=False, is_history=day.is_history, opens=False, same_sentence=False,
        context=(day.year, day.month) if day.year else day.context,
    )  # fmt: skip


def _day_before_yesterday(reader: Reader, timex: Timex, days: Sequence[NumberedDay], number: int) -> list[NumberedDay]:
    """In "on the 12th A, and yesterday B" yesterday is a later day than the 12th: the writer would not call one day by two names."""
    start = reader.base + reader.sentence(timex.start)[1]
    earlier = [day for day in days[-4:] if day.words.start >= start and day.side == AFTER]
    if not earlier:
        return []
    day = earlier[-1]
    month, number = day.last
    return [
        NumberedDay(
            words=Words(day.words.start, reader.base + timex.end), month=month, day=number, year=day.year, last=day.last, weekday=None,
            side=AFTER, in_lead=False, is_history=day.is_history, opens=False, same_sentence=False, context=day.context, strictly=2,
        )
    ]  # fmt: skip


def is_history(before: str, after: str) -> bool:
    """Whether the words of its sentence on either side make a time one of anniversaries, trials, foundations."""
    return bool(_HISTORY.search(before[-160:]) or _HISTORY.search(after[:80]))


def _side(before: str, after: str) -> str:
    """Whether the article was written after or before a day, by the word in front of it and the verb that goes with it."""
    if _OTHER_YEAR.match(after):
        return NEITHER
    preposition = _PREPOSITION.search(before)
    word = preposition.group(1).lower() if preposition else ""
    if word == "since":
        return AFTER
    side, opens = tense_of(before, after), not before.strip()
    if side == BEFORE and (opens or word in _TEMPORAL | _LIMITS):
        return BEFORE
    if side == AFTER and word == "to" and _RANGE.search(before):
        return AFTER
    if side == AFTER and not _YEARLY.search(before) and (opens or word in _PAST_PREPOSITIONS or _BARE_AFTER.search(before)):
        return AFTER
    return NEITHER


def line_day(line: Evidence) -> NumberedDay | None:
    """The day of a date line that names no year, if that is what the line is."""
    start = words_of(line).start
    for timex in find(line.quote):
        parts = timex.parts
        if timex.kind == "month-day" and parts.month is not None and parts.day is not None:
            return NumberedDay(
                words=Words(start + timex.start, start + timex.end), month=parts.month, day=parts.day, year=None,
                last=(parts.month, parts.day), weekday=parts.weekday, side=AFTER, in_lead=True, is_history=False, opens=True,
                same_sentence=False, context=None,
            )  # fmt: skip
    return None


def _goes_on(context: tuple[int, int], day: date) -> bool:
    """Whether a day can be of the time last spoken of: the same year, or the new one soon after a month that was named."""
    year, month = context
    return day.year == year or (month > 0 and abs((day.year - year) * 12 + day.month - month) <= _MONTHS_ON)


def resolved(day: NumberedDay, anchor: date | None) -> tuple[date, date] | None:
    """First and last day meant, in the year nearest to the anchor; None where there is no such day, or it belongs to another time."""
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
