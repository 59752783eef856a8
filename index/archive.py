"""The archive: files in, articles and passages out. The only thing of this package's storage that the others see."""

from __future__ import annotations

import hashlib
import logging
import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from index.embedding import load_embeddings, model_name
from index.errors import ArchiveError, ArchiveLockedError, ModelMismatchError, NoArchiveError, UnknownArticleError
from index.ingest.run import Ingest, Options, Progress
from index.prose.passages import CHUNKER, passages_of, sentences_of
from index.reports import Counts, FileReport, VerifyReport
from index.settings import IndexSettings
from index.store import clusters, corrections, writing
from index.store.catalog import Catalog
from index.store.corrections import Correction
from index.store.embedded import embed
from index.store.lock import hold
from index.store.synced import FIRST, SyncedStore
from index.store.verify import Check
from index.store.writing import ArticleParts
from index.types import Article, Filter, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding import Embedder
    from index.ingest.fetch import Fetcher

__all__ = ["Archive", "Counts", "FileReport", "VerifyReport"]

log = logging.getLogger(__name__)

EXACT_LIMIT = 2_000
"""Passages up to which a filtered search compares them all, at 10-20 µs each; filtering what the store proposes took 15 ms over 5,500,
and Chroma's own filters 90-700 ms over 100,000."""
OVERFETCH = 1.5
"""How many more candidates the store is asked for than a filter should leave `k` of; four times as many each time until `k` are left."""
CREATE_PATIENCE = 20.0
"""Seconds to wait for another process that is making the same archive; it takes a moment."""
FLUSH = 2_000
"""Entries of the journal from which the vector store is told within a run: readers compare what it has not been told one by one."""
DEFAULTS = IndexSettings()
EVERYTHING = Filter()


