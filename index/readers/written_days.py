"""Full days in a few words as people write them: in figures where they have one reading, and with the months of European languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.words.calendar import beside, folded, months

YEARS = range(1500, 2200)
"""Years that a day of publication may have."""
PIVOT = 50
"""Two digits of a year from which on they are of the twentieth century (RFC 5322, section 4.3)."""

_YEAR_FIRST = re.compile(
    r"(?<![\d.,/-])(\d{4})(?:\.\s?(\d{1,2})\.\s?(\d{1,2})|-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})"
    r"|\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일])(?!\d|[./-]\d)"
)
_DOTTED = re.compile(r"(?<![\d.,/:-])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d|[.,:/-]\d|\s?%)")
_SLASHED = re.compile(r"(?<![\d.,/:-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[./-]\d)")
_WORD = r"[^\W\d_]{3,14}"
_YEARLESS = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(?P<word>{_WORD})"
    rf"|\b(?P<first>{_WORD})\.?\s(?P<second>\d{{1,2}})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A full day in a text, with the span of its words."""

    start: int
    end: int
    day: date


def written_days(text: str, day_first: bool | None = None) -> list[WrittenDay]:
    """The full days in a text, in their order; what has several readings (`04/05/2031`, unless `day_first` says which) is left out."""
    found = [*_in_figures(text, day_first), *_in_words(text)]
    found.sort(key=lambda written: (written.start, -written.end))
    kept: list[WrittenDay] = []
    for written in found:
        if not kept or written.start >= kept[-1].end:
            kept.append(written)
    return kept


def day_near(text: str, sent: date) -> date | None:
    """The day that a text names by day and month alone, in the year before `sent` (that day included); None where it names none or two."""
    days: set[date] = set()
    for match in _YEARLESS.finditer(text):
        month = months().get(folded(match["word"] or match["first"]))
        for year in (sent.year, sent.year - 1):
            day = calendar_day(year, month, int(match["day"] or match["second"])) if month else None
            if day and day <= sent:
                days.add(day)
                break
    return days.pop() if len(days) == 1 else None


def day_order_of(texts: Iterable[str]) -> bool | None:
    """True where the slashed dates of some texts are day first, False for month first, None where they do not say or disagree."""
    found = [(int(match[1]), int(match[3])) for text in texts for match in _SLASHED.finditer(text)]
    day_first, month_first = any(first > 12 for first, _ in found), any(second > 12 for _, second in found)
    return day_first if day_first != month_first else None


def slashed_day(first: int, second: int, year: str, day_first: bool | None) -> date | None:
    """The day of `first/second/year`; None where both figures can be the month and `day_first` does not say which is."""
    if day_first is None and first != second:
        day_first = None if max(first, second) <= 12 else first > 12
        if day_first is None:
            return None
    day, month = (first, second) if day_first else (second, first)
    return calendar_day(full_year(year), month, day)


def full_year(digits: str) -> int:
    """A year of four digits, or of two as mail reads them."""
    return int(digits) if len(digits) > 2 else int(digits) + (1900 if int(digits) >= PIVOT else 2000)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day of these figures; None where there is none, or in a year of no press."""
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Day, month and year in the orders that languages and programs have, under the names `day`, `word` and `year`."""
    ordinal = rf"(?:{'|'.join(map(re.escape, beside('ordinals')))})?\.?"
    particle = rf"(?:(?:{'|'.join(map(re.escape, beside('particles')))})\s*)?"
    day, word = r"(?P<day>\d{1,2})", rf"(?P<word>{_WORD})"
    year = r"(?P<year>\d{4}(?!\d)|['’]?\d{2}(?=\s+\d{1,2}:\d\d|[\s,]*$))"
    orders = (
        rf"(?<![\d.,:/]){day}{ordinal},?[\s/-]{{0,2}}{particle}{word}\.?,?[\s/-]{{0,2}}{particle}{year}",
        rf"(?<![^\W\d_]){word}\.?\s?{day}{ordinal}(?:,\s?|\s){particle}(?P<year>\d{{4}}(?!\d))",
        rf"(?<![\d.,/])(?P<year>\d{{4}})\.?[\s/-]{{0,2}}{word}\.?[\s/-]{{0,2}}{day}(?!\d)",
        rf"(?<![^\W\d_]){word}\s{{1,2}}{day}\s\d{{1,2}}:\d\d(?::\d\d)?\s(?:[A-Z+-][A-Z\d]{{2,4}}\s)?(?P<year>\d{{4}}(?!\d))",
    )
    return tuple(re.compile(order, re.IGNORECASE) for order in orders)


def _in_figures(text: str, day_first: bool | None) -> Iterator[WrittenDay]:
    for pattern in (_YEAR_FIRST, _DOTTED, _SLASHED):
        for match in pattern.finditer(text):
            parts = [part for part in match.groups() if part and part not in "/-"]
            if pattern is _YEAR_FIRST:
                day = calendar_day(*map(int, parts))
            elif pattern is _DOTTED:
                day = calendar_day(full_year(parts[2]), int(parts[1]), int(parts[0]))
            else:
                day = slashed_day(int(parts[0]), int(parts[1]), parts[2], day_first)
            if day:
                yield WrittenDay(match.start(), match.end(), day)


def _in_words(text: str) -> Iterator[WrittenDay]:
    for pattern in _patterns():
        for match in pattern.finditer(text):
            month = months().get(folded(match["word"]))
            day = calendar_day(full_year(match["year"].lstrip("'’")), month, int(match["day"])) if month else None
            if day:
                yield WrittenDay(match.start(), match.end(), day)
