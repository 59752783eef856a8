"""What stands on a page beside its articles: front matter, page headers, link text, social widgets, rules, stray characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.splitting.headlines import Page
from index.splitting.linekinds import LineKind

_KEY = re.compile(r"[A-Za-z][\w -]{0,40}:(?:\s|$)")
_NOT_SPACE = re.compile(r"\S+(?:[^\S\r\n]+\S+)*")
_FRONT_MATTER_LINES = 400

FURNITURE_KINDS = frozenset({LineKind.LINK, LineKind.SOCIAL, LineKind.NOTICE, LineKind.SEPARATOR})


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of a text that belongs to no article: `text[start:end]`, and what it is."""

    start: int
    end: int
    kind: str


class _Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def front_matter_end(page: Page) -> int:
    """The index of the first paragraph after a front matter block (`---`, `key: value` lines, `---`), 0 where there is none."""
    lines = page.paragraphs
    if len(lines) < 3 or lines[0].text != "---" or not _KEY.match(lines[1].text):
        return 0
    for i in range(2, min(len(lines), _FRONT_MATTER_LINES)):
        if lines[i].text in ("---", "..."):
            return i + 1
    return 0


def furniture_at(page: Page, i: int, otherwise: str) -> Furniture:
    """Paragraph `i` as furniture, named by its kind, or `otherwise` where it is only text in a place where no story is."""
    paragraph, kind = page.paragraphs[i], page.kinds[i]
    return Furniture(paragraph.start, paragraph.end, otherwise if kind is LineKind.TEXT else kind.value)


def strays(text: str, taken: Sequence[_Span]) -> list[Furniture]:
    """What no span holds and is not white space (zero-width characters, a byte order mark), so that nothing is unaccounted for."""
    found: list[Furniture] = []
    at = 0
    for span in [*sorted(taken, key=lambda s: s.start), None]:
        stop = len(text) if span is None else span.start
        found.extend(Furniture(m.start(), m.end(), "invisible") for m in _NOT_SPACE.finditer(text, at, stop))
        at = stop if span is None else span.end
    return found
