"""Whom and what the words name that an answer quoted, and who of them answers a "who"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.query.mention import Mention, Sort
from assistant.query.persons import gender_of
from assistant.types import QuotedWords, Turn
from assistant.words.terms import content_words, is_stop, names_in, stem, stems
from index.prose.people import is_nobody, is_organisation, office_of
from index.types import Article
from index.words.lists import BASE, PAST, THIRD, any_of, listed, saying

QUOTED = 4
"""Quotations of an answer whose names are looked at."""
BESIDE = 0.8
"""What it counts to stand in the article that was quoted for a "who", and not in the words quoted."""
TELLING = 0.3
"""What a paper counts that told of what was quoted."""
BODY = 1.0
"""What a body counts that the words quoted name, where no "who" was asked."""
BEFORE = 80
"""Characters before a name in its sentence that tell what it did."""
_SAYS = rf"(?:{saying('any', forms=(BASE, PAST, THIRD))})"
WHICH = re.compile(rf"\W*(?:which|what)\s+(?P<office>{any_of('names.offices', 'names.persons')})\b", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d_]{3})[.!?][”\"’)]*\s+(?=[\W]*[A-Z])")
# "Who was Jonas Lund?" names whom it asks about.
_WHO_IS = re.compile(
    rf"\W*who(?:[’']?s|\s+(?:is|was|are|were))\s+(?!(?:the|an?|\w+ing|\w+ed|quoted|behind|there)\b)"
    rf"(?:(?!(?:{any_of('asked.prepositions')})\b)[\w’'.-]+\s*){{1,3}}\W*",
    re.IGNORECASE,
)
_ASKS_FOR_PERSON = re.compile(
    rf"\W*(?:(?:and|but|so)\s+)?(?:who(?:m|[’']?s)?|(?:which|what)\s+(?:{any_of('names.offices', 'names.persons')}))\s+(?P<next>[\w’']+)",
    re.IGNORECASE,
)
_BE_OR_HAVE = frozenset((*listed("asked.be"), "has", "had"))
_AUXILIARIES = frozenset((*listed("small.auxiliaries"), *listed("asked.modals")))
QUESTIONS_END = re.compile(r"(?<=\?)\s+(?=\S)")
_BODIES = frozenset(listed("asked.named"))
_PRESS = frozenset(listed("names.press"))


def asks_for_person(question: str) -> bool:
    """Whether a question is answered by somebody: "who" does it, or is it, and nobody who is named."""
    found = _ASKS_FOR_PERSON.match(question)
    return found is not None and (found["next"].casefold() not in _AUXILIARIES or found["next"].casefold() in _BE_OR_HAVE)


def of_answer(turn: Turn, people: Mapping[str, str], articles: Mapping[str, Article]) -> Iterator[Mention]:
    """Speakers, people and organisations of the quoted sentences and their headlines; the one who answers a "who" before all others."""
    last = QUESTIONS_END.split(turn.reading)[-1]
    asks = asks_for_person(last) and not _WHO_IS.fullmatch(last)
    # Who tells of it is whom a question asks for only where it asks who says it.
    asks_speaker = asks and re.search(rf"\b(?:{any_of('asked.calling')}|{_SAYS})\b", last, re.IGNORECASE) is not None
    asked = {stem(word) for word in content_words(last)}
    office = which["office"].casefold() if (which := WHICH.match(last)) else ""
    place = 0
    for quoted in turn.quoted[:QUOTED]:
        share = 1 / (1 + place)
        if quoted.speaker:
            sort = _sort_of_speaker(quoted.speaker, people)
            name = quoted.speaker if sort is Sort.PERSON or quoted.speaker[0].isupper() else f"the {quoted.speaker}"
            weight = TELLING if sort is Sort.GROUP and _PRESS & set(name.casefold().split()) else 3.5 if asks_speaker else 2.5
            yield Mention(name, sort, weight * share, is_subject=True, is_asked=asks_speaker and not place)
        if quoted.article_id in articles:
            named = list(_in_words(quoted, people, asked if asks else set(), share))
            if office:
                named = [_in_office(one, office, share, articles[quoted.article_id].text) for one in named]
            yield from named
            yield from _groups_in(quoted.words, asked, share, told=asks)
            if asks:
                yield from _doing(quoted, people, asked, share, articles[quoted.article_id].text)
            if asks and not place:
                yield from _beside(quoted, people, articles[quoted.article_id].text)
            # Words that name nobody but whom the question names answer no "who".
            if asks and not quoted.speaker and all(stem(one.name.split()[-1].casefold()) in asked for one in named):
                continue
        place += 1


def _in_words(quoted: QuotedWords, people: Mapping[str, str], asked: set[str], share: float) -> Iterator[Mention]:
    places: dict[str, int] = {}
    for last, name in people.items():
        if (at := _place_in(quoted.words, last)) is not None:
            places[name] = at
        elif re.search(rf"(?<!\w){re.escape(last)}(?!\w)", quoted.title, re.IGNORECASE):
            places[name] = len(quoted.words)
    order = sorted(places, key=lambda name: places[name])
    for number, name in enumerate(order):
        at = places[name]
        end = places[order[number + 1]] if number + 1 < len(order) else len(quoted.words)
        # Who is told of with the words of a "who" question, and is not named in it, is whom it asked for.
        is_answer = asked and at < len(quoted.words) and stem(name.split()[-1].casefold()) not in asked
        told = _clause(quoted.words, at, end) if is_answer else ""
        near = len(asked & stems(told)) / len(asked) if asked else 0.0
        weight = (2.0 if at < len(quoted.words) else 1.2) * (0.9**number) * share + (2.5 * near * share if asked else 0.0)
        yield Mention(name, Sort.PERSON, weight, is_subject=number == 0)


def _place_in(text: str, last: str) -> int | None:
    """Where a surname first stands in a text by itself, and not in what is called after somebody: "the Lund Foundation"."""
    for found in re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)(?P<behind>(?:\s+(?-i:[A-Z])[\w-]+)*)", text, re.IGNORECASE):
        if not is_organisation(found["behind"]) and _BODIES.isdisjoint(found["behind"].casefold().split()):
            return found.start()
    return None


def _in_office(one: Mention, office: str, share: float, text: str) -> Mention:
    """Somebody quoted for "which judge", who counts before all others where the article calls him that."""
    is_that = office in (office_of(one.name, text) or "").casefold().split()
    return replace(one, weight=one.weight + 2.5 * share) if is_that else one


def _groups_in(words: str, asked: set[str], share: float, *, told: bool) -> Iterator[Mention]:
    """The bodies that the words quoted name, and the question does not: as `told` for a "who" they may be "they", for a firm may have
    bought what was sold; of any other question they are what may have a director."""
    for name in names_in(f"So {words}"):
        if is_organisation(name) and " " in name and not stems(name) & asked:
            near = len(asked & stems(words)) / max(len(asked), 1)
            yield Mention(name, Sort.GROUP, (2.0 + 2.5 * near if told else BODY) * share, is_plural=told, is_subject=told)


def _doing(quoted: QuotedWords, people: Mapping[str, str], asked: set[str], share: float, text: str) -> Iterator[Mention]:
    """Who does what a "who" asked for: "Lund has stepped down". Where an article gives no more than a surname, "he" or "she" tells that it
    is somebody's."""
    for found in re.finditer(r"(?<![\w’'.-])(?P<name>[A-Z][\w-]+)\s+(?:has\s+|had\s+|was\s+)?(?P<verb>[a-z]+)", quoted.words):
        name = found["name"]
        if stem(found["verb"]) not in asked or stem(name.casefold()) in asked:
            continue
        is_other = is_stop(name.casefold()) or is_nobody(name) or is_organisation(name)
        if name.casefold() in people or (not is_other and gender_of(name, people, [text])):
            yield Mention(people.get(name.casefold(), name), Sort.PERSON, (2.0 + 2.5) * share, is_subject=True)


