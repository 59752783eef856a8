"""Questions in few words that ask for two things, and what stands between two things that are no questions of their own."""

from __future__ import annotations

import pytest

from assistant.query import joints
from assistant.query.parts import parts_of


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("paper mill: name of the owner and year of closing", ("paper mill: name of the owner", "paper mill: year of closing")),
        ("Harbour bridge: opening date, and the final cost?", ("Harbour bridge: opening date", "Harbour bridge: the final cost")),
        ("founding year of the brass band + its leader", ("founding year of the brass band", "its leader")),
        ("price of the first gondola plan, and of the shorter one?", ("price of the first gondola plan", "price of the shorter one")),
        ("date and cause of the fire at the mill", ("date of the fire at the mill", "cause of the fire at the mill")),
        ("first and later estimate of the oil spilled?", ("first estimate of the oil spilled", "later estimate of the oil spilled")),
        ("cost of the ferry and the date it sails again", ("cost of the ferry", "the date it sails again")),
    ],
)
def test_two_things_are_asked_for_one_by_one(asked: str, parts: tuple[str, ...]) -> None:
    assert parts_of(asked) == parts
    assert parts_of(asked, learnt=False) == ()


@pytest.mark.parametrize(
    "asked",
    [
        "What did Lund and Brandt agree on in Oskerby?",
        "who is the minister for trade and industry",
        "How many dead and injured were there in the ferry fire?",
        "the row between the fishermen and the harbour board",
        "What did the mayor say about the bridge, the tunnel and the tram?",
        "Why did the search and rescue team turn back?",
        "mill, Oskerby",
        "fact check: The minister resigned on Monday and her deputy on Tuesday.",
        "compare the old and the new price of the bridge",
        "when and in which year",
        'fact check: "Shops have until 17 February to name the owner and the opening date"',
    ],
)
def test_what_is_named_together_is_asked_for_at_once(asked: str) -> None:
    assert parts_of(asked) == ()


def test_a_joint_has_something_on_both_sides() -> None:
    assert [place.group() for place in joints.places("and, who + when; where?")] == [", ", " + ", "; "]
    assert joints.places("who came and?") == []


def test_words_that_are_not_looked_at_count_for_no_more_than_that_they_stand_there() -> None:
    asked = "mill: owner and Marrowick year"
    [place] = joints.places(asked)
    held = joints.features(asked, place, {"owner", "year"})
    assert held["topic"] == held["name behind"] == held["only joint"] == held["last joint"] == 1.0
    assert held["behind 0 *"] == held["behind 1 year"] == held["before 0 owner"] == held["begins 0 owner"] == 1.0
    assert not any("marrowick" in name for name in held)
