"""Questions that ask for nothing but a time ("what happened on 13 January?"): answered with how the stories of those days begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from assistant.retrieval.candidates import Candidate, Found, opened
from assistant.selection.units import Unit, unit_of
from assistant.types import Query
from assistant.words.terms import content_words, words
from index.words.lists import alternatives, listed

_GENERAL = frozenset(listed("news.anything"))
# These ask for one thing about the news, whatever its days.
_OTHERS = alternatives(*(word for word in listed("small.question_words") if word not in ("what", "which")))
_FOR_ONE_THING = re.compile(rf"(?:^\W*(?:and\s+)?|[,;]\s*(?:and\s+)?)(?:{_OTHERS})\b", re.IGNORECASE)
COMPARED = 20
"""Passages whose sentences are compared with such a question, more than with others: every story of those days answers it, and the nearest
of each day are shown. With 12, two of the known questions of this kind lose a story that they had."""
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
    days: dict[date | None, list[Candidate]] = {}
    for candidate in _beginnings(found):
        days.setdefault(candidate.card.published.earliest, []).append(candidate)
    turns = [candidate for turn in zip_longest(*days.values()) for candidate in turn if candidate]
    return sorted((unit_of(candidate) for candidate in opened(turns[:limit])), key=_when)


def note(found: Found, shown: Sequence[Unit]) -> tuple[str, ...]:
    """How many articles of those days were found beside the ones shown."""
    more = len(_beginnings(found)) - len(shown)
    return (
        (f"{more} more of the articles found are of that time; ask about one of them, or set the window and search.",) if more > 0 else ()
    )


def _beginnings(found: Found) -> list[Candidate]:
    """The first passages of the articles that were published in the window, best first."""
    return [candidate for candidate in found.candidates if candidate.in_window and candidate.card.ordinal == 0]


def _when(unit: Unit) -> tuple[str, str, int]:
    day = unit.article.published.earliest
    return (day.isoformat() if day else "", unit.article.file, unit.start)
