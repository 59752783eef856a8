"""What became of a question on the page, in the terminal and in an export: each outcome in its own words, and none in those of another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from rich.console import Console
from shelf import Shelf

from assistant.contract import answer_json
from assistant.exports.forms import gather
from assistant.exports.markdown import markdown
from assistant.exports.types import Meta
from assistant.types import Answer, Citation, Form, Lead, Offer, Quotation, Remark, Searched, Statement, Status, Window
from assistant.wording import MAY_ANSWER, NOT_FOUND, UNCERTAIN
from index.types import Article, Basis, Dating, Hit, Passage
from ui import screen
from ui.conversation import Exchange
from ui.render import exchange_html
from ui.sources import sources_html

DAY = date(2031, 5, 4)
STATED = Dating(DAY, DAY, Basis.STATED)
TEXT = "The pass is shut. Drivers go round."
QUOTE = "The pass is shut."
HOME = Article("a1", "Ash closes pass", TEXT, "echo.txt", 0, STATED, source="The Tarn Echo")
OTHER = Article("a2", "Snow on the pass", "Snow fell on the pass for two days.", "snow.txt", 0, STATED)
META = Meta(datetime(2031, 6, 1, 9, 30, tzinfo=UTC), "9.8.7", "lantern", "model|rules|0123", 2, 5)
CITED = Citation(
    *(1, "a1", HOME.title, STATED, HOME.source, None, HOME.file, 0, len(QUOTE), QUOTE, None, 0, len(TEXT), TEXT),
    highlights=((12, 16),),
)
QUOTED = Statement((1,), (Lead(STATED, headline=HOME.title),), (Quotation(1, QUOTE),))
NEAR = Hit(Passage("p2", "a2", 0, 0, len(OTHER.text), OTHER.text, OTHER.title), OTHER, 0.5)
ANSWERED = Answer("Why?", "Why?", Status.ANSWERED, (QUOTED,), (CITED,), None, (), Searched(2, 5), (), "extractive", 0.9)
UNSURE = replace(ANSWERED, status=Status.UNCERTAIN, nearest=(NEAR,), confidence=0.3, asides=("A passage of another time comes near.",))
REFUSED = replace(ANSWERED, status=Status.NOT_FOUND, statements=(), citations=(), nearest=(NEAR,), confidence=0.0)
OUTCOMES = {"answered": ANSWERED, "uncertain": UNSURE, "not_found": REFUSED}


def on_page(answer: Answer) -> str:
    exchange = Exchange(1, answer.question, answer).finished()
    return exchange_html(exchange) + sources_html(exchange)


def typed_out(answer: Answer) -> str:
    console = Console(file=StringIO(), width=150)
    screen.show(console, screen.answer(answer))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def written(answer: Answer) -> str:
    return markdown(gather([answer], Shelf((HOME, OTHER)), META))


SCREENS = (on_page, typed_out, written)


@pytest.mark.parametrize("show", SCREENS)
def test_what_may_answer_is_said_to_be_that_before_and_beside_it(show) -> None:  # type: ignore[no-untyped-def]
    words = show(UNSURE)
    assert words.index(UNCERTAIN) < words.index(UNSURE.asides[0]) < words.index(MAY_ANSWER) < words.index(QUOTE)
    assert words.index(QUOTE) < words.index("What else came near:") < words.index("Snow on the pass")
    assert NOT_FOUND not in words


@pytest.mark.parametrize("show", SCREENS)
def test_a_refusal_claims_nothing_of_what_came_nearest(show) -> None:  # type: ignore[no-untyped-def]
    words = show(REFUSED)
    assert words.index(NOT_FOUND) < words.index("Searched: 2 articles (5 passages).") < words.index("What came nearest:")
    assert words.index("What came nearest:") < words.index("Snow on the pass")
    assert not any(other in words for other in (UNCERTAIN, MAY_ANSWER, "do not answer", "What else"))


@pytest.mark.parametrize("show", SCREENS)
def test_an_answer_says_neither(show) -> None:  # type: ignore[no-untyped-def]
    words = show(ANSWERED)
    assert "The pass is" in words
    assert not any(other in words for other in (UNCERTAIN, MAY_ANSWER, NOT_FOUND, "came near"))


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_page_gives_each_outcome_a_class_of_its_own_in_the_message_and_beside_it(outcome: str) -> None:
    shown = on_page(OUTCOMES[outcome])
    assert f'<div class="answer {outcome}">' in shown
    assert f'<section class="sources {outcome}"' in shown


def test_no_words_of_a_candidate_are_set_off_as_the_answering_ones() -> None:
    assert 'class="answering"' in on_page(ANSWERED)
    assert 'class="answering"' not in on_page(UNSURE)
    console = Console(file=StringIO(), width=150, force_terminal=True, color_system="standard")
    screen.show(console, screen.answer(ANSWERED), screen.answer(UNSURE))
    assert console.file.getvalue().count("\x1b[1mshut\x1b[0m") == 1  # type: ignore[attr-defined]


def test_a_candidate_is_no_block_of_quotation_of_an_answer() -> None:
    assert on_page(UNSURE).count('<ol class="candidates"><li><p class="perhaps">May answer</p>') == 1
    assert "candidates" not in on_page(ANSWERED)


def test_the_sources_of_candidates_are_headed_as_that_and_hold_what_else_came_near() -> None:
    shown = on_page(UNSURE)
    assert "What may answer, and what else came near</h2>" in shown
    assert 'id="cite-A1-1"' in shown and 'id="near-A1-1"' in shown
    assert "1 source</h2>" in on_page(ANSWERED)


def test_json_holds_all_of_it() -> None:
    document = answer_json(UNSURE)
    assert document["status"] == "uncertain"
    assert [one["quote"] for one in document["citations"]] == [QUOTE]
    assert [one["article_id"] for one in document["nearest"]] == ["a2"]
    assert document["text"].startswith(UNCERTAIN)


def test_the_terminal_says_how_to_count_from_the_last_day() -> None:
    offered = replace(REFUSED, offer=Offer(DAY, Window(DAY, DAY, "last week")))
    assert "To count from that day: --as-of 2031-05-04\n" in typed_out(offered)
    assert "--as-of" not in typed_out(REFUSED)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("show", SCREENS)
def test_the_reading_is_shown_whatever_the_form(show, form: Form) -> None:  # type: ignore[no-untyped-def]
    told = {Form.ARCHIVE, Form.HELP}
    answer = replace(ANSWERED, form=form, standalone_question="Why is the pass shut?")
    if form in told:
        answer = replace(answer, statements=(), citations=(), told=(Remark.of("Told."),))
    assert "Read as: Why is the pass shut?" in show(answer)
    assert "Read as" not in show(replace(answer, standalone_question="Why?"))
