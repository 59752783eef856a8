"""Weights fitted to mined questions, and what they are worth on an archive that they were not fitted on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from assistant.selection.choosing import WORTH
from assistant.selection.probability import ANSWER_FROM, Learnt, likely
from eval import calibration, conditional, intervals, logistic, scaling
from eval.mining import Mined, Origin

PENALTY = 12.0
"""On the squared weights of standardised figures: from 8 to 20, what is right at a coverage of 0.7 changes by 0.01 on news not fitted on;
50 costs 0.02."""
SHARES = {
    (True, Origin.ASKED): 0.72,
    (False, Origin.ASKED): 0.24,
    (False, Origin.WITHHELD): 0.02,
    (False, Origin.EXCHANGED): 0.02,
}
"""Shares of the questions of each archive by (is_answerable, origin), however many there are, where it is fitted which unit answers: what
people ask without an answer tells more than questions that were made to have none, which at 0.13 together cost 0.01 of the area on
archives not fitted on. The scale is fitted to questions as they were asked, and to no others."""
QUESTIONS = 1000.0
"""What all questions count together, whatever their number."""
SHOWN = 3
"""Likeliest units of which one is to answer for what is shown to be right, as many as an answer has statements; of the further ones those
that an answer would show beside the first. By the two likeliest alone it was right by 0.10 more often than said, over 600 questions not
fitted on."""
FOLDS = 5
CLOSE = 1e-3
"""Penalty on the two numbers of the scale, to have any where everything is right."""
LOST = 0.005
"""Share of the answerable questions that may fall below what is shown as uncertain: such a passage claims nothing."""
SIZE = 0.25
"""Power of the number of its questions by which an archive counts: a large set of encyclopedia questions does not outweigh the news."""


def fit(mined: Sequence[Mined], model: str, fitted_on: str) -> Learnt:
    """Weights for an embedding model; each question counts the same within its archive and kind, an archive by `SIZE`.

    They are scaled so that the log odds of the likeliest unit are those that what is shown with it answers, on questions not fitted on.
    """
    line = _line(mined)
    scale = _scale(mined)
    weights = Learnt(
        model, fitted_on, tuple((scale.weights[0] * line.weights).tolist()), scale.bias + float(scale.weights[0]) * line.bias, ANSWER_FROM
    )
    return with_floor(weights, mined)


def scaled(given: Learnt, mined: Sequence[Mined], fitted_on: str) -> Learnt:
    """The weights with the log odds of their likeliest units scaled to questions of another archive; which unit is likeliest stays so."""
    asked = [one for one in mined if one.origin is Origin.ASKED]
    slope, bias = shown_scale(asked, given)
    floor = slope * math.log(given.uncertain_from / (1 - given.uncertain_from)) + bias
    scaled = replace(given, fitted_on=fitted_on, uncertain_from=min(1 / (1 + math.exp(-floor)), ANSWER_FROM))
    if given.reading and any(one.said is not None for one in asked):  # which units are read is told by figures, whatever their scale
        return replace(scaled, reading=given.reading.scaled(slope, bias))
    return replace(scaled, weights=tuple(slope * weight for weight in given.weights), bias=slope * given.bias + bias)


def shown_scale(asked: Sequence[Mined], given: Learnt) -> tuple[float, float]:
    """Slope and bias that make log odds of the likeliest units those that what is shown with them answers."""
    odds = [one.odds(given) for one in asked]
    right = np.array([_shows_right(one, each) for one, each in zip(asked, odds, strict=True)], dtype=np.bool_)
    return scaling.scale(np.array([each.max() for each in odds]), right)


def _line(mined: Sequence[Mined]) -> logistic.Line:
    """Which unit of a question answers, or none; fitted to each unit apart, one that answers is less often among the first three.

    (0.71 for 0.76 of the answerable questions, over seven suites, each left out.)
    """
    return conditional.fit([(one.figures, one.answers) for one in mined], _counts(mined), PENALTY)


def _scale(mined: Sequence[Mined]) -> logistic.Line:
    """Platt's scaling of the log odds of the likeliest unit, by lines fitted to other suites; with one suite, to other questions of it."""
    suites = sorted({_suite(one) for one in mined})
    own = [_suite(one) if len(suites) > 1 else one.id for one in mined]
    folds = {each: place % FOLDS for place, each in enumerate(dict.fromkeys(own))}
    groups = [folds[each] for each in own]
    sure, shown = np.zeros((len(mined), 1)), np.zeros(len(mined))
    for group in dict.fromkeys(groups):
        line = _line([one for one, of in zip(mined, groups, strict=True) if of != group] or mined)
        for place, (one, of) in enumerate(zip(mined, groups, strict=True)):
            if of == group:
                odds = line.log_odds(one.figures)
                sure[place, 0] = odds.max()
                shown[place] = _shows_right(one, odds)
    asked = np.array([one.origin is Origin.ASKED for one in mined])
    return logistic.fit(sure[asked], shown[asked], as_asked(list(compress(mined, asked))), CLOSE)


