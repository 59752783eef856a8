"""The articles of a document with their parts, cut anew on each round, for those of ten thousand articles fill the memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from index.ingest.read import StoredReading
from index.prose.reading import as_bytes, from_bytes
from index.store.texts import Named, texts_of
from index.store.writing import ArticleParts

if TYPE_CHECKING:
    from index.types import Article


class Parts:
    """The articles of a document with their parts. Each is read once: by others, whose `known` readings and those still `coming` (one an
    article, in their order) are taken, or here.
    """

    def __init__(
        self, articles: Sequence[Article], known: Mapping[str, StoredReading] | None = None, coming: Iterator[StoredReading] | None = None
    ) -> None:
        self.articles = articles
        self._readings = dict(known or {})
        self._coming = coming

    def __iter__(self) -> Iterator[ArticleParts]:
        """One article after the other."""
        return map(self._parts, self.articles)

    def texts(self) -> Iterator[tuple[Named, str]]:
        """All that is embedded, with the name of its vector."""
        return (item for part in self for item in texts_of(part).items())

    def _parts(self, article: Article) -> ArticleParts:
        if article.id not in self._readings and self._coming is not None:
            self._readings[article.id] = next(self._coming)
        if kept := self._readings.get(article.id):
            return ArticleParts.of(article, from_bytes(*kept, article))
        parts = ArticleParts.of(article)
        self._readings[article.id] = StoredReading(parts.reading.version, as_bytes(parts.reading))
        return parts
