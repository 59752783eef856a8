"""The vector store kept in step with the catalog: by a journal where this process writes, by opening it anew where another has written."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from index.errors import ArchiveError, ArchiveLockedError, DamagedArchiveError, StoreUnreachableError
from index.store import writing
from index.store.catalog import Catalog
from index.store.folders import Folders
from index.store.lock import STORE_LOCK, hold
from index.store.served import Collections
from index.store.server import Connection, Server
from index.store.vectors import Place, VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

FIRST = "vectors-1"
"""Name of the first vector store of an archive; each rebuilding makes another and drops the one before."""
BATCH = 1000
"""Records that the store is told of at a time."""
READER_PATIENCE = 0.2
"""Seconds that a search waits for another process to open or write the store, before it does without."""
WRITER_PATIENCE = 60.0
"""Seconds that a writer waits for readers that are opening the store; each takes a second or two."""


class State(NamedTuple):
    """What the catalog knows of the store: its name, how often it was written to, and its mark after the last time."""

    name: str
    generation: int
    mark: str


class SyncedStore:
    """The archive's vector store, opened when it is first needed: beside the catalog, or on a Chroma server.

    Its methods raise DamagedArchiveError where it cannot be used, StoreUnreachableError where its server cannot, and ArchiveLockedError
    while another process opens or writes it. `flush` and `rebuild` are called with the archive's write lock held.
    """

    def __init__(self, catalog: Catalog, server: Server | None = None) -> None:
        self._catalog = catalog
        self._place: Place = Collections(catalog, Connection(server)) if server else Folders(catalog.folder)
        self._lock = threading.RLock()
        self._store: VectorIndex | None = None
        self._seen: State | None = None
        self._warned = False
        self._told_of_silence = False

    def nearest(self, vectors: Sequence[NDArray[np.float32]], k: int, notes: Mapping[str, str], pending: Sequence[str]) -> list[list[str]]:
        """For each vector ids of about the `k` nearest passages, and of those that the store has not been told of; some may be gone by now.

        `notes` and `pending` are what the catalog says of the store and of what it has not been told, in the state that is asked about.
        """
        state = _state_of(notes)
        if state.generation == 0:  # it has never been told of anything
            return [list(pending) for _ in vectors]
        return [[*near, *pending] for near in self._current(READER_PATIENCE, state).nearest_each(vectors, k)]

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
        """Tell the store what it has not been told. A store that cannot be used is made anew from the catalog.

        Where its server cannot be used, that is said once, and the journal is kept.
        """
        try:
            self._tell()
        except StoreUnreachableError as exc:
            if not self._told_of_silence:
                self._told_of_silence = True
                log.error("%s; nothing is lost, and the next add tells the server what it has missed", exc)
        else:
            self._told_of_silence = False

    def _tell(self) -> None:
        state, entries = self._state(), self._journal()
        self._drop_all_but(state.name)
        if not entries and (state.generation == 0 or self._place.is_surely_whole(state.name)):
            return
        with self._lock:
            try:
                if state.generation == 0:
                    name, store = self._first()
                else:
                    name, store = state.name, self._for_writing()
                if entries:
                    with hold(self._catalog.folder, STORE_LOCK, WRITER_PATIENCE):
                        self._delete(store, [id for id, action in entries if action == "delete"])
                        self._add(store, [id for id, action in entries if action == "add"])
                        self._written(name, [id for id, _ in entries])
                self._place.confirm(store)
            except DamagedArchiveError as exc:
                log.warning("%s; making it anew from the catalog", exc)
                self.rebuild()

    def rebuild(self) -> None:
        """Make the store anew, under a name of its own, from the vectors in the catalog, and drop the old one."""
        with self._lock:
            self._let_go()
            current = self._state().name
            successor = self._place.successor(current)
            self._drop_all_but(current)
            self._store = self._place.make(successor, self._fingerprint())
            self._add(self._store, self._catalog.passage_ids())
            with hold(self._catalog.folder, STORE_LOCK, WRITER_PATIENCE):
                self._written(successor, [id for id, _ in self._journal()])
                with suppress(StoreUnreachableError):  # it has been told of all, and is asked to drop the old one again next time
                    self._drop_all_but(successor)

    def renew(self) -> None:
        """Make a store of an older format anew, of the vectors as they are now; one on a server, or meant for one, stays as it is."""
        state = self._state()
        if state.generation and self._place.is_surely_whole(state.name):
            self.rebuild()

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            self._let_go()
            self._place.close()

    def _let_go(self) -> None:
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
                self._let_go()
                with hold(self._catalog.folder, STORE_LOCK, patience):
                    return self._reopened()
            return self._store

    def _for_writing(self) -> VectorIndex:
        """The store as it was last written; one that may have lost something meanwhile is looked at anew."""
        if not self._place.is_surely_whole(self._state().name):
            self._let_go()
        return self._current(WRITER_PATIENCE)

    def _is_good_for(self, wanted: State) -> bool:
        """Whether the store was opened in a state, or a later one."""
        return self._seen is not None and self._seen.name == wanted.name and self._seen.generation >= wanted.generation

    def _is_current(self) -> bool:
        """Whether nobody else has written to the store since it was opened."""
        return self._seen is not None and self._state()[:2] == self._seen[:2]

    def _reopened(self) -> VectorIndex:
        """The store opened anew; call it with the store's lock held."""
        self._let_go()
        state = self._state()
        self._store = self._place.open(state.name, state.mark, self._fingerprint())
        self._seen = self._noted(state)
        return self._store

    def _noted(self, state: State) -> State:
        """Note the store's mark after it was opened: Chroma writes down what it had only logged whenever it loads an index from files."""
        now = self._place.mark(state.name)
        if now != state.mark:
            with self._catalog.transaction() as connection:
                writing.set_meta(connection, "store_checksum", now)
        return state._replace(mark=now)

    def _first(self) -> tuple[str, VectorIndex]:
        """A new store, with its name, in the place of what an adding that was cut short may have left there."""
        name = self._state().name
        if not self._place.owns(name):
            name = self._place.successor(name)
        self._let_go()
        self._store = self._place.make(name, self._fingerprint())
        return name, self._store

    def _fingerprint(self) -> str:
        return self._catalog.meta("embedder") or ""

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

    def _written(self, name: str, told: list[str]) -> None:
        """Note that the store of this name is up to date, and its mark now."""
        mark = self._place.seal(name)
        with self._catalog.transaction() as connection:
            writing.clear_journal(connection, told)
            writing.set_meta(connection, "store", name)
            writing.set_meta(connection, "store_checksum", mark)
            writing.raise_number(connection, "store_generation")
            writing.raise_number(connection, "generation")
        self._seen = self._state()

    def _drop_all_but(self, name: str) -> None:
        self._place.drop_all_but(name)


def _state_of(notes: Mapping[str, str]) -> State:
    return State(notes["store"], int(notes["store_generation"]), notes["store_checksum"])
