"""Which articles of an archive are copies of one story: found when an article comes in, kept as links, grouped into clusters.

The functions that write work inside a transaction of the caller's. A cluster is what its links connect; its id is the smallest id of
its articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from index.prose.copies import PERMUTATIONS, are_copies, bands_of, halved, prose_of, shingles_of, sketch_of
from index.store.reads import ARTICLES, ORDER, Reads
from index.store.rows import ARTICLE, article_of
from index.store.schema import AMONG

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.catalog import Catalog, Connection
    from index.types import Article

MEETINGS = 1000
"""Articles whose sketches are looked at: those that share most bands. Lines that many articles end with fill a band."""
COMPARED = 30
"""Articles that are compared word for word with a new one, at a third of a millisecond each: those whose sketches promise most."""
LINKS = 8
"""Copies that an article is linked to when it comes in; a release that is reprinted a thousand times needs no million links."""
PROMISE = 0.25
"""Containment, as the sketches estimate it, from which on articles are compared: .4 is asked for, and the estimate is out by .05."""
DTYPE = "<u2"
"""Sketches on disk: little-endian, on every machine."""


def members(catalog: Catalog, article_id: str) -> list[str]:
    """The articles of an article's cluster, itself among them."""
    own = "SELECT cluster FROM sketches WHERE article_id = ?"
    return [row[0] for row in catalog.rows(f"SELECT article_id FROM sketches WHERE cluster = ({own})", (article_id,))] or [article_id]


def versions(article: Article, copies: Iterable[Article]) -> tuple[Article, ...]:
    """The article and those of its copies that its own outlet or address brought at another time, newest first; empty without such."""
    others = [copy for copy in copies if _is_of_one_hand(article, copy) and _moment(copy) not in (None, _moment(article))]
    if not others or _moment(article) is None:
        return ()
    return tuple(sorted((article, *others), key=lambda version: (_moment(version), version.id), reverse=True))


def _is_of_one_hand(one: Article, other: Article) -> bool:
    same_outlet = one.source is not None and other.source is not None and one.source.casefold() == other.source.casefold()
    return same_outlet or (one.url is not None and one.url == other.url)


def _moment(article: Article) -> tuple[date, date] | None:
    """When an article appeared, and when it was last changed; None where that is not known."""
    first = article.published.latest or article.published.earliest or article.modified
    return (first, article.modified or first) if first else None


def enter(connection: Connection, article: Article) -> None:
    """Find the copies of an article that has just been put in, among all that are there."""
    shingles = shingles_of(prose_of(article))
    if shingles is None:
        return
    sketch = sketch_of(shingles)
    bands = bands_of(sketch)
    promising = _promising(connection, bands, sketch, len(shingles.unique))
    values = (article.id, article.id, len(shingles.unique), sketch.astype(DTYPE).tobytes())
    key = int(connection.execute("INSERT INTO sketches (article_id, cluster, size, sketch) VALUES (?, ?, ?, ?)", values).lastrowid or 0)
    _file(connection, key, bands)
    known = ((other, shingles_of(_prose(connection, other))) for other in promising)
    found = list(islice((other for other, theirs in known if theirs is not None and are_copies(shingles, theirs)), LINKS))
    connection.executemany("INSERT INTO copies VALUES (?, ?)", [pair for other in found for pair in ((key, other), (other, key))])
    if found:
        _merge(connection, [key, *found])


def shorten(connection: Connection) -> None:
    """Give sketches of uint32 numbers, as they were before format 5, the form that they have now."""
    import numpy as np

    connection.execute("DELETE FROM bands")
    last = 0
    while rows := connection.execute("SELECT key, sketch FROM sketches WHERE key > ? ORDER BY key LIMIT ?", (last, MEETINGS)).fetchall():
        last = rows[-1][0]
        for key, stored in rows:
            sketch = halved(np.frombuffer(stored, dtype="<u4"))
            connection.execute("UPDATE sketches SET sketch = ? WHERE key = ?", (sketch.astype(DTYPE).tobytes(), key))
            _file(connection, key, bands_of(sketch))


