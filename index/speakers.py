"""Who says a sentence: direct quotations and reported statements, with the words that say so.

Rules over sentences: find the verb of saying, take the name beside it, complete a surname from the full name the article gave before,
resolve a pronoun or an office ("the minister") to the last speaker named, and carry the speaker over an open quotation. Where the
rules are not sure the speaker is None: unknown is an answer, a wrong name is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.quotations import quotations, quoted_share
from index.types import Article, Sentence

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


_STRONG = (
    "said|says|told|added|adds|noted|stated|stressed|stresses|emphasi[sz]ed|emphasi[sz]es|explained|explains|argued|argues|claimed|warned|warns"
    "|insisted|insists|pointed out|points out|concluded|concludes|summari[sz]ed|summari[sz]es|announced|announces|declared|declares"
    "|asserted|asserts|reiterated|reiterates|replied|replies|wrote|writes|tweeted|admitted|admits|acknowledged|affirmed|affirms|joked|quipped|answered|responded"
    "|cautioned|confirmed|denied|predicted|remarked|commented|complained|testified|went on|quoted|informed|recommended|estimated"
)
# These say something only when a person does them: "the capital expects" and "the event continued" name no speaker.
_WEAK = (
    "believes|believed|recalled|recalls|notes|claims|states|reported|continued|completes|estimates|expects|hopes|thinks|asked|urged"
    "|called for|suggested|posted|calls on|called on"
)
_NAME = r"(?:[A-Z][\w’'-]+|[A-Z]\.)"
_PARTICLE = r"(?:al|bin|ben|da|de|del|den|der|di|dos|du|el|ibn|la|le|of|the|and|for|van|von)"
_NAMES = rf"{_NAME}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_NAME}){{0,9}}"
_ROLE = r"(?:[Tt]he\s+(?:[\w’'-]+\s+){0,5}?[\w’'-]+)"
_TAIL = r"(?:,\s(?P<tail>[^,\"“”]{3,90}),)?"
_ADVERB = r"(?:also\s+|then\s+|later\s+|further\s+|has\s+|had\s+|have\s+)?"
_SPEAKER = rf"(?P<name>{_NAMES})"
_WHO = rf"(?:{_SPEAKER}|(?P<pronoun>\b[Hh]e|\b[Ss]he|\b[Tt]hey)|(?P<role>{_ROLE}))"
_SAID_AFTER = rf"[\"”’]\s*,?\s*(?P<verb>{_STRONG}|{_WEAK})\s+"
_AFTER = re.compile(rf"{_SAID_AFTER}(?:{_SPEAKER}|(?P<pronoun>he|she|they)\b|(?P<role>the\s+[^,.\"“”]{{3,60}}))")
_AFTER_OFFICE = re.compile(rf"{_SAID_AFTER}(?P<office>(?:[a-z][\w’'-]*\s+){{1,6}}){_SPEAKER}")
_STRONG_BEFORE = re.compile(rf"{_WHO}{_TAIL}\s+{_ADVERB}(?P<verb>{_STRONG})\b")
_WEAK_BEFORE = re.compile(rf"(?:{_SPEAKER}|(?P<pronoun>\b[Hh]e|\b[Ss]he)){_TAIL}\s+{_ADVERB}(?P<verb>{_WEAK})\b")
_ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|estimate) of)\s+"
    rf"(?:{_SPEAKER}|(?P<pronoun>him|her|them)\b|(?P<role>the\s+[^,.\"“”]{{3,60}}))"
)
_LABEL = re.compile(rf"^\s*(?P<name>{_NAME}(?:\s+{_NAME}){{1,3}}):\s")
_OFFICES = frozenset(
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
    goalkeeper winger trainer referee harbourmaster harbormaster""".split()
)
_PARTICLES = frozenset("al bin ben da de del den der di dos du el ibn la le of the and for van von".split())
_NOT_NAMES = frozenset(
    """the a an this that these those he she it they we i you but and or if when while as in on at for from with according after before
    since although there here what who why how yes no not now then today yesterday tomorrow monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december moreover however meanwhile
    therefore besides earlier later asked speaking""".split()
)
_ORGANISATION = re.compile(
    r"\b(?:ministry|department|office|agency|council|commission|committee|government|party|union|bank|court|police|company|university|institute|parliament"
    r"|embassy|service|administration|authority|authorities|association|federation|group|board|club|centre|center|hospital|observatory|museum|port|kremlin)\b",
    re.IGNORECASE,
)


