"""One decoded text, many articles: where each begins and ends, what its title is, and which lines are page furniture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from index.splitting.boundaries import PossibleBoundary, judged, possible_boundaries
from index.splitting.datelines import UNDER, dates_stand_above, evidence, with_datelines
from index.splitting.furniture import FURNITURE_KINDS, Furniture, front_matter_end, furniture_at, strays
from index.splitting.headlines import MAX_WORDS, Headline, LetterCase, Look, Page, case_of, item_start
from index.splitting.imprints import imprint_of, outlets_above
from index.splitting.items import agency_leads, blurb_starts, counted_items, dated_items, glued_title, ruled_items, tell_different_stories
from index.splitting.linekinds import LineKind, agency_dateline, url_in
from index.splitting.mastheads import is_page_header, is_section_head, names_issue, names_section
from index.splitting.paragraphs import paragraphs
from index.splitting.section import Section

__all__ = ["Furniture", "Section", "Split", "split"]

_DIGIT = re.compile(r"\d")
_SOURCE = re.compile(r"[\d(/]")
_GREETED_ITEMS = 3
_HEADED_ITEMS = 3
"""Of so many stories with headlines the others have one too: an agency's dateline without one opens a part of a story there."""
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
    furniture.extend(furniture_at(page, i, "page header") for i in range(begin, starts[0].index if starts else len(page.paragraphs)))
    above = dates_stand_above(page, [start.index for start in starts])
    for n, start in enumerate(starts):
        following = starts[n + 1].index if n + 1 < len(starts) else None
        last = _last_paragraph(page, start.index, following, above)
        sections.append(_section(page, start, last))
        beyond = len(page.paragraphs) if following is None else following
        furniture.extend(furniture_at(page, i, "link text" if following is None else "section header") for i in range(last + 1, beyond))
    dated = with_datelines(page, begin, [s.index for s in starts], _with_outlets(page, starts, sections))
    furniture.extend(strays(text, [*dated, *furniture]))
    return Split(dated, tuple(sorted(furniture, key=lambda f: f.start)))


def _with_outlets(page: Page, starts: Sequence[_Start], sections: Sequence[Section]) -> list[Section]:
    """The sections, each with the outlet that a line above its date names, where its head names none."""
    tops = [item_start(page, start.index) for start in starts]
    dated = (page.paragraphs[top - 1].text if 0 < top < start.index else "" for top, start in zip(tops, starts, strict=True))
    above = outlets_above(list(dated))
    is_above = dates_stand_above(page, [start.index for start in starts])
    own = [
        next((found for i in range(top, start.index if is_above else top) if (found := imprint_of(page.paragraphs[i].flat).source)), None)
        for top, start in zip(tops, starts, strict=True)
    ]
    return [
        replace(section, source=section.source or beside or outlet) for section, beside, outlet in zip(sections, own, above, strict=True)
    ]


def _starts(page: Page, begin: int) -> list[_Start]:
    """The first paragraph of every story, in order."""
    if begin == len(page.paragraphs):
        return []
    found = possible_boundaries(page, begin)
    stories = judged(page, found, begin)
    if len(stories) > _GREETED_ITEMS and names_issue(stories[0].headline):
        greeting = range(stories[0].body, stories[1].headline.index)
        stories = stories[1:] if _is_greeting(page, greeting) else stories
    starts: dict[int, Headline | None] = {c.headline.index: c.headline for c in stories}
    leads = agency_leads(page, begin)
    starts |= _over_dated_leads(page, found, {c.body for c in stories}, leads)
    if leads and len(starts) < _HEADED_ITEMS and (_name_their_source(page, leads) or tell_different_stories(page, leads)):
        bodies = {c.body: c.headline.index for c in reversed(found)}
        for lead in leads:
            title = bodies.get(lead)
            starts.setdefault(lead if title is None else title, None if title is None else page.headlines[title])
    if len(starts) <= 1:
        for i in dated_items(page, begin):
            starts.setdefault(i, page.headlines[i])
    if not starts:
        starts = dict.fromkeys(ruled_items(page, begin) or counted_items(page, begin))
    for i in blurb_starts(page, sorted(starts), begin):
        starts.setdefault(i, None)
    opening = _opening(page, begin, starts)
    if opening is not None:
        starts[opening] = _top_title(page, opening)
    first = min(starts)
    for i, headline in starts.items():
        if headline is None and (i == first or page.kinds[i - 1] is LineKind.DATE):
            starts[i] = glued_title(page, i)
    return [_Start(i, headline) for i, headline in sorted(starts.items())]


def _name_their_source(page: Page, leads: Sequence[int]) -> bool:
    """Whether the dateline of every lead has an agency or a day; a place alone ("LONDON —") opens a part of a story as well."""
    spans = ((page.paragraphs[i].text, agency_dateline(page.paragraphs[i].text)) for i in leads)
    return all(span is not None and _SOURCE.search(text[: span[1]]) for text, span in spans)


