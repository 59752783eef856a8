"""Names and speakers of a claim: whether each name stands in its sources, and whether the one it lets speak is the one who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from assistant.words.amounts import days
from assistant.words.clauses import WORD
from assistant.words.naming import forms_of
from assistant.words.terms import is_stop, words
from index.prose.attribution import Attribution
from index.prose.people import OFFICES, PARTICLES, bare, full_names, is_organisation
from index.prose.sayings import JUDGING, STRONG, WEAK
from index.prose.speakers import attributions
from index.types import Article, Dating, Hit, Sentence
from index.words.lists import listed

_OPENERS = frozenset(listed("small.openers"))
_NEAR = 80
"""Characters between a person and the office that the article gives to them."""
_OFFICE = "|".join(sorted(map(re.escape, OFFICES), key=len, reverse=True))
_JUDGED = rf"{JUDGING}|put"
_ROLE_SAYS = re.compile(
    rf"\b(?:[Tt]he|[Aa]ccording to the)\s+(?:[\w’'-]+\s+){{0,3}}?(?P<role>{_OFFICE})\b"
    rf"(?=[^,.;]{{0,40}}?\s(?:{STRONG}|{WEAK}|{_JUDGED})\b|,?\s*[“\"]|[^,]{{0,30}},)"
)
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+")
WHERE = re.compile(r"\b(?:at|in|near|of|off|on|outside)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:of\s+)?[A-Z][\w’'-]*)*")
_PLACED = re.compile(r"\b(at|by|for|from|in|into|near|of|on|over|to|with)\s+(?:the\s+)?([A-Z][\w’-]+)")
_SAYS = re.compile(rf"\b(?:{STRONG}|{WEAK}|according to)\b")


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """A passage put before the model under an id that says nothing, with its sentences and who says which (by ordinal)."""

    id: str
    hit: Hit
    sentences: tuple[Sentence, ...]
    voices: Mapping[int, Attribution]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of an offered passage, `start`..`end` (document offsets): found there, never handed in."""

    offered: Offered
    start: int
    end: int

    @property
    def article(self) -> Article:
        """The article that they stand in."""
        return self.offered.hit.article

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that they are of."""
        return tuple(one for one in self.offered.sentences if one.start < self.end and self.start < one.end)

    @property
    def context(self) -> str:
        """Those sentences with the one before them, which tells who "he" is."""
        places = [at for at, one in enumerate(self.offered.sentences) if one.start < self.end and self.start < one.end]
        return " ".join(one.text for one in self.offered.sentences[max(0, min(places, default=0) - 1) : max(places, default=-1) + 1])

    @property
    def voices(self) -> tuple[Attribution, ...]:
        """Who says them, as far as somebody does."""
        return tuple(self.offered.voices[one.ordinal] for one in self.sentences if one.ordinal in self.offered.voices)

    @property
    def speaker(self) -> str | None:
        """The one who says all of them, or None."""
        speakers = {voice.speaker for voice in self.voices}
        return speakers.pop() if len(speakers) == 1 and len(self.voices) == len(self.sentences) else None


def texts(quoted: Sequence[Quoted]) -> list[str]:
    """What a claim may take its words from: the passages, their headlines and outlets, and who speaks in the sentences quoted."""
    return [one.offered.hit.passage.text for one in quoted] + _headings(quoted)


def _headings(quoted: Sequence[Quoted]) -> list[str]:
    titles = [text for one in quoted for text in (one.article.title, one.article.source or "")]
    return titles + [f"{voice.office or ''} {voice.speaker}" for one in quoted for voice in one.voices]


def stray_name(claim: str, quoted: Sequence[Quoted]) -> bool:
    """Whether a name of the claim stands in none of its sources, or in another part than the claim gives it.

    Names of where it happens may stand anywhere in the passages; those of who does it, be it "the crew of Karla Voss", stand in the
    sentences quoted, the one before them, or the headings. "Brussels" is not put where the sentences have "in Geneva", and no person is
    made of two.
    """
    everywhere, near = forms_of(texts(quoted)), forms_of([one.context for one in quoted] + _headings(quoted))
    dated = [(timex.start, timex.end) for timex in days(claim)]
    people = _people(quoted)
    places = [match.span() for match in WHERE.finditer(claim) if not _is_of_person(match.group(), people, quoted)]
    for match in WORD.finditer(claim):
        if not _is_name(match.group()) or any(start <= match.start() < end for start, end in dated):
            continue
        is_where = any(start <= match.start() < end for start, end in places)
        begins = not claim[: match.start()].strip(" “\"‘'") or re.search(r"[.!?][”\"’]?\s+[“\"‘]?$", claim[: match.start()])
        common = is_stop(match.group()) or match.group().casefold() in _OPENERS
        if not _stands(match.group(), everywhere if is_where else near) and not (begins and common):
            return True
    undated = _without(claim, dated)  # "On Monday Jonas Lund left" names nobody Monday
    if any(_is_mixed(run.group().split(), texts(quoted), quoted) for run in _CAPITALS.finditer(undated)):
        return True
    return _is_elsewhere(claim, " ".join(one.text for quote in quoted for one in quote.sentences))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "," * (end - start) + text[end:]
    return text


def _people(quoted: Sequence[Quoted]) -> dict[str, str]:
    """Surname, or last word of an organisation, to the full name, as far as the articles give one."""
    return {surname: name for one in quoted for surname, name in full_names(one.article.text).items()}


def _is_of_person(where: str, people: Mapping[str, str], quoted: Sequence[Quoted]) -> bool:
    """Whether "of Karla Voss" names no place: a full name without "the" that no article puts behind "in" or "near"."""
    *_, last = where.split()
    full = people.get(bare(last).casefold(), "")
    if not full or is_organisation(full) or re.search(r"\sthe\s", where):
        return False
    placed = rf"\b(?:at|in|near|off|outside)\s+(?:[A-Z][\w’'-]*\s+)*{re.escape(full.split()[-1])}\b"
    return not any(re.search(placed, one.article.text) for one in quoted)


def _is_elsewhere(claim: str, sentences: str) -> bool:
    """Whether a name stands after "in" or "to" where the sentences have another name, and it elsewhere or not at all."""
    own, theirs = set(_PLACED.findall(claim)), set(_PLACED.findall(sentences))
    placed = {name for _, name in theirs}
    moved = [(word, name) for word, name in own - theirs if name not in sentences or name in placed]
    return any(word == other for word, _ in moved for other, _ in theirs - own)


def is_misattributed(claim: str, quoted: Sequence[Quoted]) -> bool:
    """Whether the claim lets somebody say what others say, or puts the words of two speakers together."""
    spoken = {voice.speaker for one in quoted for voice in one.voices}
    if any(not is_same(one, other) for one, other in combinations(spoken, 2)):
        return True
    said = _speaker_of(claim)
    outlets = [one.article.source for one in quoted if one.article.source]
    if said and not any(is_same(said, one) for one in (*spoken, *outlets)) and (spoken or not _is_told_by(said, quoted)):
        return True
    if any(not _holds_office(match["role"], spoken, quoted) for match in _ROLE_SAYS.finditer(claim)):
        return True
    others = _others(spoken, quoted)
    if any(re.search(rf"\b{re.escape(one.split()[-1])}\s+(?:\w+\s+)?(?:{STRONG}|{WEAK})\b", claim) for one in others):
        return True
    return bool(spoken) and not _names_any(claim, spoken) and _names_any(claim, others)


def is_same(one: str, other: str) -> bool:
    """Whether two names may be one speaker's: "Brandt" and "Ada Brandt", "the port authority" and "Arden Port Authority"."""
    left, right = _bare(one), _bare(other)
    initials = "".join(word[0] for word in left), "".join(word[0] for word in right)
    return bool(left and right) and (set(left) <= set(right) or set(right) <= set(left) or initials[0] in right or initials[1] in left)


