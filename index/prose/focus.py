"""Whom a pronoun means: the persons that the sentences before it tell of, who of them is a subject, and man or woman where that is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.prose.people import NAME, NOT_NAMES, OFFICES, PARTICLES, bare, is_nobody
from index.words.lists import any_of, listed

MAN, WOMAN = "man", "woman"
_MEN, _WOMEN = frozenset(listed("voices.men")), frozenset(listed("voices.women"))
_TITLE_GENDERS = dict.fromkeys(_MEN, MAN) | dict.fromkeys(_WOMEN, WOMAN)
GENDERS = {"he": MAN, "him": MAN, "she": WOMAN, "her": WOMAN} | _TITLE_GENDERS
"""What pronouns and the names of some offices tell of a person."""
CALLINGS = frozenset(listed("voices.callings"))
_SHORT: dict[str, tuple[str, ...]] = {}
for _short, _long in (pair.split("/") for pair in listed("voices.offices_short")):
    _SHORT[_short] = (*_SHORT.get(_short, ()), _long)
_ANY = OFFICES | CALLINGS | _MEN | _WOMEN
_BELONGINGS = frozenset(
    (*listed("names.organisations"), *listed("voices.bodies"), *listed("voices.deputies"), *listed("voices.belongings"))
)
GOVERNING = frozenset(listed("voices.governing"))
BACK = 4
"""Sentences before a pronoun in which whoever it means is looked for."""
FARTHEST = 12
"""Sentences before it that are looked at all in all: those that begin with the same pronoun do not count."""
_TOLD = 3
"""Pronouns of one kind after a name from which they tell whether it is a man's; fewer are often somebody else's."""
_MOSTLY = 0.8
_WORD = 20
"""Characters before a name in which the word for an office ends."""
_PERSON = rf"{NAME}(?:\s+(?:(?:{'|'.join(sorted(PARTICLES - {'and', 'of', 'the', 'for'}))})\s+)?{NAME}){{0,6}}"
_NAMES = re.compile(_PERSON)
_SUBJECT = re.compile(
    rf"(?:^|[,;:—–-]|\b(?:{any_of('voices.joining')}))\s*[\"”’']?\s*(?:(?:the|an?|his|her|its|their)\s+)?$", re.IGNORECASE
)
_APPOSITION_ENDS = re.compile(r",?\s+[a-z]")
_HOLDER = re.compile(r"(?:^|[;:—–-]\s)\s*(?:The|Its|Their|His|Her)\s(?P<what>[^,;:]{3,80})$", re.IGNORECASE)
"""What somebody is, at length, before a comma and who it is: "The head of the yard, Jonas Lund, ..."."""
_PLACED = re.compile(r"\b(?:in|at|from|near|across|of|on|to|for)\s+(?:the\s+)?$")
_FIRST = re.compile(
    rf"^(?:[A-Z ]+(?:\([A-Z]+\))?\s[—–-]+\s)?(?:The\s)?(?P<name>{_PERSON})(?:,[^,]{{3,60}},)?\s"
    r"(?:(?:has|had|is|was|will|[a-z]+ly)\s)?[a-z]+(?:ed|s|t)\b"
)
_GOES_ON = re.compile(r"\s+[a-z]|,\s(?:who|which|whose|the|an?|his|her)\b")
_OFFICE_BEFORE = re.compile(r"(?:\b[a-z][\w-]*\s+)?\b([a-z][\w-]*)\s+$")
_TITLED = re.compile(r"\b([A-Z][\w’'-]*)\.?[ \t]+(?=([A-Z][\w’'-]+)(?![\w’'-]|[ \t]+[A-Z]))")
_TITLES, _HOLDING = frozenset(listed("names.titles")), frozenset((*listed("names.titles"), *listed("names.offices")))
_PREFIXED = re.compile(rf"(?:^|[^\w-])(?!(?:{'|'.join(sorted(PARTICLES))})-)[^\W_]+-$", re.IGNORECASE)
"""What stands right before a name that says something of a thing and tells of nobody: "anti-Lund tracks", not "al-Lund"."""
_TAIL_WORD = re.compile(r"\s+([a-z][\w-]*)")
_GENDERED = re.compile(rf"\b([A-Za-z]+)\.?[ \t]+(?=({_PERSON}))")
_FOLLOWED = re.compile(r"\b([A-Z][\w’'-]+)([^.!?\"“”\n]{1,80}?)\b(he|she|his|himself|herself)\b")
_APPOSED = re.compile(
    rf"(?P<name>{_PERSON}),\s(?:(?:the|an?|his|her)\s)?(?P<words>(?:[\w’'-]+\s){{0,5}}?[\w’'-]+)(?=,|\sof\b|\sfor\b|\sat\b|\sin\b)"
)


class Appearance(NamedTuple):
    """A person in a sentence, by the full name, and whether it is a subject there, an owner, or where something is."""

    person: str
    is_subject: bool
    is_owner: bool
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence that has been read: its words outside of quotation marks, and the person who says it."""

    text: str
    speaker: str | None


