"""What is asked of the catalog, in SQL: the same questions of whatever is written by now, and of one moment."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.reports import Counts
from index.store.rows import ARTICLE, DIM, article_of, dim_of, matrix
from index.store.schema import AMONG, condition
from index.types import EVERYTHING, Article, Filter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ARTICLES = "articles a JOIN documents d ON d.id = a.document_id"
PASSAGES = "passages p JOIN articles a ON a.id = p.article_id JOIN documents d ON d.id = a.document_id"
TEXTS = (
    "SELECT p.key, a.title || ' ' || substr(a.text, p.start - a.start + 1, p.end - p.start) "
    f"FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.key {AMONG}"
)
"""Headline and words of passages, by their keys."""
AT_ONCE = 500
"""Hashes in one statement: JSON, in which other lists are given, has no bytes."""
ORDER = "ORDER BY d.file, d.id, a.start, a.ordinal"


class Reads(ABC):
    """Whatever runs a statement and gives its rows."""

    @abstractmethod
    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first column of the first row of a query; None where there is no row."""
        rows = self.rows(sql, values)
        return rows[0][0] if rows else None

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
            where, values = condition(Filter(sources=filter.sources, authors=filter.authors))
            undated = self.value(f"SELECT count(*) FROM {ARTICLES} WHERE a.earliest IS NULL AND a.latest IS NULL AND {where}", values)
        return Counts(int(articles), int(passages), int(undated))

    def extent(self) -> tuple[tuple[date | None, date | None], Counts, int]:
        """The first and the last day that an article is known to be of (None where none is dated), the size, and the length of vectors."""
        first, last, articles, passages, dim = self.rows(
            "SELECT min(coalesce(earliest, latest)), max(coalesce(latest, earliest)), count(*), (SELECT count(*) FROM passages), "
            f"({DIM}) FROM articles"
        )[0]
        days = (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
        return days, Counts(int(articles), int(passages)), int(dim or 0)

    # Articles and their parts

    def articles(self, ids: Iterable[str] | None = None) -> list[Article]:
        """All articles, or those of the ids that are there, in document order."""
        where, values = ("TRUE", ()) if ids is None else ("a.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        rows = self.rows(f"SELECT {ARTICLE} FROM {ARTICLES} WHERE {where} {ORDER}", values)
        return [article_of(row) for row in rows]

    def article_ids(self, filter: Filter = EVERYTHING, *, beginning: str = "") -> list[str]:
        """The ids of the articles that the filter leaves and whose id begins so, sorted."""
        where, values = condition(filter)
        sql = f"SELECT a.id FROM {ARTICLES} WHERE {where} AND substr(a.id, 1, ?) = ? ORDER BY a.id"
        return [row[0] for row in self.rows(sql, (*values, len(beginning), beginning))]

    def bylines(self) -> dict[str, int]:
        """The bylines as they stand over articles, with the number of each."""
        return {row[0]: int(row[1]) for row in self.rows("SELECT author, count(*) FROM articles WHERE author IS NOT NULL GROUP BY author")}

    def passage_ids(self) -> list[str]:
        """All passages, in the order in which they came in."""
        return [row[0] for row in self.rows("SELECT id FROM passages ORDER BY key")]

    def origins(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The outlets that articles come from; and all names that a filter knows, with the files of articles of which no outlet is known.

        Both sorted, each name once.
        """
        rows = self.rows(f"SELECT DISTINCT a.source, iif(a.source IS NULL, d.file, NULL) FROM {ARTICLES}")
        outlets = {source for source, _ in rows if source}
        return _sorted(outlets), _sorted(outlets | {Path(file).name for source, file in rows if not source})

    # Vectors

    def dim(self) -> int:
        """The length of the archive's vectors; 0 while there is none."""
        return int(self.value(DIM) or 0)

    def vectors(self, passage_ids: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """The ids that are there, and their passages' vectors, shape (n, dim), in an order of their own."""
        rows = self.rows(
            "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.hash = p.hash WHERE p.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passage_ids)),),
        )
        return [row[0] for row in rows], matrix([row[1] for row in rows], dim_of(rows[0][1]) if rows else self.dim())

    def missing(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Those of the hashes that have no vector yet."""
        lacking = sorted(set(hashes))
        known: set[bytes] = set()
        for begin in range(0, len(lacking), AT_ONCE):
            some = lacking[begin : begin + AT_ONCE]
            known.update(row[0] for row in self.rows(f"SELECT hash FROM vectors WHERE hash IN ({', '.join('?' * len(some))})", some))
        return set(lacking) - known


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))