def attributions(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Who says which sentence of the article, at most one attribution a sentence, in order; sentences without one are the outlet's own."""
    spans = [(article.start + left, article.start + right) for left, right in quotations(article.text)]
    names = _full_names(article.text)
    found: dict[int, Attribution] = {}
    waiting: list[Sentence] = []  # quoted sentences whose speaker has not been named yet
    last: str | None = None
    for sentence in sentences:
        quoted = quoted_share(spans, sentence.start, sentence.end) > MOSTLY
        here = _attribution_in(sentence, spans, names, last, Manner.DIRECT if quoted else Manner.REPORTED)
        if here:
            last = here.speaker
            found[sentence.ordinal] = here
            for earlier in waiting:
                found[earlier.ordinal] = Attribution(earlier.ordinal, here.speaker, Manner.DIRECT, here.start, here.end)
            waiting = [] if quoted or waiting else waiting
        elif quoted:
            waiting.append(sentence)
        elif waiting:
            _carry_on(waiting, found)
            waiting = []
    _carry_on(waiting, found)
    return tuple(found[ordinal] for ordinal in sorted(found))


def _carry_on(waiting: Sequence[Sentence], found: dict[int, Attribution]) -> None:
    """Quoted sentences that nobody is named after go on from the speaker of the sentence directly before them, if there is one."""
    for sentence in waiting:
        before = found.get(sentence.ordinal - 1)
        if before:
            found[sentence.ordinal] = Attribution(sentence.ordinal, before.speaker, Manner.DIRECT, before.start, before.end)


def _attribution_in(
    sentence: Sentence, spans: list[tuple[int, int]], names: dict[str, str], last: str | None, manner: Manner
) -> Attribution | None:
    label = _LABEL.match(sentence.text)
    if label and (speaker := _name(label.group("name"), names, None)):
        return Attribution(
            sentence.ordinal, speaker, Manner.DIRECT, sentence.start + label.start("name"), sentence.start + label.end("name")
        )
    blanked = _without_quoted(sentence, spans)
    for pattern, people_only in (
        (_AFTER_OFFICE, False),
        (_AFTER, False),
        (_STRONG_BEFORE, False),
        (_ACCORDING, False),
        (_WEAK_BEFORE, True),
    ):
        best = None
        for match in pattern.finditer(blanked):
            speaker = _who(match, names, last)
            if not speaker or (people_only and speaker != last and speaker not in names.values()):
                continue
            # A person who says it outweighs the office or place that another clause of the sentence names.
            if best is None or (speaker in names.values() and best[0] not in names.values()):
                best = (speaker, match)
        if best:
            return Attribution(sentence.ordinal, best[0], manner, sentence.start + best[1].start(), sentence.start + best[1].end())
    return None


def _without_quoted(sentence: Sentence, spans: list[tuple[int, int]]) -> str:
    """The sentence with its quoted words blanked: a verb of saying inside a quotation names nobody. Offsets stay."""
    characters = list(sentence.text)
    for left, right in spans:
        for at in range(max(left, sentence.start), min(right, sentence.end)):
            characters[at - sentence.start] = "_"
    return "".join(characters)


def _who(match: re.Match[str], names: dict[str, str], last: str | None) -> str | None:
    groups = match.groupdict()
    if groups.get("office") and not _is_office(groups["office"]):
        return None
    if groups.get("name"):
        return _name(groups["name"], names, last)
    if groups.get("pronoun"):
        return last
    tail = (groups.get("tail") or "").strip()
    if re.fullmatch(rf"{_NAME}(?:\s+{_NAME}){{1,3}}", tail):
        return _name(tail, names, last)  # "the head of the board, Jonas Lund, said"
    return _role(groups.get("role") or "", names, last)


def _is_office(words: str) -> bool:
    """Whether lower-case words before a name are an office: "harbour director Jonas Lund", not "near the town of Oskerby"."""
    return words.split()[-1].casefold() in _OFFICES


def _role(role: str, names: dict[str, str], last: str | None) -> str | None:
    """Who "the minister" or "the ministry" is: the last speaker named, or the organisation by its fullest name in the article."""
    words = re.sub(r"^the\s+", "", role.strip(), flags=re.IGNORECASE).split()
    head = re.split(r"\s+(?:of|for|at|in)\s+", " ".join(words))[0].split()
    if not head:
        return None
    if head[-1].casefold() in _OFFICES or (head[-1].casefold().endswith("s") and head[-1][:-1].casefold() in _OFFICES):
        return last
    if _ORGANISATION.search(head[-1]) and len(words) <= 6:
        return names.get(head[-1].casefold(), " ".join(words))
    return None


def _name(words: str, names: dict[str, str], last: str | None) -> str | None:
    """The person (without office) or organisation that a run of capitalised words names; a lone surname is completed."""
    tokens = words.split()
    while tokens and tokens[0].casefold().strip(".") in _NOT_NAMES:
        if len(tokens) == 1 and tokens[0].casefold() in ("he", "she", "they"):
            return last
        tokens.pop(0)
    if not tokens:
        return None
    if tokens[0].casefold() in _OFFICES and len(tokens) > 1 and tokens[1].casefold() in ("of", "for"):
        cut = max((i + 1 for i, token in enumerate(tokens) if token.casefold().strip(".,") in _OFFICES), default=0)
        if not tokens[cut:] or _ORGANISATION.search(tokens[-1]):
            return last
    if _ORGANISATION.search(tokens[-1]):
        return _bare(" ".join(tokens))
    return _person(tokens, names)


def _person(tokens: list[str], names: dict[str, str]) -> str | None:
    cut = max((i + 1 for i, token in enumerate(tokens) if token.casefold().strip(".,") in _OFFICES), default=0)
    person = [_bare(token) for token in tokens[cut:]]
    while person and person[0].casefold() in _PARTICLES:
        person = person[1:]
    if not person:
        return None
    known = names.get(person[-1].casefold())
    if known and (len(person) == 1 or " ".join(person).endswith(known)):
        return known
    if len(person) == 1:
        return person[0] if len(person[0]) > 1 else None
    return " ".join(person[-2:] if len(person) > 4 else person)


def _bare(name: str) -> str:
    return re.sub(r"[’']s$|[’']$", "", name).strip(" ,.")


def _full_names(text: str) -> dict[str, str]:
    """Surname, or last word of an organisation, (case-folded) to the first full name in the text that ends with it."""
    names: dict[str, str] = {}
    for match in re.finditer(rf"{_NAME}(?:[ \t]+{_NAME})+", text):
        tokens = match.group().split()
        if tokens[0].casefold() in _NOT_NAMES:
            tokens = tokens[1:]
        if len(tokens) > 1 and _ORGANISATION.fullmatch(_bare(tokens[-1])):
            names.setdefault(_bare(tokens[-1]).casefold(), " ".join(tokens))
            continue
        cut = max((i + 1 for i, token in enumerate(tokens) if token.casefold().strip(".,") in _OFFICES | _NOT_NAMES), default=0)
        person = [_bare(token) for token in tokens[cut:]]
        # Two or three words: more is a headline in capitals or a list, not a name.
        if len(person) == 3 and len(re.findall(rf"\b{re.escape(person[0])}\b", text)) > text.count(" ".join(person)):
            person = person[1:]  # the first word also stands alone: a country or a sentence before the name, its comma lost
        if 2 <= len(person) <= 3 and not _ORGANISATION.search(" ".join(person)) and len(person[-1]) > 1:
            names.setdefault(person[-1].casefold(), " ".join(person))
    return names
