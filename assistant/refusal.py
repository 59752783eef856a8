"""How sure it is that the archive answers, and from where on Dateline says that it does not."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.extractive import Unit
from assistant.retrieval import Found
from assistant.terms import names_in, words

BIAS, SENTENCE, DENSE, UNIT, MISSING_NAMES = -3.2, 4.0, 2.0, 0.8, -2.0
ANSWER_FROM = 0.4


def confidence(question: str, found: Found, units: Sequence[Unit]) -> float:
    """A figure from 0 to 1 that orders questions by how likely the archive answers them."""
    if not found.candidates or not units:
        return 0.0
    sentence = max(candidate.sentence for candidate in found.candidates[:8])
    dense = max(candidate.dense for candidate in found.candidates[:8])
    logit = BIAS + SENTENCE * sentence + DENSE * dense + UNIT * units[0].score / 2 + MISSING_NAMES * missing_names(question, found)
    return 1 / (1 + math.exp(-logit))


def missing_names(question: str, found: Found) -> float:
    """Share of the names of a question (capitalised words, words with digits) that stand nowhere in the archive."""
    names = [word for name in names_in(question) for word in words(name)]
    return sum(name in found.wanted.missing for name in names) / len(names) if names else 0.0
