"""The routes of the archive view: its articles page by page, one corrected, one removed and kept after all, the head of the page anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from index.errors import SettingsError, UnknownArticleError
from index.store.corrections import corrected_outlets
from index.store.inventory import ArticleFilter
from index.types import Article, Basis
from ui.adding_page import adding_html
from ui.conversation import day_of, filter_of
from ui.routes.router import NOT_ALLOWED, router
from ui.shelf import Removals, Shelf
from ui.shelf_page import archive_html, correction_html, found_html, row_html, rows_html

if TYPE_CHECKING:
    from fastapi import APIRouter

    from index.archive import Archive
    from ui.writes import Writes

_NAMES = 500
"""Outlets, and bylines, that are offered to choose from; others can be typed."""
_TOO_LATE = "It has been removed already; add its file again to have it back."


def routes(archive: Archive, writes: Writes, *, may_change: bool, shelf: Shelf | None = None) -> APIRouter:
    """The view under /archive, and its parts below that; `shelf` where another view lists the same articles."""
    from fastapi.responses import HTMLResponse

    pages = router()
    shelf, removals = shelf or Shelf(archive), Removals(archive, writes)
    threading.Thread(target=shelf.warm, name="warm the shelf", daemon=True).start()

    @pages.get("/archive", response_class=HTMLResponse)
    def whole() -> str:
        page, (outlets, authors) = shelf.page(ArticleFilter()), shelf.names(_NAMES)
        return archive_html(page, outlets, authors, adding_html() if may_change else "", removals.going(), may_change=may_change)

    @pages.get("/archive/found", response_class=HTMLResponse)
    def found(
        words: str = "",
        since: str = "",
        until: str = "",
        outlet: str = "",
        author: str = "",
        dated: str = "",
        file: str = "",
        offset: int = 0,
    ) -> str:
        days = filter_of(since, until)
        basis = Basis(dated) if dated in list(Basis) else None
        page = shelf.page(ArticleFilter(words[:200], days.since, days.until, outlet, author, basis, file), max(0, offset))
        return (rows_html if offset > 0 else found_html)(page, removals.going(), may_change=may_change)

    def allowed(id: str) -> Article:
        if not may_change:
            raise SettingsError(NOT_ALLOWED)
        return archive.article(id)

    _corrections(pages, archive, writes, shelf, allowed)
    _removals(pages, removals, allowed)
    return pages


def _corrections(pages: APIRouter, archive: Archive, writes: Writes, shelf: Shelf, allowed: Callable[[str], Article]) -> None:
    from fastapi.responses import HTMLResponse

    @pages.get("/archive/correct", response_class=HTMLResponse)
    def form(article: str) -> str:
        one = allowed(article)
        with archive.snapshot() as seen:
            day, outlet = seen.corrections([one.id]).get(one.id), corrected_outlets(seen, [one.id]).get(one.id)
        return correction_html(one, day, outlet, shelf.names(_NAMES)[0])

    @pages.post("/archive/correct", response_class=HTMLResponse)
    def correct(article: str, day: str = "") -> str:
        id, first, last = allowed(article).id, day_of(day, "Published on"), day_of(day, "Published on", last=True)
        if first is None or first != last:
            raise SettingsError(f"“{day}” is not a single day; write it as 2022-01-17 or 17 January 2022.")
        return row_html(writes.done(lambda: archive.correct(id, first)), may_change=True, said="Saved as corrected.")

    @pages.post("/archive/take-back", response_class=HTMLResponse)
    def take_back(article: str) -> str:
        id = allowed(article).id
        return row_html(writes.done(lambda: archive.correct(id, None)), may_change=True, said="Taken back: the date is as it was found.")

    @pages.post("/archive/outlet", response_class=HTMLResponse)
    def correct_outlet(article: str, source: str = "") -> str:
        id = allowed(article).id
        return row_html(writes.done(lambda: archive.correct_source(id, source)), may_change=True, said="Saved as corrected.")

    @pages.post("/archive/outlet/take-back", response_class=HTMLResponse)
    def take_back_outlet(article: str) -> str:
        id = allowed(article).id
        said = "Taken back: the outlet is as it was found."
        return row_html(writes.done(lambda: archive.correct_source(id, None)), may_change=True, said=said)


def _removals(pages: APIRouter, removals: Removals, allowed: Callable[[str], Article]) -> None:
    from fastapi.responses import HTMLResponse

    @pages.post("/archive/remove", response_class=HTMLResponse)
    def remove(article: str) -> str:
        one = allowed(article)
        removals.begin(one.id)
        return row_html(one, may_change=True, going=removals.going().get(one.id))

    @pages.post("/archive/keep", response_class=HTMLResponse)
    def keep(article: str) -> str:
        try:
            one = allowed(article)
        except UnknownArticleError as exc:
            raise UnknownArticleError(_TOO_LATE) from exc
        if not removals.undo(one.id) and one.id in removals.going():
            raise UnknownArticleError(_TOO_LATE)
        return row_html(one, may_change=True, said="Kept.")
