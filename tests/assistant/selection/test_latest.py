"""Who asks how things stand now gets the later of two states, and who does not ask so gets them as they are."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.selection.latest import FEW, asks_for_latest, later_first
from assistant.selection.units import Unit
from index.prose.reading import read
from index.types import Article, Dating, Passage, Sentence

ASKED = "How many homes are without power now?"


def unit(day: int | None, probability: float, text: str = "Some homes have no power.") -> Unit:
    published = Dating(date(2031, 5, day), date(2031, 5, day)) if day else Dating()
    article = Article(f"a{day}", "Storm", text, f"{day}.txt", 0, published)
    return Unit(
        article, Passage("p", "a", 0, 0, len(text), text, ""), read(article), (Sentence("a", 0, 0, len(text), text),), None, probability
    )


def days(asked: str, *units: Unit) -> list[int]:
    return [one.article.published.earliest.day if one.article.published.earliest else 0 for one in later_first(asked, units)]


@pytest.mark.parametrize(
    ("asked", "does"),
    [
        (ASKED, True),
        ("how many signed in the end", True),
        ("how many fell ill altogether?", True),
        ("Is Ada Brandt still the mayor?", False),
        ("what is the latest toll?", True),
        ("How many homes were without power?", False),
        ("Do you know how many homes were without power?", False),
        ("is this right: “all homes have power now, the mayor said”", False),
        ("", False),
    ],
)
def test_what_asks_for_a_last_state(asked: str, does: bool) -> None:
    assert asks_for_latest(asked) is does


def test_the_later_of_two_states_that_are_nearly_as_likely_comes_first() -> None:
    assert days(ASKED, unit(4, 0.8), unit(9, 0.7)) == [9, 4]
    assert days("How many homes were without power?", unit(4, 0.8), unit(9, 0.7)) == [4, 9]


def test_what_is_unlikely_stays_behind_however_late_it_is() -> None:
    assert days(ASKED, unit(4, 0.9), unit(9, 0.1)) == [4, 9]


def test_one_day_alone_and_none_change_nothing() -> None:
    for units in ([unit(4, 0.8), unit(4, 0.6)], [unit(None, 0.8), unit(None, 0.6)], [unit(4, 0.8)], []):
        assert [one.probability for one in later_first(ASKED, units)] == pytest.approx([one.probability for one in units])


def test_what_has_no_day_keeps_its_probability() -> None:
    told = later_first(ASKED, [unit(4, 0.8), unit(None, 0.75), unit(9, 0.7)])
    assert next(one.probability for one in told if one.article.published.earliest is None) == pytest.approx(0.75)


def test_units_that_are_not_looked_at_are_kept() -> None:
    units = [unit(4, 0.8), *(unit(9, 0.7 - 0.01 * number) for number in range(FEW + 3))]
    assert len(later_first(ASKED, units)) == len(units)
