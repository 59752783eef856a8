from datetime import date

import pytest

from assistant.query.question import MAX_QUESTION, _lacks_year, leans_back, parts_of, understand
from assistant.types import Turn, Window
from index.errors import QuestionError
from index.types import Filter

TODAY = date(2022, 3, 1)


def test_a_question_that_stands_alone_ignores_the_conversation() -> None:
    query = understand("When did the Tarnmouth ferry first sail?", [Turn("Who is Ada Brandt?")], as_of=TODAY)
    assert query.background == ()
    assert query.standalone == "When did the Tarnmouth ferry first sail?"


def test_a_follow_up_takes_the_question_before_it() -> None:
    query = understand("And how many did it carry?", [Turn("When did the Tarnmouth ferry first sail?")], as_of=TODAY)
    assert query.background == ("When did the Tarnmouth ferry first sail?",)
    assert query.standalone == "When did the Tarnmouth ferry first sail? And how many did it carry?"


def test_a_chain_of_follow_ups_reaches_back_to_the_question_that_stands_alone() -> None:
    history = [Turn("What is the price of bread?"), Turn("When did the Tarnmouth ferry first sail?"), Turn("Was it full?")]
    query = understand("and who was on it", history, as_of=TODAY)
    assert query.background == ("When did the Tarnmouth ferry first sail?", "Was it full?")


@pytest.mark.parametrize("question", ["And then?", "What did she say about it?", "why?", "How does he see the others?"])
def test_leans_back(question: str) -> None:
    assert leans_back(question)


@pytest.mark.parametrize(
    "question", ["Who opened the Lenn Bridge?", "when did the strike at the ropeworks end", "Did Ada Brandt say when she would resign?"]
)
def test_stands_alone(question: str) -> None:
    assert not leans_back(question)


def test_compound_questions_are_split() -> None:
    asked = "How long did the ferry take, and which captain sailed it?"
    assert parts_of(asked) == ("How long did the ferry take", "which captain sailed it")
    assert parts_of("Who met Lund and Brandt?") == ()


def test_a_question_for_two_days_is_asked_for_each() -> None:
    assert parts_of("What was the death toll on 7 January 2021 and on 11 January 2021?") == (
        "What was the death toll on 7 January 2021",
        "What was the death toll on 11 January 2021",
    )
    assert parts_of("What happened between 7 January 2021 and 11 January 2021?") == ()


def test_a_window_set_by_hand_wins_over_the_words() -> None:
    query = understand("What happened on 5 May 2021?", filter=Filter(since=date(2021, 1, 1)), as_of=TODAY)
    assert query.window == Window(date(2021, 1, 1), None, None)


def test_the_words_give_a_window() -> None:
    query = understand("What happened on 5 May 2021?", as_of=TODAY)
    assert query.window is not None
    assert (query.window.since, query.window.until) == (date(2021, 5, 5), date(2021, 5, 5))
    assert query.filter.is_open


def test_a_follow_up_keeps_the_window() -> None:
    query = understand("And who spoke then?", [Turn("What happened in Oskerby on 5 May 2021?")], as_of=TODAY)
    assert query.window is not None and query.window.since == date(2021, 5, 5)


def test_an_outlet_named_in_the_question_becomes_a_filter() -> None:
    query = understand(
        "What did the quillhaven courier write of the storm?", sources=["The Quillhaven Courier", "Saltreach Wire"], as_of=TODAY
    )
    assert query.sources == query.filter.sources == ("The Quillhaven Courier",)


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * (MAX_QUESTION + 1)])
def test_what_cannot_be_asked_is_said(question: str) -> None:
    with pytest.raises(QuestionError):
        understand(question)


@pytest.mark.parametrize(
    "question", ["🦆", "'; DROP TABLE articles; --", "<script>alert(1)</script>", "что сказал министр?", "المتحدث باسم"]
)
def test_strange_questions_are_asked_or_refused_in_words(question: str) -> None:
    try:
        assert understand(question, as_of=TODAY).standalone
    except QuestionError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ("What was reported that week about the storm?", date(2021, 5, 3), date(2021, 5, 9)),
        ("and the day after?", date(2021, 5, 6), date(2021, 5, 6)),
        ("What did the mayor say the previous month?", date(2021, 4, 1), date(2021, 4, 30)),
        ("what else happened on the same day", date(2021, 5, 5), date(2021, 5, 5)),
    ],
)
def test_days_that_point_at_the_question_before(asked: str, since: date, until: date) -> None:
    query = understand(asked, [Turn("What was decided on 5 May 2021?")])
    assert query.window is not None
    assert (query.window.since, query.window.until) == (since, until)


@pytest.mark.parametrize("asked", ["What was known as of 5 May 2021?", "How many jobs, as of the 5 May 2021 report?"])
def test_as_of_a_day_is_until_that_day(asked: str) -> None:
    query = understand(asked)
    assert query.window is not None
    assert (query.window.since, query.window.until) == (None, date(2021, 5, 5))


@pytest.mark.parametrize("asked", ["How did the toll change over the week?", "What was decided during the month?"])
def test_the_week_of_a_story_is_not_this_week(asked: str) -> None:
    assert understand(asked).window is None


def test_a_week_of_a_month_is_a_window() -> None:
    query = understand("What closed in the first week of January 2022?")
    assert query.window is not None
    assert (query.window.since, query.window.until) == (date(2022, 1, 1), date(2022, 1, 7))


@pytest.mark.parametrize(
    "question",
    [
        "who said that the morning boats are full?",
        "how many knots are there in the net museum?",
        "is there a ferry from tarnmouth to oskerby?",
        "why do so many vehicles cross the bridge on a working day?",
        "how much does it cost to visit the net museum?",
        "who is the president of the bakers guild?",
        "what did the man who found the bell say about divers?",
        "So-called patrol boats were seen near which harbour wall?",
    ],
)
def test_small_words_that_point_at_nothing_before_lean_on_nothing(question: str) -> None:
    assert not leans_back(question)


@pytest.mark.parametrize(
    "question",
    [
        "who said that?",
        "what happened there last winter?",
        "why was that decision taken by members?",
        "what did the president say about costs?",
    ],
)
def test_the_same_words_that_point_back_lean_back(question: str) -> None:
    assert leans_back(question)


def test_words_that_begin_like_a_month_name_none() -> None:
    assert _lacks_year("since market day") is False
    assert _lacks_year("in the marathon season") is False
    assert _lacks_year("until 3 Sept.") is True
