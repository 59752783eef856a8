"""Which passages hold a word and what it adds to their BM25 scores: lists in memory, read from the lexical index when first asked for.

A passage's score is the sum over the words of a question, as FTS5's own `bm25` counts it (k1 = 1.2, b = 0.75); every passage that holds
one of them is scored, and none is passed over. What FTS5 takes long for is not finding passages but looking up the length of each.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.prose.terms import STOP, stem
from index.store import lexical
from index.store.lexical import Sought
from index.store.reads import Reads
from index.store.table import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1, B = 1.2, 0.75
LEAST_IDF = 1e-6
"""What a word adds that more than half of the passages hold."""
MOST = 6_000_000
"""Entries of lists that are kept, at 8 bytes each; those asked for longest ago go first. 104,316 passages of news have 10.3 million."""
A_PASSAGE = 40
"""The same for each passage of larger archives, in which a word's list is longer too. Not swept."""
LONGEST = 60
"""Letters of a word up to which the index stems it for certain; its own bound is 64."""
SOME = 400
"""Words in one statement; SQLite joins up to 500 of its kind."""


class Posting(NamedTuple):
    """How many passages hold a word, their places, shape (n,), and what it adds to the score of each; without these where only counted."""

    number: int
    places: NDArray[np.int32]
    gains: NDArray[np.float32]


