"""The catalog: one SQLite file with documents, articles, passages, sentences and vectors. It is the source of truth."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ArchiveError, ArchiveLockedError, DamagedArchiveError, NoArchiveError, NotAnArchiveError
from index.reports import Counts
from index.store import lexical
from index.store.lock import WRITE_LOCK
from index.store.rows import ARTICLE, PASSAGE, article_of, matrix, passage_of
from index.store.schema import APPLICATION_ID, TABLES, VERSION, condition
from index.types import Article, Filter, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Connection = sqlite3.Connection
FILE = "catalog.sqlite"
BUSY_SECONDS = 30.0
"""How long a statement waits for another process's transaction; ours take well under a second."""

ARTICLES = "articles a JOIN documents d ON d.id = a.document_id"
PASSAGES = "passages p JOIN articles a ON a.id = p.article_id JOIN documents d ON d.id = a.document_id"
ORDER = "ORDER BY d.file, d.id, a.start, a.ordinal"


class Catalog:
    """The SQLite file of an archive, for any number of threads; what is not committed is seen by nobody else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / FILE
        self._idle: list[sqlite3.Connection] = []
        self._closed = False

    @classmethod
    def open(cls, folder: Path) -> Catalog:
        """Open the catalog in `folder`; raises NoArchiveError, NotAnArchiveError, DamagedArchiveError."""
        _check_folder(folder)
        catalog = cls(folder)
        if not catalog._is_ours():
            catalog.close()
            raise NoArchiveError(f"there is no archive in {folder} yet; add files to make one")
        return catalog

    @classmethod
    def create(cls, folder: Path, meta: Mapping[str, str]) -> Catalog:
        """Make a new catalog in `folder`, or open the one that is there. Call it with the write lock held."""
        catalog = cls(folder)
        if not catalog._is_ours():
            with catalog._connection() as connection:
                connection.execute("PRAGMA journal_mode = WAL")
            with catalog.transaction() as connection:
                for statement in (*TABLES.split(";\n"), lexical.TABLE):
                    connection.execute(statement)
                connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
        return catalog

    def close(self) -> None:
        """Close all connections; those in use by another thread when it is done."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    # Reading and writing

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._translated(), self._connection() as connection:
            return connection.execute(sql, tuple(values)).fetchall()

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first column of the first row of a query; None where there is no row."""
        rows = self.rows(sql, values)
        return rows[0][0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is done on the connection inside is kept, or nothing of it."""
        with self._translated(), self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def lexical_search(self, words: Sequence[str], k: int, filter: Filter) -> list[tuple[str, float]]:
        """See `lexical.search`."""
        where, values = condition(filter)
        with self._translated(), self._connection() as connection:
            return lexical.search(connection, words, k, where, values)

    def document_frequency(self, word: str) -> int:
        """See `lexical.document_frequency`."""
        with self._translated(), self._connection() as connection:
            return lexical.document_frequency(connection, word)

    def terms(self, prefix: str) -> list[tuple[str, int]]:
        """See `lexical.terms`."""
        with self._translated(), self._connection() as connection:
            return lexical.terms(connection, prefix)

    # What is said of the archive as a whole

    def meta(self, key: str) -> str | None:
        """A note on the archive as a whole."""
        value = self.value("SELECT value FROM meta WHERE key = ?", (key,))
        return None if value is None else str(value)

    def generation(self) -> int:
        """A number that every write raises."""
        return int(self.meta("generation") or 0)

    def counts(self, filter: Filter) -> Counts:
        """How much the filter leaves; the undated that its window leaves out are those that the rest of it would let through."""
        if filter.is_open:
            return Counts(int(self.value("SELECT count(*) FROM articles")), int(self.value("SELECT count(*) FROM passages")))
        where, values = condition(filter)
        sizes = f"SELECT (SELECT count(*) FROM passages p WHERE p.article_id = a.id) AS size FROM {ARTICLES} WHERE {where}"
        [(articles, passages)] = self.rows(f"SELECT count(*), coalesce(sum(size), 0) FROM ({sizes})", values)
        undated = 0
        if filter.since is not None or filter.until is not None:
            where, values = condition(Filter(sources=filter.sources))
            undated = self.value(f"SELECT count(*) FROM {ARTICLES} WHERE a.earliest IS NULL AND a.latest IS NULL AND {where}", values)
        return Counts(int(articles), int(passages), int(undated))

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day that an article is known to be of; None where no article is dated."""
        first, last = self.rows("SELECT min(coalesce(earliest, latest)), max(coalesce(latest, earliest)) FROM articles")[0]
        return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)

    # Articles and their parts

    def articles(self, ids: Iterable[str] | None = None) -> list[Article]:
        """All articles, or those of the ids that are there, in document order."""
        where, values = ("TRUE", ()) if ids is None else ("a.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        rows = self.rows(f"SELECT {ARTICLE} FROM {ARTICLES} WHERE {where} {ORDER}", values)
        return [article_of(row) for row in rows]

    def passage_ids(self) -> list[str]:
        """All passages, in the order in which they came in."""
        return [row[0] for row in self.rows("SELECT id FROM passages ORDER BY key")]

    def sources(self) -> list[str]:
        """The source of every article, or its file's name where none is known; sorted, each once."""
        rows = self.rows(f"SELECT DISTINCT a.source, iif(a.source IS NULL, d.file, NULL) FROM {ARTICLES}")
        return sorted({source or Path(file).name for source, file in rows}, key=lambda name: (name.casefold(), name))

    def outlets(self) -> list[str]:
        """The sources of the articles, sorted, each once."""
        rows = self.rows("SELECT DISTINCT source FROM articles WHERE source IS NOT NULL")
        return sorted((row[0] for row in rows), key=lambda name: (name.casefold(), name))

    def passages(self, ids: Iterable[str]) -> dict[str, tuple[Passage, Article]]:
        """The passages of the ids that are there, with their articles, by id; the text of each is cut from its article."""
        rows = self.rows(f"SELECT {PASSAGE} FROM passages WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        articles = {article.id: article for article in self.articles({row[1] for row in rows})}
        return {row[0]: (passage_of(row, articles[row[1]]), articles[row[1]]) for row in rows if row[1] in articles}

    def sentences(self, article: Article) -> tuple[tuple[Sentence, ...], NDArray[np.float32]]:
        """The sentences of an article and their vectors, shape (n, dim)."""
        rows = self.rows(
            "SELECT s.ordinal, s.start, s.end, v.vector FROM sentences s JOIN vectors v ON v.hash = s.hash "
            "WHERE s.article_id = ? ORDER BY s.ordinal",
            (article.id,),
        )
        sentences = tuple(Sentence(article.id, ordinal, start, end, article.slice(start, end)) for ordinal, start, end, _ in rows)
        return sentences, matrix([row[3] for row in rows], len(rows[0][3]) // 4 if rows else self.dim())

    # Vectors

    def dim(self) -> int:
        """The length of the archive's vectors; 0 while there is none."""
        return int(self.value("SELECT length(vector) / 4 FROM vectors LIMIT 1") or 0)

    def vectors(self, passage_ids: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """The ids that are there, and their passages' vectors, shape (n, dim), in an order of their own."""
        rows = self.rows(
            "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.hash = p.hash WHERE p.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passage_ids)),),
        )
        return [row[0] for row in rows], matrix([row[1] for row in rows], len(rows[0][1]) // 4 if rows else self.dim())

    def nearest(self, vector: NDArray[np.float32], k: int, filter: Filter, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The `k` passages nearest to a unit vector, as (id, cosine), best first: exactly, over all that the filter allows (of `among`)."""
        where, values = condition(filter)
        if among is not None:
            where, values = f"{where} AND p.id IN (SELECT value FROM json_each(?))", [*values, json.dumps(list(among))]
        rows = self.rows(f"SELECT p.id, v.vector FROM {PASSAGES} JOIN vectors v ON v.hash = p.hash WHERE {where}", values)
        if not rows:
            return []
        scores = (matrix([row[1] for row in rows], len(vector)) @ vector).tolist()
        # Rounded, because the scores of equal vectors can differ in the last bits, by their place in the matrix.
        ranked = sorted(((row[0], round(score, 6)) for row, score in zip(rows, scores, strict=True)), key=lambda pair: (-pair[1], pair[0]))
        return ranked[:k]

    def missing(self, hashes: Iterable[str]) -> set[str]:
        """Those of the content hashes that have no vector yet."""
        rows = self.rows("SELECT value FROM json_each(?) WHERE value NOT IN (SELECT hash FROM vectors)", (json.dumps(list(hashes)),))
        return {row[0] for row in rows}

    # The file behind it

    def _is_ours(self) -> bool:
        """True for a catalog of ours, False for a file with nothing in it; raises for anything else."""
        with self._translated(), self._connection() as connection:
            application, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
            empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if application == APPLICATION_ID and version == VERSION:
            return True
        if application == APPLICATION_ID:
            self.close()
            age, remedy = ("a newer", "update it") if version > VERSION else ("an older", "add the files to a new archive")
            raise NotAnArchiveError(f"the archive {self.folder} was made by {age} version of this program (format {version}); {remedy}")
        if not empty:
            self.close()
            raise NotAnArchiveError(f"{self._path} is a database of something else; choose another folder for the archive")
        return False

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses meanwhile."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            yield connection
        finally:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn SQLite's errors into ours."""
        try:
            yield
        except sqlite3.DatabaseError as exc:
            raise self._error(exc) from exc

    def _error(self, exc: sqlite3.DatabaseError) -> ArchiveError:
        code = getattr(exc, "sqlite_errorcode", None) or 0
        primary = code & 0xFF
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return ArchiveLockedError(f"the archive {self.folder} is being written to by another process; wait for it and try again")
        if primary == sqlite3.SQLITE_NOTADB:
            return NotAnArchiveError(f"{self._path} is not a database; name another folder, or put the file back from a copy")
        if primary == sqlite3.SQLITE_CORRUPT:
            return DamagedArchiveError(f"the catalog {self._path} is damaged ({exc}); put it back from a copy, or make a new archive")
        return ArchiveError(f"the archive {self.folder} cannot be used ({exc}); check its permissions and the free space")


def _check_folder(folder: Path) -> None:
    """Raise unless there is a folder with a catalog in it."""
    if folder.is_dir() and (folder / FILE).is_file():
        return
    if not folder.exists() or (folder.is_dir() and is_free(folder)):
        raise NoArchiveError(f"there is no archive in {folder}; add files to make one, or name the folder of another")
    raise NotAnArchiveError(f"{folder} is not an archive; name the folder of one, or a new folder")


def is_free(folder: Path) -> bool:
    """Whether a folder holds nothing, or only what the making of an archive left when it was cut short."""
    return all(entry.name.startswith((FILE, WRITE_LOCK)) for entry in folder.iterdir())
