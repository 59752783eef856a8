"""Numbers and days that a claim names, in one form however they are written."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.words.amounts import Source, numbers, stray_day, stray_number
from index.types import Basis, Dating

DAY = date(2031, 5, 14)  # a Wednesday
DATING = Dating(DAY, DAY, Basis.STATED)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("1,200 boats, 1200 boats, twelve hundred boats", ["1200", "1200", "1200"]),
        ("1.2 million, 1.2m, 1,200,000, 1\u202f200\u202f000", ["1200000"] * 4),
        ("two hundred and forty-one, 241", ["241", "241"]),
        ("a dozen, two dozen, dozens", ["12", "24", "dozens"]),
        ("five thousand, 5k, 5 bn", ["5000", "5000", "5"]),
        ("3.5 per cent, 3.50 %", ["3.5", "3.5"]),
        ("the third vote, the 3rd vote, three votes", ["#3", "#3", "3"]),
        ("half of them, twice", ["half", "twice"]),
        ("at 10:30", ["10:30"]),
        ("3-1", ["3", "1"]),
        ("no one, one another, one-sided, one ferry", ["1"]),
        ("A320, G7, H5N1", []),
        ("on 12 May 2031, in 2019", []),
        ("four-day week, 190-seat boat", ["4", "190"]),
    ],
)
def test_numbers_have_one_form(text: str, keys: list[str]) -> None:
    assert sorted(number.key for number in numbers(text)) == sorted(keys)


@pytest.mark.parametrize(
    ("claim", "source", "is_stray"),
    [
        ("It sank on May 12.", "It sank on 12 May 2031.", False),
        ("It sank on 12 May 2031.", "It sank on Monday.", False),
        ("It sank on Monday.", "It sank on 12 May.", False),
        ("It sank in May.", "It sank on 12 May.", False),
        ("It sank in 2031.", "It sank on 12 May.", False),
        ("It sank on 14 May.", "It sank in the night.", False),
        ("It sank yesterday.", "It sank on Tuesday.", False),
        ("It sank on 13 May.", "It sank on 12 May. There were 13 aboard.", True),
        ("It sank on Tuesday.", "It sank on Monday.", True),
        ("It sank on 12 June.", "It sank on 12 May.", True),
        ("It sank in 2030.", "It sank on 12 May.", True),
        ("It sank on 12 May.", "It sank in May.", True),
        ("The ferry sailed on 2 May.", "The ferry sailed on 1 May. The barge sank on 2 May.", True),
        ("The ferry sailed on 2 May.", "The barge sailed on 1 May. The ferry sailed for Norland on 2 May.", False),
    ],
)
def test_a_day_is_told_by_the_source_or_is_its_own(claim: str, source: str, is_stray: bool) -> None:
    assert stray_day(claim, [Source(source, DATING)]) is is_stray


@pytest.mark.parametrize(
    ("claim", "source", "is_stray"),
    [
        ("Fourteen ferries sailed.", "There were 14 big white ferries.", False),
        ("14 ferries sailed.", "14 barges and 20 ferries sailed.", True),
        ("14 ferries sailed.", "There were 14 big white ferries and 20 ferries of steel.", False),
        ("Eleven sirens failed.", "Two of the eleven sirens failed.", True),
        ("Two of eleven sirens failed.", "Two of the eleven sirens failed.", False),
        ("15 ferries sailed.", "14 ferries sailed.", True),
        ("Three ferries sailed.", "Two ferries sailed.", True),
    ],
)
def test_a_number_counts_what_it_counts_in_the_source(claim: str, source: str, is_stray: bool) -> None:
    assert stray_number(claim, [Source(source, DATING)]) is is_stray
