"""Whether an article belongs to the days that a question names: published then, or speaking of them."""

from __future__ import annotations

from assistant.types import Window
from index import timex
from index.types import Article, Passage


def speaks_of(article: Article, passage: Passage, window: Window) -> bool:
    """Whether a passage was published in the window, or its words name a day in it.

    "What was decided on 6 January?" is answered by the news of that day, and just as well by a later story that tells it.
    """
    if published_in(article, window):
        return True
    # An undated story's "10 January" is read in the year nearest to the window: it may be shown, with its date as unknown.
    anchor = article.published.day or article.published.latest or article.published.earliest or window.since or window.until
    return any(_meets(expression, window) for expression in timex.find(passage.text, anchor))


def published_in(article: Article, window: Window) -> bool:
    """Whether an article is of the window's days; a dating with an open end may lie anywhere and proves nothing."""
    dating = article.published
    return dating.earliest is not None and dating.latest is not None and dating.overlaps(window.since, window.until)


def _meets(expression: timex.Timex, window: Window) -> bool:
    if expression.earliest is None or expression.latest is None:
        return False
    return (window.until is None or expression.earliest <= window.until) and (window.since is None or expression.latest >= window.since)
