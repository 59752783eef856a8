"""Who is meant: the person or organisation that a name, a pronoun or an office stands for, by what an article has told so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.prose.focus import CALLINGS, GENDERS, GOVERNING, Heard, People, meant
from index.prose.people import NAME, NAMES, NOT_NAMES, OFFICES, ORGANISATION, PARTICLES, bare, is_nobody, is_organisation
from index.prose.sayings import PREPOSITION, STRONG_BEFORE, WEAK_BEFORE
from index.types import Article
from index.words.lists import listed

_JOINING = frozenset((*listed("voices.joining"), "a", "an", "the", "one", "two", "some", "late", "early"))
FIRMS = ("company", "firm")
_FULL = re.compile(rf"{NAME}(?:\s+{NAME}){{1,3}}")
PRONOUNS = frozenset({"he", "she", "him", "her"})
_AGED = re.compile(r"\d{1,3}-year-old")


@dataclass(slots=True)
class Scene:
    """What an article has told so far: its persons, the last one who spoke ("": one without a name), and the sentences before."""

    article: Article
    names: dict[str, str]
    last: str | None
    people: People
    trail: list[Heard] = field(default_factory=list)

    @property
    def begin(self) -> int:
        """Where the body begins (document offset)."""
        return max(self.article.start, self.article.body_start)

    @property
    def body(self) -> str:
        """The article without its headline."""
        return self.article.slice(self.begin, self.article.end)

    def knows(self, speaker: str) -> bool:
        """Whether a speaker is the last one or named in full somewhere."""
        return speaker == self.last or speaker in self.names.values() or speaker in self.people.names.values()

    def called(self, first: str) -> str | None:
        """The only full name of the body that begins with a word: where the family name comes first, or news uses the given one."""
        full = {name for name in self.names.values() if name.startswith(f"{first} ") and name in self.body}
        return full.pop() if len(full) == 1 else None

    def in_turn(self, name: str) -> str | None:
        """Who speaks in a turn of a transcript: a person known by it, or the name itself where it opens several turns."""
        is_turn = len(re.findall(rf"(?:^|[\n\"“(]){re.escape(name)}:\s", self.article.text)) > 1
        return self.people.names.get(name.split()[-1].casefold()) or (name.title() if is_turn else None)

    def person_meant(self, at: int, gender: str | None, before: str = "") -> str | None:
        """Who "he" is: whom the words before tell of, else the last speaker or the only person; None where it could be two."""
        try:
            person = meant(self.people, gender, before, self.trail)
        except LookupError:
            return None
        if person is not None or self.last == "":
            return person
        if self.last is None:
            return self.only_person(at)
        return self.last if not is_nobody(self.last) and self.people.gender(self.last) in (None, gender) else None

    def body_meant(self, word: str, before: str) -> str:
        """A body as it is called, and which one, where a firm begins the sentence before and not this one: "company (Lund Ropes)"."""
        is_shown = word not in FIRMS or not self.trail or self.people.firm(before)
        named = None if is_shown else self.people.firm(self.trail[-1].text)
        return f"{word} ({named})" if named else word

    def police(self, word: str) -> str:
        """The police of a place, where the article names those of one alone: "Oskerby police"."""
        named = {match.removeprefix("The ") for match in re.findall(rf"\b({NAMES})\s+police\b", self.article.text)}
        return f"{named.pop()} {word.lower()}" if len(named) == 1 else word.lower()

    def only_person(self, before: int) -> str | None:
        """The person whose full name is the only one in the body before a place of the document."""
        told = self.body[: max(0, before - self.begin)]
        named = {name for name in self.names.values() if name in told and not is_nobody(name)}
        return named.pop() if len(named) == 1 else None


def speaker_in(match: re.Match[str], scene: Scene, start: int) -> str | None:
    """Who a match of a pattern of saying lets speak; None where that is nobody, or nobody knows."""
    groups = match.groupdict()
    if groups.get("office") and not _is_office(groups["office"]):
        return None
    if groups.get("voice"):
        apposed = (groups.get("tail") or "").strip()
        return named(apposed, scene) if _FULL.fullmatch(apposed) else groups["voice"]
    if groups.get("police"):
        return scene.police(groups["police"])
    if groups.get("body"):
        return _body(groups["body"], scene)
    pronoun = groups.get("pronoun") or (groups.get("name") or "").split(" ")[-1]
    if pronoun.casefold() in PRONOUNS:
        return scene.person_meant(start, GENDERS.get(pronoun.casefold()), match.string[: match.start()])
    if groups.get("name") or groups.get("titled"):
        apposed = (groups.get("tail") or "").strip()
        if _FULL.fullmatch(apposed) and is_nobody(groups.get("name") or "") and not is_nobody(apposed):
            return named(apposed, scene)  # "the head of the Oskerby Council, Jonas Lund, said"
        speaker = named(groups.get("name") or groups["titled"], scene)
        is_place = (
            match.re in (STRONG_BEFORE, WEAK_BEFORE)
            and speaker == groups.get("name")
            and PREPOSITION.search(match.string[: match.start("name")])
        )
        return None if is_place else speaker  # "a passenger to Norland said"
    tail = (groups.get("tail") or "").strip()
    if _FULL.fullmatch(tail):
        return named(tail, scene)  # "the head of the board, Jonas Lund, said"
    return _role(groups.get("role") or "", scene, match.string[: match.start()], start)


def _body(words: str, scene: Scene) -> str | None:
    """An organisation whose last word is written small: "Oskerby police", "Lund's office"."""
    tokens = words.split()
    while tokens and tokens[0].casefold() in NOT_NAMES:
        tokens.pop(0)
    return " ".join(tokens) if tokens and tokens[0][0].isupper() else _role(words, scene, "", 0)


def _is_office(words: str) -> bool:
    """Whether lower-case words before a name say what somebody is: "harbour director Jonas Lund", not "near the town of Oskerby"."""
    return (GOVERNING | _JOINING).isdisjoint(words.split()) or _holds(words)


def _holds(words: str) -> bool:
    """Whether words end with an office, alone or before an "and": "chairman and CEO"."""
    *_, last = words.casefold().removesuffix(" and ").split()
    return last in OFFICES or last in GENDERS or last in CALLINGS


def _role(role: str, scene: Scene, before: str, at: int) -> str | None:
    """Who "the minister" or "the ministry" is: the last speaker named, or the organisation by its fullest name in the article."""
    words = re.sub(r"^the\s+", "", role.strip(), flags=re.IGNORECASE).split()
    head = re.split(r"\s+(?:of|for|at|in)\s+", " ".join(words))[0].split()
    if not head:
        return None
    named = re.match(NAMES, " ".join(words))
    if named and ORGANISATION.search(head[-1]) and len(named.group().split()) > len(head):
        return bare(named.group())  # "the Oskerby Department of Ports and Ferries"
    if ORGANISATION.search(head[-1]) and len(head) > 1 and head[0][0].isupper():
        return bare(" ".join(head))
    if ORGANISATION.search(head[-1]) and len(words) <= 6:
        known = scene.names.get(head[-1].casefold())
        return known or (scene.body_meant(words[0], before) if len(words) == 1 else " ".join(words))
    return _holder(head, scene, before, at)


def _holder(head: Sequence[str], scene: Scene, before: str, at: int) -> str | None:
    """Who "the minister" is: the only person with that office, or else the last speaker; of "the ministers" nobody knows who speaks."""
    office = head[-1].casefold()
    if _AGED.fullmatch(office):
        return scene.person_meant(at, None, before)
    if office not in OFFICES and office not in CALLINGS:
        return None
    holders = scene.people.holders(office)
    if scene.last and len(holders) == 1 and scene.last not in holders:
        holders = {one for one in holders if scene.people.times(one) > scene.people.times(scene.last)}
    if len(holders) == 1 and not _is_elsewhere(head[:-1], scene, *holders):
        return next(iter(holders))
    if len(holders) > 1 and scene.last not in holders:
        return None
    if office in CALLINGS:
        return scene.person_meant(at, GENDERS.get(office), before)
    return None if _is_elsewhere(head[:-1], scene, scene.last or "") else scene.last


def _is_elsewhere(words: Sequence[str], scene: Scene, speaker: str) -> bool:
    """Whether an office is of an organisation that the article never names close to the speaker: somebody else holds it."""
    named = " ".join(word for word in words if word[0].isupper())
    if not is_organisation(named) or not speaker:
        return False
    close = rf"{re.escape(named)}[^.!?]{{0,60}}{re.escape(speaker)}|{re.escape(speaker)}[^.!?]{{0,60}}{re.escape(named)}"
    return re.search(close, scene.article.text) is None


def named(words: str, scene: Scene) -> str | None:
    """The person (without office) or organisation that a run of capitalised words names; a lone surname is completed."""
    tokens = words.split()
    while tokens and tokens[0].casefold().strip(".") in NOT_NAMES:
        tokens.pop(0)
    if not tokens:
        return None
    if all(token.casefold() in OFFICES for token in tokens) and not ORGANISATION.search(tokens[-1]):
        return scene.last  # "the Minister"
    if tokens[0].casefold() in OFFICES and len(tokens) > 1 and tokens[1].casefold() in ("of", "for"):
        cut = max((i + 1 for i, token in enumerate(tokens) if token.casefold().strip(".,") in OFFICES), default=0)
        if not tokens[cut:] or ORGANISATION.search(tokens[-1]):
            return scene.last
    if ORGANISATION.search(tokens[-1]):
        return bare(" ".join(tokens))
    if tokens[-1].casefold() in CALLINGS:
        return None  # "the Norland Democrat"
    return _with_of(tokens, scene) or _person(tokens, scene)


def _with_of(tokens: list[str], scene: Scene) -> str | None:
    """Who "Officer Jonas Lund of the Oskerby Harbour" (the person) or "Oskerby Department of Ports and Ferries" (all of it) is."""
    at = next((i for i, token in enumerate(tokens) if token in ("of", "for")), 0)
    if not at:
        return None
    person = _person(tokens[:at], scene)
    if person and " " in person and not is_organisation(" ".join(tokens[:at])):
        return person
    offices = [i for i, token in enumerate(tokens) if token.casefold().strip(".,") in OFFICES]
    if ORGANISATION.fullmatch(tokens[at - 1]) and all(i < at or i == len(tokens) - 1 for i in offices):
        return bare(" ".join(tokens))
    return None


def _person(tokens: list[str], scene: Scene) -> str | None:
    cut = max((i + 1 for i, token in enumerate(tokens) if token.casefold().strip(".,") in OFFICES), default=0)
    person = [bare(token) for token in tokens[cut:]]
    while person and person[0].casefold() in PARTICLES:
        person = person[1:]
    if not person:
        return None
    known = scene.names.get(person[-1].casefold()) or (scene.called(person[0]) if len(person) == 1 else None)
    if known and (len(person) == 1 or " ".join(person).endswith(known)):
        return known
    if len(person) == 1:
        return person[0] if len(person[0]) > 1 else None
    return " ".join(person[-2:] if len(person) > 4 else person)
