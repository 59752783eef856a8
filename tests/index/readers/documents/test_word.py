"""Word documents: paragraphs and tables as shown, the headline, and a sentence for what cannot be read."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from index.readers.base import Story
from index.readers.documents import packed
from index.readers.documents.word import read

PATH = Path("release.docx")
HEADLINE = "Breakwater to be rebuilt this year"
FIRST = "The harbour authority of Port Arden said that the breakwater would be rebuilt."
SECOND = "Work begins in June."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(write: Callable[[Any], object]) -> bytes:
    """The bytes of a document that `write` fills."""
    document = Document()
    document.core_properties.title = document.core_properties.author = ""
    write(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def story(source: bytes | Callable[[Any], object]) -> Story:
    (found,) = read(PATH, source if isinstance(source, bytes) else made(source)).stories
    return found


def with_body(body: str, prolog: str = "") -> bytes:
    """A document whose body is this XML."""
    return replaced(
        WHOLE, "word/document.xml", f"<?xml version='1.0' encoding='UTF-8'?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"
    )


def replaced(data: bytes, name: str, content: str | bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for member in before.namelist():
            after.writestr(member, content if member == name else before.read(member))
    return stream.getvalue()


def plain(document: Any) -> None:
    document.add_paragraph(FIRST)
    document.add_paragraph(SECOND)


WHOLE = made(plain)


def test_paragraphs_and_tables_keep_their_order() -> None:
    def write(document: Any) -> None:
        document.add_paragraph(FIRST)
        table = document.add_table(rows=2, cols=3)
        for place, words in enumerate(("Berth", "Metres", "Cost", "North", "120", "4 million")):
            table.cell(place // 3, place % 3).text = words
        document.add_paragraph("")
        document.add_paragraph(SECOND, style="List Bullet")

    assert story(write).text.split("\n\n") == [FIRST, "Berth | Metres | Cost", "North | 120 | 4 million", SECOND]


def test_a_table_that_only_arranges_the_page_gives_paragraphs() -> None:
    def write(document: Any) -> None:
        cell = document.add_table(rows=1, cols=2).cell(0, 0)
        cell.text = FIRST
        cell.add_paragraph(SECOND)
        inner = cell.add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "Berth", "120"

    assert story(write).text.split("\n\n") == [FIRST, SECOND, "Berth | 120"]


def test_runs_tabs_and_breaks() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("The wall ")
        paragraph.add_run("costs").bold = True
        paragraph.add_run("\tfour million.\nIt opens in May.")

    assert story(write).text == "The wall costs four million.\nIt opens in May."


def test_the_text_is_as_shown_with_changes_accepted() -> None:
    body = """<w:p><w:r><w:t xml:space="preserve">The wall will </w:t></w:r>
        <w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve">surely </w:t></w:r></w:ins>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://x.example"</w:instrText></w:r>
        <w:hyperlink><w:r><w:t>stand</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>
        <w:sdt><w:sdtContent><w:p><w:r><w:t>It is in a content control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
    assert story(with_body(body)).text == "The wall will surely stand.\n\nIt is in a content control."


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    alternate = (
        f"<mc:AlternateContent {names}><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert story(with_body(f"<w:p><w:r>{alternate}</w:r></w:p>")).text == "In a box."


@pytest.mark.parametrize("style", ["Title", "Heading 1"])
def test_the_headline_is_the_paragraph_of_that_style(style: str) -> None:
    def write(document: Any) -> None:
        document.add_paragraph("PRESS RELEASE", style=style)
        document.add_paragraph("Port Arden, 4 May 2031")
        document.add_paragraph(HEADLINE, style=style)
        plain(document)

    found = story(write)
    assert found.title == HEADLINE
    assert found.text.split("\n\n") == ["PRESS RELEASE", "Port Arden, 4 May 2031", FIRST, SECOND]


def test_the_headline_is_the_one_line_in_bold() -> None:
    def write(document: Any) -> None:
        document.add_paragraph().add_run(HEADLINE).bold = True
        plain(document)

    assert (story(write).title, story(write).text) == (HEADLINE, f"{FIRST}\n\n{SECOND}")


def test_properties_are_taken_where_somebody_wrote_them() -> None:
    def write(document: Any) -> None:
        document.core_properties.title = HEADLINE
        document.core_properties.author = "Ines Calder"
        document.core_properties.language = "en-GB"
        plain(document)

    found = story(write)
    assert (found.title, found.author, found.language) == (HEADLINE, "Ines Calder", "en")
    assert (found.published, found.modified, found.pages) == (None, None, ())
    assert found.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("title", "author"), [("Word Document", "python-docx"), ("release_v3.docx", "Windows User"), ("Document1", "icalder")]
)
def test_a_program_s_defaults_are_no_properties(title: str, author: str) -> None:
    def write(document: Any) -> None:
        document.core_properties.title, document.core_properties.author = title, author
        plain(document)

    assert (story(write).title, story(write).author) == (None, None)


