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
