"""Questions for who holds an office ("who is the mayor of Oskerby?"): answered by the words that give it to somebody by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.selection.units import Unit
from assistant.types import Query
from assistant.words.naming import named_in, nation
from assistant.words.terms import is_stop, stem, stems, words
from index.prose.people import NAMES, OFFICES
from index.words.lists import listed, saying

SURE = 0.9
"""Confidence of such an answer: of 179 known questions for who holds an office over news, 43 are told of so, all of them rightly."""
LONGEST = 8
"""Words that name an office and what it is of."""
LONGEST_OFFICE = 5
LOOKED_AT = 8
"""Likeliest units by whose passages names are told."""
_WHO = re.compile(r"\W*(?:and\s+)?who(?:[’']?s|\s+(?:is|was))\s+(?P<what>[^?,;]+?)\W*", re.IGNORECASE)
_OF = re.compile(r"(?P<office>[^,]+?)\s+(?:of|at|for|in)\s+(?P<of>[^,]+)", re.IGNORECASE)
_OWNED = re.compile(r"(?P<of>.+?)(?:[’']s|(?<=s)[’'])\s+(?P<office>.+)", re.IGNORECASE)
_NOW = frozenset(("the", "a", "an", "new", "current", "present", "its", "their", "his", "her"))
_NO_LONGER = re.compile(r"\b(?:former|ex|then|past|previous|late|deputy|vice|assistant|acting|interim|shadow)[\s-]+$", re.IGNORECASE)
_HEADS = frozenset(
    (*OFFICES, *listed("names.of_offices"), *listed("voices.callings"), "ceo", "cfo", "coo", "boss", "dean", "premier", "coach", "skipper")
)
_SENTENCE = re.compile(r"(?<=[a-z\d”\"’)][.!?])[”\"’)]*\s+(?=[“\"‘(]?[A-Z])|\n\n+")
_PLACED = r"(?:of|at|for|in|with|to)"
_NAME_AFTER = re.compile(rf"\s*(?:,\s+)?(?:{_PLACED}\s+(?P<of>[^,;:]{{2,70}}?)(?:,\s+|\s+))?(?P<name>{NAMES})")
_NAME_BEFORE = re.compile(
    rf"(?P<name>{NAMES})(?:,|\s+\(\d+\)|,\s+\d+,)?\s+(?:(?:who\s+)?(?:is|was|serves|served|works|becomes?|became|has\s+been)\s+(?:as\s+)?"
    rf"|(?:(?:was|is|has\s+been)\s+)?(?:named|appointed|elected|re-elected|sworn\s+in)\s+(?:as\s+)?)?"
    rf"(?P<mid>(?:[\w’'&.-]+\s+){{0,6}}?)$"
)
_OF_NAMED = re.compile(r"\s+of\s+(?P<of>[^,;:.]{2,70})")
_PARTING = re.compile(rf"[,;:(]|\b(?:and|but|by|{saying('strong')})\b")
_OF_AFTER = re.compile(rf"\s+{_PLACED}\s+(?P<of>[^,;:.]{{2,70}})")


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a question asks for: its words, and the stems of what it is of, none where the question does not say."""

    words: tuple[str, ...]
    of: frozenset[str]


def asked_for(asked: str, passages: Sequence[str]) -> Office | None:
    """The office that a question asks for; None for other questions."""
    found = _WHO.fullmatch(asked)
    if found is None or len(found["what"].split()) > LONGEST:
        return None
    what = found["what"]
    parted = _OF.fullmatch(what) or _OWNED.fullmatch(what)
    if parted:
        office, of = words(parted["office"]), parted["of"]
    else:
        names = named_in([asked], passages)
        own = words(what)
        office, of = [word for word in own if stem(word) not in names], " ".join(word for word in own if stem(word) in names)
    office = [word for word in office if word not in _NOW]
    if not office or office[-1] not in _HEADS or len(office) > LONGEST_OFFICE or any(is_stop(word) for word in office):
        return None
    return Office(tuple(office), frozenset(stem(word) for word in words(of) if not is_stop(word)))


