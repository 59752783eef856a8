"""Figures made of figures: the place of a unit among the units of its question, and what two figures say together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RANKED = ("cosine", "matter", "all_said", "all_around")
"""Figures by which the units of a question are also put in order: what is near in one question is far in another."""
CROSSED = (
    *("cosine", "cosine_contrast", "matter_contrast", "passage_above"),
    *("names_not_said", "names_not_around", "rest_not_said", "rest_not_around"),
    *("verb_not_around", "worst_not_around", "not_offered", "length"),
)
"""Figures of which each two are also multiplied: a sentence that lacks the asked verb may still answer where it is very near."""
MADE = (*(f"{name}_rank" for name in RANKED), *(f"{one} x {other}" for one, other in combinations(CROSSED, 2)))
"""The names of the figures that are made, in their order."""


def extended(figures: NDArray[np.float64], names: Sequence[str]) -> NDArray[np.float64]:
    """The figures of the units of one question, shape (units, len(names)), with those `MADE` of them behind."""
    import numpy as np

    places = {name: place for place, name in enumerate(names)}
    # The place in the order by each figure, the highest first, equal ones in the order that they stand in the text.
    orders = [np.argsort(-figures[:, places[name]], kind="stable") for name in RANKED]
    ranks = [np.log1p(np.argsort(order, kind="stable")) for order in orders]
    products = [figures[:, places[one]] * figures[:, places[other]] for one, other in combinations(CROSSED, 2)]
    return np.column_stack([figures, *ranks, *products])
