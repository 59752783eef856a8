"""Questions that ask for somebody's words and nothing else of them ("what did she say last week?"): whatever that person says answers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.in_window import published_in
from assistant.selection.asked import Asked
from assistant.selection.units import Unit
from assistant.types import Query
from assistant.words.terms import content_words, is_stop, words
from index.words.lists import listed

SURE = 0.9
"""Confidence of such an answer: the words are that person's, and more was not asked."""
_NOUNS = frozenset(listed("saying.nouns"))


def words_of(query: Query, units: Sequence[Unit]) -> list[Unit]:
    """The units in which the one speaks who is asked for, published on the days that the question names; none where it asks for more."""
    asked = Asked.of(query.asked)
    said = [unit for unit in units if unit.speaker and asked.is_said_by(unit.speaker)]
    window = query.window if query.window and query.window.from_words else None
    if window is not None:
        said = [unit for unit in said if published_in(unit.article.published, window)]
    told = {word for unit in said for word in words(unit.speaker or "")} | set(words(window.from_words or "") if window else ())
    rest = [word for word in content_words(query.asked) if not is_stop(word) and word not in told and word not in _NOUNS]
    return said if said and not rest else []
