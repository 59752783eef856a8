"""One article kept as text with lines above its headline: outlet and day, as of a cutting, or the day of printing and the address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.readers.databases.imprint_lines import ImprintLine, imprint_line
from index.readers.databases.record import Line, Record, is_rights, lines_of, record_of
from index.readers.written_days import written_days
from index.splitting import digest
from index.splitting.imprints import imprint_of
from index.splitting.linekinds import LineKind, kind_of, url_in
from index.words.calendar import keepings

_HEAD = 4000
"""Characters in which the head of a cutting stands."""
_IMPRINT, _TITLE = 14, 30
"""Words of a line of outlet and day, and of a headline."""
_PAGE = re.compile(r"(?:page|pagina|página|seite|sida|side|strona|pp?|pág|pag|blz|s|str)\.?\s?:?\s?[A-Z]?\d{1,3}\b.{0,30}", re.IGNORECASE)
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\s+(?P<name>[^\W\d_][^,|·•–—\d]{2,60}?)(?:\s*[,|·•–—].*|\s+-\s.*)?", re.IGNORECASE)
_ABOVE = 3
"""Lines above the headline, and below it, that may state something."""
_PROSE = re.compile(r"(?:\S+\s+){7,}\S*[.!?…][\"'”’»)]*\Z")


def sniff(text: str) -> bool:
    """Whether a text has such a head, and is one article."""
    lines = lines_of(text, 0, min(len(text), _HEAD))
    head = _head(lines) or _printed(lines)
    if head is None:
        return False
    found = digest.split(text).sections
    return len(found) == 1 and found[0].start <= lines[head.title].start


def sections(text: str) -> tuple[Record, ...]:
    """The article as one record."""
    lines = lines_of(text, 0, len(text))
    head = _head(lines) or _printed(lines)
    if head is None:
        return ()
    end = len(lines)
    while end > head.below + 1 and is_rights(lines[end - 1].text):
        end -= 1
    title = lines[head.title]
    record = record_of(
        (title.start, title.end),
        (lines[head.below].start, lines[end - 1].end),
        head.imprint.stated if head.imprint else None,
        source=head.outlet,
        author=head.author,
        language=None,
    )
    return (replace(record, url=head.url),) if record else ()


@dataclass(frozen=True, slots=True)
class _Top:
    """What the lines on top state; indices of the headline and of the first line of the prose."""

    title: int
    below: int
    imprint: ImprintLine | None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None


def _head(lines: Sequence[Line]) -> _Top | None:
    """The head of a cutting with outlet and day above its headline."""
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
    is_name = " " in outlet or at > 1 or imprint_of(lines[0].text).source is not None  # else it may be a place
    return _Top(at, at + 1, imprint, outlet if is_name else None) if _is_title(lines, at) else None


def _is_title(lines: Sequence[Line], at: int) -> bool:
    """Whether a line may be the headline of the prose below it."""
    title = lines[at].text
    is_title = len(title.split()) <= _TITLE and kind_of(title) is LineKind.TEXT and title[-1] not in ".,;:" and not _PROSE.match(title)
    return is_title and any(_PROSE.match(line.text) for line in lines[at + 1 : at + 8])


def _printed(lines: Sequence[Line]) -> _Top | None:
    """The head of a page that was printed or saved as text: the hour of that on top, its address, the headline, author and day."""
    at, url = 0, None
    while at < min(_ABOVE, len(lines)) and (_is_of_keeping(lines[at]) or kind_of(lines[at].text) is LineKind.URL):
        url = url_in(lines[at].text) or url
        at += 1
    if not any(map(_is_of_keeping, lines[:at])) or at + 1 >= len(lines) or not _is_title(lines, at):
        return None
    below, imprint, author = at + 1, None, None
    while below < min(at + 1 + _ABOVE, len(lines) - 1) and len(lines[below].text.split()) <= _IMPRINT:
        line = lines[below]
        by, stated = _BY.fullmatch(line.text), imprint_line(line, why="date line below the headline")
        if by is None and (stated is None or kind_of(line.text) is not LineKind.DATE):
            break
        imprint, author = imprint or stated, author or (by["name"].strip() if by else None)
        below += 1
    return _Top(at, below, imprint, None, author, url)


def _is_of_keeping(line: Line) -> bool:
    return len(line.text.split()) <= _IMPRINT and keepings().match(line.text) is not None and bool(written_days(line.text))
