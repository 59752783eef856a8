"""The routes of the timeline: its frame, the articles of a list along their days, and what a conversation quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.store.inventory import ArticleFilter
from ui.conversation import filter_of
from ui.routes.router import router
from ui.timeline import of_articles, of_conversation, zoom_of
from ui.timeline_page import along_html, timeline_html

if TYPE_CHECKING:
    from fastapi import APIRouter

    from index.archive import Archive
    from ui.shelf import Shelf


def routes(archive: Archive, shelf: Shelf) -> APIRouter:
    """GET /timeline: the view; GET /timeline/articles: those of a list; POST /timeline/conversation: what was quoted, as JSON.

    `from` and `to` are the days that are zoomed into.
    """
    from fastapi import Query
    from fastapi.responses import HTMLResponse

    pages = router()

    @pages.get("/timeline", response_class=HTMLResponse)
    def whole() -> str:
        return timeline_html()

    @pages.get("/timeline/articles", response_class=HTMLResponse)
    def articles(
        words: str = "",
        since: str = "",
        until: str = "",
        outlet: str = "",
        first: str = Query("", alias="from"),
        last: str = Query("", alias="to"),
    ) -> str:
        days = filter_of(since, until)
        wanted = ArticleFilter(words[:200], days.since, days.until, outlet)
        return along_html(of_articles(shelf, wanted, zoom_of(first, last)), "article")

    @pages.post("/timeline/conversation", response_class=HTMLResponse)
    def conversation(quoted: list[Any], first: str = Query("", alias="from"), last: str = Query("", alias="to")) -> str:
        return along_html(of_conversation(quoted, archive, zoom_of(first, last)), "quotation")

    return pages
