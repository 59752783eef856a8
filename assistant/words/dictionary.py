"""Which words English has, and by how many slips of the pen two words differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from rapidfuzz.distance import OSA

_AMERICAN = ((r"is(?=(?:e[drs]?|es|ing|ers|ations?)$)", "iz"), (r"ys(?=(?:e[drs]?|es|ing)$)", "yz"), (r"our", "or"), (r"tre(?=s?$)", "ter"))


class _Frequencies(Protocol):
    @property
    def dictionary(self) -> Mapping[str, int]: ...


class _Dictionary(Protocol):
    def known(self, words: Iterable[str]) -> set[str]: ...

    def edit_distance_1(self, word: str) -> Iterable[str]: ...

    @property
    def word_frequency(self) -> _Frequencies: ...


def is_english(word: str) -> bool:
    """Whether a word (folded) is in an English dictionary, which is an American one: "summarise" and "harbour" are tried as it has them."""
    american = (re.sub(british, there, word) for british, there in _AMERICAN)
    return bool(_dictionary().known({word, *american}))


def is_foreign(word: str) -> bool:
    """Whether a word is none of English's, however it is typed: a name, most likely."""
    folded = word.casefold()
    return folded.isalpha() and len(folded) > 2 and not is_english(folded)


def nearest_english(word: str) -> str | None:
    """The commonest English word that is one slip from a word (folded) and begins with its letter; None where there is none."""
    known = _dictionary().known(_dictionary().edit_distance_1(word))
    counts = _dictionary().word_frequency.dictionary
    return max((one for one in known if one[0] == word[0]), key=lambda one: (counts[one], one), default=None)


def slips_between(one: str, other: str, most: int | None = None) -> int:
    """Letters left out, put in, changed, or swapped with their neighbours from one word to the other (optimal string alignment distance);
    one more than `most` where it is more than that."""
    return int(OSA.distance(one, other, score_cutoff=most))


def commonest(count: int) -> list[str]:
    """The commonest words of the dictionary, the commonest first; equally common ones by the alphabet."""
    words = _dictionary().word_frequency.dictionary
    return sorted(words, key=lambda word: (-words[word], word))[:count]


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    from spellchecker import SpellChecker

    dictionary: _Dictionary = SpellChecker(language="en")
    return dictionary
