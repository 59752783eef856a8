"""Figures made of figures: places within a question and products of two."""

from __future__ import annotations

import numpy as np

from assistant.selection.crossed import CROSSED, MADE, RANKED, extended
from assistant.selection.features import BASE, FEATURES


def _made(figures: np.ndarray) -> dict[str, list[float]]:
    return dict(zip(MADE, extended(figures, BASE)[:, len(BASE) :].T.tolist(), strict=True))


def test_every_figure_has_one_name() -> None:
    assert (*BASE, *MADE) == FEATURES
    assert len(set(FEATURES)) == len(FEATURES)
    assert {*RANKED, *CROSSED} <= set(BASE)


def test_the_highest_comes_first_and_equal_ones_as_they_stand() -> None:
    figures = np.zeros((4, len(BASE)))
    figures[:, BASE.index("cosine")] = [0.2, 0.9, 0.2, 0.4]
    assert np.allclose(_made(figures)["cosine_rank"], np.log1p([2, 0, 3, 1]))


def test_two_figures_are_multiplied_unit_by_unit() -> None:
    figures = np.zeros((2, len(BASE)))
    figures[:, BASE.index("cosine")] = [0.5, 0.8]
    figures[:, BASE.index("length")] = [2.0, 3.0]
    assert np.allclose(_made(figures)["cosine x length"], [1.0, 2.4])


def test_a_question_without_units_has_no_figures() -> None:
    assert extended(np.zeros((0, len(BASE))), BASE).shape == (0, len(FEATURES))
