"""JSON, JSON Lines and tables (CSV, TSV) of news: each record that has a text is a story, under the usual names or those of a mapping."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection
from index.readers.data import csl
from index.readers.data.fields import RecordFields, UndatedStory, dated
from index.readers.data.labels import is_last_resort, known_fields
from index.readers.data.ninjs import as_record
from index.readers.text import SUFFIXES, decode

TABLE_FORMATS = {".csv": "CSV", ".tsv": "TSV", **dict.fromkeys(SUFFIXES, "table")}
"""Endings of tables; the text files that come here are those too."""
LINES = (".jsonl", ".ndjson")
MAX_FIELD = 4_000_000
"""Characters of a field of a table; one that is longer has a quotation mark that nothing closes."""
MAX_DIGITS = 400
"""Digits of a number; Python refuses to read those of 4,300."""
_DEPTH = 5
"""Levels of objects among which the list of records is looked for."""
_HEADER_ROWS = 20
"""Rows among which the header of a table is looked for: exports put a title above it."""
_PROBED = 200
"""Records of a list of which one must have a text; the first ones of an export are like the others."""
_MAX_LEVEL = 10_000
_SAMPLE = 100_000
"""Characters that the writing of a table is told from."""
_NAMED = 12
"""Names of fields that an error lists."""


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that cannot be read, and why."""

    why: str


def read(path: Path, data: bytes, mapping: Mapping[str, str]) -> Collection:
    """The records that have a text; raises NotTextError, and EmptyInputError where no record has one."""
    text = decode(data, str(path), max_line=None).text.removeprefix("\ufeff")
    table = TABLE_FORMATS.get(path.suffix.lower())
    if table:
        records: Iterable[Any] = _rows(path, text, mapping)
        format = table
    else:
        format, records = _json(path, text, mapping)
    undated: list[UndatedStory] = []
    broken: list[str] = []
    skipped: list[str] = []
    names: dict[str, None] = {}
    for number, record in enumerate(records, start=1):
        if isinstance(record, BrokenRecord):
            broken.append(f"entry {number} {record.why}")
            continue
        fields = RecordFields(record, mapping) if isinstance(record, Mapping) else None
        story = fields.undated_story(format) if fields else None
        if fields and story and (status := fields.why_unpublished):
            skipped.append(f"entry {number} was never published ({status})")
        elif story:
            undated.append(story)
        else:
            skipped.append(f"entry {number} has no text")
            if isinstance(record, Mapping):
                names.update(dict.fromkeys(islice(map(str, record), _NAMED)))
    if not undated and broken:
        raise NotTextError(f"{path} has no entry that can be read ({broken[0]}): export it again.")
    if not undated and any("was never published" in why for why in skipped):
        raise EmptyInputError(f"{path} holds nothing that was published ({skipped[0]}): give what was.")
    if not undated:
        raise EmptyInputError(_no_text(path, list(names)))
    return Collection(path, format, hashlib.sha256(data).hexdigest(), dated(undated), (*broken, *skipped))


def _no_text(path: Path, names: list[str]) -> str:
    fields = f" (its fields are {', '.join(_shown(name) for name in names[:_NAMED])})" if names else ""
    return f"{path} holds no article text under a usual name such as text, body or content{fields}: say which it is with --map text=NAME."


