"""The archive: files in, articles and passages out. The only thing of this package's storage that the others see."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from index.embedding import load_embeddings
from index.errors import ArchiveError, ModelMismatchError, NoArchiveError, UnknownArticleError
from index.reports import ArchiveInfo, Counts, FileReport, VerifyReport
from index.settings import IndexSettings
from index.store import clusters, corrections, facts, ids, unused, writing
from index.store.catalog import Catalog
from index.store.embedded import embed, missing
from index.store.lock import hold
from index.store.made import check_made_alike, notes
from index.store.memory import Facts
from index.store.schema import VERSION
from index.store.sentence_vectors import SentenceVectors
from index.store.server import Server
from index.store.snapshot import Snapshot
from index.store.synced import SyncedStore
from index.store.takeover import Progress as TakenOver
from index.store.takeover import finish, is_unfinished, take_over
from index.store.texts import texts_of
from index.store.verify import Check
from index.store.writing import ArticleParts
from index.types import EVERYTHING, Article, Filter

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.ingest.fetch import Fetcher
    from index.ingest.told import Progress

__all__ = ["Archive", "ArchiveInfo", "Counts", "FileReport", "VerifyReport"]

CREATE_PATIENCE = 20.0
"""Seconds to wait for another process that is making the same archive; it takes a moment."""
FLUSH = 2_000
"""Entries of the journal from which the vector store is told within a run: readers compare what it has not been told one by one."""
DEFAULTS = IndexSettings()


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
        self._facts: Facts | None = None
        self._sentences = SentenceVectors()
        self._store = SyncedStore(catalog, Server.of(settings))

    @classmethod
    def create_or_open(
        cls, path: Path, settings: IndexSettings = DEFAULTS, *, embedder: Embedder | None = None, progress: TakenOver | None = None
    ) -> Archive:
        """Open the archive in the folder `path`, or make one there. `embedder` takes the place of the model that the settings name.

        Raises NotAnArchiveError, ModelMismatchError, DamagedArchiveError, and ArchiveError where the folder cannot be written to.
        """
        path = Path(path)
        with suppress(NoArchiveError):
            return cls.open(path, settings, embedder=embedder, progress=progress)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise ArchiveError(f"the folder {path} cannot be made ({exc.strerror or exc}); choose another place for the archive") from exc
        with hold(path, patience=CREATE_PATIENCE):
            Catalog.create(path, notes(settings.embedding_model)).close()
        return cls.open(path, settings, embedder=embedder)

    @classmethod
    def open(
        cls, path: Path, settings: IndexSettings = DEFAULTS, *, embedder: Embedder | None = None, progress: TakenOver | None = None
    ) -> Archive:
        """Open the archive in the folder `path`. No model is loaded until one is needed.

        One of an older format is taken over in place, and `progress` called with the number of articles done and of all.

        Raises NoArchiveError, NotAnArchiveError, ModelMismatchError, DamagedArchiveError, and SettingsError for the address of a server.
        """
        Server.of(settings)  # before anything is opened or made
        catalog = Catalog.open(Path(path))
        try:
            check_made_alike(catalog, settings.embedding_model)
            archive = cls(catalog, settings, embedder)
            if catalog.version < VERSION:
                with hold(catalog.folder, patience=CREATE_PATIENCE):
                    take_over(catalog, archive._store, progress or (lambda *_: None))
            elif is_unfinished(catalog):
                with suppress(ArchiveError), hold(catalog.folder):  # which can wait until nobody else writes
                    finish(catalog, archive._store)
        except BaseException:
            catalog.close()
            raise
        return archive

    def close(self, *, keep_unused: bool = True) -> None:
        """Close files and let go of memory; with `keep_unused` off, an archive that nothing was ever put into is deleted."""
        self._store.close()
        if not keep_unused:
            unused.discard(self._catalog)
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
        jobs: int | None = None,
        names: Mapping[str, str] | None = None,
    ) -> tuple[FileReport, ...]:
        """Add files, folders and web addresses; one report for each file. What is in is left alone; what cannot be used stops no other.

        `published` is the day given for articles that state none; `source` their outlet; `mapping` the names of fields in data files.
        `progress` is called with an `AddProgress` after each file and each batch of texts. `jobs` is the number of processes that may read
        beside this one: 1 for none, None for as many as there are processors; for a few small files none is started. `names` gives, for
        paths of files that were handed in and will not stay where they are, the names under which they are kept. Raises
        ArchiveLockedError, ModelError, ModelMismatchError, ArchiveError, and SettingsError for a `source` that is no text, a `mapping` of
        no known field and `jobs` below 1.
        """
        from index.ingest.run import Ingest, Options

        options = Options(published, source, dict(mapping or {}))
        reports: list[FileReport] = []
        with hold(self.path), Ingest(self._catalog, self._embedder_for_writing, options, progress, fetcher, jobs) as ingest:
            self._store.flush()
            for report in ingest.add([str(path) for path in paths], names or {}):
                reports.append(report)
                if self._store.pending() >= FLUSH:
                    self._store.flush()
            self._store.flush()
        return tuple(reports)

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out, named as `article` takes them; returns how many.

        Raises UnknownArticleError, and then nothing is removed, and ArchiveLockedError.
        """
        with hold(self.path):
            named = [self.article(id).id for id in ids]
            with self._catalog.transaction() as connection:
                removed = writing.remove_articles(connection, named)
            self._store.flush()
        return removed

    def correct(self, id: str, day: date | None, *, made: date | None = None) -> Article:
        """Set the day on which an article was published, or with None take back what was set; returns the article as it is now.

        The user's day holds until it is cleared, also when the file is added again; `made` is the day on which it was given (today).
        Raises UnknownArticleError, ArchiveLockedError, ModelError, ModelMismatchError.
        """
        return self._change(id, lambda article: corrections.of_day(self._catalog, article, day, made or date.today()))

    def correct_source(self, id: str, source: str | None, *, made: date | None = None) -> Article:
        """Set the outlet that an article is from, or with None take back what was set, as `correct` does the day of publication.

        Raises SettingsError for a name without letters, and what `correct` raises.
        """
        from index.ingest.options import Options

        name = None if source is None else " ".join((Options(source=source).source or "").split())
        return self._change(id, lambda article: corrections.of_outlet(self._catalog, article, name, made or date.today()))

    def _change(self, id: str, change: Callable[[Article], tuple[Article, corrections.Note]]) -> Article:
        """Put an article in anew as it is after a correction, which is noted with it; returns it as the archive has it then."""
        with hold(self.path):
            self._store.flush()
            article, note = change(self.article(id))
            part = ArticleParts.of(article)
            texts = texts_of(part)
            embed(self._catalog, texts.items(), missing(self._catalog, texts), self._embedder_for_writing)
            with self._catalog.transaction() as connection:
                note(connection)
                writing.replace_article(connection, part)
            self._store.flush()
            return self.article(article.id)

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

    def articles(self, filter: Filter = EVERYTHING) -> tuple[Article, ...]:
        """All articles that the filter leaves, by file and place in it."""
        return tuple(self._catalog.articles(None if filter.is_open else self._catalog.article_ids(filter)))

    def article(self, id: str) -> Article:
        """The article of this id, or whose id begins so and no other's; raises UnknownArticleError."""
        found = self._catalog.articles([id]) or self._catalog.articles(ids.whole(self._catalog, id))
        if not found:
            raise UnknownArticleError(f"there is no article {id} in the archive {self.path}; `dateline articles` lists them")
        return found[0]

    def info(self) -> ArchiveInfo:
        """What the archive holds, in figures."""
        return facts.info(self._catalog)

    def copies(self, article_id: str) -> tuple[Article, ...]:
        """The other articles that are copies of the same story, by file and place in it; raises UnknownArticleError."""
        id = self.article(article_id).id
        return tuple(article for article in self._catalog.articles(clusters.members(self._catalog, id)) if article.id != id)

    def versions(self, article_id: str) -> tuple[Article, ...]:
        """An article's versions, newest first, itself among them: copies from its outlet or address that differ in date.

        Empty for an article of which there is one version only; raises UnknownArticleError.
        """
        return clusters.versions(self.article(article_id), self.copies(article_id))

    # Asking

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """What a question sees: all that is read of it is of one moment, whatever others write meanwhile. For one thread, and not for long.

        Raises ArchiveError where the archive fails.
        """
        with self._catalog.now() as now:
            seen = Snapshot(now, self._store, self._embedder_of, str(self.path), self._sentences, self._facts)
            self._facts = seen.facts
            yield seen

    @property
    def embedder(self) -> Embedder:
        """The archive's embedding model, loaded when first asked for. Raises ModelError, ModelMismatchError."""
        return self._embedder_of(self._catalog.meta("embedder"))

    def _embedder_of(self, recorded: str | None) -> Embedder:
        """The embedder, which must be the one that the archive was made with."""
        with self._loading:
            if self._loaded is None:
                self._loaded = load_embeddings(self._settings.embedding_model, self._settings.threads)
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
