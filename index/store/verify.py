"""Checks that the parts of an archive agree, and mends what can be made again from the catalog."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from operator import mul
from typing import TYPE_CHECKING

from index.errors import DamagedArchiveError, StoreUnreachableError
from index.prose.article_ids import is_named_by_content
from index.prose.reading import from_bytes, read, sentences_at, version
from index.reports import REMEDY, Counts, VerifyReport
from index.store import lexical, writing
from index.store.catalog import Catalog
from index.store.embedded import embed, missing
from index.store.reads import Reads
from index.store.rows import PASSAGE, SCALE, length, matrix, passage_of, unpacked
from index.store.synced import SyncedStore
from index.store.texts import Named, content_hash, embedded_text, texts_of
from index.store.writing import ArticleParts
from index.types import EVERYTHING, Article
from index.wording import counted

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.store.vectors import VectorIndex

SAMPLE = 50
"""Passages that are searched for by their own vector, spread over the archive."""
LOST = 0.05
"""Share of the sample that the index may miss: it is approximate by nature, and a sound one misses 0.2 %."""
SAME_VECTOR = 0.999
"""Cosine from which two vectors are taken for the same; float32 arithmetic stays above 0.99999."""
UNIT = 1e-3
"""How far the length of a vector may be from one."""
CHUNK = 2000
"""Rows that are looked at together."""
FEW = 1000
"""Vectors up to which numpy is not loaded for their lengths, which takes as long as these."""


@dataclass(slots=True)
class Findings:
    """What is wrong, by the part that has to be mended, one sentence each."""

    catalog: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)  # article id: its text is not the one that was added
    parts: dict[str, str] = field(default_factory=dict)  # article id: its passages or its reading are not its own
    old: list[str] = field(default_factory=list)  # articles that were read by other rules than today's, which is no damage
    vectors: dict[Named, str] = field(default_factory=dict)  # no vector, or none that can be used
    store: list[str] = field(default_factory=list)
    lexical: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=lambda: Counts(0, 0))

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
        """Look, and change nothing; other processes may write meanwhile."""
        return _report(self._find(), repaired)

    def repair(self) -> VerifyReport:
        """Look, mend, and look again."""
        found = self._find()
        done: list[str] = []
        if found.catalog:
            return _report(found)
        if found.texts:
            self._forget_digests(list(found.texts))
        if found.parts:
            done.append(self._cut_again(list(found.parts)))
        if old := [id for id in found.old if id not in found.parts]:
            done.append(self._read_again(old, found))
        if found.vectors:
            done.append(self._embed_again(found.vectors))
        if found.lexical or found.parts:
            with self._catalog.transaction() as connection:
                lexical.rebuild(connection, self._lexical_rows())
            done.append("the lexical index was made anew from the catalog")
        if found.store or found.parts or found.vectors:
            with suppress(StoreUnreachableError):  # which the second look tells
                self._store.rebuild()
                done.append("the vector store was made anew from the catalog")
        elif pending := self._store.pending():
            self._store.flush()
            if told := pending - self._store.pending():
                done.append(f"the vector store was told of {counted(told, 'change')}")
        return self.run(tuple(done))

    # Looking

    def _find(self) -> Findings:
        """All that is wrong, of every kind: one damage does not hide another."""
        found = Findings()
        with self._catalog.now() as now:
            of_catalog = (_count, _check_pages, _check_articles, _check_vectors)
            looks: list[Callable[[Findings], None]] = [partial(look, now) for look in of_catalog]
            for look in (*looks, self._check_lexical, self._check_store):
                try:
                    look(found)
                except DamagedArchiveError as exc:
                    found.catalog.append(str(exc))
                except Exception:
                    if not found.catalog:  # what is read out of damaged pages can be anything
                        raise
        return found

    def _check_lexical(self, found: Findings) -> None:
        with self._catalog.transaction() as connection:  # which FTS5's own check needs
            passages = int(connection.execute("SELECT count(*) FROM passages").fetchone()[0])
            found.lexical = lexical.problems(connection, passages)

    def _check_store(self, found: Findings) -> None:
        """What was not told to the store yet is no damage: the next adding tells it, and searching looks at it too."""
        try:
            with self._store.held() as store, self._catalog.now() as now:
                found.store = list(_store_problems(now, store))
        except (DamagedArchiveError, StoreUnreachableError) as exc:
            found.store = [str(exc)]

    # Mending

    def _forget_digests(self, article_ids: list[str]) -> None:
        """Make the next adding of these articles' files read them anew."""
        with self._catalog.transaction() as connection:
            writing.forget_digests(connection, article_ids)

    def _cut_again(self, article_ids: list[str]) -> str:
        parts = [ArticleParts.of(article) for article in self._catalog.articles(article_ids)]
        texts = {name: text for part in parts for name, text in texts_of(part).items()}
        embed(self._catalog, texts.items(), missing(self._catalog, texts), self._embedder)
        with self._catalog.transaction() as connection:
            writing.put_parts_again(connection, parts)
        return f"{counted(len(parts), 'article')} cut into passages anew"

    def _read_again(self, article_ids: list[str], found: Findings) -> str:
        """Make readings by today's rules; an article whose sentences these would cut otherwise is cut into passages anew."""
        with self._catalog.transaction() as connection:
            for article in self._catalog.articles(article_ids):
                stored = self._catalog.rows("SELECT version, content FROM readings WHERE article_id = ?", (article.id,))[0]
                reading = read(article)
                if reading.sentences == from_bytes(stored[0], stored[1], article).sentences:
                    writing.put_reading(connection, article.id, reading)
                else:
                    found.parts[article.id] = "cut by older rules"
            writing.raise_number(connection, "generation")
        if other := [id for id in article_ids if id in found.parts]:
            self._cut_again(other)
        return f"{counted(len(article_ids), 'article')} of older rules read anew"

    def _embed_again(self, vectors: Collection[Named]) -> str:
        """Embed anew what has no usable vector, and drop what is used no more."""
        texts = {name: text for name, text in self._texts() if name in vectors}
        embed(self._catalog, texts.items(), set(texts), self._embedder)
        with self._catalog.transaction() as connection:
            writing.forget_vectors(connection)
        return f"{counted(len(texts), 'text')} embedded anew"

    def _texts(self) -> Iterator[tuple[Named, str]]:
        """All that is embedded, with the name of its vector."""
        for article in _articles(self._catalog):
            yield from texts_of(ArticleParts.of(article)).items()

    def _lexical_rows(self) -> Iterator[tuple[int, str, str]]:
        for article in _articles(self._catalog):
            rows = self._catalog.rows("SELECT key, context, start, end FROM passages WHERE article_id = ?", (article.id,))
            yield from ((key, context, article.slice(start, end)) for key, context, start, end in rows)


