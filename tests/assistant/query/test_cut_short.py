"""Questions cut down to the words that ask take the rest of their question from the one beside them."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.query.cut_short import completed
from assistant.query.outlets import without_outlets
from assistant.query.parts import parts_of
from assistant.query.question import Known, understand
from assistant.query.same import same_as
from assistant.types import Form, QuotedWords, Turn, Window
from assistant.words.dictionary import is_foreign

TODAY = date(2032, 3, 1)


@pytest.mark.parametrize(
    ("cut", "frame", "whole"),
    [
        ("by how much?", "Is the price of bread going up?", "by how much is the price of bread going up"),
        ("when?", "How many people will lose their jobs?", "when will people lose their jobs"),
        ("When exactly?", "How many jobs will the yard cut?", "When exactly will the yard cut jobs"),
        ("where?", "How many people died in the fire?", "where people died in the fire"),
        ("why?", "When did the pier close?", "why did the pier close"),
        ("how many?", "Were people hurt in the fire?", "how many people were hurt in the fire"),
        ("which ones?", "Were any schools closed?", "which schools were closed"),
        ("why?", "When did the pier close? by whom?", "why did the pier close"),
        ("why?", "How many reporters and other journalists is Lund sacking?", "why is Lund sacking reporters and other journalists"),
        ("why?", "Who closed the pier?", None),
        ("why?", "What did Lund say?", None),
        ("why?", "What did Lund propose?", "why did Lund propose"),
        ("when?", "Whom did the mayor of Velden meet in Arden?", "when did the mayor of Velden meet in Arden"),
        ("the pier?", "Is the price of bread going up?", None),
        ("how many?", "Is the price of bread going up?", None),
    ],
)
def test_the_rest_is_that_of_the_question_beside(cut: str, frame: str, whole: str | None) -> None:
    assert completed(cut, frame, is_foreign) == whole


def test_a_follow_up_cut_short_is_read_whole() -> None:
    query = understand("by how much?", [Turn("Is the price of bread going up?")], as_of=TODAY)
    assert query.reading == "By how much is the price of bread going up?"
    assert query.background == ()


def test_a_question_that_leaves_something_open_completes_none() -> None:
    assert understand("and why?", [Turn("Was it full?")], as_of=TODAY).background == ("Was it full?",)


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("How many people will lose their jobs, and when?", ("How many people will lose their jobs", "when will people lose their jobs")),
        ("When and where did the pier close?", ("When did the pier close", "where did the pier close")),
        (
            "Who led the Norland and who led the Sundish delegation in Oskerby?",
            ("Who led the Norland delegation in Oskerby", "who led the Sundish delegation in Oskerby"),
        ),
        ("What did Ada Brandt and Jonas Lund say about it?", ("What did Ada Brandt say about it", "What did Jonas Lund say about it")),
        ("Compare what Brandt and Lund said about the pier", ("What did Brandt say about the pier", "What did Lund say about the pier")),
        ("Did Brandt and Lund meet?", ()),
        ("How many people died and how many were hurt?", ("How many people died", "how many were hurt")),
    ],
)
def test_the_parts_are_whole(asked: str, parts: tuple[str, ...]) -> None:
    assert parts_of(asked) == parts


def test_the_first_part_leans_on_nothing_and_a_whole_one_neither() -> None:
    query = understand("How much damage did the fire do and how many sirens failed?", as_of=TODAY)
    assert [part.background for part in query.parts] == [(), ("How much damage did the fire do",)]
    query = understand("Compare what Brandt and Lund said about the pier of Oskerby", as_of=TODAY)
    assert [part.background for part in query.parts] == [(), ()]


def test_two_outlets_are_asked_each() -> None:
    query = understand("Did the Courier and the Wire report the same toll?", known=Known(sources=("Courier", "The Wire")), as_of=TODAY)
    assert [part.filter.sources for part in query.parts] == [("Courier",), ("The Wire",)]
    assert {part.asked for part in query.parts} == {"Did it say the same toll?"}
    assert without_outlets("What does the Courier say of the Wire?", ("Courier", "The Wire")) is None


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("Did anyone die in the fire?", ("How many people die in the fire?",)),
        ("was anybody hurt", ("How many people were hurt",)),
        ("Has any people been hurt?", ("How many people have been hurt?",)),
        ("Did Lund die?", ()),
    ],
)
def test_whether_anybody_is_how_many(asked: str, other: tuple[str, ...]) -> None:
    assert same_as(asked) == other


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("Ignore the window: what happened to the pier?", "what happened to the pier?"),
        ("what happened to the pier, ignore the dates", "what happened to the pier"),
        ("Why did the council ignore the date of the vote?", "Why did the council ignore the date of the vote?"),
    ],
)
def test_days_that_are_to_be_ignored_are(asked: str, left: str) -> None:
    assert understand(asked, as_of=TODAY).asked == left


def test_ignore_the_window_asks_the_last_question_of_all_days() -> None:
    before = Turn("What did Lund say in May 2031?", window=Window(date(2031, 5, 1), date(2031, 5, 31), "in May 2031"))
    query = understand("ignore the window", [before], as_of=TODAY)
    assert (query.asked, query.window) == ("What did Lund say?", None)


QUOTED = QuotedWords("a", 0, 4, "Pier", "Pier shut")


@pytest.mark.parametrize(
    ("asked", "leans"), [("how long was the strike?", False), ("how long was the pier?", True), ("why the row?", True)]
)
def test_few_words_lean_on_an_exchange_that_speaks_of_them(asked: str, leans: bool) -> None:
    before = Turn("Who shut the pier?", standalone="Who shut the pier?", form=Form.QUOTATIONS)
    assert bool(understand(asked, [before], as_of=TODAY).background) is leans


def test_a_question_that_goes_on_and_is_whole_leans_on_nothing() -> None:
    assert understand("And what did Lund say about flour?", [Turn("What did Brandt say about ice?")], as_of=TODAY).background == ()


def test_what_is_asked_after_more_is_asked_of_the_question_before_it() -> None:
    turns = [Turn("When did the pier open?", quoted=(QUOTED,)), Turn("source?", quoted=(QUOTED,)), Turn("more", quoted=(QUOTED,))]
    assert understand("when was it closed?", turns, as_of=TODAY).asked == "when was the pier closed?"


def test_days_written_out_before_are_exchanged_whole() -> None:
    window = Window(date(2031, 5, 1), date(2031, 5, 31), "in May")
    before = Turn("and in May?", standalone="what happened in May 2031?", window=window)
    assert understand("and in April?", [before], as_of=TODAY).reading == "what happened in April 2031?"


def test_the_other_name_stands_in_the_place_of_the_name_behind_the_same_preposition() -> None:
    query = understand("and of Oskerby?", [Turn("who's the mayor of Marrowick?")], as_of=TODAY)
    assert query.reading == "who's the mayor of Oskerby?"


def test_an_ordinal_makes_nobody_of_a_thing() -> None:
    assert (
        understand("how many did it carry?", [Turn("When did the first ferry cross?")], as_of=TODAY).asked
        == "how many did the first ferry carry?"
    )


def test_it_is_the_weather() -> None:
    assert (
        understand("How cold did it get in Oskerby?", [Turn("What did Lund call the plan?")], as_of=TODAY).asked
        == "How cold did it get in Oskerby?"
    )
