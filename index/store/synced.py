"""The vector store kept in step with the catalog: by a journal where this process writes, by opening it anew where another has written."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from index.errors import ArchiveError, ArchiveLockedError, DamagedArchiveError
from index.reports import REMEDY
from index.store import writing
from index.store.catalog import Catalog
from index.store.lock import STORE_LOCK, hold
from index.store.vectors import ChromaStore, VectorIndex, check_files, checksum

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

FIRST = "vectors-1"
"""Folder of the first vector store of an archive; each rebuilding makes the next and drops the one before."""
BATCH = 1000
"""Records that the store is told of at a time."""
READER_PATIENCE = 0.2
"""Seconds that a search waits for another process to open or write the store, before it does without."""
WRITER_PATIENCE = 60.0
"""Seconds that a writer waits for readers that are opening the store; each takes a second or two."""


class State(NamedTuple):
    """What the catalog knows of the store: its folder, how often it was written to, and the checksum of its files after the last time."""

    folder: str
    generation: int
    checksum: str


class SyncedStore:
    """The archive's vector store, opened when it is first needed.

    Its methods raise DamagedArchiveError where it cannot be used, and ArchiveLockedError while another process opens or writes it.
    `flush` and `rebuild` are called with the archive's write lock held.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.RLock()
        self._store: VectorIndex | None = None
        self._seen: State | None = None
        self._warned = False

    def nearest(self, vector: NDArray[np.float32], k: int, notes: Mapping[str, str], pending: Sequence[str]) -> list[str]:
        """Ids of about the `k` nearest passages, and of those that the store has not been told of yet; some may be gone by now.

        `notes` and `pending` are what the catalog says of the store and of what it has not been told, in the state that is asked about.
        """
        state = _state_of(notes)
        if state.generation == 0:  # it has never been told of anything
            return list(pending)
        return [*self._current(READER_PATIENCE, state).nearest(vector, k), *pending]

    def warn(self, problem: ArchiveError) -> None:
        """Say that a search does without the store; what is said once need not be said with each question."""
        # Being written to at this moment is no damage.
        if not isinstance(problem, ArchiveLockedError) and not self._warned:
            self._warned = True
            log.warning("%s; searching the catalog instead, which is slower", problem)

    @contextmanager
    def held(self) -> Iterator[VectorIndex | None]:
        """The store, and nobody writes to it inside; None when it has never been told of anything."""
        with self._lock, hold(self._catalog.folder, STORE_LOCK, WRITER_PATIENCE):
            if self._state().generation == 0:
                yield None
                return
            yield self._store if self._store is not None and self._is_current() else self._reopened()

    def pending(self) -> int:
        """How many entries of the journal the store has not been told of."""
        return len(self._journal())

    def flush(self) -> None:
        """Tell the store what it has not been told. A store that cannot be used is made anew from the catalog."""
        self._drop_all_but(self._state().folder)
        entries = self._journal()
        if not entries:
            return
        with self._lock:
            try:
                store = self._current(WRITER_PATIENCE) if self._state().generation else self._first()
                with hold(self._catalog.folder, STORE_LOCK, WRITER_PATIENCE):
                    self._delete(store, [id for id, action in entries if action == "delete"])
                    self._add(store, [id for id, action in entries if action == "add"])
                    self._written(self._state().folder, [id for id, _ in entries])
            except DamagedArchiveError as exc:
                log.warning("%s; making it anew from the catalog", exc)
                self.rebuild()

    def rebuild(self) -> None:
        """Make the store anew, in a folder of its own, from the vectors in the catalog, and drop the old one."""
        with self._lock:
            self.close()
            current = self._state().folder
            successor = f"vectors-{int(current.rpartition('-')[2]) + 1}"
            self._drop_all_but(current)
            self._store = self._open(successor, create=True)
            self._add(self._store, self._catalog.passage_ids())
            with hold(self._catalog.folder, STORE_LOCK, WRITER_PATIENCE):
                self._written(successor, [id for id, _ in self._journal()])
                self._drop_all_but(successor)

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            store, self._store, self._seen = self._store, None, None
            if store is not None:
                store.close()

    def _journal(self) -> list[tuple[str, str]]:
        return [(row[0], row[1]) for row in self._catalog.rows("SELECT passage_id, action FROM journal")]

    def _state(self) -> State:
        return _state_of(dict(self._catalog.rows("SELECT key, value FROM meta WHERE key LIKE 'store%'")))

    def _current(self, patience: float, wanted: State | None = None) -> VectorIndex:
        """The store as it was last written, opened anew if another process has written to it since; or in the state that is `wanted`, or a
        later one, in which a search for passages of that state may miss what has been taken out since."""
        with self._lock:
            if self._store is None or not (self._is_good_for(wanted) if wanted else self._is_current()):
                self.close()
                with hold(self._catalog.folder, STORE_LOCK, patience):
                    return self._reopened()
            return self._store

    def _is_good_for(self, wanted: State) -> bool:
        """Whether the store was opened in a state, or a later one."""
        return self._seen is not None and self._seen.folder == wanted.folder and self._seen.generation >= wanted.generation

    def _is_current(self) -> bool:
        """Whether nobody else has written to the store since it was opened."""
        return self._seen is not None and self._state()[:2] == self._seen[:2]

    def _reopened(self) -> VectorIndex:
        """The store opened anew; call it with the store's lock held."""
        self.close()
        state = self._state()
        folder = self._catalog.folder / state.folder
        check_files(folder)
        if checksum(folder) != state.checksum:
            raise DamagedArchiveError(f"the vector store {folder} is missing, or was not written to its end; {REMEDY}")
        self._store = self._open(state.folder)
        self._seen = self._noted(state)
        return self._store

    def _noted(self, state: State) -> State:
        """Note what the store's files are after it was opened: Chroma writes down what it had only logged whenever it loads an index."""
        now = checksum(self._catalog.folder / state.folder)
        if now != state.checksum:
            with self._catalog.transaction() as connection:
                writing.set_meta(connection, "store_checksum", now)
        return state._replace(checksum=now)

    def _first(self) -> VectorIndex:
        """A new store in the place of what an adding that was cut short may have left there."""
        folder = self._state().folder
        self.close()
        shutil.rmtree(self._catalog.folder / folder, ignore_errors=True)
        self._store = self._open(folder, create=True)
        return self._store

    def _open(self, folder: str, create: bool = False) -> VectorIndex:
        return ChromaStore(self._catalog.folder / folder, self._catalog.meta("embedder") or "", create=create)

    def _add(self, store: VectorIndex, ids: list[str]) -> None:
        for begin in range(0, len(ids), BATCH):
            batch = ids[begin : begin + BATCH]
            present = store.known(batch)
            found, vectors = self._catalog.vectors([id for id in batch if id not in present])
            if found:
                store.add(found, vectors)

    def _delete(self, store: VectorIndex, ids: list[str]) -> None:
        for begin in range(0, len(ids), BATCH):
            present = store.known(ids[begin : begin + BATCH])
            if present:
                store.delete(sorted(present))

    def _written(self, folder: str, told: list[str]) -> None:
        """Note that the store in this folder is up to date, and what its files are now."""
        with self._catalog.transaction() as connection:
            writing.clear_journal(connection, told)
            writing.set_meta(connection, "store", folder)
            writing.set_meta(connection, "store_checksum", checksum(self._catalog.folder / folder))
            writing.raise_number(connection, "store_generation")
            writing.raise_number(connection, "generation")
        self._seen = self._state()

    def _drop_all_but(self, folder: str) -> None:
        for stale in self._catalog.folder.glob("vectors-*"):
            if stale.name != folder:
                shutil.rmtree(stale, ignore_errors=True)


def _state_of(notes: Mapping[str, str]) -> State:
    return State(notes["store"], int(notes["store_generation"]), notes["store_checksum"])