class Archive:
    """News articles that can be searched by meaning and by words, in one folder. Use it as a context manager, or close it.

    One handle may be used by several threads. Any number of processes may read while one writes; what is written is seen by the others'
    next call. `create_or_open` and `open` make one.
    """

    def __init__(self, catalog: Catalog, settings: IndexSettings, embedder: Embedder | None = None) -> None:
        self.path = catalog.folder
        self._catalog = catalog
        self._settings = settings
        self._loaded = embedder
        self._loading = threading.Lock()
        self._warned = False
        self._store = SyncedStore(catalog)

    @classmethod
    def create_or_open(cls, path: Path, settings: IndexSettings = DEFAULTS, *, embedder: Embedder | None = None) -> Archive:
        """Open the archive in the folder `path`, or make one there. `embedder` takes the place of the model that the settings name.

        Raises NotAnArchiveError, ModelMismatchError, DamagedArchiveError, and ArchiveError where the folder cannot be written to.
        """
        path = Path(path)
        with suppress(NoArchiveError):
            return cls.open(path, settings, embedder=embedder)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise ArchiveError(f"the folder {path} cannot be made ({exc.strerror or exc}); choose another place for the archive") from exc
        model = model_name(settings.embedding_model)
        notes = {"generation": "0", "model": model, "chunker": CHUNKER, "store": FIRST, "store_generation": "0", "store_checksum": ""}
        with hold(path, patience=CREATE_PATIENCE):
            Catalog.create(path, notes).close()
        return cls.open(path, settings, embedder=embedder)

    @classmethod
    def open(cls, path: Path, settings: IndexSettings = DEFAULTS, *, embedder: Embedder | None = None) -> Archive:
        """Open the archive in the folder `path`. No model is loaded until one is needed.

        Raises NoArchiveError, NotAnArchiveError, ModelMismatchError, DamagedArchiveError.
        """
        catalog = Catalog.open(Path(path))
        try:
            _check_made_alike(catalog, settings)
        except BaseException:
            catalog.close()
            raise
        return cls(catalog, settings, embedder)

    def close(self) -> None:
        """Close files and let go of memory."""
        self._store.close()
        self._catalog.close()

    def __enter__(self) -> Archive:
        """Use as a context manager."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close."""
        self.close()

    # Writing

    def add(
        self,
        paths: Sequence[str],
        *,
        published: date | None = None,
        source: str | None = None,
        mapping: Mapping[str, str] | None = None,
        progress: Progress | None = None,
        fetcher: Fetcher | None = None,
    ) -> tuple[FileReport, ...]:
        """Add files, folders and web addresses; one report for each file. What is in is left alone; what cannot be used stops no other.

        `published` is the day given for articles that state none; `source` their outlet; `mapping` the names of fields in data files.
        `progress` is called with the file, the number of texts embedded and their total. Raises ArchiveLockedError, ModelError,
        ModelMismatchError, ArchiveError, and SettingsError for a `source` that is no text and a `mapping` of no known field.
        """
        options = Options(published, source, dict(mapping or {}))
        reports: list[FileReport] = []
        with hold(self.path), Ingest(self._catalog, self._embedder_for_writing, options, progress, fetcher) as ingest:
            self._store.flush()
            for path in paths:
                for report in ingest.add(str(path)):
                    reports.append(report)
                    if self._store.pending() >= FLUSH:
                        self._store.flush()
            self._store.flush()
        return tuple(reports)

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out; returns how many. Raises UnknownArticleError, and then nothing is removed, and ArchiveLockedError."""
        with hold(self.path):
            for id in ids:
                self.article(id)
            with self._catalog.transaction() as connection:
                removed = writing.remove_articles(connection, ids)
            self._store.flush()
        return removed

    def correct(self, id: str, day: date | None, *, made: date | None = None) -> Article:
        """Set the day on which an article was published, or with None take back what was set; returns the article as it is now.

        The user's day holds until it is cleared, also when the file is added again; `made` is the day on which it was given (today).
        Raises UnknownArticleError, ArchiveLockedError, ModelError, ModelMismatchError.
        """
        with hold(self.path):
            self._store.flush()
            article, found = corrections.corrected(self._catalog, self.article(id), day)
            part = ArticleParts(article, passages_of(article), sentences_of(article))
            texts = writing.texts_of([part])
            embed(self._catalog, texts.items(), self._catalog.missing(texts), self._embedder_for_writing)
            with self._catalog.transaction() as connection:
                corrections.note(connection, id, day, made or date.today(), found)
                writing.replace_article(connection, part)
            self._store.flush()
        return article

    def verify(self, repair: bool = False) -> VerifyReport:
        """Check that catalog, vectors and lexical index agree and every passage equals its text; `repair` mends what can be mended.

        Repairing makes the vector store and the lexical index anew from the catalog, and embeds only what has no vector.
        """
        check = Check(self._catalog, self._store, self._embedder_for_writing)
        if not repair:
            return check.run()
        with hold(self.path):
            return check.repair()

    # What there is

    def articles(self) -> tuple[Article, ...]:
        """All articles, by file and place in it."""
        return tuple(self._catalog.articles())

    def article(self, id: str) -> Article:
        """One article; raises UnknownArticleError."""
        found = self._catalog.articles([id])
        if not found:
            raise UnknownArticleError(f"there is no article {id} in the archive {self.path}; `dateline articles` lists them")
        return found[0]

    def corrections(self) -> dict[str, Correction]:
        """The dates that the user has corrected, by article id."""
        return corrections.corrections(self._catalog, [article.id for article in self.articles()])

    def clusters(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The id of each article's cluster: equal for copies of one story; an article without copies is a cluster of its own."""
        return clusters.clusters(self._catalog, article_ids)

    def copies(self, article_id: str) -> tuple[Article, ...]:
        """The other articles that are copies of the same story, by file and place in it; raises UnknownArticleError."""
        self.article(article_id)
        return tuple(article for article in self._catalog.articles(clusters.members(self._catalog, article_id)) if article.id != article_id)

    def versions(self, article_id: str) -> tuple[Article, ...]:
        """An article's versions, newest first, itself among them: copies from its outlet or address that differ in date.

        Empty for an article of which there is one version only; raises UnknownArticleError.
        """
        return clusters.versions(self.article(article_id), self.copies(article_id))

    def sources(self) -> tuple[str, ...]:
        """The outlets that a filter can name, sorted: the source of each article, or its file's name where none is known."""
        return tuple(self._catalog.sources())

    def outlets(self) -> tuple[str, ...]:
        """The outlets that articles come from, sorted: what is offered to choose from. A filter knows the names of files too."""
        return tuple(self._catalog.outlets())

    def terms(self, prefix: str) -> list[tuple[str, int]]:
        """The stems of the archive's words that begin with a prefix, with the number of passages that hold each."""
        return self._catalog.terms(prefix)

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day that an article is known to be of; None where no article is dated."""
        return self._catalog.days()

    def counts(self, filter: Filter = EVERYTHING) -> Counts:
        """How much the filter leaves to search."""
        return self._catalog.counts(filter)

    def load(self, passage_ids: Sequence[str]) -> list[tuple[Passage, Article]]:
        """Passages with their articles, in the order of the ids; ids that are not there are left out."""
        found = self._catalog.passages(passage_ids)
        return [found[id] for id in passage_ids if id in found]

    def vectors(self, passage_ids: Sequence[str]) -> NDArray[np.float32]:
        """The passages' unit vectors, shape (n, dim), in the order of the ids; raises UnknownArticleError for one that is not there."""
        ids, vectors = self._catalog.vectors(passage_ids)
        place = {id: row for row, id in enumerate(ids)}
        gone = [id for id in passage_ids if id not in place]
        if gone:
            raise UnknownArticleError(f"there is no passage {gone[0]} in the archive {self.path}; it may have been removed just now")
        return vectors[[place[id] for id in passage_ids]]

    def sentences(self, article_id: str) -> tuple[tuple[Sentence, ...], NDArray[np.float32]]:
        """The sentences of an article in order, and their unit vectors, shape (n, dim); raises UnknownArticleError."""
        return self._catalog.sentences(self.article(article_id))

    def document_frequency(self, word: str) -> int:
        """The number of passages that hold the word in any of its inflected forms."""
        return self._catalog.document_frequency(word)

    def generation(self) -> int:
        """A number that every write raises: what was made from the archive is out of date when it has changed."""
        return self._catalog.generation()

    def fingerprint(self) -> str:
        """Names the embedding model, the cutting into passages, and the content: equal for archives that answer alike."""
        ids = "\n".join(sorted(self._catalog.passage_ids()))
        content = hashlib.sha256(ids.encode()).hexdigest()[:12]
        return f"{self._catalog.meta('embedder') or self._catalog.meta('model')}|{self._catalog.meta('chunker')}|{content}"

    # Searching

    def dense(self, vector: NDArray[np.float32], k: int, filter: Filter = EVERYTHING) -> list[tuple[str, float]]:
        """The `k` passages nearest in meaning to a unit vector of shape (dim,), as (passage id, cosine), best first.

        The store proposes candidates; cosines and filter are always the catalog's. Raises ModelMismatchError for another model's vector.
        """
        self._check_dim(vector)
        total, allowed = self._catalog.counts(EVERYTHING).passages, self._catalog.counts(filter).passages
        if k < 1 or allowed == 0:
            return []
        k = min(k, allowed)
        wanted = math.ceil(OVERFETCH * k * total / allowed)
        if not filter.is_open and allowed <= max(EXACT_LIMIT, wanted):
            return self._catalog.nearest(vector, k, filter)
        try:
            return self._approximate(vector, k, filter, wanted, total)
        except ArchiveError as exc:
            # Being written to at this moment is no damage; and what is said once need not be said with each question.
            if not isinstance(exc, ArchiveLockedError) and not self._warned:
                self._warned = True
                log.warning("%s; searching the catalog instead, which is slower", exc)
            return self._catalog.nearest(vector, k, filter)

    def lexical(self, words: Sequence[str], k: int, filter: Filter = EVERYTHING) -> list[tuple[str, float]]:
        """The `k` passages that best match any of the words, as (passage id, BM25 score), best first; words are stemmed."""
        return self._catalog.lexical_search(words, k, filter)

    @property
    def embedder(self) -> Embedder:
        """The archive's embedding model, loaded when first asked for. Raises ModelError, ModelMismatchError."""
        with self._loading:
            if self._loaded is None:
                self._loaded = load_embeddings(self._settings.embedding_model, self._settings.threads)
        recorded = self._catalog.meta("embedder")
        if recorded not in (None, self._loaded.fingerprint):
            raise ModelMismatchError(
                f"the archive {self.path} was made with the embedding model {recorded}, and this is {self._loaded.fingerprint}; "
                "set the model that it was made with, or add the files to a new archive"
            )
        return self._loaded

    def _embedder_for_writing(self) -> Embedder:
        """The embedder, whose fingerprint the archive remembers from now on."""
        embedder = self.embedder
        if self._catalog.meta("embedder") is None:
            with self._catalog.transaction() as connection:
                writing.set_meta(connection, "embedder", embedder.fingerprint)
        return embedder

    def _approximate(self, vector: NDArray[np.float32], k: int, filter: Filter, wanted: int, total: int) -> list[tuple[str, float]]:
        """Ask the store for `wanted` candidates, and for more until `k` are left of them or all have been asked for."""
        while True:
            candidates = self._store.nearest(vector, wanted)
            found = self._catalog.nearest(vector, k, filter, among=candidates)
            if len(found) >= k or wanted >= total:
                return found
            wanted = min(total, wanted * 4)

    def _check_dim(self, vector: NDArray[np.float32]) -> None:
        stored = self._catalog.dim()
        if stored and vector.shape != (stored,):
            raise ModelMismatchError(
                f"the archive {self.path} holds vectors of {stored} numbers, and this one has the shape {vector.shape}; "
                "use the embedding model that it was made with"
            )


def _check_made_alike(catalog: Catalog, settings: IndexSettings) -> None:
    """Raise ModelMismatchError when the archive was made with another model or other passages; by name, so that no model is loaded."""
    model, chunker = catalog.meta("model"), catalog.meta("chunker")
    asked = model_name(settings.embedding_model)
    if model != asked:
        raise ModelMismatchError(
            f"the archive {catalog.folder} was made with the embedding model {model}, and the settings name {asked}; "
            f"set the embedding model to {model}, or add the files to a new archive"
        )
    if chunker != CHUNKER:
        raise ModelMismatchError(
            f"the archive {catalog.folder} was cut into passages by the rules {chunker}, and this version uses {CHUNKER}; "
            "add the files to a new archive"
        )
