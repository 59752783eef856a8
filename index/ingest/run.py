"""Files into the archive: read, embed what is new, write down, and tell the vector store.

A crash at any point leaves an archive that answers, and that the next run finishes: vectors are kept batch by batch, a document goes in
whole or not at all, and the journal holds what the vector store has not been told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.errors import EmptyInputError, InputError, NotTextError, SettingsError
from index.ingest import inputs
from index.ingest.articles import RULES_VERSION, articles_of, articles_of_stories
from index.ingest.faults import reported
from index.ingest.inputs import Input, Problem
from index.prose.reading import as_bytes, from_bytes
from index.readers import registry
from index.readers.base import Collection
from index.readers.data.fields import check_mapping
from index.readers.isolate import Isolation
from index.readers.text import Document
from index.reports import FileReport, FileStatus
from index.store import corrections, writing
from index.store.catalog import Catalog
from index.store.embedded import embed, missing
from index.store.texts import Named, texts_of
from index.store.writing import ArticleParts, StoredDocument
from index.types import Basis

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.ingest.fetch import Fetcher
    from index.readers.registry import DatabaseRecords
    from index.types import Article

Progress = Callable[[str, int, int], None]

TOLD = 3
"""Entries of a file that could not be read of which the report says why; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of the files; `mapping` names the fields of data files, as {"title": "hl"}."""

    published: date | None = None
    source: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check what can be stored."""
        if self.source is not None and (not self.source.strip() or _half_character(self.source) is not None):
            raise SettingsError(f"the source {_printable(self.source)!r} is not a name; give the name of an outlet, or none")
        if self.mapping:
            check_mapping(self.mapping)

    def as_json(self) -> str:
        """Equal for equal options under equal rules: what is compared to tell whether a file is to be read again."""
        day = self.published.isoformat() if self.published else None
        said = {"published": day, "source": self.source, "mapping": dict(self.mapping), "rules": RULES_VERSION}
        if day:  # told apart from before, when it was kept as the article's own
            said["basis"] = Basis.GIVEN
        return json.dumps(said, sort_keys=True)


