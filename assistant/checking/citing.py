"""Citations of a check, numbered as they are made, each of the sentences around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from assistant.citations import cite
from assistant.types import Citation
from index.prose.reading import Reading
from index.store.exhibits import Held
from index.store.snapshot import Snapshot
from index.types import Article, Passage

BESIDE = 1
"""Sentences before and after a quotation that are shown around it."""


class Citer:
    """Makes the citations of one check; the same words are cited under one number."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._made: dict[tuple[str, int, int], Citation] = {}

    def held(self, article_ids: Iterable[str]) -> dict[str, Held]:
        """Articles with their readings."""
        return self._snapshot.held(article_ids)

    def cite(self, article: Article, start: int, end: int, speaker: str | None) -> Citation:
        """The citation of a stretch of an article (document offsets), cut from the stored text."""
        key = (article.id, start, end)
        if key not in self._made:
            passage = _around(article, self.held([article.id])[article.id].reading, start, end)
            self._made[key] = cite(len(self._made) + 1, article, passage, start, end, speaker)
        return self._made[key]


def _around(article: Article, reading: Reading, start: int, end: int) -> Passage:
    first = max(0, bisect_right(reading.sentences, start, key=lambda span: span[1]) - BESIDE)
    last = min(len(reading.sentences), bisect_left(reading.sentences, end, key=lambda span: span[0]) + BESIDE)
    if first >= last:
        left, right = start, end
    else:
        left, right = min(start, reading.sentences[first][0]), max(end, reading.sentences[last - 1][1])
    return Passage("", article.id, 0, left, right, article.slice(left, right), "")


def numbered_anew(citations: Iterable[Citation]) -> dict[int, Citation]:
    """Citations by their numbers, numbered from 1 in their order."""
    return {one.number: replace(one, number=number) for number, one in enumerate(citations, start=1)}
