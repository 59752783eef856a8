"""How near a text comes to the words of a question in what its own words mean: "the diversion" tells of a detour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.selection.runs import Stemmed
from assistant.words.alike import likeness


class Meanings:
    """The words of one question, and how near the texts of one archive come to each."""

    def __init__(self, weights: Mapping[str, float], told: Sequence[str], heaviest: float) -> None:
        """`weights`: of the question's words by stem, beside the `heaviest` of all; `told`: the stems that texts may hold."""
        self._weights, self._told = dict(weights), told
        self._places = {stem: place for place, stem in enumerate(told)}
        self._heaviest = heaviest or 1.0
        self._rows: dict[str, list[float]] = {}
        self._known: dict[tuple[str, Stemmed], float] = {}

    def share(self, held: Stemmed) -> float:
        """How much of the question's words a text says, each by its weight and by how near it comes; 1 of a question that has none."""
        total = sum(self._weights.values())
        return sum(weight * self.near(term, held) for term, weight in self._weights.items()) / total if total else 1.0

    def lacks(self, held: Stemmed) -> tuple[float, float]:
        """What a text lacks most and second most of the question's words: each one's weight beside the heaviest, by how far it is."""
        far = [weight / self._heaviest * (1 - self.near(term, held)) for term, weight in self._weights.items()]
        most = sorted((0.0, 0.0, *far), reverse=True)
        return most[0], most[1]

    def near(self, term: str, held: Stemmed) -> float:
        """How near a text comes to a word, 0 to 1: 1 where it holds it, and where there is no word, as one that lacks nothing."""
        if not term or held.speaks_of(term):
            return 1.0
        if (term, held) not in self._known:
            row = self._row(term)
            self._known[term, held] = max((row[place] for stem in held.stems if (place := self._places.get(stem)) is not None), default=0.0)
        return self._known[term, held]

    def _row(self, term: str) -> list[float]:
        """How alike a word is to each of the stems that texts may hold."""
        if term not in self._rows:
            self._rows[term] = likeness([term], self._told)[0].tolist()
        return self._rows[term]
