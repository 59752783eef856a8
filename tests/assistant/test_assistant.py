"""The whole asking path over a small archive: real Chroma and catalog, words for vectors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.types import Status, Turn, Window
from assistant.wording import NOT_FOUND
from index.archive import Archive
from index.errors import QuestionError
from index.types import Filter


@pytest.fixture
def assistant(archive: Archive, files: Path) -> Assistant:
    archive.add([str(files)], source="The Arden Post")
    return Assistant(archive)


def test_every_statement_carries_a_quote_that_stands_in_its_article(assistant: Assistant) -> None:
    answer = assistant.ask("When did the harbour of Port Arden reopen after the storm?")
    assert answer.status is Status.ANSWERED
    assert "The harbour of Port Arden reopened on Monday" in answer.citations[0].quote
    for citation in answer.citations:
        article = assistant.archive.article(citation.article_id)
        assert article.slice(citation.start, citation.end) == citation.quote
        assert citation.quote in citation.passage_text
    assert all(f"[{number}]" in answer.text for statement in answer.statements for number in statement.citations)


def test_the_speaker_leads_in(assistant: Assistant) -> None:
    answer = assistant.ask("Who told reporters that they are relieved about the harbour?")
    assert answer.citations[0].speaker == "Ines Calder"
    assert answer.statements[0].text.startswith("Ines Calder, ")


def test_a_follow_up_is_answered_in_its_context(assistant: Assistant) -> None:
    answer = assistant.ask("And what was the prize?", [Turn("How did the final of the Lakeland chess open end?")])
    assert "Lakeland chess open" in answer.standalone_question
    assert any("4,000 crowns" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question", ["what did ines calder say", "Who is Ines Calder?", "what closed near tarn", "what happened in xanthoria"]
)
def test_a_question_in_lower_case_stands_alone_by_the_names_of_the_archive(assistant: Assistant, question: str) -> None:
    assert assistant.understand(question, [Turn("How did the final of the Lakeland chess open end?")]).background == ()


@pytest.mark.parametrize("question", ["who told reporters", "what was the price", "waht did he say", "when did ferries sail"])
def test_a_question_without_a_name_leans_on_the_one_before(assistant: Assistant, question: str) -> None:
    assert assistant.understand(question, [Turn("How did the final of the Lakeland chess open end?")]).background != ()


def test_a_window_set_by_hand_that_leaves_nothing_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("When did the harbour of Port Arden reopen?", filter=Filter(since=date(1999, 1, 1), until=date(1999, 12, 31)))
    assert answer.status is Status.NOT_FOUND
    assert answer.window == Window(date(1999, 1, 1), date(1999, 12, 31))
    assert answer.searched.articles == 0
    assert answer.text.startswith(NOT_FOUND)
    assert "1999" in answer.text


def test_a_window_in_the_question_s_words_that_leaves_nothing_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("What happened to the harbour of Port Arden on 3 May 1987?")
    assert answer.status is Status.NOT_FOUND
    assert answer.window is not None and answer.window.from_words
    assert "3 May 1987" in answer.text


def test_an_outlet_filter_that_leaves_nothing_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("When did the harbour of Port Arden reopen?", filter=Filter(sources=("The Velden Echo",)))
    assert answer.status is Status.NOT_FOUND
    assert "The Velden Echo only" in answer.text


def test_a_refusal_shows_the_nearest_passages(assistant: Assistant) -> None:
    answer = assistant.ask("Which orchestra played Bruckner in Zagreb?")
    assert answer.status is Status.NOT_FOUND
    assert answer.statements == () and answer.citations == ()
    assert 0.0 <= answer.confidence < 0.6


def test_the_stream_grows_and_ends_with_the_answer(assistant: Assistant) -> None:
    question = "What did the council of Velden vote on and what does the petition against the tram line say?"
    grown = list(assistant.stream(question))
    final = assistant.ask(question)
    assert [len(answer.statements) for answer in grown] == list(range(1, len(final.statements) + 1))
    assert grown[-1].text == final.text


def test_the_same_question_gives_the_same_answer(assistant: Assistant) -> None:
    question = "What was the prize of the chess final?"
    first, again = assistant.ask(question), Assistant(assistant.archive).ask(question)
    assert first.status is Status.ANSWERED and first.citations
    assert replace(first, timings_ms={}) == replace(again, timings_ms={})


@pytest.mark.parametrize("question", ["'; DROP TABLE articles; --", "<script>alert(1)</script>", "a" * 1500])
def test_asking_strange_things_finds_nothing(assistant: Assistant, question: str) -> None:
    before = assistant.archive.articles()
    answer = assistant.ask(question)
    assert (answer.status, answer.citations) == (Status.NOT_FOUND, ())
    assert answer.text.startswith(NOT_FOUND)
    assert assistant.archive.articles() == before


def test_what_no_words_are_in_cannot_be_asked(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="The question is empty"):
        assistant.ask("🦆 🦆")


def test_operators_of_the_lexical_index_are_words(assistant: Assistant) -> None:
    assert assistant.search('NEAR(harbour* OR "')[0].passage.id == assistant.search("near harbour")[0].passage.id
