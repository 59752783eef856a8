from collections.abc import Callable
from datetime import date

import pytest

from assistant.query.days import _lacks_year
from assistant.query.leaning import leans_back
from assistant.query.parts import parts_of
from assistant.query.question import MAX_QUESTION, Known, understand
from assistant.types import Form, QuotedWords, Turn, Window
from assistant.words.dictionary import is_foreign
from assistant.words.terms import words
from index.errors import QuestionError
from index.types import Article, Dating, Filter

TODAY = date(2022, 3, 1)


def test_a_question_that_stands_alone_ignores_the_conversation() -> None:
    query = understand("When did the Tarnmouth ferry first sail?", [Turn("Who is Ada Brandt?")], as_of=TODAY)
    assert query.background == ()
    assert query.standalone == "When did the Tarnmouth ferry first sail?"


def test_a_follow_up_takes_the_question_before_it() -> None:
    query = understand("And how many did it carry?", [Turn("When did the Tarnmouth ferry first sail?")], as_of=TODAY)
    assert query.background == ("When did the Tarnmouth ferry first sail?",)
    assert query.reading == query.asked == "And how many did the Tarnmouth ferry carry?"
    assert query.standalone == "When did the Tarnmouth ferry first sail? And how many did the Tarnmouth ferry carry?"


def test_a_chain_of_follow_ups_reaches_back_to_the_question_that_stands_alone() -> None:
    history = [Turn("What is the price of bread?"), Turn("When did the Tarnmouth ferry first sail?"), Turn("Was it full?")]
    query = understand("and why?", history, as_of=TODAY)
    assert query.background == ("When did the Tarnmouth ferry first sail?", "Was it full?")


def test_a_reading_that_holds_the_questions_before_it_repeats_none_of_them() -> None:
    first = Turn("When did the Tarnmouth ferry first sail?")
    second = Turn("and who steered?", standalone="When did the Tarnmouth ferry first sail? and who steered?")
    assert understand("and then?", [first, second], as_of=TODAY).background == (first.question, second.question)


def test_a_question_in_a_conversation_may_be_read_as_typed_after_the_last_one() -> None:
    last = "When did the Tarnmouth ferry first sail?"
    otherwise = understand("And how many did it carry?", [Turn("Who is Ada Brandt?"), Turn(last)], as_of=TODAY).otherwise
    assert otherwise and (otherwise.asked, otherwise.background) == ("And how many did it carry?", (last,))
    assert otherwise.reading == otherwise.standalone == f"{last} And how many did it carry?"
    otherwise = understand("Who is Ada Brandt?", [Turn(last)], as_of=TODAY).otherwise
    assert otherwise and otherwise.background == (last,)


@pytest.mark.parametrize("history", [[], [Turn(" ")]])
def test_a_question_that_nothing_came_before_is_read_in_one_way(history: list[Turn]) -> None:
    assert understand("Who is Ada Brandt?", history, as_of=TODAY).otherwise is None


@pytest.mark.parametrize("asked", ["and then?", "and why?"])
def test_what_is_read_so_already_or_completed_by_the_question_before_has_no_other_reading(asked: str) -> None:
    assert understand(asked, [Turn("When did the Tarnmouth ferry first sail?")], as_of=TODAY).otherwise is None


@pytest.mark.parametrize("question", ["And then?", "What did she say about it?", "why?", "How does he see the others?"])
def test_leans_back(question: str) -> None:
    assert leans_back(question)


@pytest.mark.parametrize(
    "question", ["Who opened the Lenn Bridge?", "when did the strike at the ropeworks end", "Did Ada Brandt say when she would resign?"]
)
def test_stands_alone(question: str) -> None:
    assert not leans_back(question)


WHOLE = (
    "Who is Ada Brandt?",
    "Who was Elias Vale?",
    "What is NATO?",
    "What did Brandt say about tariffs?",
    "What did the council say about Lund?",
    "When does Lent begin?",
    "When does the Tarnmouth regatta start?",
    "Did Ada Brandt say when she would resign?",
    "Who opened the Lenn Bridge?",
    "What happened in Zoltanville?",
    "What did Qvist order?",
    "Qvist",
)
LEANING = (
    "And in Lund?",
    "Why did he say that?",
    "Who is he?",
    "Who said that?",
    "Who was killed?",
    "Who was seriously injured?",
    "Who is the winner?",
    "Who is responsible?",
    "What is the reason?",
    "What was decided?",
    "What did he say about the sea wall?",
    "What did the minister say about taxes?",
    "When does the trial begin?",
    "When did it begin?",
    "How many died?",
    "By how much?",
    "Why?",
)


