"""The features behind the refusal, on a small archive with words for vectors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.retrieval.candidates import Found
from assistant.retrieval.retriever import Retriever
from assistant.selection.refusal import FEATURES, LITERAL, confidence, features
from assistant.selection.units import Unit, read
from assistant.types import Status
from index.archive import Archive


@pytest.fixture
def asked(archive: Archive, files: Path) -> tuple[Assistant, Archive]:
    archive.add([str(files)], source="The Arden Post")
    return Assistant(archive), archive


def looked(asked: tuple[Assistant, Archive], question: str) -> tuple[str, Found, list[Unit]]:
    assistant, archive = asked
    query = assistant.understand(question)
    with archive.snapshot() as seen:
        found = Retriever(seen).find(query)
    return query.standalone, found, read(query, found)


def figures(asked: tuple[Assistant, Archive], question: str) -> dict[str, float]:
    return dict(zip(FEATURES, features(*looked(asked, question)), strict=True))


def sure(asked: tuple[Assistant, Archive], question: str) -> float:
    return confidence(*looked(asked, question))


def test_nothing_found_is_no_answer(asked: tuple[Assistant, Archive]) -> None:
    _, found, _ = looked(asked, "When did the harbour reopen?")
    assert confidence("When did the harbour reopen?", Found(found.wanted, ()), []) == 0.0


def test_a_passage_without_a_sentence_is_no_answer(archive: Archive, files: Path) -> None:
    (files / "links.txt").write_text("https://example.org/harbour-reopens\n", encoding="utf-8")
    archive.add([str(files / "links.txt")])
    question, found, units = looked((Assistant(archive), archive), "When did the harbour reopen?")
    assert found.candidates and not units
    assert confidence(question, found, units) == 0.0


def test_a_name_that_the_archive_does_not_hold_counts_against(asked: tuple[Assistant, Archive]) -> None:
    known, other = (f"When did the harbour of {name} reopen?" for name in ("Port Arden", "Zwolbeck"))
    assert figures(asked, known)["missing_names"] == 0.0
    assert figures(asked, other)["missing_names"] == 1.0
    assert sure(asked, other) < sure(asked, known)


def test_the_subject_without_what_is_asked_about_it_is_a_near_miss(asked: tuple[Assistant, Archive]) -> None:
    told, untold = "When did the harbour of Port Arden reopen?", "Which architect designed Port Arden's lighthouse?"
    assert figures(asked, told)["beside"] < 0.5 < figures(asked, untold)["beside"]
    assert figures(asked, untold.lower())["beside"] > 0.5  # typed in lower case, the passage tells what is a name


@pytest.mark.parametrize("question", ["When was the harbour reopened?", "When does the work begin?", "Which harbour did the storm close?"])
def test_a_statement_that_holds_every_word_of_the_question_answers(asked: tuple[Assistant, Archive], question: str) -> None:
    assert sure(asked, question) == LITERAL
    assert asked[0].ask(question).status is Status.ANSWERED
    assert 0.75 < LITERAL < 0.95  # sure, and not as sure as a sentence that says just this


def test_whom_the_question_names_it_speaks_of_wherever_the_name_stands(archive: Archive, files: Path) -> None:
    (files / "hall.txt").write_text("Hall opens\n\nZorn opened the old hall of the harbour on Monday. It is red.\n", encoding="utf-8")
    archive.add([str(files)])
    there = Assistant(archive), archive
    assert figures(there, "Which architect designed the hall of Zorn?")["beside"] > 0.3


def test_one_word_of_a_question_is_not_every_word_of_it(asked: tuple[Assistant, Archive]) -> None:
    assert sure(asked, "What was the prize?") < LITERAL


@pytest.mark.parametrize(
    "question",
    [
        "Which architect designed Port Arden's lighthouse?",
        "Which orchestra played Bruckner in Zagreb?",
        "How much does the tram line cost?",
        "How deep is the harbour of Port Arden?",
        "What did Ines Calder say about trams?",
        "Who is the president of Norland?",
        "Does the harbour of Zwolbeck reopen?",
    ],
)
def test_what_the_archive_does_not_give_is_not_answered(asked: tuple[Assistant, Archive], question: str) -> None:
    answer = asked[0].ask(question)
    assert answer.status is not Status.ANSWERED
    assert 0.0 <= answer.confidence < 0.4


@pytest.mark.parametrize(
    "question",
    [
        "When did the harbour of Port Arden reopen?",
        "How many names does the petition against the tram line have?",
        "How many hours did the chess final last?",
        "Who told reporters that they are relieved?",
        "How long did the chess final take?",
    ],
)
def test_what_the_archive_gives_is_answered(asked: tuple[Assistant, Archive], question: str) -> None:
    answer = asked[0].ask(question)
    assert answer.status is Status.ANSWERED
    assert 0.6 < answer.confidence < 1.0


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ("How long was the harbour closed?", True),
        ("How many hours did the storm last?", False),
        ("Who is the mayor of Port Arden?", False),
    ],
)
def test_between_what_is_just_told_and_what_is_nearly_told_lies_a_half(
    asked: tuple[Assistant, Archive], question: str, is_told: bool
) -> None:
    answer = asked[0].ask(question)
    assert (answer.status is Status.ANSWERED) is is_told
    assert 0.4 < answer.confidence < 0.6  # each figure tips one of them, and should it weigh otherwise, it tips another way


def test_who_speaks_is_a_word_of_what_is_said(archive: Archive, files: Path) -> None:
    text = "Jonas Lund spoke on Monday. “Lanterns of the old mole shine red again,” he said."
    (files / "mole.txt").write_text(f"Lights on\n\n{text}\n", encoding="utf-8")
    archive.add([str(files / "mole.txt")])
    question, found, units = looked((Assistant(archive), archive), "Lund: lanterns shine red?")
    own = [unit for unit in units if unit.text.startswith("“") and unit.speaker == "Jonas Lund"]
    assert confidence(question, found, own) >= LITERAL
    assert confidence(question, found, [replace(unit, speaker=None) for unit in own]) < LITERAL


def test_a_bare_name_is_no_near_miss(asked: tuple[Assistant, Archive]) -> None:
    assert figures(asked, "About Port Arden?")["beside"] == 0.0


def test_what_the_best_sentence_says_is_not_missing_from_the_next(asked: tuple[Assistant, Archive]) -> None:
    question, found, units = looked(asked, "Who of Port Arden told reporters that they are relieved?")
    told = [unit for unit in units if "relieved" in unit.text]
    other = [unit for unit in units if "relieved" not in unit.text]
    place = FEATURES.index("beside")
    assert features(question, found, [*told, *other])[place] < 0.1 < features(question, found, [*other, *told])[place]


def test_the_share_of_a_question_s_names_that_the_archive_lacks(asked: tuple[Assistant, Archive]) -> None:
    assert figures(asked, "Did Zwolbeck and Port Arden reopen the harbour?")["missing_names"] == pytest.approx(1 / 3)


def test_the_kind_asked_for_is_looked_for_in_five_units(asked: tuple[Assistant, Archive]) -> None:
    assert figures(asked, "When does the work begin?")["offered"] == pytest.approx(1 / 5)
    assert figures(asked, "How long did the chess final take?")["offered"] == pytest.approx(2 / 5)
    assert figures(asked, "What was the score of the chess final?")["offered"] == 0.0


@pytest.mark.parametrize(("text", "offered"), [("It is 34 metres deep.", 1.0), ("It is as deep as ever.", 0.0)])
def test_one_unit_that_offers_a_rare_kind_is_enough(archive: Archive, files: Path, text: str, offered: float) -> None:
    (files / "deep.txt").write_text(f"Harbour measured\n\nDivers measured how deep the harbour of Velden is. {text}\n", encoding="utf-8")
    archive.add([str(files)])
    there = Assistant(archive), archive
    assert figures(there, "How deep is the harbour of Velden that divers measured, is it deep?")["offered"] == offered


def test_a_long_question_says_no_more_than_eight_words(asked: tuple[Assistant, Archive]) -> None:
    long = (
        "Which petition names, council votes, tram lines, chess players, ferries, drivers, valleys, volcanoes, roads and passes are there?"
    )
    assert figures(asked, long)["says"] == 8
    assert 3 < figures(asked, "When did the harbour of Port Arden reopen?")["says"] < 4
