"""Which of the likeliest units are shown together: none that repeats another, and a further one only where it is worth it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations as pairs
from itertools import product

from assistant.selection.units import Unit, in_order
from assistant.types import Query
from assistant.words.terms import stems

WORTH = 0.4
"""Share of the first one's probability that a further statement reaches. On eight suites not fitted on 0.35 quotes 1.9 passages an answer
of which .60 are evidence, 0.42 1.8 and .63, 0.5 1.7 and .66; what is right is nearly as much (.833, .831, .829)."""
PERHAPS_WORTH = 0.05
"""The same where nothing is claimed, and the reader is to judge."""
PART = 0.05
"""What a part's statement must reach of its best one's odds, where that one answers another part."""
UNITS_TRIED = 8
"""Units of each part that are tried together; four parts make 4,096 combinations."""
SAME_WORDS = 0.6
"""Share of common stems from which two statements say the same."""

ELSEWHERE = 0.5
"""What a unit's odds are worth where a question leans on an answer that did not quote its article: follow-ups stay with the story."""


def nearest_first(query: Query, units: list[Unit]) -> list[Unit]:
    """The units of a question, the likeliest first, those of other stories than the last answer's as less likely; others as they are."""
    if not any(unit.article.id in query.near for unit in units):
        return units
    return in_order(unit if unit.article.id in query.near else _less_likely(unit) for unit in units)


def _less_likely(unit: Unit) -> Unit:
    odds = unit.odds * ELSEWHERE
    return replace(unit, probability=odds / (1 + odds))


def likeliest(lists: Sequence[Sequence[Unit]]) -> list[Unit]:
    """The units of several readings of one question together, each once, as likely as in the reading in which it is likeliest."""
    if len(lists) == 1:
        return list(lists[0])
    best: dict[tuple[str, int, int], Unit] = {}
    for unit in (unit for units in lists for unit in units):
        key = (unit.article.id, unit.start, unit.end)
        if key not in best or best[key].probability < unit.probability:
            best[key] = unit
    return in_order(best.values())


def choose(units: Sequence[Unit], limit: int, worth: float = WORTH) -> list[Unit]:
    """The first units that neither overlap nor repeat each other, at most `limit`, down to `worth` of the first one's probability."""
    chosen: list[Unit] = []
    for unit in units:
        if len(chosen) == limit or (chosen and unit.probability < worth * chosen[0].probability):
            break
        if not any(repeats(unit, other) for other in chosen):
            chosen.append(unit)
    return chosen


def choose_for_parts(lists: Sequence[Sequence[Unit]], limit: int) -> list[Unit]:
    """For a compound question: a different unit for each part, in the order asked, then second ones that are nearly as good.

    The units are chosen together, for the highest sum of their probabilities: the sentence that is best for two parts goes to the one
    that has no other. A part whose best unit left over falls short of `PART` of its best gets none: the sentence of another part
    answers it.
    """
    lists = [units[:UNITS_TRIED] for units in lists[:limit] if units]
    clashing = _clashes(lists)
    apart = (
        [units[place] for units, place in zip(lists, places, strict=True)]
        for places in product(*(range(len(units)) for units in lists))
        if not any(two in clashing for two in pairs(enumerate(places), 2))
    )
    together = max(apart, key=lambda combination: sum(unit.probability for unit in combination), default=[])
    if not together:
        return list(choose(lists[0], 1)) if lists else []
    chosen = [unit for unit, units in zip(together, lists, strict=True) if unit.odds >= PART * units[0].odds]
    # The likeliest of the second ones first, so that the order of the parts decides nothing.
    seconds = filter(None, (next((unit for unit in units if not any(repeats(unit, one) for one in chosen)), None) for units in lists))
    worth = {id(unit): WORTH * units[0].probability for units in lists for unit in units}
    for second in in_order(unit for unit in seconds if unit.probability >= worth[id(unit)]):
        if len(chosen) < limit and not any(repeats(second, other) for other in chosen):
            chosen.append(second)
    return chosen


def _clashes(lists: Sequence[Sequence[Unit]]) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Which two units of different lists repeat each other, each as (list, place); found once, for they meet in many combinations."""
    return {
        ((one, i), (other, j))
        for (one, units), (other, others) in pairs(enumerate(lists), 2)
        for (i, unit), (j, another) in product(enumerate(units), enumerate(others))
        if repeats(unit, another)
    }


def repeats(one: Unit, other: Unit) -> bool:
    """Whether two units share words of the same article, or say the same in other articles."""
    if one.article.id == other.article.id and one.start < other.end and other.start < one.end:
        return True
    left, right = stems(one.text), stems(other.text)
    # A later story with another figure says another thing, however alike the words are.
    same_figures = _figures(left) == _figures(right)
    return same_figures and len(left & right) > SAME_WORDS * min(len(left), len(right))


def _figures(held: set[str]) -> set[str]:
    return {term for term in held if term[0].isdigit()}