@pytest.mark.parametrize("typed", [str, str.lower, str.upper, lambda asked: asked.rstrip("?")])
def test_capitals_and_marks_do_not_decide_what_a_question_leans_on(typed: Callable[[str], str]) -> None:
    before = [Turn("When did the Tarnmouth ferry first sail?")]
    known = {"brandt", "lent", "lund", "lenn", "nato"}

    def leans(question: str) -> bool:
        query = understand(typed(question), before, Known(is_name=lambda word: is_foreign(word) or word in known), as_of=TODAY)
        return query.background != () or query.reading != typed(question)

    assert [question for question in WHOLE if leans(question)] == []
    assert [question for question in LEANING if not leans(question)] == []


@pytest.mark.parametrize("question", [*WHOLE[:5], *WHOLE[7:]])
def test_whole_questions_stand_alone_in_lower_case_without_an_archive(question: str) -> None:
    assert leans_back(question.lower()) == leans_back(question) is False


def test_compound_questions_are_split() -> None:
    asked = "How long did the ferry take, and which captain sailed it?"
    assert parts_of(asked) == ("How long did the ferry take", "which captain sailed it")
    assert parts_of("Who met Lund and Brandt?") == ()


@pytest.mark.parametrize(
    "asked",
    [
        "The yard has scaled back its plans; what is the new target?",
        "Somebody had warned of cracks in the dam; whose words were they?",
        "Who were the two young men of the lighthouse? I need their names.",
        "when was the strike called off? month and year please",
    ],
)
def test_what_only_leads_up_to_a_question_or_tells_how_to_answer_it_is_no_part_of_it(asked: str) -> None:
    assert parts_of(asked) == ()


@pytest.mark.parametrize(
    ("asked", "second"),
    [
        ("who led the crew in Lenn, and who in Tarn?", "who led the crew in Tarn"),
        (
            "How many homes were dark on Friday after the storm, and how many on the next Tuesday?",
            "How many homes were dark on the next Tuesday",
        ),
        ("what words does Lund use for the fire, and what words for the flood?", "what words does Lund use for the flood"),
        ("who owns the bridge in Lenn, and who in Tarn objected to it?", "who in Tarn objected to it"),
        ("who won in Lenn and who is in charge of Tarn?", "who is in charge of Tarn"),
        ("how many died in the flood, and how many of them were children?", "how many of them were children"),
    ],
)
def test_a_second_question_without_a_verb_has_that_of_the_first(asked: str, second: str) -> None:
    assert parts_of(asked)[1] == second


def test_what_is_asked_behind_a_mark_is_a_part() -> None:
    assert parts_of("how big was the herd? and its favourite meadow?") == ("how big was the herd", "and its favourite meadow")
    assert parts_of("ferry: names on the petition; yearly saving as now put") == (
        "ferry: names on the petition",
        "yearly saving as now put",
    )
    assert parts_of("who owns the mill; when was it built?") == ("who owns the mill", "when was it built")


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
        "What did the quillhaven courier write of the storm?",
        known=Known(sources=["The Quillhaven Courier", "Saltreach Wire"]),
        as_of=TODAY,
    )
    assert query.sources == query.filter.sources == ("The Quillhaven Courier",)


@pytest.mark.parametrize("question", ["", "   ", "?!", "🦆", "x" * 2001])
def test_what_cannot_be_asked_is_said(question: str) -> None:
    with pytest.raises(QuestionError, match=r"^The question (?:is empty|has 2,001 characters).*\.$"):
        understand(question)


@pytest.mark.parametrize("question", ["'; DROP TABLE articles; --", "<script>alert(1)</script>", "что сказал министр?", "المتحدث باسم"])
def test_strange_questions_are_asked_as_they_stand(question: str) -> None:
    query = understand(question, as_of=TODAY)
    assert (query.asked, query.standalone, query.window, query.parts) == (question, question, None, ())


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


