"""What a question asks for, read once."""

from __future__ import annotations

import pytest

from assistant.selection.asked import Asked
from assistant.words.answer_types import Kind


@pytest.mark.parametrize("marks", ["“{}”", '"{}"'])
def test_somebody_s_words_in_a_question_ask_for_nothing(marks: str) -> None:
    pasted = marks.format("We want to find out how long the wall holds and what it cost")
    assert Asked.of(f"Who said {pasted}?").kinds == (Kind.PERSON,)


def test_a_single_name_between_quotation_marks_is_part_of_what_is_asked() -> None:
    assert Kind.MONEY in Asked.of("How much did the “Ottilie” cost?").kinds
