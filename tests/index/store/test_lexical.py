"""The lexical index: stems, phrases, weights, words that try to be operators, and rows that leave nothing behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.terms import stem, words
from index.store import lexical
from index.store.catalog import Moment
from index.store.postings import Postings
from index.store.table import Table

ROWS = {
    1: ("Harbour reopens | Velden Post | 4 May 2031", "Ferries sail again from noon, the port authority said."),
    2: ("Harbour reopens | Velden Post | 4 May 2031", "The S-400 crane lifted U.S. containers for NATO’s convoy."),
    3: ("Council votes", "The councillors voted to build a tram line to the harbour; the tram costs 4,000 crowns."),
    4: ("Café Möbius closes", "The café on Rue Élysée served its last coffee."),
}


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(lexical.TABLE)
    connection.execute(lexical.TERMS)
    connection.execute(lexical.PLACES)
    lexical.add(connection, ((key, *row) for key, row in ROWS.items()))
    yield connection
    connection.close()


def table_of(connection: sqlite3.Connection) -> Table:
    """One article for each passage of the index."""
    keys = np.array([key for (key,) in connection.execute("SELECT id FROM lexicon_docsize ORDER BY id")], dtype=np.int64)
    days = np.zeros(len(keys), dtype=np.int32)
    return Table(keys, np.arange(len(keys)), np.ones(len(keys), dtype=np.int64), days, days, {}, {})


def search(
    connection: sqlite3.Connection, words: Sequence[str], k: int = 10, allowed: Sequence[int] | None = None
) -> list[tuple[str, float]]:
    table, reads = table_of(connection), Moment(connection)
    mask = None if allowed is None else np.isin(table.keys, allowed)
    places, scores = Postings.load(reads, table).best(reads, words, k, mask)
    return [(f"p{key}", score) for key, score in zip(table.keys[places].tolist(), scores.tolist(), strict=True)]


def ids(connection: sqlite3.Connection, *words: str) -> list[str]:
    return [id for id, _ in search(connection, words)]


def by_fts5(connection: sqlite3.Connection, words: Sequence[str]) -> dict[str, float]:
    """What FTS5 itself finds and how it scores it."""
    expression = lexical.match_any(words)
    select = f"SELECT rowid, -bm25(lexicon, {lexical.CONTEXT_WEIGHT}, 1.0) FROM lexicon WHERE lexicon MATCH ?"
    return {f"p{key}": score for key, score in connection.execute(select, (expression,))} if expression else {}


def frequencies(connection: sqlite3.Connection, *stems: str) -> dict[str, int]:
    reads = Moment(connection)
    return {one: number for one, number in Postings.load(reads, table_of(connection)).frequencies(reads, stems).items() if number}


def terms(connection: sqlite3.Connection, *prefixes: str) -> list[tuple[str, int]]:
    statement, values = lexical.beginning(prefixes)
    return connection.execute(statement, values).fetchall() if statement else []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ferry"], ["p1"]),
        (["vote"], ["p3"]),
        (["S-400"], ["p2"]),
        (["U.S."], ["p2"]),
        (["NATO's"], ["p2"]),
        (["NATO"], ["p2"]),
        (["cafe", "mobius"], ["p4"]),
        (["4,000"], ["p3"]),
        (["port authority"], ["p1"]),
        (["authority port"], []),
        (["nothing"], []),
        ([], []),
        (["—", "…", ""], []),
        (["—", "tram"], ["p3"]),
    ],
)
def test_words_find_their_passages(connection: sqlite3.Connection, words: list[str], expected: list[str]) -> None:
    assert ids(connection, *words) == expected


def test_any_word_is_enough_and_more_are_better(connection: sqlite3.Connection) -> None:
    scored = search(connection, ["tram", "harbour"])
    assert scored[0][0] == "p3"
    assert {id for id, _ in scored} == {"p1", "p2", "p3"}
    assert [score for _, score in scored] == sorted((score for _, score in scored), reverse=True)
    assert all(score > 0 for _, score in scored)
    assert search(connection, ["tram", "harbour"], 1) == scored[:1]
    assert search(connection, ["tram"], 0) == []


def test_a_word_of_the_text_counts_for_more_than_one_of_its_headline_and_that_one_for_something(connection: sqlite3.Connection) -> None:
    rows = {
        5: ("Lantern sails", "The boat of the old mill sank."),
        6: ("Sails of a boat", "The lantern of the mill sank."),
        7: ("Boat", "A mill sank."),
    }
    lexical.add(connection, ((key, *row) for key, row in rows.items()))
    assert ids(connection, "lantern") == ["p6", "p5"]
    assert ids(connection, "lantern", "mill") == ["p6", "p5", "p7"]


def test_a_condition_narrows(connection: sqlite3.Connection) -> None:
    assert [id for id, _ in search(connection, ["harbour"], 10, [1, 4])] == ["p1"]
    assert dict(search(connection, ["harbour", "tram"], 10, [3])) == {"p3": dict(search(connection, ["harbour", "tram"]))["p3"]}


@pytest.mark.parametrize(
    "word", ["AND", "NOT", "NEAR(a b)", 'a"b', "col:x", "tram*", "^tram", "-tram", "(tram", "tram)", "a\0b", "x\ud800y", "{context}:tram"]
)
def test_nothing_in_a_word_is_an_operator(connection: sqlite3.Connection, word: str) -> None:
    assert isinstance(ids(connection, word, "coffee"), list)
    assert "p4" in ids(connection, word, "coffee")


@given(st.lists(st.text(st.characters(exclude_categories=[]), max_size=12), max_size=5))
def test_no_words_break_it(words: list[str]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(lexical.TABLE)
    expression = lexical.match_any(words)
    if expression:
        connection.execute("SELECT rowid FROM lexicon WHERE lexicon MATCH ?", (expression,)).fetchall()
    connection.close()


@pytest.mark.parametrize(
    "asked",
    [
        ["harbour", "ferries", "crane", "S-400"],
        ["the", "tram", "harbour", "harbours", "port authority"],
        ["café", "Élysée", "cafe", "U.S.", "NATO’s", "4,000"],
        ["councillors", "voted", "costs", "2031", "4"],
    ],
)
def test_every_passage_scores_as_by_fts5(connection: sqlite3.Connection, asked: list[str]) -> None:
    every = by_fts5(connection, asked)
    assert every
    assert dict(search(connection, asked)) == pytest.approx(every, rel=1e-5)
    table, reads = table_of(connection), Moment(connection)
    of_some = Postings.load(reads, table).at(reads, asked, np.array([3, 0, 1]))
    assert of_some.tolist() == pytest.approx([every.get(f"p{key}", 0.0) for key in (4, 1, 2)], rel=1e-5)


WORD = st.builds(
    lambda syllables, ending: "".join(syllables) + ending,
    st.lists(st.sampled_from(["ba", "tre", "nol", "kin", "sev", "mo", "ril"]), min_size=1, max_size=3),
    st.sampled_from(["", "s", "ed", "ing", "kked", "vving", "logy", "logies", "bly", "ational", "ness", "ity", "é", "2"]),
)
TEXT = st.lists(WORD, max_size=30).map(" ".join)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=8), st.lists(WORD, max_size=6))
def test_any_words_score_as_by_fts5(rows: list[tuple[str, str]], asked: list[str]) -> None:
    connection = sqlite3.connect(":memory:")
    for statement in (lexical.TABLE, lexical.TERMS, lexical.PLACES):
        connection.execute(statement)
    lexical.add(connection, ((7 * number + 3, *row) for number, row in enumerate(rows)))
    asked += rows[0][0].split()[:3]
    assert dict(search(connection, asked)) == pytest.approx(by_fts5(connection, asked), rel=1e-5)
    connection.close()


def test_long_passages_are_measured(connection: sqlite3.Connection) -> None:
    """Lengths stand in the index as one to three bytes."""
    lexical.add(connection, [(key, "", "ferry " + "quay " * length) for key, length in ((5, 126), (6, 127), (7, 20_000))])
    assert dict(search(connection, ["ferry"])) == pytest.approx(by_fts5(connection, ["ferry"]), rel=1e-5)


def test_lists_are_read_once_and_the_oldest_go_first(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.postings.MOST", 4)
    monkeypatch.setattr("index.store.postings.A_PASSAGE", 1)
    reads, asked = Moment(connection), list[str]()
    postings = Postings.load(reads, table_of(connection))
    connection.set_trace_callback(asked.append)
    for wanted in (["harbour"], ["harbour"], ["tram"], ["tram", "harbour"], ["ferry"], ["harbour"], ["tram"]):
        postings.best(reads, wanted, 10)
    read = [statement.split("term = ")[1] for statement in asked if "term = " in statement]
    assert read == ["'harbour'", "'tram'", "'ferri'", "'tram'"]


def test_document_frequency_counts_passages(connection: sqlite3.Connection) -> None:
    assert frequencies(connection, "harbour", "tram", "coffe", "none", "—") == {"harbour": 3, "tram": 1, "coffe": 1}


def test_words_that_carry_nothing_are_counted_without_their_places(connection: sqlite3.Connection) -> None:
    asked = list[str]()
    connection.set_trace_callback(asked.append)
    assert frequencies(connection, "the", "harbour") == {"the": 4, "harbour": 3}
    assert [part.strip() for statement in asked for part in statement.split("UNION ALL") if "'the'" in part] == [
        "SELECT 0, NULL, doc FROM temp.lexicon_terms WHERE term = 'the'"
    ]


def test_our_stems_are_those_of_the_index(connection: sqlite3.Connection) -> None:
    """A question's words are counted by stems of our own making: where the two differ, a word that stands there counts as missing."""
    every = {word for row in ROWS.values() for text in row for word in words(text)}
    every |= set(
        "relational conditional rationally hopefulness formality operators generously agreed ponies sky happy caresses "
        "technology apologies assembly credibly trekked revving vaxxed falling hissing".split()
    )
    lexical.rebuild(connection, [(1, " ".join(sorted(every)), "")])
    assert frequencies(connection, *(stem(word) for word in every)) == {stem(word): 1 for word in every}


