"""Means, shares, percentiles and areas with their bootstrap intervals."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest

from eval import intervals
from eval.intervals import Estimate


def test_values_that_are_all_alike_have_no_spread() -> None:
    assert intervals.mean([1.0] * 7) == Estimate(1.0, 1.0, 1.0, 7)
    assert intervals.percentile([2.0] * 5, 95) == Estimate(2.0, 2.0, 2.0, 5)


def test_no_values_have_no_mean() -> None:
    assert intervals.mean([]) is None
    assert intervals.share([], []) is None
    assert intervals.share([0.0], [0.0]) is None
    assert intervals.percentile([], 50) is None
    assert intervals.auc_estimate([0.5], []) is None


def test_the_interval_of_a_mean_is_near_the_normal_one() -> None:
    values = [1.0] * 60 + [0.0] * 40
    found = intervals.mean(values)
    assert found is not None
    half = NormalDist().inv_cdf(0.975) * math.sqrt(0.6 * 0.4 / 100)
    assert found.mean == pytest.approx(0.6)
    assert found.low == pytest.approx(0.6 - half, abs=0.02)
    assert found.high == pytest.approx(0.6 + half, abs=0.02)


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.1, 0.9, 0.4, 0.4, 1.0]
    assert intervals.mean(values) == intervals.mean(list(values))


def test_a_share_is_of_the_sums_and_counts_what_it_is_a_share_of() -> None:
    found = intervals.share([1.0, 3.0, 0.0], [1.0, 4.0, 0.0])
    assert found is not None
    assert (found.mean, found.n) == (0.8, 5)
    assert (found.low, found.high) == (0.75, 1.0)


def test_percentiles_lie_between_values() -> None:
    found = intervals.percentile([1.0, 2.0, 3.0, 4.0], 50)
    assert found is not None
    assert found.mean == 2.5
    assert 1.0 <= found.low < 2.5 < found.high <= 4.0


def test_auc_is_the_share_of_pairs_in_order_and_ties_are_half() -> None:
    assert intervals.auc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert intervals.auc([0.1], [0.9]) == 0.0
    assert intervals.auc([0.5, 0.9], [0.5]) == 0.75
    assert intervals.auc([0.3, 0.6, 0.9], [0.2, 0.5]) == pytest.approx(5 / 6)
    assert math.isnan(intervals.auc([], [0.5]))


def test_the_interval_of_an_area_holds_it() -> None:
    found = intervals.auc_estimate([0.3, 0.6, 0.9, 0.8], [0.2, 0.5, 0.7])
    assert found is not None
    assert found.n == 7
    assert 0.0 <= found.low < found.mean < found.high <= 1.0


def test_a_change_is_taken_pair_by_pair() -> None:
    same = intervals.change([0.0, 1.0] * 20, [0.0, 1.0] * 20)
    assert same == Estimate(0.0, 0.0, 0.0, 40)
    worse = intervals.change([1.0] * 40, [0.0] * 8 + [1.0] * 32)
    assert worse is not None
    assert worse.mean == pytest.approx(-0.2)
    assert worse.high < 0
    with pytest.raises(ValueError, match="zip"):
        intervals.change([1.0], [1.0, 0.0])
