"""What was typed, before it is understood as a question: what is wanted, in which language, and whether it stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.forms.classifier import Wish, fitted, tokens_of, wish
from assistant.forms.language import language_of
from assistant.query.days import without_ignored
from assistant.query.exchange import asks_which
from assistant.query.last_answer import aspect_of
from assistant.query.outlets import without_article
from assistant.query.spelling import nearest_of
from assistant.types import Form, Query, Turn
from assistant.words.terms import is_stop, without, words
from assistant.words.vocabulary import Vocabulary
from index import timex
from index.words.lists import any_of, listed

REMEMBERED = 12
"""Earlier turns that are looked at for what was wanted before."""
SHORT = 2
"""Words of a follow-up that is no more than a topic."""
FEW = 4
"""Words of one that only points at other days: "the day before then"."""
_POINTS_BACK = re.compile(rf"\b(?:{any_of('small.personal')}|this|that|these|those|it)\b", re.IGNORECASE)

_PERSONAL = re.compile(r"\b(?:he|him|his|she|her|they|them|their)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\W*(?:and\s+)?what\s+(?:did|does|has|have)\s+(?P<who>.+?)\s+(?:reported|report|written|write|printed|print|published|publish|carried|carry)"
    r"\s+(?:about|on)\s+\S.*",
    re.IGNORECASE,
)
_ON_IT, _MENTION_IT = (
    re.compile(rf"\b(?:{said})\s+(?:{any_of('small.personal')}|it{others})\b", re.IGNORECASE)
    for said, others in ((r"on|about|of|with", "|this|that|these|those"), (r"on|about|of|mention(?:s|ed|ing)?", ""))
)
_TOLD = (Wish.QUESTION, Wish.TOPIC, Wish.SUMMARY)
_OTHER_AGE = re.compile(rf"\W*(?:{any_of('asked.goes_on')})\s+(?:the\s+)?(?:{any_of('asked.ages')})\W*", re.IGNORECASE)
_GOES_ON = re.compile(rf"^\W*(?:{any_of('asked.goes_on')})\b", re.IGNORECASE)
# "How many from the Echo?" counts its articles.
_HOW_MANY = re.compile(
    r"\W*(?:and\s+)?how\s+many(?:\s+(?:are|were|do|does|did|you|have|has|there|here|come|came|is|from|by|of|in|the))*\W*", re.IGNORECASE
)
_SHORT = re.compile(r"\b(who|what|where|when|how)[’']?s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What is wanted, and the language that it is wanted in; `mend` gives for a word the one that it is a misspelling of, of those that
    wishes are told by. `history` are the turns that the text may lean on: none of greetings, and none at all where it stands alone.
    `names_nothing`: it asks, but there is nothing in it to look for ("how many?"), and nothing before it that it could mean. `otherwise`:
    what is wanted where the text leans on none of the turns."""

    wish: Wish
    language: str
    mend: Callable[[str], str]
    history: tuple[Turn, ...]
    names_nothing: bool = False
    otherwise: Wish | None = None


def typed(question: str, history: Sequence[Turn], vocabulary: Vocabulary) -> Typed:
    """What a text wants, after the turns before it (oldest first)."""
    vocabulary.learn([question, *(turn.question for turn in history)])
    mend = mended(fitted().words, vocabulary)
    wishes: list[Wish] = []
    after, form = Wish.QUESTION, None
    for turn in [*history[-REMEMBERED:], Turn(question)]:
        wishes.append(_wish(turn.question, after, mend))
        # What is asked about an answer wants nothing new: "source?" after "the newest article?".
        if aspect_of(turn.question, form) is None:
            after, form = wishes[-1], turn.form
    wishes[-1] = _not_polite(wishes[-1], question, vocabulary)
    on_it = {Wish.NEWEST: _ON_IT, Wish.OLDEST: _ON_IT, Wish.COUNT: _MENTION_IT}.get(wishes[-1])
    if history and on_it and on_it.search(question):
        # "What's the latest on it?", "how many articles mention him?": what that wants is told when it is known what is meant.
        wishes[-1] = Wish.QUESTION
    before = wishes[:-1]
    otherwise = None
    if history and before[-1] in _TOLD and _may_lean(wishes[-1], question):
        # "Symptoms?" after "what is the fever?", "Ash?" after "what did Elm say?".
        otherwise, wishes[-1] = wishes[-1], Wish.QUESTION
    asked = tuple(turn for turn, one in zip(history[-REMEMBERED:], before, strict=True) if _is_leaned_on(turn, one, question))
    alone = wishes[-1] is not Wish.QUESTION and (wishes[-1].is_of_archive or not _POINTS_BACK.search(question))
    by_age = (Wish.NEWEST, Wish.OLDEST)
    if history and wishes[-1] in by_age and before[-1] in by_age and _OTHER_AGE.fullmatch(question):
        # "And the oldest?" after "the newest article on the dam": of the same.
        alone, asked = False, tuple(history[-1:])
    goes_on = bool(history) and (_is_days(question) or (before[-1] is Wish.COUNT and asks_which(question)))
    if goes_on and _asks_of_archive(history[-1], before[-1]):
        # "And from March?" after "which articles are from February?", "list them" after "how many articles mention Ash?".
        asked = tuple(history[-1:])
    if goes_on:
        alone = False
        wishes[-1] = before[-1] if _is_days(question) and not before[-1].is_of_dateline else Wish.QUESTION
    names_nothing = wishes[-1] is Wish.QUESTION and not asked and all(is_stop(word) for word in words(question))
    return Typed(Wish.HELP if names_nothing else wishes[-1], language_of(question), mend, () if alone else asked, names_nothing, otherwise)


