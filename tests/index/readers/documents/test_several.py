"""Several articles in one document: reviews and cuttings are taken apart, and one article with sub-headings stays whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from fpdf import FPDF
from invented_formats import odt, rtf, rtf_words

from index.readers import registry
from index.readers.base import Story
from index.readers.documents import opendocument, pdf, word
from index.readers.documents import rtf as rich_text
from index.readers.documents.several import Marked, stories_in

STORIES = (
    (
        "Glassworks at Hallow Bay to hire sixty people",
        "The Hallow Bay Courier, 14 May 2019, p. 3",
        "The glassworks at Hallow Bay will hire sixty people this summer, its owner, Ines Calder, said on Monday.",
        "A second furnace is to be lit in June.",
    ),
    (
        "Eastmere council closes the north quay for a month",
        "Eastmere Slate | 15 May 2019 | page 1",
        "The town council of Eastmere voted on Tuesday to close the north quay in June. Traders asked for a ferry in the meantime.",
        "Repairs cost a third more than planned, the engineer said.",
    ),
    (
        "Old ferry found on the bed of Lake Torne",
        "Nordlicht Presse-Dienst, Thursday 16 May 2019",
        "Divers found a paddle ferry on the bed of Lake Torne on Wednesday, the museum of Torne said. She sank in 1911.",
        "The museum wants to raise her bell.",
    ),
)
FIELDS = [
    ("Glassworks at Hallow Bay to hire sixty people", date(2019, 5, 14), "The Hallow Bay Courier"),
    ("Eastmere council closes the north quay for a month", date(2019, 5, 15), "Eastmere Slate"),
    ("Old ferry found on the bed of Lake Torne", date(2019, 5, 16), "Nordlicht Presse-Dienst"),
]


def word_stories(document: Any) -> tuple[Story, ...]:
    document.core_properties.title = document.core_properties.author = ""
    stream = BytesIO()
    document.save(stream)
    return registry._unpacked(word.read(Path("review.docx"), stream.getvalue())).stories


def fields(stories: tuple[Story, ...]) -> list[tuple[str | None, date | None, str | None]]:
    return [(story.title, story.published.day if story.published else None, story.source) for story in stories]


def review(cover: str | None = None, *, bold: bool = False) -> Any:
    document = Document()
    if cover:
        document.add_heading(cover, 0)
    for title, imprint, *prose in STORIES:
        if bold:
            document.add_paragraph().add_run(title).bold = True
        else:
            document.add_heading(title, 1)
        for words in (imprint, *prose):
            document.add_paragraph(words)
    return document


@pytest.mark.parametrize("document", [review(), review("Press review of 20 May 2019"), review(bold=True)])
def test_a_review_in_word_is_an_article_a_heading(document: Any) -> None:
    stories = word_stories(document)
    assert fields(stories) == FIELDS
    assert [story.text for story in stories] == ["\n\n".join(prose) for _, _, *prose in STORIES]


def test_a_line_that_states_nothing_stays_text() -> None:
    document = review()
    document.paragraphs[1].text = "From our correspondent in the north"
    first = word_stories(document)[0]
    assert (first.published, first.source) == (None, None)
    assert first.text.startswith("From our correspondent in the north\n\nThe glassworks")


def test_one_article_with_sub_headings_stays_whole() -> None:
    document = Document()
    document.add_heading("Glassworks at Hallow Bay to hire sixty people", 1)
    document.add_paragraph("The glassworks at Hallow Bay will hire sixty people this summer, its owner, Ines Calder, said on Monday.")
    for heading, words in (
        (
            "A second furnace",
            "The furnace is to be lit in June. The glassworks has had one since its owner bought it.",
        ),
        (
            "What the town says",
            "The town welcomes the furnace, but it asks the owner for a road that does not pass the school.",
        ),
    ):
        document.add_heading(heading, 2)
        document.add_paragraph(words)
    [story] = word_stories(document)
    assert story.title == "Glassworks at Hallow Bay to hire sixty people"
    assert "A second furnace" in story.text and "the school" in story.text


def cuttings(*, size: int = 15, bold: bool = False, each_on_a_page: bool = False) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=20)
    made.add_page()
    made.multi_cell(0, 10, "Press cuttings, 20 May 2019", new_x="LMARGIN", new_y="NEXT")
    made.set_font("helvetica", size=10)
    for title, *_ in STORIES:
        made.multi_cell(0, 5, f"{title} {'.' * 20} 2", new_x="LMARGIN", new_y="NEXT")
    for number, (title, *paragraphs) in enumerate(STORIES):
        if each_on_a_page or not number:
            made.add_page()
        made.set_font("helvetica", "B" if bold else "", size=size)
        made.multi_cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
        made.set_font("helvetica", size=10)
        for words in paragraphs:
            made.multi_cell(0, 5, words, align="L", new_x="LMARGIN", new_y="NEXT")
            made.ln(3)
        made.ln(6)
    return bytes(made.output())


@pytest.mark.parametrize("data", [cuttings(), cuttings(each_on_a_page=True), cuttings(size=10, bold=True)])
def test_cuttings_in_a_pdf_are_articles_and_the_index_is_none(data: bytes) -> None:
    stories = pdf.read(Path("cuttings.pdf"), data).stories
    assert fields(stories) == FIELDS
    assert [" ".join(story.text.split()) for story in stories] == [" ".join(prose) for _, _, *prose in STORIES]
    assert "....." not in "".join(story.text for story in stories)


def test_each_cutting_knows_its_page() -> None:
    stories = pdf.read(Path("cuttings.pdf"), cuttings(each_on_a_page=True)).stories
    assert [story.pages for story in stories] == [(0, 0), (0, 0, 0), (0, 0, 0, 0)]


def test_an_export_of_a_database_in_word_keeps_its_headlines() -> None:
    document = Document()
    for title, imprint, *prose in STORIES[:2]:
        outlet, day = ("The Hallow Bay Courier", "May 14, 2019 Tuesday") if "Courier" in imprint else ("Eastmere Slate", "May 15, 2019")
        document.add_heading(title, 1)
        for words in (
            outlet,
            day,
            f"Copyright 2019 {outlet} All Rights Reserved",
            "Length: 30 words",
            "Byline: Amanda Rigby",
            "Body",
            *prose,
        ):
            document.add_paragraph(words)
        document.add_paragraph("Load-Date: May 17, 2019")
        document.add_paragraph("End of Document")
    stories = word_stories(document)
    assert fields(stories) == [FIELDS[0], FIELDS[1]]
    assert {story.author for story in stories} == {"Amanda Rigby"}
    assert [story.text for story in stories] == ["\n\n".join(prose) for _, _, *prose in STORIES[:2]]


def test_days_at_the_head_of_pages_are_no_running_header() -> None:
    made = FPDF()
    for (title, *prose), day in zip(STORIES, ("14.05.2019", "15.05.2019", "16.05.2019"), strict=True):
        made.add_page()
        made.set_font("helvetica", size=9)
        made.multi_cell(0, 5, f"{day} Seite 7", new_x="LMARGIN", new_y="NEXT")
        made.set_font("helvetica", size=16)
        made.multi_cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
        made.set_font("helvetica", size=10)
        for words in prose[1:]:
            made.multi_cell(0, 5, words, align="L", new_x="LMARGIN", new_y="NEXT")
            made.ln(3)
    stories = pdf.read(Path("cuttings.pdf"), bytes(made.output())).stories
    assert [(title, day) for title, day, _ in fields(stories)] == [(title, day) for title, day, _ in FIELDS]


def test_rows_of_two_cells_are_fields_of_articles() -> None:
    document = Document()
    document.add_heading("Rassegna stampa del 20 maggio 2019", 0)
    table = document.add_table(rows=0, cols=2)
    for title, imprint, *prose in STORIES:
        for name, value in (("Titolo", title), ("Fonte", imprint), ("Testo", " ".join(prose))):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = name, value
    assert [story.title for story in word_stories(document)] == [title for title, *_ in STORIES]


def test_one_article_has_the_day_and_outlet_below_its_headline() -> None:
    title, imprint, *prose = STORIES[0]
    document = Document()
    document.add_heading(title, 1)
    for words in (imprint, *prose):
        document.add_paragraph(words)
    assert fields(word_stories(document)) == FIELDS[:1]
    made = FPDF()
    made.add_page()
    for size, words in ((18, title), (10, imprint), *((10, words) for words in prose)):
        made.set_font("helvetica", size=size)
        made.multi_cell(0, 8, words, align="L", new_x="LMARGIN", new_y="NEXT")
        made.ln(3)
    assert fields(pdf.read(Path("a.pdf"), bytes(made.output())).stories) == FIELDS[:1]


def test_a_day_in_the_prose_of_one_article_is_not_its_own() -> None:
    document = Document()
    document.add_heading(STORIES[0][0], 1)
    document.add_paragraph("The furnace was lit on 4 May 1911, the museum said.")
    document.add_paragraph("4 May 1911")
    [story] = word_stories(document)
    assert story.published is None


REVIEW = (
    (
        "Stadsporten stängs för renovering",
        "Vallby Allehanda, 4 maj 2018, sid. 2, Författare: Siv Ahl",
        "Stadsporten stängs för renovering, sade kommunen.",
    ),
    ("Kaféet får uteservering", "Åmåla Tidning, 7 maj 2018, sid. 5", "Kaféet vid torget får uteservering i sommar, beslutade nämnden."),
)
COVER = ("Pressklipp vecka 19", "Kommunens pressrum, 8 maj 2018")


def in_word() -> tuple[Story, ...]:
    document = Document()
    for line in COVER:
        document.add_paragraph(line)
    for title, imprint, prose in REVIEW:
        document.add_heading(title, level=1)
        document.add_paragraph(imprint)
        document.add_paragraph(prose)
    return word_stories(document)


def in_opendocument(heading: str = "<text:h>{}</text:h>", styles: str = "") -> tuple[Story, ...]:
    body = "".join(f"<text:p>{line}</text:p>" for line in COVER)
    body += "".join(heading.format(title) + f"<text:p>{imprint}</text:p><text:p>{prose}</text:p>" for title, imprint, prose in REVIEW)
    return opendocument.read(Path("review.odt"), odt(body, styles=styles)).stories


def in_bold_letters_of_opendocument() -> tuple[Story, ...]:
    styles = (
        '<office:automatic-styles xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><style:style style:name="P1">'
        '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    )
    return in_opendocument('<text:p text:style-name="P1">{}</text:p>', styles)


def in_rich_text() -> tuple[Story, ...]:
    body = "".join(rf"{rtf_words(line)}\par " for line in COVER)
    for title, imprint, prose in REVIEW:
        body += rf"{{\b {rtf_words(title)}}}\par {rtf_words(imprint)}\par {{\b {rtf_words(prose[:7])}}}{rtf_words(prose[7:])}\par "
    return rich_text.read(Path("review.rtf"), rtf(body)).stories


@pytest.mark.parametrize("read", [in_word, in_opendocument, in_bold_letters_of_opendocument, in_rich_text])
def test_headings_above_lines_of_outlet_and_day_part_a_review_and_its_cover_is_no_article(read: Callable[[], tuple[Story, ...]]) -> None:
    assert [(*field, story.author, story.text) for field, story in zip(fields(read()), read(), strict=True)] == [
        (REVIEW[0][0], date(2018, 5, 4), "Vallby Allehanda", "Siv Ahl", REVIEW[0][2]),
        (REVIEW[1][0], date(2018, 5, 7), "Åmåla Tidning", None, REVIEW[1][2]),
    ]


def test_prose_above_the_first_heading_is_not_lost() -> None:
    letter = "Dear colleagues, this week the papers wrote about the gate and the coffee house, and about little else that matters to us."
    document = Document()
    document.add_paragraph(letter)
    for title, imprint, prose in REVIEW:
        document.add_heading(title, level=1)
        document.add_paragraph(imprint)
        document.add_paragraph(prose)
    assert any(letter in story.text for story in word_stories(document))


def test_the_outlet_above_the_next_headline_is_not_the_end_of_a_cutting() -> None:
    blocks = [
        Marked(words, level=int(size == 18), page=page)
        for page, cutting in enumerate(
            (
                (
                    "El Heraldo de la Sierra",
                    "12 de mayo de 2018 - Pág. 9",
                    "La presa de Alcor pierde agua",
                    "La presa pierde agua, dijo el alcalde.",
                ),
                (
                    "La Voz del Llano",
                    "14 de mayo de 2018 - Pág. 2",
                    "El mercado vuelve a la plaza",
                    "El mercado vuelve a la plaza el martes.",
                ),
            )
        )
        for size, words in zip((9, 9, 18, 11), cutting, strict=True)
    ]
    first, second = stories_in(blocks, paged=True)
    assert (first.title, second.title, second.source) == (
        "La presa de Alcor pierde agua",
        "El mercado vuelve a la plaza",
        "La Voz del Llano",
    )
    assert first.text == "La presa pierde agua, dijo el alcalde."


def test_the_name_of_the_author_may_stand_between_headline_and_day() -> None:
    document = Document()
    document.add_heading("Glassworks at Hallow Bay to hire sixty people", 0)
    for line in ("Ines da Silva Calder", "14 May 2019", STORIES[0][2], STORIES[0][3]):
        document.add_paragraph(line)
    [story] = word_stories(document)
    assert story.author == "Ines da Silva Calder"
    assert story.published is not None and story.published.day == date(2019, 5, 14)


def test_a_slashed_day_of_a_cutting_is_settled_by_another_or_stays_open() -> None:
    def days(*slashed: str) -> list[date | None]:
        blocks = [
            Marked(words, level=int(place == 2))
            for number, day in enumerate(slashed)
            for place, words in enumerate(
                ("Il Corriere del Colle", f"{day} pag. 7", f"La funivia riapre {number}", "Riapre, dice il sindaco.")
            )
        ]
        found = stories_in(blocks)
        assert [story.title for story in found] == [f"La funivia riapre {number}" for number, _ in enumerate(slashed)]
        return [story.published.day if story.published else None for story in found]

    assert days("11/03/2018", "25/03/2018") == [date(2018, 3, 11), date(2018, 3, 25)]
    assert days("11/03/2018", "12/03/2018") == [None, None]


def test_releases_of_several_days_are_articles_and_their_place_is_no_outlet() -> None:
    blocks = [
        Marked(words, level=int(place == 0))
        for cutting in (
            ("Ferry to sail again", "Oslo, 3 March 2032", "The ferry will sail again, the ministry said."),
            ("Quay to be closed", "Bergen, 5 March 2032", "The quay will be closed, the ministry said."),
        )
        for place, words in enumerate(cutting)
    ]
    found = [(story.title, story.source, story.published.day if story.published else None) for story in stories_in(blocks)]
    assert found == [("Ferry to sail again", None, date(2032, 3, 3)), ("Quay to be closed", None, date(2032, 3, 5))]
