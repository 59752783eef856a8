"""Records of LexisNexis and Nexis Uni as plain text: between counters or end marks, their fields, their prose letter for letter.

The older layout opens each record with `1 of 250 DOCUMENTS`, then outlet, date line and headline; the newer one ends each with
`End of Document` and puts the headline first. Both name their fields: `BYLINE: ...`, `Load-Date: ...`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from index.readers.databases.nexis_labels import (
    CAPTIONS,
    CENTRED,
    COUNTER,
    EDITION,
    END,
    FIELD,
    FIELD_WITHIN,
    FURNITURE,
    HEAD_LABELS,
    MOST_HEAD,
    MOST_TITLE,
    NAME,
    STANDALONE,
    TAIL_LABELS,
)
from index.readers.databases.record import (
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
)
from index.types import Evidence


@dataclass(slots=True)
class _Parts:
    """A record while it is being read; indices are of its lines."""

    lines: Sequence[Line]
    is_gapless: bool = False  # somebody took the blank lines out, so that nothing tells where a wrapped line ends
    title: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    body_at: int = 0
    stated: tuple[Evidence, tuple[date, date]] | None = None
    source: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


def sniff(text: str) -> bool:
    """Whether the text is Nexis's: it has a counter or an end mark, and at least one field of such a record."""
    if not (COUNTER.search(text) or END.search(text)):
        return False
    return any(map(_is_telling, _fields_in(text, 0, len(text))))


def sections(text: str) -> tuple[Record, ...]:
    """The records of the text in order. Those that have neither headline nor prose are left out; nothing in the text can make it fail."""
    counters = [match.span() for match in COUNTER.finditer(text)]
    spans = chunks(len(text), counters or [match.span() for match in END.finditer(text)], opening=bool(counters))
    if not counters and spans and not any(map(_is_telling, _fields_in(text, *spans[-1]))):
        spans.pop()  # what follows the last end mark is a record only where it has the fields of one
    found: list[Record] = []
    for start, end in spans:
        stop = END.search(text, start, end) if counters else None
        record = _record(lines_of(text, start, stop.start() if stop else end), older=bool(counters))
        if record is not None:
            found.append(record)
    return tuple(found)


def _fields_in(text: str, start: int, end: int) -> Iterator[str]:
    """The names of what may be fields."""
    return (match.group().strip() for match in NAME.finditer(text, start, end))


def _is_telling(words: str) -> bool:
    name = words.rstrip(":").lower()
    return name in ("body", "byline") or HEAD_LABELS.get(name) == "length" or TAIL_LABELS.get(name) in ("dates", "language", "other")


def _record(lines: Sequence[Line], *, older: bool) -> Record | None:
    parts = _Parts(lines, is_gapless=all(line.gap == 0 for line in lines[1:]))
    first = _read_older_head(parts) if older else _read_newer_head(parts)
    begin = _read_fields(parts, first)
    _read_prose(parts, begin)
    return record_of(
        parts.title,
        parts.body,
        parts.stated,
        source=parts.source,
        author=author_of(parts.fields.get("author")),
        language=language_of(parts.fields.get("language")),
        modified=_single(parts.fields.get("modified")),
    )


# --- the head ----------------------------------------------------------------------------------------------------------------


def _head_field(line: Line) -> tuple[str, str] | None:
    """Kind and value of a field that stands above the prose."""
    if line.text.lower() == "body":
        return "body", ""
    match = FIELD.match(line.text)
    kind = HEAD_LABELS.get(match["name"].lower()) if match and match["name"][0].isupper() else None
    return (kind, match["value"]) if match and kind else None


def _read_older_head(parts: _Parts) -> int:
    """Outlet, date line, edition, headline; returns the first line that is none of them."""
    lines = parts.lines
    stop = next((i for i, line in enumerate(lines) if _head_field(line)), len(lines))
    above = [i for i in range(stop) if not is_rights(lines[i].text) and not FURNITURE.match(lines[i].text)]
    dated = next((i for i in above[:FIELD_WITHIN] if date_line(lines[i])), None)
    if dated is None:
        parts.source = folded(lines[above[0]].text) if above and lines[above[0]].indent >= CENTRED else None
        rest = above[1:] if parts.source else above
    else:
        parts.stated = date_line(lines[dated])
        parts.source = folded(" ".join(lines[i].text for i in above if i < dated)) or None
        rest = [i for i in above if i > dated]
    passed = [i for n, i in enumerate(rest) if all(_is_edition(parts, j, dated) for j in rest[: n + 1])]
    rest = rest[len(passed) :] or [i for i in passed[-1:] if lines[i].indent < CENTRED and not _names_edition(lines[i])]
    if not rest:
        return stop
    last = _block_end(lines, rest[0], stop)
    parts.title = lines[rest[0]].start, lines[last].end
    return stop if stop < len(lines) else last + 1


def _is_edition(parts: _Parts, i: int, dated: int | None) -> bool:
    """Whether line `i` below the date line belongs to it, and is no headline."""
    line = parts.lines[i]
    if line.indent >= CENTRED or (dated is not None and line.gap == 0 and not parts.is_gapless):
        return True
    return _names_edition(line) and i - (dated or 0) <= 2


def _names_edition(line: Line) -> bool:
    return len(line.text.split()) <= 5 and EDITION.search(line.text) is not None


