"""Who somebody is is told by the sentences that give the office with the name."""

from __future__ import annotations

import pytest

from assistant.selection.identity import named, tells_who


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Who is Ada Brandt?", "Ada Brandt"),
        ("who's brandt", "brandt"),
        ("whos ada brandt?", "ada brandt"),
        ("And who was Jonas Lund?", "Jonas Lund"),
        ("Who is the mayor?", ""),
        ("who is leading?", ""),
        ("Who is she?", ""),
        ("Who is it?", ""),
        ("What is NATO?", ""),
        ("Who is Ada Brandt and what did she say?", ""),
    ],
)
def test_the_name_that_is_asked_about(asked: str, name: str) -> None:
    assert named(asked) == name


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("Brandt", "Mayor Ada Brandt opened it.", True),
        ("ada brandt", "The chief executive, Ada Brandt, opened it.", True),
        ("Brandt", "It was opened by Ada Brandt, the head of the yard.", True),
        ("Brandt", "Ada Brandt, 43, opened it.", True),
        ("Brandt", "Ada Brandt, who heads the yard, opened it.", True),
        ("Brandt", "Ada Brandt, managing director of the yard, opened it.", True),
        ("Brandt", "In the storm, Brandt went home.", False),
        ("Brandt", "Ada Brandt opened it.", False),
        ("Ada", "The mayor, Ada Brandt, opened it.", False),
        ("Lund", "Mayor Ada Brandt met Lund.", False),
        # What somebody is stands before the name, and whatever is beside a name does not.
        ("Ada Brandt", "The court acquitted the ferrywoman, Ada Brandt, and the mate.", True),
        ("Ada Brandt", "They are the mate and the driver of the crane, Ada Brandt.", True),
        ("Ada Brandt", "They sank the trawler, Ada Brandt said.", False),
        ("Ada Brandt", "After a night in the harbour, Ada Brandt went home.", False),
        # A relative of the same name is somebody else; an initial, a title and a surname alone are not.
        ("Ada Brandt", "Bert Brandt, the captain's brother, was heard.", False),
        ("Ada Brandt", "A. Brandt, the captain of the ferry, was heard.", True),
        ("Ada Brandt", "Captain Brandt was heard.", True),
        ("Ada Brandt", "Then Brandt, the captain of the ferry, was heard.", True),
        ("Ada Brandt", "Sen. Brandt, the captain of the ferry, was heard.", True),
        ("Ada Brandt", "Nessa Brandt, the captain's wife, was heard.", False),
        ("Ada Brandt", "Ms Brandt, the captain of the ferry, was heard.", True),
    ],
)
def test_an_office_with_the_name(name: str, text: str, says: bool) -> None:
    assert (tells_who(name, text) > 0) is says


@pytest.mark.parametrize(
    ("name", "better", "worse"),
    [
        ("ada brandt", "The debate attendee Ada Brandt said so.", "Brandt, who asked for a pause, said so."),
        ("brandt", "Brandt, the ’90s rapper who made it known, has died.", "Ada Brandt, 66, has died."),
        ("Ada Brandt", "Ada Brandt was the first to cross.", "Ms Brandt, who was the first to cross, said so."),
        ("Ada Brandt", "The founder of the yard has left it. Ada Brandt said so on Monday.", "Ada Brandt, who left, said so."),
        ("Ada Brandt", "Ada Brandt, who left, said so.", "Ms Brandt said so, and after Ada Brandt the others."),
    ],
)
def test_a_word_for_the_person_says_more_than_what_she_did(name: str, better: str, worse: str) -> None:
    assert tells_who(name, better) > tells_who(name, worse)
