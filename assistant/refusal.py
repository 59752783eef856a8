"""How sure it is that the archive answers, and from where on Dateline says that it does not."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answer_types import asked_for
from assistant.extractive import READ, Unit
from assistant.retrieval import Found
from assistant.terms import names_in, stem, words

BIAS, SENTENCE, MISSING, MISSING_NAMES, OFFERED = -0.8, 3.6, -1.3, -1.5, 0.9
"""Weights of a logistic regression on 206 known questions of two archives, 38 of them unanswerable.

Area under the curve, ten-fold cross-validated: 0.79 over both, 0.83 and 0.76 on each; fitted on one and measured on the other: 0.79 and
0.85. On 110 questions over a third archive, which nothing was fitted on: 0.79. Word coverage, passage scores, the headline's similarity
and word-by-word similarity were tried beside these four and added nothing out of fold: what is left over are near misses, questions for a
detail that an article of the right subject does not give.
"""
ANSWER_FROM = 0.6
"""Refuses 0.62, 0.24 and 0.40 of the unanswerable of the three archives, at 0.085, 0.03 and 0.075 of the answerable;
0.7 refuses a sixth more of the first at twice the price."""


def confidence(question: str, found: Found, units: Sequence[Unit]) -> float:
    """A figure from 0 to 1 that orders questions by how likely the archive answers them; 0 when nothing was found."""
    if not found.candidates or not units:
        return 0.0
    best = max(candidate.sentence for candidate in found.candidates[:READ])
    logit = (
        BIAS
        + SENTENCE * best
        + MISSING * _missing(found)
        + MISSING_NAMES * _missing_names(question, found)
        + OFFERED * _offered(question, units[0])
    )
    return 1 / (1 + math.exp(-logit))


def _missing(found: Found) -> float:
    """Share, by weight, of the question's words that stand nowhere in the archive."""
    weights = found.wanted.weights
    total = sum(weights.values())
    return sum(weights.get(stem(word), 0.0) for word in found.wanted.missing) / total if total else 0.0


def _missing_names(question: str, found: Found) -> float:
    """Share of the words of the question's names (capitalised words, words with digits) that stand nowhere in the archive."""
    names = [word for name in names_in(question) for word in words(name)]
    return sum(word in found.wanted.missing for word in names) / len(names) if names else 0.0


def _offered(question: str, unit: Unit) -> float:
    """Whether the best sentences offer the kind of thing that is asked for; a half where nothing in particular is."""
    return unit.offers if asked_for(question) else 0.5
