"""Several articles in one document: its headings and bold lines are marked as text has them, and the text is split as texts are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from index.readers.base import StatedDate, Story
from index.readers.databases.imprint_lines import outlet_of
from index.readers.date_fields import day_of_field
from index.readers.written_days import day_order_of, written_days
from index.splitting import digest
from index.splitting.imprints import Imprint, imprint_of
from index.splitting.linekinds import LineKind, date_span, kind_of
from index.splitting.section import Section

_BREAK = "\n\n"
_LEADER = re.compile(r"[^\n]{0,300}?(?:(?:\s?[.…·_]){4,}|\t)\s*(?:p\.?\s?)?\d{1,4}\W*")
"""A line of a table of contents."""
_MOST_HEADING = 260
_IMPRINT = 20
"""Words of a line of outlet and day."""
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]+(?: (?:d[aeiou]s?|del|van|von|der|den|la|le|bin|al)(?= ))*(?: [A-ZÀ-ÖØ-Þ][\w'’.-]+){1,3}")
_OUTLET = 8
_PROSE = re.compile(r"(?:\S+\s+){11,}\S*[.!?…][\"'”’»)]*\s*\Z")
_FIELDS = 3
"""Lines below a headline that may state something."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph of a document: its level as a heading (from 1; 0 for none), and whether all of it is bold. `page` counts from 0."""

    text: str
    level: int = 0
    bold: bool = False
    page: int = 0


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


Line = TypeVar("Line", bound=_HasText)


def without_index(lines: Sequence[Line]) -> list[Line]:
    """The lines without a table of contents: those that end in dots and the number of a page, two at least."""
    kept = [line for line in lines if not _LEADER.fullmatch(line.text)]
    return kept if kept and len(lines) - len(kept) > 1 else list(lines)


def stories_in(blocks: Sequence[Marked], *, paged: bool = False) -> tuple[Story, ...]:
    """The articles of a document, two at least; none where it is one article, which its reader knows better how to take apart."""
    kept = without_index(blocks)
    marked, starts = _marked(kept)
    sections = digest.split(marked).sections
    titled = sum(section.title_start is not None for section in sections)
    if headed := headed_stories(kept, at_least=max(2, titled), paged=paged):
        return headed
    if titled < 2:
        return ()
    return tuple(_apart([_story(marked, starts, kept, section, paged) for section in sections]))


def _marked(blocks: Sequence[Marked]) -> tuple[str, list[int]]:
    """The document as a text with the marks of headings, and where each block begins in it."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for block in blocks:
        flat = " ".join(block.text.split())
        may_head = len(flat) <= _MOST_HEADING
        words = f"{'#' * block.level} {flat}" if block.level and may_head else f"**{flat}**" if block.bold and may_head else block.text
        starts.append(at)
        pieces.append(words)
        at += len(words) + len(_BREAK)
    return _BREAK.join(pieces), starts


def _apart(stories: Sequence[Story]) -> Iterator[Story]:
    """The stories, none of which ends in a line that names the outlet of the next, above whose headline it stands."""
    for story, following in zip(stories, [*stories[1:], None], strict=True):
        text, _, last = story.text.rpartition(_BREAK)
        is_next = following is not None and bool(text) and following.source == " ".join(last.split())
        yield replace(story, text=text) if is_next else story


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of an article by its blocks: the first, the headline, the line of the day, and the first below; with the outlet."""

    first: int
    title: int
    dated: int
    below: int
    outlet: str


def headed_stories(blocks: Sequence[Marked], *, at_least: int = 2, paged: bool = False) -> tuple[Story, ...]:
    """The articles of a document that have a heading each, with outlet and day right below or above; none where these are too few.

    Such a review needs no guess where an article begins; its cover, which has no prose, is none.
    """
    heads = _heads(blocks)
    if len(heads) < at_least or any(_PROSE.search(block.text) for block in blocks[: heads[0].first]):
        return ()
    ends = [*(head.first for head in heads[1:]), len(blocks)]
    order = day_order_of(blocks[head.dated].text for head in heads)
    return tuple(_headed_story(blocks[head.first : end], head, order, paged) for head, end in zip(heads, ends, strict=True))


def _heads(blocks: Sequence[Marked]) -> list[_Head]:
    """The heads whose headlines are of one level, that of the first."""
    found: list[_Head] = []
    for i, block in enumerate(blocks):
        head = _head(blocks, i) if block.level or block.bold else None
        if head is not None and (not found or head.first >= found[-1].below):
            found.append(head)
    kept = [head for head in found if _look(blocks[head.title]) == _look(blocks[found[0].title])]
    is_below = [head.first == head.title for head in kept]
    return kept if all(is_below) or not any(is_below) else []


def _look(block: Marked) -> tuple[int, bool]:
    return block.level, block.bold


