"""Questions that ask for nothing but a time ("what happened on 13 January?"): answered with how the stories of those days begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from assistant.retrieval.retriever import Found
from assistant.selection.units import Unit, unit_of
from assistant.types import Query
from assistant.words.terms import content_words, words
from index.words.lists import alternatives, listed

_GENERAL = frozenset(listed("news.anything"))
# These ask for one thing about the news, whatever its days.
_OTHERS = alternatives(*(word for word in listed("small.question_words") if word not in ("what", "which")))
_FOR_ONE_THING = re.compile(rf"(?:^\W*(?:and\s+)?|[,;]\s*(?:and\s+)?)(?:{_OTHERS})\b", re.IGNORECASE)
SURE = 0.9
"""Confidence of an overview: the articles are of those days, and more was not asked."""


def asks_for_overview(query: Query) -> bool:
    """Whether a question names days and nothing else to look for."""
    if query.window is None or not query.window.from_words:
        return False
    said = set(words(query.window.from_words))
    return not _FOR_ONE_THING.search(query.asked) and all(word in _GENERAL for word in content_words(query.asked) if word not in said)


def is_of_days(query: Query) -> bool:
    """Whether the days that a question names are more than one."""
    return query.window is not None and (query.window.since is None or query.window.since != query.window.until)


def leads(query: Query, found: Found, limit: int) -> list[Unit]:
    """The first sentence of up to `limit` articles published in the window, in order of date; none that only may have been.

    The best article of each day goes before a second one of a day, so that a window of many days is not answered by its first.
    """
    if query.window is None:
        return []
    first: dict[str, Unit] = {}
    for candidate in found.candidates:
        if candidate.in_window and candidate.passage.ordinal == 0 and candidate.sentences:
            first.setdefault(candidate.article.id, unit_of(candidate))
    days: dict[date | None, list[Unit]] = {}
    for unit in first.values():
        days.setdefault(unit.article.published.earliest, []).append(unit)
    turns = [unit for turn in zip_longest(*days.values()) for unit in turn if unit]
    return sorted(turns[:limit], key=_when)


def note(query: Query, found: Found, shown: Sequence[Unit]) -> tuple[str, ...]:
    """How many articles of those days were found beside the ones shown."""
    more = len(leads(query, found, len(found.candidates))) - len(shown)
    return (
        (f"{more} more of the articles found are of that time; ask about one of them, or set the window and search.",) if more > 0 else ()
    )


def _when(unit: Unit) -> tuple[str, str, int]:
    day = unit.article.published.earliest
    return (day.isoformat() if day else "", unit.article.file, unit.start)
