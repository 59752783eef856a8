"""Which candidate of a question answers, or none: what is planted is found, and the slope of the likelihood is right."""

from __future__ import annotations

import numpy as np
import pytest

from eval import conditional

Group = tuple[np.ndarray, np.ndarray]


def _groups(count: int, seed: int = 7) -> list[Group]:
    """Questions of six candidates: the one with the largest first figure answers where it is above 0.8; the second figure is noise."""
    rng = np.random.default_rng(seed)
    groups = []
    for _ in range(count):
        figures = rng.random((6, 2))
        answers = np.zeros(6, dtype=np.bool_)
        best = int(figures[:, 0].argmax())
        answers[best] = figures[best, 0] > 0.8
        groups.append((figures, answers))
    return groups


def test_the_figure_that_tells_is_found_and_none_is_measured() -> None:
    groups = _groups(300)
    line = conditional.fit(groups, np.ones(len(groups)), 1.0)
    assert line.weights[0] > 10 * abs(line.weights[1])
    fresh = _groups(300, seed=8)
    right = sum(bool(answers[line.log_odds(figures).argmax()]) for figures, answers in fresh if answers.any())
    assert right >= 0.98 * sum(bool(answers.any()) for _, answers in fresh)
    said = np.array([line.log_odds(figures).max() > 0 for figures, _ in fresh])
    assert (said == np.array([answers.any() for _, answers in fresh])).mean() > 0.9


def test_only_what_differs_within_a_question_orders_its_candidates() -> None:
    """A figure that all candidates of a question share says whether any answers, however it is scaled."""
    rng = np.random.default_rng(3)
    groups: list[Group] = []
    for number in range(200):
        shared = float(number % 2)
        figures = np.column_stack([rng.random(4), np.full(4, shared)])
        answers = np.zeros(4, dtype=np.bool_)
        answers[int(figures[:, 0].argmax())] = shared == 1.0
        groups.append((figures, answers))
    line = conditional.fit(groups, np.ones(200), 1.0)
    assert line.log_odds(groups[1][0]).max() > 0 > line.log_odds(groups[0][0]).max()


def test_a_larger_penalty_makes_smaller_weights() -> None:
    groups = _groups(100)
    small, large = (np.abs(conditional.fit(groups, np.ones(100), penalty).weights).sum() for penalty in (100.0, 1.0))
    assert small < large


def test_a_question_that_counts_nothing_changes_nothing() -> None:
    groups = _groups(60)
    odd = (groups[0][0], ~groups[0][1])
    alone = conditional.fit(groups, np.ones(60), 5.0)
    beside = conditional.fit([*groups, odd], np.append(np.ones(60), 0.0), 5.0)
    # The figures are standardised over all candidates, so that the penalty weighs a little otherwise.
    assert beside.weights == pytest.approx(alone.weights, rel=0.05, abs=0.1)
