"""Signs in the words of a question: the thing asked about, and ranks."""

from __future__ import annotations

import pytest

from assistant.selection import signs
from assistant.words.terms import stem


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("Who was the captain of the steamer Ada?", "captain"),
        ("Which ship was the first to bring grain to Velden?", "ship"),
        ("how many jobs are cut at the shipyard", "jobs"),
        ("What is the maiden voyage for?", "voyage"),
        ("Which harbour restaurants received stars?", "restaurants"),
        ("What year did the steamer Ada sink?", ""),  # a year names a kind of answer
        ("When did the ferry open?", ""),
        ("ferry timetable", ""),
    ],
)
def test_the_thing_asked_about(question: str, head: str) -> None:
    assert signs.head(question) == (stem(head) if head else "")


def test_ordinals_and_superlatives_are_ranks() -> None:
    assert signs.ranks("Who was the first to climb the highest hill?") == {stem("first"), stem("highest")}
    assert signs.ranks("Who climbed the hill in the forest?") - {stem("forest")} == set()


@pytest.mark.parametrize(
    ("question", "names", "act"),
    [
        ("Did Ada Brandt resign over the fog?", "Ada Brandt", "resign"),
        ("Did Ada Brandt fine Lund for it?", "Ada Brandt Lund", "fine"),
        ("Why did the mayor of Velden resign?", "Velden", "resign"),
        ("When was Mayor Brandt arrested?", "Brandt", "arrested"),
        ("who won the women's race?", "", "won"),
        ("Which company built the bridge?", "", "built"),
        ("how many people died in the storm?", "", "died"),
        ("Is wheat expensive?", "", "expensive"),
        ("Will the fees be raised?", "", "raised"),
        ("What did Brandt say about the talks?", "Brandt", ""),
        ("When did the talks take place?", "", ""),
        ("Did Brandt get it?", "Brandt", ""),
        ("How old is Ada Brandt?", "Ada Brandt", ""),
    ],
)
def test_what_was_done(question: str, names: str, act: str) -> None:
    assert signs.act(question, {stem(word) for word in names.casefold().split()}) == act


def test_an_irregular_verb_is_told_by_any_of_its_forms() -> None:
    assert signs.forms("built") == signs.forms("build") == {stem("build"), stem("built")}
    assert signs.forms("resigned") == {stem("resign")}


def test_a_verb_is_told_by_its_noun_where_the_two_begin_otherwise() -> None:
    assert signs.forms("decide") == {stem("decide"), stem("decision")}
    assert stem("sale") in signs.forms("sold") and stem("growth") in signs.forms("grew")
