"""One cutting kept as text, with outlet and day above its headline, as press agencies and people copy them out of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.readers.databases.imprint_lines import ImprintLine, imprint_line
from index.readers.databases.record import Line, Record, is_rights, lines_of, record_of
from index.splitting import digest
from index.splitting.imprints import imprint_of
from index.splitting.linekinds import LineKind, kind_of

_HEAD = 4000
"""Characters in which the head of a cutting stands."""
_IMPRINT, _TITLE = 14, 30
"""Words of a line of outlet and day, and of a headline."""
_PAGE = re.compile(r"(?:page|pagina|página|seite|sida|side|strona|pp?|pág|pag|blz|s|str)\.?\s?:?\s?[A-Z]?\d{1,3}\b.{0,30}", re.IGNORECASE)
_PROSE = re.compile(r"(?:\S+\s+){7,}\S*[.!?…][\"'”’»)]*\Z")


def sniff(text: str) -> bool:
    """Whether a text has such a head, and is one article."""
    lines = lines_of(text, 0, min(len(text), _HEAD))
    head = _head(lines)
    if head is None:
        return False
    found = digest.split(text).sections
    return len(found) == 1 and found[0].start <= lines[head[2]].start


def sections(text: str) -> tuple[Record, ...]:
    """The cutting as one record."""
    lines = lines_of(text, 0, len(text))
    head = _head(lines)
    if head is None:
        return ()
    imprint, outlet, at = head
    end = len(lines)
    while end > at + 2 and is_rights(lines[end - 1].text):
        end -= 1
    title = lines[at]
    record = record_of(
        (title.start, title.end),
        (lines[at + 1].start, lines[end - 1].end),
        imprint.stated,
        source=outlet,
        author=None,
        language=None,
    )
    return (record,) if record else ()


def _head(lines: Sequence[Line]) -> tuple[ImprintLine, str, int] | None:
    """What the lines on top state, the outlet, and the index of the headline below them."""
    if len(lines) < 3 or len(lines[0].text.split()) > _IMPRINT or len(lines[1].text.split()) > _IMPRINT:
        return None
    imprint, at = imprint_line(lines[0], why="date line of this cutting"), 1
    outlet = imprint.outlet if imprint else None
    if imprint is None:
        imprint, at = imprint_line(lines[1], why="date line of this cutting"), 2
        is_day = imprint is not None and imprint.outlet is None and kind_of(lines[1].text) is LineKind.DATE
        outlet = imprint_of(f"{lines[0].text}, {lines[1].text}").source if is_day else None
        outlet = outlet if outlet == lines[0].text else None
    while at < len(lines) and _PAGE.fullmatch(lines[at].text):
        at += 1
    if imprint is None or outlet is None or at + 1 >= len(lines) or kind_of(lines[0].text) is LineKind.NOTICE:
        return None
    title = lines[at].text
    is_title = len(title.split()) <= _TITLE and kind_of(title) is LineKind.TEXT and title[-1] not in ".,;:" and not _PROSE.match(title)
    return (imprint, outlet, at) if is_title and any(_PROSE.match(line.text) for line in lines[at + 1 : at + 8]) else None
