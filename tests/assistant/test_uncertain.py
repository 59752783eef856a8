"""Three outcomes: what answers, what may answer, and what the archive does not say, on a small archive with words for vectors."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from assistant.assistant import Assistant
from assistant.compose import NEAREST, uncertain
from assistant.contract import answer_json
from assistant.selection.features import FEATURES
from assistant.selection.probability import ANSWER_FROM, CALIBRATION, Learnt, packaged
from assistant.types import Answer, Status
from assistant.wording import UNCERTAIN
from index.archive import Archive
from index.types import Hit
from ui import render, screen

QUESTIONS = (
    "When did the harbour of Port Arden reopen?",
    "Who told reporters that they are relieved?",
    "Who is the harbour master of Velden?",
    "Which prize did the mayor win?",
    "Which orchestra played Bruckner in Zagreb?",
    "What is the weather?",
)


@pytest.fixture
def answers(archive: Archive, files: Path) -> list[Answer]:
    archive.add([str(files)], source="The Arden Post")
    return [Assistant(archive).ask(question) for question in QUESTIONS]


def of(answers: list[Answer], status: Status) -> list[Answer]:
    found = [answer for answer in answers if answer.status is status]
    assert found, f"no question is {status}"
    return found


def ranked(hit: Hit) -> Any:
    """A passage as retrieval hands it on, as far as it is looked at here."""
    return SimpleNamespace(card=SimpleNamespace(id=hit.passage.id), as_hit=lambda: hit)


def test_the_status_is_what_the_confidence_says(answers: list[Answer]) -> None:
    assert all(answer.confidence >= ANSWER_FROM for answer in of(answers, Status.ANSWERED))
    assert all(packaged().uncertain_from <= answer.confidence < ANSWER_FROM for answer in of(answers, Status.UNCERTAIN))


def test_what_may_answer_is_quoted_and_said_to_be_that(answers: list[Answer]) -> None:
    for answer in of(answers, Status.UNCERTAIN):
        assert answer.text.startswith(UNCERTAIN)
        assert answer.statements and len(answer.statements) <= 3 and answer.nearest
        document = answer_json(answer)
        assert document["status"] == "uncertain" and document["citations"] and document["nearest"]
        assert all(citation["quote"] in answer.text for citation in document["citations"])


def test_page_and_terminal_say_it_before_the_quotations(answers: list[Answer]) -> None:
    for answer in of(answers, Status.UNCERTAIN):
        html = render.answer_html(answer, 1)
        quote = answer.citations[0].quote.split()[-1].strip('“”".')
        assert 0 <= html.index(UNCERTAIN) < html.index(quote)
        assert "do not answer" not in html
        shown = io.StringIO()
        Console(file=shown, width=200).print(screen.answer(answer))
        assert UNCERTAIN in shown.getvalue() and "do not answer" not in shown.getvalue()


def test_what_is_quoted_does_not_come_near_a_second_time(answers: list[Answer]) -> None:
    for answer in of(answers, Status.UNCERTAIN):
        quoted = {(citation.article_id, citation.passage_start) for citation in answer.citations}
        near = [(hit.article.id, hit.passage.start) for hit in answer.nearest]
        assert near and not quoted & {*near}
        assert len({*near}) == len(near) <= NEAREST


def test_the_passage_that_is_spoken_of_comes_first(answers: list[Answer]) -> None:
    answer = of(answers, Status.UNCERTAIN)[0]
    found: Any = SimpleNamespace(candidates=[ranked(hit) for hit in answer.nearest])
    again = uncertain(answer, found, "Spoken of.", [ranked(answer.nearest[-1])])
    assert again.nearest == (answer.nearest[-1], *answer.nearest[:-1])
    assert again.asides == ("Spoken of.",)


def test_an_answer_says_nothing_of_being_unsure(answers: list[Answer]) -> None:
    assert all(UNCERTAIN not in answer.text for answer in of(answers, Status.ANSWERED))


def test_damaged_weights_of_an_archive_are_told_with_the_answer(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    (archive.path / CALIBRATION).write_text("{", encoding="utf-8")
    assert any("dateline calibrate" in note for note in Assistant(archive).ask(QUESTIONS[0]).notes)


@pytest.mark.parametrize(
    ("question", "status"), [("Quell xylophone zither?", Status.NOT_FOUND), ("Quell harbour zither?", Status.UNCERTAIN)]
)
def test_what_holds_no_word_of_the_question_is_not_said_to_may_answer_it(
    archive: Archive, files: Path, question: str, status: Status
) -> None:
    archive.add([str(files)])
    own = replace(packaged(), model=archive.info().embedder, uncertain_from=1e-9)
    (archive.path / CALIBRATION).write_text(own.written(), encoding="utf-8")
    answer = Assistant(archive).ask(question)
    assert answer.status is status
    assert not any(CALIBRATION in note for note in answer.notes), "the archive's own weights are used"


@pytest.mark.parametrize(("odds", "status"), [(-2.0, Status.NOT_FOUND), (-1.0, Status.UNCERTAIN), (1.0, Status.ANSWERED)])
def test_unless_it_is_likelier_to_answer_than_what_lacks_something(archive: Archive, files: Path, odds: float, status: Status) -> None:
    archive.add([str(files)])
    own = Learnt(archive.info().embedder or "", "", (0.0,) * len(FEATURES), odds, 0.01)
    (archive.path / CALIBRATION).write_text(own.written(), encoding="utf-8")
    assert Assistant(archive).ask("Quell xylophone zither?").status is status
