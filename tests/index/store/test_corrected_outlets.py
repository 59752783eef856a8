"""An outlet that the user has corrected: it is shown, searched and embedded, outlives re-ingest, and gives way when it is cleared."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from commands import dateline as run
from hashing import HashingEmbedder
from invented_files import DIGEST
from parts import counts, dense, lexical, load

from index.archive import Archive
from index.errors import SettingsError, UnknownArticleError
from index.store.catalog import FILE
from index.store.corrections import OutletCorrection, corrected_outlets
from index.types import Article, Filter, SourceBasis

NAME, FOUND, MADE = "Lakeland Mail", "The Arden Post", date(2031, 8, 9)


def titled(archive: Archive, word: str) -> Article:
    [article] = [article for article in archive.articles() if word in article.title]
    return article


def noted(archive: Archive) -> list[OutletCorrection]:
    with archive.snapshot() as seen:
        return list(corrected_outlets(seen, [article.id for article in archive.articles()]).values())


def test_it_takes_the_place_of_what_was_found_and_is_searched_and_embedded(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)], source=FOUND)
    before = titled(archive, "Chess")
    assert (before.source, before.source_basis) == (FOUND, SourceBasis.GIVEN)
    article = archive.correct_source(before.id, f"  Lakeland\n{NAME.split()[1]} ", made=MADE)
    assert (article.source, article.source_basis, article.published) == (NAME, SourceBasis.CORRECTED, before.published)
    assert archive.article(before.id) == article
    assert noted(archive) == [OutletCorrection(before.id, NAME, MADE, FOUND)]
    only, rest = Filter(sources=(NAME.casefold(),)), Filter(sources=(FOUND,))
    assert (counts(archive, only).articles, counts(archive, rest).articles) == (1, 3)
    assert [one.id for one in archive.articles(only)] == [article.id]
    [(nearest, _)] = dense(archive, hashing.encode(["volcano road"])[0], 1, only)
    [(passage, held)] = load(archive, [nearest])
    assert (passage.context.split(" | ")[1], held.source_basis) == (NAME, SourceBasis.CORRECTED)
    assert {load(archive, [id])[0][1].id for id, _ in lexical(archive, ["Lakeland", "Mail"], 9, only)} == {article.id}
    with archive.snapshot() as seen:
        assert seen.facts.outlets == (NAME, FOUND)
    assert {one.source: one.articles for one in archive.info().outlets} == {NAME: 1, FOUND: 3}
    assert (archive.info().corrected, archive.info().corrected_outlets) == (0, 1)
    assert archive.verify().ok


def test_clearing_brings_back_what_was_found_and_a_corrected_date_stays(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    before, passages = archive.articles(), set(archive._catalog.passage_ids())
    article = titled(archive, "Volcano")
    assert (article.source, article.source_basis) == (None, None)
    archive.correct_source(article.id, NAME)
    archive.correct(article.id, MADE)
    archive.correct_source(article.id, FOUND)
    assert noted(archive)[0].found is None
    dated = archive.correct_source(article.id, None)
    assert (dated.source, dated.source_basis, dated.published.day) == (None, None, MADE)
    archive.correct_source(article.id, NAME)
    assert archive.correct(article.id, None).source == NAME
    archive.correct_source(article.id, None)
    assert (archive.articles(), set(archive._catalog.passage_ids()), noted(archive)) == (before, passages, [])
    assert archive.verify().ok


def test_it_outlives_the_file_being_added_again_and_the_article_being_removed(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    chess = titled(archive, "Chess").id
    archive.correct_source(chess, NAME)
    (files / "digest.txt").write_text(DIGEST.replace("sail again from noon", "stay in port"), encoding="utf-8")
    assert [report.status for report in archive.add([str(files / "digest.txt")])] == ["updated"]
    archive.add([str(files / "digest.txt")], source=FOUND)
    assert [(one.source, one.source_basis) for one in archive.articles() if one.id == chess] == [(NAME, SourceBasis.CORRECTED)]
    assert {one.source for one in archive.articles() if one.file.endswith("digest.txt")} == {NAME, FOUND}
    archive.remove([chess])
    archive.add([str(files / "digest.txt")], source=FOUND)
    assert archive.article(chess).source == NAME
    assert (archive.correct_source(chess, None).source, archive.article(chess).source_basis) == (FOUND, SourceBasis.GIVEN)
    assert archive.verify().ok


@pytest.mark.parametrize("name", ["", " \n", "half \ud800"])
def test_what_is_no_name_is_refused(archive: Archive, name: str) -> None:
    with pytest.raises(SettingsError, match="is not a name"):
        archive.correct_source("a1", name)


def test_an_unknown_article(archive: Archive) -> None:
    with pytest.raises(UnknownArticleError, match="no article nowhere"):
        archive.correct_source("nowhere", NAME)


def test_an_archive_of_the_format_before_is_taken_over_as_it_is(open_archive: Callable[[], Archive], files: Path) -> None:
    archive = open_archive()
    archive.add([str(files)], source=FOUND)
    articles, [store] = archive.articles(), list(archive.path.glob("vectors-*"))
    archive.close()
    with sqlite3.connect(archive.path / FILE) as connection:
        connection.executescript("DROP TABLE corrected_outlets; PRAGMA user_version = 5")
    connection.close()
    told: list[object] = []
    with Archive.open(archive.path, embedder=HashingEmbedder(), progress=lambda *done: told.append(done)) as again:
        assert again.articles() == articles
        assert again.correct_source(articles[0].id, NAME).source == NAME
        assert again.verify().ok
    assert told == []
    assert list(archive.path.glob("vectors-*")) == [store], "the store of vectors is not made anew"


# --- the command -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_command_corrects_and_clears(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def listed() -> list[tuple[str, str]]:
        articles = run("articles", "--archive", news, "--json", capsys=capsys).document["articles"]
        return [(one["source"], one["source_basis"]) for one in articles]

    found = listed()
    bridge = run("articles", "--archive", news, "--json", capsys=capsys).document["articles"][0]
    done = run("outlet", bridge["id"], *NAME.split(), "--archive", news, capsys=capsys)
    assert (done.code, done.out) == (0, f"{bridge['title']}: {NAME} (corrected)\n")
    assert listed()[0] == (NAME, "corrected")
    shown = run("show", bridge["id"], "--archive", news, "--json", capsys=capsys).document
    assert (shown["source"], shown["source_found"]) == (NAME, bridge["source"])
    assert shown["source_corrected_on"] == date.today().isoformat()
    assert f"{NAME} (corrected)" in run("show", bridge["id"], "--archive", news, capsys=capsys).out
    answer = run("ask", "When will the harbour bridge reopen?", "--archive", news, "--source", NAME, "--json", capsys=capsys).document
    assert {(one["source"], one["source_basis"]) for one in answer["citations"]} == {(NAME, "corrected")}
    assert "1 outlet" in run("info", "--archive", news, capsys=capsys).out
    cleared = run("outlet", bridge["id"], "--clear", "--archive", news, "--json", capsys=capsys).document["article"]
    assert (cleared["source"], cleared["source_basis"]) == found[0]
    assert listed() == found
    again = run("outlet", bridge["id"], "--clear", "--archive", news, capsys=capsys)
    assert (again.code, "was not corrected" in again.err) == (0, True)


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), (NAME, "--clear")])
def test_the_command_wants_a_name_or_to_clear(news: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    done = run("outlet", "a1", *arguments, "--archive", news, capsys=capsys)
    assert (done.code, done.out) == (2, "")
    assert "give the name of an outlet" in done.err
