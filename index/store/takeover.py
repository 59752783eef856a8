"""An archive of an older format made one of this format, in place: what it lacks is made from what it holds, and nothing embedded again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress

from index.errors import ArchiveError
from index.prose.reading import read
from index.store import writing
from index.store.catalog import Catalog, Connection
from index.store.rows import matrix
from index.store.schema import READINGS, SENTENCES, VERSION
from index.store.texts import Named
from index.store.writing import put_reading

Progress = Callable[[int, int], None]
"""Called with the number of articles done, and of all."""
CHUNK = 500
"""Articles, or vectors, that are looked at together."""


def take_over(catalog: Catalog, tell: Progress = lambda *_: None) -> None:
    """Bring a catalog to this format, all of it or nothing. Call it with the write lock held."""
    with catalog.transaction() as connection:
        before = connection.execute("PRAGMA user_version").fetchone()[0]
        if before == VERSION:
            return  # another process was faster
        if before == 2:
            _read(catalog, connection, tell)
        _quantise(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    catalog.version = VERSION
    with suppress(ArchiveError):  # where the disk has no room for it, or somebody reads, new rows fill the places in time
        catalog.give_back()


def _read(catalog: Catalog, connection: Connection, tell: Progress) -> None:
    """Make the readings that came with version 3, of the sentences as they are."""
    ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY document_id, ordinal")]
    for statement in READINGS.split(";\n"):
        connection.execute(statement)
    tell(0, len(ids))
    for begin in range(0, len(ids), CHUNK):
        spans = _spans(connection, ids[begin : begin + CHUNK])
        for number, article in enumerate(catalog.articles(ids[begin : begin + CHUNK]), begin + 1):
            put_reading(connection, article.id, read(article, spans[article.id]))
            tell(number, len(ids))


def _spans(connection: Connection, article_ids: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """The sentences that the articles were cut into, in order: they are what has vectors."""
    found: dict[str, list[tuple[int, int]]] = {id: [] for id in article_ids}
    rows = connection.execute(
        "SELECT article_id, start, end FROM sentences WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY ordinal",
        (json.dumps(list(article_ids)),),
    )
    for id, start, end in rows:
        found[id].append((start, end))
    return found


def _quantise(connection: Connection) -> None:
    """Give the vectors of sentences the place and the form of version 4. One that is missing or damaged stays missing, for `verify`."""
    import numpy as np

    connection.execute("ALTER TABLE sentences RENAME TO sentences_before")
    connection.execute("DROP INDEX sentences_hash")
    for statement in SENTENCES.split(";\n"):
        connection.execute(statement)
    connection.execute("CREATE INDEX sentences_before_hash ON sentences_before (hash)")
    last, size = "", connection.execute("SELECT length(vector) FROM vectors GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").fetchone()
    used = "SELECT hash, vector FROM vectors WHERE hash > ? AND hash IN (SELECT hash FROM sentences_before) ORDER BY hash LIMIT ?"
    while rows := connection.execute(used, (last, CHUNK)).fetchall():
        last = rows[-1][0]
        sound = [row for row in rows if len(row[1]) == size[0]]
        vectors = matrix([row[1] for row in sound], size[0] // 4)
        whole = np.isfinite(vectors).all(axis=1) & np.any(vectors, axis=1)
        names = [Named(row[0], False) for row, fit in zip(sound, whole.tolist(), strict=True) if fit]
        writing.put_vectors(connection, names, vectors[whole])
    connection.execute(
        "INSERT INTO sentences SELECT b.article_id, row_number() OVER (PARTITION BY b.article_id ORDER BY b.ordinal) - 1, v.key "
        "FROM sentences_before b JOIN sentence_vectors v ON v.hash = b.hash"
    )
    connection.execute("DROP TABLE sentences_before")
    moved = "hash IN (SELECT hash FROM sentence_vectors) AND hash NOT IN (SELECT hash FROM passages)"
    connection.execute(f"DELETE FROM vectors WHERE {moved}")
