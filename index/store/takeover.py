"""An archive of an older format made one of this format, in place: what it lacks is made from what it holds, and nothing embedded again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from index.errors import ArchiveError
from index.prose.reading import read
from index.store import clusters, writing
from index.store.catalog import Catalog, Connection, Moment
from index.store.schema import AMONG, AS_NOW, OUTLETS, PASSAGES, READINGS, VERSION

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.synced import SyncedStore

Progress = Callable[[int, int], None]
"""Called with the number of articles done, and of all."""
CHUNK = 500
"""Articles, or vectors, that are looked at together."""
UNFINISHED = "taken_over"
"""The note that a catalog has been taken over, and the room that this left has not been given back yet."""
DAMAGED = b""
"""What stands for a vector that is missing or damaged, for `verify`."""


def take_over(catalog: Catalog, store: SyncedStore, tell: Progress = lambda *_: None) -> None:
    """Bring an archive to this format: the catalog all of it or nothing, then its files. Call it with the write lock held."""
    with catalog.transaction() as connection:
        before = connection.execute("PRAGMA user_version").fetchone()[0]
        if before < VERSION:  # or another process was faster
            _run(connection, OUTLETS)
            if before < AS_NOW:
                _change(connection, before, tell)
                writing.set_meta(connection, UNFINISHED, str(before))
            connection.execute(f"PRAGMA user_version = {VERSION}")
    catalog.version = VERSION
    finish(catalog, store)


def is_unfinished(catalog: Catalog) -> bool:
    """Whether a catalog has been taken over, and its files have not."""
    return catalog.version == VERSION and catalog.meta(UNFINISHED) is not None


def finish(catalog: Catalog, store: SyncedStore) -> None:
    """Give back the room that taking over has left. Call it with the write lock held."""
    if not is_unfinished(catalog):  # another process was faster
        return
    with suppress(ArchiveError):  # where the disk has no room for it, or somebody reads, new rows fill the places in time
        catalog.give_back()
    with suppress(ArchiveError):  # the old store is as good for searching
        store.renew()
    with catalog.transaction() as connection:
        connection.execute("DELETE FROM meta WHERE key = ?", (UNFINISHED,))


def _change(connection: Connection, before: int, tell: Progress) -> None:
    """Make the readings that came with version 3, and give passages and their vectors the form of version 5."""
    ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY document_id, ordinal")]
    if before == 2:
        _run(connection, READINGS)
    _set_aside(connection)
    size = connection.execute("SELECT length(vector) FROM vectors_before GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").fetchone()
    bytes_of_one = int(size[0]) if size else 0
    tell(0, len(ids))
    for begin in range(0, len(ids), CHUNK):
        some = ids[begin : begin + CHUNK]
        _move_passages(connection, some, bytes_of_one)
        spans = _spans(connection, some) if before == 2 else {}
        for number, id in enumerate(some, begin + 1):
            if before == 2:
                [article] = Moment(connection).articles([id])
                writing.put_reading(connection, id, read(article, spans[id]))
            tell(number, len(ids))
    clusters.shorten(connection)
    if before == 4:
        _move_unused(connection, bytes_of_one)
    for table in ("passages_before", "sentences", "sentence_vectors", "vectors_before"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _run(connection: Connection, statements: str) -> None:
    """Run statements, in the transaction that there is."""
    for statement in statements.split(";\n"):
        connection.execute(statement)


def _set_aside(connection: Connection) -> None:
    """Make the new tables beside the old ones."""
    _run(
        connection,
        "ALTER TABLE passages RENAME TO passages_before;\nALTER TABLE vectors RENAME TO vectors_before;\nDROP INDEX passages_hash;\n"
        "DROP INDEX passages_article",
    )
    connection.execute("CREATE INDEX passages_before_article ON passages_before (article_id)")
    _run(connection, PASSAGES)


def _move_passages(connection: Connection, article_ids: Sequence[str], size: int) -> None:
    """Move the passages of articles, with their vectors."""
    rows = connection.execute(
        "SELECT p.key, p.id, p.article_id, p.ordinal, p.start, p.end, p.context, p.hash, v.vector FROM passages_before p "
        f"LEFT JOIN vectors_before v ON v.hash = p.hash WHERE p.article_id {AMONG} ORDER BY p.key",
        (json.dumps(list(article_ids)),),
    ).fetchall()
    _put(connection, [(row[-2], row[-1]) for row in rows], size)
    places = ", ".join("?" * 8)
    connection.executemany(f"INSERT INTO passages VALUES ({places})", ((*row[:-2], bytes.fromhex(row[-2])) for row in rows))


def _move_unused(connection: Connection, size: int) -> None:
    """Move what an adding that was cut short has embedded."""
    rest = "SELECT hash, vector FROM vectors_before WHERE hash > ? AND hash NOT IN (SELECT hash FROM passages_before) ORDER BY hash LIMIT ?"
    last = ""
    while rows := connection.execute(rest, (last, CHUNK)).fetchall():
        last = rows[-1][0]
        _put(connection, rows, size)


def _put(connection: Connection, rows: Sequence[tuple[str, bytes | None]], size: int) -> None:
    """Keep vectors, given with their names, in the form of version 5; `size` bytes, in the form before, are a whole one."""
    import numpy as np

    sound = {hash: vector for hash, vector in rows if vector is not None and len(vector) == size}
    vectors: NDArray[np.float32] = np.frombuffer(b"".join(sound.values()), dtype="<f4").astype(np.float32).reshape(len(sound), -1)
    if len(sound):
        whole = np.isfinite(vectors).all(axis=1) & np.any(vectors, axis=1)
        names = [bytes.fromhex(hash) for hash, fit in zip(sound, whole.tolist(), strict=True) if fit]
        writing.put_vectors(connection, names, vectors[whole])
    all_names = {bytes.fromhex(hash) for hash, _ in rows}
    connection.executemany("INSERT OR IGNORE INTO vectors (hash, vector) VALUES (?, ?)", ((name, DAMAGED) for name in all_names))


def _spans(connection: Connection, article_ids: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """The sentences that the articles were cut into, in order."""
    found: dict[str, list[tuple[int, int]]] = {id: [] for id in article_ids}
    rows = connection.execute(
        f"SELECT article_id, start, end FROM sentences WHERE article_id {AMONG} ORDER BY ordinal", (json.dumps(list(article_ids)),)
    )
    for id, start, end in rows:
        found[id].append((start, end))
    return found