def _shows_right(one: Mined, odds: NDArray[np.float64]) -> bool:
    each = likely(odds)
    first, *others = np.argsort(-odds)[:SHOWN]
    return bool(one.answers[first] or any(one.answers[other] for other in others if each[other] >= WORTH * each[first]))


def _suite(one: Mined) -> str:
    return one.archive.partition("@")[0]


def _counts(mined: Sequence[Mined]) -> NDArray[np.float64]:
    kinds = Counter((one.archive, one.is_answerable, one.origin) for one in mined)
    sizes = Counter(one.archive for one in mined)

    def count(one: Mined) -> float:
        kind = (one.is_answerable, one.origin)
        return float(sizes[one.archive] ** SIZE * SHARES[kind] / kinds[one.archive, *kind])

    counts = np.array([count(one) for one in mined])
    return np.asarray(counts / counts.sum() * QUESTIONS)


def as_asked(mined: Sequence[Mined]) -> NDArray[np.float64]:
    """What each question counts where all count as they were asked; an archive by `SIZE`."""
    sizes = Counter(one.archive for one in mined)
    counts = np.array([sizes[one.archive] ** (SIZE - 1) for one in mined])
    return np.asarray(counts / counts.sum() * QUESTIONS)


def with_floor(weights: Learnt, mined: Sequence[Mined]) -> Learnt:
    """The weights with what is uncertain beginning where all but `LOST` of the answerable questions lie, by their likeliest units."""
    best = [float(likely(one.odds(weights)).max()) for one in mined if one.is_answerable]
    floor = float(np.quantile(best, LOST)) if best else ANSWER_FROM
    return replace(weights, uncertain_from=min(max(floor, 0.01), ANSWER_FROM))


@dataclass(frozen=True, slots=True)
class Judged:
    """What weights are worth on the questions of an archive, by the likeliest unit of each; NaN where there is nothing to count.

    `first`: share of the answerable whose likeliest unit answers. `area`: chance that a right one is surer than a wrong one. `covered`,
    `right`, `answered_anyway`: of those at `ANSWER_FROM`, the share of the answerable, how many are right, and the share of the
    unanswerable. `found`: share of the answerable that are at least uncertain. `error`: expected calibration error.
    """

    questions: int
    first: float
    area: float
    covered: float
    right: float
    answered_anyway: float
    found: float
    error: float


def judge(weights: Learnt, mined: Sequence[Mined]) -> Judged:
    """The figures over the questions that were really asked; what was made of them is for fitting only."""
    asked = [one for one in mined if one.origin is Origin.ASKED]
    each_likely = [likely(one.odds(weights)) for one in asked]
    sure = np.array([each.max() for each in each_likely])
    right = np.array([bool(one.answers[int(each.argmax())]) for one, each in zip(asked, each_likely, strict=True)], dtype=np.bool_)
    answerable = np.array([one.is_answerable for one in asked], dtype=np.bool_)
    given = sure >= ANSWER_FROM
    return Judged(
        len(asked),
        _share(right[answerable]),
        intervals.auc(sure[right].tolist(), sure[~right].tolist()),
        _share(given[answerable]),
        _share(right[given]),
        _share(given[~answerable]),
        _share(sure[answerable] >= weights.uncertain_from),
        calibration.error(sure.tolist(), right.tolist()),
    )


def left_out(mined: Mapping[str, Sequence[Mined]], model: str) -> dict[str, Judged]:
    """For each suite the figures of weights that were fitted on all the others; a suite is asked of archives of several sizes."""
    found = {}
    for name, own in mined.items():
        others = [one for other, several in mined.items() if other != name for one in several]
        if others:
            found[name] = judge(fit(others, model, ""), own)
    return found


def folded(mined: Sequence[Mined], fitted: Callable[[Sequence[Mined]], Learnt], folds: int = FOLDS) -> Judged:
    """The figures of weights `fitted` to the other questions of the same archive, a fold at a time, put together."""
    ids = list(dict.fromkeys(one.id for one in mined))
    fold = {id: place % folds for place, id in enumerate(ids)}
    parts = []
    for number in range(folds):
        others = [one for one in mined if fold[one.id] != number]
        parts.append(judge(fitted(others), [one for one in mined if fold[one.id] == number]))
    return _together(parts)


def _together(parts: Sequence[Judged]) -> Judged:
    """The means over the parts that have something to count."""
    names = [name for name in Judged.__dataclass_fields__ if name != "questions"]
    counted = {name: [value for part in parts if not np.isnan(value := getattr(part, name))] for name in names}
    means = [float(np.mean(values)) if values else float("nan") for values in counted.values()]
    return Judged(sum(part.questions for part in parts), *means)


def _share(values: NDArray[np.bool_]) -> float:
    return float(values.mean()) if values.size else float("nan")
