"""Workbooks: a row an article, with days as they are shown, on any sheet that has a header."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from invented_formats import FIRST, HEADLINE, OTHER, OTHER_HEADLINE, XLSX, odt_content, packed, xlsx

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection
from index.readers.data.sheets import read

HEADER = ["Headline", "Date", "Body"]


def found(data: bytes) -> Collection:
    return read(Path("a.xlsx"), data, {})


def test_a_row_is_an_article() -> None:
    [story] = found(XLSX).stories
    assert (story.title, story.source) == (HEADLINE, "Canal Gazette")
    assert story.published is not None
    assert (story.published.day, story.published.words, story.published.field) == (date(2032, 5, 4), "2032-05-04", "column Published")


def test_a_cell_that_is_shown_as_a_day_is_one() -> None:
    days = [(48338,), (48338.75,), "4 May 2032"]
    rows: list[list[object]] = [HEADER, *([f"{HEADLINE} {n}", day, f"{FIRST} {n}"] for n, day in enumerate(days))]
    assert [story.published.day if story.published else None for story in found(xlsx({"S": rows})).stories] == [date(2032, 5, 4)] * 3


def test_numbers_have_no_point_that_nobody_wrote() -> None:
    [story] = found(xlsx({"S": [HEADER, [2032.0, "2032-05-04", FIRST]]})).stories
    assert story.title == "2032"


def test_every_sheet_with_a_header_is_read() -> None:
    sheets = {
        "North": [HEADER, [HEADLINE, "", FIRST]],
        "Notes": [["Paid", 4]],
        "South": [["Week 18"], HEADER, [OTHER_HEADLINE, "", OTHER], ["Empty", "", ""]],
    }
    collection = found(xlsx(sheets))  # type: ignore[arg-type]
    assert [(story.title, story.text) for story in collection.stories] == [(HEADLINE, FIRST), (OTHER_HEADLINE, OTHER)]
    assert collection.skipped == ("sheet South, entry 2 has no text",)


def test_a_sheet_of_opendocument_is_read() -> None:
    def row(*cells: str) -> str:
        filled = (f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{''.join(filled)}</table:table-row>"

    table = f'<table:table table:name="S">{row(*HEADER)}{row(HEADLINE, "2032-05-04", FIRST)}</table:table>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    manifest = f"<manifest:manifest {space}>{entry}</manifest:manifest>"
    content = odt_content(table).replace("office:text>", "office:spreadsheet>")
    [story] = found(packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})).stories
    assert (story.title, story.text) == (HEADLINE, FIRST)


def test_what_cannot_be_read() -> None:
    with pytest.raises(NotTextError, match="damaged one"):
        found(b"PK\x03\x04")
    with pytest.raises(NotTextError, match="damaged and cannot be read as a workbook"):
        found(packed({"xl/workbook.xml": "<workbook"}))
    with pytest.raises(EmptyInputError, match=r"^a\.xlsx holds no article text .*its fields are Item, Cost"):
        found(xlsx({"S": [["Item", "Cost"], ["Gate", 40000]]}))
    with pytest.raises(EmptyInputError):
        found(xlsx({"S": []}))
    with pytest.raises(EmptyInputError, match="is empty"):
        found(b"")
