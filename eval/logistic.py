"""Logistic regression by Newton's method, for a few dozen figures: no library is needed to fit an archive's own weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = 50
CLOSE = 1e-8

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """Log odds as a weighted sum of the figures as they are, and a bias."""

    weights: Values  # (figures,)
    bias: float

    def log_odds(self, figures: Values) -> Values:
        """Of each row, shape (n,)."""
        return np.asarray(figures @ self.weights + self.bias)


def fit(figures: Values, right: Values, counts: Values, penalty: float) -> Line:
    """The line of the largest likelihood, less `penalty` times half the sum of the squared weights of standardised figures.

    `figures` has shape (n, figures), `right` (n,) holds 0 and 1, `counts` (n,) how much each row counts; the bias is not penalised.
    """
    share = counts / counts.sum()
    mean = share @ figures
    scale = np.sqrt(share @ (figures - mean) ** 2)
    scale[scale < CLOSE] = 1.0
    rows = np.hstack([(figures - mean) / scale, np.ones((len(figures), 1))])
    shrink = np.full(rows.shape[1], penalty)
    shrink[-1] = CLOSE
    line = np.zeros(rows.shape[1])
    loss = np.inf
    for _ in range(ROUNDS):
        odds = rows @ line
        likely = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        slope = rows.T @ (counts * (likely - right)) + shrink * line
        bend = (rows * (counts * likely * (1 - likely))[:, np.newaxis]).T @ rows + np.diag(shrink)
        step = np.linalg.solve(bend, slope)
        line, loss = _shorter(rows, right, counts, shrink, line, step, loss)
        if np.abs(step).max() < CLOSE:
            break
    weights = line[:-1] / scale
    return Line(weights, float(line[-1] - weights @ mean))


def _shorter(rows: Values, right: Values, counts: Values, shrink: Values, line: Values, step: Values, loss: float) -> tuple[Values, float]:
    """The next line and its loss; Newton's step is halved as long as it overshoots."""
    for _ in range(30):
        new = line - step
        odds = rows @ new
        now = float(counts @ (np.logaddexp(0, odds) - right * odds) + 0.5 * shrink @ new**2)
        if now <= loss + CLOSE:
            return new, now
        step = step / 2
    return line, loss
