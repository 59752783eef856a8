"""The table of how alike words are."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.words.alike import likeness
from assistant.words.terms import stem


@pytest.mark.parametrize(("one", "same", "other"), [("cost", "price", "harbour"), ("salary", "wage", "storm"), ("kids", "children", "tax")])
def test_words_for_the_same_are_more_alike_than_others(one: str, same: str, other: str) -> None:
    near, far = likeness([stem(one)], [stem(same), stem(other)])[0]
    assert near > 0.5 > 0.25 > far


def test_a_word_is_like_itself_and_one_that_is_not_known_like_none() -> None:
    found = likeness([stem("ferry"), "qzxw"], [stem("ferry"), stem("boat"), "qzxw"])
    assert found.shape == (2, 3) and found.min() >= 0
    assert found[0, 0] == pytest.approx(1.0, abs=1e-6)
    assert not found[1].any() and not found[:, 2].any()


def test_nothing_is_like_nothing() -> None:
    assert likeness([], ["ferri"]).shape == (0, 1)
    assert likeness(["ferri"], []).shape == (1, 0)
    assert likeness(["ferri"], []).dtype == np.float32
