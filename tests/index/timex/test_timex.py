from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.timex import find, stated_window

WEDNESDAY = date(2022, 6, 15)


def days(text: str, anchor: date | None = WEDNESDAY, day_first: bool | None = None) -> list[tuple[str, str | None, str | None]]:
    return [
        (timex.text, timex.earliest and timex.earliest.isoformat(), timex.latest and timex.latest.isoformat())
        for timex in find(text, anchor, day_first=day_first)
    ]


@pytest.mark.parametrize(
    ("text", "expression", "earliest", "latest"),
    [
        # weekdays
        ("The mayor spoke on Monday.", "Monday", "2022-06-13", "2022-06-13"),
        ("The mayor spoke on Wednesday.", "Wednesday", "2022-06-15", "2022-06-15"),
        ("Thursday’s vote was close.", "Thursday’s", "2022-06-09", "2022-06-09"),
        ("The tram derailed last Wednesday.", "last Wednesday", "2022-06-08", "2022-06-08"),
        ("They meet next Monday.", "next Monday", "2022-06-20", "2022-06-20"),
        ("The council will vote on Friday.", "Friday", "2022-06-17", "2022-06-17"),
        ("Answers are due Friday.", "Friday", "2022-06-17", "2022-06-17"),
        ("He will resign, the mayor said on Tuesday.", "Tuesday", "2022-06-14", "2022-06-14"),
        # deictic
        ("It rained yesterday.", "yesterday", "2022-06-14", "2022-06-14"),
        ("They met last evening.", "last evening", "2022-06-14", "2022-06-14"),
        ("Come tomorrow.", "tomorrow", "2022-06-16", "2022-06-16"),
        ("A day before yesterday, no: the day before yesterday.", "the day before yesterday", "2022-06-13", "2022-06-13"),
        ("The port opens tonight.", "tonight", "2022-06-15", "2022-06-15"),
        # month and day
        ("On January 18 it froze.", "January 18", "2022-01-18", "2022-01-18"),
        ("On 18 January it froze.", "18 January", "2022-01-18", "2022-01-18"),
        ("On Jan. 18 it froze.", "Jan. 18", "2022-01-18", "2022-01-18"),
        ("On the 18th of January it froze.", "18th of January", "2022-01-18", "2022-01-18"),
        ("On December 30 it thawed.", "December 30", "2021-12-30", "2021-12-30"),
        ("On December 10 it thawed.", "December 10", "2021-12-10", "2021-12-10"),
        ("On December 10 it will thaw.", "December 10", "2022-12-10", "2022-12-10"),
        ("On April 1 it will freeze.", "April 1", "2023-04-01", "2023-04-01"),
        ("On June 1 it will freeze.", "June 1", "2022-06-01", "2022-06-01"),  # so near, the verb may be the writer's slip
        ("On May 1 it will freeze.", "May 1", "2022-05-01", "2022-05-01"),
        ("On April 30 it will freeze.", "April 30", "2023-04-30", "2023-04-30"),
        ("It lasted from January 9-10.", "January 9-10", "2022-01-09", "2022-01-10"),
        ("Held on January 12 and 13.", "January 12 and 13", "2022-01-12", "2022-01-13"),
        ("Open from 3 to 9 May.", "3 to 9 May", "2022-05-03", "2022-05-09"),
        ("The road was closed until August 30.", "August 30", "2022-08-30", "2022-08-30"),
        ("The road was closed on August 30.", "August 30", "2021-08-30", "2021-08-30"),
        ("It lasted from December 30 to January 2, 2022.", "December 30 to January 2, 2022", "2021-12-30", "2022-01-02"),
        # feasts
        ("Next Christmas it will freeze.", "Next Christmas", "2022-12-25", "2022-12-25"),
        ("It opens next Easter.", "next Easter", "2023-04-09", "2023-04-09"),
        ("They met last Easter.", "last Easter", "2022-04-17", "2022-04-17"),
        # full dates
        ("Signed on January 6, 2022, in Lowmere.", "January 6, 2022", "2022-01-06", "2022-01-06"),
        ("Signed on 6 January 2022.", "6 January 2022", "2022-01-06", "2022-01-06"),
        ("Signed on Thursday, January 6, 2022.", "Thursday, January 6, 2022", "2022-01-06", "2022-01-06"),
        ("Signed 2022-01-06.", "2022-01-06", "2022-01-06", "2022-01-06"),
        ("Signed 2022/01/06.", "2022/01/06", "2022-01-06", "2022-01-06"),
        ("Signed on 2022/1/6 in Lowmere.", "2022/1/6", "2022-01-06", "2022-01-06"),
        ("Signed 2022.01.06.", "2022.01.06", "2022-01-06", "2022-01-06"),
        ("Signed 06.01.2022.", "06.01.2022", "2022-01-06", "2022-01-06"),
        ("Signed 23/01/2022.", "23/01/2022", "2022-01-23", "2022-01-23"),
        ("Signed 01/23/2022.", "01/23/2022", "2022-01-23", "2022-01-23"),
        # longer spans
        ("In March 2021 it closed.", "March 2021", "2021-03-01", "2021-03-31"),
        ("Last June it closed.", "Last June", "2021-06-01", "2021-06-30"),
        ("It closed in 2019.", "2019", "2019-01-01", "2019-12-31"),
        ("From 2018-2027 it stays.", "2018-2027", "2018-01-01", "2027-12-31"),
        ("In the 1990s it was new.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("Since the late 1990s it grew.", "the late 1990s", "1996-01-01", "1999-12-31"),
        ("In the third quarter it grew.", "third quarter", "2021-07-01", "2021-09-30"),
        ("In the first quarter of 2020 it grew.", "first quarter of 2020", "2020-01-01", "2020-03-31"),
        ("In the fall of 2017 it rained.", "the fall of 2017", "2017-09-01", "2017-11-30"),
        ("Last summer it was dry.", "Last summer", "2021-06-01", "2021-08-31"),
        ("This week the bridge opens.", "This week", "2022-06-13", "2022-06-19"),
        ("Last week the bridge opened.", "Last week", "2022-06-06", "2022-06-12"),
        ("Next month the bridge closes.", "Next month", "2022-07-01", "2022-07-31"),
        ("Last year was dry.", "Last year", "2021-01-01", "2021-12-31"),
        ("Ready by the end of the year.", "the end of the year", "2022-12-31", "2022-12-31"),
        ("Two years ago it was dry.", "Two years ago", "2020-01-01", "2020-12-31"),
        ("Three days ago it rained.", "Three days ago", "2022-06-12", "2022-06-12"),
    ],
)
def test_an_expression_means_these_days(text: str, expression: str, earliest: str, latest: str) -> None:
    assert (expression, earliest, latest) in days(text)


def test_what_is_told_of_a_month_has_no_week_and_may_have_a_month_later() -> None:
    assert days("In March 2021 it froze. That week it thawed.")[1] == ("That week", None, None)
    assert days("In March 2021 it froze. Two months later it thawed.")[1] == ("Two months later", "2021-05-01", "2021-05-31")
    assert days("Open from 9 to 3 May.") == [("9 to 3 May", None, None)]


@pytest.mark.parametrize("text", ["She stayed for 10 days.", "He left recently.", "A 20-year treaty.", "It fell three days later."])
def test_lengths_and_vague_words_have_no_days(text: str) -> None:
    assert [(first, last) for _, first, last in days(text)] == [(None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "You may leave, and they may 5 times more.",
        "They march on the capital; a second sun sat low.",
        "The Good Friday Agreement and the Sunday Times.",
        "He paid $2019 for 1500 metres of rope.",
        "Part 2021-B of S-2000 failed.",
        "The ratio was 12/13 and 3.04.",
        "She is in her nineties, and April Smith sees the fall of the house.",
    ],
)
def test_ordinary_words_and_numbers_are_no_dates(text: str) -> None:
    assert days(text) == []


def test_a_slashed_date_that_can_be_read_two_ways_is_left_alone_unless_the_caller_knows() -> None:
    assert days("Signed 03/04/2022.") == []
    assert days("Signed 03/04/2022.", day_first=True) == [("03/04/2022", "2022-04-03", "2022-04-03")]
    assert days("Signed 03/04/2022.", day_first=False) == [("03/04/2022", "2022-03-04", "2022-03-04")]


def test_a_day_of_the_month_takes_its_month_from_the_day_named_before() -> None:
    assert days("Boats were built on January 9, and on the 12th a race followed.")[-1] == ("12th", "2022-01-12", "2022-01-12")


def test_a_later_day_counts_from_the_day_named_before() -> None:
    assert days("A fire broke out on January 2. It was out two days later.")[-1][1:] == ("2022-01-04", "2022-01-04")


@pytest.mark.parametrize(
    ("text", "expression", "earliest", "latest"),
    [
        # pointing back at what was named before
        ("It shut on Monday. The same day it burned.", "The same day", "2022-06-13", "2022-06-13"),
        ("It shut on March 3. The following day it burned.", "The following day", "2022-03-04", "2022-03-04"),
        ("It shut on Monday. Two days later it burned.", "Two days later", "2022-06-15", "2022-06-15"),
        ("It shut on March 3. Two days earlier it had burned.", "Two days earlier", "2022-03-01", "2022-03-01"),
        ("It opened in March. The following month it shut.", "The following month", "2022-04-01", "2022-04-30"),
        ("It opened in 2014. That year it shut.", "That year", "2014-01-01", "2014-12-31"),
        ("It has stood since 1997. Much has changed since then.", "since then", "1997-01-01", "2022-06-15"),
        ("It fell in the fall of 2014. Then, she was told, it rose.", "Then", "2014-09-01", "2014-11-30"),
        ("A fair was held on May 6. The following Monday it rained.", "The following Monday", "2022-05-09", "2022-05-09"),
        # up to now
        ("The bridge has been closed for two weeks.", "two weeks", "2022-06-01", "2022-06-15"),
        ("Over the past two weeks it rained.", "the past two weeks", "2022-06-01", "2022-06-15"),
        ("Nine ships have sunk so far this year.", "so far this year", "2022-01-01", "2022-06-15"),
        # the one in which the words were written
        ("They danced over the weekend.", "over the weekend", "2022-06-11", "2022-06-12"),
        ("It may rain later in the week.", "later in the week", "2022-06-13", "2022-06-19"),
        # quarters and halves
        ("Sales fell in last year's third quarter.", "last year's third quarter", "2021-07-01", "2021-09-30"),
        ("Third-quarter sales fell. They were higher a year earlier.", "a year earlier", "2020-07-01", "2020-09-30"),
        ("Second-quarter sales of 2020 fell. In the 2019 quarter they rose.", "the 2019 quarter", "2019-04-01", "2019-06-30"),
        ("It grew in the second half of 2020.", "second half of 2020", "2020-07-01", "2020-12-31"),
        ("It shrank in the last quarter of 2020.", "last quarter of 2020", "2020-10-01", "2020-12-31"),
        ("It grew in the first nine months of 2020.", "the first nine months of 2020", "2020-01-01", "2020-09-30"),
        ("It grew from November to February 2020.", "November to February 2020", "2019-11-01", "2020-02-29"),
        ("October sales fell.", "October", "2021-10-01", "2021-10-31"),
        # feasts and days that the text defines
        ("On Christmas Eve it snowed.", "Christmas Eve", "2021-12-24", "2021-12-24"),
        ("On Labor Day 2021 it rained.", "Labor Day 2021", "2021-09-06", "2021-09-06"),
        ("On Good Friday it rained.", "Good Friday", "2022-04-15", "2022-04-15"),
        ("On Memorial Day it rained.", "Memorial Day", "2022-05-30", "2022-05-30"),
        ("Lanterns, marked on 3 June, Lantern Day, are lit.", "Lantern Day", "2022-06-03", "2022-06-03"),
        ("The 50th anniversary of the landing on 20 July 1969 was dull.", "The 50th anniversary", "2019-07-20", "2019-07-20"),
        ("They mark the 20th anniversary of the 2001 fire.", "the 20th anniversary", "2021-01-01", "2021-12-31"),
        # the side that the verb tells
        ("It was shut on September 3.", "September 3", "2021-09-03", "2021-09-03"),
        ("It will be shut on September 3.", "September 3", "2022-09-03", "2022-09-03"),
        # spoken years
        ("In nineteen ninety-four it was new.", "nineteen ninety-four", "1994-01-01", "1994-12-31"),
        ("It was new in the nineties.", "the nineties", "1990-01-01", "1999-12-31"),
    ],
)
def test_an_expression_that_leans_on_the_text_means_these_days(text: str, expression: str, earliest: str, latest: str) -> None:
    assert (expression, earliest, latest) in days(text)


@pytest.mark.parametrize(
    "text", ["The following day it rained.", "On that day it rained.", "Much has changed since then.", "The quarter ended."]
)
def test_an_expression_that_leans_on_nothing_has_no_days(text: str) -> None:
    assert [found[1:] for found in days(text)] in ([(None, None)], [])


def test_an_expression_does_not_lean_on_a_day_named_long_before() -> None:
    assert days("It shut on March 3. " + "No one was hurt. " * 40 + "The same day it rained.")[-1][1:] == (None, None)


def test_without_an_anchor_only_absolute_expressions_have_days() -> None:
    assert days("On Friday, 4 March 2022, and on 5 March.", anchor=None) == [
        ("Friday, 4 March 2022", "2022-03-04", "2022-03-04"),
        ("5 March", None, None),
    ]


@pytest.mark.parametrize(
    ("question", "since", "until", "words"),
    [
        ("What was said on 17 January 2022?", "2022-01-17", "2022-01-17", "on 17 January 2022"),
        ("Who met between 10 and 13 January 2022, and where?", "2022-01-10", "2022-01-13", "between 10 and 13 January 2022"),
        ("What opened from 3 to 9 May?", "2022-05-03", "2022-05-09", "from 3 to 9 May"),
        ("what closed from 28 December to 4 January", "2021-12-28", "2022-01-04", "from 28 December to 4 January"),
        ("Who spoke between 10 January and 3 February 2022?", "2022-01-10", "2022-02-03", "between 10 January and 3 February 2022"),
        ("What has changed since March?", "2022-03-01", None, "since March"),
        ("Who was in office until 4 April?", None, "2022-04-04", "until 4 April"),
        ("anything before 9 February 2022", None, "2022-02-08", "before 9 February 2022"),
        ("What happened after 12 May?", "2022-05-13", None, "after 12 May"),
        ("What did they say in January 2022?", "2022-01-01", "2022-01-31", "in January 2022"),
        ("what did they say last week", "2022-06-06", "2022-06-12", "last week"),
        ("What did she say on Tuesday last week?", "2022-06-07", "2022-06-07", "on Tuesday last week"),
        ("What was planned in the week of 10 January?", "2022-01-10", "2022-01-16", "in the week of 10 January"),
        ("what should be ready by 9 february", None, "2022-02-09", "by 9 february"),
        ("after 3 May and before 9 May", "2022-05-04", "2022-05-08", "after 3 May and before 9 May"),
        ("price of wheat 20 january 2022", "2022-01-20", "2022-01-20", "20 january 2022"),
        ("What did she say on 3 May last year?", "2021-05-03", "2021-05-03", "on 3 May last year"),
    ],
)
def test_a_question_states_this_window(question: str, since: str | None, until: str | None, words: str) -> None:
    found = stated_window(question, WEDNESDAY)
    assert found is not None
    assert (found[0] and found[0].isoformat(), found[1] and found[1].isoformat(), found[2]) == (since, until, words)


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the harbour board?",
        "What did the March 7 letter say?",
        "What about Friday’s talks?",
        "Which city hosts Games 2032?",
        "What happened on 3 May and 9 June 2022?",
        "May I ask what the march was about?",
        "How long did the strike last, 10 days?",
        "What has been agreed so far?",
        "What has changed over the past few years?",
        "What were October sales?",
        "",
    ],
)
def test_a_question_without_one_window_has_none(question: str) -> None:
    assert stated_window(question, WEDNESDAY) is None


