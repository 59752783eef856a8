"""The vector stores of an archive as collections of a Chroma server; the mark of one is a note in its metadata, new with every write."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from index.errors import DamagedArchiveError, StoreUnreachableError
from index.reports import REMEDY
from index.store import writing
from index.store.catalog import Catalog
from index.store.folders import PREFIX as FOLDER
from index.store.server import Connection
from index.store.vectors import GRAPH, ChromaIndex, VectorIndex
from index.wording import counted

PREFIX = "dateline-"
"""How the names of the collections begin; then comes the archive's own id, so that two archives on one server never mix."""
ARCHIVE, MADE = "archive_id", "collections"
"""Notes in the catalog: the archive's id on servers, and the names of the collections that were made and not yet dropped, as JSON."""


class ServedIndex(ChromaIndex):
    """One collection of a Chroma server. What others write to it is seen at once.

    While it `is_new` nothing relies on it, and no failure of its server is a damage to the archive.
    """

    def __init__(self, connection: Connection, collection: Any, is_new: bool = False) -> None:
        self._connection = connection
        self._collection = collection
        self.is_new = is_new
        self.batch = connection.batch()

    def ids(self) -> set[str]:
        """See `VectorIndex.ids`; page by page, since a server limits the size of its answers."""
        found: set[str] = set()
        with self._translated():
            while page := self._collection.get(limit=self.batch, offset=len(found), include=[])["ids"]:
                before = len(found)
                found.update(page)
                if len(found) == before:  # ids that come twice would never end
                    break
        return found

    def close(self) -> None:
        """See `VectorIndex.close`; the connection is shared."""

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            with self._connection.client():
                yield
        except DamagedArchiveError as exc:
            if self.is_new:
                raise StoreUnreachableError(str(exc)) from exc
            raise


class Collections:
    """See `index.store.vectors.Place`. Methods that write are called with the archive's write lock held."""

    def __init__(self, catalog: Catalog, connection: Connection) -> None:
        self._catalog = catalog
        self._connection = connection
        self._new: ServedIndex | None = None

    def owns(self, name: str) -> bool:
        """See `Place.owns`."""
        return name.startswith(PREFIX)

    def successor(self, name: str) -> str:
        """See `Place.successor`. Never a name that was used before, also not by a copy of the archive."""
        archive = self._catalog.meta(ARCHIVE)
        if archive is None:
            archive = uuid4().hex[:16]
            self._note(ARCHIVE, archive)
        return f"{PREFIX}{archive}-{uuid4().hex[:8]}"

    def make(self, name: str, fingerprint: str) -> VectorIndex:
        """See `Place.make`."""
        self._note(MADE, json.dumps([*self._made(), name]))  # before it is made, so that it is dropped should this be cut short
        with self._connection.client() as client:
            metadata = {"fingerprint": fingerprint, "mark": ""}
            made = client.create_collection(name, metadata=metadata, configuration={"hnsw": dict(GRAPH)})
            self._new = ServedIndex(self._connection, made, is_new=True)
            return self._new

    def open(self, name: str, mark: str, fingerprint: str) -> VectorIndex:
        """See `Place.open`."""
        url = self._connection.server.url
        if not self.owns(name):
            raise DamagedArchiveError(f"the vectors of the archive are not on the Chroma server {url} yet; {REMEDY}")
        with self._connection.client() as client:
            found = client.get_collection(name)
        metadata = found.metadata or {}
        if metadata.get("fingerprint") != fingerprint:
            raise DamagedArchiveError(f"the collection {name} on the Chroma server {url} belongs to another embedding model; {REMEDY}")
        if metadata.get("mark") != mark:
            raise DamagedArchiveError(f"the collection {name} on the Chroma server {url} is not as it was last written; {REMEDY}")
        return ServedIndex(self._connection, found)

    def mark(self, name: str) -> str:
        """See `Place.mark`."""
        with self._connection.client() as client:
            return str((client.get_collection(name).metadata or {}).get("mark", ""))

    def seal(self, name: str) -> str:
        """See `Place.seal`."""
        mark = uuid4().hex
        with self._connection.client() as client:
            found = client.get_collection(name)
            found.modify(metadata={**(found.metadata or {}), "mark": mark})
        if self._new is not None:
            self._new.is_new, self._new = False, None
        return mark

    def is_surely_whole(self, name: str) -> bool:
        """See `Place.is_surely_whole`."""
        return False

    def confirm(self, store: VectorIndex) -> None:
        """See `Place.confirm`."""
        held, wanted = store.count(), int(self._catalog.value("SELECT count(*) FROM passages"))
        if held != wanted:
            url = self._connection.server.url
            raise DamagedArchiveError(f"the Chroma server {url} holds {held:,} of {counted(wanted, 'passage')}; {REMEDY}")

    def drop_all_but(self, name: str) -> None:
        """See `Place.drop_all_but`; only what this catalog has noted as made: a copy of the archive has collections of its own."""
        made = self._made()
        stale = [one for one in made if one != name]
        for one in stale:
            self._drop(one)
        if stale:
            self._note(MADE, json.dumps([one for one in made if one == name]))
        for folder in self._catalog.folder.glob(f"{FOLDER}*"):
            if folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """See `Place.close`."""
        self._connection.close()

    def _made(self) -> list[str]:
        return [str(name) for name in json.loads(self._catalog.meta(MADE) or "[]")]

    def _note(self, key: str, value: str) -> None:
        with self._catalog.transaction() as connection:
            writing.set_meta(connection, key, value)

    def _drop(self, name: str) -> None:
        from chromadb.errors import NotFoundError

        with self._connection.client() as client:
            try:
                client.delete_collection(name)
            except NotFoundError:  # the server was started anew, or is another
                return
