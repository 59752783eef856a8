"""The earlier turns of a conversation: which of them asked the archive, and which articles their answers quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.query.days import Calendar, points_back
from assistant.query.last_answer import aspect_of
from assistant.query.leaning import says_more
from assistant.query.mentions import LOOKED_AT
from assistant.query.quoted import QUOTED
from assistant.types import Form, Turn
from assistant.words.general import asks_for_anything
from index.words.lists import any_of

_COURSES = "timeline|chronology|history|summary|overview|recap"
_REQUESTED = re.compile(
    r"(?:please\s+)?(?:(?:can|could)\s+you\s+)?(?:sum\s+up|summari[sz]e|recap|compare|outline|tell\s+me\s+(?:more\s+)?about"
    rf"|(?:(?:give|show)\s+me\s+)?(?:an?\s+|the\s+)?(?:short\s+|brief\s+)?(?:{_COURSES})\s+(?:of|on))\s+(?P<of>\S.*)|(?P<course>.*\S)\s+(?:{_COURSES})",
    re.IGNORECASE,
)
_LEADS_TO_DAYS = re.compile(rf"(?:\s+(?:{any_of('asked.prepositions')}|and|the\s+(?:day|week|month|year)))+(?=\W*$)", re.IGNORECASE)
ANSWERED_FROM = 0.5
"""Confidence from which an earlier turn was answered."""


def asking(turns: Sequence[Turn]) -> list[Turn]:
    """The turns that asked the archive, and not about the answer before them."""
    asking: list[Turn] = []
    for turn in turns:
        if aspect_of(turn.question, asking[-1].form if asking else None) is None:
            asking.append(turn)
    return asking


def words_only(turns: Sequence[Turn]) -> list[Turn]:
    """What the last turn quotes where it told more of the answer before it: "more" asks about nobody, but its words name somebody."""
    last = turns[-1]
    return [] if last in asking(turns) or not last.quoted else [replace(last, question="", standalone="")]


def form_before(turns: Sequence[Turn]) -> Form | None:
    """The form of the last answer that the archive was asked for."""
    return next((turn.form for turn in reversed(asking(turns))), None)


def near(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The articles that the last answer quoted that was one: of what perhaps answers nobody asks more."""
    told = (turn.quoted for turn in reversed(asking(turns)[-LOOKED_AT:]) if turn.quoted and (turn.confidence or 0.0) >= ANSWERED_FROM)
    return tuple(dict.fromkeys(one.article_id for one in next(told, ())[:QUOTED]))


def as_told(turn: Turn, calendar: Calendar) -> Turn:
    """A turn as one that leans on it is to be read: by what it was about, not by how that was asked for."""
    return _without_request(_by_headline(turn, calendar))


def _by_headline(turn: Turn, calendar: Calendar) -> Turn:
    """A turn that asked what happened on some days, read by the headline of the one article that answered it; others as they are."""
    bare = timeless((turn.reading,), "", calendar)
    if len({one.article_id for one in turn.quoted}) != 1 or not all(map(asks_for_anything, bare)):
        return turn
    return replace(turn, standalone=f"{turn.quoted[0].title.rstrip(' .?!')}?")


def _without_request(turn: Turn) -> Turn:
    """A turn that asked for a summary, a course of events or a comparison, read by what of: "sum up the Lund case" is about that case."""
    found = _REQUESTED.fullmatch(turn.reading.strip(" ?.!"))
    return replace(turn, standalone=found["of"] or found["course"]) if found else turn


def timeless(background: tuple[str, ...], asked: str, calendar: Calendar) -> tuple[str, ...]:
    """Earlier questions without the days that they name, where the question does not point at these."""
    if points_back(asked):
        return background
    said = [(text, calendar.stated(text)) for text in background]
    bare = [_without(text, window.from_words) if window and window.from_words else text for text, window in said]
    # Without their days two of them may be the same, and one that asked of other days says nothing: "what was it in March".
    told = {text.strip(" ?.!"): text for text in reversed(bare) if re.search(r"\w", text)}
    kept = [text for place, text in enumerate(reversed(told.values())) if not place or says_more(text)]
    return tuple(text for place, text in enumerate(kept) if not any(_begins_with(other, text) for other in kept[place + 1 :]))


def _begins_with(text: str, question: str) -> bool:
    """Whether a reading repeats a whole question before its own."""
    return text.startswith(f"{question.rstrip(' ?.!')}? ")


def _without(text: str, days: str) -> str:
    """A question without its days, and without what led to them: "the toll in the week to"."""
    rest = " ".join(text.replace(days, " ").split())
    return re.sub(r"\s+(?=[?.!,;])", "", _LEADS_TO_DAYS.sub("", rest))
