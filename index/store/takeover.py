"""An archive of an older format made one of this format, in place: what it lacks is made from what it holds, and nothing embedded again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from index.prose.reading import read
from index.store.catalog import Catalog, Connection
from index.store.schema import READINGS, VERSION
from index.store.writing import put_reading

Progress = Callable[[int, int], None]
"""Called with the number of articles done, and of all."""
CHUNK = 500
"""Articles that are looked at together."""


def take_over(catalog: Catalog, tell: Progress = lambda *_: None) -> None:
    """Bring a catalog to this format, all of it or nothing. Call it with the write lock held."""
    ids = [row[0] for row in catalog.rows("SELECT id FROM articles ORDER BY document_id, ordinal")]
    with catalog.transaction() as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
            return  # another process was faster
        # Their spans stand in the readings now.
        connection.execute("ALTER TABLE sentences RENAME TO sentences_before")
        connection.execute("DROP INDEX sentences_hash")
        for statement in READINGS.split(";\n"):
            connection.execute(statement)
        tell(0, len(ids))
        for begin in range(0, len(ids), CHUNK):
            before = _sentences(connection, ids[begin : begin + CHUNK])
            for number, article in enumerate(catalog.articles(ids[begin : begin + CHUNK]), begin + 1):
                spans = [(start, end) for start, end, _ in before[article.id]]
                put_reading(connection, article.id, read(article, spans))
                hashes = ((article.id, ordinal, hash) for ordinal, (_, _, hash) in enumerate(before[article.id]))
                connection.executemany("INSERT INTO sentences VALUES (?, ?, ?)", hashes)
                tell(number, len(ids))
        connection.execute("DROP TABLE sentences_before")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    catalog.version = VERSION


def _sentences(connection: Connection, article_ids: Sequence[str]) -> dict[str, list[tuple[int, int, str]]]:
    """The sentences that the articles were cut into, as (start, end, hash), in order: they are what has vectors."""
    found: dict[str, list[tuple[int, int, str]]] = {id: [] for id in article_ids}
    rows = connection.execute(
        "SELECT article_id, start, end, hash FROM sentences_before WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY ordinal",
        (json.dumps(list(article_ids)),),
    )
    for id, *sentence in rows:
        found[id].append((sentence[0], sentence[1], sentence[2]))
    return found
