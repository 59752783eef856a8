"""Sections of a text, and the date lines that head them: under the headline, above it, at the end, or over a group of items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.splitting.headlines import Page, item_start
from index.splitting.imprints import imprint_of
from index.splitting.linekinds import LineKind, date_span, full_date_in
from index.splitting.mastheads import names_section
from index.splitting.section import Section
from index.types import Evidence

UNDER = "date line under the headline"
ABOVE = "date line above the item"
AT_END = "date line at the end of the item"
GROUP = "date line that heads this group of items"
PAGE = "date line at the head of the page"

_MASTHEAD = 120
"""Characters of a line that names a page and its date."""


def evidence(page: Page, i: int, why: str) -> Evidence:
    """The date in the date line that paragraph `i` is."""
    line = page.paragraphs[i]
    first, last = date_span(line.text) or (0, len(line.text))
    return Evidence(line.text[first:last], line.start + first, line.start + last, why)


def dates_stand_above(page: Page, starts: Sequence[int]) -> bool:
    """Whether date lines between items belong to the item below: not where the first item has none above and the last ends with one."""
    if not starts:
        return True
    last = next((i for i in range(len(page.paragraphs) - 1, starts[-1], -1) if page.kinds[i] in (LineKind.DATE, LineKind.TEXT)), None)
    return item_start(page, starts[0]) < starts[0] or last is None or page.kinds[last] is not LineKind.DATE


def with_datelines(page: Page, begin: int, starts: Sequence[int], sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, each with the date line that heads it where there is one."""
    if not starts:
        return ()
    above = dates_stand_above(page, starts)
    dated: list[Section] = []
    for n, (index, section) in enumerate(zip(starts, sections, strict=True)):
        stop = starts[n + 1] if n + 1 < len(starts) else len(page.paragraphs)
        found = section.dateline or (_above(page, index) if above else _at_end(page, index, stop, section.end))
        outlet = imprint_of(_line_of(page, found)).source if found and found.why == AT_END and not section.source else section.source
        dated.append(replace(section, dateline=found, source=outlet))
    if all(section.dateline is None for section in dated[1:]):
        return _dated_by_page(page, begin, starts, dated)
    return _dated_by_group(page, starts, dated)


def _dated_by_page(page: Page, begin: int, starts: Sequence[int], sections: Sequence[Section]) -> tuple[Section, ...]:
    """A date set off at the head of a digest dates all its stories; one right above a first release does not date the rest of the page."""
    first = starts[0]
    set_off = page.paragraphs[first].gap > 0 and all(section.title_start is not None and section.url is None for section in sections)
    found = next((e for i in range(begin, first) if (e := _date_at_head(page, i))), None)
    if len(sections) < 2 or not set_off or found is None or (sections[0].dateline and sections[0].dateline.why == UNDER):
        return tuple(sections)
    return tuple(replace(section, dateline=found) for section in sections)


def _date_at_head(page: Page, i: int) -> Evidence | None:
    if page.kinds[i] is LineKind.DATE:
        return evidence(page, i, PAGE)
    line = page.paragraphs[i]
    span = full_date_in(line.text) if len(line.text) <= _MASTHEAD else None
    return Evidence(line.text[span[0] : span[1]], line.start + span[0], line.start + span[1], PAGE) if span else None


def _dated_by_group(page: Page, starts: Sequence[int], sections: Sequence[Section]) -> tuple[Section, ...]:
    """Date lines set off by a blank line head all stories down to the next one, but no further than the next part of the page."""
    heads = [n for n, section in enumerate(sections) if section.dateline and section.dateline.why == ABOVE]
    if len(heads) < 2 or any(page.paragraphs[starts[n]].gap == 0 for n in heads):
        return tuple(sections)
    dated: list[Section] = []
    day: Evidence | None = None
    for n, (index, section) in enumerate(zip(starts, sections, strict=True)):
        if n in heads and section.dateline:
            day = replace(section.dateline, why=GROUP)
        elif names_section(page.paragraphs[index - 1].text):
            day = None
        dated.append(section if section.dateline or section.title_start is None else replace(section, dateline=day))
    return tuple(dated)


def _above(page: Page, index: int) -> Evidence | None:
    top = item_start(page, index)
    return next((evidence(page, i, ABOVE) for i in range(index - 1, top - 1, -1) if page.kinds[i] is LineKind.DATE), None)


def _line_of(page: Page, found: Evidence) -> str:
    """The line that a date stands in."""
    return next((line.flat for line in page.paragraphs if found.start is not None and line.start <= found.start < line.end), "")


def _at_end(page: Page, index: int, stop: int, end: int) -> Evidence | None:
    last = next((i for i in range(stop - 1, index, -1) if page.paragraphs[i].end <= end), None)
    return evidence(page, last, AT_END) if last is not None and page.kinds[last] is LineKind.DATE else None
