"""Workbooks (.xlsx, .xlsm, .xlsb, .ods): every row of a sheet with a header is a record, under the names that tables have."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from index.readers.base import Collection, Story
from index.readers.data import tables
from index.readers.documents.packed import PackedDocument

FORMAT = "workbook"
WHAT = "a workbook"
MAX_CELLS = 20_000_000
"""Cells of a sheet, empty ones included: one that is wider or longer than that has a stray cell far out."""


def read(path: Path, data: bytes, mapping: Mapping[str, str]) -> Collection:
    """The rows that have a text; a sheet without a text column is passed over where another has one.

    Raises TooLargeError, NotTextError (no workbook, damaged, locked), EmptyInputError where no sheet has a text.
    """
    PackedDocument(path, data, WHAT)
    stories: list[Story] = []
    skipped: list[str] = []
    refused: InputError | None = None
    sheets = dict(_sheets(path, data))
    for name, rows in sheets.items():
        try:
            # The reader of tables knows what headers are called and days look like; what it is given is the sheet and nothing else.
            found = tables.read(path.with_suffix(".csv"), _as_csv(rows), mapping)
        except InputError as exc:
            refused = refused or exc
            continue
        stories.extend(map(_of_sheet, found.stories))
        skipped.extend(f"sheet {name}, {why}" if len(sheets) > 1 else why for why in found.skipped)
    if not stories:
        raise EmptyInputError(str(refused or f"{path} holds no row.").replace(str(path.with_suffix(".csv")), str(path)))
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _sheets(path: Path, data: bytes) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    """The sheets that are not empty, each with its name; hidden ones too."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height and sheet.total_width:
                if sheet.height * sheet.width > MAX_CELLS:
                    raise TooLargeError(f"{path} has a sheet ({name}) of more than {MAX_CELLS:,} cells: delete what is far out.")
                yield name, sheet.to_python()
    except PasswordError as exc:
        raise NotTextError(f"{path} is locked by a password: save a copy without one.") from exc
    except (CalamineError, ValueError, OSError) as exc:
        raise NotTextError(f"{path} is damaged and cannot be read as {WHAT} ({type(exc).__name__}): save it again.") from exc


def _as_csv(rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    """A value as a table would have it: a day without the hour that none has stated, a whole number without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\x00", "")


def _of_sheet(story: Story) -> Story:
    published = story.published
    if published is None:
        return story
    return replace(story, published=replace(published, field=f"column {published.field.removeprefix('CSV ')}"))
