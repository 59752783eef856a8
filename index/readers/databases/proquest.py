"""Records of ProQuest as plain text: between rules of underscores, headline first, then fields by name, with the prose as one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.readers.databases.labels import kinds_of
from index.readers.databases.record import (
    Field,
    Line,
    Record,
    author_of,
    chunks,
    days_in,
    folded,
    language_of,
    lines_of,
    record_of,
    unplaced,
)
from index.types import Evidence

_LABELS = kinds_of("proquest")
_RULE = re.compile(
    r"(?:\A|(?<=[\n\r\f]))[ \t]*(?:_{20,}|(?:Document|Dokument|Documento) \d+ (?:of|von|de|di|van|sur) \d+)[ \t]*(?=[\n\r\f]|\Z)"
)
_FIELD = re.compile(r"(?P<name>[^\W\d_][^:\n]{1,48}?)\s?(?:\([^()\n]{1,30}\)\s?)?:(?:\s+|\Z)(?P<value>.*)", re.DOTALL)
_NAMED = re.compile(r"proquest", re.IGNORECASE)
_URL = re.compile(r"https?://\S+\Z")
_RECORDS = frozenset({"imprint", "outlet", "date", "number", "body"})
"""Kinds of field of which a record has two at least."""
_WHY = {"date": "publication date of this record", "imprint": "publication info of this record"}
_MOST_TITLE = 4
_ASIDE = 12
"""Words of a line among the fields below the prose that is no field: a long list goes on in it."""
_ASIDES = 2


def sniff(text: str) -> bool:
    """Whether the text is ProQuest's: it says so in a field's name or on its cover, and has a record."""
    return _NAMED.search(text) is not None and any(record.source or record.days for record in sections(text))


def sections(text: str) -> tuple[Record, ...]:
    """The records of the text in order; a stretch of prose without fields is kept as one without headline."""
    rules = [match.span() for match in _RULE.finditer(text)]
    found = (_record(lines_of(text, start, end)) for start, end in chunks(len(text), rules, opening=False))
    return tuple(record for record in found if record is not None)


def _record(lines: Sequence[Line]) -> Record | None:
    fields = {i: field for i, line in enumerate(lines) if (field := _field(line))}
    if len({field.kind for field in fields.values()} & _RECORDS) < 2:
        return unplaced(lines)
    by_kind: dict[str, Field] = {}
    for field in fields.values():
        if field.value:
            by_kind.setdefault(field.kind, field)
    title = _title(lines, min(fields))
    if title is None and "title" in by_kind:
        title = by_kind["title"].start, by_kind["title"].line.end
    body = _body(lines, fields, "body") or _body(lines, fields, "abstract")
    if body and title and title[1] > body[0]:
        title = None
    outlet = by_kind.get("outlet") or by_kind.get("imprint")
    record = record_of(
        title,
        body,
        _stated(by_kind),
        source=folded(outlet.value.partition(";")[0]) or None if outlet else None,
        author=author_of(by_kind["author"].value) if "author" in by_kind else None,
        language=language_of(by_kind["language"].value) if "language" in by_kind else None,
    )
    return replace(record, url=by_kind["url"].value) if record and "url" in by_kind else record


def _field(line: Line) -> Field | None:
    match = _FIELD.match(line.text)
    kind = _LABELS.get(match["name"].lower()) if match and match["name"][0].isupper() else None
    return Field(kind, line, match["value"]) if match and kind else None


def _title(lines: Sequence[Line], first_field: int) -> tuple[int, int] | None:
    """The lines on top, down to a blank one."""
    if first_field == 0:
        return None
    last = 0
    while last + 1 < min(first_field, _MOST_TITLE) and lines[last + 1].gap == 0:
        last += 1
    return lines[0].start, lines[last].end


def _body(lines: Sequence[Line], fields: dict[int, Field], kind: str) -> tuple[int, int] | None:
    """The prose in a field of this kind, up to the fields below it; None where there is none, or a word in its place."""
    at = next((i for i, field in fields.items() if field.kind == kind), None)
    if at is None:
        return None
    end = _tail(lines, fields, at + 1) if kind == "body" else next((i for i in fields if i > at), len(lines))
    value = fields[at].value
    first = fields[at].start if value else (lines[at + 1].start if at + 1 < end else None)
    if first is None or (end == at + 1 and len(value.split()) <= 3):
        return None  # `None available.`
    return first, lines[end - 1].end


def _tail(lines: Sequence[Line], fields: dict[int, Field], first: int) -> int:
    """The first line of the fields below the prose: from the end upwards, as long as no more than a few other lines stand among them."""
    end, asides = len(lines), 0
    for i in range(len(lines) - 1, first - 1, -1):
        if i in fields:
            end, asides = i, 0
        elif not _URL.match(lines[i].text):
            asides += 1
            if asides > _ASIDES or len(lines[i].text.split()) > _ASIDE:
                break
    return end


def _stated(fields: dict[str, Field]) -> tuple[Evidence, tuple[date, date]] | None:
    """The day of the field that states it, or of the imprint; those of the download and of the record's last change are none."""
    for kind in ("date", "imprint"):
        if kind not in fields:
            continue
        value = fields[kind].value
        for match in re.finditer(r"(?<!\S)[^\W_]", value):
            if days := days_in(value[match.start() :]):
                start = fields[kind].start + match.start()
                quote = re.split(r"[:;]", value[match.start() :])[0].rstrip()
                return Evidence(quote, start, start + len(quote), _WHY[kind]), days
    return None
