"""Finds the limits by which possible headlines are judged together, on digests of few and of many stories and on stories alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.splitting.boundaries import PossibleBoundary, accepted
from index.splitting.headlines import Page
from index.splitting.weighing import JudgingLimits

TRIED: Mapping[str, Sequence[float]] = {
    "enough": (1.5, 2.0, 2.5, 3.0, 3.5, 4.0),
    "beside": (0.3, 0.6, 1.0, 1.5, 2.0),
    "sure": (3.0, 3.4, 3.8, 4.2, 4.6, 5.0),
    "briefly": (2.5, 3.0, 3.5, 4.0, 4.5),
    "beat_mean": (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5),
    "beat_low": (-4.0, -3.4, -3.0, -2.6, -2.2, -1.8),
    "brief_mean": (-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0),
    "brief_low": (-6.0, -5.0, -4.0, -3.4, -2.8, -2.2),
}
ROUNDS = 2
LEAST = 0.001
"""By how much another value must be better: around the best one many are as good, and what is a little better on some outlets is not on
others (fitted without it, limits were no better than their defaults on two of six outlets left out)."""
ALONE = 10.0
"""What the share of single stories left whole counts beside the F1 of each size of digest: most files are one story."""


@dataclass(frozen=True, slots=True)
class ScoredPage:
    """A page with the scores of its possible headlines, by weights of other outlets: how many stories it has, and where they begin."""

    page: Page
    found: Sequence[PossibleBoundary]
    leading: bool
    stories: int
    starts: frozenset[int]
    """Paragraphs at which a story begins."""


def found_on(pages: Sequence[ScoredPage]) -> JudgingLimits:
    """The limits with the highest `worth`, each tried in turn with the others as they are; they start as their defaults."""
    limits = JudgingLimits()
    best = worth(pages, limits)
    for _ in range(ROUNDS):
        for name, values in TRIED.items():
            for value in values:
                tried = replace(limits, **{name: value})
                now = worth(pages, tried)
                if now > best + LEAST:
                    limits, best = tried, now
    return limits


def worth(pages: Sequence[ScoredPage], limits: JudgingLimits) -> float:
    """The mean F1 of boundaries over the sizes of digests, and of the share of stories alone that stay whole; 0 to 1."""
    shares = [(ALONE if size == 1 else 1.0, _share(own, limits)) for size, own in _by_size(pages).items()]
    return sum(counts * share for counts, share in shares) / sum(counts for counts, _ in shares)


def _by_size(pages: Sequence[ScoredPage]) -> dict[int, list[ScoredPage]]:
    sizes: dict[int, list[ScoredPage]] = {}
    for page in pages:
        sizes.setdefault(page.stories, []).append(page)
    return sizes


def _share(pages: Sequence[ScoredPage], limits: JudgingLimits) -> float:
    """F1 of the boundaries; of stories alone how many have none but their own."""
    found = [{c.headline.index for c in accepted(one.page, one.found, one.leading, limits)} for one in pages]
    if pages[0].stories == 1:
        return sum(some <= one.starts for some, one in zip(found, pages, strict=True)) / len(pages)
    right = sum(len(some & one.starts) for some, one in zip(found, pages, strict=True))
    return 2 * right / (sum(map(len, found)) + sum(one.stories for one in pages))
