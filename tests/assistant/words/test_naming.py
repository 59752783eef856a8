import pytest

from assistant.words.naming import is_about_others
from assistant.words.terms import stems

WEIGHTS = {"ferri": 2.0, "velden": 3.0, "norwai": 0.2}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("The Velden ferry sails.", False),
        ("The ferry of Port Arden sails.", True),
        ("Nobody named.", True),
    ],
)
def test_a_text_without_a_name_that_weighs_is_about_others(text: str, others: bool) -> None:
    assert is_about_others("When does the Velden ferry sail?", WEIGHTS, stems(text)) is others


@pytest.mark.parametrize(
    ("text", "others"), [("Italian ferries sail.", True), ("Albanian ferries sail.", False), ("Alpine ferries sail.", True)]
)
def test_a_name_and_its_adjective_have_five_letters_in_common(text: str, others: bool) -> None:
    weights = {"albania": 3.0, "ferri": 2.0}
    assert is_about_others("When does the ferry to Albania sail?", weights, stems(text)) is others


def test_a_name_of_its_family_or_of_little_weight_may_stand_for_it() -> None:
    assert not is_about_others("When does the Velden ferry sail?", WEIGHTS, stems("Ferries of the Veldener company"))
    assert not is_about_others("Does the ferry sail to Norway?", WEIGHTS, stems("The Velden ferry sails."))
