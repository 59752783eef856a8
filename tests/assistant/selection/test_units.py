from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from parts import unit_of

from assistant.compose import lead
from assistant.selection.choosing import WORTH, choose, choose_for_parts
from assistant.selection.units import Unit, highlights
from index.types import Article, Basis, Dating

DAY = date(2021, 3, 4)


def unit(text: str, probability: float, article_id: str = "a1", speaker: str | None = None) -> Unit:
    article = Article(article_id, "Ferry Starts", text, "news.txt", 10, Dating(DAY, DAY, Basis.STATED), source="The Courier")
    return unit_of(article, probability, speaker)


def test_the_best_units_are_chosen_until_they_get_much_worse() -> None:
    units = [
        unit("The ferry sailed at noon.", 0.9, "a1"),
        unit("Rain fell on Oskerby.", 0.8, "a2"),
        unit("Bread costs more now.", 0.2, "a3"),
    ]
    assert [one.article.id for one in choose(units, 3)] == ["a1", "a2"]
    assert [one.article.id for one in choose(units, 1)] == ["a1"]


def test_what_says_the_same_is_said_once_but_another_figure_is_another_thing() -> None:
    first = unit("The storm killed two people on the coast.", 0.9, "a1")
    again = unit("The storm killed two people on the coast, police said.", 0.8, "a2")
    later = unit("The storm killed 4 people on the coast.", 0.8, "a3")
    assert [one.article.id for one in choose([first, again, later], 3)] == ["a1", "a3"]


def test_what_shares_most_of_its_words_says_the_same_and_what_shares_half_another_thing() -> None:
    first = unit("Storm closed northern pier.", 0.9, "a1")
    most = unit("Storm closed northern mole pier, wrecked.", 0.8, "a2")
    alike, half = unit("Storm shut northern pier.", 0.8, "a3"), unit("Storm closed southern road.", 0.8, "a4")
    assert [one.article.id for one in choose([first, most, alike, half], 4)] == ["a1", "a4"]


def test_a_further_one_is_worth_it_from_a_share_of_the_first_one_s_probability() -> None:
    first, second = unit("The ferry sailed at noon.", 0.5, "a1"), unit("Rain fell on Oskerby.", 0.5 * WORTH + 0.01, "a2")
    assert choose([first, second], 3) == [first, second]
    assert choose([first, replace(second, probability=0.5 * WORTH - 0.01)], 3) == [first]


def test_each_part_of_a_compound_question_gets_a_unit_of_its_own() -> None:
    ferry, bread = unit("The ferry sailed at noon.", 0.9, "a1"), unit("Bread costs more now.", 0.8, "a2")
    assert [one.article.id for one in choose_for_parts([[ferry, bread], [ferry, bread]], 3)] == ["a1", "a2"]
    assert choose_for_parts([], 3) == []


def test_the_parts_are_answered_together() -> None:
    both, ferry, bread = (
        unit("The ferry sailed at noon.", 0.9, "a1"),
        unit("Rain fell on Oskerby.", 0.8, "a2"),
        unit("Bread costs more.", 0.5, "a3"),
    )
    assert [one.article.id for one in choose_for_parts([[both, ferry], [replace(both, probability=0.99), bread]], 2)] == ["a2", "a1"]


def test_a_part_without_a_sentence_of_its_own_gets_none() -> None:
    both, ferry = unit("The ferry sailed at noon.", 0.9, "a1"), unit("Rain fell on Oskerby.", 0.02, "a2")
    assert [one.article.id for one in choose_for_parts([[both, ferry], [both, ferry]], 4)] == ["a1"]


def test_highlights_are_the_answering_words_and_not_the_question_s() -> None:
    one = unit("In 2021 the ferry carried 4,180 people.", 0.9)
    assert [one.article.slice(*span) for span in highlights(one, "How many people did it carry in 2021?")] == ["4,180 people"]
    assert highlights(one, "What did the ferry do?") == ()


@pytest.mark.parametrize(
    ("title", "source", "speaker", "words"),
    [
        ("Ferry Starts", "The Courier", "Jonas Lund", "Jonas Lund, 4 March 2021 (stated)"),
        ("Ferry Starts", "The Courier", None, "“Ferry Starts”, The Courier, 4 March 2021 (stated)"),
        ("Ferry Starts", None, None, "“Ferry Starts”, 4 March 2021 (stated)"),
        ("", "The Courier", None, "The Courier, 4 March 2021 (stated)"),
        ("", None, None, "news.txt, 4 March 2021 (stated)"),
    ],
)
def test_a_statement_is_led_in_by_who_and_when(title: str, source: str | None, speaker: str | None, words: str) -> None:
    article = Article("a1", title, "Text.", "folder/news.txt", 0, Dating(DAY, DAY, Basis.STATED), source=source)
    assert lead(article, speaker).text == words
