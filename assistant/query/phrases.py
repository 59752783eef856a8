"""Which things, people and places the words of a question name, and which of them is its subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.query.pasted import own_words
from assistant.query.verbs import naming, verb_between_names
from assistant.words.tagger import ADJECTIVE, BASE, DETERMINER, NAME, NOUN, PARTICIPLE, tags
from assistant.words.terms import is_stop
from index import timex
from index.words.lists import any_of, listed

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_](?:[\w’'.-]*\w)?")
_AUXILIARIES = frozenset((*listed("small.auxiliaries"), *listed("asked.modals")))
_MODALS = frozenset(listed("asked.modals"))
_COUNTS = frozenset(("how", "which", "who", "what"))
_BE = frozenset(listed("asked.be"))
_QUESTION_WORDS = frozenset(listed("small.question_words"))
_ADVERBS = frozenset(listed("asked.adverbs"))
_STOPPED_VERBS = frozenset((*listed("asked.verbs_in_stop"), *listed("asked.requests")))
"""Verbs that end a phrase, being no part of any: "does the bridge *open*"."""
_UTTERING = frozenset(listed("asked.uttering"))
_PREPOSITIONS = frozenset(listed("asked.prepositions"))
_BARE = frozenset(listed("asked.bare"))
_NAMES_NOTHING = frozenset(
    word
    for name in ("small.personal", "small.demonstratives", "small.pointers", "asked.asker", "asked.requests", "asked.nobody")
    for word in listed(name)
)
_MANY = frozenset(listed("asked.many"))
_DETERMINERS = frozenset(("the", "a", "an"))
_POINTING = frozenset(("this", "that", "these", "those", *listed("small.possessives")))
"""What stands before a thing as "the" does where a noun follows: "that company", "its ambassador"; it is no part of what names it."""
_NAMING = frozenset((NOUN, NAME, ADJECTIVE))
_NOUNS = _NAMING | {PARTICIPLE}
_PARTICIPLE = re.compile(rf"\w+(?:ed|ing)|{any_of('asked.irregular')}", re.IGNORECASE)
_SHORT = re.compile(r"(who|what|where|when|how)[’']?s", re.IGNORECASE)
_PLURAL = re.compile(rf"\A(?!.*(?:{any_of('asked.one_with_s')})$).*(?:[^\Wsui]s|ies)$")
_IDIOM = re.compile(rf"\b(?:{any_of('asked.idioms')})\b", re.IGNORECASE)
LONGEST = 5
"""Words of a thing's name; a topic of more is a question without its form."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words of a question that name something: where they stand, whether they are its subject, what preposition is before them."""

    text: str
    start: int
    end: int
    is_subject: bool
    before: str
    is_name: bool
    is_counted: bool = False

    @property
    def head(self) -> str:
        """The word that says what it is: the last one, or the one before "of"."""
        return re.split(r"\sof\s", self.text)[0].split()[-1].casefold()

    @property
    def is_plural(self) -> bool:
        """Whether it is more than one thing, by its ending."""
        return (not self.is_name and _PLURAL.search(self.head) is not None) or self.head in _MANY


def _is_many(word: str) -> bool:
    return _PLURAL.search(word) is not None or word in _MANY


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    closes: bool  # whether a mark that parts clauses follows
    tag: str = ""

    @property
    def folded(self) -> str:
        return self.text.casefold()


def phrases(question: str, is_name: Callable[[str], bool]) -> list[Phrase]:
    """What a question names, in order: its subject, what it counts, what stands behind its prepositions, and whatever has "the"."""
    text = _IDIOM.sub(lambda idiom: re.sub(r"\S", "_", idiom.group()), own_words(question))
    for found in timex.find(text):
        after = _WORD.match(text, found.end + 1)
        if after and not is_stop(after.group().casefold()):
            continue  # "the Victory Day parade", "the May figures"
        text = text[: found.start] + re.sub(r"[^\s]", "_", text[found.start : found.end]) + text[found.end :]
    words = _tagged(list(_words(text)))
    said: list[Phrase] = []
    for phrase in _phrases(words, text, is_name):
        if not any(phrase.start < other.end and other.start < phrase.end for other in said):
            said.append(phrase)
    return sorted(said, key=lambda phrase: phrase.start)


