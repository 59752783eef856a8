"""The features behind the refusal, on a small archive with words for vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Found, Retriever
from assistant.selection.refusal import ANSWER_FROM, FEATURES, LITERAL, confidence, features
from assistant.selection.units import read
from index.archive import Archive


@pytest.fixture
def asked(archive: Archive, files: Path) -> Iterator[tuple[Assistant, Retriever]]:
    archive.add([str(files)], source="The Arden Post")
    with archive.snapshot() as seen:
        yield Assistant(archive), Retriever(seen)


def figures(asked: tuple[Assistant, Retriever], question: str) -> dict[str, float]:
    assistant, retriever = asked
    query = assistant.understand(question)
    found = retriever.find(query)
    return dict(zip(FEATURES, features(query.standalone, found, read(query, found)), strict=True))


def sure(asked: tuple[Assistant, Retriever], question: str) -> float:
    assistant, retriever = asked
    query = assistant.understand(question)
    found = retriever.find(query)
    return confidence(query.standalone, found, read(query, found))


def test_nothing_found_is_no_answer(asked: tuple[Assistant, Retriever]) -> None:
    found = asked[1].find(asked[0].understand("When did the harbour reopen?"))
    assert confidence("When did the harbour reopen?", Found(found.wanted, ()), []) == 0.0


def test_a_name_that_the_archive_does_not_hold_counts_against(asked: tuple[Assistant, Retriever]) -> None:
    known, other = (f"When did the harbour of {name} reopen?" for name in ("Port Arden", "Zwolbeck"))
    assert figures(asked, known)["missing_names"] == 0.0
    assert figures(asked, other)["missing_names"] == 1.0
    assert sure(asked, other) < sure(asked, known)


def test_the_subject_without_what_is_asked_about_it_is_a_near_miss(asked: tuple[Assistant, Retriever]) -> None:
    told, untold = "When did the harbour of Port Arden reopen?", "Which architect designed Port Arden's lighthouse?"
    assert figures(asked, told)["beside"] < 0.5 < figures(asked, untold)["beside"]
    assert figures(asked, untold.lower())["beside"] > 0.5  # typed in lower case, the passage tells what is a name


def test_a_statement_that_holds_every_word_of_the_question_answers(asked: tuple[Assistant, Retriever]) -> None:
    assert sure(asked, "When was the harbour reopened?") >= LITERAL > ANSWER_FROM
