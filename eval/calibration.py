"""Whether a confidence tells right from wrong: how right the surest answers are, and whether of those given at 0.8 eight in ten are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the curve of right over coverage: answering from this `confidence` on covers that share, and that share is right."""

    confidence: float
    coverage: float
    right: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in one tenth: how many, how sure they are on average, and how many of them are right."""

    count: int
    sure: float
    right: float


def curve(confidences: Sequence[float], right: Sequence[bool], answerable: Sequence[bool]) -> tuple[Point, ...]:
    """Right when answered over coverage, from the surest answer on; coverage is the share of the answerable, equal ones come together.

    An unanswerable question that is answered is not right, and covers nothing.
    """
    ordered = sorted(zip(confidences, right, answerable, strict=True), key=lambda one: -one[0])
    total = sum(answerable)
    points: list[Point] = []
    hits = covered = 0
    for count, (confidence, is_right, is_answerable) in enumerate(ordered, 1):
        hits += is_right
        covered += is_answerable
        if count == len(ordered) or ordered[count][0] < confidence:
            points.append(Point(confidence, covered / total if total else 0.0, hits / count))
    return tuple(points)


def area(points: Sequence[Point]) -> float:
    """The area under the curve, from coverage 0 to 1: the first point holds to its left, the last one to its right; no point gives 0."""
    total, before = 0.0, 0.0
    for point in points:
        total += (point.coverage - before) * point.right
        before = point.coverage
    return total + (1 - before) * points[-1].right if points else 0.0


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    """The ten bins, from 0 to 1; an empty one is all zero."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, is_right in zip(confidences, right, strict=True):
        bins[min(BINS - 1, max(0, int(confidence * BINS)))].append((confidence, is_right))
    return tuple(
        Bin(len(one), sum(sure for sure, _ in one) / len(one), sum(hit for _, hit in one) / len(one)) if one else Bin(0, 0.0, 0.0)
        for one in bins
    )


def error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error: how far confidence and share of right lie apart, bin by bin, each by its number; NaN without answers."""
    if not confidences:
        return float("nan")
    return sum(one.count * abs(one.sure - one.right) for one in reliability(confidences, right)) / len(confidences)
