"""The window of a question that names an event for a time: "before the Geneva meeting", from the day that the archive gives it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.retrieval.retriever import Retriever
from assistant.selection import sequence
from assistant.types import Query, Window
from assistant.words.terms import content_words

_EVENTS = (
    r"(?:meetings?|talks|summit|visit|trip|vote|elections?|referendum|session|conference|hearing|trial|strike|storm|floods?|fire|earthquake|attacks?"
    r"|ceasefire|truce|announcement|speech|call|deal|agreement|opening|closure|match|final|race|march|protests?|launch|merger|crash|ruling)"
)
_NAMED_EVENT = re.compile(
    r"\b(?P<side>before|ahead of|prior to|until|up to|after|following|since)\s+(?P<event>(?:the|his|her|their|its)\s+(?:[\w’'-]+\s+){0,4}?"
    rf"{_EVENTS}(?:\s+(?:in|of|on|at|with|between|by)\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:and\s+)?[A-Z][\w’'-]+)*)?)"
)
_BEFORE = frozenset({"before", "ahead of", "prior to", "until", "up to"})
ENOUGH_WORDS = 2
"""Content words from which an event is told apart from others of its kind; "the meeting" may be any."""


def with_event_window(query: Query, retriever: Retriever, latest: date | None) -> Query:
    """The query with the window that an event in its words makes, where a passage names the day of that event; else as it was.

    The event's own day belongs to the window on both sides: what is said before a meeting is often said on its morning. `latest` is the
    last day of the archive.
    """
    named = _named(query)
    if named is None:
        return query
    event = sequence.dated(named["event"], "", replace(query, parts=()), retriever, latest)
    if event is None or event.unit is None or event.how is not sequence.How.NAMED or not event.earliest or not event.latest:
        return query
    words = named.group()
    window = Window(None, event.latest, words) if named["side"] in _BEFORE else Window(event.earliest, None, words)
    parts = tuple(part if part.window else replace(part, window=window) for part in query.parts)
    return replace(query, window=window, parts=parts, event=(named["event"], " ".join(event.unit.article.title.split())))


def event_queries(query: Query) -> list[Query]:
    """What is looked for to find the window of an event; nothing where the question names none."""
    named = _named(query)
    return [sequence.event_query(named["event"], "", replace(query, parts=()))] if named else []


def _named(query: Query) -> re.Match[str] | None:
    named = _NAMED_EVENT.search(query.asked)
    if named is None or query.window is not None or len(content_words(named["event"])) < ENOUGH_WORDS or sequence.events_of(query.asked):
        return None
    return named
