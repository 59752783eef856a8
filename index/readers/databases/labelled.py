"""Records whose fields have names, as EBSCO, Gale, NewsBank, Genios and people's own cuttings have them: a head, the prose, what is below.

A head is a run of lines `Name: value` that state an outlet and a day, with the headline among them or right above. None of these producers
marks its texts, so that only such heads tell them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.readers.data.labels import canonical
from index.readers.databases.imprint_lines import ImprintLine, imprint_line, outlet_of
from index.readers.databases.labels import kinds_of
from index.readers.databases.record import (
    Field,
    Line,
    Record,
    author_of,
    days_in,
    folded,
    is_rights,
    language_of,
    lines_of,
    record_of,
    unplaced,
)
from index.splitting import digest
from index.types import Evidence

_KINDS = kinds_of("proquest") | kinds_of("labelled")
_OF_DATA = {
    "title": "title",
    "text": "body",
    "published": "date",
    "source": "imprint",
    "author": "author",
    "url": "url",
    "language": "language",
}
_FIELD = re.compile(r"(?P<name>[^\W\d_][^:\n]{1,40}?)\s?:(?:\s+|\Z)(?P<value>.*)", re.DOTALL)
_COUNTER = re.compile(
    r"(?:record|document|dokument|documento|article|artikel|item|treffer)\s*:?\s*\d{1,5}(?:\s+(?:of|von|de|di|van|av|af|z|sur)\s+\d{1,5})?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{1,4}[.)]\s+")
_RULE = re.compile(r"[\W_]{3,}")
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\s+\S", re.IGNORECASE)
_WRAPPED = 2
"""Lines that the value of a field may go on over."""
_MOST_TITLE = 40
_FEWEST_FIELDS = 3
_STORIES = 3
"""Headed stories in the prose of a record from which the text is a digest, of which one head says little."""
_LOOKED_AT = 3
"""The longest records, which are digests before others are."""
_PROSE = 12
_ENDED = re.compile(r"[.!?…][\"'”’»)]*$")


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a record: its first line (the headline's, where that stands above the fields), and the first line below it."""

    first: int
    below: int
    title: tuple[int, int] | None
    stated: tuple[Evidence, tuple[date, date]] | None  # None where the day has several readings
    outlet: str
    fields: Mapping[str, Field]


def sniff(text: str) -> bool:
    """Whether the text is made of such records, and none of them is a digest of its own."""
    heads = [record for record in sections(text) if record.source]
    longest = sorted(heads, key=lambda record: record.body_start - record.body_end)[:_LOOKED_AT]
    return bool(heads) and not any(_is_digest(text[record.body_start : record.body_end]) for record in longest)


def sections(text: str) -> tuple[Record, ...]:
    """The records of the text in order; prose above the first head is kept as one without headline."""
    lines = lines_of(text, 0, len(text))
    fields = {i: field for i, line in enumerate(lines) if (field := _field(line))}
    heads = _heads(lines, fields)
    if not heads:
        return ()
    found = [unplaced(lines[: heads[0].first])]
    for head, following in zip(heads, [*(head.first for head in heads[1:]), len(lines)], strict=True):
        found.append(_record(lines, fields, head, following))
    return tuple(record for record in found if record is not None)


def _is_digest(prose: str) -> bool:
    return sum(section.title_start is not None for section in digest.split(prose).sections) >= _STORIES


def _field(line: Line) -> Field | None:
    match = _FIELD.match(line.text)
    if match is None or len(match["name"].split()) > 5:
        return None
    kind = _KINDS.get(match["name"].lower()) or _OF_DATA.get(canonical(match["name"]) or "")
    return Field(kind, line, match["value"]) if kind else None


# --- the heads ---------------------------------------------------------------------------------------------------------------


def _heads(lines: Sequence[Line], fields: Mapping[int, Field]) -> list[_Head]:
    heads: list[_Head] = []
    i = 0
    while i < len(lines):
        head = _head(lines, fields, i, heads[-1].below if heads else 0, len(heads)) if i in fields else None
        if head is not None:
            heads.append(head)
        i = head.below if head else i + 1
    return heads


def _head(lines: Sequence[Line], fields: Mapping[int, Field], begin: int, floor: int, number: int) -> _Head | None:
    """The head whose fields begin with line `begin`; what stands above `floor` is another's. None where they make no head."""
    known: dict[str, Field] = {}
    below = begin
    while below < len(lines):
        if below not in fields:
            goes_on = next((i for i in range(below + 1, min(below + _WRAPPED + 1, len(lines))) if i in fields), None)
            if goes_on is None or any(lines[i].gap for i in range(below, goes_on + 1)):
                break
            below = goes_on
            continue
        field = fields[below]
        if field.kind in known and field.kind in ("title", "body", "date"):
            break
        known.setdefault(field.kind, field)
        below += 1
        if field.kind == "body":
            below -= bool(field.value)
            break
    above, imprint = begin - 1, _imprint(known)
    if not known.keys() & {"outlet", "imprint"} and above >= floor and above not in fields and _is_short(lines[above]):
        imprint = imprint_line(lines[above])
        above -= imprint is not None
    outlet = _outlet(known, imprint)
    stated = _stated(known) or (imprint.stated if imprint else None)
    is_dated = stated is not None or ("date" in known and any(map(str.isdigit, known["date"].value)))
    title = _title(lines, known, above, floor, number)
    if not outlet or not is_dated or title is None or len(known) + (above < begin - 1) < _FEWEST_FIELDS:
        return None
    return _Head(begin if "title" in known else above, below, title, stated, outlet, known)


