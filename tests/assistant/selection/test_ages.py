"""An age answers for whom it is told of, and for nobody beside him."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from assistant.selection.ages import anothers, named, tells_age
from assistant.selection.units import Unit


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("How old is Ada Brandt?", "Ada Brandt"),
        ("and how old was Brandt when she resigned?", "Brandt"),
        ("what is brandt's age", "brandt"),
        ("brandt age", "brandt"),
        ("How old is she?", ""),
        ("How old is the mayor?", ""),
        ("How old is the bridge at Tarn?", ""),
        ("Who is Ada Brandt?", ""),
    ],
)
def test_whose_age_is_asked_for(asked: str, name: str) -> None:
    assert named(asked) == name


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Ada Brandt, 54, opened the pier.", True),
        ("Ada Brandt (54) opened the pier.", True),
        ("The 54-year-old Ada Brandt opened the pier.", True),
        ("The 54-year-old engineer and mother, Ada Brandt, opened the pier.", False),
        ("Ada Brandt was 54 when the pier was opened.", True),
        ("Ada Brandt died on Sunday at the age of 54.", True),
        ("The pier was opened by Ada Brandt. The 54-year-old praised the divers.", True),
        ("Jonas Lund thanked Ada Brandt. The 54-year-old praised the divers.", False),
        ("The 61-year-old had died at night. Ada Brandt thanked the quarry.", False),
        ("A woman of 54 was hurt, Ada Brandt said.", False),
        ("They met 17-year-old Jonas Lund and Ada Brandt.", False),
        ("Ada Brandt has 54 boats.", False),
    ],
)
def test_whose_age_is_told(text: str, is_told: bool) -> None:
    assert tells_age("Brandt", text) is is_told


@pytest.mark.parametrize(
    ("asked", "text", "of"),
    [
        ("how old is mayor Ada Brandt?", "He did not mind, said the 66-year-old.\n\nThe mayor, Ada Brandt, did.", "mayor Ada Brandt"),
        ("how old is the mayor", "The director, who is 58, stayed away. The mayor came.", "the mayor"),
        ("brandt age", "Jonas Lund, 27, was sentenced. Brandt spoke of relief.", "brandt"),
        ("how old is Brandt", "The 54-year-old agreed. Brandt had come late.", ""),
        ("how old is Brandt", "Brandt agreed, said the 54-year-old.", ""),
        ("how old is Brandt", "Lund, 27, left. Brandt, 54, stayed.", ""),
        ("how old is Brandt", "Brandt stayed.", ""),
        ("where is Brandt", "Lund, 27, left. Brandt stayed.", ""),
    ],
)
def test_an_age_sentences_before_whom_it_is_asked_of_is_anothers(asked: str, text: str, of: str) -> None:
    assert anothers(asked, [cast(Unit, SimpleNamespace(text=text))]) == of


def test_nothing_found_gives_nobodys_age() -> None:
    assert anothers("how old is Ada Brandt?", []) == ""
