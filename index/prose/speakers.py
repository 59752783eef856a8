"""Who says a sentence: direct quotations and reported statements, with the words that say so.

Rules over sentences: find the verb of saying, take the name beside it, complete a surname from the full name the article gives, resolve
a pronoun or an office ("the minister") to the last speaker named, and carry the speaker over an open quotation. Where the rules are not
sure the speaker is None: unknown is an answer, a wrong name is not. On 507 labelled sentences (`eval.speakers_benchmark`), 325 of them
somebody's, precision is 1.00 and recall 0.97; the rules were improved on these. On texts of other news, first tries by hand,
the speaker was right in 19 of 25 answers, and after that round of rules in 25 of 27, with the full name in 21.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.prose.people import NAME, NAMES, NOT_NAMES, OFFICES, ORGANISATION, PARTICLES, bare, full_names, is_organisation, office_of
from index.prose.quotations import MARKS, quotations, quoted_share
from index.prose.sayings import ADVERB, ANONYMOUS, HEADLINE, LABEL, PATTERNS, PREPOSITION, STRONG, STRONG_BEFORE, UNRESOLVED, WEAK_BEFORE
from index.types import Article, Sentence

PRONOUNS = frozenset({"he", "she", "him", "her"})
SUBJECT = 50
"""Characters from the start of a sentence within which a person's name is taken for its subject."""
MOSTLY = 0.4
"""Share of a sentence in quotation marks from which it counts as direct speech: the rest is then "the minister said on Monday"."""


class Manner(StrEnum):
    """How the words reach the reader."""

    DIRECT = "direct"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Attribution:
    """That `speaker` says sentence `ordinal`; `start`/`end` span the words that name the speaker and the verb (document offsets)."""

    ordinal: int
    speaker: str
    manner: Manner
    start: int
    end: int
    office: str | None = None
    """What the article puts before the full name, "Deputy Transport Minister"; None where it gives nothing there."""


@dataclass(slots=True)
class _Scene:
    """What an article has told so far: full names by surname, and the last person who spoke ("": one without a name)."""

    article: Article
    names: dict[str, str]
    last: str | None
    aside: Sentence | None = None  # the sentence before, where nobody says it

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
        return speaker == self.last or speaker in self.names.values()

    def called(self, first: str) -> str | None:
        """The only full name of the body that begins with a word: where the family name comes first, or news uses the given one."""
        full = {name for name in self.names.values() if name.startswith(f"{first} ") and name in self.body}
        return full.pop() if len(full) == 1 else None

    def person_meant(self, at: int) -> str | None:
        """Who "he" is: whoever the sentence before begins with, if it is nobody's statement, else the last speaker or the only person."""
        if self.aside:
            named = {self.aside.text.find(name.split()[-1]): name for name in self.names.values() if not is_organisation(name)}
            subjects = [place for place in named if 0 <= place < SUBJECT]
            if subjects:
                return named[min(subjects)]
        return self.only_person(at) if self.last is None else self.last

    def only_person(self, before: int) -> str | None:
        """The person whose full name is the only one in the body before a place of the document."""
        told = self.body[: max(0, before - self.begin)]
        named = {name for name in self.names.values() if name in told and not is_organisation(name)}
        return named.pop() if len(named) == 1 else None