def forget(connection: Connection, article_ids: Sequence[str]) -> None:
    """Take articles out of their clusters; call it while they are still there."""
    import numpy as np

    rows = connection.execute(
        "SELECT key, cluster, sketch FROM sketches WHERE article_id IN (SELECT value FROM json_each(?))", (json.dumps(list(article_ids)),)
    ).fetchall()
    if not rows:
        return
    for key, _, sketch in rows:
        bands = bands_of(np.frombuffer(sketch, dtype=DTYPE).astype(np.uint16))
        connection.executemany("DELETE FROM bands WHERE band = ? AND key = ?", ((band, key) for band in bands))
    keys = json.dumps([row[0] for row in rows])
    left = connection.execute(
        "SELECT key FROM sketches WHERE cluster IN (SELECT value FROM json_each(?)) AND key NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted({row[1] for row in rows})), keys),
    ).fetchall()
    others = "SELECT other FROM copies WHERE one IN (SELECT value FROM json_each(?))"
    connection.execute(f"DELETE FROM copies WHERE one IN ({others}) AND other IN (SELECT value FROM json_each(?))", (keys, keys))
    connection.execute("DELETE FROM copies WHERE one IN (SELECT value FROM json_each(?))", (keys,))
    connection.execute("DELETE FROM sketches WHERE key IN (SELECT value FROM json_each(?))", (keys,))
    _regroup(connection, [row[0] for row in left])


def _file(connection: Connection, key: int, bands: Sequence[int]) -> None:
    connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, key) for band in bands))


def _promising(connection: Connection, bands: Sequence[int], sketch: NDArray[np.uint16], size: int) -> list[int]:
    """The articles that share a band with a sketch and, by the sketches, enough of their shingles; those that share most first."""
    import numpy as np

    rows = connection.execute(
        "SELECT key, size, sketch FROM sketches WHERE key IN (SELECT key FROM bands WHERE band IN (SELECT value FROM json_each(?)) "
        "GROUP BY key ORDER BY count(*) DESC LIMIT ?)",
        (json.dumps(bands), MEETINGS),
    ).fetchall()
    sketches = np.frombuffer(b"".join(row[2] for row in rows), dtype=DTYPE).reshape(len(rows), PERMUTATIONS)
    jaccard = (sketches == sketch).mean(axis=1)
    sizes = np.array([row[1] for row in rows], dtype=np.float64)
    containments = jaccard / (1 + jaccard) * (sizes + size) / np.minimum(sizes, size)
    best = np.argsort(-containments, kind="stable")[:COMPARED]
    return [int(rows[i][0]) for i in best if containments[i] >= PROMISE]


def _prose(connection: Connection, key: int) -> str:
    """The prose of the article that has a sketch."""
    text, begin = connection.execute(
        "SELECT a.text, max(0, a.body_start - a.start) FROM sketches s JOIN articles a ON a.id = s.article_id WHERE s.key = ?", (key,)
    ).fetchone()
    return str(text)[begin:]


def _merge(connection: Connection, keys: Sequence[int]) -> None:
    """Make one cluster of those of linked articles."""
    old = connection.execute("SELECT DISTINCT cluster FROM sketches WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(keys),))
    first, *others = sorted(row[0] for row in old)
    connection.execute("UPDATE sketches SET cluster = ? WHERE cluster IN (SELECT value FROM json_each(?))", (first, json.dumps(others)))


def _regroup(connection: Connection, members: Sequence[int]) -> None:
    """Give every article that is connected to one of these the cluster that it is in now."""
    left = set(members)
    while left:
        group, edge = set[int](), {left.pop()}
        while edge:
            group |= edge
            edge = _linked(connection, edge) - group
        left -= group
        keys = json.dumps(sorted(group))
        [first] = connection.execute(
            "SELECT min(article_id) FROM sketches WHERE key IN (SELECT value FROM json_each(?))", (keys,)
        ).fetchone()
        connection.execute("UPDATE sketches SET cluster = ? WHERE key IN (SELECT value FROM json_each(?))", (first, keys))


def _linked(connection: Connection, keys: set[int]) -> set[int]:
    rows = connection.execute("SELECT other FROM copies WHERE one IN (SELECT value FROM json_each(?))", (json.dumps(sorted(keys)),))
    return {row[0] for row in rows}


def kin(reads: Reads, ids: Sequence[str]) -> dict[str, tuple[Article, ...]]:
    """The other articles that are copies of each article's story, in document order."""
    cluster = f"SELECT cluster FROM sketches WHERE article_id {AMONG}"
    rows = reads.rows(
        f"SELECT s.cluster, {ARTICLE} FROM {ARTICLES} JOIN sketches s ON s.article_id = a.id WHERE s.cluster IN ({cluster}) {ORDER}",
        (json.dumps(list(ids)),),
    )
    of = {row[1]: row[0] for row in rows}
    return {id: tuple(article_of(row[1:]) for row in rows if row[0] == of.get(id) and row[1] != id) for id in ids}
