"""PDFs: exact text in paragraphs and pages, no running headers, the headline, and a sentence for what cannot be read."""

from __future__ import annotations

import time
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.encryption import AccessPermission, EncryptionMethod
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from index.readers.base import Story
from index.readers.documents import pdf
from index.readers.documents.pdf import read
from index.readers.documents.pdflines import PageLine, paragraphs

PATH = Path("release.pdf")
HEADLINE = "Northern breakwater to be rebuilt after winter storms and a long inspection of its foundations"
PROSE = (
    "The harbour authority of Port Arden said on Tuesday that the northern breakwater would be rebuilt by the end of the year, because "
    "winter storms had damaged it beyond repair and inspectors had ordered its closure to all fishing vessels."
)
PARAGRAPHS = [f"Item {number} of the statement. {PROSE * (1 + number % 3)} Work goes on around the clock." for number in range(12)]


class Release(FPDF):
    """A press release with a running header and a page number."""

    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, "Port Arden Harbour Authority - Press Office", align="C")
        self.ln(10)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, f"{self.page_no()}", align="C")


def release(
    paragraphs: list[str],
    *,
    align: str = "J",
    headline: str | None = HEADLINE,
    size: float = 18,
    kind: type[FPDF] = Release,
    gap: float = 3,
) -> FPDF:
    made = kind()
    made.set_creation_date(datetime(2030, 1, 1, tzinfo=UTC))
    made.add_page()
    if headline:
        made.set_font("Helvetica", "B", size)
        made.multi_cell(0, 0.5 * size, headline, align="L")
        made.ln(4)
    made.set_font("Helvetica", size=11)
    for paragraph in paragraphs:
        made.multi_cell(0, 5.5, paragraph, align=align)
        made.ln(gap)
    return made


def story(made: FPDF | bytes) -> Story:
    (found,) = read(PATH, bytes(made if isinstance(made, bytes) else made.output())).stories
    return found


