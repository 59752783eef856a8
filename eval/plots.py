"""What the confidence is worth, as the points of two drawings: right over coverage, and how right each tenth of confidence is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval import calibration
from eval.calibration import Bin, Point

SIDE = 200
"""Width and height of a drawing, in its own units; 0 to 1 of a figure spans it."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One run: its name, the curve as the points of an SVG polyline, the bins that hold answers as (x, y, count), and its figures."""

    name: str
    line: str
    dots: tuple[tuple[float, float, int], ...]
    area: float
    error: float


def plots(document: Mapping[str, Any], baseline: Mapping[str, Any] | None) -> tuple[Plot, ...]:
    """This run and the earlier one, as far as their cases say what is right; none for a suite without answerable questions."""
    found = (_plot(name, one) for name, one in (("now", document), ("before", baseline)) if one is not None and "cases" in one)
    return tuple(plot for plot in found if plot)


def _plot(name: str, document: Mapping[str, Any]) -> Plot | None:
    cases = [case for case in document["cases"] if "right" in case["measures"] and case.get("answer")]
    sure = [float(case["answer"]["confidence"]) for case in cases]
    right = [case["measures"]["right"] == 1.0 for case in cases]
    answerable = [bool(case["wanted"]["evidence"]) for case in cases]
    if not any(answerable):
        return None
    points = calibration.curve(sure, right, answerable)
    bins = calibration.reliability(sure, right)
    dots = tuple((round(SIDE * one.sure, 1), _up(one.right), one.count) for one in bins if one.count)
    return Plot(name, _line(points), dots, calibration.area(points), _error(bins))


def _line(points: tuple[Point, ...]) -> str:
    return " ".join(f"{SIDE * point.coverage:.1f},{_up(point.right)}" for point in points)


def _error(bins: tuple[Bin, ...]) -> float:
    return sum(one.count * abs(one.sure - one.right) for one in bins) / sum(one.count for one in bins)


def _up(figure: float) -> float:
    return round(SIDE * (1 - figure), 1)
