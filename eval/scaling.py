"""Platt's scaling of given log odds, drawn towards leaving them as they are: two numbers, which a few dozen questions can tell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PULL = (12.0, 3.0)
"""What a slope other than 1, and a bias other than 0, costs (half of it times the square): as much as a dozen and three questions tell.
With 20, 40 and 60 questions of ten archives the log loss on their other questions falls by 0.002, 0.009 and 0.010; three times the pull
makes no difference of more than 0.002."""
ROUNDS = 50
CLOSE = 1e-8


def scale(odds: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and bias of the likeliest logistic line through log odds, shape (n,), and whether each was right; (1, 0) where n is 0."""
    rows = np.column_stack([odds, np.ones(len(odds))])
    line, pull, usual = np.array([1.0, 0.0]), np.diag(PULL), np.array([1.0, 0.0])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ line, -50, 50)))
        slope = rows.T @ (likely - right) + pull @ (line - usual)
        step = np.linalg.solve((rows * (likely * (1 - likely))[:, np.newaxis]).T @ rows + pull, slope)
        line = line - step
        if np.abs(step).max() < CLOSE:
            break
    return float(line[0]), float(line[1])