def _over_dated_leads(page: Page, found: Sequence[PossibleBoundary], headed: Set[int], leads: Sequence[int]) -> dict[int, Headline]:
    """The likeliest headlines over leads whose dateline has a day, where most stories, whose bodies are `headed`, open so: each is one.

    A dateline without a day ("MIAMI (AP) —") opens the parts of a story as well.
    """
    dated = {i for i in leads if (span := agency_dateline(page.paragraphs[i].text)) and _DIGIT.search(page.paragraphs[i].text[: span[1]])}
    if 2 * len(dated & headed) <= len(headed):
        return {}
    over = {c.body: c.headline for c in sorted(found, key=lambda c: c.score) if c.body in dated - headed}
    return {headline.index: headline for headline in over.values()}


def _opening(page: Page, begin: int, starts: Mapping[int, Headline | None]) -> int | None:
    """The first paragraph of a story above all starts found so far, None where nothing but page furniture stands there."""
    stop = min(starts, default=len(page.paragraphs))
    i = begin
    while i < stop and (page.kinds[i] is not LineKind.TEXT or is_page_header(page, i)):
        i += 1
    if i == stop:
        return None if starts else begin
    prose = any(map(page.is_prose, range(i, stop)))
    greets = len(starts) >= _GREETED_ITEMS and starts[stop] is not None and _is_greeting(page, range(i, stop))
    return None if starts and (greets or not prose) else i


def _is_greeting(page: Page, span: range) -> bool:
    """Whether the prose in a stretch of paragraphs is at most a word or two to the reader."""
    prose = [i for i in span if page.is_prose(i)]
    if len(prose) > 2 or LineKind.URL in page.kinds[span.start : span.stop]:
        return False
    return sum(len(page.paragraphs[i].text.split()) for i in prose) <= _GREETING_WORDS


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
    return Headline(i, line.start, line.end, line.text, Look.PLAIN, 0, None, case_of(line.text))


def _last_paragraph(page: Page, first: int, following: int | None, dates_above: bool) -> int:
    """The last paragraph of the story that begins at `first`: furniture, and what announces the next story, is left out."""
    last = _before_tail(page, first, (len(page.paragraphs) if following is None else following) - 1)
    while last > first:
        kind = page.kinds[last]
        announces = following is not None and (_heads_part(page, last) or (kind is LineKind.DATE and dates_above))
        underlines = kind is LineKind.SEPARATOR and last - 1 == first and first in page.underlined
        if underlines or not (kind in FURNITURE_KINDS or announces):
            break
        last -= 1
    return last


def _before_tail(page: Page, first: int, last: int) -> int:
    """The last paragraph above a tail of link text and the headlines of other stories, with no prose between them."""
    tail = last
    while tail > first and not page.is_prose(tail):
        tail -= 1
    links = (i for i in range(tail + 1, last + 1) if page.kinds[i] in (LineKind.LINK, LineKind.SOCIAL, LineKind.NOTICE))
    return next(links, last + 1) - 1


def _heads_part(page: Page, i: int) -> bool:
    """Whether a line in front of a story is the name of a part of the page."""
    headline = page.headlines[i]
    if headline is None or page.is_prose(i):
        line = page.paragraphs[i].text
        return names_section(line) or (len(line.split()) == 1 and line.isupper())
    return is_section_head(headline) or len(headline.text.split()) <= 3 or headline.case is LetterCase.CAPS


def _section(page: Page, start: _Start, last: int) -> Section:
    lines = page.paragraphs
    headline = start.headline
    if headline is None or headline.form is Look.GLUED:
        body, meta_end = lines[start.index].start if headline is None else headline.end, start.index
    else:
        meta_end = start.index
        for i in range(start.index + 1, min(start.index + 6, last + 1)):
            if page.is_prose(i):
                break
            if page.kinds[i] is not LineKind.TEXT:
                meta_end = i
        body = lines[meta_end + 1].start if meta_end < last else lines[last].end
    prose_end = last
    while prose_end > meta_end and page.kinds[prose_end] is LineKind.URL:
        prose_end -= 1
    urls = [i for i in (*range(start.index + 1, meta_end + 1), *range(prose_end + 1, last + 1)) if page.kinds[i] is LineKind.URL]
    imprints = [
        imprint_of(lines[i].flat) for i in range(start.index + 1, meta_end + 1) if page.kinds[i] in (LineKind.DATE, LineKind.BYLINE)
    ]
    return Section(
        start=lines[start.index].start,
        end=lines[last].end,
        title_start=None if headline is None else headline.start,
        title_end=None if headline is None else headline.end,
        body_start=body,
        body_end=max(lines[prose_end].end, body),
        dateline=next((evidence(page, i, UNDER) for i in range(start.index + 1, meta_end + 1) if page.kinds[i] is LineKind.DATE), None),
        url=url_in(lines[urls[-1]].text) if urls else None,
        source=next((imprint.source for imprint in imprints if imprint.source), None),
        author=next((imprint.author for imprint in imprints if imprint.author), None),
    )
