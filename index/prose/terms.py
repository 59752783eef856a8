"""Words as the lexical index sees them, their stems, and the words that carry nothing by themselves."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Protocol

from index.words.lists import listed

STOP = frozenset(listed("small.stop"))


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


def is_stop(word: str) -> bool:
    """Whether a word carries nothing by itself: "the", "of", "who"."""
    return word.casefold() in STOP


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word; words of one or two letters stay, as they do in the lexical index."""
    return _stemmer().stemWord(word) if word.isascii() and len(word) > 2 else word


def stems(text: str) -> set[str]:
    """The stems of all words of a text."""
    return {stem(word) for word in words(text)}
