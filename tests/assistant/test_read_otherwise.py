"""A question of a conversation that is not answered as it is read, read as it was typed after the question before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hashing import HashingEmbedder
from places import SAMPLE

from assistant import assistant
from assistant.assistant import Assistant
from assistant.types import Status, Turn
from eval.bundled import add_sample
from index.archive import Archive
from index.settings import IndexSettings

ASKED = ("how many jobs go at the ropeworks?", "is the union against it?")
LEANING = "what would they rather have?"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create_or_open(tmp_path_factory.mktemp("read") / "archive", IndexSettings()) as made:
        add_sample(SAMPLE, made)
        yield made


def told(asking: Assistant) -> tuple[Turn, ...]:
    """The conversation up to the question."""
    turns: tuple[Turn, ...] = ()
    for asked in ASKED:
        turns = (*turns, Turn.from_answer(asking.ask(asked, turns)))
    return turns


@pytest.mark.slow
def test_what_is_not_answered_as_it_is_read_is_read_after_the_question_before_it(sample: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = Assistant(sample)
    turns = told(asking)
    answer = asking.ask(LEANING, turns)
    assert answer.status is Status.ANSWERED
    assert answer.standalone_question == f"{turns[-1].reading} {LEANING}"
    assert all("Ropeworks" in cited.passage_text + cited.title for cited in answer.citations)
    monkeypatch.setattr(assistant, "_read_otherwise", lambda *_: None)
    once = asking.ask(LEANING, turns)
    assert once.status is not Status.ANSWERED and once.standalone_question != answer.standalone_question


@pytest.mark.slow
def test_what_neither_reading_answers_is_refused_as_it_was_read_first(sample: Archive) -> None:
    asking = Assistant(sample)
    turns = told(asking)
    answer = asking.ask("did she ever play the violin?", turns)
    query = asking.understand("did she ever play the violin?", turns)
    assert query.otherwise is not None
    assert answer.status is not Status.ANSWERED and answer.standalone_question == query.reading


@pytest.mark.parametrize(("history", "literal", "times"), [((), False, 1), ((Turn(ASKED[0]),), True, 1), ((Turn(ASKED[0]),), False, 2)])
def test_a_question_alone_and_one_that_is_asked_as_typed_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, history: tuple[Turn, ...], literal: bool, times: int
) -> None:
    read: list[object] = []
    with Archive.create_or_open(tmp_path / "archive", embedder=HashingEmbedder()) as archive:
        archive.add([str(SAMPLE)])
        select = assistant.Selector.select
        monkeypatch.setattr(assistant.Selector, "select", lambda self, *given: read.append(given) or select(self, *given))
        Assistant(archive).ask("Which orchestra played Bruckner in Zagreb?", history, literal=literal)
    assert len(read) == times
