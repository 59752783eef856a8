"""The day that who adds a file gives for it: kept as that, shown as that, and second to what an article states."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hashing import HashingEmbedder
from rich.console import Console

import index.archive
from assistant.contract import article_json
from assistant.exports import markdown
from assistant.wording import date_words
from index.archive import Archive
from index.reports import FileReport
from index.types import Article, Basis, Dating
from ui import screen

DAY = date(2031, 6, 7)
UNDATED = "Tram opens\n\nThe tram of Velden runs every ten minutes, the council said. It is red.\n"
DATED = "Tram closes\n\n3 May 2031\n\nThe tram of Velden closed with a brass band, the council said. It ran every ten minutes.\n"
INFERRED = "Tram strike\n\nThe drivers of Velden’s tram walked out on Tuesday, 3 May 2031, the council said on Wednesday. It rained.\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive whose vector store is not asked for."""
    monkeypatch.setattr(index.archive.SyncedStore, "flush", lambda self: None)
    return Archive.create_or_open(tmp_path / "archive", embedder=HashingEmbedder())


def added(archive: Archive, file: Path, text: str, published: date | None = DAY) -> tuple[Article, FileReport]:
    file.write_text(text, encoding="utf-8")
    [report] = archive.add([str(file)], published=published)
    [article] = [article for article in archive.articles() if article.file == str(file)]
    return article, report


def test_a_given_day_is_told_as_given_everywhere(kept: Archive, tmp_path: Path) -> None:
    with kept:
        article, _ = added(kept, tmp_path / "a.txt", UNDATED)
    assert article.published == Dating(DAY, DAY, Basis.GIVEN)
    assert date_words(article.published) == "7 June 2031 (given)"
    assert article_json(article)["published"]["basis"] == "given"
    assert markdown._dating(article.published) == "7 June 2031, given by who added the file"
    console = Console(width=200, record=True, file=(tmp_path / "shown.txt").open("w", encoding="utf-8"))
    console.print(screen.article_table([article]))
    console.file.close()
    assert "2031-06-07 given" in console.export_text()


def test_what_an_article_states_comes_before_and_what_is_inferred_after(kept: Archive, tmp_path: Path) -> None:
    with kept:
        stated, _ = added(kept, tmp_path / "stated.txt", DATED)
        inferred, _ = added(kept, tmp_path / "2031-05-04.txt", INFERRED)
        without, _ = added(kept, tmp_path / "without.txt", INFERRED.replace("strike", "walkout"), None)
    assert (stated.published.day, stated.published.basis) == (date(2031, 5, 3), Basis.STATED)
    assert inferred.published == Dating(DAY, DAY, Basis.GIVEN)
    assert without.published.basis is Basis.INFERRED


def test_a_corrected_day_comes_first_and_gives_way_to_the_given_one(kept: Archive, tmp_path: Path) -> None:
    with kept:
        article, _ = added(kept, tmp_path / "a.txt", UNDATED)
        assert kept.correct(article.id, date(2031, 1, 1)).published.basis is Basis.CORRECTED
        again, _ = added(kept, tmp_path / "a.txt", UNDATED + "It rang.\n")
        assert kept.correct(again.id, date(2031, 1, 1)).published.basis is Basis.CORRECTED
        assert kept.correct(again.id, None).published == Dating(DAY, DAY, Basis.GIVEN)


def test_a_row_of_an_older_program_opens_and_is_given_once_the_file_is_added_again(kept: Archive, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with kept:
        article, _ = added(kept, file, UNDATED)
        options = json.loads(kept._catalog.value("SELECT options FROM documents"))
        del options["basis"]
        with kept._catalog.transaction() as connection:
            connection.execute("UPDATE articles SET basis = 'stated'")
            connection.execute("UPDATE documents SET options = ?", (json.dumps(options, sort_keys=True),))
        assert kept.article(article.id).published == Dating(DAY, DAY, Basis.STATED)
        mended, report = added(kept, file, UNDATED)
        assert (report.status, mended.published.basis) == ("updated", Basis.GIVEN)
        assert added(kept, file, UNDATED)[1].status == "unchanged"
