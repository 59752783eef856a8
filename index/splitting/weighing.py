"""How much speaks for a new story at a headline, in log odds: its figures, weighed by a logistic model that was fitted on real digests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.splitting.figures import HeadlineFigures, HeadlinePlace
from index.splitting.headlines import Page

FILE = "boundary_weights.json"
"""Written by `eval/boundary_fit.py`, which says on what."""


@dataclass(frozen=True, slots=True)
class BoundaryWeights:
    """Weights of the figures by name, and the bias: log odds as if every second possible headline began a story.

    What words say is cut off, for and against: layout is surer. `framing` weighs what a page's own likely headlines have in common.
    """

    bias: float
    middle: float
    against: float
    for_it: float
    framing: float
    words: Mapping[str, float]
    layout: Mapping[str, float]

    def log_odds(self, words: Mapping[str, float], layout: Mapping[str, float]) -> float:
        """Of one headline's figures; a figure without a weight says nothing."""
        said = self.middle + sum(self.words.get(name, 0.0) * value for name, value in words.items())
        shown = sum(self.layout.get(name, 0.0) * value for name, value in layout.items())
        return self.bias + max(-self.against, min(self.for_it, said)) + shown


@lru_cache(maxsize=1)
def fitted() -> BoundaryWeights:
    """The weights in the project's file."""
    read = json.loads((files("index.splitting") / FILE).read_text(encoding="utf-8"))
    return BoundaryWeights(read["bias"], read["middle"], read["against"], read["for_it"], read["framing"], read["words"], read["layout"])


def log_odds(page: Page, places: Sequence[HeadlinePlace], begin: int) -> list[float]:
    """The log odds of each possible headline of a page that it begins a story of its own; 0 for one that nothing stands above."""
    figures, weights = HeadlineFigures(page, places, begin), fitted()
    leads = bool(places) and not any(map(page.is_prose, range(begin, places[0].headline.index)))
    return [0.0 if n == 0 and leads else weights.log_odds(figures.words(n), figures.layout(n)) for n in range(len(places))]
