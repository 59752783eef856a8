"""The curve of right over coverage, its area, and the calibration error, by hand."""

from __future__ import annotations

import math

import pytest

from eval.calibration import Point, area, curve, error, reliability


def test_the_curve_goes_from_the_surest_answer_on() -> None:
    points = curve([0.9, 0.8, 0.7], [True, False, True], [True, False, True])
    assert points == (Point(0.9, 0.5, 1.0), Point(0.8, 0.5, 0.5), Point(0.7, 1.0, pytest.approx(2 / 3)))


def test_equal_confidences_come_together() -> None:
    assert curve([0.5, 0.5], [True, False], [True, True]) == (Point(0.5, 1.0, 0.5),)


def test_the_area_is_one_where_all_is_right_and_none_where_nothing_is() -> None:
    assert area(curve([0.9, 0.2], [True, True], [True, True])) == 1.0
    assert area(curve([0.9, 0.2], [False, False], [True, True])) == 0.0
    assert area(()) == 0.0


def test_of_those_given_at_eight_tenths_eight_in_ten_are_right() -> None:
    assert error([0.8] * 10, [True] * 8 + [False] * 2) == pytest.approx(0.0)
    assert error([0.8] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.3)
    assert error([0.85, 0.15], [True, False]) == pytest.approx(0.15)
    assert math.isnan(error([], []))


def test_a_confidence_of_one_lies_in_the_last_bin() -> None:
    bins = reliability([1.0, 0.95, 0.0], [True, False, False])
    assert (bins[9].count, bins[9].right, bins[0].count) == (2, 0.5, 1)
