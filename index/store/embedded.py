"""Embeds what has no vector yet, and keeps the vectors batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from index.store import writing
from index.store.catalog import Catalog

if TYPE_CHECKING:
    from index.embedding import Embedder

BATCH = 256
"""Texts that are embedded and kept at a time: what a kill can cost. Enough for the model to sort them by length."""


def embed(
    catalog: Catalog,
    texts: Iterable[tuple[str, str]],
    missing: Collection[str],
    embedder: Callable[[], Embedder],
    tell: Callable[[int, int], None] = lambda *_: None,
) -> None:
    """Embed those of the texts (content hash, text) that are missing, each once, and keep their vectors, batch by batch."""
    done = 0
    for batch in _batches(texts, missing):
        if done == 0:
            tell(0, len(missing))
        vectors = embedder().encode(list(batch.values()))
        with catalog.transaction() as connection:
            writing.put_vectors(connection, list(batch), vectors)
        done += len(batch)
        tell(done, len(missing))


def _batches(texts: Iterable[tuple[str, str]], missing: Collection[str]) -> Iterator[dict[str, str]]:
    lacking = set(missing)
    batch: dict[str, str] = {}
    for hash, text in texts:
        if hash in lacking:
            lacking.discard(hash)
            batch[hash] = text
        if len(batch) == BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch
