from datetime import date

import pytest
from parts import unit_of

from assistant.selection.chronology import asks_for_course, in_order, order_note
from assistant.selection.units import Unit
from index.types import Article, Basis, Dating


@pytest.mark.parametrize(
    "question",
    [
        "How did the strike unfold?",
        "How has the price of bread changed?",
        "timeline of the tram dispute",
        "What happened to the harbour between 3 and 20 May 2031?",
        "What happened in Velden over the following weeks?",
        "What happened after the strike?",
        "What has happened in Velden since 3 May 2031?",
        "Give me the history of the tram line",
    ],
)
def test_a_course_of_events_is_asked_for(question: str) -> None:
    assert asks_for_course(question)


@pytest.mark.parametrize(
    "question", ["What happened to the mayor in 2031?", "How did the troops travel?", "What did she say about the history of Velden?"]
)
def test_other_questions_ask_for_none(question: str) -> None:
    assert not asks_for_course(question)


def unit(first: int, last: int) -> Unit:
    dating = Dating(date(2031, 5, first), date(2031, 5, last), Basis.INFERRED)
    article = Article(f"a{first}-{last}", "", "It rained.", "news.txt", 0, dating)
    return unit_of(article)


def test_units_are_put_in_order_of_day_and_one_day_is_no_order() -> None:
    later, sooner = unit(9, 9), unit(3, 3)
    assert in_order([later, sooner]) == [sooner, later]
    assert in_order([sooner]) == []


def test_the_note_names_those_whose_order_the_dates_leave_open() -> None:
    assert order_note([unit(3, 3), unit(5, 9)]).text == "In date order, by the days of the reports."
    assert order_note([unit(3, 6), unit(5, 9)]).text.endswith("; the dates do not settle the order of [1] and [2].")


@pytest.mark.parametrize(
    "question",
    [
        "How did the guild explain growing costs?",
        "how was the growing demand met",
        "How did the developer of the site pay?",
        "How were the proceeds of the sale spent?",
        "How did the night shift end?",
        "How was the escalator at the station repaired?",
        "how did the risk to the sea wall become known",
        "How did the storm change the coast road?",
        "What happened to the ferry from Tarnmouth to Oskerby?",
        "What happened between the mayor and the harbour master?",
    ],
)
def test_a_word_of_change_inside_another_or_beside_the_point_asks_for_no_course(question: str) -> None:
    assert not asks_for_course(question)


@pytest.mark.parametrize(
    "question",
    [
        "How did the price of bread change?",
        "how has the dispute grown over the weeks",
        "How is the search progressing?",
        "How did prices rise in January?",
        "how did the unrest spread through the country",
        "What happened to the ferry from Monday to Friday?",
        "What happened in Velden between 2 and 14 May?",
    ],
)
def test_a_verb_of_change_in_its_place_asks_for_a_course(question: str) -> None:
    assert asks_for_course(question)
