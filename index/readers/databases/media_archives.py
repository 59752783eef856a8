"""Records of media archives that head each with a line of outlet and day: Retriever (Mediearkivet, A-tekst), Infomedia, PressReader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.readers.databases.imprint_lines import ImprintLine, imprint_line
from index.readers.databases.record import Line, Record, is_rights, lines_of, record_of, unplaced
from index.readers.written_days import written_days

_DETAIL = re.compile(
    r"(?:sida|side|s\.|sidor)\s*:?\s*[\w,. -]{1,20}"
    r"|(?:publicera[dt]|publiser[te]{1,2}|publiceret|sänt|sendt|bragt)\s+(?:i|på|av)\b.{0,40}"
    r"|(?:sektion|seksjon|del|bilaga|bildtext|utgåva|udgave|avsändare)\s*:.{0,80}",
    re.IGNORECASE,
)
"""A line below the imprint that says where in the outlet, and in which form."""
_TELLING = re.compile(r"publi[cs]er|artikel-?id|sänt i|sendt i|\s[·•]\s", re.IGNORECASE)
"""What a text has that may be an export; cheap, for it is asked of every text."""
_NUMBER = re.compile(r"\bartikel-?id\b", re.IGNORECASE)
_DOTS = re.compile(r"\s[·•]\s")
_BY = re.compile(r"(?:by|von|par|por|di|da|door|av|af|de)\s+(?P<name>\S+\s+\S.{0,50})", re.IGNORECASE)
_RULE = re.compile(r"[-=_*~]{3,}")
_BELOW = re.compile(
    r"(?:se\s+(?:web|nett|net)?(?:artikeln|artikkel|artiklen|nyhet)|läs\s+hela\s+artikeln|alla\s+artiklar\s+är\s+skyddade|alle\s+artikler\s+er\s+beskyttet"
    r"|artiklar\s+får\s+ej\s+distribueras|originalartikel|https?://).{0,300}",
    re.IGNORECASE,
)
_WORDS = 30
"""Words of a headline, and of a line of outlet and day."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A record's headline, its line of outlet and day, and the first line below; indices are of lines."""

    title: int
    imprint: ImprintLine
    author: str | None
    below: int


def sniff(text: str) -> bool:
    """Whether the text has a head as only these archives write it."""
    return _TELLING.search(text) is not None and bool(_heads(lines_of(text, 0, len(text))))


def sections(text: str) -> tuple[Record, ...]:
    """The records of the text in order; prose above the first is kept as one without headline, the list of headlines there is not."""
    lines = lines_of(text, 0, len(text))
    heads = _heads(lines)
    if not heads:
        return ()
    found = [unplaced(lines[: heads[0].title])]
    for head, following in zip(heads, [*(head.title for head in heads[1:]), len(lines)], strict=True):
        found.append(_record(lines, head, following))
    return tuple(record for record in found if record is not None)


def _heads(lines: Sequence[Line]) -> list[_Head]:
    heads: list[_Head] = []
    for i in range(1, len(lines)):
        floor = heads[-1].below if heads else 0
        head = _head(lines, i) if i > floor or not heads else None
        if head is not None:
            heads.append(head)
    return heads


def _head(lines: Sequence[Line], at: int) -> _Head | None:
    """The head whose outlet and day stand in line `at`."""
    line, title = lines[at], lines[at - 1]
    if len(line.text.split()) > _WORDS or len(title.text.split()) > _WORDS or line.gap > 1 or _RULE.fullmatch(title.text):
        return None
    imprint = imprint_line(line)
    if imprint is None or imprint.outlet is None:
        return None
    below = at + 1
    while below < len(lines) and lines[below].gap == 0 and _DETAIL.fullmatch(lines[below].text):
        below += 1
    parts = _DOTS.split(line.text)
    tells = _says_where(lines[at + 1 : below]) or _NUMBER.search(line.text) or (len(parts) >= 3 and len(written_days(line.text)) == 1)
    if not tells or imprint_line(title) is not None:
        return None
    author = next((match["name"] for part in parts[1:] if (match := _BY.fullmatch(part.strip()))), None)
    return _Head(at - 1, imprint, author, below)


def _says_where(details: Sequence[Line]) -> bool:
    return any(not line.text[-1:].isdigit() or line.text.lower().startswith("sid") for line in details)


def _record(lines: Sequence[Line], head: _Head, following: int) -> Record | None:
    end = following
    url = None
    while end > head.below:
        text = lines[end - 1].text
        if not (_RULE.fullmatch(text) or is_rights(text) or _BELOW.fullmatch(text)):
            break
        if match := re.search(r"https?://\S+", text):
            url = match.group()
        end -= 1
    body = (lines[head.below].start, lines[end - 1].end) if end > head.below else None
    title = lines[head.title]
    record = record_of((title.start, title.end), body, head.imprint.stated, source=head.imprint.outlet, author=head.author, language=None)
    return replace(record, url=url) if record and url else record
