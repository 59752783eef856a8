"""Whom and what a conversation has named: in its last questions, and in the words that their answers quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.query.mention import Mention, Sort
from assistant.query.persons import gender_of, people_of
from assistant.query.phrases import Phrase, phrases
from assistant.query.quoted import QUESTIONS_END, WHICH, asks_for_person, is_personal, of_answer
from assistant.types import Turn
from index.prose.people import OFFICES, is_organisation
from index.types import Article
from index.words.lists import BASE, PAST, THIRD, alternatives, listed, saying

LOOKED_AT = 3
"""Earlier exchanges that a pronoun may reach back over."""
OLDER = 0.5
"""What a name of one exchange further back counts."""
REPEATED = 0.7
"""What a name counts that only the part of a reading has that is repeated from an earlier question."""
OWNER = 2.0
"""What it counts to have what a question asks about."""
_TIMES = frozenset(listed("asked.times_named"))
_PLACE = alternatives(*listed("asked.places_after"))
_SAYS = rf"(?:{saying('any', forms=(BASE, PAST, THIRD))})"
_OWNER = re.compile(r"(?!the\s)(?P<name>(?:[\w.-]+\s+){0,2}(?P<last>[\w-]+))[’']s?\s+\w", re.IGNORECASE)
_IS_WHO = re.compile(r"\W*who(?:[’']s|\s+(?:is|was|are|were))\b", re.IGNORECASE)


def mentions(turns: Sequence[Turn], articles: Mapping[str, Article], is_name: Callable[[str], bool]) -> list[Mention]:
    """What the last exchanges named, the likeliest first; `articles` are those that their answers quoted, by id."""
    texts = [article.text for article in articles.values()]
    people = _speaking(turns) | people_of(texts)
    found: dict[str, Mention] = {}
    near = turns[-LOOKED_AT:]
    # What was only asked about an answer ("says who?") is of the exchange before it.
    is_asking = [bool(turn.question) for turn in near]
    for place, turn in enumerate(reversed(near)):
        back = sum(is_asking[len(near) - place :])
        age = OLDER**back * (REPEATED if place and not is_asking[-1] and not back else 1.0)
        for one in (*_of_questions(_as_typed(turn.reading), people, texts, is_name), *of_answer(turn, people, articles)):
            if back and not one.is_last:
                continue  # who only stands beside the words quoted is told of no longer
            weighed = replace(one, weight=one.weight * age, is_last=one.is_last and not back)
            key = (one.name.split()[-1] if one.sort is Sort.PERSON else one.name).casefold()
            known = found.get(key)
            if known is None:
                found[key] = weighed
            else:
                # What is named twice counts for more, and keeps the sort that says more of it.
                kept = known if known.sort is not Sort.OPEN else weighed
                is_again = place > 0 and back == 0  # the same words, shown again
                weight = max(known.weight, weighed.weight) + (0.0 if is_again else 0.3 * min(known.weight, weighed.weight))
                is_subject, is_asked = known.is_subject or one.is_subject, known.is_asked or one.is_asked
                is_last = known.is_last or weighed.is_last
                found[key] = replace(kept, weight=weight, is_subject=is_subject, is_asked=is_asked, is_last=is_last)
    return sorted((_with_gender(one, people, texts) for one in found.values()), key=lambda one: -one.weight)


def _speaking(turns: Sequence[Turn]) -> dict[str, str]:
    """Surname (folded) to full name of those that the last answers name as speakers: an office before a name may hide that it is one."""
    speakers = [one.speaker for turn in turns[-LOOKED_AT:] for one in turn.quoted if one.speaker and " " in one.speaker]
    return {name.split()[-1].casefold(): name for name in speakers if is_personal(name, {})}


def _with_gender(one: Mention, people: Mapping[str, str], texts: Sequence[str]) -> Mention:
    if one.sort not in (Sort.PERSON, Sort.OPEN):
        return one
    return replace(one, gender=gender_of(one.name, people, texts))


def _of_questions(reading: str, people: Mapping[str, str], texts: Sequence[str], is_name: Callable[[str], bool]) -> Iterator[Mention]:
    """What a question named, and those before it that its reading repeats, which count as older."""
    *earlier, last = QUESTIONS_END.split(reading)
    yield from _of_question(last, people, texts, is_name)
    named = asks_for_person(last) or any(one.is_subject and one.sort is Sort.PERSON for one in _of_question(last, people, texts, is_name))
    for question in earlier:
        share = REPEATED * OLDER if named else REPEATED
        yield from (replace(one, weight=one.weight * share) for one in _of_question(question, people, texts, is_name))


def _of_question(asked: str, people: Mapping[str, str], texts: Sequence[str], is_name: Callable[[str], bool]) -> Iterator[Mention]:
    is_who = _IS_WHO.match(asked) is not None
    named = phrases(asked, is_name)
    yield from _together(asked, named)
    yield from _owners(named, people, is_name)
    if which := WHICH.match(asked):
        yield Mention(f"the {which['office'].lower()}", Sort.PERSON, 3.5, is_subject=True, is_asked=True)
    for phrase in named:
        if phrase.head in _TIMES or phrase.head in ("one", "ones"):
            continue
        sort = _sort(phrase, asked, people, texts)
        if is_who and phrase.is_subject:
            sort = Sort.PERSON if phrase.is_name or sort in (Sort.OPEN, Sort.THING) else sort
        # "The mayor" of "who is the mayor?" is whom the answer names.
        is_told = is_who and phrase.is_subject and bool(texts) and (not phrase.is_name or phrase.text.casefold().startswith("the "))
        weight = 1.0 if is_told else 3.0 if phrase.is_subject else 2.1 if phrase.is_counted else 2.0
        # What was asked about is what "it" is, before anybody who told of it.
        is_plural = phrase.is_plural or phrase.is_counted
        yield Mention(_written(phrase), sort, weight, is_plural, phrase.is_subject, preposition=phrase.before, is_asked=True)


def _owners(named: Sequence[Phrase], people: Mapping[str, str], is_name: Callable[[str], bool]) -> Iterator[Mention]:
    """Whose the things are that a question names: "he" after "when was Lund's line cut?"."""
    for phrase in named:
        found = _OWNER.match(phrase.text)
        if found and is_name(found["last"].casefold()):
            name = found["name"] if found["name"] != found["name"].lower() else found["name"].title()
            sort = Sort.PERSON if found["last"].casefold() in people else Sort.OPEN
            yield Mention(name, sort, OWNER, is_asked=True)


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
        if words[-1].casefold() in listed("names.persons"):
            return Sort.PERSON
        if {phrase.head, words[-1].casefold()} & OFFICES and not is_organisation(phrase.text):
            return Sort.PERSON
        return Sort.GROUP if is_organisation(phrase.text) else Sort.THING
    if is_organisation(phrase.text):
        return Sort.GROUP
    if words[-1].casefold() in OFFICES and not phrase.is_name:
        return Sort.PERSON
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
    text = re.sub(r"[’']s?$", "", phrase.text)
    text = re.sub(r"^an?\s+", "the ", text, flags=re.IGNORECASE)
    if phrase.is_name and text == text.lower():
        return " ".join(word if word in ("the", "of") else word.capitalize() for word in text.split())
    text = text[0].lower() + text[1:] if text.startswith("The ") else text
    if re.match(r"the\s", text) or phrase.is_name:
        return text
    return f"the {text}" if phrase.is_counted or (not phrase.is_plural and text == text.lower()) else text


def _is_place(name: str, texts: Sequence[str]) -> bool:
    """Whether articles write a name behind "in" and "at" more often than at the beginning of what somebody does."""
    word = re.escape(name)
    placed = sum(len(re.findall(rf"\b(?:{_PLACE}|of)\s+{word}\b", text, re.IGNORECASE)) for text in texts)
    acting = sum(len(re.findall(rf"\b{word}\s+(?:{_SAYS}|has|had|was|is|will)\b", text, re.IGNORECASE)) for text in texts)
    return placed > acting
