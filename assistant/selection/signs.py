"""Signs in the words of a question: ranks that it asks for, the thing that it asks about, and what was done or is so of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from assistant.words.terms import is_stop, stem, words
from index.words.lists import BASE, PAST, THIRD, any_of, listed, saying

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
        *"name surname nickname kind type sort thing word part role reason country nation city town state place people group".split(),
        *"organization term percent percentage size share title date length height age way method cause purpose example total".split(),
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


_ASKS_A_NAME = re.compile(rf"\b(?:who|whom|whose|which|names?)\b|\bwhat\s+(?!{_VERB}\b)\w+", re.IGNORECASE)


def asks_a_name(question: str) -> bool:
    """Whether a question asks which one of several somebody or something is, or how it is called."""
    return _ASKS_A_NAME.search(question) is not None


_AUXILIARIES = frozenset((*listed("small.auxiliaries"), *listed("asked.modals"), "be", "been", "being"))
_SENTENCE = frozenset((*listed("small.question_words"), *_AUXILIARIES))
_SUPPORTS = frozenset(("did", "does", "do"))
_ASKERS = frozenset((*listed("small.question_words"), "many", "much", "long", "often", "far", "soon", "by"))
_DETERMINERS = frozenset("the a an his her its their this that these those".split())
_MEANING = frozenset(("won",))
"""Stop words for the sake of a contraction, which a question asks for all the same."""
_LIGHT = frozenset(listed("asked.light"))
"""Verbs, and what goes with them, that tell too little of what was done for a text to need them."""
_REPORTING = frozenset(listed("asked.verbs_in_stop")) - _AUXILIARIES
_SAYING = re.compile(saying("any", forms=(BASE, THIRD, PAST)), re.IGNORECASE)


def is_keywords(question: str) -> bool:
    """Whether it is no sentence, but words to look for: all of them are then what the text is to be about."""
    return _SENTENCE.isdisjoint(words(question))


def act(question: str, names: Collection[str]) -> str:
    """What a question asks to have been done, or to be so ("did Lund *resign* over it", "is bread *dear*"), as a folded word.

    `names`: the stems of the question's names. "" where it asks for nothing in particular, for somebody's words, or only what a thing is.
    """
    own = words(question)
    start = next((place + 1 for place, word in enumerate(own) if word in _SUPPORTS), 0)
    for place, run in _runs(own, start):
        behind = own[place + len(run)] if place + len(run) < len(own) else ""
        told = [word for word in run if stem(word) not in names]
        before = own[place - 1] if place else ""
        if not _REPORTING.isdisjoint(own[start:place]):
            break
        is_subject = len(run) == 1 and bool(behind) and (behind in _AUXILIARIES or behind == "of" or before in _DETERMINERS)
        if told and not (is_subject or before == "how"):
            return "" if told[-1] in _LIGHT or _SAYING.fullmatch(told[-1]) else told[-1]
        if behind in _DETERMINERS:
            break
    return ""


def _runs(own: Sequence[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """The runs of words between those that carry nothing, each with its place."""
    place = start
    while place < len(own):
        run = list(_until_stop(own[place:]))
        if run:
            yield place, run
        place += max(len(run), 1)


def _until_stop(own: Sequence[str]) -> Iterator[str]:
    for word in own:
        if word in _AUXILIARIES or word in _ASKERS or (is_stop(word) and word not in _MEANING):
            return
        yield word


@lru_cache(maxsize=1)
def _irregular() -> dict[str, frozenset[str]]:
    """The stems of the forms of each irregular verb, by the stem of each."""
    rows = [frozenset(stem(form) for form in row.split("/")) for row in listed("asked.conjugated")]
    return {form: row for row in rows for form in row}


def forms(word: str) -> frozenset[str]:
    """The stems by which a text may tell of a verb: its own, and those of its irregular forms."""
    return _irregular().get(stem(word), frozenset((stem(word),)))