class Postings:
    """The lists of one state of the archive; for any number of threads."""

    def __init__(self, table: Table, lengths: NDArray[np.float32]) -> None:
        """`lengths`: the number of words of each passage, shape (n,)."""
        self._table = table
        mean = float(lengths.mean()) if len(lengths) else 0.0
        self._slack = K1 * (1 - B + B * lengths / (mean or 1.0))
        self._held: OrderedDict[Sought, Posting] = OrderedDict()
        self._size = 0
        self._most = max(MOST, A_PASSAGE * len(table))
        self._lock = threading.Lock()
        self._last: tuple[tuple[str, ...] | None, NDArray[np.floating]] = None, lengths

    @classmethod
    def load(cls, reads: Reads, table: Table) -> Postings:
        """The lists of the state that is read; the lengths of 100,000 passages take 40 ms."""
        import numpy as np

        keys, raw = reads.rows(lexical.LENGTHS)[0]
        lengths = np.zeros(len(table), dtype=np.float32)
        if keys:
            numbers = _varints(bytes.fromhex(raw)).reshape(-1, 2).sum(axis=1)
            places, there = table.places(_numbers(keys))
            lengths[places] = numbers[there]
        return cls(table, lengths)

    def best(
        self, reads: Reads, words: Sequence[str], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.floating]]:
        """The places and scores of the `k` passages (of those allowed) that best match any of the words, best first, equal ones by key.

        `reads` is of the state that these lists are of.
        """
        import numpy as np

        scores = self._scores(reads, words)
        found = np.flatnonzero(scores if allowed is None else scores * allowed)
        if len(found) > k:
            least = np.partition(scores[found], len(found) - k)[len(found) - k] if k > 0 else np.inf
            found = found[scores[found] >= least]
        found = found[np.lexsort((found, -scores[found]))][: max(k, 0)]
        return found, scores[found]

    def at(self, reads: Reads, words: Sequence[str], places: NDArray[np.int64]) -> NDArray[np.floating]:
        """The scores of the passages at these places, shape (n,), as `best` counts them; 0 for one that holds none of the words."""
        return self._scores(reads, words)[places]

    def learn(self, reads: Reads, words: Iterable[str]) -> None:
        """Read the lists of words of several questions at once, so that `best` need not."""
        self._of(reads, list(map(_sought, words)))

    def frequencies(self, reads: Reads, stems: Iterable[str]) -> dict[str, int]:
        """The number of passages that hold each stem; those of words that carry something are learnt with it."""
        sought = [Sought(one, is_counted=one in _common()) for one in stems]
        return {one.text: posting.number for one, posting in zip(sought, self._of(reads, sought), strict=True)}

    def _scores(self, reads: Reads, words: Sequence[str]) -> NDArray[np.floating]:
        """Of all passages, shape (n,); not to be written to. The last ones are kept, for a question asks for its own three times."""
        import numpy as np

        asked, (last, scores) = tuple(words), self._last
        if asked == last:
            return scores
        scores = np.zeros(len(self._table))
        for posting in self._of(reads, list(map(_sought, dict.fromkeys(words)))):
            scores[posting.places] += posting.gains
        self._last = asked, scores
        return scores

    def _of(self, reads: Reads, sought: Sequence[Sought]) -> list[Posting]:
        with self._lock:
            held = {one: self._held[one] for one in sought if one in self._held}
            for one in held:
                self._held.move_to_end(one)
        new = [one for one in dict.fromkeys(sought) if one not in held]
        for begin in range(0, len(new), SOME):
            held |= self._read(reads, new[begin : begin + SOME])
        with self._lock:
            for one in new:
                if one not in self._held:
                    self._held[one] = held[one]
                    self._size += len(held[one].places)
            while self._size > self._most:
                self._size -= len(self._held.popitem(last=False)[1].places)
        return [held[one] for one in sought]

    def _read(self, reads: Reads, sought: Sequence[Sought]) -> dict[Sought, Posting]:
        import numpy as np

        nothing = Posting(0, np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
        found = dict.fromkeys(sought, nothing)
        statement, values = lexical.postings(sought)
        for place, text, scores in reads.rows(statement, values) if statement else ():
            if sought[place].is_counted:
                found[sought[place]] = nothing._replace(number=int(scores))
            elif text:
                found[sought[place]] = self._of_places(_numbers(text)) if scores is None else self._of_scores(text, scores)
        return found

    def _of_places(self, numbers: NDArray[np.int64]) -> Posting:
        """The list of a stem from its places in the index, which come in the order of the passages."""
        import numpy as np

        keys = numbers >> 1
        weights = np.where(numbers & 1, 1.0, lexical.CONTEXT_WEIGHT)
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        places, there = self._table.places(keys[first])
        counts = np.add.reduceat(weights, first)[there]
        number, total = len(places), len(self._table)
        idf = max(float(np.log((total - number + 0.5) / (number + 0.5))), LEAST_IDF)
        return Posting(number, places.astype(np.int32), (idf * (K1 + 1) * counts / (counts + self._slack[places])).astype(np.float32))

    def _of_scores(self, keys: str, scores: str) -> Posting:
        import numpy as np

        places, there = self._table.places(_numbers(keys))
        return Posting(len(places), places.astype(np.int32), np.fromstring(scores, sep=",", dtype=np.float64)[there].astype(np.float32))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The stems of words that carry nothing: they are counted, but no question is asked by them, and their lists are the longest."""
    return frozenset(map(stem, STOP))


def _sought(word: str) -> Sought:
    """A word by its stem, or as a phrase where the index may cut, fold or stem it in its own way."""
    is_plain = word.isascii() and (word.isalpha() or word.isdigit()) and len(word) <= LONGEST
    return Sought(stem(word.lower())) if is_plain else Sought(word, is_stem=False)


def _numbers(text: str) -> NDArray[np.int64]:
    """Numbers between commas, which is how SQLite hands a list over."""
    import numpy as np

    return np.fromstring(text, sep=",", dtype=np.int64)


def _varints(raw: bytes) -> NDArray[np.int64]:
    """Variable-length integers of SQLite, up to three bytes each: seven bits in a byte, the highest first, all but the last marked."""
    import numpy as np

    data = np.frombuffer(raw, dtype=np.uint8).astype(np.int64)
    ends = np.flatnonzero(data < 128)
    lengths = np.diff(ends, prepend=-1)
    numbers = data[ends]
    for more in (1, 2):
        longer = lengths > more
        numbers[longer] += (data[ends[longer] - more] & 127) << (7 * more)
    return numbers
