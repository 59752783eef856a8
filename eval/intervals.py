"""Means over cases with their bootstrap 95 % intervals, and what a change from one run to the next may be by chance.

The bootstrap is Efron's percentile method: cases are drawn with replacement, the figure is computed on each draw, and the interval runs
from the 2.5th to the 97.5th percentile. Draws are seeded, so the same values give the same interval on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000  # 67 right of 84: over 40 seeds the ends of the interval stay within one case; with 500 draws, within three
SEED = 20220117
LEVEL = (2.5, 97.5)  # percentiles: 95 % lie between

Values: TypeAlias = NDArray[np.float64]
Draw: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its 95 % interval, and how many values it rests on."""

    mean: float
    low: float
    high: float
    n: int


def _draws(n: int, seed: int = SEED) -> Draw:
    return np.random.default_rng(seed).integers(0, n, size=(DRAWS, n))


def _estimate(figure: Callable[[Draw], Values], n: int) -> Estimate:
    """`figure` maps rows of indices, shape (draws, n), to one figure a row."""
    whole = float(figure(np.arange(n)[np.newaxis])[0])
    low, high = np.percentile(figure(_draws(n)), LEVEL)
    return Estimate(whole, float(low), float(high), n)


def mean(values: Sequence[float]) -> Estimate | None:
    """Mean of one value a case; None without values."""
    return share(values, [1.0] * len(values))


def share(parts: Sequence[float], wholes: Sequence[float]) -> Estimate | None:
    """Sum of the parts over sum of the wholes, one pair a case, cases drawn; None when the wholes sum to 0. `n` is that sum."""
    part, whole = np.asarray(parts, dtype=np.float64), np.asarray(wholes, dtype=np.float64)
    part, whole = part[whole > 0], whole[whole > 0]
    if not part.size:
        return None
    estimate = _estimate(lambda draw: part[draw].sum(axis=1) / whole[draw].sum(axis=1), part.size)
    return Estimate(estimate.mean, estimate.low, estimate.high, int(whole.sum()))


def percentile(values: Sequence[float], q: float) -> Estimate | None:
    """The q-th percentile, linear between values; None without values."""
    data = np.asarray(values, dtype=np.float64)
    return _estimate(lambda draw: np.percentile(data[draw], q, axis=1), data.size) if data.size else None


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Area under the ROC curve: the chance that a positive scores above a negative, ties counting half; NaN without both."""
    high, low = np.asarray(positive, dtype=np.float64), np.asarray(negative, dtype=np.float64)
    if not (high.size and low.size):
        return float("nan")
    above = high[:, np.newaxis] > low
    level = high[:, np.newaxis] == low
    return float((above + 0.5 * level).mean())


def auc_estimate(positive: Sequence[float], negative: Sequence[float]) -> Estimate | None:
    """`auc`, with positives and negatives drawn apart, so that every draw has both; None without both. `n` counts both."""
    if not (positive and negative):
        return None
    high, low = np.asarray(positive, dtype=np.float64), np.asarray(negative, dtype=np.float64)
    pairs = zip(_draws(high.size), _draws(low.size, SEED + 1), strict=True)
    ends = np.percentile([auc(high[one], low[other]) for one, other in pairs], LEVEL)
    return Estimate(auc(positive, negative), float(ends[0]), float(ends[1]), high.size + low.size)


def change(before: Sequence[float], after: Sequence[float]) -> Estimate | None:
    """Mean of after minus before over the same cases in the same order, pairs drawn together; None without cases."""
    return mean([new - old for old, new in zip(before, after, strict=True)])
