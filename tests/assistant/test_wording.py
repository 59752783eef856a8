from datetime import date

import pytest

from assistant.types import Searched, Window
from assistant.wording import date_words, fallen_words, searched_words
from index.types import Basis, Dating
from index.wording import counted

D = date


@pytest.mark.parametrize(
    ("dating", "text"),
    [
        (Dating(D(2022, 1, 20), D(2022, 1, 20), Basis.INFERRED), "20 January 2022 (inferred)"),
        (Dating(D(2022, 1, 6), D(2022, 1, 6), Basis.STATED), "6 January 2022 (stated)"),
        (Dating(D(2022, 1, 14), D(2022, 1, 17), Basis.INFERRED), "between 14 and 17 January 2022 (inferred)"),
        (Dating(D(2022, 1, 30), D(2022, 2, 2), Basis.INFERRED), "between 30 January and 2 February 2022 (inferred)"),
        (Dating(D(2021, 12, 30), D(2022, 1, 2), Basis.INFERRED), "between 30 December 2021 and 2 January 2022 (inferred)"),
        (Dating(D(2022, 5, 9), None, Basis.INFERRED), "on or after 9 May 2022 (inferred)"),
        (Dating(None, D(2022, 5, 9), Basis.INFERRED), "on or before 9 May 2022 (inferred)"),
        (Dating(), "date unknown"),
    ],
)
def test_a_date_says_how_it_is_known(dating: Dating, text: str) -> None:
    assert date_words(dating) == text


def test_what_was_searched() -> None:
    window = Window(D(2022, 1, 1), D(2022, 1, 31))
    words = searched_words(Searched(1, 1200, 2), window, ("Saltreach Wire",))
    assert words.startswith("Searched: 1 article (1,200 passages), between 1 and 31 January 2022, Saltreach Wire only.")
    assert "2 undated articles left out" in words
    asked = searched_words(Searched(3, 4), Window(D(2022, 1, 6), D(2022, 1, 6), "on 6 January 2022"), ())
    assert asked == "Searched: 3 articles (4 passages) for news of, or about, 6 January 2022."
    asked = searched_words(Searched(3, 4), Window(D(2022, 1, 6), None, "since 6 January 2022"), ())
    assert asked == "Searched: 3 articles (4 passages) for news of, or about, the time on or after 6 January 2022."


@pytest.mark.parametrize(("number", "words"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (1234, "1,234 articles")])
def test_one_is_counted_in_the_singular(number: int, words: str) -> None:
    assert counted(number, "article") == words


def test_quotations_that_fell_are_counted() -> None:
    assert fallen_words(1, 1) == "1 of 1 quotation no longer stands where it was quoted from"
    assert fallen_words(2, 3) == "2 of 3 quotations no longer stand where they were quoted from"
