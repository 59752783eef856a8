"""How a question was read is shown where it is not as it was typed, and a window that is ignored is gone from it."""

from __future__ import annotations

from datetime import date

import pytest
from rich.console import Console

from assistant.types import Answer, Searched, Status, Window
from ui import screen
from ui.conversation import without_words
from ui.render import answer_html

DAY = date(2031, 5, 13)


def answer(question: str, read: str, window: Window | None = None) -> Answer:
    return Answer(question, read, Status.NOT_FOUND, (), (), window, (), Searched(1, 1), (), "extractive", 0.0)


def typed_out(given: Answer) -> str:
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as shown:
        screen.show(console, screen.answer(given))
    return shown.get()


@pytest.mark.parametrize("show", [lambda given: answer_html(given, 1), typed_out])
def test_the_reading_is_shown_where_it_differs(show) -> None:  # type: ignore[no-untyped-def]
    assert "Read as: what did Ada Brandt order?" in show(answer("what did she order?", "what did Ada Brandt order?"))
    assert "Read as" not in show(answer("Who is  Ada Brandt?", "Who is Ada Brandt?"))


def test_no_second_window_is_left() -> None:
    assert without_words("Last week, what did Lund say on 5 May 2021?", "Last week") == "What did Lund say?"
