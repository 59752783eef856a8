"""How far a "not" and a "may" reach: the words that they deny or leave open, and those that they leave alone."""

from __future__ import annotations

import pytest

from assistant.generation.polarity import is_turned, qualifies


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        ("The crew did not paint the ferry.", True),
        ("The crew did not yet fully paint the ferry.", True),
        ("Without speeches of guests from Velden the crew painted the ferry.", False),
        ("Without a speech, the crew painted the ferry.", False),
        ("Nobody spoke and the crew painted the ferry.", False),
        ("The crew did not only paint the ferry.", False),
        ("The crew could not fail to paint the ferry.", True),
        ("It did not rain. The crew painted the ferry.", False),
        ("Painting of the ferry by the crew was refused.", True),
        ("The ferry was painted by the crew, and the guests, seven of them, were refused entry.", False),
    ],
)
def test_a_denial_reaches_the_words_beside_it(source: str, turned: bool) -> None:
    assert is_turned("The crew painted the ferry.", source) is turned


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        ("The crew may paint the ferry.", True),
        ("The crew may with luck, time, tar, brushes and rope paint the ferry.", True),
        (
            "Guests may come from Velden, Norland, Oskerby, Tarnmouth, Quillhaven, Marrowick and Saltreach while crew paint the ferry.",
            False,
        ),
        ("On 3 May 2031 the crew painted the ferry.", False),
        ("The crew will paint the ferry.", True),
        ("Guests will sing while the crew paint the ferry.", False),
    ],
)
def test_what_is_left_open_is_no_fact(source: str, turned: bool) -> None:
    assert is_turned("The crew painted the ferry.", source) is turned


def test_a_claim_may_leave_open_and_deny_what_its_source_does() -> None:
    assert not is_turned("The crew may paint the ferry.", "The crew may paint the ferry.")
    assert not is_turned("The crew would paint the ferry.", "The crew will paint the ferry.")
    assert not is_turned("The crew did not paint the ferry.", "The crew did not paint the ferry.")
    assert is_turned("The crew did not paint the ferry.", "The crew painted the ferry.")
    assert is_turned("The crew painted the ferry and nobody sang.", "The crew painted the ferry.")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The fare rose.", "The fare fell."),
        ("The fare fell.", "The fare rose."),
        ("The port was opened.", "The port was closed."),
        ("Velden won the cup.", "Velden lost the cup."),
    ],
)
def test_the_opposite_word_turns_a_clause(claim: str, source: str) -> None:
    assert is_turned(claim, source)
    assert not is_turned(source, source)


def test_an_opposite_of_another_clause_turns_nothing() -> None:
    assert not is_turned("The fare of the ferry rose.", "The fare of the ferry rose, and the price of bread fell.")


@pytest.mark.parametrize(
    ("text", "does"),
    [("It did not hold", True), ("It may hold", True), ("It held", False), ("It held in May 2031", False), ("No doubt it held", False)],
)
def test_words_that_no_quotation_may_leave_behind(text: str, does: bool) -> None:
    assert qualifies(text) is does
