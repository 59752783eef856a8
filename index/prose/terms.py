"""Words as the lexical index sees them, their stems, and the words that carry nothing by themselves."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Protocol

from index.words.lists import listed

STOP = frozenset(listed("small.stop"))


_MEASURED = re.compile(r"[^aeiou]*?[aeiouy]+[^aeiou]")
"""A vowel with a consonant after it, somewhere: what Porter calls a measure above zero."""
_DOUBLED = ("kk", "vv", "xx")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    import snowballstemmer

    # "porter", not "english": the lexical index stems with Porter's first algorithm, and the two must meet.
    stemmer: _Stemmer = snowballstemmer.stemmer("porter")
    return stemmer


_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def _bare(letters: re.Match[str]) -> str:
    """Letters without their diacritics."""
    return "".join(letter for letter in letters.group() if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text as the lexical index sees them: case-folded, without diacritics, split at what is no letter or digit."""
    folded = text.replace("’", "'")
    if not folded.isascii():  # which most sentences are, and have no diacritics to lose
        folded = _FOREIGN.sub(_bare, unicodedata.normalize("NFKD", folded))
    return [word for word in re.findall(r"[^\W_]+", folded.casefold()) if word]


def is_stop(word: str) -> bool:
    """Whether a word carries nothing by itself: "the", "of", "who"."""
    return word.casefold() in STOP


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word; words of one or two letters stay, as they do in the lexical index."""
    if not word.isascii() or len(word) <= 2:
        return word
    found = _stemmer().stemWord(word)
    # SQLite's Porter has the two rules that he added later ("technology", "assembly"), and undoubles every consonant ("trekked").
    if found.endswith("logi") and _MEASURED.match(found[:-4]):
        return found[:-1]
    if found.endswith("bli") and _MEASURED.match(found[:-3]):
        return _stemmer().stemWord(found[:-1] + "e")
    if found[-2:] in _DOUBLED and word.startswith(found) and word[len(found) :] in ("ed", "ing"):
        return found[:-1]
    return found


def stems(text: str) -> set[str]:
    """The stems of all words of a text."""
    return {stem(word) for word in words(text)}
