"""One decoded text, many articles: where each begins and ends, what its title is, and which lines are page furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.boundaries import candidates, is_page_header, is_section_head, judged
from index.furniture import FURNITURE_KINDS, Furniture, front_matter_end, furniture_at, strays
from index.headlines import MAX_WORDS, Case, Form, Headline, Page, case_of
from index.items import agency_leads, blurb_starts, dated_items, glued_title
from index.layout import paragraphs
from index.linekinds import Kind, url_in
from index.datelines import UNDER, Section, dates_stand_above, evidence, with_datelines

__all__ = ["Furniture", "Section", "Split", "split"]

_GREETED_ITEMS = 3
_GREETING_WORDS = 80
"""A word or two to the reader above a digest of at least three items is no story of its own."""


@dataclass(frozen=True, slots=True)
class Split:
    """The articles of a text and its furniture, each in order; together they hold every visible character exactly once."""

    sections: tuple[Section, ...]
    furniture: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a story begins: its first paragraph, and its headline where it has one."""

    index: int
    headline: Headline | None


def split(text: str) -> Split:
    """Find the articles in `text`. A text in which nothing has to be parted is one section; linear in the length of `text`."""
    page = Page(text, paragraphs(text))
    begin = front_matter_end(page)
    starts = _starts(page, begin)
    sections: list[Section] = []
    furniture: list[Furniture] = []
    if begin:
        furniture.append(Furniture(page.paragraphs[0].start, page.paragraphs[begin - 1].end, "front matter"))
    furniture.extend(_head_furniture(page, begin, starts[0].index if starts else len(page.paragraphs)))
    for n, start in enumerate(starts):
        following = starts[n + 1].index if n + 1 < len(starts) else None
        last = _last_paragraph(page, start.index, following, starts)
        sections.append(_section(page, start, last))
        furniture.extend(furniture_at(page, i) for i in range(last + 1, len(page.paragraphs) if following is None else following))
    dated = with_datelines(page, [s.index for s in starts], sections)
    furniture.extend(strays(text, [*dated, *furniture]))
    return Split(dated, tuple(sorted(furniture, key=lambda f: f.start)))


def _starts(page: Page, begin: int) -> list[_Start]:
    """The first paragraph of every story, in order."""
    if begin == len(page.paragraphs):
        return []
    found = candidates(page, begin)
    titled = {c.headline.index: c.headline for c in judged(page, found, begin)}
    bodies = {c.body: c.headline.index for c in found}
    for lead in agency_leads(page, begin):
        title = bodies.get(lead)
        titled.setdefault(lead if title is None else title, next((c.headline for c in found if c.headline.index == title), None))
    starts: dict[int, Headline | None] = dict(titled)
    if len(starts) <= 1:
        for i in dated_items(page, begin):
            starts.setdefault(i, page.headlines[i])
    for i in blurb_starts(page, sorted(starts), begin):
        starts.setdefault(i, None)
    opening = _opening(page, begin, sorted(starts))
    if opening is not None:
        starts[opening] = _top_title(page, opening)
    first = min(starts)
    for i, headline in starts.items():
        if headline is None and (i == first or page.kinds[i - 1] is Kind.DATE):
            starts[i] = glued_title(page, i)
    return [_Start(i, headline) for i, headline in sorted(starts.items())]


def _opening(page: Page, begin: int, starts: Sequence[int]) -> int | None:
    """The first paragraph of a story above all starts found so far, None where nothing but page furniture stands there."""
    stop = starts[0] if starts else len(page.paragraphs)
    i = begin
    while i < stop and (page.kinds[i] is not Kind.TEXT or is_page_header(page, i)):
        i += 1
    if i == stop:
        return None if starts else begin
    prose = [j for j in range(i, stop) if page.is_prose(j)]
    words = sum(len(page.paragraphs[j].text.split()) for j in prose)
    if starts and (not prose or (len(starts) >= _GREETED_ITEMS and len(prose) <= 2 and words <= _GREETING_WORDS)):
        return None
    return i


def _top_title(page: Page, i: int) -> Headline | None:
    """The title of a text's first story, which may look less like a headline than those of a digest must."""
    headline = page.headlines[i]
    if i + 1 == len(page.paragraphs):
        return None
    if headline is not None:
        return None if page.is_prose(i) else headline
    line = page.paragraphs[i]
    words = line.text.split()
    if page.is_prose(i) or not line.text[0].isupper() or len(words) > MAX_WORDS or line.text[-1] in ".,;:":
        return None
    return Headline(i, line.start, line.end, line.text, Form.PLAIN, 0, None, case_of(line.text))


def _head_furniture(page: Page, begin: int, first: int) -> list[Furniture]:
    found = (furniture_at(page, i) for i in range(begin, first))
    return [replace(f, kind="page header") if f.kind == "section header" else f for f in found]


def _last_paragraph(page: Page, first: int, following: int | None, starts: Sequence[_Start]) -> int:
    """The last paragraph of the story that begins at `first`: furniture, and what announces the next story, is left out."""
    last = (len(page.paragraphs) if following is None else following) - 1
    above = following is not None and dates_stand_above(page, [s.index for s in starts])
    while last > first:
        kind = page.kinds[last]
        announces = kind is Kind.DATE and above
        if kind is Kind.SEPARATOR and last - 1 == first and first in page.underlined:
            break
        if not (kind in FURNITURE_KINDS or announces or (following is not None and _heads_part(page, last))):
            break
        last -= 1
    return last


def _heads_part(page: Page, i: int) -> bool:
    """Whether a line in front of a story is the name of a part of the page."""
    headline = page.headlines[i]
    if headline is None or page.is_prose(i):
        return False
    return is_section_head(headline) or len(headline.text.split()) <= 3 or headline.case is Case.CAPS


def _section(page: Page, start: _Start, last: int) -> Section:
    lines = page.paragraphs
    headline = start.headline
    if headline is None or headline.form is Form.GLUED:
        body, meta_end = lines[start.index].start if headline is None else headline.end, start.index
    else:
        meta_end = start.index
        for i in range(start.index + 1, min(start.index + 6, last + 1)):
            if page.is_prose(i):
                break
            if page.kinds[i] is not Kind.TEXT:
                meta_end = i
        body = lines[meta_end + 1].start if meta_end < last else lines[last].end
    prose_end = last
    while prose_end > meta_end and page.kinds[prose_end] is Kind.URL:
        prose_end -= 1
    urls = [i for i in (*range(start.index + 1, meta_end + 1), *range(prose_end + 1, last + 1)) if page.kinds[i] is Kind.URL]
    return Section(
        start=lines[start.index].start,
        end=lines[last].end,
        title_start=None if headline is None else headline.start,
        title_end=None if headline is None else headline.end,
        body_start=body,
        body_end=max(lines[prose_end].end, body),
        dateline=next((evidence(page, i, UNDER) for i in range(start.index + 1, meta_end + 1) if page.kinds[i] is Kind.DATE), None),
        url=url_in(lines[urls[-1]].text) if urls else None,
    )
