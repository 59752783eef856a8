"""The vectors of passages in memory, as int8 numbers: of those that a question has compared, read from the catalog when first needed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.store.reads import Reads
from index.store.rows import numbers_of
from index.store.schema import AMONG
from index.store.table import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 512
"""Rows that are made float32 and multiplied together: they stay in the processor's own memory, 1.7 ms for 25,000 of 384 numbers."""
READ = 5_000
"""Vectors that are read at a time."""
_VECTORS = f"SELECT p.key, v.vector FROM passages p JOIN vectors v ON v.hash = p.hash WHERE p.key {AMONG}"


class Matrix:
    """The vectors of one state of the archive by the places of its table, 390 bytes each once they are read; for any number of threads."""

    def __init__(self, table: Table, dim: int) -> None:
        import numpy as np

        self._table = table
        self._dim = dim
        # The system gives memory for zeros only where something else is written.
        self._numbers = np.zeros((len(table), dim), dtype=np.int8)
        self._scales = np.zeros(len(table), dtype=np.float32)
        self._read = np.zeros(len(table), dtype=np.bool_)

    def cosines(
        self, reads: Reads, places: NDArray[np.int64], vectors: Sequence[NDArray[np.float32]]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Those of the places that have a vector, shape (n,), and their cosines with each of some unit vectors, shape (n, q).

        Cosines are those of the catalog but for rounding. `reads` is of the state of the table.
        """
        import numpy as np

        self._fill(reads, places[~self._read[places]])
        places = places[self._read[places]]
        return places, self._cosines(places, np.stack(vectors, axis=1))

    def rows(self, places: NDArray[np.int64]) -> NDArray[np.float32]:
        """The unit vectors of places that have been compared, shape (n, dim), as the catalog has them."""
        import numpy as np

        return np.asarray(self._numbers[places] * self._scales[places, None], dtype=np.float32)

    def _cosines(self, places: NDArray[np.int64], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape (n, q), for vectors of shape (dim, q)."""
        import numpy as np

        found = np.empty((len(places), vectors.shape[1]), dtype=np.float32)
        rows = np.empty((BLOCK, self._dim), dtype=np.float32)
        # Of places side by side, mostly those of the whole archive, none is copied out before: 0.6 of the time.
        is_run = bool((np.diff(places) == 1).all())
        for begin in range(0, len(places), BLOCK):
            block = places[begin : begin + BLOCK]
            held = rows[: len(block)]
            np.copyto(held, self._numbers[block[0] : block[-1] + 1] if is_run else self._numbers[block])
            np.matmul(held, vectors, out=found[begin : begin + len(block)])
        return np.multiply(found, self._scales[places, None], out=found)

    def _fill(self, reads: Reads, places: NDArray[np.int64]) -> None:
        """Read the vectors of these places; one that is missing stays out."""
        import numpy as np

        for begin in range(0, len(places), READ):
            rows = reads.rows(_VECTORS, (json.dumps(self._table.keys[places[begin : begin + READ]].tolist()),))
            found, _ = self._table.places(np.array([row[0] for row in rows], dtype=np.int64))
            numbers, scales = numbers_of([row[1] for row in rows], self._dim)
            self._numbers[found] = numbers
            self._scales[found] = scales[:, 0]
            self._read[found] = True  # last, since others may look
