"""Who an article names: full names of people and organisations, the offices given with them, and what a name is made of."""

from __future__ import annotations

import re
from itertools import pairwise

from index.timex.calendar import MONTH_NAMES, WEEKDAYS
from index.words.lists import THIRD, alternatives, any_of, listed, saying

_SHORT = alternatives(*(title.capitalize() for title in listed("names.titles")))
NAME = rf"(?:(?:{_SHORT})\.|[A-Z][\w’'-]+|(?:[A-Z]\.)+)"
PARTICLES = frozenset(listed("names.particles"))
NAMES = rf"{NAME}(?:\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+){{0,2}}{NAME}){{0,9}}"
_TITLE = re.compile(rf"\b(?:{NAME}[ \t]+(?:of[ \t]+(?:the[ \t]+)?)?){{1,8}}$")
_OFFICE_LENGTH = 120
"""Characters before a name in which its office is looked for: longer ones are not written before names."""
OFFICES = frozenset((*listed("names.offices"), *listed("names.of_offices"), *listed("names.titles")))
NOT_NAMES = frozenset(
    (
        *listed("small.openers"),
        *listed("voices.openers"),
        *listed("voices.joining"),
        *listed("calendar.near_days"),
        *WEEKDAYS,
        *(name.casefold() for name in MONTH_NAMES),
    )
)
_NO_PERSONS = frozenset(listed("voices.no_persons"))
_COUNTRIES = frozenset(listed("names.countries"))
_SHORT_REALMS = frozenset(listed("names.realms"))
_SAYS = re.compile(rf"(?:{saying('any', forms=(THIRD,))})", re.IGNORECASE)
"""What stands first in the end of a headline and is no first name: "Wall Holds, Warns Lund"."""
ORGANISATION = re.compile(rf"\b(?:{any_of('names.organisations')})\b", re.IGNORECASE)


def bare(name: str) -> str:
    """A name without a possessive ending and punctuation; initials keep theirs."""
    if re.fullmatch(r"(?:[A-Z]\.)+", name):
        return name
    return re.sub(r"[’']s$|[’']$", "", name).strip(" ,.")


def is_organisation(name: str) -> bool:
    """Whether a name is an organisation's by one of its words."""
    return ORGANISATION.search(name) is not None


def is_nobody(name: str) -> bool:
    """Whether a run of capitals is a place, a paper or a people by one of its words: "West Norland", "Oskerby Post"."""
    return not _NO_PERSONS.isdisjoint(name.casefold().split()) or is_organisation(name)


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
    text = _without_capital_lines(text)
    for match in re.finditer(rf"{NAME}(?:[ \t]+{NAME})+", text):
        tokens = match.group().split()
        if tokens[0].casefold() in NOT_NAMES or _SAYS.fullmatch(tokens[0]):
            tokens = tokens[1:]
        if tokens[-1].casefold() in WEEKDAYS:
            tokens = tokens[:-1]
        if len(tokens) > 1 and ORGANISATION.fullmatch(bare(tokens[-1])):
            names.setdefault(bare(tokens[-1]).casefold(), " ".join(tokens))
            continue
        cut = max((i + 1 for i, token in enumerate(tokens) if token.casefold().strip(".,") in OFFICES | NOT_NAMES), default=0)
        cut = max([cut, *(place + 1 for place, token in enumerate(tokens[:-1]) if _parts_names(token, tokens))])
        person = [bare(token) for token in tokens[cut:]]
        # Two or three words: more is a headline in capitals or a list, not a name.
        if len(person) == 3 and len(re.findall(rf"\b{re.escape(person[0])}\b", text)) > text.count(" ".join(person)):
            person = person[1:]  # the first word also stands alone: a country or a sentence before the name, its comma lost
        is_place = person[-1:] and (person[-1].casefold() in _COUNTRIES or _parts_names(person[-1], tokens))
        if 2 <= len(person) <= 3 and not is_place and not ORGANISATION.search(" ".join(person)) and len(person[-1]) > 1:
            names.setdefault(person[-1].casefold(), " ".join(person))
    return names


def _parts_names(token: str, tokens: list[str]) -> bool:
    """Whether a word of a run of capitals is in nobody's name: whose what follows is ("Norland's Lund"), a body's initials ("NATO")."""
    if re.search(r"[’']s$|[^\W_]s’$", token):
        return True
    is_initials = token.casefold() in _SHORT_REALMS or re.fullmatch(r"[A-Z]{3,}", token) is not None
    return is_initials and not " ".join(tokens).isupper()


def _without_capital_lines(text: str) -> str:
    """A text without its headlines in capitals, of which no word can be told from a name: "HOLT WARNS", "NO MONEY, SAYS HOLT".

    A label ("RENATA FALK:") stays, and so does a text that is mostly in capitals.
    """
    lines = text.splitlines()
    kept = [line for line in lines if not line.replace("Mc", "MC").isupper() or line.rstrip().endswith(":")]
    shown = "\n".join(kept)
    return shown if 2 * len(shown) > len(text.strip()) else text
