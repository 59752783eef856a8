"""Words that turn to another subject before a question."""

from __future__ import annotations

import pytest

from assistant.query.question import understand
from assistant.query.turning import without_turn


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        ("ok different story. what was lund's record as a coach?", "what was lund's record as a coach?"),
        ("New subject: how many homes lost power?", "how many homes lost power?"),
        ("Right, on another note - who owns the mill?", "who owns the mill?"),
        ("Changing the subject, when does the ferry sail?", "when does the ferry sail?"),
        ("diff subject. who owns the mill?", "who owns the mill?"),
        ("new one: who owns the mill?", "who owns the mill?"),
        ("a different question: who owns the mill?", "who owns the mill?"),
    ],
)
def test_what_only_turns_to_another_subject_is_not_asked(asked: str, rest: str) -> None:
    assert without_turn(asked) == rest
    assert understand(asked).asked == rest


@pytest.mark.parametrize(
    "asked",
    [
        "the new subject in schools: who teaches it?",
        "who told another story?",
        "new topic",
        "A different story was told by Lund, was it?",
        "ok",
    ],
)
def test_what_speaks_of_a_subject_or_asks_nothing_else_stays(asked: str) -> None:
    assert without_turn(asked) == asked