def _speaker_of(claim: str) -> str | None:
    """Whom a claim lets speak."""
    said = attributions(Article("", "", claim, "", 0, Dating()), [Sentence("", 0, 0, len(claim), claim)])
    return said[0].speaker if said else None


def _is_told_by(said: str, quoted: Sequence[Quoted]) -> bool:
    """Whether a sentence whose speaker the rules do not know names this one beside a word of saying."""
    return any(_names_any(one.text, {said}) and _SAYS.search(one.text) for quote in quoted for one in quote.sentences)


def _holds_office(role: str, spoken: Iterable[str], quoted: Sequence[Quoted]) -> bool:
    """Whether "the mayor" of a claim is who speaks: the sentence or the article says so."""
    wanted = rf"\b{re.escape(role)}\b"
    for one in quoted:
        if any(re.search(wanted, sentence.text, re.IGNORECASE) for sentence in one.sentences):
            return True
        if any(_is_near(role, speaker.split()[-1], one.article.text) for speaker in spoken):
            return True
    return False


def _is_near(word: str, other: str, text: str) -> bool:
    left, right = rf"\b{re.escape(word)}\b", rf"\b{re.escape(other)}\b"
    return re.search(rf"{left}[^.!?]{{0,{_NEAR}}}{right}|{right}[^.!?]{{0,{_NEAR}}}{left}", text, re.IGNORECASE) is not None