def _words(text: str) -> Iterator[_Word]:
    """The words of a question; "what's", also typed without its mark, is two."""
    for one in _WORD.finditer(text):
        closes = text[one.end() : one.end() + 1] in tuple(",;:?!(")
        if short := _SHORT.fullmatch(one.group()):
            middle = one.start() + len(short[1])
            yield _Word(short[1], one.start(), middle, False)
            yield _Word("is", middle, one.end(), closes)
        else:
            yield _Word(one.group(), *one.span(), closes)


def _tagged(words: list[_Word]) -> list[_Word]:
    return [replace(word, tag=tag) for word, tag in zip(words, tags([word.text for word in words]), strict=True)]


def _phrases(words: list[_Word], text: str, is_name: Callable[[str], bool]) -> Iterator[Phrase]:
    asks = next((place for place, word in enumerate(words) if word.folded in _AUXILIARIES), None)
    is_acting = asks is not None and _is_acting(words[asks:], [word.folded for word in words[:asks]], is_name)
    is_question = asks is not None or any(word.folded in _QUESTION_WORDS for word in words)
    is_open = False
    if asks is not None and asks + 1 < len(words) and not is_acting:
        lead = [word.folded for word in words[:asks]]
        has_verb = _expects_verb(words[asks].folded, lead)
        for subject in _at(words, asks + 1, text, is_name, is_subject=True, has_verb=has_verb):
            # "How many people were detained", "how many jobs could go": the verb and no subject.
            is_verb = _PARTICIPLE.fullmatch(subject.text) or (words[asks].folded in _MODALS and lead and lead[0] in _COUNTS)
            if not (lead and is_verb and subject.text.islower() and " " not in subject.text and not subject.is_name):
                yield subject
            # "What does entry to the museum cost?": the verb is still to come.
            is_open = has_verb and len(subject.text.split()) == 1 and subject.start == words[asks + 1].start
            is_open = is_open and text[subject.end :].split()[:1] != [] and text[subject.end :].split()[0].casefold() in _PREPOSITIONS
    for place, word in enumerate(words):
        before = words[place - 1].folded if place else ""
        if before in ("many", "much") and place > 1 and words[place - 2].folded == "how":
            yield from _at(words, place, text, is_name, is_counted=True)
        elif before == "to" and word.tag == BASE and not (word.text[0].isupper() or is_name(word.folded)):
            # "Who wants to buy the pier": what is done, and to what.
            yield from _at(words, place + 1, text, is_name)
        elif before in _PREPOSITIONS or (before == "and" and place > 1):
            # "Did Lund and Brandt meet?": both are the subject, and the verb follows the second.
            joined = before == "and" and asks is not None and not any(is_stop(one.folded) for one in words[asks + 1 : place - 1])
            yield from _at(words, place, text, is_name, before=before, has_verb=joined or (is_open and _ends(words, place)))
        elif (word.folded in _DETERMINERS and not _is_half_named(words, place)) or _points(words, place):
            # "And when does the deal close": the second of two questions has its own subject and verb.
            yield from _at(words, place, text, is_name, has_verb=before in _AUXILIARIES and before not in _BE)
    if not is_question and len(words) <= LONGEST:
        yield from _at(words, 0, text, is_name, is_subject=True)
    for place, word in enumerate(words):
        if (place or not is_question) and (word.text[0].isupper() or is_name(word.folded)) and not is_stop(word.folded):
            yield from _at(words, place, text, is_name, names_only=True)