def minimal(content: bytes, resources: bytes = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>", pages: int = 1) -> bytes:
    """A PDF by hand, with one content stream that all pages show; without a table of objects, which readers have to make anew."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(pages))
    objects = [b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj", b"2 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj" % (kids, pages)]
    objects.append(b"3 0 obj<</Length %d>>stream\n%s\nendstream endobj" % (len(content), content))
    objects += [
        b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources%s>>endobj" % (10 + number, resources)
        for number in range(pages)
    ]
    return b"%PDF-1.4\n" + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


@pytest.mark.parametrize("align", ["J", "L"])
def test_lines_become_the_paragraphs_they_were(align: str) -> None:
    found = story(release(PARAGRAPHS, align=align))
    assert found.text.split("\n\n") == PARAGRAPHS
    assert found.title == HEADLINE


def test_pages_begin_where_they_do() -> None:
    found = story(release(PARAGRAPHS))
    assert len(found.pages) == 2
    assert found.pages[0] == 0
    assert 0 < found.pages[1] < len(found.text)
    words = found.text[found.pages[1] :]
    assert not words[0].isspace()
    assert found.text[found.pages[1] - 1].isspace()


def test_a_paragraph_goes_on_over_the_page() -> None:
    made = release([])
    sentences = [f"Sentence number {number} of the long statement goes on without a break until the next" for number in range(120)]
    whole = " ".join(sentences) + "."
    made.multi_cell(0, 5.5, whole)
    found = story(made)
    assert len(found.pages) == 3
    assert found.text == whole


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    found = story(release(PARAGRAPHS * 4))
    assert "Press Office" not in found.text
    assert found.text.split("\n\n") == PARAGRAPHS * 4
    assert len(found.pages) > 5


def test_one_page_keeps_its_letterhead() -> None:
    found = story(release(PARAGRAPHS[:2]))
    assert found.text.split("\n\n") == ["Port Arden Harbour Authority - Press Office", *PARAGRAPHS[:2]]


def test_the_words_over_the_headline_are_not_it() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", "B", 26)
    made.cell(0, 12, "PRESS RELEASE")
    made.ln(14)
    made.set_font("Helvetica", "B", 16)
    made.multi_cell(0, 8, HEADLINE, align="L")
    made.ln(4)
    made.set_font("Helvetica", size=11)
    made.multi_cell(0, 5.5, PARAGRAPHS[0])
    found = story(made)
    assert found.title == HEADLINE
    assert found.text.split("\n\n") == ["PRESS RELEASE", PARAGRAPHS[0]]


def test_a_bold_line_of_the_body_s_size_is_the_headline() -> None:
    found = story(release(PARAGRAPHS[:3], size=11, headline="Breakwater to be rebuilt this year", kind=FPDF))
    assert found.title == "Breakwater to be rebuilt this year"
    assert found.text.split("\n\n") == PARAGRAPHS[:3]


def test_metadata_is_taken_where_somebody_wrote_it() -> None:
    made = release(PARAGRAPHS[:2], headline=None, kind=FPDF)
    made.set_title("Breakwater to be rebuilt")
    made.set_author("Ines Calder")
    made.set_lang("en-GB")
    found = story(made)
    assert (found.title, found.author, found.language, found.published, found.modified) == (
        "Breakwater to be rebuilt",
        "Ines Calder",
        "en",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("title", "author"),
    [("Microsoft Word - release_v3.docx", "Windows User"), ("untitled", "admin"), ("release final.pdf", "icalder"), ("Press Release", "")],
)
def test_a_program_s_defaults_are_no_metadata(title: str, author: str) -> None:
    made = release(PARAGRAPHS[:2], headline=None, kind=FPDF)
    made.set_title(title)
    made.set_author(author)
    found = story(made)
    assert (found.title, found.author) == (None, None)


def lines(*texts: str) -> list[PageLine]:
    return [PageLine(text, 0, 50.0, 700.0 - 13 * place, 11.0) for place, text in enumerate(texts)]


def test_hyphens_go_only_where_the_whole_word_is_in_the_document() -> None:
    text, _ = paragraphs(
        lines(
            "The government said that the breakwater is a well-",
            "known landmark, and that every ministry of the govern-",
            "ment had agreed to pay for it, after an inter-",
            "national call for help; the North-",
            "South road stays closed, ministers said to\u00ad",
            "day in the harbour hall of the old town, as ever.",
        ),
        1,
    )
    assert text == (
        "The government said that the breakwater is a well-known landmark, and that every ministry of the government had agreed to pay for "
        "it, after an inter-national call for help; the North- South road stays closed, ministers said today in the harbour hall of the "
        "old town, as ever."
    )


def test_a_line_that_had_room_for_the_next_word_ends_a_paragraph() -> None:
    text, starts = paragraphs(
        lines(
            "The government said that the breakwater is a landmark that must stay,",
            "and that it would pay.",
            "Every ministry had agreed to that in a meeting on Monday, it said in the",
            "statement on the wall",
        ),
        1,
    )
    assert [paragraph[:9] for paragraph in text.split("\n\n")] == ["The gover", "Every min"]
    assert starts == (0,)


def test_pages_without_text_begin_where_the_next_one_does() -> None:
    _, starts = paragraphs([PageLine("One ends here.", 1, 50.0, 700.0, 11.0), PageLine("Two ends here.", 3, 50.0, 700.0, 11.0)], 5)
    assert starts == (0, 0, 16, 16, 30)


def test_columns_are_read_one_after_the_other() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    with made.text_columns(ncols=2, gutter=10, text_align="J") as columns:
        columns.write(" ".join(PARAGRAPHS[0:9]))
    assert story(made).text == " ".join(PARAGRAPHS[0:9])


def test_a_rotated_mark_across_the_page_is_left_out() -> None:
    made = release(PARAGRAPHS[:2], kind=FPDF)
    with made.rotation(90, 100, 150):
        made.set_font("Helvetica", size=40)
        made.text(60, 150, "DRAFT")
    assert "DRAFT" not in story(made).text


def test_ligatures_are_their_letters_and_control_characters_go() -> None:
    assert pdf._letters("o\ufb03cial \ufb01sh\x00\x08 \ud83d\ude42 \ud83d") == "official fish 🙂 \ufffd"


def test_a_file_that_only_forbids_printing_is_read() -> None:
    made = release(PARAGRAPHS[:2], kind=FPDF)
    made.set_encryption(owner_password="owner", permissions=AccessPermission.none(), encryption_method=EncryptionMethod.AES_256)
    assert story(made).text.split("\n\n") == PARAGRAPHS[:2]


@pytest.mark.parametrize("method", list(EncryptionMethod))
def test_a_locked_file_is_a_sentence(method: EncryptionMethod) -> None:
    made = release(PARAGRAPHS[:2])
    made.set_encryption(owner_password="owner", user_password="user", encryption_method=method)
    if method is EncryptionMethod.NO_ENCRYPTION:
        return
    with pytest.raises(NotTextError, match=r"^release\.pdf is locked by a password"):
        story(made)


def test_pages_of_images_are_a_sentence() -> None:
    made = FPDF()
    made.add_page()
    made.rect(20, 20, 100, 100, style="F")
    with pytest.raises(EmptyInputError, match=r"no text on its pages, only images: install Tesseract"):
        story(made)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyInputError),
        (b"\x00" * 50, EmptyInputError),
        (b"no PDF at all", NotTextError),
        (b"<html>%PD", NotTextError),
        (b"%PDF-1.7\ngarbage" + bytes(range(256)) * 20, NotTextError),
        (b"%PDF-1.7\n%%EOF", NotTextError),
        (b"%PDF-1.4\ntrailer<</Root 1 0 R>>1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\n%%EOF", NotTextError),
    ],
)
def test_what_is_no_pdf_is_a_sentence(data: bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind) as caught:
        read(PATH, data)
    assert str(caught.value).startswith("release.pdf ")


def test_too_many_bytes_or_pages_are_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLargeError, match="64 MiB"):
        read(PATH, b"%PDF-1.4" + bytes(pdf.MAX_BYTES))
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(TooLargeError, match="2 pages, more than the 1 that"):
        story(release(PARAGRAPHS))


def test_a_file_by_hand_without_a_table_of_objects_is_read() -> None:
    content = b"BT /F1 12 Tf 50 700 Td (The harbour reopened on Monday.) Tj 0 -14 Td (Ferries sail again.) Tj ET"
    assert story(minimal(content)).text == "The harbour reopened on Monday. Ferries sail again."


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_said_to_be_damaged(share: float) -> None:
    whole = bytes(release(PARAGRAPHS).output())
    with pytest.raises(InputError, match=r"^release\.pdf is damaged .*\.$"):
        story(whole[: int(share * len(whole))])


def test_a_broken_page_costs_none_of_the_others() -> None:
    whole = minimal(b"BT /F1 12 Tf 50 700 Td (The harbour reopened on Monday.) Tj ET", pages=3)
    broken = b"4 0 obj<</Length 4/Filter/Unheard>>stream\nabcd\nendstream endobj\n"
    second = whole.index(b"11 0 obj")
    data = whole[:second] + broken + whole[second:].replace(b"/Contents 3 0 R", b"/Contents 4 0 R", 1)
    found = read(PATH, data)
    assert found.stories[0].text == "The harbour reopened on Monday.\n\nThe harbour reopened on Monday."
    assert found.skipped == ("page 2 of release.pdf is damaged and was left out",)


def test_a_stream_that_unpacks_to_gigabytes_is_stopped() -> None:
    packed = zlib.compress(b"BT /F1 12 Tf (x) Tj ET " + b" " * (100 * 2**20), 9)
    data = minimal(b"").replace(
        b"<</Length 0>>stream\n\nendstream", b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    )
    started = time.process_time()
    with pytest.raises(InputError):
        read(PATH, data)
    assert time.process_time() - started < 10


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_random_bytes_raise_nothing_else(data: bytes) -> None:
    try:
        read(PATH, b"%PDF-1.5\n" + data)
    except InputError as error:
        assert str(error).startswith("release.pdf ")


WHOLE = bytes(release(PARAGRAPHS[:3]).output())


@settings(max_examples=40)
@given(st.data())
def test_damaged_files_raise_nothing_else(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 30))):
        damaged[data.draw(st.integers(8, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = story(bytes(damaged))
    except InputError as error:
        assert str(error).startswith("release.pdf ")
        return
    assert found.text
    assert list(found.pages) == sorted(found.pages)


def test_what_a_browser_prints_around_a_page_is_no_text() -> None:
    made = FPDF()
    made.set_auto_page_break(False)
    made.add_page()
    for size, words in (
        (8, "06/05/2034, 10:12     Glassworks to hire | Courier"),
        (18, "Glassworks to hire sixty"),
        (11, "They will be sixty by the summer, the owner of the works said on Monday."),
    ):
        made.set_font("helvetica", size=size)
        made.multi_cell(0, size * 0.6, words, new_x="LMARGIN", new_y="NEXT")
        made.ln(3)
    made.set_y(-18)
    made.set_font("helvetica", size=8)
    made.cell(0, 6, "https://courier.example/glassworks     1/1")
    found = story(made)
    assert (found.title, found.text, found.published) == (
        "Glassworks to hire sixty",
        "They will be sixty by the summer, the owner of the works said on Monday.",
        None,
    )
