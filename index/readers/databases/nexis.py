"""Records of LexisNexis and Nexis Uni as plain text: between counters or end marks, their fields, their prose letter for letter.

The older layout opens each record with `1 of 250 DOCUMENTS`, then outlet, date line and headline; the newer one ends each with
`End of Document` and puts the headline first. Both name their fields: `BYLINE: ...`, `Load-Date: ...`. A record saved by itself may have
neither mark; then its fields tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from index.readers.databases.nexis_head import RecordParts, names_edition, read_head
from index.readers.databases.nexis_labels import (
    CAPTIONS,
    COUNTER,
    END,
    FURNITURE,
    HEAD_LABELS,
    MOST_HEAD,
    NAME,
    STANDALONE,
    TAIL_LABELS,
    head_field,
    is_telling,
    tail_field,
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
    unplaced,
)

_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S*[^\W\d_]{2,}[.!?][\"'”’»)]*\Z")
_ELSEWHERE = frozenset(("full text", "volltext", "gale document number", "accession number", "author/byline"))
"""Names of fields that other databases have, whose records have a byline and a length as well."""


def sniff(text: str) -> bool:
    """Whether the text is Nexis's: it has a counter or an end mark and at least one field of such a record, or enough of these."""
    if COUNTER.search(text) or END.search(text):
        return any(map(is_telling, _fields_in(text, 0, len(text))))
    return _tells_alone(_fields_in(text, 0, len(text)))


def _tells_alone(names: Iterator[str]) -> bool:
    """Whether fields show a record without any mark around it: the day of loading, or the length, and another one."""
    kinds: set[str] = set()
    for name in names:
        if name.rstrip(": ").lower() in _ELSEWHERE:
            return False
        if name.endswith(":"):
            label = name.rstrip(": ").lower()
            kinds |= {"dates"} if TAIL_LABELS.get(label) == "dates" else {"length"} if HEAD_LABELS.get(label) == "length" else set()
            kinds |= {"telling"} if is_telling(name) and TAIL_LABELS.get(label) != "dates" and HEAD_LABELS.get(label) != "length" else set()
    return {"dates", "length"} <= kinds or ("telling" in kinds and bool({"dates", "length"} & kinds))


def sections(text: str) -> tuple[Record, ...]:
    """The records of the text in order; prose before, after and between them is kept as it stands. Nothing in the text can make it fail."""
    counters = [match.span() for match in COUNTER.finditer(text)]
    ends = [match.span() for match in END.finditer(text)]
    spans = chunks(len(text), counters or ends, opening=bool(counters)) if counters or ends else _unmarked(text)
    found = [unplaced(lines_of(text, 0, counters[0][0]))] if counters else []
    for start, end in spans:
        stop = END.search(text, start, end) if counters else None
        lines = lines_of(text, start, stop.start() if stop else end)
        if not counters and ends and end == len(text) and not any(map(is_telling, _fields_in(text, start, end))):
            found.append(unplaced(lines))  # what follows the last end mark is a record only where it has the fields of one
        else:
            found.append(_record(lines, marked=bool(counters)))
        if stop:
            found.append(unplaced(lines_of(text, stop.end(), end)))
    return tuple(record for record in found if record is not None)


def _unmarked(text: str) -> list[tuple[int, int]]:
    """The stretches of records without marks: each ends with the last of the fields and lines on rights below its prose."""
    lines = lines_of(text, 0, len(text))
    loaded = [i for i, line in enumerate(lines) if (tail := tail_field(line)) and tail[0] == "dates"]
    starts = [0]
    for i, following in zip(loaded, [*loaded, len(lines)][1:], strict=True):
        j = i + 1
        while j < following and (tail_field(lines[j]) or is_rights(lines[j].text) or (lines[j].gap == 0 and is_rights(lines[j - 1].text))):
            j += 1
        if j < following and any(head_field(line) for line in lines[j:following]):
            starts.append(lines[j].start)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _fields_in(text: str, start: int, end: int) -> Iterator[str]:
    """The names of what may be fields."""
    return (match.group().strip() for match in NAME.finditer(text, start, end))


def _record(lines: Sequence[Line], *, marked: bool) -> Record | None:
    parts = RecordParts(lines, is_gapless=all(line.gap == 0 for line in lines[1:]))
    first = read_head(parts, marked=marked)
    _read_prose(parts, first if parts.is_at_prose else _read_fields(parts, first))
    return record_of(
        parts.title,
        parts.body,
        parts.stated,
        source=parts.source or folded(parts.fields.get("outlet", "")) or None,
        author=author_of(parts.fields.get("author")),
        language=language_of(parts.fields.get("language")),
        modified=_single(parts.fields.get("modified")),
    )


