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
class JudgingLimits:
    """How the headlines of one style are judged together; all are natural logarithms of odds or of how much likelier something is."""

    enough: float = 2.5
    """How much more likely headlines of one style must be as headlines of stories than as parts of a story."""
    beside: float = 0.6
    """The same where the headlines of another style are known to be those of a digest."""
    sure: float = 4.2
    """Most that the share of stories in a style may give to one of its headlines."""
    briefly: float = 3.0
    """What it gives at least to those of reports in brief."""
    beat_mean: float = 0.0
    """The mean score from which on many headlines of the only style of a page are all those of stories, if `beat_low` holds too."""
    beat_low: float = -2.2
    """What four of five of their scores must reach."""
    brief_mean: float = -1.0
    """The same for reports in brief, whatever other styles there are."""
    brief_low: float = -2.8


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
    limits: JudgingLimits = JudgingLimits()

    def log_odds(self, words: Mapping[str, float], layout: Mapping[str, float]) -> float:
        """Of one headline's figures; a figure without a weight says nothing."""
        said = self.middle + sum([self.words.get(name, 0.0) * value for name, value in words.items()])
        shown = sum([self.layout.get(name, 0.0) * value for name, value in layout.items()])
        return self.bias + max(-self.against, min(self.for_it, said)) + shown


@lru_cache(maxsize=1)
def fitted() -> BoundaryWeights:
    """The weights in the project's file."""
    read = json.loads((files("index.splitting") / FILE).read_text(encoding="utf-8"))
    said = {name: read[name] for name in ("bias", "middle", "against", "for_it", "framing", "words", "layout")}
    return BoundaryWeights(**said, limits=JudgingLimits(**read["limits"]))


def log_odds(page: Page, places: Sequence[HeadlinePlace], begin: int) -> list[float]:
    """The log odds of each possible headline of a page that it begins a story of its own; 0 for one that nothing stands above."""
    figures, weights = HeadlineFigures(page, places, begin), fitted()
    leads = bool(places) and not any(map(page.is_prose, range(begin, places[0].headline.index)))
    return [0.0 if n == 0 and leads else weights.log_odds(figures.words(n), figures.layout(n)) for n in range(len(places))]