def _report(found: Findings, repaired: tuple[str, ...] = ()) -> VerifyReport:
    problems = found.problems()
    return VerifyReport(not problems, problems, repaired, found.counts.articles, found.counts.passages)


def _articles(catalog: Reads) -> Iterator[Article]:
    ids = [row[0] for row in catalog.rows("SELECT id FROM articles ORDER BY document_id, ordinal")]
    for begin in range(0, len(ids), CHUNK):
        yield from catalog.articles(ids[begin : begin + CHUNK])


def _count(catalog: Reads, found: Findings) -> None:
    found.counts = catalog.counts(EVERYTHING)


def _check_pages(catalog: Reads, found: Findings) -> None:
    checked = catalog.rows("PRAGMA integrity_check")
    found.catalog += [f"the catalog is damaged ({row[0]}); put it back from a copy" for row in checked if row[0] != "ok"]


def _check_articles(catalog: Reads, found: Findings) -> None:
    found.old = [row[0] for row in catalog.rows("SELECT article_id FROM readings WHERE version <> ?", (version(),))]
    for article in _articles(catalog):
        if not is_named_by_content(article):
            found.texts[article.id] = f"the text of article {article.id} is not the one that was added; add the file {article.file} again"
        try:
            sound = _is_sound(catalog, article)
        except (IndexError, ValueError):
            sound = False
        if not sound:
            found.parts[article.id] = f"the passages of article {article.id} are not pieces of its text; {REMEDY}"


