"""What a process keeps in memory of one state of an archive: its passages, lists of words, vectors; each made when needed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date

from index.reports import Counts
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
        self._authors: dict[str, int] | None = None
        self._lock = threading.RLock()

    def table(self, reads: Reads) -> Table:
        """The passages."""
        with self._lock:
            if self._table is None:
                self._table = Table.load(reads)
            return self._table

    def authors(self, reads: Reads) -> dict[str, int]:
        """The people that bylines name, with the number of articles of each, most first."""
        with self._lock:
            if self._authors is None:
                self._authors = self.table(reads).authors()
            return self._authors

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


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds of the whole archive until it is written to, which raises `generation`.

    `outlets` are those that articles come from, `sources` all names that a filter knows, also of files; `days` the first and the last day
    of an article; `dim` the length of the vectors; `memory` what is searched.
    """

    generation: int
    outlets: tuple[str, ...]
    sources: tuple[str, ...]
    days: tuple[date | None, date | None]
    counts: Counts
    dim: int
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)
