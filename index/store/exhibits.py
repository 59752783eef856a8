"""Passages with all that they are judged by: article, reading, vectors; each read once, in three statements."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.errors import DamagedArchiveError
from index.prose.reading import Reading, from_bytes, sentences_at
from index.reports import REMEDY
from index.store.reads import ARTICLES, Reads
from index.store.rows import ARTICLE, PASSAGE, article_of, matrix, passage_of, restored
from index.store.schema import AMONG
from index.types import Article, Passage, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Held(NamedTuple):
    """An article, what it says, and the cluster of its copies."""

    article: Article
    reading: Reading
    cluster: str


@dataclass(frozen=True, slots=True, eq=False)
class Exhibit:
    """A passage with all that it is judged by: its article, what the article says, and the vectors of it and of its sentences.

    `cluster` is equal for copies of one story. `vector` has shape (dim,), `sentence_vectors` (n, dim) for the n `sentences` inside it.
    """

    passage: Passage
    article: Article
    reading: Reading
    cluster: str
    vector: NDArray[np.float32]
    sentences: tuple[Sentence, ...]
    sentence_vectors: NDArray[np.float32]


class Exhibits:
    """What has been read so far of the passages and articles of one state of the catalog."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._held: dict[str, Held] = {}
        self._exhibits: dict[str, Exhibit] = {}

    def of(self, passage_ids: Iterable[str]) -> dict[str, Exhibit]:
        """Those of the passages that are there, by id."""
        ids = list(dict.fromkeys(passage_ids))
        new = [id for id in ids if id not in self._exhibits]
        if new:
            self._read(new)
        return {id: self._exhibits[id] for id in ids if id in self._exhibits}

    def articles(self, article_ids: Iterable[str]) -> dict[str, Held]:
        """Those of the articles that are there, by id; raises DamagedArchiveError for one that has no reading."""
        new = [id for id in article_ids if id not in self._held]
        rows = (
            self._reads.rows(
                f"SELECT r.version, r.content, s.cluster, {ARTICLE} FROM {ARTICLES} LEFT JOIN readings r ON r.article_id = a.id "
                f"LEFT JOIN sketches s ON s.article_id = a.id WHERE a.id {AMONG}",
                (json.dumps(new),),
            )
            if new
            else []
        )
        for version, content, cluster, *columns in rows:
            article = article_of(tuple(columns))
            try:
                reading = from_bytes(version, content, article)
            except (ValueError, TypeError) as exc:
                raise DamagedArchiveError(f"the reading of article {article.id} is missing or damaged; {REMEDY}") from exc
            self._held[article.id] = Held(article, reading, cluster or article.id)
        return {id: self._held[id] for id in article_ids if id in self._held}

    def _read(self, passage_ids: Sequence[str]) -> None:
        rows = self._reads.rows(
            f"SELECT v.vector, {PASSAGE} FROM passages p JOIN vectors v ON v.hash = p.hash WHERE p.id {AMONG}", (json.dumps(passage_ids),)
        )
        held = self.articles({row[2] for row in rows})
        passages = [passage_of(tuple(row[1:]), held[row[2]].article) for row in rows]
        inside = [_inside(passage, held[passage.article_id].reading) for passage in passages]
        of_sentences = self._sentence_vectors(passages, inside)
        for (blob, *_), passage, ordinals in zip(rows, passages, inside, strict=True):
            article, reading, cluster = held[passage.article_id]
            dim = len(blob) // 4
            sentences = sentences_at(article, reading.sentences, ordinals)
            own = restored([of_sentences[article.id, ordinal] for ordinal in ordinals], dim)
            self._exhibits[passage.id] = Exhibit(passage, article, reading, cluster, matrix([blob], dim)[0], sentences, own)

    def _sentence_vectors(self, passages: Sequence[Passage], inside: Sequence[range]) -> dict[tuple[str, int], bytes]:
        wanted = {(passage.article_id, ordinal) for passage, ordinals in zip(passages, inside, strict=True) for ordinal in ordinals}
        rows = self._reads.rows(
            "SELECT s.article_id, s.ordinal, v.vector FROM json_each(?) w "
            "JOIN sentences s ON s.article_id = w.value ->> 0 AND s.ordinal = w.value ->> 1 JOIN sentence_vectors v ON v.key = s.vector",
            (json.dumps(sorted(wanted)),),
        )
        if len(rows) != len(wanted):
            raise DamagedArchiveError(f"{len(wanted) - len(rows)} sentences of the archive have no vector; {REMEDY}")
        return {(id, ordinal): vector for id, ordinal, vector in rows}


def _inside(passage: Passage, reading: Reading) -> range:
    """The ordinals of the sentences that lie inside a passage."""
    first = bisect_left(reading.sentences, passage.start, key=lambda span: span[0])
    return range(first, bisect_right(reading.sentences, passage.end, key=lambda span: span[1]))
