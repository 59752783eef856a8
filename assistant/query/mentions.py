"""Whom and what a conversation has named: in its last questions, and in the words that their answers quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from assistant.query.persons import gender_of, people_of
from assistant.query.phrases import Phrase, asks_for_person, phrases
from assistant.types import QuotedWords, Turn
from assistant.words.terms import content_words, names_in, stem, stems
from index.prose.people import OFFICES, is_nobody, is_organisation, office_of
from index.types import Article
from index.words.lists import BASE, PAST, THIRD, alternatives, any_of, listed, saying

LOOKED_AT = 3
"""Earlier exchanges that a pronoun may reach back over."""
QUOTED = 4
"""Quotations of an answer whose names are looked at."""
OLDER = 0.5
"""What a name of one exchange further back counts."""
BESIDE = 0.8
"""What it counts to stand in the article that was quoted for a "who", and not in the words quoted."""
REPEATED = 0.7
"""What a name counts that only the part of a reading has that is repeated from an earlier question."""
TELLING = 0.3
"""What a paper counts that told of what was quoted."""
BEFORE = 80
"""Characters before a name in its sentence that tell what it did."""
_TIMES = frozenset(listed("asked.times_named"))
_PLACE = alternatives(*listed("asked.places_after"))
_SAYS = rf"(?:{saying('any', forms=(BASE, PAST, THIRD))})"
_WHICH = re.compile(rf"\W*(?:which|what)\s+(?P<office>{any_of('names.offices', 'names.persons')})\b", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d_]{3})[.!?][”\"’)]*\s+(?=[\W]*[A-Z])")
# "Who was Jonas Lund?" names whom it asks about.
_WHO_IS = re.compile(
    rf"\W*who(?:[’']?s|\s+(?:is|was|are|were))\s+(?!(?:the|an?|\w+ing|\w+ed|quoted|behind|there)\b)"
    rf"(?:(?!(?:{any_of('asked.prepositions')})\b)[\w’'.-]+\s*){{1,3}}\W*",
    re.IGNORECASE,
)
_QUESTIONS_END = re.compile(r"(?<=\?)\s+(?=\S)")
_PRESS = frozenset(listed("names.press"))
_IS_WHO = re.compile(r"\W*who(?:[’']s|\s+(?:is|was|are|were))\b", re.IGNORECASE)


class Sort(StrEnum):
    """What a name is the name of; `OPEN` where nothing tells."""

    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    THING = "thing"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that was named, with what it counts for a pronoun; `gender` is "he" or "she" where the articles tell, else empty.

    `is_last`: whether the last exchange names it.
    """

    name: str
    sort: Sort
    weight: float
    is_plural: bool = False
    is_subject: bool = False
    gender: str = ""
    preposition: str = ""
    is_asked: bool = False
    is_last: bool = True


def mentions(turns: Sequence[Turn], articles: Mapping[str, Article], is_name: Callable[[str], bool]) -> list[Mention]:
    """What the last exchanges named, the likeliest first; `articles` are those that their answers quoted, by id."""
    texts = [article.text for article in articles.values()]
    people = _speaking(turns) | people_of(texts)
    found: dict[str, Mention] = {}
    for back, turn in enumerate(reversed(turns[-LOOKED_AT:])):
        for one in (*_of_questions(_as_typed(turn.reading), people, texts, is_name), *_of_answer(turn, people, articles)):
            if back and not one.is_last:
                continue  # who only stands beside the words quoted is told of no longer
            weighed = replace(one, weight=one.weight * OLDER**back, is_last=one.is_last and not back)
            key = (one.name.split()[-1] if one.sort is Sort.PERSON else one.name).casefold()
            known = found.get(key)
            if known is None:
                found[key] = weighed
            else:
                # What is named twice counts for more, and keeps the sort that says more of it.
                kept = known if known.sort is not Sort.OPEN else weighed
                weight = max(known.weight, weighed.weight) + 0.3 * min(known.weight, weighed.weight)
                is_subject, is_asked = known.is_subject or one.is_subject, known.is_asked or one.is_asked
                is_last = known.is_last or weighed.is_last
                found[key] = replace(kept, weight=weight, is_subject=is_subject, is_asked=is_asked, is_last=is_last)
    return sorted((_with_gender(one, people, texts) for one in found.values()), key=lambda one: -one.weight)


def _speaking(turns: Sequence[Turn]) -> dict[str, str]:
    """Surname (folded) to full name of those that the last answers name as speakers: an office before a name may hide that it is one."""
    speakers = [one.speaker for turn in turns[-LOOKED_AT:] for one in turn.quoted if one.speaker and " " in one.speaker]
    return {name.split()[-1].casefold(): name for name in speakers if _is_personal(name, {})}


