"""Files into the archive: read ahead, embedded in batches over many of them, and written down in their order, each whole or not at all.

A crash at any point leaves an archive that answers, and that the next run finishes: vectors are kept batch by batch, a document goes in
whole or not at all, and the journal holds what the vector store has not been told.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.errors import InputError
from index.ingest import handed_in, inputs
from index.ingest.ahead import Pending, Readers
from index.ingest.faults import reported
from index.ingest.inputs import Input, Problem
from index.ingest.options import Options, check_storable, printable
from index.ingest.parts import Parts
from index.ingest.read import ReadFile, named_apart
from index.ingest.told import Reporter
from index.reports import FileReport
from index.store import corrections, writing
from index.store.catalog import Catalog
from index.store.embedded import Batches, embed, missing
from index.store.texts import Named, texts_of
from index.store.writing import StoredDocument

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.ingest.fetch import Fetcher
    from index.ingest.told import Progress
    from index.types import Article

__all__ = ["Ingest", "Options"]

NO_NAMES: Mapping[str, str] = {}


@dataclass(slots=True)
class Waiting:
    """A document that is written when `ready` texts of the batches are done; `ids` and `digests` are its new and old ones."""

    document: StoredDocument
    found: Sequence[Article]
    parts: Parts
    report: FileReport
    ids: set[str]
    digests: set[str]
    names: set[Named] = field(default_factory=set)
    ready: int = 0


class Ingest:
    """One run of adding files; what holds for every file of it. Use it in a `with`.

    `embedder` is called only when a text has no vector yet; `fetcher` takes the place of the one that fetches pages of the web; `jobs`
    processes read beside this one, none if it is 1.
    """

    def __init__(
        self,
        catalog: Catalog,
        embedder: Callable[[], Embedder],
        options: Options,
        progress: Progress | None,
        fetcher: Fetcher | None = None,
        jobs: int | None = 1,
    ) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._options = options.as_json()
        self._fetcher = fetcher
        self._readers = Readers(options, jobs)
        self._batches = Batches(catalog, embedder, self._kept)
        self._line: deque[Waiting | FileReport | None] = deque()
        self._paths: set[str] = set()
        self._ids: set[str] = set()
        self._digests: set[str] = set()
        self._fed = 0
        self._told = Reporter(progress)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes that read."""
        self._readers.close()

    def add(self, paths: Sequence[str], names: Mapping[str, str] = NO_NAMES) -> Iterator[FileReport]:
        """Add files, the files of folders and of zip archives, and pages on the web; one report for each, in their order.

        `names` has the names of those that were handed in under one.

        What is wrong with a file is its report, and so is what this program does wrong with it; the rest goes on.
        """
        if self._told.is_wanted:
            self._told.of_files = sum(map(inputs.count, paths))
        found = (one for path in paths for one in inputs.find(path, self._fetcher, names.get(path)))
        for given in self._readers.ahead(found, self._is_known):
            self._told.file = printable(given.found.file)
            self._line.append(self._taken_in(given))
            yield from self._finished()
        self._batches.finish()
        yield from self._finished()

    # One input: unchanged, unreadable, or put in line

    def _taken_in(self, given: Pending) -> Waiting | FileReport | None:
        found = given.found
        try:
            if isinstance(found, Problem):
                raise found.error
            with reported(found.file, self._is_of_the_call):
                return self._put_in_line(given, found)
        except InputError as exc:
            return _skipped(found.file, exc)

    def _put_in_line(self, given: Pending, found: Input) -> Waiting | FileReport | None:
        """Read an input and have its texts embedded; None for a data file that was found in a folder and holds no news."""
        check_storable(found.file, found.file, "name")
        document = self._document(given, found)
        if document.path in self._paths or document.sha256 in self._digests:
            self._settle()
        if unchanged := self._unchanged(document):
            return unchanged
        done = given.read()
        if done is None:
            return None
        if handed_in.is_handed_in(document):
            self._settle()
            document = handed_in.placed(self._catalog, document, done.articles)
            done = handed_in.named(done, document.file)
        return self._fed_in(self._waiting(replace(document, encoding=done.encoding, format=done.format), done))

    def _waiting(self, document: StoredDocument, done: ReadFile) -> Waiting:
        """A document as it will be written, with what hangs on the archive: ids that are taken, and what the user has corrected."""
        named = self._named(document, done.articles)
        dated = corrections.applied(self._catalog, named)
        known = {
            article.id: reading
            for article, found, reading in zip(dated, named, done.readings, strict=False)
            if article.published == found.published
        }
        parts = Parts(dated, known, None if done.readings else self._readers.readings(dated, document.file))
        before = writing.find_document(self._catalog, "path", document.path)
        old = self._catalog.rows("SELECT a.id FROM articles a JOIN documents d ON d.id = a.document_id WHERE d.path = ?", (document.path,))
        report = FileReport(document.file, "updated" if before else "added", done.reason, len(dated), 0, document.encoding, document.format)
        ids = {article.id for article in named} | {row[0] for row in old}
        return Waiting(document, named, parts, report, ids, {document.sha256, *([before.sha256] if before else [])})

    def _fed_in(self, waiting: Waiting) -> Waiting:
        """The document, whose texts are in a batch."""
        self._told.of_articles += len(waiting.found)
        for part in waiting.parts:
            texts = texts_of(part)
            waiting.names.update(texts)
            self._batches.want(texts)
            self._fed += 1
        waiting.ready = self._batches.wanted
        self._paths.add(waiting.document.path)
        self._ids |= waiting.ids
        self._digests |= waiting.digests
        return waiting

    def _document(self, given: Pending, found: Input) -> StoredDocument:
        return StoredDocument(found.path, found.file, given.sha256, None, self._options, found.format.name)

    def _is_known(self, given: Pending) -> bool:
        """Whether an input need not be read, as far as can be told before its turn."""
        try:
            check_storable(given.found.file, given.found.file, "name")
        except InputError:
            return True
        return isinstance(given.found, Input) and self._unchanged(self._document(given, given.found)) is not None

    def _unchanged(self, document: StoredDocument) -> FileReport | None:
        """What is said of an input that is in the archive as it is, or whose content is there under another name; None for others."""
        before = writing.find_document(self._catalog, "path", document.path)
        if before and not (handed_in.is_handed_in(document) and before.sha256 != document.sha256):
            is_same = (before.sha256, before.options) == (document.sha256, document.options)
            return self._left_alone(before, document.file) if is_same else None
        twin = writing.find_document(self._catalog, "sha256", document.sha256)
        return self._left_alone(twin, document.file, f"same content as {twin.file}") if twin else None

    def _left_alone(self, stored: StoredDocument, file: str, reason: str | None = None) -> FileReport:
        counts = writing.document_counts(self._catalog, stored.path)
        return FileReport(file, "unchanged", reason, *counts, stored.encoding, stored.format)

    def _named(self, document: StoredDocument, articles: Sequence[Article]) -> Sequence[Article]:
        """The articles under ids that no other document has."""
        ids = [article.id for article in articles]
        if not self._ids.isdisjoint(ids):
            self._settle()
        elsewhere = "SELECT 1 FROM articles a JOIN documents d ON d.id = a.document_id WHERE d.path != ? AND a.id IN "
        some = f"{elsewhere} (SELECT value FROM json_each(?)) LIMIT 1"
        if self._catalog.value(some, (document.path, json.dumps(ids))) is None:
            return articles
        self._settle()
        return named_apart(articles, lambda id: self._catalog.value(f"{elsewhere} (?)", (document.path, id)) is not None)

    # The line: written in its order

    def _finished(self) -> Iterator[FileReport]:
        """The reports of those in front that are through."""
        self._write_ready()
        while self._line and not isinstance(first := self._line[0], Waiting):
            self._line.popleft()
            self._told.finished(first)
            if first:
                yield first

    def _settle(self) -> None:
        """Embed and write all that waits, for what comes now hangs on it."""
        self._batches.finish()
        self._write_ready()

    def _write_ready(self) -> None:
        """Write the documents whose texts are all embedded; none stands behind one of which that is not so."""
        for place, waiting in enumerate(self._line):
            if isinstance(waiting, Waiting):
                if waiting.ready > self._batches.done:
                    return
                self._line[place] = self._written(waiting)

    def _written(self, waiting: Waiting) -> FileReport:
        try:
            with reported(waiting.document.file, self._is_of_the_call):
                return self._write(waiting)
        except InputError as exc:
            return _skipped(waiting.document.file, exc)
        finally:
            self._paths.discard(waiting.document.path)
            self._ids -= waiting.ids
            self._digests -= waiting.digests

    def _write(self, waiting: Waiting) -> FileReport:
        # A batch may have failed for the text of another, and a document before this one may have taken the place of one with these texts.
        lacking = missing(self._catalog, waiting.names)
        if lacking:
            embed(self._catalog, waiting.parts.texts(), lacking, self._embedder)
        with self._catalog.transaction() as connection:
            corrections.keep_found(connection, waiting.found)
            passages = writing.put_document(connection, waiting.document, waiting.parts)
        return replace(waiting.report, passages=passages)

    def _kept(self) -> None:
        """What follows from a batch that is over: a document need not wait for the next one to be read."""
        self._told.embedded(self._fed, self._batches.done)
        self._write_ready()

    def _is_of_the_call(self, error: Exception) -> bool:
        """Whether an error is no file's: the system's while writing down (reading tells its own), and the caller's own in `progress`."""
        return isinstance(error, OSError) or error is self._told.stopped


def _skipped(file: str, exc: InputError) -> FileReport:
    # Paths lose a slash of an address.
    return FileReport(printable(file), "skipped", str(exc).replace(str(Path(file)), file))
