"""Conditional logit: of the candidates of each question which one answers, or none, as weighted sums of their figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.logistic import CLOSE, Line, Values

ROUNDS = 500


def fit(groups: Sequence[tuple[Values, NDArray[np.bool_]]], counts: Values, penalty: float) -> Line:
    """The line of the largest likelihood, less `penalty` times half the sum of the squared weights of standardised figures.

    A group is the candidates of a question: figures of shape (n, figures), and for each of the n whether it answers; n is at least one.
    A candidate is chosen with odds to none of exp(log odds); where several answer, the likelihood is that of any of them, and where no
    one does that of none. `counts` (groups,) is how much each counts. The bias, of which none is the measure, is not penalised.
    """
    from scipy.optimize import minimize  # for those who fit only

    rows = np.vstack([figures for figures, _ in groups])
    answers = np.concatenate([each for _, each in groups])
    begins = np.cumsum([0, *(len(each) for _, each in groups)])[:-1]
    of = np.repeat(np.arange(len(groups)), [len(each) for _, each in groups])
    told = np.logical_or.reduceat(answers, begins)
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < CLOSE] = 1.0
    standard = (rows - mean) / scale

    def loss(line: Values) -> tuple[float, Values]:
        weights, bias = line[:-1], line[-1]
        odds = standard @ weights + bias
        top = np.maximum(np.maximum.reduceat(odds, begins), 0.0)
        each, none = np.exp(odds - top[of]), np.exp(-top)
        right = np.add.reduceat(each * answers, begins)
        every = np.add.reduceat(each, begins) + none
        wanted = np.where(told, right, none)
        shares = counts[of] * (each / every[of] - np.where(told[of], each * answers / np.maximum(right[of], 1e-300), 0.0))
        value = float(-(counts * np.log(np.maximum(wanted, 1e-300) / every)).sum() + 0.5 * penalty * weights @ weights)
        return value, np.append(standard.T @ shares + penalty * weights, shares.sum())

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    weights = found[:-1] / scale
    return Line(weights, float(found[-1] - weights @ mean))