def _with_gender(one: Mention, people: Mapping[str, str], texts: Sequence[str]) -> Mention:
    if one.sort not in (Sort.PERSON, Sort.OPEN):
        return one
    return replace(one, gender=gender_of(one.name, people, texts))


def _of_questions(reading: str, people: Mapping[str, str], texts: Sequence[str], is_name: Callable[[str], bool]) -> Iterator[Mention]:
    """What a question named, and those before it that its reading repeats, which count as older."""
    *earlier, last = _QUESTIONS_END.split(reading)
    yield from _of_question(last, people, texts, is_name)
    named = any(one.is_subject and one.sort is Sort.PERSON for one in _of_question(last, people, texts, is_name))
    for question in earlier:
        share = REPEATED * OLDER if named else REPEATED
        yield from (replace(one, weight=one.weight * share) for one in _of_question(question, people, texts, is_name))


def _of_question(asked: str, people: Mapping[str, str], texts: Sequence[str], is_name: Callable[[str], bool]) -> Iterator[Mention]:
    is_who = _IS_WHO.match(asked) is not None
    named = phrases(asked, is_name)
    yield from _together(asked, named)
    if which := _WHICH.match(asked):
        yield Mention(f"the {which['office'].lower()}", Sort.PERSON, 3.5, is_subject=True, is_asked=True)
    for phrase in named:
        if phrase.head in _TIMES:
            continue
        sort = _sort(phrase, asked, people, texts)
        if is_who and phrase.is_subject:
            sort = Sort.PERSON if phrase.is_name or sort in (Sort.OPEN, Sort.THING) else sort
        # "The mayor" of "who is the mayor?" is whom the answer names.
        is_told = is_who and phrase.is_subject and bool(texts) and (not phrase.is_name or phrase.text.casefold().startswith("the "))
        weight = 1.5 if is_told else 3.0 if phrase.is_subject else 1.5 if phrase.is_counted else 2.0
        # What was asked about is what "it" is, before anybody who told of it.
        is_plural = phrase.is_plural or phrase.is_counted
        yield Mention(_written(phrase), sort, weight, is_plural, phrase.is_subject, preposition=phrase.before, is_asked=True)


def _as_typed(reading: str) -> str:
    """A question, in small letters where it is all in capitals."""
    return reading.lower() if " " in reading and reading.isupper() else reading


def _together(asked: str, named: Sequence[Phrase]) -> Iterator[Mention]:
    """Two names that the question joins: "Lavrov and Blinken"."""
    for one, other in pairwise(named):
        if one.is_name and other.is_name and re.fullmatch(r"\s+and\s+", asked[one.end : other.start]):
            name = f"{_written(one)} and {_written(other)}"
            yield Mention(name, Sort.PERSON, 3.5, is_plural=True, is_subject=one.is_subject, is_asked=True)


def _sort(phrase: Phrase, asked: str, people: Mapping[str, str], texts: Sequence[str]) -> Sort:
    """What a phrase of a question names."""
    words = phrase.text.split()
    last = re.sub(r"[’']s?$", "", words[-1])
    if words[0].casefold() in ("the", "a", "an"):
        if {phrase.head, words[-1].casefold()} & OFFICES and not is_organisation(phrase.text):
            return Sort.PERSON
        return Sort.GROUP if is_organisation(phrase.text) else Sort.THING
    if is_organisation(phrase.text):
        return Sort.GROUP
    if last.casefold() in people and len(words) <= 3:
        return Sort.PERSON
    if not phrase.is_name:
        return Sort.THING
    is_placed = phrase.before in listed("asked.places_in") or (not texts and phrase.before in ("of", "from", "at"))
    if is_placed or _is_place(last, texts):
        return Sort.PLACE
    if re.search(rf"\b(?:according to|by)\s+{re.escape(phrase.text)}|\b{re.escape(phrase.text)}\s+{_SAYS}\b", asked, re.IGNORECASE):
        return Sort.PERSON if not texts else Sort.OPEN
    return Sort.OPEN


