import pytest

from assistant.words.figures import Figure, asked_noun, figures


def only(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "noun"),
    [
        ("They bought 17 small ferries.", "17 small ferries", 17, 17, "ferri"),
        ("They bought seventeen ferries.", "seventeen ferries", 17, 17, "ferri"),
        ("Some 1,300 shops closed.", "Some 1,300 shops", 975, 1625, "shop"),
        ("More than two thousand people came.", "More than two thousand people", 2000, 4000, "peopl"),
        ("Up to 40 boats may enter.", "Up to 40 boats", 0, 40, "boat"),
        ("It may cost two to three billion crowns.", "two to three billion crowns", 2e9, 3e9, "crown"),
        ("It may cost between 10 and 15 crowns.", "10 and 15 crowns", 10, 15, "crown"),
        ("It hired 10-15 divers.", "10-15 divers", 10, 15, "diver"),
        ("It paid more than $5m for it.", "more than $5m", 5e6, 1e7, "$"),
        ("Turnout was 61.5 per cent.", "61.5 per cent", 61.5, 61.5, "%"),
        ("They handed over 17 ferries.", "17 ferries", 17, 17, "ferri"),
    ],
)
def test_a_count_has_a_value_and_what_it_counts(text: str, words: str, low: float, high: float, noun: str) -> None:
    figure = only(text)
    assert (text[figure.start : figure.end], figure.low, figure.high, figure.noun) == (words, low, high, noun)


@pytest.mark.parametrize(
    "text",
    ["It opened on 4 May 2031.", "The QX-40 buses are new.", "A 66-year-old sailor won.", "One man fell.", "The May 12 talks failed."],
)
def test_days_names_and_single_things_are_no_counts(text: str) -> None:
    assert figures(text) == ()


def test_what_stands_far_behind_a_number_is_not_what_it_counts() -> None:
    assert only("Tram 17 hit old Velden town walls.").noun == ""
    assert only("Tram 17 hit old walls.").noun == "wall"


def test_a_part_of_a_number_of_things_counts_the_same_things() -> None:
    text = "It closes 14 of its 52 branches."
    assert [(text[one.start : one.end], one.low, one.noun) for one in figures(text)] == [
        ("14 of its 52 branches", 14, "branch"),
        ("52 branches", 52, "branch"),
    ]


def test_an_ordinal_is_a_place_and_no_count() -> None:
    third, votes = only("the third vote"), only("three votes")
    assert third.is_ordinal and third.low == 3
    assert not third.counts_same(votes)


def test_figures_agree_where_both_may_be_the_same() -> None:
    assert only("more than 300 boats").agrees(only("412 boats"))
    assert not only("more than 300 boats").agrees(only("4,000 boats"))
    assert not only("17 boats").agrees(only("three boats"))


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many grain ships came?", "ship"),
        ("What was the number of visitors?", "visitor"),
        ("What is the toll?", "peopl"),
        ("Who came?", ""),
    ],
)
def test_what_a_question_wants_counted(question: str, noun: str) -> None:
    assert asked_noun(question) == noun
