"""Scanned pages: read where Tesseract is installed, page by page; a sentence that says what to install where it is not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from index.archive import Archive
from index.readers.documents import scans

needs_programs = pytest.mark.skipif(not scans.reads_pdfs(), reason="tesseract and pdftoppm are not installed")
FIRST = (
    "Lock at Ebbfleet shut until June",
    "The lock at Ebbfleet will stay shut until June,",
    "the canal board said on Tuesday in its office.",
)
SECOND = ("Nobody will pay for a detour, said Maud Tarrant,", "who runs the board of the canal at Ebbfleet.")


def scan(*lines: str) -> Image.Image:
    """A page as a scanner gives it: grey letters, no text."""
    page = Image.new("L", (1240, 700), 245)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=40)
    for number, line in enumerate(lines):
        draw.text((80, 80 + 70 * number + (60 if number else 0)), line, fill=20, font=font)
    return page


def as_png(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def scanned_pdf() -> bytes:
    made = FPDF()
    for lines in (FIRST, SECOND):
        made.add_page()
        made.image(BytesIO(as_png(scan(*lines))), w=190)
    return bytes(made.output())


@pytest.mark.parametrize("name", ["scan.pdf", "scan.png"])
def test_without_the_program_the_report_says_what_to_install(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    (tmp_path / name).write_bytes(scanned_pdf() if name == "scan.pdf" else as_png(scan(*FIRST)))
    [report] = archive.add([str(tmp_path / name)])
    assert report.status == "skipped"
    assert report.reason is not None and "install Tesseract" in report.reason and report.reason.endswith(".")


@needs_programs
def test_a_scanned_pdf_is_read_with_its_pages(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned_pdf())
    [report] = archive.add([str(tmp_path / "scan.pdf")])
    assert (report.status, report.format) == ("added", "scanned pages"), report.reason
    [article] = archive.articles()
    assert article.title == FIRST[0]
    assert "the canal board said on Tuesday" in article.text
    assert len(article.pages) == 2
    assert article.page(article.text.index("Maud Tarrant")) == 2
    assert archive.verify().ok


@needs_programs
def test_a_picture_of_print_is_read_under_any_name(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "cutting").write_bytes(as_png(scan(*FIRST)))
    assert archive.add([str(tmp_path / "cutting")])[0].status == "added"
    assert "stay shut until June" in archive.articles()[0].text


@needs_programs
@pytest.mark.parametrize("data", [as_png(Image.effect_noise((600, 400), 80)), as_png(scan(*FIRST))[:300]])
def test_what_has_no_words_or_is_damaged_is_a_sentence(archive: Archive, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "photo.png").write_bytes(data)
    (tmp_path / "note.txt").write_text("Swans return\n\nNine swans have come back to the basin, the wardens counted.\n", encoding="utf-8")
    reports = {Path(one.file).name: one for one in archive.add([str(tmp_path / "photo.png"), str(tmp_path / "note.txt")])}
    assert reports["note.txt"].status == "added"
    assert reports["photo.png"].status == "skipped"
    assert "Tesseract" in (reports["photo.png"].reason or "")
