"""Whether a question asks for anything at all: "what happened?", with or without days."""

from __future__ import annotations

import re

from assistant.words.terms import content_words, words
from index.words.lists import alternatives, listed

_GENERAL = frozenset(listed("news.anything"))
# These ask for one thing about the news, whatever its days.
_OTHERS = alternatives(*(word for word in listed("small.question_words") if word not in ("what", "which")))
_FOR_ONE_THING = re.compile(rf"(?:^\W*(?:and\s+)?|[,;]\s*(?:and\s+)?)(?:{_OTHERS})\b", re.IGNORECASE)


def asks_for_anything(asked: str, days: str = "") -> bool:
    """Whether a question, but for the words that name its days, has nothing to look for."""
    said = set(words(days))
    return not _FOR_ONE_THING.search(asked) and all(word in _GENERAL for word in content_words(asked) if word not in said)