# --- the fields above the prose ----------------------------------------------------------------------------------------------


def _read_fields(parts: RecordParts, first: int) -> int:
    """The fields above the prose; returns the first line of the prose, where `body_at` is set if it begins within that line."""
    lines = parts.lines
    marked = next(
        (i for i in range(first, min(first + MOST_HEAD, len(lines))) if (found := head_field(lines[i])) and found[0] == "body"), None
    )
    i, known = first, False
    while i < len(lines) and (marked is None or i <= marked):
        found = head_field(lines[i])
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
        elif kind == "date":
            _note_day(parts, lines[i], value)
        known, i = True, last + 1
        while marked is None and i < len(lines) and is_rights(lines[i].text):
            i += 1
    return i


def _note_day(parts: RecordParts, line: Line, value: str) -> None:
    """The day of a field that states it, where no date line does."""
    parts.stated = parts.stated or date_line(Line(line.end - len(value), line.end, value, 0, 0))


def _passes(line: Line, below: int) -> bool:
    """Whether a line between the date line and the first field is no prose yet: the name of an edition, a line on rights."""
    return below < 4 and (is_rights(line.text) or names_edition(line) or FURNITURE.match(line.text) is not None)


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a line that is no field stands among fields: as what one of them was wrapped to."""
    return any(head_field(line) and line.text.split(":")[0].isupper() for line in lines[i + 1 : i + 3])


def _value_end(parts: RecordParts, i: int, kind: str, marked: int | None) -> int:
    """The last line of the value of the field in line `i`: a line that was wrapped goes on in the next."""
    lines = parts.lines
    stop = len(lines) if marked is None else marked
    while (
        not parts.is_gapless and kind not in ("length", "body") and i + 1 < stop and lines[i + 1].gap == 0 and len(lines[i].text) >= WRAPPED
    ):
        if head_field(lines[i + 1]) or is_rights(lines[i + 1].text):
            break
        i += 1
    return i


# --- the prose and what follows it -------------------------------------------------------------------------------------------


def _read_prose(parts: RecordParts, begin: int) -> None:
    """The prose from line `begin` on, up to the fields below it, and what these state."""
    lines = parts.lines
    found = {i: tail for i in range(begin, len(lines)) if (tail := tail_field(lines[i]))}
    end = next((i for i, (kind, _) in found.items() if kind != "weak"), len(lines))
    for i, (kind, value) in found.items():
        if i >= end:
            parts.fields.setdefault(kind, value)
    end = _first_of_tail(parts, found, end)
    for i in (i for i in found if i >= end):
        if head := head_field(lines[i]):  # some exports have all their fields below the prose
            parts.fields.setdefault(*head)
            if head[0] == "date":
                _note_day(parts, lines[i], head[1])
    while end > begin and (is_rights(lines[end - 1].text) or FURNITURE.match(lines[end - 1].text)):
        end -= 1
    if end > begin:
        parts.body = parts.body_at or lines[begin].start, lines[end - 1].end


def _first_of_tail(parts: RecordParts, found: Mapping[int, tuple[str, str]], end: int) -> int:
    """The first line of the fields below the prose: weak ones count where they stand in a chain with the strong ones or the end."""
    lines = parts.lines
    for i in sorted((i for i in found if i < end), reverse=True):
        captions = lines[i + 1 : end]
        set_off = lines[i].gap > 0 or parts.is_gapless or lines[i].text.lower() in STANDALONE
        if not set_off or len(captions) > CAPTIONS or (end == len(lines) and any(len(line.text) >= WRAPPED for line in captions)):
            break
        if _is_prose(lines[i]) and any(map(_is_prose, captions)):
            continue  # a sentence that opens with such a word, in the midst of the prose
        end = i
    return end


def _is_prose(line: Line) -> bool:
    """Whether a line, or the value of its field, is a sentence, and its field no name in capitals as databases write theirs."""
    name, _, value = line.text.partition(":")
    return not (value and name.isupper()) and _SENTENCE.search(value or name) is not None


def _single(words: str | None) -> date | None:
    days = days_in(words) if words else None
    return days[0] if days and days[0] == days[1] else None
