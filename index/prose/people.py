"""Who an article names: full names of people and organisations, the offices given with them, and what a name is made of."""

from __future__ import annotations

import re
from itertools import pairwise

from index.timex.calendar import WEEKDAYS

_SHORT = "Adm|Capt|Cmdr|Col|Cpl|Det|Dr|Gen|Gov|Hon|Insp|Lt|Maj|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt|Supt"
NAME = rf"(?:(?:{_SHORT})\.|[A-Z][\w’'-]+|(?:[A-Z]\.)+)"
PARTICLES = frozenset("al bin ben da de del den der di dos du el ibn la le of the and for van von".split())
NAMES = rf"{NAME}(?:\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+){{0,2}}{NAME}){{0,9}}"
_TITLE = re.compile(rf"\b(?:{NAME}[ \t]+(?:of[ \t]+(?:the[ \t]+)?)?){{1,8}}$")
_OFFICE_LENGTH = 120
"""Characters before a name in which its office is looked for: longer ones are not written before names."""
OFFICES = frozenset(
    """president minister secretary general spokesman spokeswoman spokesperson chancellor mayor governor senator chairman chairwoman
    chair chief head director commander colonel lieutenant major captain admiral marshal sergeant ambassador envoy representative
    deputy prime vice foreign defence defense finance interior health justice press state under undersecretary professor dr doctor
    judge king queen prince princess pope bishop archbishop reverend rev sir lord lady dame mr mrs ms miss leader premier speaker
    commissioner inspector superintendent detective officer manager coach captain editor economist analyst expert scientist researcher
    engineer founder owner coordinator union party executive managing chief-executive lieutenant-general colonel-general major-general
    adviser advisor aide counsel attorney prosecutor parliamentary permanent first second former acting interim senior national
    security council administration official diplomat congressman congresswoman councillor councilor alderman sheriff trade energy
    environment education transport agriculture culture sports labour labor development affairs armed forces department federal
    central chief-of-staff staff army navy meteorologist forecaster hydrologist biologist geologist farmer teacher nurse headteacher
    headmaster conductor curator archaeologist astronomer player striker
    goalkeeper winger trainer referee harbourmaster harbormaster mp mps ceo councilmember""".split()
) | frozenset(_SHORT.casefold().split("|"))
NOT_NAMES = frozenset(
    """the a an this that these those he she it they we i you but and or if when while as in on at for from with according after before
    since although there here what who why how yes no not now then today yesterday tomorrow monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december moreover however meanwhile
    therefore besides earlier later asked speaking""".split()
)
ORGANISATION = re.compile(
    r"\b(?:ministry|department|office|agency|council|commission|committee|government|party|union|bank|court|police|company|university|institute|parliament"
    r"|embassy|service|administration|authority|authorities|association|federation|group|board|club|centre|center|hospital|observatory|museum|port|kremlin)\b",
    re.IGNORECASE,
)


def bare(name: str) -> str:
    """A name without a possessive ending and punctuation; initials keep theirs."""
    if re.fullmatch(r"(?:[A-Z]\.)+", name):
        return name
    return re.sub(r"[’']s$|[’']$", "", name).strip(" ,.")


def is_organisation(name: str) -> bool:
    """Whether a name is an organisation's by one of its words."""
    return ORGANISATION.search(name) is not None


def office_of(speaker: str, text: str) -> str | None:
    """The office that the text first gives before a full name: "Deputy Transport Minister", "Minister of Transport"; None without one."""
    for match in re.finditer(rf"\b{re.escape(speaker)}\b", text):
        before = _TITLE.search(text[max(0, match.start() - _OFFICE_LENGTH) : match.start()])
        words = before.group().split() if before else []
        while words and words[0].casefold() in NOT_NAMES | PARTICLES:
            words = words[1:]
        heads = {word.casefold() for word, after in pairwise(words) if after == "of"}
        if words and words[-1] not in ("of", "the") and (words[-1].casefold().strip(".") in OFFICES or heads & OFFICES):
            return " ".join(words)
    return None


def full_names(text: str) -> dict[str, str]:
    """Surname, or last word of an organisation, (case-folded) to the first full name in the text that ends with it."""
    names: dict[str, str] = {}
    for match in re.finditer(rf"{NAME}(?:[ \t]+{NAME})+", text):
        tokens = match.group().split()
        if tokens[0].casefold() in NOT_NAMES:
            tokens = tokens[1:]
        if tokens[-1].casefold() in WEEKDAYS:
            tokens = tokens[:-1]
        if len(tokens) > 1 and ORGANISATION.fullmatch(bare(tokens[-1])):
            names.setdefault(bare(tokens[-1]).casefold(), " ".join(tokens))
            continue
        cut = max((i + 1 for i, token in enumerate(tokens) if token.casefold().strip(".,") in OFFICES | NOT_NAMES), default=0)
        person = [bare(token) for token in tokens[cut:]]
        # Two or three words: more is a headline in capitals or a list, not a name.
        if len(person) == 3 and len(re.findall(rf"\b{re.escape(person[0])}\b", text)) > text.count(" ".join(person)):
            person = person[1:]  # the first word also stands alone: a country or a sentence before the name, its comma lost
        if 2 <= len(person) <= 3 and not ORGANISATION.search(" ".join(person)) and len(person[-1]) > 1:
            names.setdefault(person[-1].casefold(), " ".join(person))
    return names
