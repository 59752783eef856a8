"""Whoever asks for somebody's words and nothing else is answered by what that person says, on the days asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hashing import HashingEmbedder

from assistant.assistant import Assistant
from assistant.selection import spoken
from assistant.types import Answer, Status
from index.archive import Archive

LATER = date(2031, 6, 1)
STORIES = {
    "wall": (
        date(2031, 5, 4),
        "Wall holds\n\nThe sea wall of Oskerby held in the storm, the harbour director, Jonas Lund, said on Sunday.\n",
    ),
    "pier": (date(2031, 5, 9), "Pier shut\n\nThe pier will stay closed until June, Jonas Lund said on Friday.\n"),
    "fare": (date(2031, 5, 9), "Fares rise\n\nA ticket will cost nine crowns, the mayor, Ada Brandt, said on Friday.\n"),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("spoken")
    with Archive.create_or_open(folder / "archive", embedder=HashingEmbedder()) as archive:
        for name, (day, text) in STORIES.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            archive.add([str(folder / f"{name}.txt")], published=day)
        yield Assistant(archive)


def speakers(answer: Answer) -> set[str | None]:
    return {citation.speaker for citation in answer.citations}


def test_all_that_somebody_says_answers(assistant: Assistant) -> None:
    answer = assistant.ask("What did Jonas Lund say?")
    assert (answer.status, answer.confidence) == (Status.ANSWERED, spoken.SURE)
    assert speakers(answer) == {"Jonas Lund"}
    assert len(answer.citations) == 2


def test_whom_it_was_told_to_asks_for_nothing_else(assistant: Assistant) -> None:
    answer = assistant.ask("what did Jonas Lund tell the council?")
    assert (answer.confidence, speakers(answer)) == (spoken.SURE, {"Jonas Lund"})


def test_only_what_was_said_on_the_days_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("What did Jonas Lund say on 9 May 2031?", as_of=LATER)
    assert [citation.article_id for citation in answer.citations] == [
        article.id for article in assistant.archive.articles() if article.title == "Pier shut"
    ]
    assert assistant.ask("What did Ada Brandt say on 4 May 2031?", as_of=LATER).confidence != spoken.SURE


@pytest.mark.parametrize(
    "question",
    [
        "When did Jonas Lund tell the owners?",
        "What did Jonas Lund say about the pier?",
        "What did Karla Voss say?",
        "What did the mayor sign?",
    ],
)
def test_who_asks_for_more_is_asked_of_the_probability(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).confidence != spoken.SURE