def _points(words: list[_Word], place: int) -> bool:
    """Whether a word stands before a thing as "the" does: "that company", not "that Lund left"."""
    following = words[place + 1].tag if place + 1 < len(words) else ""
    return place < len(words) and words[place].folded in _POINTING and words[place].tag == DETERMINER and following in _NOUNS


def _is_half_named(words: list[_Word], place: int) -> bool:
    """Whether the thing of a determiner is named only behind the "and" that follows: "the old and the new price"."""
    following = [word.folded for word in words[place + 1 : place + 6]]
    shared = following[1:2] == ["and"] and following[2:3] != [] and following[2] in _DETERMINERS and len(following) == 5
    return shared and not any(is_stop(word) or word in _PREPOSITIONS or word in _AUXILIARIES for word in (following[0], *following[3:]))


def _is_name_by_place(words: list[_Word]) -> bool:
    """Whether the second of three words can be no modal: "did will lund"."""
    return len(words) == 3 and words[0].folded in _AUXILIARIES and words[1].folded in _MODALS and not is_stop(words[2].folded)


def _ends(words: list[_Word], place: int) -> bool:
    """Whether nothing but words that name stands between a word and the end of the question."""
    rest = [word.folded for word in words[place:] if word.folded not in _DETERMINERS]
    return not any(is_stop(word) or word in _PREPOSITIONS or word in _AUXILIARIES for word in rest)


def _is_acting(words: list[_Word], lead: list[str], is_name: Callable[[str], bool]) -> bool:
    """Whether what somebody does to somebody follows, and no subject: "who is challenging lund"."""
    if len(words) < 3 or words[0].folded not in _BE or lead[-1:] not in (["who"], ["what"]):
        return False
    does, *whom = words[1:]
    is_verb = does.text.islower() and does.text.endswith("ing") and not is_name(does.folded)
    return is_verb and (whom[0].folded in _DETERMINERS or any(word.text[0].isupper() or is_name(word.folded) for word in whom))


def _expects_verb(auxiliary: str, lead: list[str]) -> bool:
    """Whether a verb, participle or adjective follows the subject: not in "who is X", "how big was X"."""
    return auxiliary not in _BE or not lead or lead[0] in ("why", "when")


def _at(
    words: list[_Word],
    place: int,
    text: str,
    is_name: Callable[[str], bool],
    *,
    is_subject: bool = False,
    has_verb: bool = False,
    is_counted: bool = False,
    names_only: bool = False,
    before: str = "",
) -> Iterator[Phrase]:
    """The phrase that begins at a word; none where nothing that names begins there."""
    if _points(words, place):
        place += 1
    first = place
    while place < len(words) and words[place].folded in _DETERMINERS:
        place += 1
    # "Why did will lund resign": a modal behind an auxiliary is a name.
    modal = words[place : place + 1] if is_subject and place and _is_name_by_place(words[place - 1 : place + 2]) else []
    taken, follows = _gathered(words[place + len(modal) :], text, is_name if names_only else None)
    _without_adverbs(taken)
    if is_counted:
        # "How many people fit on it": behind the last that is more than one stands a verb.
        taken = taken[: max((number for number, word in enumerate(taken, 1) if _is_many(word.folded)), default=len(taken))]
    before_it = [word.folded for word in words[:place]]
    verb = naming([word.text for word in taken], [word.tag for word in taken], before_it, follows, is_name)
    verb = min(verb, verb_between_names([word.text for word in taken], is_name) if has_verb else len(taken))
    is_cut, taken = verb < len(taken), [*modal, *taken[:verb]]
    # "What does Lund think of the pier": what follows is no part of a name.
    utters = has_verb and len(taken) > 1 and taken[-1].folded in _UTTERING
    is_here = (follows != "of" or utters) and follows not in _STOPPED_VERBS and not _verb_ends(words[place + len(taken) :], is_name)
    # "When Jack in the Box took over": what a name did is no part of it.
    does = bool(taken) and taken[0].text[0].isupper() and not taken[-1].text.endswith("ing")
    ends_with_verb = is_here if has_verb else (is_subject or does) and _is_participle(taken)
    # "When was the last rise": what is left has to name something.
    if len(taken) > 1 and ends_with_verb and not is_cut and not all(word.folded in _ADVERBS for word in taken[:-1]):
        taken.pop()
    _without_adverbs(taken)
    is_done = is_counted and not any(word.tag in _NAMING for word in taken)  # "how many killed"
    if not taken or is_done or (before and first == place and [word.folded in _BARE for word in taken] == [True]):
        return
    end = taken[-1].end
    if follows == "of" and not (names_only or utters or is_cut):
        end = _with_of(words, place + len(taken), text, end, goes_on=not has_verb)
    start = words[first].start
    yield Phrase(text[start:end], start, end, is_subject, before, not is_counted and _is_named(taken, is_name), is_counted)


