"""Questions that ask for nothing but a time ("what happened on 13 January?"): answered with how the stories of those days begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from assistant.retrieval.candidates import Candidate, Found, opened
from assistant.retrieval.in_window import published_in
from assistant.selection.units import Unit, unit_of
from assistant.types import Query, Window
from assistant.words.general import asks_for_anything

COMPARED = 20
"""Passages whose sentences are compared with such a question, more than with others: every story of those days answers it, and the nearest
of each day are shown. With 12, two of the known questions of this kind lose a story that they had."""
SURE = 0.9
"""Confidence of an overview: the articles are of those days, and more was not asked."""


def asks_for_overview(query: Query) -> bool:
    """Whether a question has days, named or set by hand, and nothing else to look for."""
    return query.window is not None and asks_for_anything(query.asked, query.window.from_words or "")


def is_of_days(query: Query) -> bool:
    """Whether the days that a question names are more than one."""
    return query.window is not None and (query.window.since is None or query.window.since != query.window.until)


def leads(query: Query, found: Found, limit: int) -> list[Unit]:
    """The first sentence of up to `limit` articles published in the window, in order of date; none that only may have been.

    The best article of each day goes before a second one of a day, so that a window of many days is not answered by its first.
    """
    if query.window is None:
        return []
    days: dict[date | None, list[Candidate]] = {}
    for candidate in _beginnings(query.window, found):
        days.setdefault(candidate.card.published.earliest, []).append(candidate)
    turns = [candidate for turn in zip_longest(*days.values()) for candidate in turn if candidate]
    return sorted((unit_of(candidate) for candidate in opened(turns[:limit])), key=_when)


def note(query: Query, found: Found, shown: Sequence[Unit]) -> tuple[str, ...]:
    """How many articles of those days were found beside the ones shown."""
    more = len(_beginnings(query.window, found)) - len(shown) if query.window else 0
    return (
        (f"{more} more of the articles found are of that time; ask about one of them, or set the window and search.",) if more > 0 else ()
    )


def _beginnings(window: Window, found: Found) -> list[Candidate]:
    """The first passages of the articles that were published in the window, best first."""
    return [candidate for candidate in found.candidates if candidate.card.ordinal == 0 and published_in(candidate.card.published, window)]


def _when(unit: Unit) -> tuple[str, str, int]:
    day = unit.article.published.earliest
    return (day.isoformat() if day else "", unit.article.file, unit.start)