def _check_vectors(catalog: Reads, found: Findings) -> None:
    for (hash,) in catalog.rows("SELECT DISTINCT hash FROM passages WHERE hash NOT IN (SELECT hash FROM vectors)"):
        found.vectors[hash] = f"the text {hash.hex()} has no vector; {REMEDY}"
    size, last = _size(catalog), 0
    while rows := catalog.rows("SELECT rowid, hash, vector FROM vectors WHERE rowid > ? ORDER BY rowid LIMIT ?", (last, CHUNK)):
        last = rows[-1][0]
        for hash in {row[1] for row in rows} - _sound([row[1:] for row in rows], size):
            found.vectors[hash] = f"the vector of the text {hash.hex()} is damaged; {REMEDY}"


def _size(catalog: Reads) -> int:
    """Bytes of a vector, those of most; 0 where none is whole."""
    lengths = f"SELECT length(vector) FROM vectors WHERE length(vector) > {SCALE} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    return int(catalog.value(lengths) or 0)


def _sound(rows: Sequence[tuple[Named, bytes]], size: int) -> set[Named]:
    """The names of those vectors that are of this many bytes and of length one."""
    fit = [row for row in rows if len(row[1]) == size]
    if len(fit) <= FEW:
        return {name for name, blob in fit if _is_unit(unpacked(blob))}
    import numpy as np

    lengths = np.linalg.norm(matrix([row[1] for row in fit], size - SCALE), axis=1)
    return {row[0] for row, one in zip(fit, lengths, strict=True) if abs(one - 1) < UNIT}


def _is_unit(vector: Sequence[float]) -> bool:
    return abs(length(vector) - 1) < UNIT


def _store_problems(catalog: Reads, store: VectorIndex | None) -> Iterator[str]:
    """What does not agree between the store, to which nobody writes meanwhile, and the catalog less what is still to be told."""
    journal = dict(catalog.rows("SELECT passage_id, action FROM journal"))
    ids, stored = catalog.passage_ids(), store.ids() if store else set()
    told = [id for id in ids if id not in journal]
    lacking, foreign = len(set(told) - stored), len(stored - set(ids) - set(journal))
    if lacking or foreign:
        yield f"the vector store lacks {counted(lacking, 'passage')} of the catalog and holds {foreign:,} foreign to it; {REMEDY}"
    if store is None:
        return
    kept = [id for id in told if id in stored]
    size = _size(catalog)
    sample = _vectors(catalog, kept[:: max(1, len(kept) // SAMPLE)], size)
    nearest = store.nearest_each(sample, 5)
    lost = sum(
        all(sum(map(mul, near, vector)) < SAME_VECTOR for near in _vectors(catalog, ids, size))
        for vector, ids in zip(sample, nearest, strict=True)
    )
    if lost > LOST * len(sample):
        yield f"the vector store does not find {lost:,} of {counted(len(sample), 'passage')} by its own vector; {REMEDY}"


def _vectors(catalog: Reads, passage_ids: Sequence[str], size: int) -> list[list[float]]:
    """The vectors of `size` bytes of those of the passages that have a sound one; the others are reported as vectors."""
    rows = catalog.rows(
        "SELECT v.vector FROM passages p JOIN vectors v ON v.hash = p.hash WHERE length(v.vector) = ? AND "
        "p.id IN (SELECT value FROM json_each(?))",
        (size, json.dumps(list(passage_ids))),
    )
    return [vector for vector in (unpacked(row[0]) for row in rows) if _is_unit(vector)]


def _is_sound(catalog: Reads, article: Article) -> bool:
    """Whether an article's passages are named by their texts, and each is a run of the sentences of its reading.

    Raises IndexError for one outside of the article, and ValueError where its reading is missing or damaged.
    """
    reading = catalog.rows("SELECT version, content FROM readings WHERE article_id = ?", (article.id,))
    sentences = sentences_at(article, from_bytes(reading[0][0], reading[0][1], article).sentences) if reading else ()
    starts, ends = {one.start for one in sentences}, {one.end for one in sentences}
    for *row, hash in catalog.rows(f"SELECT {PASSAGE}, hash FROM passages p WHERE article_id = ?", (article.id,)):
        passage = passage_of(tuple(row), article)
        if content_hash(embedded_text(passage)) != hash or passage.start not in starts or passage.end not in ends:
            return False
    return bool(reading)