WORDS = st.sampled_from(
    "January 31 Feb. 30 2022 Friday last next the of in on by since to - – , . 12th yesterday ago years two week month quarter 1990s "
    "06.01.2022 13/13/2022 century 21st may March and between 29 February 2100 0 99 \n fall later day before until".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))
ANCHORS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max]))


@settings(max_examples=300)
@given(text=TEXTS, anchor=ANCHORS)
def test_any_text_gives_ordered_spans_and_ordered_days(text: str, anchor: date | None) -> None:
    end = 0
    for timex in find(text, anchor):
        assert timex.start >= end and timex.end > timex.start
        assert text[timex.start : timex.end] == timex.text
        if timex.earliest is not None and timex.latest is not None:
            assert timex.earliest <= timex.latest
        end = timex.end


@settings(max_examples=300)
@given(question=TEXTS, as_of=st.one_of(st.dates(), st.sampled_from([date.min, date.max])))
def test_any_question_gives_an_ordered_window_or_none(question: str, as_of: date) -> None:
    found = stated_window(question, as_of)
    if found is not None:
        since, until, words = found
        assert words in question and (since or until)
        assert since is None or until is None or since <= until


@pytest.mark.parametrize(
    ("question", "as_of"),
    [("BEFORE JANUARY", date.min), ("What was planned before 1 January?", date.min), ("After 31 December, what?", date.max)],
)
def test_a_window_beyond_the_ends_of_the_calendar_is_none(question: str, as_of: date) -> None:
    assert stated_window(question, as_of) is None
