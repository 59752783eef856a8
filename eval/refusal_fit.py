"""Fits the weights of `assistant/selection/refusal.py` on known questions, and says what they are worth on an archive not fitted on.

    python -m eval.refusal_fit SUITE.jsonl ARCHIVE [SUITE.jsonl ARCHIVE ...]

A logistic regression (L2, both classes counted alike) over the features of `assistant.selection.refusal`. With more than one archive each
is also measured with the weights fitted on the others: the area under the curve, and the share of the answerable questions that would be
refused along with 65 % of the unanswerable.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.selection.refusal import FEATURES, features
from assistant.selection.units import read as read_units
from assistant.types import Turn
from eval.cases import load_suite
from eval.intervals import auc
from index.archive import Archive
from index.errors import DatelineError
from index.settings import IndexSettings

REFUSED = 0.65
Weights = tuple[NDArray[np.float64], float]


@dataclass(frozen=True)
class Questions:
    """The questions of one archive."""

    name: str
    features: NDArray[np.float64]  # (n, features)
    answerable: NDArray[np.bool_]  # (n,)


def read(suite: Path, place: Path) -> Questions:
    """Features of every question of a suite that finds anything."""
    with Archive.open(place, IndexSettings()) as archive:
        assistant = Assistant(archive)
        rows, answerable = [], []
        for case in load_suite(suite):
            query = assistant.understand(case.question, [Turn(asked) for asked in case.history])
            with archive.snapshot() as seen:
                found = Retriever(seen).find(query)
            if units := read_units(query, found):
                rows.append(features(query.standalone, found, units))
                answerable.append(case.is_answerable)
    return Questions(suite.name, np.array(rows), np.array(answerable))


def fit(questions: Sequence[Questions]) -> Weights:
    """Weights of the features as they are, and the bias."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
    from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped]

    values = np.vstack([one.features for one in questions])
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(class_weight="balanced").fit(scaler.transform(values), np.concatenate([one.answerable for one in questions]))
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def judge(questions: Questions, weights: Weights) -> tuple[float, float]:
    """Area under the curve, and the share of the answerable refused where `REFUSED` of the unanswerable are."""
    scores = questions.features @ weights[0] + weights[1]
    yes, no = scores[questions.answerable], scores[~questions.answerable]
    return auc(yes.tolist(), no.tolist()), float((yes < np.quantile(no, REFUSED)).mean())


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and write weights and figures."""
    parser = argparse.ArgumentParser(prog="python -m eval.refusal_fit", description="Fits the weights of the refusal.")
    parser.add_argument("paths", nargs="+", type=Path, help="suite and archive, in turn")
    given = parser.parse_args(arguments)
    if len(given.paths) % 2:
        parser.error("give a suite and its archive, in turn")
    try:
        questions = [read(suite, archive) for suite, archive in zip(given.paths[::2], given.paths[1::2], strict=True)]
    except DatelineError as exc:
        parser.exit(1, f"{exc}\n")
    for one in questions if len(questions) > 1 else ():
        area, refused = judge(one, fit([other for other in questions if other is not one]))
        sys.stdout.write(f"{one.name}, fitted on the others: AUC {area:.3f}, {refused:.3f} refused at {REFUSED}\n")
    weights, bias = fit(questions)
    for one in questions:
        area, refused = judge(one, (weights, bias))
        sys.stdout.write(f"{one.name}, fitted on all: AUC {area:.3f}, {refused:.3f} refused at {REFUSED}\n")
    sys.stdout.write(" ".join(f"{name} {weight:.2f}" for name, weight in zip(FEATURES, weights, strict=True)) + f" bias {bias:.2f}\n")


if __name__ == "__main__":
    main()