def _head(blocks: Sequence[Marked], i: int) -> _Head | None:
    """The head whose headline is block `i`."""
    if len(blocks[i].text) > _MOST_HEADING or written_days(blocks[i].text) or i + 1 >= len(blocks):
        return None
    if outlet := _outlet_beside_day(blocks[i + 1]):
        return _Head(i, i, i + 1, i + 2, outlet)
    if i > 0 and (outlet := _outlet_beside_day(blocks[i - 1])):
        return _Head(i - 1, i, i - 1, i + 1, outlet)
    named = " ".join(blocks[i - 2].text.split()) if i > 1 else ""
    is_name = 0 < len(named.split()) <= _OUTLET and named[0].isupper() and named[-1] not in ".!?:;,"
    if is_name and kind_of(blocks[i - 1].text) is LineKind.DATE and _day_span(blocks[i - 1].text) and _day_span(named) is None:
        return _Head(i - 2, i, i - 1, i + 1, named)
    return None


def _outlet_beside_day(block: Marked) -> str | None:
    """The outlet that a paragraph states with one day in a few words."""
    span = _day_span(block.text)
    if span is None or block.level or len(block.text.split()) > _IMPRINT:
        return None
    return imprint_of(block.text).source or outlet_of(block.text[: span[0]])


def _is_outlet(name: str, line: str, day: tuple[int, int]) -> bool:
    """Whether a name beside a day is an outlet's: a single word with nothing but the day may be a place, as `Oslo, 3 March 2022`."""
    return " " in name or name not in line or bool(imprint_of(line).source) or bool(re.search(r"\w", line[day[1] :]))


def _day_span(line: str) -> tuple[int, int] | None:
    """Where the only day of a line stands, also one of several readings; None where there is none, or another."""
    days = written_days(line)
    return (days[0].start, days[0].end) if len(days) == 1 else date_span(line) if not days else None


def _headed_story(blocks: Sequence[Marked], head: _Head, order: bool | None, paged: bool) -> Story:
    """The story of the blocks from a head on; `order` says whether the slashed days of the document are day first."""
    line, text = blocks[head.dated - head.first].text, blocks[head.below - head.first :]
    days, span = written_days(line, order), _day_span(line) or (0, 0)
    authors = (imprint_of(part.strip()).author for part in re.split(r"[,;|·•()]", line[span[1] :]))
    return Story(
        text=_BREAK.join(block.text for block in text),
        title=" ".join(blocks[head.title - head.first].text.split()),
        published=StatedDate(days[0].day, line[days[0].start : days[0].end], "date line of the article") if len(days) == 1 else None,
        source=head.outlet if _is_outlet(head.outlet, line, span) else None,
        author=next(filter(None, authors), None),
        pages=_pages(text) if paged else (),
    )


def _story(marked: str, starts: Sequence[int], blocks: Sequence[Marked], section: Section, paged: bool) -> Story:
    """The story of a section: what of its head states day, outlet or author is a field; what does not stays text."""
    first, last = bisect_left(starts, section.start), bisect_left(starts, section.end)
    inside = [(start, block) for start, block in zip(starts[first:last], blocks[first:last], strict=True)]
    words = section.dateline.quote if section.dateline else ""
    day = day_of_field(words) if words else None
    head = {start for start, _ in inside if start < section.body_start}
    text = [block for start, block in inside if not (start in head and (start == section.start or _is_field(block.text, day is not None)))]
    return Story(
        text=_BREAK.join(block.text for block in text),
        title=section.title(marked) or None,
        published=StatedDate(day, words, "date line of the article") if day else None,
        source=section.source,
        author=section.author,
        url=section.url,
        pages=_pages(text) if paged else (),
    )


def stated_below(lines: Sequence[str]) -> tuple[StatedDate | None, str | None, str | None]:
    """Day, outlet and author that the lines right below the headline of a document state, in front of its prose."""
    published, found = None, Imprint()
    for line, below in zip(lines[:_FIELDS], [*lines[1 : _FIELDS + 1], ""], strict=False):
        kind = kind_of(line)
        if _NAME.fullmatch(line) and kind_of(below) is LineKind.DATE:
            found = Imprint(found.source, found.author or line)  # of who wrote it, above the day
            continue
        if kind not in (LineKind.DATE, LineKind.BYLINE):
            break
        imprint, days = imprint_of(line), written_days(line)
        found = Imprint(found.source or imprint.source, found.author or imprint.author)
        if published is None and kind is LineKind.DATE and len(days) == 1:
            published = StatedDate(days[0].day, line[days[0].start : days[0].end], "date line of the article")
    return published, found.source, found.author


def _pages(blocks: Sequence[Marked]) -> tuple[int, ...]:
    """Where each page begins in the text of some blocks, from the document's first page on."""
    begins: list[int] = []
    at = 0
    for block in blocks:
        begins += [at] * (block.page + 1 - len(begins))
        at += len(block.text) + len(_BREAK)
    return tuple(begins)


def _is_field(line: str, is_dated: bool) -> bool:
    """Whether a line of the head is accounted for by the fields of the story."""
    kind = kind_of(line)
    if kind is LineKind.DATE:
        return is_dated
    return kind is LineKind.BYLINE and imprint_of(line) != Imprint()
