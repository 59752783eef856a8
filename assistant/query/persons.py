"""Which persons articles name, and which of them are men, which women, by their first names and the words around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.words.terms import is_stop
from index.prose.people import full_names, is_nobody, office_of
from index.words.lists import BASE, PAST, THIRD, alternatives, listed, saying

NEAR = 160
"""Characters behind a name in which a word tells whether it is a man's or a woman's."""
SLIPS = 5
"""Times that a name is written with its capital for each time that it is not."""
_PLACE = alternatives(*listed("asked.places_after"))
_SAYS = rf"(?:{saying('any', forms=(BASE, PAST, THIRD))})"
_TELLS = {"he": frozenset(listed("asked.men")), "she": frozenset(listed("asked.women"))}
_NAMED = {"he": frozenset(listed("asked.named_men")), "she": frozenset(listed("asked.named_women"))}
_STREETS = frozenset(listed("names.streets"))
_PRONOUNS = frozenset(("he", "him", "his", "she", "her", "hers", "it", "its", "itself", "himself", "herself", "which"))


def people_of(texts: Sequence[str]) -> dict[str, str]:
    """Surname (folded) to full name of the persons that articles name.

    What is written with "the", small, or as a place is none, nor what is "it" afterwards.
    """
    found: dict[str, str] = {}
    for text in texts:
        for last, name in full_names(text).items():
            # "More AP sports" stands under a story: no person's name begins with a word that carries nothing.
            is_street = last in _STREETS
            if not is_street and not is_nobody(name) and not is_stop(name.split()[0].casefold()) and not _is_other(name, text):
                found.setdefault(last, name)
    return {last: name for last, name in found.items() if not _is_it(name, texts)}


def _is_it(name: str, texts: Sequence[str]) -> bool:
    """Whether articles go on with "it" from a name, and give it no office and no words of its own."""
    last = re.escape(name.split()[-1])
    meant = any(re.search(rf"\b{last}\b[^.!?]{{0,80}}\b(?:it|its|itself)\b", text) for text in texts)
    says = re.compile(rf"\b{last}(?:,[^,.]{{1,60}},)?\s+{_SAYS}\b|{_SAYS}\s+(?:[A-Z]\S+\s+)*{last}\b")
    acts = any(office_of(name, text) or says.search(text) for text in texts)
    return meant and not acts


def _is_other(name: str, text: str) -> bool:
    last = name.split()[-1]
    if re.search(rf"\b[Tt]he\s+{re.escape(name)}\b", text):
        return True
    # Written small once among many is a slip: "Who is Ida frost?".
    small, great = (len(re.findall(rf"(?<![\w’'-]){re.escape(one)}(?![\w-])", text)) for one in (last.lower(), last))
    if small * SLIPS > great:
        return True
    every = len(re.findall(rf"\b{re.escape(name)}\b", text))
    return len(re.findall(rf"\b(?:{_PLACE})\s+{re.escape(name)}\b", text)) * 2 > every


def gender_of(name: str, people: Mapping[str, str], texts: Sequence[str]) -> str:
    """ "he" or "she" where the words in front of a name or behind it tell, up to the next person; empty where they do not."""
    last = re.sub(r"[’']s?$", "", name.split()[-1])
    first = (name if " " in name else people.get(last.casefold(), "")).split()[:1]
    if first and (told := next((gender for gender, names in _NAMED.items() if first[0].casefold() in names), "")):
        return told
    others = alternatives(*(other for other in people if other != last.casefold()))
    tally = dict.fromkeys(_TELLS, 0)
    for text in texts:
        for found in re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)", text, re.IGNORECASE):
            behind = text[found.end() : found.end() + NEAR]
            if others and (other := re.search(rf"(?<!\w)(?:{others})(?!\w)", behind, re.IGNORECASE)):
                behind = behind[: other.start()]
            # A title or what he is stands right before the name; a pronoun before it is somebody else's.
            before = re.findall(r"[\w’'-]+", text[max(0, found.start() - 40) : found.start()].casefold())[-3:]
            after = re.findall(r"[\w’'-]+", behind.casefold())
            nearest = next((word for word in after if any(word in telling for telling in _TELLS.values())), "")
            for gender, telling in _TELLS.items():
                tally[gender] += 2 * any(word in telling and word not in _PRONOUNS for word in before) + (nearest in telling)
    best = max(tally, key=lambda gender: tally[gender])
    return best if tally[best] > 2 * sum(count for gender, count in tally.items() if gender != best) else ""