def told_of(query: Query, units: Sequence[Unit]) -> list[Unit]:
    """The units that give the office that a question asks for to somebody by name, and say of what it is, in their order."""
    office = asked_for(query.asked, [unit.passage.text for unit in units[:LOOKED_AT]])
    return [unit for unit in units if office and office.of and is_given(office, unit.text)]


def anothers(asked: str, units: Sequence[Unit]) -> str:
    """The office that a question asks for, where the likeliest unit (the first) gives it to somebody elsewhere only; "" otherwise.

    Of 179 known questions for who holds an office over news, it is so for six, all of which have no answer.
    """
    office = asked_for(asked, [unit.passage.text for unit in units[:LOOKED_AT]])
    return " ".join(office.words) if office and office.of and is_anothers(office, units[0].text) else ""


def is_given(office: Office, text: str) -> bool:
    """Whether a text gives an office to a name, with what it is of beside it."""
    return any(_holds(office.of, f"{before} {behind}") for before, behind in holders(office, text))


def is_anothers(office: Office, text: str) -> bool:
    """Whether a text gives the office only to holders of it elsewhere, which it names: "the chief executive of Arden Rail, Ada Brandt"."""
    of_others = [_names_other(office, before, behind) for before, behind in holders(office, text)]
    return bool(of_others) and all(of_others)


def _names_other(office: Office, before: str, behind: str) -> bool:
    """Whether the words behind an office say that it is of something that has a name, and nothing beside it is of what is asked."""
    named = [word for word in re.findall(r"(?<![\w’'-])[A-Z][\w’'-]*", behind) if not is_stop(word.casefold())]
    held = stems(f"{before} {behind}")
    return bool(named) and not any(form in held for term in office.of for form in _forms(term))


def holders(office: Office, text: str) -> Iterator[tuple[str, str]]:
    """The words beside the office that say of what it is, before it and behind it, wherever a text gives it to a name."""
    for sentence in _SENTENCE.split(text):
        for found in _pattern(office.words).finditer(sentence):
            before, after = sentence[: found.start()], sentence[found.end() :]
            if _NO_LONGER.search(before):
                continue
            own = " ".join(_PARTING.split(before)[-1].split()[-6:])
            if (name := _NAME_AFTER.match(after)) and not _is_of(name["name"], office):
                # "Mayor Ada Brandt of Oskerby": what stands behind "of" is no part of the name.
                of = _OF_NAMED.match(after, name.end())
                yield own, " ".join((name["of"] or "", name["name"].partition(" of ")[2], of["of"] if of else ""))
            elif name := _NAME_BEFORE.search(before):
                of = _OF_AFTER.match(after)
                yield name["mid"], of["of"] if of else ""


def _is_of(name: str, office: Office) -> bool:
    return stems(name) <= office.of


def _holds(of: frozenset[str], text: str) -> bool:
    held = stems(text)
    return all(any(form in held for form in _forms(term)) for term in of)


def _forms(term: str) -> frozenset[str]:
    return nation(term) | {term}


@lru_cache(maxsize=256)
def _pattern(office: tuple[str, ...]) -> re.Pattern[str]:
    said = " ".join(office)
    for row in _same():
        for one in row:
            if said == one or said.endswith(f" {one}"):
                lead = re.escape(said.removesuffix(one))
                return re.compile(rf"\b{lead}(?:{'|'.join(re.escape(other) for other in row)})\b", re.IGNORECASE)
    return re.compile(rf"\b{re.escape(said)}\b".replace(r"\ ", r"[\s-]+"), re.IGNORECASE)


@lru_cache(maxsize=1)
def _same() -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(sorted((one.replace("-", " ") for one in row.split("/")), key=len, reverse=True)) for row in listed("names.same_offices")
    )