def test_terms_are_stems_with_their_passages(connection: sqlite3.Connection) -> None:
    assert terms(connection, "co") == [("coffe", 1), ("contain", 1), ("convoi", 1), ("cost", 1), ("council", 1), ("councillor", 1)]
    assert terms(connection, "harb") == [("harbour", 3)]
    assert terms(connection, "harb", "tra", "har") == [("harbour", 3), ("tram", 1)]
    assert terms(connection, "zz") == terms(connection, "") == terms(connection, "\ud800") == []
    lexical.rebuild(connection, [(1, *ROWS[1])])
    assert terms(connection, "harb") == [("harbour", 1)]


def test_a_deleted_row_leaves_nothing_behind(connection: sqlite3.Connection) -> None:
    lexical.delete(connection, [(3, *ROWS[3])])
    assert ids(connection, "tram", "harbour") == ["p1", "p2"]
    assert frequencies(connection, "tram") == {}
    assert lexical.problems(connection, 3) == []


def test_a_lack_is_told_and_mended(connection: sqlite3.Connection) -> None:
    assert lexical.problems(connection, 4) == []
    lexical.delete(connection, [(3, *ROWS[3])])
    assert lexical.problems(connection, 4) == ["the lexical index holds 3 passages and the catalog 4; run: dateline verify --repair"]
    lexical.rebuild(connection, ((key, *row) for key, row in ROWS.items()))
    assert lexical.problems(connection, 4) == []
    assert ids(connection, "tram") == ["p3"]
