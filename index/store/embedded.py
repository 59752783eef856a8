"""Embeds what has no vector yet, and keeps the vectors batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from index.errors import DatelineError
from index.store import writing
from index.store.catalog import Catalog
from index.store.texts import Named

if TYPE_CHECKING:
    from index.embedding import Embedder

BATCH = 512
"""Texts that are embedded and kept at a time: what a kill can cost. Enough for the model to sort them by length."""


def missing(catalog: Catalog, vectors: Iterable[Named]) -> set[Named]:
    """Those of the vectors that are not there yet."""
    return catalog.missing(vectors)


def embed(catalog: Catalog, texts: Iterable[tuple[Named, str]], missing: Collection[Named], embedder: Callable[[], Embedder]) -> None:
    """Embed those of the texts whose vectors are missing, each once, and keep the vectors, batch by batch."""
    lacking = set(missing)
    batch: dict[Named, str] = {}
    for name, text in texts:
        if name in lacking:
            lacking.discard(name)
            batch[name] = text
        if len(batch) == BATCH:
            _keep(catalog, batch, embedder)
            batch = {}
    if batch:
        _keep(catalog, batch, embedder)


class Batches:
    """Texts of many documents, embedded together and kept batch by batch; what is wanted twice, or is there, is embedded no more.

    `tell` is called after each batch. A batch that cannot be embedded is given up without an error: some text of it is at fault, and
    whoever wants one of them embeds it with `embed`, which raises the error where it belongs.
    """

    def __init__(self, catalog: Catalog, embedder: Callable[[], Embedder], tell: Callable[[], None]) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._tell = tell
        self._batch: dict[Named, str] = {}
        self.wanted = 0
        """Texts that have been put into a batch so far."""
        self.done = 0
        """Texts of the batches that are over. A document is ready when this has come to what `wanted` was after its last text."""

    def want(self, texts: Mapping[Named, str]) -> None:
        """Have some texts embedded, with what was wanted before or comes after; embeds each batch that gets full."""
        lacking = missing(self._catalog, texts)
        for name, text in texts.items():
            if name in lacking and name not in self._batch:
                self._batch[name] = text
                self.wanted += 1
            if len(self._batch) == BATCH:
                self.finish()

    def finish(self) -> None:
        """Embed what has been wanted."""
        if not self._batch:
            return
        batch, self._batch = self._batch, {}
        try:
            _keep(self._catalog, batch, self._embedder)
        except (DatelineError, OSError):  # of no text
            raise
        except Exception:
            pass
        self.done = self.wanted
        self._tell()


def _keep(catalog: Catalog, batch: Mapping[Named, str], embedder: Callable[[], Embedder]) -> None:
    vectors = embedder().encode(list(batch.values()))
    with catalog.transaction() as connection:
        writing.put_vectors(connection, list(batch), vectors)
