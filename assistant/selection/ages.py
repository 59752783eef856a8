"""Questions for somebody's age ("how old is Jonas Lund?"): answered by the sentences that give it to that person, and by no other's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.selection.units import Unit
from assistant.types import Query
from assistant.words.terms import is_stop, stem, stems, words
from index.prose.people import full_names
from index.words.lists import any_of, saying

SURE = 0.9
"""Confidence of such an answer: of 107 known questions for somebody's age over news, 28 are told of so, 27 of them rightly (11 of which
were not answered by the figures and reading), and of 47 unanswerable ones one is."""
LONGEST = 4
"""Words of a name."""
_ASKED = re.compile(
    r"\W*(?:and\s+)?(?:how\s+old\s+(?:is|was|are|were)\s+(?P<one>.+?)|what(?:[’']?s|\s+(?:is|was))\s+(?P<other>.+?)[’']s?\s+age"
    r"|(?P<bare>.+?)\s+age|what(?:[’']?s|\s+(?:is|was))\s+the\s+age\s+of\s+(?P<of>.+?))(?:\s+(?:now|today|then))?\W*",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\s+(?:when|at|in|on|by|during|before|after|as)\s.*$", re.IGNORECASE)
_NO_NAME = re.compile(
    rf"(?:an?|the|my|your|our|his|her|its|their|{any_of('small.personal', 'small.demonstratives')}|\w+ing)", re.IGNORECASE
)
_YEARS = r"(?:1[0-1]\d|\d{1,2})"
_AGED = rf"{_YEARS}(?:-year-old|[ -]years?[ -]old)"


def named(asked: str) -> str:
    """The name of whose age a question asks for, as it is typed; "" where it asks for something else."""
    words = _of_whom(asked).split(",")[0].split()
    if not words or len(words) > LONGEST or any(_NO_NAME.fullmatch(word) or is_stop(word.casefold()) for word in words):
        return ""
    return " ".join(words)


def _of_whom(asked: str) -> str:
    """The words for whose age a question asks for, a name or not; "" where it asks for something else."""
    found = _ASKED.fullmatch(asked)
    return _WHEN.sub("", next(filter(None, found.groups()), "")) if found else ""


def told_of(query: Query, units: Sequence[Unit]) -> list[Unit]:
    """The units that give the age that a question asks for to whom it asks of, in their order."""
    name = named(query.asked)
    return [unit for unit in units if name and (tells_age(name, unit.text) or _is_said_by_age(name, unit))]


def anothers(asked: str, units: Sequence[Unit]) -> str:
    """Whose age a question asks for, where the likeliest unit (the first) gives ages only in sentences before it names them; else ""."""
    said = _of_whom(asked)
    if not said or not units:
        return ""
    text, named = units[0].text, {stem(word) for word in words(said) if not is_stop(word)}
    first = next((match.start() for match in re.finditer(r"[\w’'-]+", text) if stems(match[0]) & named), None)
    given = list(_GIVEN.finditer(text))
    return said if first is not None and given and all(_is_before(text, match, first) for match in given) else ""


def _is_before(text: str, age: re.Match[str], first: int) -> bool:
    """Whether an age is of somebody else than whom the text first names there: "The 54-year-old agreed. Brandt left" leaves it open."""
    behind = _SENTENCE_END.search(text, age.end(), first) if age.end() < first else None
    if behind is None:
        return False
    begun = max((end.end() for end in _SENTENCE_END.finditer(text, 0, age.start())), default=0)
    is_open = _NAMELESS.fullmatch(age[0]) and not full_names(text[begun : behind.end()])
    return not is_open or "\n\n" in text[age.end() : first]


def _is_said_by_age(name: str, unit: Unit) -> bool:
    """Whether the one of that name speaks in a unit, and is called by an age there: "the 54-year-old said"."""
    is_speaker = unit.speaker is not None and unit.speaker.split()[-1].casefold() == name.split()[-1].casefold()
    return is_speaker and _BY_AGE.search(unit.text) is not None


def tells_age(name: str, text: str) -> bool:
    """Whether a text gives the age of the person of that name: "Ada Brandt, 54,", "the 54-year-old Brandt", or of whoever the sentence
    before alone names ("The 54-year-old said")."""
    last = rf"(?<![\w’'-]){re.escape(re.sub(r'[’]s?$', '', name.split()[-1]))}(?![\w’'-])"
    beside = (
        rf"{last}(?:,\s+|\s+\()(?:(?:now|then|who\s+(?:is|was|turned|turns))\s+)?(?:aged?\s+)?{_YEARS}(?=[,.;)]|\s+(?:and|at|when|years)\b|$)",
        rf"{last}\s+(?:is|was|turned|turns|will\s+be|will\s+turn)\s+(?:now\s+)?(?:aged\s+)?{_YEARS}(?=[,.;]|\s+(?:and|at|when|years|on|this|last|in)\b|$)",
        rf"{last}[^.!?]{{0,80}}\bat\s+(?:the\s+)?age(?:\s+of)?\s+{_YEARS}\b|{last},\s+an?\s+{_AGED}\b",
        rf"\b{_AGED}\s+(?:(?!(?:and|or|with)\b)[\w’'-]+,?\s+){{0,4}}?{last}",
        rf"{last}[^.!?,]{{0,60}}\b(?:died|dies)\s+aged\s+{_YEARS}\b|{last}\s+is\s+{_AGED}",
    )
    if any(re.search(pattern, text, re.IGNORECASE) for pattern in beside):
        return True
    return any(re.search(last, found["before"], re.IGNORECASE) and len(full_names(found["before"])) < 2 for found in _LED_ON.finditer(text))


_BY_AGE = re.compile(rf"\bthe\s+{_AGED}\s+(?:{saying('strong')})\b|\b(?:{saying('strong')})\s+the\s+{_AGED}\b", re.IGNORECASE)
_GIVEN = re.compile(rf"\b(?:the\s+)?{_AGED}\b|,\s+{_YEARS}(?=[,.;])|\baged\s+{_YEARS}\b|\bwho\s+is\s+{_YEARS}\b", re.IGNORECASE)
_NAMELESS = re.compile(rf"the\s+{_AGED}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*\s")
_LED_ON = re.compile(rf"(?P<before>[^.!?]+[.!?][”\"’]?)\s+The\s+{_AGED}\s", re.IGNORECASE)
