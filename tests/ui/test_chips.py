"""Chips above the box tell every limit that is in force, and the months of a list stand over it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.types import Answer, Searched, Status, Window
from index.types import Basis, Dating, Filter
from ui.chips import answer_chips_html, filter_chips_html
from ui.months import months_html

DAY = date(2031, 5, 4)
LATER = date(2031, 5, 9)


def words(html: str) -> list[str]:
    return [re.sub(r"<[^>]+>|×", "", chip).strip() for chip in html.split("<li ")[1:] for chip in [f"<li {chip}"]]


def answer(question: str, read: str, window: Window | None = None) -> Answer:
    return Answer(question, read, Status.NOT_FOUND, (), (), window, (), Searched(1, 1), (), "extractive", 0.0)


def test_every_filter_is_a_chip_with_a_cross_of_its_own() -> None:
    html = filter_chips_html(Filter(DAY, LATER, ("The <Post>", "Courier"), ("Ada Brandt",)), date(2031, 6, 1))
    assert words(html) == [
        "Published between 4 and 9 May 2031",
        "Outlet The &lt;Post&gt;",
        "Outlet Courier",
        "Byline Ada Brandt",
        "Today is 1 June 2031",
    ]
    assert html.count('class="cross" aria-label="Remove ') == html.count("<li ") == 5
    assert 'data-value="The &lt;Post&gt;"' in html
    assert filter_chips_html(Filter(), None) == ""


@pytest.mark.parametrize(
    ("window", "chip"),
    [
        (Window(DAY, LATER, "in early <May>"), "Window between 4 and 9 May 2031 from “in early &lt;May&gt;”"),
        (Window(DAY), "Window on or after 4 May 2031"),
    ],
)
def test_a_window_of_the_question_says_the_words_it_comes_from(window: Window, chip: str) -> None:
    asked = answer("What fell in early May?", "What fell in early May?", window)
    assert words(answer_chips_html(asked, by_hand=False)) == [chip]
    assert answer_chips_html(asked, by_hand=True) == ""


def test_a_reading_that_is_not_as_it_was_typed_is_a_chip() -> None:
    leaning = answer("And on the ferry?", "What did Ada Brandt say on the ferry?")
    assert words(answer_chips_html(leaning, by_hand=False)) == ["Read as What did Ada Brandt say on the ferry?"]
    assert words(answer_chips_html(answer("Who is Brant?", "Who is Brandt?"), by_hand=False)) == ["Read as Who is Brandt?"]
    assert answer_chips_html(answer("Who is  Brandt?", "Who is Brandt?"), by_hand=False) == ""


def dated(*days: date | None) -> list[Dating]:
    return [Dating(day, day, Basis.STATED) if day else Dating() for day in days]


def test_months_are_counted_from_the_first_to_the_last_with_the_empty_ones() -> None:
    html = months_html(dated(DAY, LATER, date(2031, 7, 1), None))
    assert re.findall(r'title="([^"]+)"', html) == ["May 2031: 2 articles", "June 2031: 0 articles", "July 2031: 1 article"]
    assert re.findall(r"height:(\d+)%", html) == ["100", "0", "50"]


def test_a_long_time_is_told_by_years_and_one_month_by_nothing() -> None:
    html = months_html(dated(date(1999, 1, 1), DAY))
    assert html.count("<li ") == 33
    assert "1999: 1 article" in html
    assert months_html(dated(DAY, LATER)) == months_html(dated(None)) == ""
