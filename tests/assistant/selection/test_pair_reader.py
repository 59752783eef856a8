"""Reading the likeliest units again: what is read, what it counts, and that it tells an answer from a sentence that comes near."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from harbour_news import WALL
from hashing import HashingEmbedder
from places import SAMPLE
from tiny_bert import TinyBert, unchanged

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.selection import pair_reader
from assistant.selection.pair_reader import (
    BEFORE,
    FIRST,
    MARK,
    READ_AGAIN,
    READ_ON,
    SPEAKER,
    WITHIN,
    Pair,
    PairReader,
    pair_of,
    read_first,
    said,
)
from assistant.selection.probability import CALIBRATION, FEW, Learnt, LearntError, ReadAgain, packaged
from assistant.selection.units import Unit, read
from assistant.types import Query, Status
from index.archive import Archive
from index.embedding import load_embeddings
from index.embedding.cross_encoder import HEAD, HEAD_BIAS

MODEL = TinyBert()
QUESTION = "Who is the mayor of Marrowick?"
QUERY = Query(QUESTION, QUESTION, QUESTION)


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> list[Unit]:
    with Archive.create_or_open(tmp_path_factory.mktemp("sample") / "archive", embedder=HashingEmbedder()) as archive:
        archive.add([str(SAMPLE)])
        with archive.snapshot() as seen:
            return read(QUERY, Retriever(seen).find(QUERY), packaged())


@pytest.fixture
def learnt(tmp_path: Path) -> Path:
    """A cross-encoder by lot."""
    changes = unchanged() | {HEAD: np.random.default_rng(1).normal(size=32).astype(np.float16), HEAD_BIAS: np.float16(-1)}
    np.savez(tmp_path / "learnt.npz", **changes)  # type: ignore[arg-type]
    return tmp_path / "learnt.npz"


def test_a_pair_is_one_text_each_part_with_a_mark_behind_it() -> None:
    pair = Pair("who left", "She left", "Council", "a b c")
    question, text, title, speaker = (MODEL.pieces(part) for part in ("who left", "She left", "Council", "a b c"))
    assert pair.tokens(MODEL) == [FIRST, *question, MARK, *text, MARK, *title, *speaker, MARK]


def test_what_was_asked_before_comes_last_and_keeps_its_end() -> None:
    asked = " ".join(f"w{number}" for number in range(60))
    alone, after = Pair("who left", "She left", "Council", ""), Pair("who left", "She left", "Council", "", asked)
    assert after.tokens(MODEL) == [*alone.tokens(MODEL), *MODEL.pieces(asked)[-BEFORE:], MARK]


def test_a_follow_up_is_read_with_the_questions_that_it_leans_on(units: list[Unit]) -> None:
    query = replace(QUERY, asked="and who left?", background=("Who sat in the council?", "Since when?"))
    pair = pair_of(query, units[0])
    assert (pair.question, pair.before) == ("and who left?", "Who sat in the council? Since when?")


def test_each_part_of_a_pair_is_cut_to_its_length() -> None:
    words = " ".join(f"w{number}" for number in range(60))
    assert Pair("q", "t", "", words).tokens(MODEL)[-SPEAKER - 1 : -1] == MODEL.pieces(words)[:SPEAKER]
    assert len(Pair(words, words * 3, words, words).tokens(MODEL)) == 1 + 40 + 1 + 110 + 1 + 20 + SPEAKER + 1


def test_what_shares_a_sentence_with_what_was_read_is_read_like_it() -> None:
    spans = [("a", 0, 50), ("b", 0, 50), ("a", 0, 90), ("a", 90, 120), ("c", 0, 9), ("d", 0, 9), ("b", 40, 60), ("e", 0, 9)]
    odds = np.array([5.0, 4.0, 4.5, 3.6, 3.55, 1.0, -3.0, 0.5])
    asked = list[int]()

    def say(places: Sequence[int]) -> np.ndarray:
        asked.extend(places)
        return np.array(places, dtype=np.float64)

    sure = replace(packaged(), reading=ReadAgain(1.0, 0.0, 0.0, 0.0))
    found = read_first(say, odds, spans, sure)
    assert asked == [0, 1, 3] and READ_AGAIN == 3
    assert np.allclose(found, [0, 1, 0, 3, np.nan, np.nan, 1, np.nan], equal_nan=True)
    asked.clear()
    far = np.where((odds == 3.6) | (odds == 3.55), 5.0 - WITHIN - 0.1, odds)
    assert np.allclose(read_first(say, far, spans, sure), [0, 1, 0, np.nan, np.nan, np.nan, 1, np.nan], equal_nan=True)
    assert asked == [0, 1]


@pytest.mark.parametrize(("answers", "expected"), [(1, [0, 1, 2]), (3, [0, 1, 2, 3]), (9, [0, 1, 2, 3, 4, 5])])
def test_it_reads_on_while_none_is_surely_the_answer(answers: int, expected: list[int]) -> None:
    asked = list[int]()

    def say(places: Sequence[int]) -> np.ndarray:
        asked.extend(places)
        return np.array([2.0 if place == answers else -2.0 for place in places])

    weights = replace(packaged(), reading=ReadAgain(0.0, 1.0, 0.0, -9.0))
    found = read_first(say, np.linspace(0.6, 0.0, 8), [(str(place), 0, 9) for place in range(8)], weights)
    assert asked == expected and len(expected) <= READ_ON == 6
    assert [place for place in range(7) if not np.isnan(found[place])] == expected


def test_the_likeliest_are_read_and_the_others_stay_behind_the_least_of_them(
    units: list[Unit], learnt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(units) > READ_ON
    weights = replace(packaged(), reading=ReadAgain(0.5, 1.0, 0.1, 99.0))
    monkeypatch.setattr(pair_reader.said, "__defaults__", (learnt,))
    found = PairReader(MODEL, weights).reranked(QUERY, units)
    odds, spans = [float(np.log(unit.odds)) for unit in units], [(unit.article.id, unit.start, unit.end) for unit in units]
    pairs = [Pair(QUESTION, unit.text, unit.article.title, unit.speaker or "").tokens(MODEL) for unit in units]
    told = read_first(lambda places: said(MODEL, [pairs[place] for place in places], learnt), np.array(odds), spans, weights)
    assert np.isnan(told).any()
    expected = 0.5 * np.array(odds) + np.nan_to_num(told, nan=np.nanmin(told)) + 0.1
    assert {(unit.start, unit.end): round(float(np.log(unit.odds)), 6) for unit in found} == {
        (start, end): round(float(one), 6) for (_, start, end), one in zip(spans, expected, strict=True)
    }
    assert [unit.probability for unit in found] == sorted((unit.probability for unit in found), reverse=True)
    assert found != units


def test_nothing_is_read_where_nothing_was_found() -> None:
    assert PairReader(MODEL, packaged()).reranked(QUERY, []) == []


def test_weights_without_reading_leave_the_odds_as_they_are() -> None:
    weights = replace(packaged(), reading=None)
    assert np.allclose(weights.read_again(np.array([0.0, 2.0]), np.array([9.0, np.nan])), [0.5, 1 / (1 + np.exp(-2.0))])
    assert np.allclose(replace(weights, reading=ReadAgain(1, 1, 1, 0)).read_again(np.zeros(2), np.full(2, np.nan)), [0.5, 0.5])


def test_of_what_is_not_read_no_more_is_said_than_of_the_least_that_is_nor_than_on_average() -> None:
    odds, told = np.zeros(3), np.array([2.0, -1.0, np.nan])
    for unread, expected in ((-4.0, -4.0), (3.0, -1.0)):
        weights = replace(packaged(), reading=ReadAgain(1.0, 1.0, 0.0, unread))
        assert np.allclose(weights.odds_again(odds, told), [2.0, -1.0, expected])


def test_what_reading_counts_is_kept_with_the_weights() -> None:
    weights = replace(packaged(), reading=ReadAgain(0.5, 0.25, -0.1, -4.0))
    assert Learnt.of(weights.written()) == weights
    assert Learnt.of(replace(weights, reading=None).written()).reading is None
    without = json.loads(weights.written())
    del without["reading"]["unread"]
    with pytest.raises(LearntError, match="for another version of Dateline"):
        Learnt.of(json.dumps(without))


def test_what_comes_near_among_many_articles_is_less_likely_the_answer() -> None:
    weights = replace(packaged(), reading=ReadAgain(1.0, 1.0, 0.5, -4.0, crowd=0.25))
    odds, told = np.array([2.0, 1.0]), np.zeros(2)
    for articles, off in ((1, 0.0), (FEW, 0.0), (10 * FEW, 0.25), (100 * FEW, 0.5)):
        among = weights.among(articles)
        assert np.allclose(among.odds_again(odds, told), odds + 0.5 - off)
        assert among.among(1000 * FEW) == among  # it is of that archive, and is not lowered again
    assert replace(weights, reading=None).among(1000) == replace(weights, reading=None)
    assert packaged().reading is not None and packaged().reading.crowd > 0


def test_what_was_scaled_to_an_archive_before_sizes_counted_is_taken_as_it_is() -> None:
    weights = replace(packaged(), reading=ReadAgain(0.5, 0.25, -0.1, -4.0))
    before = json.loads(weights.written())
    del before["reading"]["crowd"]
    assert Learnt.of(json.dumps(before)) == weights


@pytest.mark.slow
def test_a_sentence_that_answers_says_more_than_one_that_comes_near() -> None:
    model = load_embeddings()
    asked = "How much will the repair of the pier cost?"
    texts = (
        "Mayor Ada Brandt said that the repair of the pier would cost 1.2 million crowns.",
        "“The pier may stay closed until 2 June,” Brandt said.",
        "The council of Velden rejected a plan to raise the fare to 12 crowns.",
    )
    told = said(model, [Pair(asked, text, "Harbour wall holds in storm", "").tokens(model) for text in texts])  # type: ignore[arg-type]
    assert told[0] > 0 > told[1:].max()
    other = "When will the repair of the pier be finished?"
    assert said(model, [Pair(other, texts[0], "", "").tokens(model)])[0] < 0  # type: ignore[arg-type]


@pytest.mark.slow
def test_an_answer_is_read_again_where_the_weights_were_fitted_with_it(tmp_path: Path) -> None:
    (tmp_path / "wall.txt").write_text(WALL, encoding="utf-8")
    with Archive.create_or_open(tmp_path / "archive") as archive:
        archive.add([str(tmp_path / "wall.txt")])
        asked = "How many passengers waited in Oskerby?"
        answer = Assistant(archive).ask(asked)
        (archive.path / CALIBRATION).write_text(replace(packaged(), reading=None).written(), encoding="utf-8")
        alone = Assistant(archive).ask(asked)
    assert answer.status is Status.ANSWERED and "4,300" in answer.statements[0].text
    assert answer.confidence != alone.confidence