def test_other_scripts_and_signs() -> None:
    words = "«Мы рады» — 港湾局は再建すると発表した。 مقام‌ها 🙂"
    assert story(lambda document: document.add_paragraph(words)).text == words


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyInputError),
        (b"PK\x03\x04 and no more", NotTextError),
        (b"plain words", NotTextError),
        (bytes(range(256)) * 40, NotTextError),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), NotTextError),
        (made(lambda document: None), EmptyInputError),
        (made(lambda document: document.add_heading(HEADLINE, 0)), EmptyInputError),
        (with_body("<w:p><w:r>"), NotTextError),
        (bytes(packed.MAX_BYTES + 1), TooLargeError),
    ],
    ids=["empty", "cut", "text", "binary", "old", "no paragraph", "headline only", "broken XML", "large"],
)
def test_what_is_no_document_is_a_sentence(data: bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind) as caught:
        read(PATH, data)
    assert str(caught.value).startswith("release.docx ")


def test_another_kind_of_archive_is_a_sentence() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("notes.txt", "words")
    with pytest.raises(NotTextError, match=r"^release\.docx is damaged"):
        read(PATH, stream.getvalue())


def test_a_document_cut_short_is_a_sentence() -> None:
    whole = made(plain)
    for share in (0.1, 0.5, 0.99):
        with pytest.raises(NotTextError):
            read(PATH, whole[: int(share * len(whole))])


def test_a_bomb_is_not_unpacked() -> None:
    started = time.process_time()
    for data in (
        replaced(made(plain), "word/styles.xml", bytes(16 * 2**20)),
        with_body("<w:p><w:r><w:t>" + "ha" * 4 * 2**20 + "</w:t></w:r></w:p>"),
    ):
        with pytest.raises(TooLargeError, match="unpacks to far more"):
            read(PATH, data)
    assert time.process_time() - started < 10


def test_too_many_members_are_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_MEMBERS", 3)
    with pytest.raises(TooLargeError):
        read(PATH, made(plain))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell", encoding="utf-8")
    nested = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    prolog = f'<!DOCTYPE x [<!ENTITY e0 "ha">{nested}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    started = time.process_time()
    body = "<w:p><w:r><w:t>The wall stands. &{};</w:t></w:r></w:p>"
    with pytest.raises(NotTextError, match="is damaged"):
        story(with_body(body.format("e11"), prolog))
    assert story(with_body(body.format("file"), prolog)).text == "The wall stands."
    assert time.process_time() - started < 5


@settings(max_examples=15)
@given(st.binary(max_size=300))
def test_random_bytes_raise_nothing_else(data: bytes) -> None:
    for content in (data, b"PK\x03\x04" + data):
        with pytest.raises(InputError):
            read(PATH, content)


@settings(max_examples=15)
@given(st.data())
def test_damaged_files_raise_nothing_else(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert story(bytes(damaged)).text
    except InputError as error:
        assert str(error).startswith("release.docx ")


@settings(max_examples=15)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_damaged_markup_raises_nothing_else(markup: str) -> None:
    for body in (markup, f"<w:p><w:r><w:t>{markup}</w:t></w:r></w:p>"):
        try:
            assert story(with_body(body)).text
        except InputError as error:
            assert str(error).startswith("release.docx ")
