"""Dates that the user has corrected: kept by article id, in the place of what was found, which comes back when they are cleared.

A correction outlives its article: it holds again when the same article comes back, with the same file or a changed one. `note` and
`keep_found` work inside a transaction of the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index.store.rows import dating_of, dating_values
from index.types import Article, Basis, Dating

if TYPE_CHECKING:
    from index.store.catalog import Catalog, Connection
    from index.store.reads import Reads


@dataclass(frozen=True, slots=True)
class Correction:
    """The user's word on the date of an article, the day on which it was given, and the dating in whose place it stands."""

    article_id: str
    day: date
    made: date
    found: Dating


def corrections(catalog: Reads, article_ids: Iterable[str]) -> dict[str, Correction]:
    """The corrections of those of the articles that have one."""
    rows = catalog.rows(
        "SELECT article_id, day, made, found FROM corrections WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    return {
        id: Correction(id, date.fromisoformat(day), date.fromisoformat(made), dating_of(*json.loads(found)))
        for id, day, made, found in rows
    }


def applied(catalog: Catalog, found: Sequence[Article]) -> list[Article]:
    """The articles as they were found, with the dates that the user has corrected."""
    known = corrections(catalog, [article.id for article in found])
    return [dated(article, known[article.id].day) if article.id in known else article for article in found]


def keep_found(connection: Connection, found: Iterable[Article]) -> None:
    """Note what the articles' dates are found to be now, for when a correction of theirs is cleared."""
    rows = [(json.dumps(dating_values(article.published)), article.id) for article in found]
    connection.executemany("UPDATE corrections SET found = ? WHERE article_id = ?", rows)


def corrected(catalog: Catalog, article: Article, day: date | None) -> tuple[Article, Dating]:
    """The article with the user's day, or with what was found for None; and what was found."""
    known = corrections(catalog, [article.id]).get(article.id)
    found = known.found if known else article.published
    return dated(article, day) if day else replace(article, published=found), found


def note(connection: Connection, article_id: str, day: date | None, made: date, found: Dating) -> None:
    """Keep a correction, or drop it for None."""
    connection.execute("DELETE FROM corrections WHERE article_id = ?", (article_id,))
    if day is not None:
        values = (article_id, day.isoformat(), made.isoformat(), json.dumps(dating_values(found)))
        connection.execute("INSERT INTO corrections VALUES (?, ?, ?, ?)", values)


def dated(article: Article, day: date) -> Article:
    """The article with a day that the user gave: their word needs no evidence."""
    return replace(article, published=Dating(day, day, Basis.CORRECTED))