def _sort_of_speaker(speaker: str, people: Mapping[str, str]) -> Sort:
    """What a speaker is; one word with a capital may be a surname alone."""
    if is_personal(speaker, people):
        return Sort.PERSON
    is_open = re.fullmatch(r"[A-Z][a-z’'-]+", speaker) and not is_nobody(speaker) and speaker.casefold() not in _PRESS
    return Sort.OPEN if is_open else Sort.GROUP


def _clause(text: str, at: int, end: int) -> str:
    """What a text says of a name: what stands before and behind it in its sentence, up to the next name."""
    start = max((found.end() for found in _SENTENCE_ENDS.finditer(text, 0, at)), default=0)
    behind = _SENTENCE_ENDS.search(text, at, end)
    return text[max(start, at - BEFORE) : behind.start() if behind else end]


def _beside(quoted: QuotedWords, people: Mapping[str, str], text: str) -> Iterator[Mention]:
    """Who stands in the first article that was quoted for a "who", and not in its words: it may have told of "the chief executive"."""
    shown = f"{quoted.words} {quoted.title}".casefold()
    told = {name: at for last, name in people.items() if last not in shown and (at := text.find(name)) >= 0}
    for number, name in enumerate(sorted(told, key=lambda name: abs(told[name] - quoted.start))[:QUOTED]):
        yield Mention(name, Sort.PERSON, BESIDE * 0.9**number, is_last=False)


def is_personal(speaker: str, people: Mapping[str, str]) -> bool:
    """Whether a speaker is somebody: a name of several words, or the surname of one of the people."""
    words = speaker.split()
    return (
        not is_nobody(speaker)
        and all(word[0].isupper() or word in ("de", "van", "von", "al") for word in words)
        and (len(words) > 1 or words[-1].casefold() in people)
    )
