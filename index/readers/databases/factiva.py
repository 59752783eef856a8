"""Factiva's records as plain text: each ends with its accession number, with field codes (`HD`, `LP`, `TD`) or without them.

Without codes a record is headline, byline, `512 words`, the date, the hour, outlet and its code, language, rights, and then the prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from index.readers.databases.record import (
    LANGUAGES,
    WRAPPED,
    Line,
    Record,
    author_of,
    chunks,
    date_line,
    days_in,
    folded,
    is_rights,
    language_of,
    lines_of,
    record_of,
    unplaced,
)
from index.types import Evidence

_LINE_START = r"(?:\A\ufeff?|(?<=[\n\r\f]))[ \t\xa0]*"
_NUMBER = re.compile(
    _LINE_START
    + r"(?:AN[ \t\xa0]+)?(?:Document|Dokument|Documento)[ \t\xa0]+[A-Z0-9]{4,12}(?:19|20)\d{6}[a-z0-9]{5,12}[ \t\xa0]*(?=[\n\r\f]|\Z)"
)
"""An accession number: the outlet's code filled up with zeros, the day, and a serial number."""
_WORDS = re.compile(r"\d{1,3}(?:[,.\s]?\d{3})*\s+(?:words?|Wörter|mots|palabras|parole|palavras|woorden)\Z", re.IGNORECASE)
_CODES = ("SE HD BY CR WC PD ET SN SC ED PG VOL LA CX CY LP TD ART CT RF CO IN NS RE IPC IPD PUB AN DE PS").split()
_CODE = re.compile(rf"(?P<code>{'|'.join(_CODES)})(?:(?P<wide>\t|[ \xa0]{{2,}})|[ \xa0]|\Z)\s*(?P<value>.*)", re.DOTALL)
_PROSE = ("LP", "TD")
_TITLES = re.compile(_LINE_START + r"HD(?:[ \t\xa0]|(?=[\n\r\f]))")
_INDEXED = re.compile(r"[\w.]+ : ")
_HOUR = re.compile(r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*(?:[ap]m|GMT|UTC|[A-Z]{3,4}))?\Z", re.IGNORECASE)
_OUTLET_CODE = re.compile(r"[A-Z0-9]{2,10}\Z")
_PAGE = re.compile(r"(?:\w{1,6}|.{0,40}\b(?:editions?|pages?|pg\.?|volume|issue)\b.{0,20})\Z", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|von|par|por)\s+\S", re.IGNORECASE)
_MOST_TITLE = 4
"""Lines above the count of words that may be section, headline and byline."""


@dataclass(slots=True)
class _Parts:
    """A record while it is being read."""

    title: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    stated: tuple[Evidence, tuple[date, date]] | None = None
    fields: dict[str, str] = field(default_factory=dict)


def sniff(text: str) -> bool:
    """Whether the text is Factiva's: an accession number or field codes, and at least one record."""
    return (_NUMBER.search(text) is not None or _TITLES.search(text) is not None) and any(record.days for record in sections(text))


def sections(text: str) -> tuple[Record, ...]:
    """The records of the text in order. What has neither a count of words nor field codes is kept as it stands, if it has prose."""
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    spans = chunks(len(text), numbers, opening=False)
    if not numbers:
        titles = [(match.start(), match.start()) for match in _TITLES.finditer(text)]
        spans = chunks(len(text), titles, opening=True)
    found: list[Record] = []
    for start, end in spans:
        lines = lines_of(text, start, end)
        coded = _coded(lines)
        record = _built(_read_coded(lines, coded) if coded else _read_plain(lines)) or unplaced(lines)
        if record is not None:
            found.append(record)
    return tuple(found)


def _built(parts: _Parts | None) -> Record | None:
    """The record that the parts make; None for one without headline and prose."""
    if parts is None:
        return None
    return record_of(
        parts.title,
        parts.body,
        parts.stated,
        source=folded(parts.fields.get("SN", "")) or None,
        author=author_of(parts.fields.get("BY")),
        language=language_of(parts.fields.get("LA")),
    )


# --- with field codes --------------------------------------------------------------------------------------------------------