def as_read(typed: Typed, query: Query) -> Typed:
    """What is wanted of a question as it was understood."""
    if typed.wish is not Wish.QUESTION:
        return typed
    if query.background:
        # "How many articles mention it?" leans on nothing more when it is known what is meant.
        told = _filled_in(typed, query.asked) if query.asked != query.question else typed
        return told if told.wish is Wish.COUNT else typed
    if query.sources and _HOW_MANY.fullmatch(without(query.asked, query.sources)):
        return replace(typed, wish=Wish.COUNT)
    if _is_of_outlet(query):
        return replace(typed, wish=Wish.TOPIC)
    if query.asked != query.question:
        return _filled_in(typed, query.asked)
    return replace(typed, wish=typed.otherwise) if typed.otherwise else typed


def _is_of_outlet(query: Query) -> bool:
    """Whether a question asks what an outlet reported on a matter: its articles on that are listed."""
    found = _REPORTED.fullmatch(query.asked)
    called = (*query.sources, *map(without_article, query.sources), "the")
    return found is not None and bool(query.sources) and not words(without(found["who"], called))


def _filled_in(typed: Typed, reading: str) -> Typed:
    """The same with what the text wants when its pronouns and what it leaves out are filled in: "and by Ash?" after "all quotes by Elm"."""
    wanted = wish(_spelt_out(reading), mend=typed.mend)
    return typed if wanted.is_of_dateline else replace(typed, wish=wanted)


def _is_leaned_on(turn: Turn, wanted: Wish, question: str) -> bool:
    """Whether what is typed may mean an earlier turn: no greeting, and a fact about the archive only where the
    question points at an article of it."""
    if wanted.is_of_dateline or turn.form is Form.HELP:
        return False
    if turn.form is Form.ARCHIVE and not wanted.is_of_archive and _PERSONAL.search(question):
        return True  # "what did he say?" after "how many articles mention Ash?"
    if wanted.is_of_archive or turn.form is Form.ARCHIVE:
        return bool(turn.quoted) and (_POINTS_BACK.search(question) is not None or aspect_of(question) is not None)
    return True


def _may_lean(wanted: Wish, question: str) -> bool:
    """Whether a topic may be asked of what the question before was about: a word or two with a question mark, or "his majority?"."""
    is_short = len(words(question)) <= SHORT or _POINTS_BACK.search(question) is not None
    return wanted is Wish.TOPIC and question.rstrip().endswith("?") and is_short


def _asks_of_archive(turn: Turn, wanted: Wish) -> bool:
    return wanted.is_of_archive or turn.form is Form.ARCHIVE


def _is_days(question: str) -> bool:
    """Whether a text goes on from the one before, and names nothing but days."""
    bare = _GOES_ON.sub("", question)
    if timex.points_to_window(bare) and (_GOES_ON.match(question) or len(words(question)) <= FEW):
        return True
    # A month in small letters is one behind "in" alone: "and august?".
    bare = bare if timex.find(bare) else f"in {bare.strip()}"
    found = timex.find(bare)
    for expression in reversed(found):
        bare = f"{bare[: expression.start]} {bare[expression.end :]}"
    return bool(found) and _GOES_ON.match(question) is not None and all(map(is_stop, words(bare)))


def _wish(text: str, after: Wish, mend: Callable[[str], str]) -> Wish:
    rest = without_ignored(text)
    return wish(_spelt_out(rest), after, mend) if words(rest) else Wish.QUESTION


def _not_polite(wanted: Wish, question: str, vocabulary: Vocabulary) -> Wish:
    """A topic where words are taken for thanks or a greeting, and none of them is one that people greet with, or one that they do not greet
    with is the archive's: "steelworks jobs"."""
    carrying = [word for word in words(question) if not is_stop(word) and word not in listed("again.greeted")]
    if wanted not in (Wish.THANKS, Wish.GREETING) or not carrying:
        return wanted
    others = [word for word in carrying if not is_told_by(word)]
    return Wish.TOPIC if len(others) == len(carrying) or any(vocabulary.frequency(word) for word in others) else wanted


def _spelt_out(text: str) -> str:
    return _SHORT.sub(r"\1 is", text)


def is_told_by(word: str) -> bool:
    """Whether a word is one of those that wishes are told by, so that it is none of an archive's that was misspelt."""
    return all(token in fitted().words for token in tokens_of(word))


def mended(words: frozenset[str], vocabulary: Vocabulary | None = None) -> Callable[[str], str]:
    """What gives the one of `words` that a misspelt word was meant for, else the word itself; words of the archive are as they are."""

    @cache
    def mend(word: str) -> str:
        if word in words or (vocabulary and vocabulary.frequency(word)):
            return word
        return nearest_of(word, words) or word

    return mend
