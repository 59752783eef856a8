"""Outlets that a question names, of however many."""

from __future__ import annotations

import pytest

from assistant.query import outlets
from assistant.query.outlets import names_outlet


@pytest.mark.parametrize(
    ("asked", "source", "is_named"),
    [
        ("What does the Tidewater Post say?", "The Tidewater Post", True),
        ("what does the tidewater post say?", "Tidewater Post", True),
        ("What does the Post say?", "The Tidewater Post", False),
        ("What does the Lantern say?", "Lantern", True),
        ("Who carried a lantern?", "Lantern", False),  # one word only as it is written
        ("What did Theodora say?", "Theodora Times", False),
        ("What do the Tidewater Posts say?", "Tidewater Post", False),
        ("What is new?", "The ", False),
    ],
)
def test_an_outlet_is_named_by_its_whole_name(asked: str, source: str, is_named: bool) -> None:
    assert names_outlet(asked, source) is is_named


def test_an_outlet_that_is_not_in_the_question_costs_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(outlets.re, "search")
    assert not any(names_outlet("What did the harbour cost?", f"cutting{number:04}.txt") for number in range(1000))
