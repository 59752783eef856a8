"""Files into the archive: read, embed what is new, write down, and tell the vector store.

A crash at any point leaves an archive that answers, and that the next run finishes: vectors are kept batch by batch, a document goes in
whole or not at all, and the journal holds what the vector store has not been told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index import build, records
from index.catalog import Catalog
from index.errors import InputError, NotTextError, SettingsError
from index.passages import passages_of, sentences_of
from index.records import ArticleParts, StoredDocument
from index.reports import FileReport

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.readers.text import Document

Progress = Callable[[str, int, int], None]

BATCH = 256
"""Texts that are embedded and kept at a time: what a kill can cost. Enough for the model to sort them by length."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of the files."""

    published: date | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        """Check what can be stored."""
        if self.source is not None and (not self.source.strip() or _half_character(self.source) is not None):
            raise SettingsError(f"the source {_printable(self.source)!r} is not a name; give the name of an outlet, or none")

    def as_json(self) -> str:
        """Equal for equal options under equal rules: what is compared to tell whether a file is to be read again."""
        day = self.published.isoformat() if self.published else None
        return json.dumps({"published": day, "source": self.source, "rules": build.RULES}, sort_keys=True)


class Ingest:
    """One run of adding files; what holds for every file of it. `embedder` is called only when a text has no vector yet."""

    def __init__(self, catalog: Catalog, embedder: Callable[[], Embedder], options: Options, progress: Progress | None) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._options = options
        self._progress = progress

    def add(self, path: str) -> Iterator[FileReport]:
        """Add a file, or the files of a folder; one report for each. What is wrong with a file is its report, and the rest goes on."""
        from index.readers.text import find_files

        try:
            files = list(find_files([path]))
        except InputError as exc:
            yield FileReport(_printable(path), "skipped", str(exc))
            return
        for file in files:
            try:
                yield self._add_file(file)
            except InputError as exc:
                yield FileReport(_printable(str(file)), "skipped", str(exc))

    def _add_file(self, path: Path) -> FileReport:
        from index.readers.text import read_text

        file = str(path)
        _check_storable(file, file, "name")
        document = read_text(path)
        stored = StoredDocument(str(path.resolve()), file, document.sha256, document.encoding, self._options.as_json())
        before = records.find_document(self._catalog, "path", stored.path)
        if before and (before.sha256, before.options) == (stored.sha256, stored.options):
            return self._unchanged(before, file)
        twin = None if before else records.find_document(self._catalog, "sha256", stored.sha256)
        if twin:
            return self._unchanged(twin, file, f"same content as {twin.file}")
        _check_storable(document.text, file, "text")
        parts = self._parts(document, stored)
        self._embed(file, parts)
        with self._catalog.transaction() as connection:
            records.put_document(connection, stored, parts)
        passages = sum(len(part.passages) for part in parts)
        return FileReport(file, "updated" if before else "added", None, len(parts), passages, stored.encoding)

    def _unchanged(self, stored: StoredDocument, file: str, reason: str | None = None) -> FileReport:
        return FileReport(file, "unchanged", reason, *records.document_counts(self._catalog, stored.path), stored.encoding)

    def _parts(self, document: Document, stored: StoredDocument) -> list[ArticleParts]:
        def taken(id: str) -> bool:
            holder = "SELECT d.path FROM articles a JOIN documents d ON d.id = a.document_id WHERE a.id = ?"
            return self._catalog.value(holder, (id,)) not in (None, stored.path)

        options = self._options
        articles = build.articles_of(document, file=stored.file, published=options.published, source=options.source, taken=taken)
        return [ArticleParts(article, passages_of(article), sentences_of(article)) for article in articles]

    def _embed(self, label: str, parts: Sequence[ArticleParts]) -> None:
        """Give every passage and sentence a vector, batch by batch; a batch is kept as soon as it is there."""
        texts = records.texts_of(parts)
        missing = self._catalog.missing(texts)
        lacking = {hash: text for hash, text in texts.items() if hash in missing}
        embed(self._catalog, lacking, self._embedder, lambda done, total: self._tell(label, done, total))

    def _tell(self, label: str, done: int, total: int) -> None:
        if self._progress:
            self._progress(label, done, total)


def embed(
    catalog: Catalog, texts: Mapping[str, str], embedder: Callable[[], Embedder], tell: Callable[[int, int], None] = lambda *_: None
) -> None:
    """Embed texts (by content hash) and keep their vectors, batch by batch."""
    hashes = list(texts)
    for begin in range(0, len(hashes), BATCH):
        if begin == 0:
            tell(0, len(hashes))
        batch = hashes[begin : begin + BATCH]
        vectors = embedder().encode([texts[hash] for hash in batch])
        with catalog.transaction() as connection:
            records.put_vectors(connection, batch, vectors)
        tell(begin + len(batch), len(hashes))


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
