"""The fit of where a question asks for two things."""

from __future__ import annotations

import json

from assistant.query import joints
from eval import joints_fit
from eval.joints_fit import Labelled, parting

TWO = [f"{town} mill: owner and year it closed" for town in ("Lenn", "Tarn", "Oskerby", "Skell", "Quarn", "Hobb")]
ONE = [f"What did the owner say about {town} and Marrowick?" for town in ("Lenn", "Tarn", "Oskerby", "Skell", "Quarn", "Hobb")]


def test_the_joint_between_the_two_is_the_one_that_leaves_both_about_as_long() -> None:
    found = parting("Lund, the mayor: her age and the day she resigned")
    assert found and found.group() == " and "
    found = parting("ferry: price of bread, milk + name of the ship")
    assert found and found.group() == " + "
    assert parting("how many ships sailed") is None


def test_what_is_fitted_parts_questions_for_two_things_and_no_others() -> None:
    model = joints_fit.fit([*(Labelled(text, True) for text in TWO), *(Labelled(text, False) for text in ONE)])
    assert model.words >= {"mill", "owner", "year", "closed"}
    assert joints_fit.parts(model, "Marrick mill: owner and year it burnt")
    assert not joints_fit.parts(model, "What did the owner say about Hobb and Brackwater?")
    assert not joints_fit.parts(model, "who owns the mill")


def test_the_packaged_numbers_are_those_of_features_that_there_are() -> None:
    document = json.loads(joints.WEIGHTS.read_text(encoding="utf-8"))
    assert document["words"] == sorted(set(document["words"])) and document["weights"]
    assert min(abs(weight) for weight in document["weights"].values()) >= joints_fit.WEIGHS
    model = joints.packaged()
    held = joints_fit.questions(held=True)
    two = [joints_fit.parts(model, one.text) for one in held if one.is_for_two]
    one = [joints_fit.parts(model, one.text) for one in held if not one.is_for_two]
    assert sum(two) >= 0.7 * len(two) and sum(one) <= 0.005 * len(one)
