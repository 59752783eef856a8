"""Which words of a question are names, however they are typed: as the archive writes them, or as no word of English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.words.dictionary import is_foreign
from assistant.words.naming import is_written_as_name
from assistant.words.terms import content_words, is_stop
from index.store.snapshot import Snapshot

LOOKED_AT = 5
"""Passages in which a word is looked at."""
SHORTEST_NAME = 5
"""Letters from which a word that is neither English nor stands in the archive is taken for a name."""


class Names:
    """Says of the words of some texts whether they are names; looked up together, when the first is asked for."""

    def __init__(self, seen: Snapshot, texts: Iterable[str]) -> None:
        self._seen = seen
        self._words = {word for text in texts for word in (*content_words(text), *_as_typed(text))}
        self._written: dict[str, list[str]] = {}

    def is_name(self, word: str) -> bool:
        """Whether a word, which may be typed without its capital, is a name."""
        if is_stop(word):
            return False
        if word not in self._written:
            self._look({*self._words, word} - self._written.keys())
        texts = self._written[word]
        return is_written_as_name(word, texts) if texts else len(word) >= SHORTEST_NAME and is_foreign(word)

    def _look(self, words: set[str]) -> None:
        asked = sorted(words)
        self._written |= zip(asked, self._seen.written(asked, LOOKED_AT), strict=True)


def _as_typed(text: str) -> Iterator[str]:
    """The words of a question with their inner marks, as phrases are made of them: "by-law", "o'brien"."""
    for word in re.findall(r"[^\W_](?:[\w’'.-]*\w)?", text.casefold()):
        if not is_stop(word):
            yield from (word, re.sub(r"[’']s$", "", word))
