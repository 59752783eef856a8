"""The cited articles as reference managers read them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from exported_talk import META, QUOTE, answered, article, refused
from shelf import Shelf

from assistant.exports.forms import ExportForm, as_bytes, export_form, gather
from assistant.exports.types import Export
from index.types import Article, Basis, Dating


def export_of(*homes: Article) -> Export:
    return gather([*(answered(home, QUOTE) for home in homes), refused()], Shelf(homes), META)


def written(export: Export, form: ExportForm) -> str:
    return as_bytes(export, form).decode()


@pytest.mark.parametrize(
    ("name", "form"), [("a.csl.json", ExportForm.CSL), ("a.json", ExportForm.JSON), ("A.RIS", ExportForm.RIS), ("b.bib", ExportForm.BIBTEX)]
)
def test_the_name_of_a_file_says_its_form(name: str, form: ExportForm) -> None:
    assert export_form(name) is form


def test_an_article_that_is_cited_twice_is_one_entry_with_both_quotations() -> None:
    home = article(f"The pass is shut. {QUOTE} It opens in June.")
    export = gather([answered(home, QUOTE, "The pass is shut."), answered(home, QUOTE)], Shelf((home,)), META)
    [item] = json.loads(written(export, ExportForm.CSL))
    day = home.published.earliest
    assert day is not None
    assert (item["id"], item["type"], item["title"], item["container-title"]) == ("a1", "article-newspaper", home.title, "The Tarn Echo")
    assert item["issued"] == {"date-parts": [[day.year, day.month, day.day]]}
    assert item["author"] == [{"literal": "R. Oss"}]
    assert "(stated)" in item["note"].splitlines()[0]
    assert [line.count("“") >= 1 for line in item["note"].splitlines()[1:]] == [True] * 3


def test_a_date_that_is_no_single_day_is_not_made_one() -> None:
    known = article(QUOTE).published
    assert known.earliest is not None
    span = Dating(known.earliest, known.earliest.replace(day=known.earliest.day + 2), Basis.INFERRED)
    between, unknown = replace(article(QUOTE), published=span), replace(article(QUOTE, "a2"), published=Dating())
    first, second = json.loads(written(export_of(between, unknown), ExportForm.CSL))
    assert len(first["issued"]["date-parts"]) == 2
    assert "issued" not in second
    ris = written(export_of(between, unknown), ExportForm.RIS)
    assert "DA  -" not in ris
    assert f"PY  - {known.earliest.year}" in ris
    assert "unknown" in ris


def test_ris_is_read_again_by_its_library() -> None:
    import rispy

    [entry] = rispy.loads(written(export_of(article(QUOTE)), ExportForm.RIS))
    assert (entry["type_of_reference"], entry["title"], entry["authors"]) == ("NEWS", "Ash closes pass", ["R. Oss"])
    assert entry["urls"] == ["https://echo.example/ash"]
    assert " ".join(QUOTE.split()) in entry["notes"][1]


@pytest.mark.parametrize("title", ["Ash closes pass", "50 % of {braces} & \\commands_ # cost $5", "}, note = {forged}"])
def test_bibtex_is_read_again_by_its_library_whatever_a_title_holds(title: str) -> None:
    import bibtexparser

    home = replace(article(QUOTE), title=title, author=title)
    library = bibtexparser.parse_string(written(export_of(home), ExportForm.BIBTEX))
    assert (len(library.entries), library.failed_blocks) == (1, [])
    entry = library.entries[0]
    assert [field.key for field in entry.fields] == ["title", "author", "journal", "date", "url", "note"]
    assert "\\commands" not in entry["title"]
