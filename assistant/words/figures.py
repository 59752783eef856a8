"""Counts of a question: what it counts itself ("the 17 submarines"), and what it wants counted ("how many grain ships")."""

from __future__ import annotations

import re

from assistant.words.amounts import numbers
from assistant.words.terms import stem
from index.prose.numbers import Figure, plural_at
from index.prose.numbers import figures as figures_among

PEOPLE = stem("people")
TOLL = re.compile(r"\btolls?\b|\b(?:died|killed|dead|deaths?|casualties|kills?|fatalities)\b", re.IGNORECASE)
"""Words that count people without naming them."""
_HOW_MANY = re.compile(r"\b(?:how many|number of)(?=\s)(?:\s+(?:more|other)\b)?", re.IGNORECASE)


def figures(text: str) -> tuple[Figure, ...]:
    """The counts of a text by itself, in order; those of an article stand in its reading."""
    return figures_among(text, numbers(text))


def asked_noun(question: str) -> str:
    """What a question wants counted, as a stem: "how many grain ships", and people for a toll; "" where it does not say."""
    asked = _HOW_MANY.search(question)
    noun = plural_at(question, asked.end())[0] if asked else ""
    return noun or (PEOPLE if TOLL.search(question) else "")
