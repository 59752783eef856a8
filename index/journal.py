"""The vector store kept in step with the catalog: by a journal where this process writes, by opening it anew where another has written."""

from __future__ import annotations

import logging
import shutil
import threading
from typing import TYPE_CHECKING

from index import records
from index.catalog import Catalog
from index.errors import DamagedArchiveError
from index.vectors import ChromaStore, VectorStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

FIRST = "vectors-1"
"""Folder of the first vector store of an archive; each rebuilding makes the next and drops the one before."""
BATCH = 1000
"""Records that the store is told of at a time."""


class SyncedStore:
    """The archive's vector store, opened when it is first needed. Its methods raise DamagedArchiveError where it cannot be used.

    `flush` and `rebuild` are called with the write lock held.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.RLock()
        self._store: VectorStore | None = None
        self._seen: tuple[str, int] | None = None

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[str]:
        """Ids of about the `k` nearest passages, and of all those that the store has not been told of yet; some may be gone by now."""
        pending = [id for id, action in self._journal() if action == "add"]
        if self._state()[1] == 0:  # it has never been told of anything
            return pending
        return [*self._current().nearest(vector, k), *pending]

    def ids(self) -> set[str]:
        """All ids that the store holds."""
        return self._current().ids() if self._state()[1] else set()

    def pending(self) -> int:
        """How many entries of the journal the store has not been told of."""
        return len(self._journal())

    def flush(self) -> None:
        """Tell the store what it has not been told. A store that cannot be used is made anew from the catalog."""
        entries = self._journal()
        if not entries:
            return
        with self._lock:
            try:
                store = self._current()
                self._delete(store, [id for id, action in entries if action == "delete"])
                self._add(store, [id for id, action in entries if action == "add"])
            except DamagedArchiveError as exc:
                log.warning("%s; making it anew from the catalog", exc)
                self.rebuild()
                return
            self._written(self._state()[0], [id for id, _ in entries])

    def rebuild(self) -> None:
        """Make the store anew, in a folder of its own, from the vectors in the catalog, and drop the old one."""
        with self._lock:
            self.close()
            folder, _ = self._state()
            successor = f"vectors-{int(folder.rpartition('-')[2]) + 1}"
            for stale in self._catalog.folder.glob("vectors-*"):
                if stale.name != folder:
                    shutil.rmtree(stale)
            self._store = self._open(successor, create=True)
            self._add(self._store, self._catalog.passage_ids())
            self._written(successor, [id for id, _ in self._journal()])
            shutil.rmtree(self._catalog.folder / folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            store, self._store, self._seen = self._store, None, None
            if store is not None:
                store.close()

    def _journal(self) -> list[tuple[str, str]]:
        return [(row[0], row[1]) for row in self._catalog.rows("SELECT passage_id, action FROM journal")]

    def _state(self) -> tuple[str, int]:
        """The folder of the store, and how often it was written to."""
        notes = dict(self._catalog.rows("SELECT key, value FROM meta WHERE key IN ('store', 'store_generation')"))
        return notes["store"], int(notes["store_generation"])

    def _current(self) -> VectorStore:
        """The store as it was last written, opened anew if another process has written to it since."""
        with self._lock:
            state = self._state()
            if self._store is None or state != self._seen:
                self.close()
                self._store = self._open(state[0], create=state[1] == 0)
                self._seen = state
            return self._store

    def _open(self, folder: str, create: bool) -> VectorStore:
        return ChromaStore(self._catalog.folder / folder, self._catalog.meta("embedder") or "", create=create)

    def _add(self, store: VectorStore, ids: list[str]) -> None:
        for begin in range(0, len(ids), BATCH):
            batch = ids[begin : begin + BATCH]
            present = store.known(batch)
            found, vectors = self._catalog.vectors([id for id in batch if id not in present])
            if found:
                store.add(found, vectors)

    def _delete(self, store: VectorStore, ids: list[str]) -> None:
        for begin in range(0, len(ids), BATCH):
            present = store.known(ids[begin : begin + BATCH])
            if present:
                store.delete(sorted(present))

    def _written(self, folder: str, told: list[str]) -> None:
        """Note that the store in this folder is up to date."""
        with self._catalog.transaction() as connection:
            records.clear_journal(connection, told)
            records.set_meta(connection, "store", folder)
            records.raise_number(connection, "store_generation")
            records.raise_number(connection, "generation")
        self._seen = self._state()
