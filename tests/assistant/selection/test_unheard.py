"""Somebody's words that a question asks for are not found in passages that hold none of that person."""

from __future__ import annotations

import pytest

from assistant.selection.spoken import unheard
from assistant.selection.units import Unit
from index.prose.reading import read, sentences_of
from index.types import Article, Dating, Passage


def unit(text: str) -> Unit:
    article = Article("a1", "Visit to the harbour", text, "a.txt", 0, Dating(), source="Tidewater Post")
    reading = read(article)
    return Unit(article, Passage("p1", "a1", 0, 0, len(text), text, ""), reading, sentences_of(article), None, 0.9)


@pytest.mark.parametrize(
    ("asked", "told", "who"),
    [
        (
            "What did Jonas Lund say in his speech to the council?",
            "Jonas Lund is expected to speak to the council on Friday.",
            "Jonas Lund",
        ),
        ("And what has Lund told the council?", "“The wall holds,” Ada Brandt told the council.", "Lund"),
        ("What did Lund tell the council?", "“The wall holds,” Jonas Lund told the council.", ""),
        ("What did Lund say about the wall?", "Lund described the wall as sound.", ""),
        ("What did Lund say about the wall?", "According to Lund the wall is sound.", ""),
        ("What did Lund say about the wall?", "Jonas Lund saw the wall. He said that it was sound.", ""),
        ("What did Lund say about the wall?", "Jonas Lund saw the wall.", "Lund"),
        ("What did Lund say about the wall?", "Jonas Lund saw the wall. “It holds,” the engineer Ada Brandt said.", "Lund"),
        ("What did the Tidewater Post say about the wall?", "The wall is sound.", ""),  # the outlet's own words
        ("What did the mayor say about the wall?", "The wall is sound.", ""),
        ("What did Lund build?", "The wall is sound.", ""),
        # What one says may be another's words.
        ("What did Lund tell Brandt?", "“Lund told Brandt that the wall was sound,” Mara Quill said.", ""),
        ("What did Brandt tell Lund?", "“Lund told Brandt that the wall was sound,” Mara Quill said.", "Brandt"),
        # A charter says nothing itself, and an office is nobody's name.
        ("What does the Harbour Charter say about the wall?", "“The charter forbids it,” Mara Quill said.", ""),
        ("what did the deputy harbour minister say about the wall?", "“It holds,” said Mara Quill of the Minister's staff.", ""),
    ],
)
def test_whose_words_are_asked_for(asked: str, told: str, who: str) -> None:
    assert unheard(asked, [unit(told)]) == who


def test_one_of_the_likeliest_with_words_of_that_person_is_enough() -> None:
    told = [unit("The wall is sound."), unit("“The wall holds,” Jonas Lund said.")]
    assert unheard("What did Lund say about the wall?", told) == ""
    assert unheard("What did Lund say about the wall?", told[:1]) == "Lund"
    assert unheard("What did Lund say about the wall?", []) == ""


def test_in_small_letters_a_name_is_what_the_passages_write_large() -> None:
    thorne = unit("A siren on the wall, where Lund lives, had failed, Mayor Thorne said.")
    assert unheard("what did lund say about the wall?", [thorne]) == "lund"
    assert unheard("what did lund say about the wall?", [unit("The wall held, Jonas Lund said.")]) == ""
    assert unheard("what did critics say about the wall?", [unit("The critics were silent, Mayor Thorne said.")]) == ""