def _imprint(known: Mapping[str, Field]) -> ImprintLine | None:
    return imprint_line(known["imprint"].line, known["imprint"].value) if "imprint" in known else None


def _outlet(known: Mapping[str, Field], imprint: ImprintLine | None) -> str | None:
    if "outlet" in known:
        return folded(known["outlet"].value.partition(";")[0]) or None
    if imprint is not None:
        return imprint.outlet
    return outlet_of(known["imprint"].value) if "imprint" in known else None


def _stated(known: Mapping[str, Field]) -> tuple[Evidence, tuple[date, date]] | None:
    """The day that a field of its own states, or the month."""
    if "date" not in known:
        return None
    field = known["date"]
    if day := imprint_line(field.line, field.value, "publication date of this record"):
        return day.stated
    days = days_in(field.value)
    return (Evidence(field.value, field.start, field.line.end, "publication date of this record"), days) if days else None


def _title(lines: Sequence[Line], known: Mapping[str, Field], above: int, floor: int, number: int) -> tuple[int, int] | None:
    """The headline: that of its field, else the line above the head, without the number that it has in a list."""
    if "title" in known:
        return (known["title"].start, known["title"].line.end) if known["title"].value else None
    if above < floor or not _is_short(lines[above]) or _COUNTER.fullmatch(lines[above].text) or _RULE.fullmatch(lines[above].text):
        return None
    match = _NUMBERED.match(lines[above].text)
    counted = match is not None and match.group().startswith(str(number + 1))
    return lines[above].start + (match.end() if match and counted else 0), lines[above].end


def _is_short(line: Line) -> bool:
    return len(line.text.split()) <= _MOST_TITLE and not is_rights(line.text)


# --- the records -------------------------------------------------------------------------------------------------------------


def _record(lines: Sequence[Line], fields: Mapping[int, Field], head: _Head, following: int) -> Record | None:
    body, tail = _body(lines, fields, head, following)
    known = {**{fields[i].kind: fields[i] for i in reversed(tail) if i in fields and fields[i].value}, **head.fields}
    record = record_of(
        head.title,
        body,
        head.stated,
        source=head.outlet,
        author=author_of(known["author"].value) if "author" in known else None,
        language=language_of(known["language"].value) if "language" in known else None,
    )
    if record is None or "url" not in known or not known["url"].value.startswith("http"):
        return record
    return replace(record, url=known["url"].value.split()[0])


def _body(lines: Sequence[Line], fields: Mapping[int, Field], head: _Head, following: int) -> tuple[tuple[int, int] | None, range]:
    """The span of the prose, and the lines below it."""
    begin, at = head.below, None
    if begin < following and begin in fields and fields[begin].kind == "body":
        at = fields[begin].start
        if _field(Line(at, lines[begin].end, fields[begin].value, 0, 0)):  # `Full Text: Section: News`
            begin, at = begin + 1, None
    end = following
    while end > begin and (_RULE.fullmatch(lines[end - 1].text) or _COUNTER.fullmatch(lines[end - 1].text)):
        end -= 1
    end = _end_of_prose(lines, fields, begin, end)
    if end <= begin:
        return None, range(end, following)
    return (lines[begin].start if at is None else at, lines[end - 1].end), range(end, following)


def _end_of_prose(lines: Sequence[Line], fields: Mapping[int, Field], begin: int, end: int) -> int:
    """The first line of what a database puts below: from a number, a line on rights or a citation on, where no prose follows it."""
    for i in range(begin, end):
        closes = (i in fields and fields[i].kind in ("number", "citation")) or is_rights(lines[i].text) or _cites(lines[i])
        if closes and not any(_is_prose(lines[j]) and j not in fields and not _cites(lines[j - 1]) for j in range(i + 1, end)):
            end = i
            break
    while end > begin + 1:
        line = lines[end - 1]
        signed = _BY.match(line.text) and _RULE.fullmatch(lines[end - 2].text)
        if not ((end - 1 in fields and fields[end - 1].kind != "body") or is_rights(line.text) or _RULE.fullmatch(line.text) or signed):
            break
        end -= 1
    return end


def _cites(line: Line) -> bool:
    return line.text.lower().startswith("source citation")


def _is_prose(line: Line) -> bool:
    return len(line.text.split()) >= _PROSE and _ENDED.search(line.text) is not None and not is_rights(line.text)
