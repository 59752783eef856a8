"""Who somebody is is told by the sentences that give the office with the name."""

from __future__ import annotations

import pytest

from assistant.selection.identity import named, says_who


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Who is Ada Brandt?", "Ada Brandt"),
        ("who's brandt", "brandt"),
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
    ],
)
def test_an_office_with_the_name(name: str, text: str, says: bool) -> None:
    assert says_who(name, text) is says
