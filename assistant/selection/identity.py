"""Questions for who somebody is ("who is Jonas Lund?"): answered by the sentences that give that person's office or age with the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.selection.units import Unit
from assistant.types import Query
from assistant.words.terms import is_stop
from index.prose.people import NAME, OFFICES, bare, office_of
from index.timex.calendar import MONTH, WEEKDAY
from index.words.lists import any_of, listed

SURE = 0.8
"""Confidence of such an answer: the office stands with the name, and more was not asked."""
LONGEST = 4
"""Words of a name."""
_FRONT = re.compile(r"\b(?:the|an?|its|their|his|her)\s+(?P<what>[^,.;:!?“”\"]{3,80}),\s+$", re.IGNORECASE)
_CALLED = re.compile(
    rf"(?<![\w’'-])((?!(?:form|seni|juni|oth|eith|lat|earli|bett|wheth|rath)[eo]r\s)(?:{any_of('names.persons')}"
    r"|[a-z][a-z-]+(?:er|or|ist|ian|ant|ent|man|woman|ee|yst|ress|eur|ette)))\s+$"
)
_IS = re.compile(
    r",?\s+(?:is|was)\s+(?:an?|the)\s+[a-z]|,\s+(?:(?:an?|the|its|their|his|her)\s+[’'\d]*[a-z]|[a-z]+(?:\s+[a-z]+)?\s+(?:of|at)\b)"
)
_COURTESY = ("mr", "mrs", "ms", "miss")
# "Then Brandt", "on Monday Brandt", "Senator Brandt", "the Democrat Brandt" have no first name.
_NO_FIRST_NAMES = frozenset((*OFFICES, *_COURTESY, *listed("voices.callings"), *listed("names.persons")))
_DAY = re.compile(rf"{WEEKDAY}|{MONTH}", re.IGNORECASE)
_SUBJECT_BEFORE = re.compile(r"(?:^|[.!?][”\"]?\s+)(?:The|A|An|[A-Z][\w-]+[’']s)\s+(?P<what>(?:[\w’'-]+\s+){1,6})[^.!?]*[.!?]\s+$")
_ENDS = re.compile(r"\s*(?:[,.;:)]|and\b|$)")
_AGED = re.compile(r",\s+\d{2},")
_DOES = re.compile(r",\s+who\s+[a-z]")
_WHO = re.compile(r"\W*(?:and\s+)?who(?:[’']?s|\s+(?:is|was|are|were))\s+(?P<name>[^?]+?)\s*\W*", re.IGNORECASE)
_NO_NAME = re.compile(
    rf"(?:an?|the|my|your|our|any|some|{any_of('small.personal', 'small.demonstratives', 'asked.nobody')}|\w+ing|\w+ed)", re.IGNORECASE
)


def told_of(query: Query, units: Sequence[Unit]) -> list[Unit]:
    """The units that say who somebody is, where that is asked: those first that say it best, of them the likeliest."""
    name = named(query.asked)
    told = [(unit, _degree(name, unit)) for unit in units] if name else []
    return [unit for unit, degree in sorted(told, key=lambda one: -one[1]) if degree]


def _degree(name: str, unit: Unit) -> int:
    """How well a unit says who somebody is; what another says of him ("he was a friend") is that one's view."""
    degree = tells_who(name, unit.text)
    is_view = unit.speaker is not None and name.split()[-1].casefold() not in unit.speaker.casefold()
    return min(degree, 1) if is_view else degree


def named(asked: str) -> str:
    """The name that a question asks about, as it is typed; "" where it asks for something else: "who is the mayor", "who is leading"."""
    found = _WHO.fullmatch(asked)
    words = found["name"].split() if found else []
    if not words or len(words) > LONGEST or any(_NO_NAME.fullmatch(word) or is_stop(word.casefold()) for word in words):
        return ""
    return " ".join(bare(word) for word in words)


def tells_who(name: str, text: str) -> int:
    """How well a text says who the person of that name is, 0 where it does not.

    4: what he or she is or does behind the full name; 3: by an office or another word for a person before it; 2: the same with the
    surname, or an age; 1: what he or she does ("Ada Brandt, who ...").
    """
    last = re.escape(name.split()[-1])
    best = 0
    for found in re.finditer(rf"(?:(?-i:{NAME})\s+)*(?<![\w’'-]){last}(?![\w’'-])(?!\s+(?-i:[A-Z]))", text, re.IGNORECASE):
        full, before, end = found.group(), text[: found.start()], found.end()
        if not full[0].isupper() or _is_anothers(full, name):
            continue
        is_whole = len(full.split()) > 1 or " " not in name
        more = bool(_IS.match(text, end) or _DOES.match(text, end))
        if _has_office(full, text) or _called(before) or _IS.match(text, end):
            best = max(best, 2 + is_whole, 4 * (more and is_whole))
        elif _in_front(before, text[end:]):
            best = max(best, 2 + is_whole)
        elif _AGED.match(text, end) or (is_whole and _told_before(before)):
            best = max(best, 2)
        elif _DOES.match(text, end):
            best = max(best, 1)
    return best


def _is_anothers(full: str, name: str) -> bool:
    """Whether a name in a text has other first names than the one asked for, and is a relative's: "Bert Brandt" for Ada Brandt."""
    asked = [word.casefold() for word in name.split()[:-1]]
    given = [word.casefold().strip(".") for word in full.split()[:-1]]
    own = [word for word in given if not (word in _NO_FIRST_NAMES or is_stop(word) or _DAY.fullmatch(word))]
    return bool(asked and own) and not any(one.startswith(other) or other.startswith(one) for one in asked for other in own)


def _called(before: str) -> bool:
    """Whether a word for a person stands right before a name: "debate attendee Ada Brandt"."""
    found = _CALLED.search(before)
    return found is not None and not is_stop(found[1]) and found[1] not in listed("asked.prepositions")


def _told_before(before: str) -> bool:
    """Whether the sentence before a name begins with what somebody is: "The founder of the yard has left. Ada Brandt said ..."."""
    found = _SUBJECT_BEFORE.search(before)
    return found is not None and any(word.casefold() in OFFICES for word in re.findall(r"[\w-]+", found["what"]))


def _has_office(full: str, text: str) -> bool:
    """Whether an office stands right before the name, or is its first words: "Deputy Foreign Minister Ada Brandt"."""
    words = full.split()
    if words[0].casefold().strip(".") in _COURTESY:
        words = words[1:]
    return any(word.casefold().strip(".") in OFFICES for word in words[:-1]) or (office_of(" ".join(words), text) or "").casefold().strip(
        "."
    ) not in ("", *_COURTESY)


def _in_front(before: str, behind: str) -> bool:
    """Whether what somebody is stands before the name, with a comma between: "the chief executive of the yard, Ada Brandt"; but not in
    "they sank the trawler, Ada Brandt said"."""
    found = _FRONT.search(before)
    if found is None:
        return False
    words = re.findall(r"[\w’'-]+", found["what"])
    what = list(takewhile(lambda word: word not in listed("asked.prepositions"), words))
    is_called = _ENDS.match(behind) is not None and _called(f"{what[-1] if what else ''} ")
    return is_called or any(word.casefold() in OFFICES for word in words)
