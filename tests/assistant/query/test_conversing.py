"""Follow-ups as people type them: who a pronoun is, what is narrowed to days or to a word, who agrees, what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from assistant.query.days import Calendar
from assistant.query.parts import hardly_told
from assistant.query.persons import people_of
from assistant.query.question import Known, understand
from assistant.types import Form, QuotedWords, Turn, Window
from assistant.words.dictionary import is_foreign
from index.types import Article, Dating

TODAY = date(2031, 6, 1)
NAMES = {"brandt", "lund", "velden", "calder", "falk", "arden"}
TITLE = "Velden Water loses its head"
STORY = (
    f"{TITLE}\n\nThe resignation of its chief executive has left Velden Water with a debt. The head, Sarah Falk, stepped down on Tuesday. "
    "Bills may rise by a fifth, said the Arden Times. The firm is run by an administrator that the state named, Jonas Lund. "
    "Mayor Ines Calder of Velden said that her town would wait. Who is ines calder? Calder has lived in 12 Market St since Calder "
    "was born. Calder leads, and Calder stays. Karen Brandt told the court that David Holt had lied."
)


def turn(question: str, words: str, speaker: str | None = None, form: Form | None = None) -> Turn:
    start = STORY.index(words)
    return Turn(question, standalone=question, quoted=(QuotedWords("a1", start, start + len(words), words, TITLE, speaker),), form=form)


def told(ids: Iterable[str]) -> Mapping[str, Article]:
    return {id: Article(id, TITLE, STORY, "velden.txt", 0, Dating()) for id in ids}


def reading(asked: str, *history: Turn) -> str:
    known = Known(is_name=lambda word: is_foreign(word) or word in NAMES, articles=told)
    return understand(asked, history, known, as_of=TODAY).reading


RESIGNED = turn("who resigned?", "The resignation of its chief executive has left Velden Water with a debt.")
BILLS = turn("how many bills could go up?", "Bills may rise by a fifth, said the Arden Times.", "Arden Times")
RUNS = turn("who runs the firm?", "The firm is run by an administrator that the state named, Jonas Lund.")
COURT = turn("what was told in court?", "Karen Brandt told the court that David Holt had lied.", "Karen Brandt")


@pytest.mark.parametrize(
    ("asked", "before", "read"),
    [
        # Who stands beside the words that were quoted for a "who".
        ("when did she leave?", RESIGNED, "when did Sarah Falk leave?"),
        # A paper that told of something is neither somebody nor "it".
        ("what else did he say?", BILLS, "how many bills could go up? what else did he say?"),
        ("is it settled?", BILLS, "how many bills could go up? is it settled?"),
        # First names tell a man from a woman.
        ("what did he reply to that?", COURT, "what was told in court? what did David Holt reply to that?"),
        ("what's his name?", Turn("What did Lund say?"), "what's Lund’s name?"),
        ("whats his plan?", Turn("What did Lund say?"), "whats Lund’s plan?"),
        # Whom "which mayor" asked for, where no answer names anybody.
        ("what did he say?", Turn("Which minister closed the pier?"), "Which minister closed the pier? what did the minister say?"),
        ("how old was he?", Turn("who was lund?"), "how old was Lund?"),
        ("what's his job?", Turn("What did Lund say?"), "who is Lund?"),
        ("what does he do for a living?", Turn("What did Lund say?"), "who is Lund?"),
    ],
)
def test_a_pronoun_is_whom_the_exchange_is_about(asked: str, before: Turn, read: str) -> None:
    assert reading(asked, before) == read


@pytest.mark.parametrize(("asked", "leans"), [("what did he criticise?", True), ("what did he say about fees?", False)])
def test_what_somebody_did_is_done_to_what_was_asked_of_before(asked: str, leans: bool) -> None:
    before = "What did Lund say about the pier?"
    assert understand(asked, [Turn(before)], as_of=TODAY).background == ((before,) if leans else ())


def test_a_name_that_is_once_written_small_is_a_name_and_a_street_is_none() -> None:
    people = people_of([STORY])
    assert people["calder"] == "Ines Calder"
    assert "st" not in people


def test_a_part_that_the_passages_hardly_speak_of_is_known() -> None:
    parts = ("how far did sales fall in the capital", "who bought the houses", "how many seats has the ship")
    shown = ("In the capital, sales fell by a fifth; the price of houses rose.", "The ship was sold in May. It has 190 seats.")
    assert hardly_told(parts, shown) == [False, True, False]
    assert hardly_told((), shown) == []


def test_who_answers_a_question_for_somebody_is_told_of_in_the_same_sentence() -> None:
    assert reading("who did he sue?", RUNS) == "who did Jonas Lund sue?"


@pytest.mark.parametrize(
    ("asked", "before", "read"),
    [
        ("Brandt?", "What did Lund say about the pier?", "What did Brandt say about the pier?"),
        ("and Calder's?", "what's Ines Lund's plan for the pier?", "what's Calder's plan for the pier?"),
        ("only 2030", "articles on the pier", "articles on the pier in 2030"),
        ("just the ones from 2030", "articles on the pier", "articles on the pier in 2030"),
        ("and august?", "anything from July 2030?", "anything in August 2030"),
        ("which ones?", "how many articles mention the pier?", "which articles mention the pier"),
        ("can you list them pls", "how many of them are on Lund?", "which articles are on Lund"),
        ("only august", "which articles are from 2030?", "which articles are in August 2030"),
        ("how many voted for it?", "When was the last rise before Easter?", "how many voted for the last rise"),
        ("who disagrees?", "What did Lund say about the pier?", "What did Lund say about the pier? who disagrees"),
        ("what was the score?", "Who won the race in the harbour?", "Who won the race in the harbour? what was the score"),
        ("what did the CEO say?", "summarise the strike", "the strike? what did the CEO say"),
        (
            "when will it be ready?",
            "compare the price of the harbour bridge how much",
            "when will the price of the harbour bridge be ready",
        ),
        ("who runs the firm now?", "Why did Lund resign?", "Why did Lund resign? who runs the firm now"),
        ("profit?", "How many jobs were lost at Arden?", "How many jobs were lost at Arden? profit"),
    ],
)
def test_what_is_left_out_is_taken_from_the_question_before(asked: str, before: str, read: str) -> None:
    windows = {
        "from July 2030": Window(date(2030, 7, 1), date(2030, 7, 31), "from July 2030"),
        "from 2030": Window(date(2030, 1, 1), date(2030, 12, 31), "from 2030"),
    }
    window = next((days for said, days in windows.items() if said in before), None)
    history = Turn(before, standalone=before, window=window, form=Form.QUOTATIONS)
    assert reading(asked, history).rstrip("?") == read.rstrip("?")


def test_a_follow_up_leans_on_the_question_that_first_named_whom_the_last_is_about() -> None:
    first = Turn("Did Ines Calder win her case against the town?", standalone="Did Ines Calder win her case against the town?")
    second = Turn("is she going to appeal?", standalone="is Calder going to appeal?")
    assert reading("what did the bank say?", first, second).startswith(first.question)


@pytest.mark.parametrize(
    ("asked", "since"),
    [
        ("How many jobs were lost in the second quarter?", None),
        ("what was sold over the summer?", None),
        ("How many jobs were lost in the second quarter of 2029?", date(2029, 4, 1)),
        ("How many jobs were lost last quarter?", date(2031, 1, 1)),
    ],
)
def test_a_part_of_a_year_is_that_of_the_story_where_the_archive_ends_before(asked: str, since: date | None) -> None:
    window = Calendar(TODAY, date(2028, 12, 31)).stated(asked)
    assert (window.since if window else None) == since
    assert Calendar(TODAY, TODAY).stated(asked) is not None
