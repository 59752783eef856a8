"""The lexical index: stems, phrases, weights, words that try to be operators, and rows that leave nothing behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store import lexical

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
    connection.execute("CREATE TABLE passages (key INTEGER PRIMARY KEY, id TEXT, article_id TEXT)")
    connection.execute("CREATE TABLE articles (id TEXT, document_id INTEGER)")
    connection.execute("CREATE TABLE documents (id INTEGER)")
    connection.execute("INSERT INTO documents VALUES (1)")
    for key in ROWS:
        connection.execute("INSERT INTO passages VALUES (?, ?, ?)", (key, f"p{key}", f"a{key}"))
        connection.execute("INSERT INTO articles VALUES (?, 1)", (f"a{key}",))
    lexical.add(connection, ((key, *row) for key, row in ROWS.items()))
    yield connection
    connection.close()


def ids(connection: sqlite3.Connection, *words: str, k: int = 10) -> list[str]:
    return [id for id, _ in lexical.search(connection, words, k, "TRUE", [])]


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
    scored = lexical.search(connection, ["tram", "harbour"], 10, "TRUE", [])
    assert scored[0][0] == "p3"
    assert {id for id, _ in scored} == {"p1", "p2", "p3"}
    assert [score for _, score in scored] == sorted((score for _, score in scored), reverse=True)
    assert all(score > 0 for _, score in scored)
    assert lexical.search(connection, ["tram", "harbour"], 1, "TRUE", []) == scored[:1]
    assert lexical.search(connection, ["tram"], 0, "TRUE", []) == []


def test_a_word_of_the_text_counts_for_more_than_one_of_its_headline_and_that_one_for_something(connection: sqlite3.Connection) -> None:
    rows = {
        5: ("Lantern sails", "The boat of the old mill sank."),
        6: ("Sails of a boat", "The lantern of the mill sank."),
        7: ("Boat", "A mill sank."),
    }
    for key in rows:
        connection.execute("INSERT INTO passages VALUES (?, ?, ?)", (key, f"p{key}", "a1"))
    lexical.add(connection, ((key, *row) for key, row in rows.items()))
    assert ids(connection, "lantern") == ["p6", "p5"]
    assert ids(connection, "lantern", "mill") == ["p6", "p5", "p7"]


def test_a_condition_narrows(connection: sqlite3.Connection) -> None:
    assert [id for id, _ in lexical.search(connection, ["harbour"], 10, "a.id IN (?, ?)", ["a1", "a4"])] == ["p1"]


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


def test_document_frequency_counts_passages(connection: sqlite3.Connection) -> None:
    assert [lexical.document_frequency(connection, word) for word in ("harbour", "tram", "coffees", "none", "—")] == [3, 1, 1, 0, 0]


def test_terms_are_stems_with_their_passages(connection: sqlite3.Connection) -> None:
    assert lexical.terms(connection, "co") == [("coffe", 1), ("contain", 1), ("convoi", 1), ("cost", 1), ("council", 1), ("councillor", 1)]
    assert lexical.terms(connection, "harb") == [("harbour", 3)]
    assert lexical.terms(connection, "zz") == lexical.terms(connection, "") == lexical.terms(connection, "\ud800") == []
    lexical.rebuild(connection, [(1, *ROWS[1])])
    assert lexical.terms(connection, "harb") == [("harbour", 1)]


def test_a_deleted_row_leaves_nothing_behind(connection: sqlite3.Connection) -> None:
    lexical.delete(connection, [(3, *ROWS[3])])
    assert ids(connection, "tram", "harbour") == ["p1", "p2"]
    assert lexical.document_frequency(connection, "tram") == 0
    assert lexical.problems(connection, 3) == []


def test_a_lack_is_told_and_mended(connection: sqlite3.Connection) -> None:
    assert lexical.problems(connection, 4) == []
    lexical.delete(connection, [(3, *ROWS[3])])
    assert lexical.problems(connection, 4) == ["the lexical index holds 3 passages and the catalog 4; run: dateline verify --repair"]
    lexical.rebuild(connection, ((key, *row) for key, row in ROWS.items()))
    assert lexical.problems(connection, 4) == []
    assert ids(connection, "tram") == ["p3"]
