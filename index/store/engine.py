"""Chroma's engine asked without Chroma's Python around it, which takes half a second to import where the engine takes a twentieth.

The engine's calls are Chroma's own affair and may change with a version: it is asked so only in the versions of which they are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KNOWN = ("1.5.",)
"""How the versions begin whose engine is called as below."""
HOME = ("default_tenant", "default_database")
"""Tenant and database of a folder."""
CACHE = 16
"""Indexes that the engine may keep open; a folder has one."""


def is_known() -> bool:
    """Whether the engine that is installed is called as below."""
    try:
        return version("chromadb").startswith(KNOWN)
    except PackageNotFoundError:
        return False


class Engine:
    """The engine of one folder, in the place of Chroma's client; raises whatever the engine does."""

    def __init__(self, folder: Path) -> None:
        import chromadb_rust_bindings as rust

        settings = rust.SqliteDBConfig(
            hash_type=rust.MigrationHash.MD5, migration_mode=rust.MigrationMode.Apply, url=f"{folder}/chroma.sqlite3"
        )
        self._bindings: Any = rust.Bindings(allow_reset=False, sqlite_db_config=settings, persist_path=str(folder), hnsw_cache_size=CACHE)

    def get_collection(self, name: str) -> Records:
        """The collection of this name."""
        return Records(self._bindings, self._bindings.get_collection(name, *HOME))

    def close(self) -> None:
        """Let go of files and memory."""
        self._bindings = None


class Records:
    """A collection, with those of the methods of Chroma's own class that are used, called in the same way."""

    def __init__(self, bindings: Any, collection: Any) -> None:
        self._bindings = bindings
        self._id = str(collection.id)
        self.metadata: dict[str, Any] | None = collection.metadata

    def add(self, ids: list[str], embeddings: NDArray[np.float32]) -> None:
        """Add records; `embeddings` has shape (n, dim)."""
        if ids:
            self._bindings.add(ids, self._id, list(embeddings), None, None, None, *HOME)

    def delete(self, ids: list[str]) -> None:
        """Delete records."""
        if ids:
            self._bindings.delete(self._id, ids, None, None, None, *HOME)

    def get(self, ids: list[str] | None = None, limit: int | None = None, include: Sequence[str] = ()) -> dict[str, Any]:
        """Records by their ids, or all, with what is to be included."""
        found = self._bindings.get(self._id, ids, None, limit, 0, None, list(include), *HOME)
        return {"ids": found.ids, "embeddings": found.embeddings if "embeddings" in include else None}

    def query(self, query_embeddings: Sequence[Any], n_results: int, include: Sequence[str] = ()) -> dict[str, Any]:
        """The nearest records of each vector, an array or a list of numbers."""
        found = self._bindings.query(self._id, None, list(query_embeddings), n_results, None, None, list(include), *HOME)
        return {"ids": found.ids}

    def count(self) -> int:
        """The number of records."""
        return int(self._bindings.count(self._id, *HOME))
