"""Words as the lexical index sees them, their stems, and the words that carry nothing by themselves."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Protocol

STOP = frozenset(
    """a an the of in on at to for from by with and or as is are was were be been being am do does did done doing has have had having
    what which who whom whose when where why how it its this that these those he she they his her hers their theirs him them there
    here i me my you your we us our ours not no nor will would should could can may might must shall about into onto over after before
    between during than then also any all some such if so up out off down again very just more most much many few own same too only
    both each other another because while until since upon per via s t don doesn didn isn aren wasn weren hasn haven won wouldn couldn
    shouldn ll ve re d m o say says said tell tells told cite cites cited mention mentioned mentions ones whats thats please""".split()
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