class People:
    """The persons of an article: their names by the last word, offices and gender where they are told."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self._text = text
        self.names = {last: name for last, name in names.items() if not is_nobody(name)}
        for title, last in _TITLED.findall(text):
            if title.casefold() in _HOLDING:
                self.add(bare(last))
        self._genders: dict[str, str] | None = None
        self._offices: dict[str, set[str]] | None = None

    def add(self, name: str) -> None:
        """Take a name for a person's, unless it is an office or somebody of that last name is known."""
        last = name.split()[-1].casefold()
        if last not in self.names and last not in _ANY | NOT_NAMES and not is_nobody(name):
            self.names[last] = name
            self._genders = None

    def gender(self, person: str) -> str | None:
        """Man or woman, where titles, offices or the pronouns after the name tell."""
        if self._genders is None:
            self._genders = self._told_genders()
        return self._genders.get(person)

    def holders(self, office: str) -> set[str]:
        """The persons to whom the article gives an office: "Mayor Ada Brandt", "Ada Brandt, the mayor of Oskerby"."""
        if self._offices is None:
            self._offices = self._told_offices()
        return self._offices.get(office.casefold(), set())

    def times(self, person: str) -> int:
        """How often the article names a person by the last word of the name."""
        return len(re.findall(rf"\b{re.escape(person.split()[-1])}\b", self._text))

    def person(self, words: str) -> str | None:
        """The person whom a run of capitals names, by its last word; None for a place or nobody known."""
        tokens = [bare(word) for word in words.split()]
        known = self.names.get(tokens[-1].casefold()) if tokens and tokens[-1] else None
        full = " ".join(tokens[-2:])
        if known and len(tokens) > 1 and tokens[-2] not in known.split() and tokens[-2].casefold().strip(".") not in _ANY | NOT_NAMES:
            return full if self._text.count(full) > 1 else known  # another of that name
        return known

    def mentions(self, text: str) -> Iterator[Appearance]:
        """The persons that a text names outside of quotation marks, in order."""
        for match in _NAMES.finditer(text):
            words = match.group()
            person = self.person(words)
            if person is None or _PREFIXED.search(text, max(0, match.start() - _WORD), match.start()):
                continue
            after = _TAIL_WORD.match(text, match.end())
            is_owner = words.endswith(("’s", "'s", "’", "'")) or bool(after and after[1] in _BELONGINGS)
            is_place = _PLACED.search(text, max(0, match.start() - _WORD), match.start()) is not None
            yield Appearance(person, not is_owner and _is_subject(text, match.start(), match.end()), is_owner, is_place)

    def firm(self, text: str) -> str | None:
        """What a text begins with and does something, by its capitals, and is no person: a firm."""
        match = _FIRST.match(text)
        if match is None or self.is_sure(self.person(match["name"])) or match["name"].split()[0].casefold() in NOT_NAMES:
            return None
        return bare(match["name"])

    def is_sure(self, person: str | None) -> bool:
        """Whether somebody is a person by more than two capitals: a title, an office, or the last name alone."""
        if person is None:
            return False
        alone = self.times(person) > len(re.findall(rf"\b{re.escape(person)}\b", self._text))
        self.holders("")
        return alone or self.gender(person) is not None or any(person in held for held in (self._offices or {}).values())

    def _told_genders(self) -> dict[str, str]:
        votes: dict[str, Counter[str]] = {person: Counter() for person in self.names.values()}
        for word, name in _GENDERED.findall(self._text):
            if (kind := _TITLE_GENDERS.get(word.casefold())) and (person := self.person(name)) in votes:
                votes[person][kind] += 2 * _TOLD
        for person, office in self._apposed():
            if person in votes and office in _TITLE_GENDERS:
                votes[person][_TITLE_GENDERS[office]] += 2 * _TOLD
        for person, pronoun in self._followed():
            votes[person][MAN if pronoun.casefold() in ("he", "his", "himself") else WOMAN] += 1
        return {person: kind for person, seen in votes.items() if (kind := _mostly(seen))}

    def _followed(self) -> Iterator[tuple[str, str]]:
        """Each name with the first pronoun that follows it in its sentence, nobody else between."""
        for last, between, pronoun in _FOLLOWED.findall(self._text):
            person = self.names.get(bare(last).casefold())
            if person and self.names.keys().isdisjoint(bare(word).casefold() for word in between.split()):
                yield person, pronoun

    def _apposed(self) -> Iterator[tuple[str, str]]:
        for match in _APPOSED.finditer(self._text):
            if (person := self.person(match["name"])) and (word := match["words"].split()[-1].casefold()) in _ANY:
                yield person, word

    def _told_offices(self) -> dict[str, set[str]]:
        held: dict[str, set[str]] = {}
        for match in _NAMES.finditer(self._text):
            person = self.person(match.group())
            before = self._text[max(0, match.start() - _WORD) : match.start()]
            words = [*before.split()[-1:], *match.group().split()[:-1]]
            for word in words if person else ():
                for office in (word.casefold().strip("."), *_SHORT.get(word.casefold().strip("."), ())):
                    if office in _ANY:
                        held.setdefault(office, set()).add(person or "")
        for person, office in self._apposed():
            held.setdefault(office, set()).add(person)
        return held


