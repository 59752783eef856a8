"""The words of a question that carry it: content words, their stems, and how much of them a text holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from index.words.lists import any_of, listed

_STOP = frozenset(listed("small.stop"))
# "The first article of the treaty" and "the town archive" are no source of the answer.
_SOURCE = rf"(?:{any_of('news.sources')})\b(?: tells? it| says)?(?! of\b)"
_ABOUT_THE_SOURCE = re.compile(
    rf"\b(?:as|according to|in|from|by) (?:the |this )(?:{_SOURCE}|(?:[\w’'-]+ ){{1,2}}?{_SOURCE}(?=\W*$|,))", re.IGNORECASE
)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    import snowballstemmer

    # "porter", not "english": the lexical index stems with Porter's first algorithm, and the two must meet.
    stemmer: _Stemmer = snowballstemmer.stemmer("porter")
    return stemmer


def words(text: str) -> list[str]:
    """The words of a text as the lexical index sees them: case-folded, without diacritics, split at what is no letter or digit."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.replace("’", "'")) if not unicodedata.combining(c))
    return [word for word in re.findall(r"[^\W_]+", folded.casefold()) if word]


def content_words(text: str) -> list[str]:
    """The words that carry a question, in order, each once; when nothing is left, all of its words."""
    every = list(dict.fromkeys(words(_ABOUT_THE_SOURCE.sub(" ", text)) or words(text)))
    return [word for word in every if word not in _STOP and (len(word) > 1 or word.isdigit())] or every


def is_stop(word: str) -> bool:
    """Whether a word carries nothing by itself: "the", "of", "who"."""
    return word.casefold() in _STOP


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word; words of one or two letters stay, as they do in the lexical index."""
    return _stemmer().stemWord(word) if word.isascii() and len(word) > 2 else word


def stems(text: str) -> set[str]:
    """The stems of all words of a text."""
    return {stem(word) for word in words(text)}


def coverage(wanted: Mapping[str, float], held: Iterable[str]) -> float:
    """Share of the weight of the `wanted` stems that stand among those `held`, 0 to 1; nothing wanted gives 0."""
    total = sum(wanted.values())
    there = set(held)
    return sum(weight for term, weight in wanted.items() if term in there) / total if total else 0.0


def names_in(question: str) -> tuple[str, ...]:
    """Runs of capitalised words and of words with digits inside a question, the first word left out unless it goes on: likely names."""
    found = re.findall(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*|\b[A-Z]{2,}[\w-]*|\b\w*\d[\w-]*\b", question)
    return tuple(dict.fromkeys(name.strip("’'s ") if name.endswith(("’s", "'s")) else name for name in found))
