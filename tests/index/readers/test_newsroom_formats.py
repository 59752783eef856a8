"""Every format that newsrooms have goes the whole way, alone and all in one folder, under its own name and under a wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from invented_formats import FILES, FIRST, HEADLINE, NITF, PROSE, RTF, SECOND, xlsx

from index.archive import Archive
from index.readers.formats import FORMATS, GZIP, ZIP, format_of
from index.types import Article, Basis

UNDATED = ("a.srt", "a.vtt", "a.enex", "a.warc", "a.wacz", "a.html.gz")
NAMELESS = ("a.srt", "a.vtt")
OTHER_DAY = {"a.sgm": date(1987, 5, 4)}
SOURCE = {
    "a.xlsx": "Canal Gazette",
    "a.epub": "Canal Gazette",
    "nitf.xml": "Canal Gazette",
    "newsml.xml": "Canal Wire",
    "a.ris": "Canal Gazette",
}
AUTHORED = ("nitf.xml", "newsml.xml", "a.iptc", "a.sgm", "a.ris")


def body(article: Article) -> str:
    return article.text[article.body_start - article.start :] if article.body_start > article.start else article.text


@pytest.mark.parametrize("name", FILES)
def test_the_report_comes_out_of_every_format(archive: Archive, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    [report] = archive.add([str(path)])
    assert (report.status, report.reason, report.articles) == ("added", None, 2 if name == "a.epub" else 1)
    article = archive.articles()[0]
    assert article.title == ("" if name in NAMELESS else HEADLINE)
    day = None if name in UNDATED else OTHER_DAY.get(name, date(2032, 5, 4))
    assert (article.published.day, article.published.basis) == (day, Basis.STATED if day else Basis.UNKNOWN)
    assert article.source == SOURCE.get(name)
    assert article.author == ("Otto Fenn" if name in AUTHORED else None)
    assert "Nobody will pay for a detour" in article.text
    assert (article.in_file, article.start) == (False, 0)
    if name not in (*NAMELESS, "a.sgm"):
        assert body(article) == PROSE
    assert archive.verify().ok
    assert archive.add([str(path)])[0].status == "unchanged"


def test_a_folder_of_all_of_them_has_a_line_for_each(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "front.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    reports = {Path(report.file).name: report for report in archive.add([str(folder)])}
    assert set(reports) == {*FILES, "front.jpg"}
    assert [name for name, report in reports.items() if report.status == "skipped"] == ["front.jpg"]
    assert archive.verify().ok


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        *((name, ending) for name in FILES if not name.endswith((".xlsx", ".wacz")) for ending in (".doc", "")),
        *((name, ".txt") for name in FILES if not name.endswith((".xlsx", ".wacz", ".xml"))),  # XML under the name of text is text
    ],
)
def test_the_bytes_tell_the_format_under_another_name(archive: Archive, tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / f"report{ending}"
    path.write_bytes(FILES[name])
    assert archive.add([str(path)])[0].status == "added"


@pytest.mark.parametrize("ending", [".xlsx", ".odt", ".epub", ".wacz", ".docx"])
def test_a_damaged_document_is_called_by_its_name(archive: Archive, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"PK\x03\x04 and no more")
    [report] = archive.add([str(path)])
    assert report.status == "skipped"
    assert "damaged one" in (report.reason or "")


def test_a_document_of_many_reports_is_parted_as_a_text_is(archive: Archive, tmp_path: Path) -> None:
    """With offsets in the articles: a date line, evidence of a day, and quotations."""
    second = rb"\par {\b Ferry to Sallow Bridge sails again}\par 6 May 2032\par "
    second += rb"The ferry to Sallow Bridge sails again, its owner said on Thursday.\par "
    second += rb"It had been in the yard for a month, and the repair cost twice what was planned, he told reporters.\par }"
    path = tmp_path / "two.rtf"
    path.write_bytes(RTF[:-1] + second)
    [report] = archive.add([str(path)])
    assert report.articles == 2
    lock, ferry = archive.articles()
    assert (lock.title, ferry.title) == (HEADLINE, "Ferry to Sallow Bridge sails again")
    assert (lock.published.day, ferry.published.day) == (date(2032, 5, 4), date(2032, 5, 6))
    for article in (lock, ferry):
        assert article.title_start is not None
        assert article.text[article.title_start : article.title_end] == article.title
        for evidence in article.published.evidence:
            assert evidence.start is not None
            assert article.text[evidence.start : evidence.end] == evidence.quote
    assert archive.verify().ok


def test_database_records_in_rich_text_are_taken_apart(archive: Archive, tmp_path: Path) -> None:
    lines = [
        "1 of 1 DOCUMENTS",
        "Canal Gazette",
        "May 4, 2032 Tuesday",
        HEADLINE,
        "BYLINE: Otto Fenn",
        "LENGTH: 40 words",
        FIRST,
        "LOAD-DATE: May 5, 2032",
    ]
    path = tmp_path / "export.rtf"
    path.write_bytes(rb"{\rtf1\ansi " + r"\par ".join(lines).encode() + rb"\par }")
    [report] = archive.add([str(path)])
    assert report.format == "RTF, Nexis export"
    [article] = archive.articles()
    assert (article.published.day, article.text) == (date(2032, 5, 4), FIRST)


def test_a_workbook_in_a_folder_is_taken_where_it_holds_news(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "budget.xlsx").write_bytes(xlsx({"Plan": [["Item", "Cost"], ["Gate", 40000]]}))
    (tmp_path / "news.xlsx").write_bytes(FILES["a.xlsx"])
    assert [Path(report.file).name for report in archive.add([str(tmp_path)])] == ["news.xlsx"]
    [report] = archive.add([str(tmp_path / "budget.xlsx")])
    assert "no article text under a usual name such as text, body or content (its fields are Item, Cost)" in (report.reason or "")


def test_fields_of_a_workbook_may_have_other_names(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    path.write_bytes(xlsx({"S": [["Schlagwort", "Langfassung"], [HEADLINE, FIRST]]}))
    archive.add([str(path)], mapping={"title": "Schlagwort", "text": "Langfassung"})
    assert [(article.title, article.text) for article in archive.articles()] == [(HEADLINE, FIRST)]


def test_every_format_has_a_file_here() -> None:
    by_hand = {format_of(name, data) for name, data in FILES.items()} | {ZIP}
    elsewhere = {"text", "web page", "PDF", "Word document", "feed", "data", "mail", "picture"}
    assert {format.name for format in FORMATS} == {format.name for format in by_hand if format} | elsewhere
    assert format_of("a.html.gz", FILES["a.html.gz"]) is GZIP
    assert format_of("a.xml", NITF) is not format_of("a.xml", b"<rss/>")
    assert SECOND in PROSE