def _coded(lines: Sequence[Line]) -> dict[int, re.Match[str]]:
    """The lines that open a field, by index; empty for a record without field codes. In the prose only what can be no prose counts."""
    codes: dict[int, re.Match[str]] = {}
    in_prose = False
    for i, line in enumerate(lines):
        match = _CODE.match(line.text)
        if match is None:
            continue
        bare = match["wide"] is not None or not match["value"] or _INDEXED.match(match["value"]) is not None
        if (in_prose and not bare) or (not codes and match["code"] not in ("SE", "HD")):
            continue
        in_prose = match["code"] in _PROSE
        codes[i] = match
    seen = {match["code"] for match in codes.values()}
    return codes if "HD" in seen and seen & {"PD", "WC", "SN", "LP", "TD"} else {}


def _read_coded(lines: Sequence[Line], codes: dict[int, re.Match[str]]) -> _Parts:
    parts = _Parts()
    opened = [*codes, len(lines)]
    for i, following in pairwise(opened):
        code, value = codes[i]["code"], codes[i]["value"]
        if not value and i + 1 == following:
            continue  # a field without a value
        first = lines[i].end - len(value) if value else lines[i + 1].start
        span = first, lines[following - 1].end
        if code == "HD" and parts.title is None:
            parts.title = span
        elif code in _PROSE and parts.title and first > parts.title[1]:
            parts.body = (parts.body[0] if parts.body else first), span[1]
        elif code == "PD" and parts.stated is None:
            days = days_in(value)
            quote = value if days else ""
            parts.stated = (Evidence(quote, first, first + len(quote), "field PD of this record"), days) if days else None
        parts.fields.setdefault(code, " ".join([value, *(line.text for line in lines[i + 1 : following])]))
    return parts


# --- without field codes -----------------------------------------------------------------------------------------------------


def _read_plain(lines: Sequence[Line]) -> _Parts | None:
    """A record by the order of its lines, around the count of words; None where there is no such count."""
    count = next((i for i, line in enumerate(lines) if _WORDS.match(line.text)), None)
    if count is None or count + 1 >= len(lines):
        return None
    parts = _Parts(stated=date_line(lines[count + 1]))
    if parts.stated is None:
        return None
    _read_heading(parts, lines[max(0, count - _MOST_TITLE) : count])
    begin = _read_imprint(parts, lines, count + 2)
    if begin < len(lines):
        parts.body = lines[begin].start, lines[-1].end
    return parts


def _read_heading(parts: _Parts, lines: Sequence[Line]) -> None:
    """Section, headline and byline: of the lines above the byline, the longest is the headline, with what it is wrapped to."""
    byline = next((i for i in range(len(lines) - 1, -1, -1) if _BYLINE.match(lines[i].text)), None)
    above = range(len(lines) if byline is None or byline == 0 else byline)
    if not above:
        return
    first = max(above, key=lambda i: (len(lines[i].text.split()), -i))
    last = first
    while last + 1 in above and lines[last + 1].gap == 0 and len(lines[last].text) >= WRAPPED:
        last += 1
    while first - 1 in above and lines[first].gap == 0 and len(lines[first - 1].text) >= WRAPPED:
        first -= 1
    parts.title = lines[first].start, lines[last].end
    if byline:
        parts.fields["BY"] = lines[byline].text
    elif last + 1 in above:
        parts.fields["BY"] = lines[last + 1].text


def _read_imprint(parts: _Parts, lines: Sequence[Line], at: int) -> int:
    """Hour, outlet, its code, page, language and rights; returns the first line of the prose."""
    if at < len(lines) and _HOUR.match(lines[at].text):
        at += 1
    if at < len(lines) and not is_rights(lines[at].text):
        parts.fields["SN"] = lines[at].text
        at += 1
    if at < len(lines) and _OUTLET_CODE.match(lines[at].text):
        at += 1
    tongue = next((i for i in range(at, min(at + 4, len(lines))) if lines[i].text.lower() in LANGUAGES), None)
    if tongue is not None and all(_PAGE.match(line.text) for line in lines[at:tongue]):
        parts.fields["LA"] = lines[tongue].text
        at = tongue + 1
    while at < len(lines) and is_rights(lines[at].text):
        at += 1
        while at < len(lines) and lines[at].gap == 0 and len(lines[at - 1].text) >= WRAPPED and len(lines[at].text) < WRAPPED:
            at += 1
    return at
