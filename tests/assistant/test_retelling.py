"""What is asked about the last answer is answered from its quotations, looked up anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.contract import answer_json, turn_json, turn_of
from assistant.types import Answer, Status, Turn
from index.archive import Archive

ASKED = "Who told reporters that they are relieved about the harbour?"


@pytest.fixture
def assistant(archive: Archive, files: Path) -> Assistant:
    archive.add([str(files)], source="The Arden Post")
    return Assistant(archive)


@pytest.fixture
def first(assistant: Assistant) -> Answer:
    return assistant.ask(ASKED)


def quotes(answer: Answer) -> list[tuple[str, int, int]]:
    return [(citation.article_id, citation.start, citation.end) for citation in answer.citations]


@pytest.mark.parametrize("asked", ["source?", "when was that?", "are you sure?"])
def test_the_quotations_are_shown_again_with_article_outlet_and_day(assistant: Assistant, first: Answer, asked: str) -> None:
    answer = assistant.ask(asked, (Turn.from_answer(first),))
    assert answer.status is Status.ANSWERED
    assert quotes(answer) == quotes(first)
    assert "The Arden Post" in answer.text
    assert first.citations[0].title in answer.text
    assert ASKED in answer.standalone_question


def test_who_said_it_is_the_speaker(assistant: Assistant, first: Answer) -> None:
    answer = assistant.ask("who said that?", (Turn.from_answer(first),))
    assert [citation.speaker for citation in answer.citations] == [one.speaker for one in first.citations if one.speaker]
    assert "Ines Calder" in answer.text


def test_more_goes_on_in_the_same_article_and_repeats_nothing(assistant: Assistant, first: Answer) -> None:
    turns = (Turn.from_answer(first),)
    more = assistant.ask("tell me more", turns)
    assert more.citations
    assert {one.article_id for one in more.citations} <= {one.article_id for one in first.citations}
    for one in more.citations:
        assert not any(one.article_id == id and one.start < end and start < one.end for id, start, end in quotes(first))
    again = assistant.ask("more", (*turns, Turn.from_answer(more)))
    assert not set(quotes(again)) & set(quotes(more))


def test_what_no_longer_stands_is_not_shown_again(assistant: Assistant, first: Answer) -> None:
    turn = Turn.from_answer(first)
    changed = replace(turn, quoted=tuple(replace(one, words=f"{one.words}!") for one in turn.quoted))
    answer = assistant.ask("source?", (changed,))
    assert answer.status is Status.NOT_FOUND
    assert "no longer stands" in answer.text
    assert answer.citations == ()


def test_a_turn_is_the_same_from_its_own_document_and_from_its_answers(first: Answer) -> None:
    turn = Turn.from_answer(first)
    assert turn_of(turn_json(turn)) == turn
    assert turn_of(answer_json(first)).quoted == turn.quoted
    assert turn_of({"question": "Who?", "answer": "Ada."}) == Turn("Who?", "Ada.")


@pytest.mark.parametrize(
    "document", [{}, {"question": 1}, {"question": "Who?", "citations": [1]}, {"question": "Who?", "window": {"since": 1}}]
)
def test_what_is_no_exchange_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no exchange"):
        turn_of(document)