class Parts:
    """The articles of a document with their parts, cut anew on each round: those of ten thousand fill the memory. Each is read once."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = articles
        self._readings: dict[str, tuple[str, bytes]] = {}

    def __iter__(self) -> Iterator[ArticleParts]:
        """One article after the other."""
        return map(self._parts, self.articles)

    def texts(self) -> Iterator[tuple[Named, str]]:
        """All that is embedded, with the name of its vector."""
        return (item for part in self for item in texts_of(part).items())

    def _parts(self, article: Article) -> ArticleParts:
        if kept := self._readings.get(article.id):
            return ArticleParts.of(article, from_bytes(*kept, article))
        parts = ArticleParts.of(article)
        self._readings[article.id] = parts.reading.version, as_bytes(parts.reading)
        return parts


class Ingest:
    """One run of adding files; what holds for every file of it. Use it in a `with`.

    `embedder` is called only when a text has no vector yet; `fetcher` takes the place of the one that fetches pages of the web.
    """

    def __init__(
        self,
        catalog: Catalog,
        embedder: Callable[[], Embedder],
        options: Options,
        progress: Progress | None,
        fetcher: Fetcher | None = None,
    ) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._options = options
        self._progress = progress
        self._fetcher = fetcher
        self._isolation = Isolation()
        self._stopped: Exception | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the process of the readers that run in one of their own."""
        self._isolation.close()

    def add(self, path: str) -> Iterator[FileReport]:
        """Add a file, the files of a folder or of a zip archive, or a page on the web; one report for each.

        What is wrong with a file is its report, and so is what this program does wrong with it; the rest goes on.
        """
        for found in inputs.find(path, self._fetcher):
            try:
                if isinstance(found, Problem):
                    raise found.error
                with reported(found.file, self._is_of_the_call):
                    report = self._add(found)
            except InputError as exc:
                # Paths lose a slash of an address.
                report = FileReport(_printable(found.file), "skipped", str(exc).replace(str(Path(found.file)), found.file))
            if report:
                yield report

    def _add(self, given: Input) -> FileReport | None:
        """Add one file; None for a data file that was found in a folder and holds no news."""
        _check_storable(given.file, given.file, "name")
        sha256 = hashlib.sha256(given.data).hexdigest()
        stored = StoredDocument(given.path, given.file, sha256, None, self._options.as_json(), given.format.name)
        before = writing.find_document(self._catalog, "path", stored.path)
        if before and (before.sha256, before.options) == (stored.sha256, stored.options):
            return self._unchanged(before, given.file)
        twin = None if before else writing.find_document(self._catalog, "sha256", stored.sha256)
        if twin:
            return self._unchanged(twin, given.file, f"same content as {twin.file}")
        with reported(given.file):
            found = self._read(given)
        if found is None:
            return None
        if isinstance(found, Document):
            _check_storable(found.text, given.file, "text")
            from_database = registry.database_records(found.text)
            stored = replace(stored, encoding=found.encoding, format=from_database.name if from_database else stored.format)
            articles, reason = self._articles(found, stored, from_database), None
        else:
            stored = replace(stored, format=found.format)
            articles, reason = self._stories(found, stored), _told(found.skipped)
        if given.url and len(articles) == 1 and not articles[0].url and not given.format.is_incidental:
            articles = [replace(articles[0], url=given.url)]  # of a page, not of the entries of a feed
        passages = self._put(stored, articles)
        status: FileStatus = "updated" if before else "added"
        return FileReport(given.file, status, reason, len(articles), passages, stored.encoding, stored.format)

    def _unchanged(self, stored: StoredDocument, file: str, reason: str | None = None) -> FileReport:
        counts = writing.document_counts(self._catalog, stored.path)
        return FileReport(file, "unchanged", reason, *counts, stored.encoding, stored.format)

    def _read(self, given: Input) -> Document | Collection | None:
        passed_over = given.format.is_incidental and not given.is_named
        try:
            found = registry.read(Path(given.file), given.data, given.format, self._isolation, self._options.mapping)
        except EmptyInputError:
            if passed_over:
                return None
            raise
        if isinstance(found, Document):
            return found
        return None if passed_over and not registry.holds_news(found, given.format) else found

    def _articles(self, found: Document, stored: StoredDocument, from_database: DatabaseRecords | None) -> list[Article]:
        given, taken = self._options, self._taken(stored)
        records = from_database.records if from_database else None
        return articles_of(found, file=stored.file, published=given.published, source=given.source, taken=taken, records=records)

    def _stories(self, found: Collection, stored: StoredDocument) -> list[Article]:
        given, taken = self._options, self._taken(stored)
        if not found.stories:
            raise EmptyInputError(f"{stored.file} holds no article: {_told(found.skipped) or 'give another file'}.")
        return articles_of_stories(found.stories, file=stored.file, published=given.published, source=given.source, taken=taken)

    def _taken(self, stored: StoredDocument) -> Callable[[str], bool]:
        """Says whether an id belongs to an article of another document."""
        holder = "SELECT d.path FROM articles a JOIN documents d ON d.id = a.document_id WHERE a.id = ?"
        return lambda id: self._catalog.value(holder, (id,)) not in (None, stored.path)

    def _put(self, stored: StoredDocument, found: Sequence[Article]) -> int:
        """Embed what is new, batch by batch, and write the document down; returns the number of passages."""
        parts = Parts(corrections.applied(self._catalog, found))
        lacking = missing(self._catalog, (name for name, _ in parts.texts()))
        embed(self._catalog, parts.texts(), lacking, self._embedder, lambda done, total: self._tell(stored.file, done, total))
        with self._catalog.transaction() as connection:
            corrections.keep_found(connection, found)
            return writing.put_document(connection, stored, parts)

    def _tell(self, label: str, done: int, total: int) -> None:
        if self._progress:
            try:
                self._progress(label, done, total)
            except Exception as exc:
                self._stopped = exc
                raise

    def _is_of_the_call(self, error: Exception) -> bool:
        """Whether an error is no file's: the system's while writing down (reading tells its own), and the caller's own in `progress`."""
        return isinstance(error, OSError) or error is self._stopped


def _told(skipped: Sequence[str]) -> str | None:
    """What could not be read, in a few words; None where nothing was left out."""
    if not skipped:
        return None
    why = "; ".join(sentence.rstrip(".") for sentence in skipped[:TOLD])
    more = f"; and {len(skipped) - TOLD:,} more" if len(skipped) > TOLD else ""
    return f"{len(skipped):,} {'entry' if len(skipped) == 1 else 'entries'} skipped: {why}{more}"


def _check_storable(text: str, file: str, what: str) -> None:
    """Raise when a text holds half a character (a lone surrogate), which no file of ours can hold."""
    place = _half_character(text)
    if place is not None:
        raise NotTextError(f"the {what} of {_printable(file)} is not valid Unicode (at character {place}); save it so that it is")


def _half_character(text: str) -> int | None:
    """Where the first lone surrogate stands; None where there is none."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as exc:
        return exc.start
    return None


def _printable(file: str) -> str:
    return file.encode("utf-8", "backslashreplace").decode("utf-8")
