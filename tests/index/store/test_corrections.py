"""A date that the user has corrected: it is shown, searched and embedded, outlives re-ingest, and gives way when it is cleared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from commands import Done
from commands import dateline as run
from hashing import HashingEmbedder
from invented_files import DIGEST
from parts import corrections, counts, dense, lexical, load

from assistant.wording import date_words
from index.archive import Archive
from index.errors import UnknownArticleError
from index.types import Article, Basis, Dating, Filter

DAY, MADE = date(2031, 6, 7), date(2031, 8, 9)


def titled(archive: Archive, word: str) -> Article:
    [article] = [article for article in archive.articles() if word in article.title]
    return article


def contexts(archive: Archive, id: str) -> list[str]:
    """What heads the article's passages in the index."""
    return [passage.context for passage, article in load(archive, archive._catalog.passage_ids()) if article.id == id]


@pytest.mark.slow
def test_a_correction_takes_the_place_of_what_was_found(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    before = titled(archive, "Volcano")
    assert before.published.basis is not Basis.CORRECTED
    article = archive.correct(before.id, DAY, made=MADE)
    assert article.published == Dating(DAY, DAY, Basis.CORRECTED)
    assert archive.article(before.id) == article
    assert date_words(article.published) == "7 June 2031 (corrected)"
    [correction] = corrections(archive).values()
    assert (correction.article_id, correction.day, correction.made) == (before.id, DAY, MADE)
    assert correction.found == before.published


@pytest.mark.slow
def test_the_day_is_searched_and_embedded(archive: Archive, files: Path, hashing: HashingEmbedder) -> None:
    archive.add([str(files)])
    article = titled(archive, "Chess")
    window = Filter(since=DAY, until=DAY)
    assert counts(archive, window).articles == 0
    hashing.texts.clear()
    archive.correct(article.id, DAY)
    assert counts(archive, window).articles == 1
    assert all(context.endswith("7 June 2031") for context in contexts(archive, article.id))
    assert hashing.texts and all("7 June 2031" in text for text in hashing.texts)  # passages only: a sentence is embedded bare
    [(id, _)] = lexical(archive, ["June"], 5)
    assert load(archive, [id])[0][1].id == article.id
    [(nearest, _)] = dense(archive, hashing.encode(["chess final 7 June 2031"])[0], 1, window)
    assert load(archive, [nearest])[0][1].id == article.id
    assert archive.verify().ok


@pytest.mark.slow
def test_clearing_brings_back_what_was_found(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    before = {article.id: article for article in archive.articles()}
    passages = set(archive._catalog.passage_ids())
    article = titled(archive, "Volcano")
    archive.correct(article.id, DAY)
    archive.correct(article.id, date(2031, 6, 8))
    assert archive.correct(article.id, None) == article
    assert {article.id: article for article in archive.articles()} == before
    assert set(archive._catalog.passage_ids()) == passages
    assert corrections(archive) == {}
    assert lexical(archive, ["June"], 5) == []
    assert archive.verify().ok


@pytest.mark.slow
def test_a_correction_survives_the_file_being_added_again(open_archive: Callable[[], Archive], files: Path) -> None:
    archive = open_archive()
    archive.add([str(files)])
    chess = titled(archive, "Chess").id
    archive.correct(chess, DAY)
    archive.add([str(files)])
    assert archive.article(chess).published.day == DAY
    (files / "digest.txt").write_text(DIGEST.replace("sail again from noon", "stay in port"), encoding="utf-8")
    [report] = archive.add([str(files / "digest.txt")])
    assert report.status == "updated"
    assert archive.article(chess).published == Dating(DAY, DAY, Basis.CORRECTED)
    assert all("7 June 2031" in context for context in contexts(archive, chess))
    archive.add([str(files / "digest.txt")], published=date(2031, 1, 2))
    assert archive.article(chess).published.day == DAY
    assert archive.correct(chess, None).published == Dating(date(2031, 1, 2), date(2031, 1, 2), Basis.GIVEN)
    assert archive.verify().ok


@pytest.mark.slow
def test_a_correction_waits_for_an_article_that_was_removed(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    chess = titled(archive, "Chess").id
    archive.correct(chess, DAY)
    archive.remove([chess])
    archive.add([str(files)])
    assert archive.article(chess).published.basis is Basis.CORRECTED


@pytest.mark.slow
def test_neighbours_and_offsets_stay(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    others = [article for article in archive.articles() if "Chess" not in article.title]
    chess = titled(archive, "Chess")
    corrected = archive.correct(chess.id, DAY)
    assert (corrected.text, corrected.start, corrected.title_start, corrected.id) == (chess.text, chess.start, chess.title_start, chess.id)
    assert [article for article in archive.articles() if "Chess" not in article.title] == others


@pytest.mark.slow
def test_an_unknown_article(archive: Archive) -> None:
    with pytest.raises(UnknownArticleError, match="no article nowhere"):
        archive.correct("nowhere", DAY)


# --- the command -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_command_corrects_and_clears(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def date_command(*arguments: str) -> Done:
        return run("date", *arguments, "--archive", news, capsys=capsys)

    def listed() -> list[dict[str, object]]:
        return [article["published"] for article in run("articles", "--archive", news, "--json", capsys=capsys).document["articles"]]

    bridge = run("articles", "--archive", news, "--json", capsys=capsys).document["articles"][0]
    found = listed()
    done = date_command(bridge["id"], "20 January 2022")
    assert (done.code, done.out) == (0, "Harbour bridge to reopen in May, council says: 20 January 2022 (corrected)\n")
    assert listed()[0] == {"earliest": "2022-01-20", "latest": "2022-01-20", "basis": "corrected", "evidence": []}
    assert "2022-01-20 corrected" in run("articles", "--archive", news, capsys=capsys).out
    answer = run("ask", "When will the harbour bridge reopen?", "--archive", news, capsys=capsys)
    assert "20 January 2022 (corrected)" in answer.out
    document = date_command(bridge["id"], "2022-01-21", "--json").document
    assert document["article"]["published"]["earliest"] == "2022-01-21"
    assert document["corrected_on"] == date.today().isoformat()
    cleared = date_command(bridge["id"], "--clear", "--json")
    assert cleared.document["corrected_on"] is None
    assert listed() == found
    again = date_command(bridge["id"], "--clear")
    assert again.code == 0
    assert "was not corrected" in again.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("{id}",), 2, "give a date"),
        (("{id}", "2022-01-20", "--clear"), 2, "give a date"),
        (("{id}", "January 2022"), 2, "not a single day"),
        (("{id}", "soon"), 2, "soon"),
        (("nowhere", "2022-01-20"), 1, "no article nowhere"),
        (("nowhere", "--clear"), 1, "no article nowhere"),
    ],
)
def test_what_the_command_refuses(
    news: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, complaint: str
) -> None:
    bridge = run("articles", "--archive", news, "--json", capsys=capsys).document["articles"][0]["id"]
    done = run("date", *(argument.format(id=bridge) for argument in arguments), "--archive", news, capsys=capsys)
    [said] = done.complaints
    assert (done.code, done.out) == (code, "")
    assert complaint in said
