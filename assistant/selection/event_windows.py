"""The window of a question that names an event for a time: "before the Geneva meeting", from the day that the archive gives it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.retrieval.retriever import Retriever
from assistant.selection import sequence
from assistant.selection.units import Reader
from assistant.types import Query, Window
from assistant.words.terms import content_words
from index.archive import Archive

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


def with_event_window(query: Query, archive: Archive, retriever: Retriever, reader: Reader) -> Query:
    """The query with the window that an event in its words makes, where a passage names the day of that event; else as it was.

    The event's own day belongs to the window on both sides: what is said before a meeting is often said on its morning.
    """
    named = _NAMED_EVENT.search(query.asked)
    if named is None or query.window is not None or len(content_words(named["event"])) < ENOUGH_WORDS or sequence.events_of(query.asked):
        return query
    whole = replace(query, parts=())
    event = sequence.dated(named["event"], "", whole, retriever, reader, archive.days()[1])
    if event is None or event.unit is None or event.how is not sequence.How.NAMED or not event.earliest or not event.latest:
        return query
    words = named.group()
    window = Window(None, event.latest, words) if named["side"] in _BEFORE else Window(event.earliest, None, words)
    parts = tuple(part if part.window else replace(part, window=window) for part in query.parts)
    return replace(query, window=window, parts=parts, event=(named["event"], " ".join(event.unit.article.title.split())))