def _read_newer_head(parts: _Parts) -> int:
    """Headline, outlet, date line; returns the first line below them."""
    lines = parts.lines
    for i, line in enumerate(lines):
        below = lines[i + 1 : i + 1 + FIELD_WITHIN]
        stated = date_line(line) if any(_head_field(near) or is_rights(near.text) for near in below) else None
        if stated:
            parts.stated = stated
            above = [j for j in range(i) if not FURNITURE.match(lines[j].text)]
            if len(above) > 1:
                parts.source = folded(lines[above.pop()].text)
            if above:
                first = last = above[-1]
                while first - 1 in above and lines[first].gap == 0 and last - first < MOST_TITLE:
                    first -= 1
                parts.title = lines[first].start, lines[last].end
            return i + 1
    first = next((i for i, line in enumerate(lines) if not FURNITURE.match(line.text)), len(lines))
    if first < len(lines) and not _head_field(lines[first]):
        parts.title = lines[first].start, lines[first].end
        return first + 1
    return first


def _block_end(lines: Sequence[Line], first: int, stop: int) -> int:
    """The last line of the headline that begins at `first`."""
    last = first
    while last + 1 < min(stop, first + MOST_TITLE) and lines[last + 1].gap == 0 and not is_rights(lines[last + 1].text):
        last += 1
    return last


def _read_fields(parts: _Parts, first: int) -> int:
    """The fields above the prose; returns the first line of the prose, where `body_at` is set if it begins within that line."""
    lines = parts.lines
    marked = next(
        (i for i in range(first, min(first + MOST_HEAD, len(lines))) if (found := _head_field(lines[i])) and found[0] == "body"), None
    )
    i, known = first, False
    while i < len(lines) and (marked is None or i <= marked):
        found = _head_field(lines[i])
        if found is None:
            if marked is None and not _goes_on(lines, i) and (known or not _passes(lines[i], i - first)):
                break
            i += 1
            continue
        kind, value = found
        last = _value_end(parts, i, kind, marked)
        if kind == "body":
            parts.body_at = lines[i].end - len(value) if value else 0
            return i if value else i + 1
        parts.fields.setdefault(kind, folded(" ".join([value, *(line.text for line in lines[i + 1 : last + 1])])))
        if kind == "title" and value:
            parts.title = lines[i].end - len(value), lines[last].end
        known, i = True, last + 1
        while marked is None and i < len(lines) and is_rights(lines[i].text):
            i += 1
    return i


def _passes(line: Line, below: int) -> bool:
    """Whether a line between the date line and the first field is no prose yet: the name of an edition, a line on rights."""
    return below < 4 and (is_rights(line.text) or _names_edition(line) or FURNITURE.match(line.text) is not None)


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a line that is no field stands among fields: as what one of them was wrapped to."""
    return any(_head_field(line) and line.text.split(":")[0].isupper() for line in lines[i + 1 : i + 3])


def _value_end(parts: _Parts, i: int, kind: str, marked: int | None) -> int:
    """The last line of the value of the field in line `i`: a line that was wrapped goes on in the next."""
    lines = parts.lines
    stop = len(lines) if marked is None else marked
    while (
        not parts.is_gapless and kind not in ("length", "body") and i + 1 < stop and lines[i + 1].gap == 0 and len(lines[i].text) >= WRAPPED
    ):
        if _head_field(lines[i + 1]) or is_rights(lines[i + 1].text):
            break
        i += 1
    return i


# --- the prose and what follows it -------------------------------------------------------------------------------------------


def _tail_field(line: Line) -> tuple[str, str] | None:
    """Kind and value of a field that stands below the prose."""
    match = FIELD.match(line.text)
    if match is None:
        return ("weak", "") if line.text.lower() in STANDALONE else None
    name, kind = match["name"], TAIL_LABELS.get(match["name"].lower())
    if kind is None or not (name.isupper() or all(piece[:1].isupper() for piece in name.split("-"))):
        return None
    if kind == "language" and not name.isupper() and language_of(match["value"]) is None:
        return None  # a sentence that opens with the word
    return kind, match["value"]


def _read_prose(parts: _Parts, begin: int) -> None:
    """The prose from line `begin` on, up to the fields below it, and what these state."""
    lines = parts.lines
    found = {i: tail for i in range(begin, len(lines)) if (tail := _tail_field(lines[i]))}
    end = next((i for i, (kind, _) in found.items() if kind != "weak"), len(lines))
    for i, (kind, value) in found.items():
        if i >= end:
            parts.fields.setdefault(kind, value)
    end = _first_of_tail(parts, found, end)
    while end > begin and (is_rights(lines[end - 1].text) or FURNITURE.match(lines[end - 1].text)):
        end -= 1
    if end > begin:
        parts.body = parts.body_at or lines[begin].start, lines[end - 1].end


def _first_of_tail(parts: _Parts, found: Mapping[int, tuple[str, str]], end: int) -> int:
    """The first line of the fields below the prose: weak ones count where they stand in a chain with the strong ones or the end."""
    lines = parts.lines
    for i in sorted((i for i in found if i < end), reverse=True):
        captions = lines[i + 1 : end]
        set_off = lines[i].gap > 0 or parts.is_gapless or lines[i].text.lower() in STANDALONE
        if not set_off or len(captions) > CAPTIONS or (end == len(lines) and any(len(line.text) >= WRAPPED for line in captions)):
            break
        end = i
    return end


def _single(words: str | None) -> date | None:
    days = days_in(words) if words else None
    return days[0] if days and days[0] == days[1] else None
