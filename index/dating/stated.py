"""The day that an article states outright: in the date line that heads it, or in a dateline with a year that opens its prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.dating.clues import Clues
from index.dating.mentions import DatableSection, Words, line_day, resolved, words_of
from index.timex import foreign
from index.timex.calendar import MONTH_NAMES, WEEKDAYS
from index.timex.expressions import Timex, find
from index.types import Basis, Dating, Evidence

_CITY = re.compile(r"\s*[*_]{0,2}(?P<city>[^\W\d_][\w.'’/ -]{1,40}?)[,.]?\s+(?=\d)")
_PLACE = re.compile(r"(?P<place>(?-i:[A-ZÀ-ÖØ-ÞŁŚŻŹĆČŠŽ])[\w.'’-]*(?:[ /-][\w.'’-]+){0,2}),\s")
_CLOSED = re.compile(r"\s*(?P<agency>\([^()\n]{2,30}\)|/[^/\n]{2,30}/)?\s*[.:]?\s*(?:[-–—]+|:)\s")
_LEAD = 60
"""Characters of a city, and of what follows it up to the first words of the prose."""


def say(day: date | None) -> str:
    """A day as people write it: Thursday 20 January 2022."""
    if day is None:
        return "an unknown day"
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def evidence_of(text: str, words: Words, why: str) -> Evidence:
    """Words of a document as evidence."""
    return Evidence(text[words.start : words.end], words.start, words.end, why)


def stated_dating(text: str, section: DatableSection, clues: Clues) -> tuple[Clues, Dating | None]:
    """The dating that a section states, if it states one; and its clues, with the day of a date line that names no year."""
    if section.dateline is not None:
        return replace(clues, dateline=line_day(section.dateline)), _of_line(text, section.dateline, clues)
    line = clues.dateline
    days = resolved(line, None) if line is not None and line.year is not None else None
    if line is None or days is None or line.weekday not in (None, days[0].weekday()):
        return clues, _of_lead(text, section.body_start) if line is None else None
    why = f"dateline of this item: {say(days[0])}"
    return clues, Dating(days[0], days[0], Basis.STATED, (evidence_of(text, line.words, why),))


def _of_lead(text: str, begin: int) -> Dating | None:
    """The day with its year in the dateline that opens the prose of an agency, in one of the other languages of Europe."""
    opened = _CITY.match(text[begin : begin + _LEAD])
    other = foreign.day_in(text[begin + opened.end() : begin + opened.end() + _LEAD]) if opened else None
    if opened is None or other is None or other[1] != 0:
        return None
    day, _, last = other
    end = begin + opened.end() + last
    closed = _CLOSED.match(text[end : end + _LEAD])
    if closed is None or not (closed["agency"] or opened["city"].isupper() or _is_place(text[begin + opened.start("city") :])):
        return None
    start = begin + opened.end()
    why = f"dateline of this item: {say(day)}"
    return Dating(day, day, Basis.STATED, (Evidence(text[start:end], start, end, why),))


def _is_place(lead: str) -> bool:
    """Whether a lead opens with what may be a place and a comma, as those of press releases do; a weekday leads to the day of an event."""
    match = _PLACE.match(lead)
    return match is not None and match["place"].casefold() not in (*foreign.WEEKDAYS, *WEEKDAYS)


def _of_line(text: str, line: Evidence, clues: Clues) -> Dating | None:
    names = [(day.year, day.month, day.day) for day in clues.named if day.year is not None]
    found = [timex for timex in find(line.quote) if timex.kind == "date" and timex.earliest]
    if not found:
        found = _slashed(line, names)
    if not found and (other := foreign.day_in(line.quote)):
        day, first, last = other
        where = Words(words_of(line).start + first, words_of(line).start + last)
        return Dating(day, day, Basis.STATED, (evidence_of(text, where, f"date line of this item: {say(day)}"),))
    if not found or found[0].earliest is None:
        return None
    day = found[0].earliest
    swapped = (day.year, day.day, day.month)
    if re.match(r"\d{1,2}[./-]\d", found[0].text) and swapped in names and (day.year, day.month, day.day) not in names:
        day = date(*swapped) if day.day <= 12 else day
    agreeing = [named for named in clues.named if (named.year, named.month, named.day) == (day.year, day.month, day.day)]
    start = words_of(line).start + found[0].start
    evidence = [evidence_of(text, Words(start, start + len(found[0].text)), f"date line of this item: {say(day)}")]
    evidence += [evidence_of(text, named.words, "the text names the same day, which confirms the date line") for named in agreeing[:1]]
    return Dating(day, day, Basis.STATED, tuple(evidence))


def _slashed(line: Evidence, names: Sequence[tuple[int | None, int, int]]) -> list[Timex]:
    """Readings of 03/04/2022, which only a day named in the article can settle."""
    for day_first in (True, False):
        found = [timex for timex in find(line.quote, day_first=day_first) if timex.kind == "date" and timex.earliest]
        if found and found[0].earliest and (found[0].earliest.year, found[0].earliest.month, found[0].earliest.day) in names:
            return found
    return []
