"""The words of the archive: how many passages hold one, and which longer ones begin with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.words.terms import stem, words

SHORTEST_STEM = 4
"""Letters of a stem from which a longer word that begins with it is taken for another form of it."""


class Lexicon(Protocol):
    """The stems of an archive, with the number of passages that hold each."""

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """Those of the stems that are there."""
        ...

    def terms(self, prefixes: Iterable[str]) -> Sequence[tuple[str, int]]:
        """Those that begin with one of the prefixes."""
        ...


class Vocabulary:
    """What is known of an archive's words; each is looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._frequencies: dict[str, int] = {}
        self._terms: dict[str, list[tuple[str, int]]] = {}  # by the prefix that was asked for

    def learn(self, texts: Iterable[str]) -> None:
        """Look up the words of several texts at once, and for those that stand nowhere what is near them."""
        new = {stem(word) for text in texts for word in words(text)} - self._frequencies.keys()
        if new:
            found = self._lexicon.frequencies(new)
            self._frequencies |= dict.fromkeys(new, 0) | found
            self._read({word for word in new - found.keys() if len(word) >= SHORTEST_STEM})

    def frequency(self, word: str) -> int:
        """The number of passages that hold the word in any of its inflected forms; the least of its parts' where it has several."""
        self.learn([word])
        return min((self._frequencies[stem(part)] for part in words(word)), default=0)

    def rarest(self, asked: Sequence[str]) -> str:
        """The word that the fewest passages hold of those that any holds, the first of equals; "" where none does."""
        self.learn(asked)
        held = [word for word in asked if self.frequency(word)]
        return min(held, key=self.frequency, default="")

    def terms(self, prefix: str) -> list[tuple[str, int]]:
        """The stems that begin with a prefix, with the number of passages that hold each."""
        self._read({prefix})
        return self._terms[prefix]

    def _read(self, prefixes: set[str]) -> None:
        new = sorted(prefixes - self._terms.keys())
        if new:
            found = self._lexicon.terms(new)
            self._terms |= {prefix: [(term, documents) for term, documents in found if term.startswith(prefix)] for prefix in new}

    def begins_another(self, word: str) -> bool:
        """Whether longer words of the archive begin with this one: a people and its country, a short form and its long one."""
        wanted = stem(word)
        return len(wanted) >= SHORTEST_STEM and any(len(term) > len(wanted) for term, _ in self.terms(wanted))
