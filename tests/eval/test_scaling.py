"""Two numbers that scale log odds."""

from __future__ import annotations

import numpy as np
import pytest

from eval.scaling import scale


def line(slope: float, bias: float, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Log odds, and whether each was right as often as the scaled ones say."""
    lot = np.random.default_rng(5)
    odds = lot.normal(0.5, 2.0, count)
    return odds, lot.random(count) < 1 / (1 + np.exp(-(slope * odds + bias)))


def test_many_questions_tell_the_scale() -> None:
    assert scale(*line(0.5, 1.0, 20_000)) == pytest.approx((0.5, 1.0), abs=0.06)


def test_few_questions_leave_the_odds_nearly_as_they_are() -> None:
    odds, _ = line(1.0, 0.0, 2)
    slope, bias = scale(odds, np.array([True, True]))
    assert abs(slope - 1) < 0.2 and 0 < bias < 0.5
    assert scale(np.zeros(0), np.zeros(0, dtype=np.bool_)) == (1.0, 0.0)


def test_the_pull_is_towards_what_was_given() -> None:
    slope, bias = scale(*line(0.3, -1.0, 60))
    assert 0 < slope < 1 and bias < 0
