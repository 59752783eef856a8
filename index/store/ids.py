"""Ids of articles, found by how they begin."""

from __future__ import annotations

from collections.abc import Sequence

from index.errors import UnknownArticleError
from index.store.reads import Reads
from index.types import Article

NAMED = 5
"""Articles that are named where an id could be that of several."""


def whole(catalog: Reads, id: str) -> list[str]:
    """The one id that begins so, or none; raises UnknownArticleError where several do."""
    # Ids are letters and digits; nothing else begins one, and half a character cannot even be asked for.
    found = catalog.article_ids(beginning=id) if id.isascii() and id.isalnum() else []
    if len(found) > 1:
        raise UnknownArticleError(_ambiguous(id, catalog.articles(found[:NAMED]), len(found)))
    return found


def _ambiguous(id: str, some: Sequence[Article], count: int) -> str:
    """That an id begins several, with some of them."""
    named = ", ".join(f"{article.id} ({article.title.strip() or 'no headline'})" for article in some)
    more = f", and {count - len(some):,} more" if count > len(some) else ""
    return f"the id {id} begins those of {count:,} articles: {named}{more}; give more of it"
