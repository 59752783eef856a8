"""Windows made of an event that the archive dates, over a small archive with words for vectors."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.selection.event_windows import with_event_window
from assistant.types import Query, Window
from index.archive import Archive
from index.types import Filter

STORIES = """Council votes on tram line

VELDEN, 3 May 2031 - The Velden tram vote was held on 2 May 2031. The council voted for a second line.

* * *

Mayor doubts tram

VELDEN, 28 April 2031 - Mayor Ida Brook said the tram would cost too much.

* * *

Mayor welcomes tram

VELDEN, 9 May 2031 - Mayor Ida Brook said the tram would make the town greener.
"""


@pytest.fixture
def assistant(archive: Archive, tmp_path: Path) -> Assistant:
    path = tmp_path / "velden.txt"
    path.write_text(STORIES, encoding="utf-8")
    archive.add([str(path)])
    return Assistant(archive)


def located(assistant: Assistant, asked: str, **limits: Any) -> Query:
    """The question with the window of the event that it names."""
    query = assistant.understand(asked, **limits)
    with assistant.archive.snapshot() as seen:
        return with_event_window(query, Retriever(seen), seen.facts.days[1])


@pytest.mark.parametrize(
    ("asked", "window"),
    [
        ("What did Ida Brook say before the Velden tram vote?", Window(None, date(2031, 5, 2), "before the Velden tram vote")),
        ("What did Ida Brook say after the Velden tram vote?", Window(date(2031, 5, 2), None, "after the Velden tram vote")),
    ],
)
def test_the_day_of_a_named_event_bounds_the_window(assistant: Assistant, asked: str, window: Window) -> None:
    query = located(assistant, asked)
    assert query.window == window
    assert query.event == ("the Velden tram vote", "Council votes on tram line")


def test_how_the_event_was_dated_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("What did mayor Ida Brook say the tram would make of the town after the Velden tram vote?")
    assert any("2 May 2031" in note and "Council votes on tram line" in note for note in answer.notes)
    assert "greener" in answer.text
    assert "too much" not in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "What did Ida Brook say before the vote?",  # any vote
        "What did Ida Brook say before the Zwolbeck ferry strike?",  # the archive tells of none
        "What did Ida Brook say on 9 May 2031 after the Velden tram vote?",  # its own days come first
    ],
)
def test_an_event_that_nothing_dates_makes_no_window(assistant: Assistant, asked: str) -> None:
    assert located(assistant, asked, as_of=date(2031, 6, 1)).event is None


def test_a_window_set_by_hand_stays(assistant: Assistant) -> None:
    query = located(assistant, "What did Ida Brook say before the Velden tram vote?", filter=Filter(since=date(2031, 1, 1)))
    assert query.window == Window(date(2031, 1, 1), None)
