"""The lexical index: stems, phrases, weights, words that try to be operators, and rows that leave nothing behind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.terms import stem, words
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
    connection.execute(lexical.TERMS)
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


def search(
    connection: sqlite3.Connection, words: Sequence[str], k: int = 10, where: str = "TRUE", values: Sequence[str] = ()
) -> list[tuple[str, float]]:
    statement, given = lexical.search([lexical.Ask(words, where, values)], k)
    return [(id, score) for _, id, score in connection.execute(statement, given)] if statement else []


def ids(connection: sqlite3.Connection, *words: str) -> list[str]:
    return [id for id, _ in search(connection, words)]


def frequencies(connection: sqlite3.Connection, *stems: str) -> dict[str, int]:
    return dict(connection.execute(lexical.FREQUENCIES, (json.dumps(stems),)).fetchall())


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
    for key in rows:
        connection.execute("INSERT INTO passages VALUES (?, ?, ?)", (key, f"p{key}", "a1"))
    lexical.add(connection, ((key, *row) for key, row in rows.items()))
    assert ids(connection, "lantern") == ["p6", "p5"]
    assert ids(connection, "lantern", "mill") == ["p6", "p5", "p7"]


def test_a_condition_narrows(connection: sqlite3.Connection) -> None:
    assert [id for id, _ in search(connection, ["harbour"], 10, "a.id IN (?, ?)", ["a1", "a4"])] == ["p1"]


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


def test_asked_by_its_rare_words_a_passage_scores_as_by_all(connection: sqlite3.Connection) -> None:
    asked = ["harbour", "ferries", "crane", "S-400"]
    every = dict(search(connection, asked))
    assert every.keys() == {"p1", "p2", "p3"}
    statement, values = lexical.search([lexical.Ask(asked, rare=["ferries", "S-400"])], 10)
    found = [(id, pytest.approx(score)) for _, id, score in connection.execute(statement, values)]
    assert found == [(id, score) for id, score in every.items() if id != "p3"]
    statement, values = lexical.search([lexical.Ask(asked, "a.id <> ?", ["a1"], ["ferries", "S-400"])], 10)
    assert [(id, pytest.approx(score)) for _, id, score in connection.execute(statement, values)] == [("p2", every["p2"])]


def test_the_rarest_words_are_those_that_few_passages_hold() -> None:
    held = {"the": 900, "tram": 3, "harbour": 40, "nothing": 0}
    assert lexical.rarest(held, 472) == []
    assert lexical.rarest(held, 471) == ["tram", "harbour"]
    assert lexical.rarest(held, 10) == ["tram"]
    assert lexical.rarest(held, 1) == ["tram"]
    assert lexical.rarest({"nothing": 0}, 1) == lexical.rarest({}, 0) == []


def test_document_frequency_counts_passages(connection: sqlite3.Connection) -> None:
    assert frequencies(connection, "harbour", "tram", "coffe", "none", "—") == {"harbour": 3, "tram": 1, "coffe": 1}


def test_several_lists_are_searched_for_at_once(connection: sqlite3.Connection) -> None:
    asks = [lexical.Ask(["tram"]), lexical.Ask(["—"]), lexical.Ask(["harbour"], "a.id <> ?", ["a3"])]
    statement, values = lexical.search(asks, 10)
    found = connection.execute(statement, values).fetchall()
    assert [(place, id) for place, id, _ in found] == [(0, "p3"), (2, "p1"), (2, "p2")]
    assert dict((id, score) for place, id, score in found if place == 0) == dict(search(connection, ["tram"]))


def test_our_stems_are_those_of_the_index(connection: sqlite3.Connection) -> None:
    """A question's words are counted by stems of our own making: where the two differ, a word that stands there counts as missing."""
    every = {word for row in ROWS.values() for text in row for word in words(text)}
    every |= set("relational conditional rationally hopefulness formality operators generously agreed ponies sky happy caresses".split())
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
