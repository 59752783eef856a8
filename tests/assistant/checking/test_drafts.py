"""Drafts as files: formats, offsets, and hostile ones, each of which gives a report or one sentence in bounded time."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from invented_formats import odt

from assistant.checking.checker import MAX_DRAFT, check
from assistant.checking.drafts import from_file, read_draft
from assistant.checking.findings import Checkable, DraftText, Verdict
from index.archive import Archive
from index.errors import InputError

QUOTED = "“We will not open it a day before it is safe,” said Orla Fenwick."
PATIENCE = 60.0
"""Seconds of processor time; each of them takes a few at most."""


def word(*paragraphs: str) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def bomb() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b"<w:document>" + b"A" * (200 * 2**20))
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("draft.txt", f"At last.\n\n{QUOTED}\n".encode()),
        ("draft.md", f"# At *last*\n\n**{QUOTED}**\n".encode()),
        ("-", QUOTED.encode("utf-16")),
        ("draft.html", f"<html><body><p>At last.</p><p>{QUOTED}</p></body></html>".encode()),
        ("draft.docx", word("At last.", QUOTED)),
    ],
)
def test_a_quotation_is_found_in_every_format(name: str, data: bytes, news: Archive) -> None:
    draft = read_draft(name, data)
    with news.snapshot() as seen:
        checked = check(draft, seen)
    [found] = [one for one in checked.findings if one.kind is Checkable.QUOTATION]
    assert found.verdict is Verdict.VERBATIM
    assert draft.text[found.start : found.end] == found.text == "We will not open it a day before it is safe,"


def test_offsets_count_in_the_file_as_decoded(tmp_path: Path, news: Archive) -> None:
    path = tmp_path / "draft.md"
    path.write_text(f"First\r\n\r\n> We will *not* open it\r\n> a day before it is safe\r\n\r\n{QUOTED}", encoding="utf-8", newline="")
    with news.snapshot() as seen:
        checked = check(from_file(path), seen)
    text = path.read_bytes().decode()
    assert [text[one.start : one.end] for one in checked.findings] == [one.text for one in checked.findings]
    assert [one.verdict for one in checked.findings if one.kind is Checkable.QUOTATION] == [Verdict.VERBATIM] * 2


HOSTILE = {
    "nested quotations": "“" * 800 + "a ‘b “c ‘d " * 1500 + "”" * 800,
    "only quotation marks": "\"“”«»„‹›「」'" * 3000,
    "straight marks with blanks": '" ' * 20000 + "\n" + "' " * 20000,
    "right to left": "\u202eقال الوزير: «لن نفتح الجسر قبل أن يكون آمنا» يوم الاثنين.\u202c\n״לא נפתח את הגשר״ אמר השר.\n" * 20,
    "markup": "<script>alert(1)</script>“<img src=x onerror=alert(1)> and five more words here”<blockquote>" * 20,
    "unclosed marks": "He said “we will never open the bridge and then left\n\n" * 60 + '"another one never closed ' * 60,
    "one endless line": "word and more “quoted words of nothing at all” " * 400,
    "brackets and ellipses": "“[" * 2000 + "…" * 2000 + "]”",
    "one letter": "a" * 100_000,
    "line ends": "“a b c”\r\n\u2028\x0b" * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_draft_gives_a_report(name: str, news: Archive) -> None:
    begun = time.process_time()
    with news.snapshot() as seen:
        checked = check(DraftText("-", HOSTILE[name]), seen)
    assert time.process_time() - begun < PATIENCE
    assert all(one.verdict is Verdict.NOT_IN_ARCHIVE for one in checked.findings)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n\t\n", "is empty"),
        ("binary.txt", bytes(range(256)) * 50, "is not text but binary data"),
        ("bomb.docx", bomb(), "unpacks to far more"),
        ("table.xlsx", b"PK\x03\x04" + b"\x00" * 40, "table.xlsx"),
        ("large.txt", b"x" * (17 * 2**20), "16 MiB"),
        ("-", b"", "The text is empty"),
    ],
)
def test_what_is_no_draft_is_one_sentence(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as raised:
        read_draft(name, data)
    assert "\n" not in str(raised.value)


def test_a_draft_of_megabytes_is_one_sentence(news: Archive) -> None:
    with news.snapshot() as seen, pytest.raises(InputError, match="check it in parts"):
        check(DraftText("-", QUOTED * (MAX_DRAFT // 40)), seen)


def test_progress_is_told_to_the_end(news: Archive) -> None:
    steps: list[tuple[int, int]] = []
    with news.snapshot() as seen:
        check(DraftText("-", f"{QUOTED}\n\nNine boats sank in the harbour."), seen, told=lambda *step: steps.append(step))
    assert steps[-1] == (3, 3)
    assert steps == sorted(steps)


def test_the_block_quotes_of_a_page_are_known_where_they_stand() -> None:
    page = (
        "<html><body><article><h1>On the lock</h1><p>The board met on Tuesday, and its chair spoke at length about the repairs to come.</p>"
        "<blockquote class='q'><p>Nobody will pay\n for a detour this winter.</p><p>That is settled.</p></blockquote>"
        "<p>Nobody else spoke at the meeting, which ended at noon after a vote on the minutes.</p></article></body></html>"
    )
    draft = read_draft("draft.html", page.encode())
    assert [" ".join(draft.text[start:end].split()) for start, end in draft.blocks] == [
        "Nobody will pay for a detour this winter.",
        "That is settled.",
    ]


BLOCKS = ["Nobody will pay for a detour this winter.", "That is settled."]


def told_of_blocks(draft: DraftText) -> list[str]:
    return [" ".join(draft.text[start:end].split()) for start, end in draft.blocks]


def test_the_block_quotes_of_a_word_document_are_known_by_their_styles() -> None:
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE

    document = Document()
    own = document.styles.add_style("House quotation", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Quote"]
    document.add_paragraph("The chair spoke at length. That is settled.")
    document.add_paragraph(BLOCKS[0], style="Intense Quote")
    document.add_paragraph("Nobody else spoke.")
    document.add_paragraph(BLOCKS[1], style="House quotation")
    held = BytesIO()
    document.save(held)
    draft = read_draft("draft.docx", held.getvalue())
    assert told_of_blocks(draft) == BLOCKS
    assert draft.blocks[1][0] > draft.text.index("Nobody else")


def test_the_block_quotes_of_an_open_document_are_known_by_their_styles() -> None:
    body = (
        f"<text:p>The chair spoke at length.</text:p><text:p text:style-name='Quotations'>{BLOCKS[0]}</text:p>"
        f"<text:p text:style-name='P1'>{BLOCKS[1]}</text:p><text:p text:style-name='P2'>Nobody else spoke.</text:p>"
    )
    styles = (
        "<office:automatic-styles><style:style style:name='P1' style:parent-style-name='Block_20_Quotation'/>"
        "<style:style style:name='P2' style:parent-style-name='Standard'/></office:automatic-styles>"
    )
    assert told_of_blocks(read_draft("draft.odt", odt(body, styles=styles))) == BLOCKS


def test_an_altered_block_quote_of_a_word_document_is_an_altered_quotation(news: Archive) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("The statement in full:")
    document.add_paragraph("We will open it a day before it is safe", style="Quote")
    held = BytesIO()
    document.save(held)
    with news.snapshot() as seen:
        found = check(read_draft("draft.docx", held.getvalue()), seen)
    (one,) = [finding for finding in found.findings if finding.kind is Checkable.QUOTATION]
    assert one.verdict is Verdict.ALTERED