@pytest.mark.parametrize("asked", ["Who will open the hall next month?", "What did the story say of an hour later next winter?"])
def test_no_article_is_of_a_day_to_come(asked: str) -> None:
    assert understand(asked, as_of=TODAY).window is None


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ("What happened on January 12?", date(2022, 1, 12), date(2022, 1, 12)),
        ("What happened in January?", date(2022, 1, 1), date(2022, 1, 31)),
        ("Who opened the hall last month?", date(2026, 5, 1), date(2026, 5, 31)),
        ("What happened on 12 January 2024?", date(2024, 1, 12), date(2024, 1, 12)),
    ],
)
def test_a_day_without_a_year_is_the_one_nearest_to_the_archive_s_last(asked: str, since: date, until: date) -> None:
    window = understand(asked, known=Known(latest=date(2022, 2, 1)), as_of=date(2026, 6, 1)).window
    assert window is not None
    assert (window.since, window.until) == (since, until)


def test_what_the_archive_holds_beyond_today_does_not_move_a_day() -> None:
    window = understand("What happened on January 12?", known=Known(latest=date(2031, 2, 1)), as_of=TODAY).window
    assert window is not None and window.since == date(2022, 1, 12)


def test_a_day_without_a_year_is_of_the_year_in_which_the_archive_tells_of_it() -> None:
    told = {"what did moss say": [date(2022, 1, 30)], "what did reed say": [date(2022, 1, 12), date(2026, 2, 1)]}
    known = Known(latest=date(2026, 5, 1), told_on=lambda text: told.get(" ".join(text.split()), []))
    asked = ("what did moss say on january 12", "what did reed say on january 12", "what did ash say on january 12")
    windows = [understand(one, known=known, as_of=date(2026, 6, 1)).window for one in asked]
    assert [window.since for window in windows if window] == [date(2022, 1, 12), date(2026, 1, 12), date(2026, 1, 12)]
    stated = understand("what did moss say on january 12, 2025", known=known, as_of=date(2026, 6, 1)).window
    assert stated and stated.since == date(2025, 1, 12)


@pytest.mark.parametrize("asked", ["Who met the minister on Tuesday?", "What was said on Friday night?"])
def test_a_weekday_alone_is_no_window(asked: str) -> None:
    assert understand(asked, as_of=TODAY).window is None


def test_each_part_has_the_window_of_its_own_words_or_that_which_leads_the_whole() -> None:
    one = understand("On 5 May 2021, what did Lund say, and who answered him?", as_of=TODAY)
    two = understand("What did Lund say on 5 May 2021, and who answered him on 6 May 2021?", as_of=TODAY)
    three = understand("What did Lund say on 5 May 2021, and who answered him?", as_of=TODAY)
    assert [part.window is None for part in three.parts] == [False, True]
    assert [part.window.since.day for query in (one, two) for part in query.parts if part.window and part.window.since] == [5, 5, 5, 6]
    assert [part.background for part in three.parts] == [(), ()]  # each names somebody


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("Who sang? Who danced?", ("Who sang", "Who danced")),
        ("Who sang; who danced?", ("Who sang", "who danced")),
        ("Who sang and who danced?", ("Who sang", "who danced")),
        ("Who sang and danced?", ()),
        ("Which cost more, the ferry or the pier?", ("Which cost more, the ferry", "Which cost more, the pier")),
        ("who is older, Lund or Brandt", ("how old is Lund", "how old is Brandt")),
        ("Which came first, the ferry or the pier?", ()),
        ("Who won the race, Lund or Brandt?", ()),  # one sentence tells of it
        ("compare the price in March with the one that was paid", ("the price in March", "the price that was paid")),
        ("How did the council vote in April and how in June?", ("How did the council vote in April", "How did the council vote in June")),
        ("Who met Lund, and Brandt?", ()),
        ("What was said from 7 May 2021 and 9 May 2021?", ()),
    ],
)
def test_what_is_asked_twice_and_what_is_asked_once(asked: str, parts: tuple[str, ...]) -> None:
    assert parts_of(asked) == parts


