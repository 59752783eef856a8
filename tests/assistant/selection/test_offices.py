"""An office answers where it is given to a name, with what it is of."""

from __future__ import annotations

import pytest

from assistant.selection.offices import Office, asked_for, is_anothers, is_given

MAYOR = Office(("mayor",), frozenset(("oskerbi",)))


@pytest.mark.parametrize(
    ("asked", "words", "of"),
    [
        ("Who is the mayor of Oskerby?", ("mayor",), {"oskerbi"}),
        ("who's oskerby's mayor", ("mayor",), {"oskerbi"}),
        ("And who was the chief financial officer of Arden Rail?", ("chief", "financial", "officer"), {"arden", "rail"}),
        ("Who is the Oskerby mayor?", ("mayor",), {"oskerbi"}),
    ],
)
def test_the_office_that_is_asked_for(asked: str, words: tuple[str, ...], of: set[str]) -> None:
    office = asked_for(asked, ["The mayor came to Oskerby and left."])
    assert office is not None
    assert (office.words, office.of) == (words, of)


@pytest.mark.parametrize("asked", ["Who is Ada Brandt?", "Who is singing at it?", "who won the race", "Who is her husband?"])
def test_other_questions_ask_for_none(asked: str) -> None:
    office = asked_for(asked, [])
    assert office is None or not office.of


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Oskerby Mayor Ada Brandt opened the pier.", True),
        ("The mayor of Oskerby, Ada Brandt, opened the pier.", True),
        ("Ada Brandt, the mayor of Oskerby, opened the pier.", True),
        ("Ada Brandt was elected mayor of Oskerby on Sunday.", True),
        ("Oskerby’s mayor, Ada Brandt, opened the pier.", True),
        ("Mayor Ada Brandt of Oskerby opened the pier.", True),
        ("The former mayor of Oskerby, Ada Brandt, opened the pier.", False),
        ("The deputy mayor of Oskerby, Ada Brandt, opened the pier.", False),
        ("Mayor Ada Brandt came to Oskerby.", False),
        ("The mayor of Tarn, Jonas Lund, went to Oskerby.", False),
    ],
)
def test_who_holds_it_is_told(text: str, is_so: bool) -> None:
    assert is_given(MAYOR, text) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("The mayor of Tarn, Jonas Lund, went to Oskerby.", True),
        ("Jonas Lund, mayor of Tarn, opened the pier.", True),
        ("Mayor Jonas Lund of Tarn went to Oskerby.", True),
        ("Mayor Jonas Lund opened the pier.", False),
        ("The mayor of Oskerby, Ada Brandt, met the mayor of Tarn, Jonas Lund.", False),
        ("The mayor of the town, Jonas Lund, opened the pier.", False),
    ],
)
def test_who_holds_it_elsewhere_is_anothers(text: str, is_so: bool) -> None:
    assert is_anothers(MAYOR, text) is is_so


def test_an_office_has_several_names() -> None:
    assert is_given(Office(("ceo",), frozenset(("arden",))), "Arden’s chief executive, Ada Brandt, resigned.")