def _gathered(words: list[_Word], text: str, is_name: Callable[[str], bool] | None) -> tuple[list[_Word], str]:
    """The words up to one that names nothing, and that one; with `is_name`, only as long as they are names."""
    taken: list[_Word] = []
    for word in words:
        ends = is_stop(word.folded) or word.folded in _AUXILIARIES or word.folded in _PREPOSITIONS or word.folded in _NAMES_NOTHING
        ends = ends or (is_name is not None and not (word.text[0].isupper() or is_name(word.folded)))
        if ends or (taken and text[taken[-1].end : word.start].strip()):
            return taken, word.folded
        taken.append(word)
        if word.closes:
            break
    return taken, ""


def _verb_ends(rest: list[_Word], is_name: Callable[[str], bool]) -> bool:
    """Whether the verb stands at the end, behind a place: "does the meadow off Oskerby measure"."""
    if len(rest) < 3 or rest[0].folded not in _PREPOSITIONS:
        return False
    place, verb = rest[-2], rest[-1]
    if rest[-3].folded in _DETERMINERS:
        return False  # "agree on the Tarn bill"
    named = place.text[0].isupper() or is_name(place.folded)
    return named and verb.text.islower() and not is_stop(verb.folded) and verb.folded not in _ADVERBS and not is_name(verb.folded)


def _without_adverbs(taken: list[_Word]) -> None:
    while len(taken) > 1 and taken[-1].folded in _ADVERBS:
        taken.pop()


def _is_participle(taken: list[_Word]) -> bool:
    return bool(taken) and taken[-1].text.islower() and _PARTICIPLE.fullmatch(taken[-1].text) is not None


def _with_of(words: list[_Word], place: int, text: str, end: int, *, goes_on: bool) -> int:
    """Where "the price of bread", "the mayor of Port Arden" ends, given the place of "of"; with `goes_on` no verb is to come, and words in
    small letters up to the end of the question belong to it."""
    at = place + 1
    while at < len(words) and words[at].folded in _DETERMINERS:
        at += 1
    if at >= len(words) or is_stop(words[at].folded):
        return end
    while at + 1 < len(words) and (words[at].text[0].isdigit() or (words[at].text[0].isupper() and words[at + 1].text[0].isupper())):
        at += 1
    # A question that others lean on is read before them: "the price of the pier why?"
    last = next((place for place in range(at + 1, len(words)) if words[place].folded in _QUESTION_WORDS), len(words))
    rest = words[at + 1 : last]
    if goes_on and words[at].text.islower() and _ends(words[:last], at) and not any(word.folded in _ADVERBS for word in rest):
        # "How long was the editor of the Lantern questioned": a participle behind the name is none of it.
        at += len(rest) - _is_participle(rest)
    return words[at].end if not text[words[at - 1].end : words[at].start].strip() else end


def _is_named(taken: list[_Word], is_name: Callable[[str], bool]) -> bool:
    """Whether the last word is a name: the Lenn Bridge is a bridge."""
    word = taken[-1]
    return is_name(re.sub(r"[’']s$", "", word.folded))
