"""Checks that the parts of an archive agree, and mends what can be made again from the catalog."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import DamagedArchiveError
from index.prose.names import is_named_by_content
from index.prose.passages import passages_of, sentences_of
from index.reports import REMEDY, VerifyReport
from index.store import lexical, writing
from index.store.catalog import Catalog
from index.store.embedded import embed
from index.store.rows import PASSAGE, matrix, passage_of
from index.store.synced import SyncedStore
from index.store.writing import ArticleParts, content_hash, embedded_text
from index.types import Article, Filter, Passage, Sentence
from index.wording import counted

if TYPE_CHECKING:
    from index.embedding import Embedder

SAMPLE = 50
"""Passages that are searched for by their own vector, spread over the archive."""
LOST = 0.05
"""Share of the sample that the index may miss: it is approximate by nature, and a sound one misses 0.2 %."""
SAME = 0.999
"""Cosine from which two vectors are taken for the same; float32 arithmetic stays above 0.99999."""
UNIT = 1e-3
"""How far the length of a vector may be from one."""
CHUNK = 2000
"""Rows that are looked at together."""


@dataclass(slots=True)
class Findings:
    """What is wrong, by the part that has to be mended, one sentence each."""

    catalog: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)  # article id: its text is not the one that was added
    parts: dict[str, str] = field(default_factory=dict)  # article id: its passages or sentences are not its own
    vectors: dict[str, str] = field(default_factory=dict)  # content hash: no vector, or none that can be used
    store: list[str] = field(default_factory=list)
    lexical: list[str] = field(default_factory=list)

    def problems(self) -> tuple[str, ...]:
        """All sentences."""
        return (*self.catalog, *self.texts.values(), *self.parts.values(), *self.vectors.values(), *self.store, *self.lexical)


class Check:
    """One check of an archive; `repair` is called with the write lock held."""

    def __init__(self, catalog: Catalog, store: SyncedStore, embedder: Callable[[], Embedder]) -> None:
        self._catalog = catalog
        self._store = store
        self._embedder = embedder

    def run(self, repaired: tuple[str, ...] = ()) -> VerifyReport:
        """Look, and change nothing."""
        problems = self._find().problems()
        counts = self._catalog.counts(Filter())
        return VerifyReport(not problems, problems, repaired, counts.articles, counts.passages)

    def repair(self) -> VerifyReport:
        """Look, mend, and look again."""
        found = self._find()
        done: list[str] = []
        if found.catalog:
            return self.run()
        if found.texts:
            self._forget_digests(list(found.texts))
        if found.parts:
            done.append(self._cut_again(list(found.parts)))
        if found.vectors:
            done.append(self._embed_again(found.vectors))
        if found.lexical or found.parts:
            with self._catalog.transaction() as connection:
                lexical.rebuild(connection, self._lexical_rows())
            done.append("the lexical index was made anew from the catalog")
        if found.store or found.parts or found.vectors:
            self._store.rebuild()
            done.append("the vector store was made anew from the catalog")
        return self.run(tuple(done))

    # Looking

    def _find(self) -> Findings:
        found = Findings()
        checked = self._catalog.rows("PRAGMA integrity_check")
        found.catalog = [f"the catalog is damaged ({row[0]}); put it back from a copy" for row in checked if row[0] != "ok"]
        if found.catalog:
            return found
        for article in self._articles():
            self._check_article(article, found)
        self._check_vectors(found)
        passages = int(self._catalog.value("SELECT count(*) FROM passages"))
        found.lexical = self._catalog.lexical_problems(passages)
        if not found.vectors:  # with them the store is made anew anyway
            try:
                found.store = list(self._store_problems())
            except DamagedArchiveError as exc:
                found.store = [str(exc)]
        return found

    def _articles(self) -> Iterator[Article]:
        ids = [row[0] for row in self._catalog.rows("SELECT id FROM articles ORDER BY document_id, ordinal")]
        for begin in range(0, len(ids), CHUNK):
            yield from self._catalog.articles(ids[begin : begin + CHUNK])

    def _check_article(self, article: Article, found: Findings) -> None:
        if not is_named_by_content(article):
            found.texts[article.id] = f"the text of article {article.id} is not the one that was added; add the file {article.file} again"
        try:
            sound = all(content_hash(embedded_text(piece)) == hash for piece, hash in _pieces(self._catalog, article))
        except IndexError:
            sound = False
        if not sound:
            found.parts[article.id] = f"the passages of article {article.id} are not pieces of its text; {REMEDY}"

    def _check_vectors(self, found: Findings) -> None:
        import numpy as np

        used = "SELECT hash FROM passages UNION SELECT hash FROM sentences"
        for (hash,) in self._catalog.rows(f"SELECT hash FROM ({used}) WHERE hash NOT IN (SELECT hash FROM vectors)"):
            found.vectors[hash] = f"the text {hash} has no vector; {REMEDY}"
        sizes = self._catalog.rows("SELECT length(vector), count(*) FROM vectors GROUP BY 1 ORDER BY 2 DESC")
        hashes = [row[0] for row in self._catalog.rows("SELECT hash FROM vectors")]
        for begin in range(0, len(hashes), CHUNK):
            chunk = json.dumps(hashes[begin : begin + CHUNK])
            rows = self._catalog.rows("SELECT hash, vector FROM vectors WHERE hash IN (SELECT value FROM json_each(?))", (chunk,))
            fit = [row for row in rows if len(row[1]) == sizes[0][0]]
            lengths = np.linalg.norm(matrix([row[1] for row in fit], sizes[0][0] // 4), axis=1) if fit else np.empty(0)
            sound = {row[0] for row, length in zip(fit, lengths, strict=True) if abs(length - 1) < UNIT}
            for row in rows:
                if row[0] not in sound:
                    found.vectors[row[0]] = f"the vector of the text {row[0]} is damaged; {REMEDY}"

    def _store_problems(self) -> Iterator[str]:
        pending = self._store.pending()
        if pending:
            yield f"the vector store has not been told of {counted(pending, 'change')}; the next adding tells it, or {REMEDY}"
            return
        ids = self._catalog.passage_ids()
        stored = self._store.ids()
        lacking, foreign = len(set(ids) - stored), len(stored - set(ids))
        if lacking or foreign:
            yield f"the vector store lacks {counted(lacking, 'passage')} of the catalog and holds {foreign:,} foreign to it; {REMEDY}"
            return
        sample, vectors = self._catalog.vectors(ids[:: max(1, len(ids) // SAMPLE)])
        lost = 0
        for vector in vectors:
            nearest = self._catalog.nearest(vector, 1, Filter(), among=self._store.nearest(vector, 5))
            lost += not nearest or nearest[0][1] < SAME
        if lost > LOST * len(sample):
            yield f"the vector store does not find {lost:,} of {counted(len(sample), 'passage')} by its own vector; {REMEDY}"

    # Mending

    def _forget_digests(self, article_ids: list[str]) -> None:
        """Make the next adding of these articles' files read them anew."""
        with self._catalog.transaction() as connection:
            writing.forget_digests(connection, article_ids)

    def _cut_again(self, article_ids: list[str]) -> str:
        parts = [ArticleParts(article, passages_of(article), sentences_of(article)) for article in self._catalog.articles(article_ids)]
        texts = writing.texts_of(parts)
        embed(self._catalog, texts.items(), self._catalog.missing(texts), self._embedder)
        with self._catalog.transaction() as connection:
            writing.put_parts_again(connection, parts)
        return f"{counted(len(parts), 'article')} cut into passages anew"

    def _embed_again(self, hashes: Collection[str]) -> str:
        """Embed anew what has no usable vector, and drop what is used no more."""
        texts = {hash: text for hash, text in self._texts() if hash in hashes}
        embed(self._catalog, texts.items(), set(texts), self._embedder)
        with self._catalog.transaction() as connection:
            writing.forget_vectors(connection)
        return f"{counted(len(texts), 'text')} embedded anew"

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Content hash and text of all that is embedded."""
        for article in self._articles():
            yield from writing.texts_of([ArticleParts(article, passages_of(article), sentences_of(article))]).items()

    def _lexical_rows(self) -> Iterator[tuple[int, str, str]]:
        for article in self._articles():
            rows = self._catalog.rows("SELECT key, context, start, end FROM passages WHERE article_id = ?", (article.id,))
            yield from ((key, context, article.slice(start, end)) for key, context, start, end in rows)


def _pieces(catalog: Catalog, article: Article) -> Iterator[tuple[Passage | Sentence, str]]:
    """The passages and sentences of an article as they are stored, each with its content hash; raises IndexError for one outside of it."""
    for *row, hash in catalog.rows(f"SELECT {PASSAGE}, hash FROM passages WHERE article_id = ?", (article.id,)):
        yield passage_of(tuple(row), article), hash
    for ordinal, start, end, hash in catalog.rows("SELECT ordinal, start, end, hash FROM sentences WHERE article_id = ?", (article.id,)):
        yield Sentence(article.id, ordinal, start, end, article.slice(start, end)), hash
