"""The packaged table of words that are alike is what `eval.word_vectors` makes of the packaged model."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.words.alike import likeness
from assistant.words.dictionary import commonest
from eval.word_vectors import WORDS, _directions, _one_a_stem
from index.embedding import load_embeddings

PROBED = 150
"""Words whose likeness to all others is compared."""


def test_one_word_stands_for_a_stem() -> None:
    assert _one_a_stem(["costs", "cost", "the", "it's", "price"]) == {"cost": "costs", "price": "price"}


@pytest.mark.slow
def test_the_table_says_what_the_model_says() -> None:
    words = _one_a_stem(commonest(WORDS))
    whole = _directions(load_embeddings(threads=0).encode(list(words.values())))
    probed = range(0, len(words), len(words) // PROBED)
    wanted = np.maximum(whole[list(probed)] @ whole.T, 0.0)
    stems = list(words)
    found = likeness([stems[place] for place in probed], stems)
    assert min(found[row, place] for row, place in enumerate(probed)) > 0.999  # the table has every one of them
    assert np.corrcoef(wanted.ravel(), found.ravel())[0, 1] > 0.9
    assert np.abs(found - wanted)[wanted > 0.5].mean() < 0.1
