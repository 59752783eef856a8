"""The route of an article that is read: all of it, with one span of its characters shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import UnknownArticleError
from index.store.corrections import corrected_outlets
from ui.reading_page import Opened, reading_html
from ui.routes.router import router

if TYPE_CHECKING:
    from fastapi import APIRouter

    from index.archive import Archive

_MOST_SPANS = 200
GONE = "This article is not in the archive any more, or the link to it is not whole."


def routes(archive: Archive, *, may_change: bool) -> APIRouter:
    """GET /article/ID?char=a-b&also=c-d,e-f: the article with the quotation a-b, and the others of the same answer."""
    from fastapi.responses import HTMLResponse

    pages = router()

    @pages.get("/article/{article_id}", response_class=HTMLResponse)
    def article(article_id: str, char: str = "", also: str = "") -> str:
        try:
            return reading_html(_opened(archive, article_id, _spans(char), _spans(also), may_change))
        except UnknownArticleError as exc:
            raise UnknownArticleError(GONE) from exc

    return pages


def _opened(archive: Archive, id: str, span: list[tuple[int, int]], others: list[tuple[int, int]], may_change: bool) -> Opened:
    article = archive.article(id)
    with archive.snapshot() as seen:
        reading = seen.reading(article.id)
        correction = seen.corrections([article.id]).get(article.id)
        outlet = corrected_outlets(seen, [article.id]).get(article.id)
    return Opened(
        article,
        reading,
        span[0] if span else None,
        tuple(others),
        archive.copies(article.id),
        archive.versions(article.id),
        correction,
        outlet,
        may_change,
    )


def _spans(words: str) -> list[tuple[int, int]]:
    """The spans of characters that "3-40,50-60" names."""
    found = re.findall(r"(\d{1,12})-(\d{1,12})", words[: 30 * _MOST_SPANS])
    return [(int(start), int(end)) for start, end in found[:_MOST_SPANS]]
