"""Vectors come back from their bytes: exactly those of passages, nearly those of sentences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.errors import DamagedArchiveError
from index.store.rows import length, matrix, quantised, unpacked


def units(seed: int, count: int, dim: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((count, dim), dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(st.integers(0, 2**32), st.integers(0, 20), st.sampled_from([1, 2, 64, 384]))
def test_what_is_quantised_comes_back_nearly_and_at_length_one(seed: int, count: int, dim: int) -> None:
    vectors = units(seed, count, dim)
    stored = quantised(vectors)
    back = matrix(stored, dim)
    assert back.dtype == np.float32
    assert back.shape == (count, dim)
    assert {len(blob) for blob in stored} <= {dim + 4}
    assert np.allclose(np.linalg.norm(back, axis=1), 1, atol=1e-6)
    if dim == 384:
        assert (1 - (back * vectors).sum(axis=1) < 1e-4).all(), "the angle is that of the vector"
    assert quantised(back) == stored, "what is stored once stays as it is"
    for blob, vector in zip(stored, back, strict=True):
        assert np.allclose(unpacked(blob), vector, rtol=1e-6)
        assert length(unpacked(blob)) == pytest.approx(np.linalg.norm(vector), rel=1e-5)


def test_bytes_of_another_length_are_damage() -> None:
    [one, other] = quantised(units(1, 2, 8))
    with pytest.raises(DamagedArchiveError, match="differ in length"):
        matrix([one, other[:-1]], 8)
