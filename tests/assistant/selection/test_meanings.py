"""How near texts come to the words of a question in other words."""

from __future__ import annotations

import pytest

from assistant.selection.meanings import Meanings
from assistant.selection.runs import Stemmed
from assistant.words.terms import stems

NEAR, FAR, SAME = (Stemmed(stems(text)) for text in ("The price of a ticket.", "Snow fell in the hills.", "It costs much."))
TOLD = sorted(NEAR.stems | FAR.stems | SAME.stems)


def test_a_text_that_says_it_in_another_word_lies_between() -> None:
    meanings = Meanings({"cost": 2.0}, (), TOLD, 4.0)
    shares = [meanings.share(held) for held in (SAME, NEAR, FAR)]
    assert shares[0] == 1.0 and shares[0] > shares[1] > 0.5 > shares[2]
    assert meanings.near("cost", NEAR) == shares[1]


def test_what_is_lacked_most_weighs_beside_the_heaviest_word() -> None:
    meanings = Meanings({"cost": 2.0, "snow": 1.0}, (), TOLD, 4.0)
    most, second = meanings.lacks(SAME)
    assert most == pytest.approx(0.25 * (1 - meanings.near("snow", SAME))) and second == 0.0
    assert meanings.lacks(FAR)[0] == pytest.approx(0.5 * (1 - meanings.near("cost", FAR)))


def test_a_question_without_such_words_lacks_nothing() -> None:
    meanings = Meanings({}, ("",), TOLD, 0.0)
    assert (meanings.share(FAR), meanings.lacks(FAR), meanings.near("", FAR)) == (1.0, (0.0, 0.0), 1.0)
