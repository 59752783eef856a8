"""How sure it is that the archive answers, and from where on Dateline says that it does not."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.retrieval.candidates import Found
from assistant.selection.units import READ, Unit
from assistant.words.answer_types import Kind, asked_for
from assistant.words.terms import coverage, names_in, stem, stems, words

FEATURES = ("sentence", "missing_names", "offered", "beside", "says")
WEIGHTS = (7.9, -3.45, 2.9, -2.15, 0.72)
BIAS = -7.76 + 1.1
"""A logistic regression on 316 known questions of three archives, 68 of them unanswerable, both classes counted alike
(`python -m eval.refusal_fit`); what is added to its bias makes a half the point to answer from.

Area under the curve, fitted on two archives and measured on the third: 0.92, 0.84 and 0.87; without the last two features 0.85, 0.79 and
0.80. Passage scores, the headline's similarity, word-by-word similarity and the share of words covered added nothing out of fold. What is
left over are near misses: questions for a detail that an article of the right subject does not give.
"""
ANSWER_FROM = 0.5
"""Refuses 0.62, 0.52 and 0.57 of the unanswerable of the three archives, at 0.03, 0.04 and 0.08 of the answerable."""
LITERAL = 0.8
"""At least so sure where one statement holds every word of the question: true of 2 of the 68 unanswerable ones, both answered anyway."""
READ_FOR_KIND = 5
"""Units looked at for the kind of thing asked for: one alone may offer it by chance."""
RARE = frozenset((Kind.AGE, Kind.WEIGHT, Kind.LENGTH, Kind.SPEED, Kind.TEMPERATURE, Kind.SCORE))
"""Kinds that few sentences offer: one that does is enough."""
LONG_QUESTION = 8
"""Words that carry a question: what it says beyond them is not counted."""
_CAPITALISED = re.compile(r"(?<=[^\W\d_]\s)[A-Z][\w’'-]+")


def confidence(question: str, found: Found, units: Sequence[Unit]) -> float:
    """A figure from 0 to 1 that orders questions by how likely the archive answers them; 0 when nothing was found."""
    if not found.candidates or not units:
        return 0.0
    logit = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, features(question, found, units), strict=True))
    return max(1 / (1 + math.exp(-logit)), LITERAL if _is_literal(found, units[0]) else 0.0)


def features(question: str, found: Found, units: Sequence[Unit]) -> tuple[float, ...]:
    """The figures that `confidence` weighs, in the order of `FEATURES`; `units` best first, at least one."""
    wanted = found.wanted
    names = [word for name in names_in(question) for word in words(name)]
    return (
        max(candidate.sentence for candidate in found.candidates[:READ]),
        # Of the words of its names, what stands nowhere in the archive.
        sum(word in wanted.missing for word in names) / len(names) if names else 0.0,
        _offered(question, units),
        _beside(wanted.weights, {stem(word) for word in names}, units[0]),
        # A short question is close to every sentence on its subject, a long one only to what answers it.
        min(wanted.says, LONG_QUESTION),
    )


def _offered(question: str, units: Sequence[Unit]) -> float:
    """How far the best units offer the kind of thing asked for: the share of those that do, all of it where the best gives a rare one."""
    if units[0].offers == 1.0 and set(asked_for(question)) & RARE:
        return 1.0
    offered = [unit.offers for unit in units[:READ_FOR_KIND]]
    return sum(offered) / len(offered)


def _is_literal(found: Found, unit: Unit) -> bool:
    wanted = found.wanted.weights
    return len(wanted) > 1 and stems(f"{unit.text} {unit.speaker or ''}").issuperset(wanted)


def _beside(weights: Mapping[str, float], names: set[str], unit: Unit) -> float:
    """How much the best sentences speak of those whom the question names, without the words it asks about them: a near miss."""
    around = f"{unit.passage.text} {unit.article.title}"
    # Typed in lower case, a name is what the passage writes with a capital.
    names = names or {stem(word) for name in _CAPITALISED.findall(around) for word in words(name)}
    named = {term: weight for term, weight in weights.items() if term in names}
    rest = {term: weight for term, weight in weights.items() if term not in names}
    if not named or not rest:
        return 0.0
    return coverage(named, stems(around)) * (1 - coverage(rest, stems(unit.text)))
