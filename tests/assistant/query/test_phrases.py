"""What the words of a question name: up to the verb and no further, behind "that" and "its" as behind "the", and no idioms."""

from __future__ import annotations

import pytest

from assistant.query.phrases import phrases
from assistant.words.dictionary import is_foreign


def named(question: str) -> list[str]:
    return [phrase.text for phrase in phrases(question, is_foreign)]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why did the Tarn council president condemn Lund?", ["the Tarn council president", "Lund"]),
        ("why are the nurses taking the firm to court?", ["the nurses", "the firm"]),
        ("why did the appeal judges go easier on the harbour?", ["the appeal judges", "the harbour"]),
        ("who put the derby defeat down to the players", ["the derby defeat", "the players"]),
        ("by when will maternity pay be extended?", ["maternity pay"]),
        ("who wants to buy the old pier?", ["the old pier"]),
        ("why did they take land off that british beef company?", ["british beef company"]),
        ("why was it built in the first place?", []),
        ("what did the firm say at first?", ["the firm"]),
        ("which grew more in Marsby vs 2019, industry or construction?", ["Marsby"]),
        ("what was the point that Lund left out?", ["the point", "Lund"]),
    ],
)
def test_a_name_ends_where_the_verb_begins(question: str, told: list[str]) -> None:
    assert [one for one in named(question) if one in told] == told
    assert all(one in told for one in named(question) if " " in one)


def test_steelworks_are_one_and_ships_are_many() -> None:
    works, ships = (phrases(f"what happened to the {one}?", is_foreign)[0] for one in ("steelworks", "ships"))
    assert not works.is_plural and ships.is_plural
