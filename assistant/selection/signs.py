"""Signs in the words of a question: ranks that it asks for, and the thing that it asks about."""

from __future__ import annotations

import re

from assistant.words.terms import is_stop, stem, words
from index.words.lists import any_of, listed

_RANK = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|only|final|original|youngest|[a-z]{3,}est|most|least|fewest|best|worst)\b", re.IGNORECASE
)
_VERB = rf"(?:{any_of('small.auxiliaries')}|am|can|could|will|would|should|may|might|must)"
_JOINING = r"(?:of|in|on|at|for|by|to|from|that|who|with|do)"
_ASKED_WITH = re.compile(
    rf"\b(?:which|what|whose|how many|how much)\s+(?!{_VERB}\b)(?:of the |other )?((?:[\w’'-]+\s+)*?)"
    rf"(?={_VERB}\b|{_JOINING}\b|[?.!,]|$|[\w’'-]+(?:ed\b|s\b\s+(?:the|an?|to|in|on|by|from)\b))",
    re.IGNORECASE,
)
_ASKED_AFTER = re.compile(
    rf"\b(?:what|who|which)(?:[’']s|\s+{_VERB}(?:\s+be)?)\s+(?:the|an?|his|her|its|their)?\s*([\w’'\s-]+?)\s+"
    r"(?:of|in|for|that|to|at|on|who|which|from|by|with|behind)\b",
    re.IGNORECASE,
)
_LISTS = ("asked.quantities", "asked.times", "asked.places", "asked.high", "asked.amounts", "asked.units_of_time", "saying.nouns")
_OF_ANY_ANSWER = frozenset(
    stem(word)
    for word in (
        *(one for name in (*_LISTS, "names.persons") for one in listed(name)),
        *"name kind type sort thing word part role reason country nation city town state place people group organization term".split(),
        *"percent percentage size share title date length height age way method cause purpose example total".split(),
    )
)
"""Words that name a kind of answer and need not stand beside one."""


def ranks(question: str) -> frozenset[str]:
    """The stems of the ordinals and superlatives of a question: what came second is not what came first."""
    return frozenset(stem(word) for word in _RANK.findall(question))


def head(question: str) -> str:
    """The stem of the thing that a question asks about ("which *ship*", "who was the *captain* of"), "" where it names none of its own."""
    for pattern in (_ASKED_WITH, _ASKED_AFTER):
        if (found := pattern.search(question)) and (own := [word for word in words(found.group(1)) if not is_stop(word)]):
            term = stem(own[-1])
            return "" if term in _OF_ANY_ANSWER else term
    return ""
