"""What an archive holds, in figures: read from the catalog, and from the sizes of the files."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ArchiveError
from index.reports import ArchiveInfo, Author, Outlet
from index.store.catalog import FILE
from index.store.schema import VERSION
from index.types import EVERYTHING
from index.words.bylines import authors_of

if TYPE_CHECKING:
    from index.store.catalog import Catalog
    from index.types import Article

STORE = "vectors-"
"""How the names of the vector store's folders begin."""


PARTS = {
    "articles": ("articles", "documents"),
    "readings": ("readings",),
    "passages": ("passages",),
    "vectors of passages": ("vectors",),
    "index of words": ("lexicon_data", "lexicon_idx", "lexicon_docsize"),
    "copies": ("sketches", "bands", "copies"),
}
"""The tables of the catalog, by what they hold."""


def info(catalog: Catalog) -> ArchiveInfo:
    """The figures of an archive; no model, no vector and no text of an article but one is loaded for them."""
    counts = catalog.counts(EVERYTHING)
    (earliest, latest), _, _ = catalog.extent()
    return ArchiveInfo(
        path=str(catalog.folder),
        format=VERSION,
        generation=catalog.generation(),
        model=catalog.meta("model") or "",
        embedder=catalog.meta("embedder"),
        fingerprint=_fingerprint(catalog),
        files=int(catalog.value("SELECT count(*) FROM documents")),
        articles=counts.articles,
        passages=counts.passages,
        outlets=_outlets(catalog),
        authors=tuple(Author(name, count) for name, count in authors_of(catalog.bylines()).items()),
        earliest=earliest,
        latest=latest,
        undated=int(catalog.value("SELECT count(*) FROM articles WHERE earliest IS NULL AND latest IS NULL")),
        corrected=_held(catalog, "corrections"),
        corrected_outlets=_held(catalog, "corrected_outlets"),
        newest=_newest(catalog, latest),
        sizes=_sizes(catalog.folder),
    )


def parts(catalog: Catalog) -> dict[str, int]:
    """Bytes of the catalog's file by what they hold; all of it is read for that. Empty where this SQLite cannot tell."""
    select = "SELECT m.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_master m ON m.name = d.name GROUP BY 1"
    try:
        held = {str(table): int(size) for table, size in catalog.rows(select)}
    except ArchiveError:
        return {}
    return {part: sum(held.get(table, 0) for table in tables) for part, tables in PARTS.items()}


def _held(catalog: Catalog, corrections: str) -> int:
    """How many corrections of this table are of articles that are there."""
    return int(catalog.value(f"SELECT count(*) FROM {corrections} WHERE article_id IN (SELECT id FROM articles)"))


def _fingerprint(catalog: Catalog) -> str:
    """Names the embedding model, the cutting into passages, and the content: equal for archives that answer alike."""
    content = hashlib.sha256("\n".join(sorted(catalog.passage_ids())).encode()).hexdigest()[:12]
    return f"{catalog.meta('embedder') or catalog.meta('model')}|{catalog.meta('chunker')}|{content}"


def _outlets(catalog: Catalog) -> tuple[Outlet, ...]:
    """How many articles each outlet has, most first; None stands for those of which no outlet is known."""
    rows = catalog.rows("SELECT source, count(*) AS articles FROM articles GROUP BY source ORDER BY articles DESC, source")
    return tuple(Outlet(source, int(count)) for source, count in rows)


def _newest(catalog: Catalog, latest: date | None) -> Article | None:
    """An article of the last day, one whose day is known before one that is only known to be no later; None where none is dated."""
    if latest is None:
        return None
    order = "ORDER BY earliest IS NULL, earliest DESC, id LIMIT 1"
    last = catalog.rows(f"SELECT id FROM articles WHERE coalesce(latest, earliest) = ? {order}", (latest.isoformat(),))
    found = catalog.articles([row[0] for row in last])
    return found[0] if found else None


def _sizes(folder: Path) -> dict[str, int]:
    """Bytes on the disk of each part: the catalog (articles, index of words, vectors), the store of vectors made from it, all else."""
    sizes = {"catalog": 0, "vectors": 0, "other": 0}
    for file in folder.rglob("*"):
        top = file.relative_to(folder).parts[0]
        part = "catalog" if top.startswith(FILE) else "vectors" if top.startswith(STORE) else "other"
        try:
            sizes[part] += file.stat().st_size if file.is_file() else 0
        except FileNotFoundError:  # another process has just replaced it
            continue
    return sizes