def _shown(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"


# JSON


def _json(path: Path, text: str, mapping: Mapping[str, str]) -> tuple[str, Iterable[Any]]:
    """The name of the format and its records."""
    if path.suffix.lower() not in LINES:
        try:
            return "JSON", _records(_loads(text), mapping)
        except json.JSONDecodeError as exc:
            if not _is_lines(text):
                raise NotTextError(f"{path} is not valid JSON (line {exc.lineno}: {exc.msg}): export it again.") from exc
        except (ValueError, RecursionError) as exc:
            raise NotTextError(f"{path} cannot be read as JSON ({_why(exc)}): export it again.") from exc
    return "JSON Lines", _lines(text)


def _loads(text: str) -> Any:
    return json.loads(text, strict=False, object_hook=_as_known, parse_int=_integer, parse_constant=lambda _: None)


def _as_known(item: dict[str, Any]) -> dict[str, Any] | str:
    return csl.as_words(item) or as_record(item)


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= MAX_DIGITS else None


def _why(error: ValueError | RecursionError) -> str:
    return "its objects are nested too deep" if isinstance(error, RecursionError) else str(error)


def _is_lines(text: str) -> bool:
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    try:
        return isinstance(_loads(first), Mapping)
    except (ValueError, RecursionError):
        return False


def _lines(text: str) -> Iterator[Any]:
    """One value a line; only line feeds part them, since other line breaks may stand in strings."""
    for line in io.StringIO(text, newline="\n"):
        if line.strip():
            try:
                yield _loads(line)
            except json.JSONDecodeError as exc:
                yield BrokenRecord(f"is not valid JSON ({exc.msg})")
            except (ValueError, RecursionError) as exc:
                yield BrokenRecord(f"cannot be read ({_why(exc)})")


def _records(value: Any, mapping: Mapping[str, str]) -> list[Any]:
    """The list of records in a JSON document: itself, the one nearest to the top of which a record has a text, or a single record."""
    if isinstance(value, Mapping) and _is_story(value, mapping):
        return [value]
    level = [value]
    for _ in range(_DEPTH):
        for found in level:
            for records in _lists(found):
                if any(isinstance(item, Mapping) and RecordFields(item, mapping).text for item in records[:_PROBED]):
                    return records
        if story := next((found for found in level if isinstance(found, Mapping) and _is_story(found, mapping)), None):
            return [story]  # the answer of an interface that was asked for one
        level = [inner for found in level for inner in _inner(found)][:_MAX_LEVEL]
    return [value]


def _is_story(value: Mapping[str, Any], mapping: Mapping[str, str]) -> bool:
    """Whether an object is a story itself, and not the head of a list of them."""
    record = RecordFields(value, mapping)
    name, prose = record.value("text")
    return bool(name and isinstance(prose, str) and not is_last_resort(name) and record.words("title"))


def _lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    elif isinstance(value, Mapping) and len(value) > 1 and all(isinstance(item, Mapping) for item in value.values()):
        yield list(value.values())  # records by their ids


def _inner(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from (item for item in value.values() if isinstance(item, list | Mapping))
    elif isinstance(value, list):
        yield from (item for item in value[:_PROBED] if isinstance(item, list | Mapping))


# Tables


def _rows(path: Path, text: str, mapping: Mapping[str, str]) -> Iterator[Any]:
    """The rows below the header, each with the header's names."""
    csv.field_size_limit(MAX_FIELD)
    dialect, header, begin = _header(path, text, mapping)
    rows = _reader(text, dialect)
    for _ in range(begin):
        next(rows)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as exc:
            yield BrokenRecord(f"cannot be read ({exc}), nor what follows it")
            return
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield dict(zip(header, row, strict=False))


def _header(path: Path, text: str, mapping: Mapping[str, str]) -> tuple[dict[str, Any], list[str], int]:
    """How the table is written, the names of its columns, and the number of the first row below them."""
    sample = text[:_SAMPLE]
    escape = "\\" if re.search(r'[^\\"]\\"[^"\n]', sample) and '""' not in sample.replace(',""', "") else None
    best: tuple[int, dict[str, Any], list[str], int] | None = None
    for delimiter in ",;\t|":
        dialect = {"delimiter": delimiter, "escapechar": escape, "doublequote": escape is None}
        for number, row in enumerate(_head(text, dialect), start=1):
            names = [cell.strip() for cell in row]
            known = known_fields(names, mapping)
            if "text" in known and (best is None or len(known) > best[0]):
                best = len(known), dialect, names, number
    if best is None:
        first = next(iter(_head(text, {"delimiter": ","})), [])
        raise EmptyInputError(_no_text(path, [cell.strip() for cell in first if cell.strip()]))
    return best[1:]


def _head(text: str, dialect: Mapping[str, Any]) -> list[list[str]]:
    """The first rows, as far as they can be read."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(_reader(text, dialect), _HEADER_ROWS))
    return rows


def _reader(text: str, dialect: Mapping[str, Any]) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), **dialect)