def _mostly(seen: Counter[str]) -> str | None:
    """What enough of the votes say."""
    if sum(seen.values()) < _TOLD:
        return None
    kind, votes = seen.most_common(1)[0]
    return kind if votes >= _MOSTLY * sum(seen.values()) else None


def _is_subject(text: str, at: int, end: int) -> bool:
    """Whether a name at a place is a subject: nothing governs it, and it is not put after a comma to say who somebody is."""
    before = text[:at]
    office = _OFFICE_BEFORE.search(before)
    if office and office[1] in _ANY:
        before = before[: office.start(1) if _SUBJECT.search(before[: office.start(1)]) else office.start()]
    found = _SUBJECT.search(before)
    if found is None or found.group()[:1] != ",":
        return found is not None
    if (held := _HOLDER.search(before, 0, found.start())) and not _ANY.isdisjoint(held["what"].casefold().split()):
        return _APPOSITION_ENDS.match(text, end) is not None
    apposed = before[: found.start()].split()[-1:]
    return (_GOES_ON if not apposed or apposed[0].casefold() not in _ANY else _APPOSITION_ENDS).match(text, end) is not None


def meant(people: People, gender: str | None, before: str, trail: Sequence[Heard]) -> str | None:
    """The person whom a pronoun means, by the words before it in its sentence and the sentences before that, latest last.

    Raises LookupError where two could be meant, or somebody without a name; None where none of them tells of anybody.
    """
    back = 0
    for told in (Heard(before, None), *reversed(trail[-FARTHEST:])):
        if told.speaker == "":
            raise LookupError
        if told.speaker is not None and _fits(people, told.speaker, gender):
            return told.speaker
        fitting = [one for one in people.mentions(told.text) if _fits(people, one.person, gender)]
        subjects = list(dict.fromkeys(one.person for one in fitting if one.is_subject))
        others = {one.person for one in fitting if not one.is_owner and not (one.is_place and not people.is_sure(one.person))}
        if subjects and (back or len(subjects) == 1):
            if back > 1 and len(others) > 1 and not any(people.gender(person) == gender for person in subjects):
                raise LookupError
            return _first(people, subjects, gender)
        if others and back:
            told_so = [person for person in others if gender and people.gender(person) == gender]
            if len(told_so) != 1:
                raise LookupError
            return told_so[0]
        # A sentence about the same "he" leads on to the one before.
        back += not back or GENDERS.get((told.text.split() or [""])[0].casefold()) != gender
        if back > BACK:
            break
    return None


def _first(people: People, subjects: Sequence[str], gender: str | None) -> str:
    """The first subject, or the only one that is told to be of the gender."""
    told = [person for person in subjects if gender and people.gender(person) == gender]
    return told[0] if len(told) == 1 else subjects[0]


def _fits(people: People, person: str, gender: str | None) -> bool:
    return gender is None or people.gender(person) in (None, gender)
