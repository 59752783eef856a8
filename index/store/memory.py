"""What a process keeps in memory of one state of an archive: its passages, lists of words, vectors; each made when needed."""

from __future__ import annotations

import threading

from index.store.matrix import Matrix
from index.store.postings import Postings
from index.store.reads import Reads
from index.store.table import Table


class Memory:
    """For any number of threads; what is given to its methods to read from must be of the state that it is of."""

    def __init__(self) -> None:
        self._table: Table | None = None
        self._postings: Postings | None = None
        self._matrix: Matrix | None = None
        self._lock = threading.RLock()

    def table(self, reads: Reads) -> Table:
        """The passages."""
        with self._lock:
            if self._table is None:
                self._table = Table.load(reads)
            return self._table

    def postings(self, reads: Reads) -> Postings:
        """The words."""
        with self._lock:
            if self._postings is None:
                self._postings = Postings.load(reads, self.table(reads))
            return self._postings

    def matrix(self, reads: Reads, dim: int) -> Matrix:
        """The vectors, of `dim` numbers each."""
        with self._lock:
            if self._matrix is None:
                self._matrix = Matrix(self.table(reads), dim)
            return self._matrix
