"""The catalog: one SQLite file with documents, articles, readings, passages and vectors. It is the source of truth."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import ArchiveError, ArchiveLockedError, DamagedArchiveError, NoArchiveError, NotAnArchiveError
from index.store import lexical
from index.store.lock import WRITE_LOCK
from index.store.reads import Reads
from index.store.schema import APPLICATION_ID, OUTLETS, PASSAGES, READINGS, TABLES, TAKEN_OVER, VERSION, WRITTEN_BY
from index.words.bylines import is_by

Connection = sqlite3.Connection
FILE = "catalog.sqlite"
BUSY_SECONDS = 30.0
"""How long a statement waits for another process's transaction; ours take well under a second."""


class Moment(Reads):
    """The catalog as it is in one read transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._connection.execute(sql, tuple(values)).fetchall()


class Catalog(Reads):
    """The SQLite file of an archive, for any number of threads; what is not committed is seen by nobody else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / FILE
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self.version = VERSION

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
                for tables in (TABLES, PASSAGES, READINGS, OUTLETS, lexical.TABLE):
                    for statement in tables.split(";\n"):
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

    @contextmanager
    def now(self) -> Iterator[Moment]:
        """What is written by now, to read from, whatever others write after the first thing read; for one thread."""
        with self._translated(), self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield Moment(connection)
            finally:
                connection.execute("ROLLBACK")

    # The file behind it

    def give_back(self) -> None:
        """Make the file as small as what it holds; takes as much room beside it meanwhile. Raises ArchiveError."""
        with self._translated(), self._connection() as connection:
            connection.execute("VACUUM")

    def _is_ours(self) -> bool:
        """True for a catalog of ours, False for a file with nothing in it; raises for anything else."""
        with self._translated(), self._connection() as connection:
            application, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
            empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        self.version = version
        if application == APPLICATION_ID and TAKEN_OVER <= version <= VERSION:
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
        connection.execute(lexical.TERMS)
        connection.execute(lexical.PLACES)
        connection.create_function(WRITTEN_BY, 2, is_by, deterministic=True)
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
