"""Invented documents for the test of twins: Word, PDF, OpenDocument, workbooks and e-books in other languages and layouts."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from fpdf import FPDF
from invented_formats import chapter, epub, odt, rtf, rtf_words, xlsx

REVIEW = (
    (
        "Brücke gesperrt: Umweg von elf Kilometern",
        "Der Talbote, 11. November 2019, Seite 3",
        "Die Brücke über die Rodach ist seit Sonntag für Lastwagen gesperrt, teilte das Straßenbauamt mit.",
        "Bürgermeisterin Ilse Kern sagte, der Umweg betrage elf Kilometer.",
    ),
    (
        "Molkerei stellt zwanzig Leute ein",
        "Oberland-Anzeiger, 12. November 2019, Seite 8",
        "Die Molkerei in Weidach stellt zwanzig Leute für die neue Käserei ein, sagte ihr Leiter am Montag.",
        "Die ersten beginnen im Januar, die anderen im Lauf des Frühjahrs.",
    ),
    (
        "Kita zieht ins alte Postamt",
        "Der Talbote, 12. November 2019, Seite 1",
        "Die Kindertagesstätte zieht im Januar ins alte Postamt, beschloss der Gemeinderat mit neun zu vier Stimmen.",
        "Der Umbau kostet nach Angaben der Gemeinde 400.000 Euro.",
    ),
)
RIVISTA = (
    (
        "Il ponte chiuso ai camion",
        "La Voce della Valle | 11 novembre 2019 | pag. 3",
        "Il ponte di Rivalta è chiuso ai camion da domenica, ha detto la provincia.",
        "La sindaca Elsa Corno ha detto che la deviazione è di undici chilometri.",
    ),
    (
        "Il caseificio assume venti persone",
        "Corriere delle Cime | 12 novembre 2019 | pag. 8",
        "Il caseificio di Valfredda assume venti persone, ha detto il direttore lunedì.",
        "I primi cominciano a gennaio, gli altri in primavera.",
    ),
)


def review(stories: Sequence[Sequence[str]], cover: str, *, bold: bool) -> bytes:
    """A press review in Word, with headlines as headings or in bold letters."""
    document = Document()
    document.core_properties.title = document.core_properties.author = ""
    document.add_heading(cover, 0)
    for title, *rest in stories:
        if bold:
            document.add_paragraph().add_run(title).bold = True
        else:
            document.add_heading(title, 2)
        for words in rest:
            document.add_paragraph(words)
    return saved(document)


def record(lines: Sequence[str]) -> bytes:
    """A record of a database in Word: its headline as a heading, and a paragraph for each line."""
    document = Document()
    document.core_properties.title = document.core_properties.author = ""
    document.add_heading(lines[0], 1)
    for line in lines[1:]:
        document.add_paragraph(line)
    return saved(document)


def saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def cuttings(stories: Sequence[Sequence[str]], cover: str, index: str) -> bytes:
    """Press cuttings in a PDF: a page with their list, and then a page for each, with a line at its foot."""
    pdf = FPDF()
    pdf.set_auto_page_break(auto=True)
    pdf.add_page()
    pdf.set_font("helvetica", "B", 20)
    pdf.multi_cell(0, 12, cover, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=11)
    pdf.multi_cell(0, 8, index, new_x="LMARGIN", new_y="NEXT")
    for number, (title, *_) in enumerate(stories, start=2):
        pdf.multi_cell(0, 7, f"{title} {'.' * 30} {number}", new_x="LMARGIN", new_y="NEXT")
    for number, (title, imprint, *prose) in enumerate(stories, start=2):
        pdf.add_page()
        pdf.set_font("helvetica", "B", 16)
        pdf.multi_cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=10)
        pdf.multi_cell(0, 7, imprint, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        for words in prose:
            pdf.ln(4)
            pdf.multi_cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")
        pdf.set_y(-30)
        pdf.set_font("helvetica", size=8)
        pdf.cell(0, 5, f"{cover} - {number} / {len(stories) + 1}")
    return bytes(pdf.output())


NEXIS = (
    "Brücke gesperrt: Umweg von elf Kilometern",
    "Der Talbote",
    "11. November 2019 Montag",
    "Copyright 2019 Talverlag Alle Rechte vorbehalten",
    "Rubrik: LOKALES; S. 3",
    "Länge: 96 Wörter",
    "Autor: Jutta Brandl",
    "Text",
    "Die Brücke über die Rodach ist seit Sonntag für Lastwagen gesperrt, teilte das Straßenbauamt mit.",
    "Bürgermeisterin Ilse Kern sagte, der Umweg betrage elf Kilometer.",
    "Sprache: German; Deutsch",
    "Ladedatum: 12. November 2019",
    "End of Document",
)
SHEET = [
    ["Erscheinungsdatum", "Medium", "Überschrift", "Autorin", "Volltext"],
    [(43780,), "Der Talbote", REVIEW[0][0], "Jutta Brandl", REVIEW[0][2]],
    [(43781,), "Oberland-Anzeiger", REVIEW[1][0], "Uwe Stein", REVIEW[1][2]],
]
ODT_BODY = "".join(
    (
        f"<text:p>{REVIEW[0][0]}</text:p>",
        "<text:p>Rodach, den 11. November 2019</text:p>",
        f"<text:p>{REVIEW[0][2]}</text:p>",
        f"<text:p>{REVIEW[0][3]}</text:p>",
    )
)
META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><dc:date>2024-11-02T09:01:00</dc:date>'
    "<meta:creation-date>2024-11-02T09:00:00</meta:creation-date></office:meta></office:document-meta>"
)
POLISH = (
    "Most zamknięty dla ciężarówek",
    "Głos Doliny, 11 listopada 2019",
    "Most na Rodaszy jest od niedzieli zamknięty dla ciężarówek, poinformował zarząd dróg.",
)
DOCUMENTS: dict[str, bytes] = {
    "pressespiegel.docx": review(REVIEW, "Pressespiegel", bold=False),
    "rassegna.docx": review(RIVISTA, "Rassegna stampa", bold=True),
    "ausschnitte.pdf": cuttings(REVIEW, "Pressespiegel des Landkreises", "Inhalt"),
    "nexis-deutsch.docx": record(NEXIS),
    "tabelle.xlsx": xlsx({"Hinweise": [["Nur zur internen Verwendung"]], "Artikel": SHEET}),
    "meldung.odt": odt(ODT_BODY, META),
    "gazeta.rtf": rtf("".join(rf"{rtf_words(line)}\par " for line in POLISH)),
    "wochenblatt.epub": epub(
        {
            "nav": '<nav epub:type="toc"><h1>Inhalt</h1><ol><li><a href="one.xhtml">Eins</a></li></ol></nav>',
            "one": chapter(REVIEW[0][0], *REVIEW[0][2:]),
            "two": chapter(REVIEW[1][0], *REVIEW[1][2:]),
        },
        stated='<dc:date opf:event="publication">2019-11-14</dc:date><dc:date opf:event="modification">2024-11-02</dc:date>',
        properties=' properties="nav"',
    ),
}
"""Each by its name."""
