"""Every word of an archive by its place, in memory: where a run of words stands, letter case aside, and where most of one stands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.checking.folding import word_key, word_spans, words_of
from index.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BOUNDARY = 0
"""Stands between two articles; no word has this number."""
UNKNOWN = -1
"""A word that the archive has not."""
KEPT = 300
"""Articles of which the places of the words are kept, at 100 kB each."""
COMMON = 20_000
"""Places of a word from which on it is not asked where it stands when only most of a run need be there: the others tell enough."""


class _Numbers(dict[str, int]):
    """Numbers of words by their spelling, given out when one is first seen."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_seen: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self.keys_seen.setdefault(word_key(word), len(self.keys_seen) + 1)
        self[word] = number
        return number


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch of an article in which words of a run stand: places of words in the archive, and the weight of what meets there."""

    first: int
    last: int
    weight: float


@dataclass(frozen=True, eq=False)
class Corpus:
    """`words` are the numbers of all words in order, shape (n,); `begins` where each article begins in it, shape (m,)."""

    articles: tuple[Article, ...]
    words: NDArray[np.int32]
    begins: NDArray[np.int64]
    numbers: dict[str, int]
    _order: NDArray[np.int64]
    _bounds: NDArray[np.int64]
    _spans: dict[int, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Corpus:
        """Read the texts of articles: about half a second for a million words."""
        import numpy as np

        held, numbers = tuple(articles), _Numbers()
        begins, parts, at = [], [], 1
        parts.append(np.array([BOUNDARY], dtype=np.int32))
        for article in held:
            found = [numbers[word] for word in words_of(article.text)]
            begins.append(at)
            parts.append(np.array([*found, BOUNDARY], dtype=np.int32))
            at += len(found) + 1
        words = np.concatenate(parts)
        counts = np.bincount(words, minlength=len(numbers.keys_seen) + 1)
        order = np.argsort(words, kind="stable")
        bounds = np.concatenate([[0], np.cumsum(counts)])
        return cls(held, words, np.array(begins, dtype=np.int64), numbers.keys_seen, order, bounds)

    def run_of(self, text: str) -> list[int]:
        """The numbers of a text's words; UNKNOWN for those that the archive has not."""
        return [self.numbers.get(word_key(word), UNKNOWN) for word in words_of(text)]

    def count(self, number: int) -> int:
        """How often a word stands in the archive."""
        return 0 if number < 1 else int(self._bounds[number + 1] - self._bounds[number])

    def places(self, number: int) -> NDArray[np.int64]:
        """Where a word stands, in order."""
        return self._order[self._bounds[number] : self._bounds[number + 1]] if number > 0 else self._order[:0]

    def find(self, run: Sequence[int]) -> NDArray[np.int64]:
        """The places at which a run of words begins, in order; it never reaches from one article into the next."""
        import numpy as np

        if not run or any(number < 1 for number in run):
            return self._order[:0]
        by_rarity = sorted(range(len(run)), key=lambda at: self.count(run[at]))
        found = self.places(run[by_rarity[0]]) - by_rarity[0]
        found = found[(found > 0) & (found + len(run) <= len(self.words))]
        for at in by_rarity[1:]:
            found = found[self.words[found + at] == run[at]]
            if not len(found):
                break
        return np.sort(found)

    def near(self, run: Sequence[int], most: int, reach: int) -> list[Near]:
        """The stretches in which most of a run's words stand by weight, about in its order, the best first; no two of one place.

        A word weighs the more the rarer it is. Words may be up to `reach` places away from where the run would have them.
        """
        import numpy as np

        weights = self.weights(run)
        told = [at for at, number in enumerate(run) if 0 < self.count(number) <= COMMON]
        if not told:
            return []
        diagonals = np.concatenate([self.places(run[at]) - at for at in told])
        gains = np.concatenate([np.full(self.count(run[at]), weights[at]) for at in told])
        order = np.argsort(diagonals, kind="stable")
        diagonals, sums = diagonals[order], np.concatenate([[0.0], np.cumsum(gains[order])])
        ends = np.searchsorted(diagonals, diagonals + reach, side="right")
        totals = sums[ends] - sums[np.arange(len(diagonals))]
        found: list[Near] = []
        for at in np.argsort(-totals, kind="stable")[: 40 * most].tolist():
            first, last = int(diagonals[at]), int(diagonals[int(ends[at]) - 1]) + len(run)
            if all(last <= one.first or one.last <= first for one in found):
                found.append(Near(first, last, float(totals[at])))
            if len(found) == most:
                break
        return found

    def weights(self, run: Sequence[int]) -> list[float]:
        """What each word of a run tells of its place, from 0 to about 15: the rarer it is, the more; one unknown as much as the rarest."""
        total = len(self.words) + 1
        return [math.log(total / (1 + self.count(number))) if number != BOUNDARY else 0.0 for number in run]

    def article_at(self, place: int) -> int:
        """Which article a place belongs to, counted from 0."""
        import numpy as np

        return int(np.searchsorted(self.begins, place, side="right")) - 1

    def bounds(self, article: int) -> tuple[int, int]:
        """The places of an article's first word, and after its last."""
        last = self.begins[article + 1] - 1 if article + 1 < len(self.begins) else len(self.words) - 1
        return int(self.begins[article]), int(last)

    def spans(self, article: int) -> Sequence[tuple[int, int]]:
        """Where the words of an article stand in its text (not in its document)."""
        if len(self._spans) > KEPT:
            self._spans.clear()
        if article not in self._spans:
            self._spans[article] = word_spans(self.articles[article].text)
        return self._spans[article]

    def span(self, first: int, last: int) -> tuple[int, int, int]:
        """The article of a stretch of places, and where in its text the stretch begins and ends."""
        article = self.article_at(first)
        begin, spans = int(self.begins[article]), self.spans(article)
        return article, spans[first - begin][0], spans[last - 1 - begin][1]