def _written(phrase: Phrase) -> str:
    """A phrase as it can stand in a question: names with their capitals, what is named by its kind with "the"."""
    text = re.sub(r"[’']s?$", "", phrase.text) if phrase.is_name else phrase.text
    text = re.sub(r"^an?\s+", "the ", text, flags=re.IGNORECASE)
    if phrase.is_name and text == text.lower():
        return " ".join(word if word in ("the", "of") else word.capitalize() for word in text.split())
    text = text[0].lower() + text[1:] if text.startswith("The ") else text
    if re.match(r"the\s", text) or phrase.is_name:
        return text
    return f"the {text}" if phrase.is_counted or (not phrase.is_plural and text == text.lower()) else text


def _of_answer(turn: Turn, people: Mapping[str, str], articles: Mapping[str, Article]) -> Iterator[Mention]:
    """Speakers, people and organisations of the quoted sentences and their headlines; the one who answers a "who" before all others."""
    last = _QUESTIONS_END.split(turn.reading)[-1]
    asks = asks_for_person(last) and not _WHO_IS.fullmatch(last)
    # Who tells of it is whom a question asks for only where it asks who says it.
    asks_speaker = asks and re.search(rf"\b(?:{any_of('asked.calling')}|{_SAYS})\b", last, re.IGNORECASE) is not None
    asked = {stem(word) for word in content_words(last)}
    office = which["office"].casefold() if (which := _WHICH.match(last)) else ""
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
            if asks:
                yield from _groups_in(quoted.words, asked, share)
            if asks and not place:
                yield from _beside(quoted, people, articles[quoted.article_id].text)
            # Words that name nobody but whom the question names answer no "who".
            if asks and not quoted.speaker and all(stem(one.name.split()[-1]) in asked for one in named):
                continue
        place += 1


def _in_words(quoted: QuotedWords, people: Mapping[str, str], asked: set[str], share: float) -> Iterator[Mention]:
    places: dict[str, int] = {}
    for last, name in people.items():
        if found := re.search(rf"(?<!\w){re.escape(last)}(?!\w)", quoted.words, re.IGNORECASE):
            places[name] = found.start()
        elif re.search(rf"(?<!\w){re.escape(last)}(?!\w)", quoted.title, re.IGNORECASE):
            places[name] = len(quoted.words)
    order = sorted(places, key=lambda name: places[name])
    for number, name in enumerate(order):
        at = places[name]
        end = places[order[number + 1]] if number + 1 < len(order) else len(quoted.words)
        # Who is told of with the words of a "who" question, and is not named in it, is whom it asked for.
        is_answer = asked and at < len(quoted.words) and stem(name.split()[-1]) not in asked
        told = _clause(quoted.words, at, end) if is_answer else ""
        near = len(asked & stems(told)) / len(asked) if asked else 0.0
        weight = (2.0 if at < len(quoted.words) else 1.2) * (0.9**number) * share + (2.5 * near * share if asked else 0.0)
        yield Mention(name, Sort.PERSON, weight, is_subject=number == 0)


def _in_office(one: Mention, office: str, share: float, text: str) -> Mention:
    """Somebody quoted for "which judge", who counts before all others where the article calls him that."""
    is_that = office in (office_of(one.name, text) or "").casefold().split()
    return replace(one, weight=one.weight + 2.5 * share) if is_that else one


def _groups_in(words: str, asked: set[str], share: float) -> Iterator[Mention]:
    """The bodies that the words quoted for a "who" name, and the question does not, as "they": a firm may have bought what was sold."""
    for name in names_in(f"So {words}"):
        if is_organisation(name) and " " in name and not stems(name) & asked:
            told = len(asked & stems(words)) / max(len(asked), 1)
            yield Mention(name, Sort.GROUP, (2.0 + 2.5 * told) * share, is_plural=True, is_subject=True)


def _sort_of_speaker(speaker: str, people: Mapping[str, str]) -> Sort:
    """What a speaker is; one word with a capital may be a surname alone."""
    if _is_personal(speaker, people):
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


def _is_place(name: str, texts: Sequence[str]) -> bool:
    """Whether articles write a name behind "in" and "at" more often than at the beginning of what somebody does."""
    word = re.escape(name)
    placed = sum(len(re.findall(rf"\b(?:{_PLACE}|of)\s+{word}\b", text, re.IGNORECASE)) for text in texts)
    acting = sum(len(re.findall(rf"\b{word}\s+(?:{_SAYS}|has|had|was|is|will)\b", text, re.IGNORECASE)) for text in texts)
    return placed > acting


def _is_personal(speaker: str, people: Mapping[str, str]) -> bool:
    words = speaker.split()
    return (
        not is_nobody(speaker)
        and all(word[0].isupper() or word in ("de", "van", "von", "al") for word in words)
        and (len(words) > 1 or words[-1].casefold() in people)
    )
