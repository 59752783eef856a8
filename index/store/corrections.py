"""Dates and outlets that the user has corrected: kept by article id, in the place of what was found, which comes back after them.

A correction outlives its article: it holds again when the same article comes back, with the same file or a changed one. What is to be
noted, and `keep_found`, work inside a transaction of the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index.store.rows import dating_of, dating_values
from index.store.schema import AMONG
from index.types import Article, Basis, Dating

if TYPE_CHECKING:
    from index.store.catalog import Catalog, Connection
    from index.store.reads import Reads

Note = Callable[["Connection"], None]
"""Keeps a correction, or drops it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The user's word on the date of an article, the day on which it was given, and the dating in whose place it stands."""

    article_id: str
    day: date
    made: date
    found: Dating


@dataclass(frozen=True, slots=True)
class OutletCorrection:
    """The user's word on the outlet of an article, the day on which it was given, and what was found (None for no outlet)."""

    article_id: str
    source: str
    made: date
    found: str | None


def corrections(catalog: Reads, article_ids: Iterable[str]) -> dict[str, Correction]:
    """The corrected dates of those of the articles that have one."""
    rows = catalog.rows(f"SELECT article_id, day, made, found FROM corrections WHERE article_id {AMONG}", (json.dumps(list(article_ids)),))
    return {
        id: Correction(id, date.fromisoformat(day), date.fromisoformat(made), dating_of(*json.loads(found)))
        for id, day, made, found in rows
    }


def corrected_outlets(catalog: Reads, article_ids: Iterable[str]) -> dict[str, OutletCorrection]:
    """The corrected outlets of those of the articles that have one."""
    select = f"SELECT article_id, source, made, found FROM corrected_outlets WHERE article_id {AMONG}"
    rows = catalog.rows(select, (json.dumps(list(article_ids)),))
    return {id: OutletCorrection(id, source, date.fromisoformat(made), found) for id, source, made, found in rows}


def applied(catalog: Catalog, found: Sequence[Article]) -> list[Article]:
    """The articles as they were found, with the dates and the outlets that the user has corrected."""
    ids = [article.id for article in found]
    days, outlets = corrections(catalog, ids), corrected_outlets(catalog, ids)
    dated = [_dated(article, days[article.id].day) if article.id in days else article for article in found]
    return [replace(article, source=outlets[article.id].source) if article.id in outlets else article for article in dated]


def keep_found(connection: Connection, found: Iterable[Article]) -> None:
    """Note what dates and outlets the articles are found to have now, for when a correction of theirs is cleared."""
    for article in found:
        connection.execute(
            "UPDATE corrections SET found = ? WHERE article_id = ?", (json.dumps(dating_values(article.published)), article.id)
        )
        connection.execute("UPDATE corrected_outlets SET found = ? WHERE article_id = ?", (article.source, article.id))


def of_day(catalog: Catalog, article: Article, day: date | None, made: date) -> tuple[Article, Note]:
    """The article with the user's day, or with what was found for None; and what is to be noted of it."""
    known = corrections(catalog, [article.id]).get(article.id)
    found = known.found if known else article.published
    values = (article.id, day.isoformat(), made.isoformat(), json.dumps(dating_values(found))) if day else None
    changed = _dated(article, day) if day else replace(article, published=found)
    return changed, lambda connection: _put(connection, "corrections", article.id, values)


def of_outlet(catalog: Catalog, article: Article, source: str | None, made: date) -> tuple[Article, Note]:
    """The article with the outlet that the user names, or with what was found for None; and what is to be noted of it."""
    known = corrected_outlets(catalog, [article.id]).get(article.id)
    found = known.found if known else article.source
    values = (article.id, source, made.isoformat(), found) if source else None
    return replace(article, source=source or found), lambda connection: _put(connection, "corrected_outlets", article.id, values)


def _put(connection: Connection, table: str, article_id: str, values: tuple[str | None, ...] | None) -> None:
    """Put a correction in the place of the one before; None for none."""
    connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    if values:
        connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", values)


def _dated(article: Article, day: date) -> Article:
    """The article with a day that the user gave: their word needs no evidence."""
    return replace(article, published=Dating(day, day, Basis.CORRECTED))
