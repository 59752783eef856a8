"""Embeds what has no vector yet, and keeps the vectors batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from index.store import writing
from index.store.catalog import Catalog
from index.store.texts import Named

if TYPE_CHECKING:
    from index.embedding import Embedder

BATCH = 256
"""Texts that are embedded and kept at a time: what a kill can cost. Enough for the model to sort them by length."""


def missing(catalog: Catalog, vectors: Iterable[Named]) -> set[Named]:
    """Those of the vectors that are not there yet."""
    return catalog.missing(vectors)


def embed(
    catalog: Catalog,
    texts: Iterable[tuple[Named, str]],
    missing: Collection[Named],
    embedder: Callable[[], Embedder],
    tell: Callable[[int, int], None] = lambda *_: None,
) -> None:
    """Embed those of the texts whose vectors are missing, each once, and keep the vectors, batch by batch."""
    done = 0
    for batch in _batches(texts, missing):
        if done == 0:
            tell(0, len(missing))
        vectors = embedder().encode(list(batch.values()))
        with catalog.transaction() as connection:
            writing.put_vectors(connection, list(batch), vectors)
        done += len(batch)
        tell(done, len(missing))


def _batches(texts: Iterable[tuple[Named, str]], missing: Collection[Named]) -> Iterator[dict[Named, str]]:
    lacking = set(missing)
    batch: dict[Named, str] = {}
    for name, text in texts:
        if name in lacking:
            lacking.discard(name)
            batch[name] = text
        if len(batch) == BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch
