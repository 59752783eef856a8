"""The packaged model with its layers changed: the sum of what it is and what was learnt, nothing where nothing was."""

from __future__ import annotations

import numpy as np
import pytest
from tiny_bert import SHAPE, unchanged, weights

from index.embedding.adapted import DOWN, UP, Adapted, merged
from index.embedding.bert import HEADS, Floats, bert, prefix
from index.embedding.network import Network

TOKENS = [[101, 110, 111, 102], [101, 120, 102], [101, 130, 131, 102]]
QUERY = f"{prefix(0)}{HEADS[0]}"


def test_what_was_learnt_is_added_to_dense_layers_and_stands_in_for_others() -> None:
    changes = unchanged()
    changes[f"{QUERY}.{UP}"] = np.full((16, 2), 0.5, dtype=np.float16)
    changes["embeddings.LayerNorm.bias"] = np.full(16, 0.25, dtype=np.float16)
    found, before = merged(weights(), changes, SHAPE), weights()
    assert np.allclose(found[f"{QUERY}.weight"], before[f"{QUERY}.weight"] + 1.0)
    assert np.allclose(found["embeddings.LayerNorm.bias"], 0.25)
    assert np.array_equal(found[f"{QUERY}.bias"], before[f"{QUERY}.bias"])
    del changes[f"{QUERY}.{DOWN}"]
    with pytest.raises(KeyError, match="query"):
        merged(weights(), changes, SHAPE)


def test_a_text_is_its_first_token_and_the_mean_of_all_in_any_company() -> None:
    plain = Network(bert(weights(), SHAPE, Floats(weights())), 1)
    model = Adapted(weights(), unchanged(), SHAPE, 1)
    found = model.pooled(TOKENS)
    assert found.shape == (3, 32)
    for tokens, row in zip(TOKENS, found, strict=True):
        [[of_tokens]] = plain.run(["tokens"], [tokens])
        assert np.allclose(row, np.concatenate([of_tokens[0], of_tokens.mean(axis=0)]), atol=1e-5)
        assert np.allclose(row, model.pooled([tokens])[0], atol=1e-5)
