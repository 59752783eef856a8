"""The catalog as it is at one moment, whatever other connections and processes write meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from index.store.catalog import Catalog, Connection


class _Frozen(Catalog):
    """Reads everything through one connection, in one transaction; for one thread."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog.folder)
        with self._translated():
            self._only = self._connect()
            self._only.execute("BEGIN")
            self._only.execute("SELECT 1 FROM meta LIMIT 1").fetchone()  # SQLite begins with the first reading

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        yield self._only

    def close(self) -> None:
        """End the transaction, in which nothing was written."""
        self._only.close()


@contextmanager
def frozen(catalog: Catalog) -> Iterator[Catalog]:
    """The catalog as it is now, to read from."""
    now = _Frozen(catalog)
    try:
        yield now
    finally:
        now.close()