def _has_office(office: str, family: str, people: Mapping[str, str], text: str) -> bool:
    """Whether a text gives an office to the bearer of a surname: the two stand near each other, and it is nobody else's that is named
    between them, right behind the office or, with a comma, right before it."""
    own = {family.casefold(), *people.get(family.casefold(), "").casefold().split()}
    names = {word for name in people.values() if not is_organisation(name) for word in name.split() if word.casefold() not in own | OFFICES}
    other = rf"\b(?:{'|'.join(map(re.escape, names))})\b" if names else r"(?!)"
    mine = rf"\b{re.escape(family)}\b"
    for place in re.finditer(rf"\b{re.escape(office)}\b", text, re.IGNORECASE):
        before = re.split(r"[.!?]", text[max(0, place.start() - _NEAR) : place.start()])[-1]
        after = re.split(r"[.!?]", text[place.end() : place.end() + _NEAR])[0]
        theirs_before = re.search(rf"{other},\s+(?:\w+\s+){{0,2}}$", before)
        behind = re.split(mine, after)
        if len(behind) > 1 and not re.search(other, behind[0]) and not theirs_before:
            return True
        ahead = re.split(mine, before)
        if len(ahead) > 1 and not re.search(other, ahead[-1]) and not re.match(rf",?\s+{other}", after):
            return True
    return False


def _others(spoken: Iterable[str], quoted: Sequence[Quoted]) -> set[str]:
    """Those who speak elsewhere in the passages and are not named in the sentences quoted."""
    speakers = {voice.speaker for one in quoted for voice in one.offered.voices.values()}
    inside = " ".join(sentence.text for one in quoted for sentence in one.sentences)
    return {speaker for speaker in speakers if not _names_any(inside, {speaker}) and not any(is_same(speaker, one) for one in spoken)}


def _names_any(text: str, names: Iterable[str]) -> bool:
    held = set(words(text))
    return any(_bare(name)[-1:] and _bare(name)[-1] in held for name in names)


def _bare(name: str) -> list[str]:
    return [word for word in words(re.sub(r"[’']s\b", "", name)) if word not in PARTICLES]


def _is_name(word: str) -> bool:
    """Whether a word of a claim is a name by its shape: a capital in it, or digits among letters."""
    return any(letter.isupper() for letter in word) or (any(c.isdigit() for c in word) and any(c.isalpha() for c in word))


def _stands(name: str, known: set[str]) -> bool:
    """Whether a name, its singular or its plural is known; of "Arden’s" and "well-known" each part."""
    parts = words(re.sub(r"[’']s?$", "", name.replace(".", "") if re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", name) else name))
    return all({part, part.removesuffix("s"), f"{part}s"} & known for part in parts)


def _is_mixed(run: Sequence[str], held: Sequence[str], quoted: Sequence[Quoted]) -> bool:
    """Whether "Ada Lund" is made of Ada Brandt and Jonas Lund, or "Mayor Jonas Lund" of Mayor Ada Brandt and Jonas Lund."""
    people = _people(quoted)
    family = re.sub(r"[’']s?$", "", run[-1])
    full = people.get(family.casefold(), "").split()
    for word, after in pairwise(run) if full else ():
        if word.casefold() in OFFICES:
            if not any(_has_office(word, family, people, one.article.text) for one in quoted):
                return True
        elif (
            word not in full
            and not is_stop(word)
            and not any(re.search(rf"\b{re.escape(word)}\s+{re.escape(after)}\b", text, re.IGNORECASE) for text in held)
        ):
            return True
    return False
