"""Weights fitted to mined questions: the regression, the file between, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.selection.features import FEATURES
from assistant.selection.probability import ANSWER_FROM
from eval import fitting, logistic, mining
from eval.mining import Mined
from index.errors import InputError

RANDOM = np.random.default_rng(20220117)


def mined(archive: str, count: int) -> list[Mined]:
    """Questions with four units each, of which the one with the largest first figure answers, where the question is answerable."""
    found = []
    for number in range(count):
        figures = RANDOM.normal(size=(4, len(FEATURES)))
        is_answerable = number % 4 > 0
        figures[0, 0] += 6 if is_answerable else 0
        found.append(Mined(archive, f"{archive}-{number}", figures, np.array([is_answerable, False, False, False]), is_answerable))
    return found


def test_the_line_is_where_the_likelihood_is_largest() -> None:
    figures = RANDOM.normal(size=(400, 3)) * [1.0, 5.0, 0.2]
    right = (figures @ [1.0, -0.3, 4.0] + RANDOM.logistic(size=400) > 0.5).astype(float)
    line = logistic.fit(figures, right, np.ones(400), 1e-6)
    likely = 1 / (1 + np.exp(-line.log_odds(figures)))
    assert np.abs((figures / figures.std(axis=0)).T @ (likely - right)).max() < 1e-3  # no slope is left
    assert likely.mean() == pytest.approx(right.mean())


def test_a_figure_that_is_always_the_same_weighs_nothing() -> None:
    figures = np.column_stack([RANDOM.normal(size=50), np.ones(50)])
    line = logistic.fit(figures, (figures[:, 0] > 0).astype(float), np.ones(50), 1.0)
    assert line.weights[0] > 0.5 and abs(line.weights[1]) < 1e-6


def test_what_tells_the_answer_is_learnt_and_holds_elsewhere() -> None:
    judged = fitting.left_out({"one": mined("one", 120), "other": mined("other", 120)}, "words:1")
    assert all(one.first > 0.9 and one.area > 0.9 and one.right > 0.85 and one.answered_anyway < 0.4 for one in judged.values())


def test_questions_of_one_archive_are_judged_by_the_others_of_it() -> None:
    assert fitting.folded(mined("one", 60), lambda others: fitting.fit(others, "words:1", "")).first > 0.9


def test_hardly_an_answer_lies_below_what_is_shown_as_uncertain() -> None:
    questions = mined("one", 80)
    weights = fitting.fit(questions, "words:1", "eighty questions")
    best = [weights.probabilities(one.figures).max() for one in questions if one.is_answerable]
    assert np.mean(np.array(best) < weights.uncertain_from) <= 0.05
    assert weights.uncertain_from <= ANSWER_FROM


def test_what_was_mined_is_read_again(tmp_path: Path) -> None:
    questions = mined("one", 5)
    mining.write(questions, tmp_path / "one.npz")
    again = mining.read(tmp_path / "one.npz")
    assert [(one.id, one.is_answerable, one.answers.tolist()) for one in again] == [
        (one.id, one.is_answerable, one.answers.tolist()) for one in questions
    ]
    assert np.allclose(again[3].figures, questions[3].figures, atol=1e-5)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.npz").write_bytes(b"PK")
    with pytest.raises(InputError, match="does not hold mined questions"):
        mining.read(tmp_path / "one.npz")