def attributions(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Who says which sentence of the article, at most one attribution a sentence, in order; sentences without one are the outlet's own."""
    quoted_words = [(article.start + left, article.start + right) for left, right in quotations(article.text)]
    scene = _Scene(article, full_names(article.text), None)
    scene.last = _headline_speaker(article, scene)
    found: dict[int, Attribution] = {}
    waiting: list[Sentence] = []  # quoted sentences whose speaker has not been named yet
    for sentence in sentences:
        spans = _touching(quoted_words, sentence)
        manner = _manner(spans, sentence)
        quoted = manner is Manner.DIRECT
        here = _attribution_in(sentence, spans, scene, manner)
        scene.aside = None if here or quoted else sentence
        anonymous = here is None and ANONYMOUS.search(_without_quoted(sentence, spans))
        scene.last = "" if anonymous else scene.last
        if here:
            if waiting and (not quoted or waiting[-1].text[-1] in MARKS):  # closed, it goes with the words before it
                waiting = _carry_on(waiting, found, scene)
            scene.last = scene.last if is_organisation(here.speaker) else here.speaker
            found[sentence.ordinal] = here
            for earlier in waiting if quoted else ():
                found[earlier.ordinal] = replace(here, ordinal=earlier.ordinal, manner=Manner.DIRECT)
            waiting = []
        elif quoted and (anonymous or UNRESOLVED.search(_without_quoted(sentence, spans))):
            waiting = []  # "the statement says": somebody is named, and we do not know who
        elif quoted:
            waiting.append(sentence)
        elif waiting:
            _carry_on(waiting, found, scene)
            waiting = []
    _carry_on(waiting, found, scene)
    offices = {speaker: office_of(speaker, article.text) for speaker in {one.speaker for one in found.values()}}
    return tuple(replace(found[ordinal], office=offices[found[ordinal].speaker]) for ordinal in sorted(found))


def _headline_speaker(article: Article, scene: _Scene) -> str | None:
    """Who "he" of the first sentence is when the headline says who speaks: "Lund Says Wall Holds"."""
    match = HEADLINE.match(article.title)
    name = _name(match.group("name"), scene) if match else None
    says = name and re.search(rf"\b{re.escape(name)}\s+{ADVERB}(?:{STRONG})\b", article.text[max(0, article.body_start - article.start) :])
    return name if name and says and not is_organisation(name) else None


def _touching(spans: list[tuple[int, int]], sentence: Sentence) -> list[tuple[int, int]]:
    """The quotations that a sentence shares characters with; both are in the order of the document."""
    first = bisect_right(spans, sentence.start, key=lambda span: span[1])
    return spans[first : bisect_left(spans, sentence.end, key=lambda span: span[0])]


def _manner(spans: list[tuple[int, int]], sentence: Sentence) -> Manner:
    """Direct where most of the sentence is quoted, or where the statement is: it opens the sentence, or crosses its bounds."""
    if quoted_share(spans, sentence.start, sentence.end) > MOSTLY:
        return Manner.DIRECT
    for left, right in spans:
        begins = left <= sentence.start + 1 < right and right <= sentence.end and sentence.text[right - 1 - sentence.start] in ",.!?"
        if begins or left < sentence.start - 1 < sentence.start < right or left < sentence.end <= right:
            return Manner.DIRECT
    return Manner.REPORTED


def _carry_on(waiting: Sequence[Sentence], found: dict[int, Attribution], scene: _Scene) -> list[Sentence]:
    """Quoted sentences that nobody is named after go on from the speaker of the sentence before them, or else from whoever is quoted
    earlier in their paragraph; those left without a speaker."""
    for sentence in waiting:
        before = found.get(sentence.ordinal - 1) or next((found[n] for n in range(sentence.ordinal - 1, -1, -1) if n in found), None)
        adjacent = before is not None and before.ordinal == sentence.ordinal - 1
        if before and (adjacent or (before.manner is Manner.DIRECT and "\n" not in scene.article.slice(before.end, sentence.start))):
            found[sentence.ordinal] = replace(before, ordinal=sentence.ordinal, manner=Manner.DIRECT)
    return [sentence for sentence in waiting if sentence.ordinal not in found]


def _attribution_in(sentence: Sentence, spans: list[tuple[int, int]], scene: _Scene, manner: Manner) -> Attribution | None:
    label = LABEL.match(sentence.text)
    if label and (speaker := _name(label.group("name"), scene)):
        return _at(sentence, speaker, Manner.DIRECT, label.start("name"), label.end("name"))
    blanked = _without_quoted(sentence, spans)
    for pattern, people_only in PATTERNS:
        best = None
        for match in pattern.finditer(blanked):
            speaker = _who(match, scene, sentence.start)
            if not speaker or (people_only and not scene.knows(speaker)):
                continue
            # A person who says it outweighs the office or place that another clause of the sentence names.
            if best is None or (speaker in scene.names.values() and best[0] not in scene.names.values()):
                best = (speaker, match)
        if best:
            return _at(sentence, best[0], manner, best[1].start(), best[1].end())
    return _before_colon(sentence, blanked, scene)


def _at(sentence: Sentence, speaker: str, manner: Manner, start: int, end: int) -> Attribution:
    return Attribution(sentence.ordinal, speaker, manner, sentence.start + start, sentence.start + end)


def _before_colon(sentence: Sentence, blanked: str, scene: _Scene) -> Attribution | None:
    """Whoever alone is named before a colon that a quotation follows: "Ada Brandt took the floor: “We are ready.”"."""
    match = re.match(r"[^:\"“”]*:\s*[\"“](?=_)", blanked)
    named = {name for name in scene.names.values() if match and re.search(rf"\b{re.escape(name)}\b", match.group())}
    if match is None or len(named) != 1:
        return None
    return _at(sentence, named.pop(), Manner.DIRECT, 0, match.group().index(":"))


def _without_quoted(sentence: Sentence, spans: list[tuple[int, int]]) -> str:
    """The sentence with its quoted words blanked: a verb of saying inside a quotation names nobody. Offsets stay."""
    characters = list(sentence.text)
    for left, right in spans:
        for at in range(max(left, sentence.start), min(right, sentence.end)):
            characters[at - sentence.start] = "_"
    return "".join(characters)


def _who(match: re.Match[str], scene: _Scene, start: int) -> str | None:
    groups = match.groupdict()
    if groups.get("office") and not _is_office(groups["office"]):
        return None
    if groups.get("body"):
        return _body(groups["body"], scene)
    pronoun = groups.get("pronoun") or (groups.get("name") or "").split(" ")[-1]
    if pronoun.casefold() in PRONOUNS:
        return scene.person_meant(start)
    if groups.get("name"):
        speaker = _name(groups["name"], scene)
        is_place = (
            match.re in (STRONG_BEFORE, WEAK_BEFORE)
            and speaker == groups["name"]
            and PREPOSITION.search(match.string[: match.start("name")])
        )
        return None if is_place else speaker  # "a passenger to Norland said"
    tail = (groups.get("tail") or "").strip()
    if re.fullmatch(rf"{NAME}(?:\s+{NAME}){{1,3}}", tail):
        return _name(tail, scene)  # "the head of the board, Jonas Lund, said"
    return _role(groups.get("role") or "", scene)


def _body(words: str, scene: _Scene) -> str | None:
    """An organisation whose last word is written small: "Oskerby police", "Lund's office"."""
    tokens = words.split()
    while tokens and tokens[0].casefold() in NOT_NAMES:
        tokens.pop(0)
    return " ".join(tokens) if tokens and tokens[0][0].isupper() else _role(words, scene)


def _is_office(words: str) -> bool:
    """Whether lower-case words before a name are an office: "harbour director Jonas Lund", not "near the town of Oskerby"."""
    return words.split()[-1].casefold() in OFFICES


def _role(role: str, scene: _Scene) -> str | None:
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
        return scene.names.get(head[-1].casefold(), " ".join(words))
    if head[-1].casefold() in OFFICES:  # one person: of "the ministers" nobody knows who speaks
        return None if _is_elsewhere(head[:-1], scene) else scene.last
    return None


def _is_elsewhere(words: Sequence[str], scene: _Scene) -> bool:
    """Whether an office is of an organisation that the article never names close to the last speaker: somebody else holds it."""
    named = " ".join(word for word in words if word[0].isupper())
    if not is_organisation(named) or not scene.last:
        return False
    close = rf"{re.escape(named)}[^.!?]{{0,60}}{re.escape(scene.last)}|{re.escape(scene.last)}[^.!?]{{0,60}}{re.escape(named)}"
    return re.search(close, scene.article.text) is None


def _name(words: str, scene: _Scene) -> str | None:
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
    return _with_of(tokens, scene) or _person(tokens, scene)


def _with_of(tokens: list[str], scene: _Scene) -> str | None:
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


def _person(tokens: list[str], scene: _Scene) -> str | None:
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
