"""What an archive holds of a filter's articles: of which outlets and days they are, and which of them hold some words."""

from __future__ import annotations

import json
from collections.abc import Sequence

from index.reports import Outlet
from index.store import lexical
from index.store.reads import ARTICLES, PASSAGES, Reads
from index.store.rows import ARTICLE, article_of
from index.store.schema import AMONG, condition
from index.types import EVERYTHING, Article, Filter

_FIRST, _LAST = "coalesce(a.earliest, a.latest)", "coalesce(a.latest, a.earliest)"
"""The days by which articles are the oldest and the newest: of an interval the end that is nearer, of an open one the end that is known."""


def outlets(reads: Reads, filter: Filter = EVERYTHING) -> list[Outlet]:
    """How many of the articles each outlet has, most first; None stands for those of which no outlet is known."""
    where, values = condition(filter)
    rows = reads.rows(f"SELECT a.source, count(*) FROM {ARTICLES} WHERE {where} GROUP BY a.source ORDER BY 2 DESC, 1", values)
    return [Outlet(source, int(count)) for source, count in rows]


def files(reads: Reads, filter: Filter = EVERYTHING) -> list[tuple[str, int]]:
    """The files that the articles come from, with the number of articles of each, most first."""
    where, values = condition(filter)
    rows = reads.rows(f"SELECT d.file, count(*) FROM {ARTICLES} WHERE {where} GROUP BY d.id ORDER BY 2 DESC, 1", values)
    return [(str(file), int(count)) for file, count in rows]


def undated(reads: Reads, filter: Filter = EVERYTHING) -> int:
    """How many of the articles have no date."""
    where, values = condition(filter)
    return int(reads.value(f"SELECT count(*) FROM {ARTICLES} WHERE a.earliest IS NULL AND a.latest IS NULL AND {where}", values))


def at_the_end(reads: Reads, *, newest: bool, filter: Filter = EVERYTHING, among: Sequence[str] | None = None) -> list[Article]:
    """The articles of the last day (the first, without `newest`), in document order, of those that the filter and `among` leave.

    Those whose day is known go before those that may be of that day; none where no article is dated.
    """
    where, values = condition(filter)
    if among is not None:
        where, values = f"{where} AND a.id {AMONG}", [*values, json.dumps(list(among))]
    day, best = (_LAST, "max") if newest else (_FIRST, "min")
    known = "a.earliest IS NULL OR a.latest IS NULL OR a.earliest <> a.latest"
    end = f"SELECT {best}({day}) FROM {ARTICLES} WHERE {where}"
    rows = reads.rows(
        f"SELECT {ARTICLE} FROM {ARTICLES} WHERE {day} = ({end}) AND {where} ORDER BY {known}, d.file, a.start", [*values, *values]
    )
    return [article_of(row) for row in rows]


def holding(reads: Reads, words: Sequence[str], filter: Filter = EVERYTHING) -> dict[str, str]:
    """The articles that have a passage with all of the words in any of their forms, in it or in its headline: article -> such a passage."""
    expression = lexical.match_all(words)
    if not expression:
        return {}
    where, values = condition(filter)
    rows = reads.rows(
        f"SELECT p.article_id, p.id FROM {PASSAGES} WHERE p.key IN (SELECT rowid FROM lexicon WHERE lexicon MATCH ?) AND {where} "
        "ORDER BY p.key DESC",
        (expression, *values),
    )
    return {str(article): str(passage) for article, passage in rows}


def newest_articles(reads: Reads, limit: int, filter: Filter = EVERYTHING, *, is_undated: bool = False) -> list[str]:
    """The ids of the newest of the articles that the filter leaves, newest first, the undated last, or with `is_undated` alone."""
    where, values = condition(filter)
    only = f"{_LAST} IS NULL AND {where}" if is_undated else where
    order = f"ORDER BY {_LAST} IS NULL, {_LAST} DESC, a.id LIMIT ?"
    rows = reads.rows(f"SELECT a.id FROM {ARTICLES} WHERE {only} {order}", (*values, limit))
    return [str(row[0]) for row in rows]
