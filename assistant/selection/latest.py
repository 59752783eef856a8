"""Of a question for how things stand now or came out in the end, the later of what is told: a toll that rose, an offer that was raised."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.selection.units import Unit, in_order
from assistant.selection.untold import PASTED
from index.words.lists import any_of

LATER = 1.0
"""What it counts, in log odds, that all else that is likely stands in earlier articles: `python -m eval.latest_fit`. Of 205 such questions
to 24 invented archives 123 are answered rightly (119 without it), of 245 to archives of one story each as many with it as without."""
FEW = 8
"""Likeliest units that are looked at."""
_LATEST = re.compile(rf"(?<!\w)(?:{any_of('asked.latest')})(?!\w)", re.IGNORECASE)


def asks_for_latest(asked: str) -> bool:
    """Whether a question asks for the last of several states: "how many have died *by now*"."""
    return _LATEST.search(PASTED.sub(" ", asked)) is not None


def later_first(asked: str, units: Sequence[Unit]) -> list[Unit]:
    """The units of a question (best first) with the probabilities that they have by the days of their articles, the likeliest first.

    Of a question that asks for no last state, as they are. Units without a day keep their probability.
    """
    if not asks_for_latest(asked):
        return list(units)
    days = [unit.article.published.earliest for unit in units[:FEW]]
    odds = [unit.odds for unit in units[:FEW]]
    likely = [unit.probability for unit in units[:FEW]]
    told = []
    for day, own in zip(days, odds, strict=True):
        earlier = sum(one for one, other in zip(likely, days, strict=True) if day and other and other < day)
        later = sum(one for one, other in zip(likely, days, strict=True) if day and other and other > day)
        told.append(own * math.exp(LATER * (earlier - later) / max(sum(likely), 1e-9)))
    return in_order([*(replace(unit, probability=one / (1 + one)) for unit, one in zip(units, told, strict=False)), *units[FEW:]])
