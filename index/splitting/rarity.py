"""How much two sets of words share, rare words of a page counting more than those that all its stories use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import log


class Rarity:
    """For each word of a page how little is to be expected of it: the logarithm of the share of the `paragraphs` that have it."""

    def __init__(self, paragraphs: int, stems_at: Callable[[int], frozenset[str]]) -> None:
        counts: Counter[str] = Counter()
        for i in range(paragraphs):
            counts.update(stems_at(i))
        self._rarity = {stem: log((paragraphs + 1) / count) for stem, count in counts.items()}
        self._totals: dict[frozenset[str], float] = {}

    def share(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """The share of `part` that also stands in `whole`, each word counted by its rarity; 0 to 1."""
        if part not in self._totals:
            self._totals[part] = self._sum(part)
        total = self._totals[part]
        return self._sum(part & whole) / total if total else 0.0

    def _sum(self, stems: frozenset[str]) -> float:
        rarity = self._rarity
        return sum([rarity[stem] for stem in stems if stem in rarity])
