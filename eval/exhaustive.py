"""An archive that compares every passage with a question, in plain SQL and one product: what the quick ways are measured against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.archive import Archive
from index.store.lexical import CONTEXT_WEIGHT, match_any
from index.store.reads import PASSAGES
from index.store.rows import matrix
from index.store.schema import condition
from index.store.snapshot import Snapshot
from index.store.together import Ask
from index.types import Filter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEEP = 2_000
"""Passages of each ranker that are scored at the least, where the quick ways take 60: what is further down in both rankings cannot be among
the ten best by the sum of their scores, and smaller archives are scored whole."""
_VECTORS = "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.hash = p.hash ORDER BY p.key"
_MATCHING = (
    f"WITH found AS MATERIALIZED (SELECT rowid AS key, -bm25(lexicon, {CONTEXT_WEIGHT}, 1.0) AS score FROM lexicon WHERE lexicon MATCH ?) "
    f"SELECT p.id, found.score FROM found CROSS JOIN {PASSAGES} WHERE p.key = found.key AND {{where}} ORDER BY 2 DESC, p.key LIMIT ?"
)


class Exhaustive(Archive):
    """An archive whose questions see everything; for reading only."""

    _all: tuple[list[str], NDArray[np.float32]] | None = None

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """See `Archive.snapshot`."""
        with super().snapshot() as seen:
            if self._all is None:
                rows = seen.rows(_VECTORS)
                self._all = [row[0] for row in rows], matrix([row[1] for row in rows], seen.facts.dim)
            yield Everything(seen, *self._all)


class Everything(Snapshot):
    """A snapshot that ranks by comparing every passage."""

    def __init__(self, seen: Snapshot, ids: list[str], vectors: NDArray[np.float32]) -> None:
        self.__dict__.update(seen.__dict__)
        self._passages = ids
        self._vectors = vectors

    def dense(self, asks: Sequence[tuple[NDArray[np.float32], Filter]], k: int) -> list[list[tuple[str, float]]]:
        """See `Snapshot.dense`."""
        import numpy as np

        found, k = [], max(k, DEEP)
        for vector, filter in asks:
            where, values = condition(filter)
            allowed = {row[0] for row in self.rows(f"SELECT p.id FROM {PASSAGES} WHERE {where}", values)}
            cosines = self._vectors @ vector
            order = (int(at) for at in np.argsort(-cosines, kind="stable") if self._passages[at] in allowed)
            found.append([(self._passages[at], float(cosines[at])) for _, at in zip(range(k), order, strict=False)])
        return found

    def together(self, asks: Sequence[Ask], k: int) -> list[list[str]]:
        """See `Snapshot.together`; the lists of each are long enough."""
        return [[] for _ in asks]

    def lexical(self, asks: Sequence[tuple[Sequence[str], Filter]], k: int) -> list[list[tuple[str, float]]]:
        """See `Snapshot.lexical`."""
        found, k = [], max(k, DEEP)
        for words, filter in asks:
            where, values = condition(filter)
            expression = match_any(words)
            rows = self.rows(_MATCHING.format(where=where), (expression, *values, k)) if expression else []
            found.append([(str(id), float(score)) for id, score in rows])
        return found
