"""Whether an article belongs to the days that a question names: published then, or speaking of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from assistant.types import Window
from index.timex import Timex
from index.timex.resolution import resolve
from index.types import Article, Dating

FEW_DAYS = timedelta(days=3)
"""How much longer than the window a time may be that speaks of it: "12 to 14 May" does of the 13th, "last year" does not."""


def published_in(dating: Dating, window: Window) -> bool:
    """Whether an article so dated is of the window's days; a dating with an open end may lie anywhere and proves nothing."""
    return dating.earliest is not None and dating.latest is not None and dating.overlaps(window.since, window.until)


def is_spoken_of(window: Window, article: Article, days: Iterable[Timex]) -> bool:
    """Whether `days`, time expressions of an article, speak of the window's time.

    "What was decided on 6 January?" is answered by the news of that day, and just as well by a later story that tells it.
    """
    return any(_speaks_of(article, expression, window) for expression in days)


def _speaks_of(article: Article, expression: Timex, window: Window) -> bool:
    earliest, latest = expression.earliest, expression.latest
    if earliest is None and not article.published.is_known and expression.parts.month:
        # An undated story's "10 January" is read in the year nearest to the window: it may be shown, with its date as unknown.
        earliest, latest = resolve(expression.parts, window.since or window.until)
    if earliest is None or latest is None or latest - earliest > max(FEW_DAYS, _length(window)):
        return False
    return (window.until is None or earliest <= window.until) and (window.since is None or latest >= window.since)


def _length(window: Window) -> timedelta:
    """How long the window is, less a day; one that is open at an end has no bound."""
    return (window.until or date.max) - (window.since or date.min)
