"""Questions for who somebody is ("who is Jonas Lund?"): answered by the sentences that give that person's office or age with the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.selection.units import Unit
from assistant.types import Query
from assistant.words.terms import is_stop
from index.prose.people import NAME, OFFICES, bare, office_of
from index.words.lists import any_of

SURE = 0.8
"""Confidence of such an answer: the office stands with the name, and more was not asked."""
LONGEST = 4
"""Words of a name."""
_FRONT = re.compile(r"\b(?:the|an?|its|their|his|her)\s+(?P<what>[^,.;:!?“”\"]{3,80}),\s+$", re.IGNORECASE)
_BEHIND = re.compile(r",\s+(?:\d{2},|(?:an?|the|who|its|their|his|her)\s+[a-z]|[a-z]+(?:\s+[a-z]+)?\s+(?:of|at)\b)")
_WHO = re.compile(r"\W*(?:and\s+)?who(?:[’']s|\s+(?:is|was|are|were))\s+(?P<name>[^?]+?)\s*\W*", re.IGNORECASE)
_NO_NAME = re.compile(
    rf"(?:an?|the|my|your|our|any|some|{any_of('small.personal', 'small.demonstratives', 'asked.nobody')}|\w+ing|\w+ed)", re.IGNORECASE
)


def told_of(query: Query, units: Sequence[Unit]) -> list[Unit]:
    """The units that say who the one is that is asked for, the likeliest first; none for any other question."""
    name = named(query.asked)
    return [unit for unit in units if says_who(name, unit.text)] if name else []


def named(asked: str) -> str:
    """The name that a question asks about, as it is typed; "" where it asks for something else: "who is the mayor", "who is leading"."""
    found = _WHO.fullmatch(asked)
    words = found["name"].split() if found else []
    if not words or len(words) > LONGEST or any(_NO_NAME.fullmatch(word) or is_stop(word.casefold()) for word in words):
        return ""
    return " ".join(bare(word) for word in words)


def says_who(name: str, text: str) -> bool:
    """Whether a text gives the person of that name an office before the name, or goes on from the name with what he or she is."""
    last = re.escape(name.split()[-1])
    for found in re.finditer(rf"(?:(?-i:{NAME})\s+)*(?<![\w’'-]){last}(?![\w’'-])(?!\s+(?-i:[A-Z]))", text, re.IGNORECASE):
        full = found.group()
        if full[0].isupper() and (_has_office(full, text) or _BEHIND.match(text, found.end()) or _in_front(text[: found.start()])):
            return True
    return False


def _has_office(full: str, text: str) -> bool:
    """Whether an office stands right before the name, or is its first words: "Deputy Foreign Minister Ada Brandt"."""
    words = full.split()
    return any(word.casefold().strip(".") in OFFICES for word in words[:-1]) or office_of(full, text) is not None


def _in_front(before: str) -> bool:
    """Whether what somebody is stands before the name, with a comma between: "the chief executive of the yard, Ada Brandt"."""
    found = _FRONT.search(before)
    return found is not None and any(word.casefold() in OFFICES for word in re.findall(r"[\w’'-]+", found["what"]))
