"""The words of a question that carry it: content words, their stems, and how much of them a text holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from index.prose import terms
from index.prose.terms import STOP, is_stop, words
from index.words.lists import any_of, listed

__all__ = ["content_words", "coverage", "is_stop", "names_in", "stem", "stems", "stems_in_order", "without", "words"]

# "The first article of the treaty" and "the town archive" are no source of the answer.
_SOURCE = rf"(?:{any_of('news.sources')})\b(?: tells? it| says)?(?! of\b)"
_ABOUT_THE_SOURCE = re.compile(
    rf"\b(?:as|according to|in|from|by) (?:the |this )(?:{_SOURCE}|(?:[\w’'-]+ ){{1,2}}?{_SOURCE}(?=\W*$|,))", re.IGNORECASE
)


# Words whose stem is another verb's, each with a stem of its own: "was founded" is not "had found".
_APART = dict(pair.split("/") for pair in listed("small.apart"))


def stem(word: str) -> str:
    """The stem of one folded word: the lexical index's, but for words that only share it with another verb."""
    return _APART.get(word) or terms.stem(word)


def stems(text: str) -> set[str]:
    """The stems of all words of a text."""
    return {stem(word) for word in words(text)}


@lru_cache(maxsize=8192)
def stems_in_order(text: str) -> tuple[str, ...]:
    """The stems of all words of a text of the archive, in their order: the next question mostly reads the same sentences again."""
    return tuple(stem(word) for word in words(text))


def content_words(text: str) -> list[str]:
    """The words that carry a question, in order, each once; when nothing is left, all of its words."""
    every = list(dict.fromkeys(words(_ABOUT_THE_SOURCE.sub(" ", text)) or words(text)))
    return [word for word in every if word not in STOP and (len(word) > 1 or word.isdigit())] or every


def coverage(wanted: Mapping[str, float], held: Iterable[str]) -> float:
    """Share of the weight of the `wanted` stems that stand among those `held`, 0 to 1; nothing wanted gives 0."""
    total = sum(wanted.values())
    there = set(held)
    return sum(weight for term, weight in wanted.items() if term in there) / total if total else 0.0


def names_in(question: str) -> tuple[str, ...]:
    """Runs of capitalised words and of words with digits inside a question, the first word left out unless it goes on: likely names."""
    found = re.findall(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*|\b[A-Z]{2,}[\w-]*|\b\w*\d[\w-]*\b", question)
    return tuple(dict.fromkeys(name.strip("’'s ") if name.endswith(("’s", "'s")) else name for name in found))


def without(text: str, said: Iterable[str]) -> str:
    """A text without words that it says, in capitals or not: a space stands for each."""
    for one in said:
        text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text
