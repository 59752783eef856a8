"""How near a text comes to the words of a question in what its own words mean: "the diversion" tells of a detour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import mul

from assistant.selection.runs import Stemmed
from assistant.words.alike import likeness


class Meanings:
    """The words of one question, and how near the texts of one archive come to each."""

    def __init__(self, weights: Mapping[str, float], further: Iterable[str], told: Sequence[str], heaviest: float) -> None:
        """`weights`: of the question's words by stem, beside the `heaviest` of all; `further` stems are looked up too, `told` are those
        that texts may hold."""
        self._terms = {term: place for place, term in enumerate(dict.fromkeys((*weights, *filter(None, further))))}
        self._places = {stem: place for place, stem in enumerate(told)}
        self._likeness = likeness(list(self._terms), told)
        total = sum(weights.values())
        self._shares = [weight / total for weight in weights.values()] if total else []
        self._heavy = [weight / (heaviest or 1.0) for weight in weights.values()]
        self._known: dict[Stemmed, list[float]] = {}

    def share(self, held: Stemmed) -> float:
        """How much of the question's words a text says, each by its weight and by how near it comes; 1 of a question that has none."""
        return sum(map(mul, self._shares, self._all(held))) if self._shares else 1.0

    def lacks(self, held: Stemmed) -> tuple[float, float]:
        """What a text lacks most and second most of the question's words: each one's weight beside the heaviest, by how far it is."""
        most = second = 0.0
        for heavy, near in zip(self._heavy, self._all(held), strict=False):  # behind those of weight stand the further ones
            if (far := heavy * (1 - near)) > second:
                most, second = (far, most) if far > most else (most, far)
        return most, second

    def near(self, term: str, held: Stemmed) -> float:
        """How near a text comes to one of the words, 0 to 1: 1 where it holds it, and where it is none, as a text that lacks nothing."""
        return self._all(held)[self._terms[term]] if term else 1.0

    def _all(self, held: Stemmed) -> list[float]:
        """How near a text comes to each of the words."""
        if held not in self._known:
            places = [place for stem in held.stems if (place := self._places.get(stem)) is not None]
            near = self._likeness[:, places].max(axis=1, initial=0.0).tolist()
            self._known[held] = [1.0 if held.speaks_of(term) else like for term, like in zip(self._terms, near, strict=True)]
        return self._known[held]
