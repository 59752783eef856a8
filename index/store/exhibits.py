"""Passages as the catalog lists them, to be ranked by, and opened, with article and reading; each is read once."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.errors import DamagedArchiveError
from index.prose.reading import Reading, from_bytes, sentences_at
from index.reports import REMEDY
from index.store.reads import ARTICLES, PASSAGES, Reads
from index.store.rows import ARTICLE, article_of, dating_of, dim_of, matrix, passage_of
from index.store.schema import AMONG
from index.types import Article, Dating, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Held(NamedTuple):
    """An article, and what it says."""

    article: Article
    reading: Reading


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """What the catalog lists of a passage: where it stands, when its article was published (without evidence), and its unit vector.

    `key` is its row in the lexical index, `start` and `end` are document offsets, `cluster` is equal for copies of one story, `vector` has
    shape (dim,).
    """

    id: str
    key: int
    article_id: str
    ordinal: int
    start: int
    end: int
    context: str
    file: str
    published: Dating
    cluster: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Exhibit:
    """A passage with its article, what that says, and the sentences inside the passage."""

    passage: Passage
    article: Article
    reading: Reading
    sentences: tuple[Sentence, ...]


class Exhibits:
    """What has been read so far of the passages and articles of one state of the catalog."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._cards: dict[str, Card] = {}
        self._held: dict[str, Held] = {}
        self._exhibits: dict[str, Exhibit] = {}

    def cards(self, passage_ids: Iterable[str]) -> dict[str, Card]:
        """Those of the passages that are there, by id; no text of an article is read for them."""
        ids = list(dict.fromkeys(passage_ids))
        if new := [id for id in ids if id not in self._cards]:
            self._list(new)
        return {id: self._cards[id] for id in ids if id in self._cards}

    def of(self, passage_ids: Iterable[str]) -> dict[str, Exhibit]:
        """Those of the passages that are there, by id."""
        cards = self.cards(passage_ids)
        new = [card for id, card in cards.items() if id not in self._exhibits]
        held = self.articles(dict.fromkeys(card.article_id for card in new))
        for card in new:
            self._exhibits[card.id] = _exhibit(card, held[card.article_id])
        return {id: self._exhibits[id] for id in cards}

    def articles(self, article_ids: Iterable[str]) -> dict[str, Held]:
        """Those of the articles that are there, by id; raises DamagedArchiveError for one that has no reading."""
        new = [id for id in article_ids if id not in self._held]
        rows = (
            self._reads.rows(
                f"SELECT r.version, r.content, {ARTICLE} FROM {ARTICLES} LEFT JOIN readings r ON r.article_id = a.id WHERE a.id {AMONG}",
                (json.dumps(new),),
            )
            if new
            else []
        )
        for version, content, *columns in rows:
            article = article_of(tuple(columns))
            try:
                reading = from_bytes(version, content, article)
            except (ValueError, TypeError) as exc:
                raise DamagedArchiveError(f"the reading of article {article.id} is missing or damaged; {REMEDY}") from exc
            self._held[article.id] = Held(article, reading)
        return {id: self._held[id] for id in article_ids if id in self._held}

    def _list(self, passage_ids: Sequence[str]) -> None:
        rows = self._reads.rows(
            "SELECT v.vector, p.id, p.key, p.article_id, p.ordinal, p.start, p.end, p.context, d.file, a.earliest, a.latest, a.basis, "
            f"s.cluster FROM {PASSAGES} JOIN vectors v ON v.hash = p.hash LEFT JOIN sketches s ON s.article_id = a.id WHERE p.id {AMONG}",
            (json.dumps(passage_ids),),
        )
        vectors = matrix([row[0] for row in rows], dim_of(rows[0][0]) if rows else 0)
        for vector, row in zip(vectors, rows, strict=True):
            _, id, key, article_id, ordinal, start, end, context, file, earliest, latest, basis, cluster = row
            published = dating_of(earliest, latest, basis, "[]")
            self._cards[id] = Card(id, key, article_id, ordinal, start, end, context, file, published, cluster or article_id, vector)


def _exhibit(card: Card, held: Held) -> Exhibit:
    """Raises IndexError for a passage outside of its article."""
    row = card.id, card.article_id, card.ordinal, card.start, card.end, card.context
    passage = passage_of(row, held.article)
    sentences = sentences_at(held.article, held.reading.sentences, _inside(passage, held.reading))
    return Exhibit(passage, held.article, held.reading, sentences)


def _inside(passage: Passage, reading: Reading) -> range:
    """The ordinals of the sentences that lie inside a passage."""
    first = bisect_left(reading.sentences, passage.start, key=lambda span: span[0])
    return range(first, bisect_right(reading.sentences, passage.end, key=lambda span: span[1]))