def test_an_outlet_that_is_named_like_a_day_names_none() -> None:
    known = Known(sources=("Norland Today", "The Sunday Wire"))
    assert understand("what did norland today report about the heat", known=known, as_of=TODAY).window is None
    assert understand("what did norland today report today", known=known, as_of=TODAY).window is not None


def test_a_follow_up_leans_on_the_whole_question_and_on_what_was_last_asked_after_it() -> None:
    history = [
        Turn(asked) for asked in ("When did the Tarnmouth ferry sail?", "Was it full?", "And boats?", "And how many crews were lost?")
    ]
    assert understand("And then?", history, as_of=TODAY).background == (
        "When did the Tarnmouth ferry sail?",
        "And how many crews were lost?",
    )
    assert understand("And then?", [*history, Turn("and why?")], as_of=TODAY).background == ("When did the Tarnmouth ferry sail?",)


@pytest.mark.parametrize(
    ("asked", "leans"),
    [("ferry prices", True), ("ferry ticket prices", False), ("Did she meet Ada Brandt?", True), ("Did Ada Brandt meet her?", True)],
)
def test_two_words_and_a_pronoun_before_its_name_are_too_little(asked: str, leans: bool) -> None:
    assert leans_back(asked) is leans


@pytest.mark.parametrize(
    ("asked", "sources"), [("What did the Courier write?", ("Courier",)), ("What did the courier bring?", ()), ("Did Couriers strike?", ())]
)
def test_an_outlet_of_one_word_is_named_as_it_is_written(asked: str, sources: tuple[str, ...]) -> None:
    assert understand(asked, known=Known(sources=("Courier", "Wire")), as_of=TODAY).sources == sources


def test_a_question_of_the_longest_length_is_asked() -> None:
    assert len(understand("x" * 2000).asked) == MAX_QUESTION


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


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("What happened last week?", "What happened?"),
        ("Who met the mayor on 3 May 2022?", "Who met the mayor?"),
        ("Who met the mayor?", "Who met the mayor?"),
    ],
)
def test_the_matter_of_a_question_is_what_it_asks_whenever_it_was(question: str, matter: str) -> None:
    query = understand(question, as_of=date(2031, 5, 20))
    assert words(query.matter) == words(matter)


def test_a_window_that_was_set_takes_no_words_from_the_matter() -> None:
    filter = Filter(since=date(2022, 1, 1))
    assert understand("What happened last week?", filter=filter).matter == "What happened last week?"


def test_a_word_that_the_archive_has_nowhere_makes_no_question_lean() -> None:
    told: dict[str, bool | None] = {"ferry": False, "triumph": None, "siren": True}
    assert not leans_back("Is the ferry a triumph?", is_spoken_of=told.get)
    assert leans_back("Is the siren a triumph?", is_spoken_of=told.get)
    assert leans_back("Is it a triumph?", is_spoken_of=told.get)


def test_what_stood_alone_when_it_was_asked_leans_on_nothing_later() -> None:
    history = [Turn("Who is ill?", standalone="Who is ill?"), Turn("Is wheat dear?", standalone="Is wheat dear?")]
    assert understand("And then?", history, as_of=TODAY).background == ("Is wheat dear?",)
    leaning = [history[0], Turn("Is wheat dear?", standalone="Who is ill? Is wheat dear?")]
    assert understand("And then?", leaning, as_of=TODAY).background == ("Who is ill?", "Is wheat dear?")


def test_a_question_of_yes_or_no_leans_on_what_was_quoted_and_not_on_all_of_its_article() -> None:
    article = Article("a1", "Frost", "Frost\n\nThe frost lasted. The ferry kept to its timetable.", "a.txt", 0, Dating())
    quoted = QuotedWords(article.id, 0, 9, "The frost lasted.", "Frost")
    history = [Turn("Was it cold?", standalone="Was it cold?", quoted=(quoted,), form=Form.QUOTATIONS)]
    known = Known(articles=lambda ids: {article.id: article})
    assert understand("Is the ferry late?", history, known, as_of=TODAY).background == ()
    assert understand("Is the frost over?", history, known, as_of=TODAY).background == ("Was it cold?",)
    assert understand("which ferry timetable?", history, known, as_of=TODAY).background == ("Was it cold?",)
