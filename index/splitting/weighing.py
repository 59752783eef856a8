"""How much speaks for a new story at a headline, in log odds: its figures, weighed by a logistic model that was fitted on real digests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.splitting.figures import HeadlineFigures, Place
from index.splitting.headlines import Page

FILE = "boundary_weights.json"
"""Written by `eval/boundary_fit.py`, which says on what."""


@dataclass(frozen=True, slots=True)
class BoundaryWeights:
    """Weights of the figures by name, and the bias: log odds as if every second possible headline began a story."""

    bias: float
    weights: Mapping[str, float]

    def log_odds(self, figures: Mapping[str, float]) -> float:
        """Of one headline's figures; a figure without a weight says nothing."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in figures.items())


@lru_cache(maxsize=1)
def fitted() -> BoundaryWeights:
    """The weights in the project's file."""
    read = json.loads((files("index.splitting") / FILE).read_text(encoding="utf-8"))
    return BoundaryWeights(read["bias"], read["weights"])


def log_odds(page: Page, places: Sequence[Place], begin: int) -> list[float]:
    """The log odds of each possible headline of a page that it begins a story of its own."""
    figures, weights = HeadlineFigures(page, places, begin), fitted()
    return [weights.log_odds(figures.of(n)) for n in range(len(places))]
