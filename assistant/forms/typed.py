"""What was typed, before it is understood as a question: what is wanted, in which language, and whether it stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.forms.classifier import Wish, fitted, tokens_of, wish
from assistant.forms.language import language_of
from assistant.query.spelling import nearest_of
from assistant.types import Turn
from assistant.words.vocabulary import Vocabulary
from index.words.lists import any_of

REMEMBERED = 4
"""Earlier turns that are looked at for what was wanted before."""
_POINTS_BACK = re.compile(rf"\b(?:{any_of('small.personal')}|this|that|these|those|it)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What is wanted, and the language that it is wanted in; `mend` gives for a word the one that it is a misspelling of, of those that
    wishes are told by. `history` are the turns that the text may lean on: none of greetings, and none at all where it stands alone."""

    wish: Wish
    language: str
    mend: Callable[[str], str]
    history: tuple[Turn, ...]


def typed(question: str, history: Sequence[Turn], vocabulary: Vocabulary) -> Typed:
    """What a text wants, after the turns before it (oldest first)."""
    vocabulary.learn([question, *(turn.question for turn in history)])
    mend = mended(fitted().words, vocabulary)
    wishes: list[Wish] = []
    for text in [*(turn.question for turn in history[-REMEMBERED:]), question]:
        wishes.append(wish(text, wishes[-1] if wishes else Wish.QUESTION, mend))
    before = wishes[:-1]
    asked = tuple(turn for turn, one in zip(history[-REMEMBERED:], before, strict=True) if not one.is_of_dateline)
    alone = wishes[-1] is not Wish.QUESTION and (wishes[-1].is_of_archive or not _POINTS_BACK.search(question))
    return Typed(wishes[-1], language_of(question), mend, () if alone else asked)


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
