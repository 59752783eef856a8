"""Articles cut into their parts, and what an archive holds of them, in one call each: what tests look at, and questions never do alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.generation.model import offer
from assistant.generation.voices import Offered
from assistant.selection.units import Unit
from index.archive import Archive
from index.prose.reading import read, sentences_at
from index.reports import Counts
from index.store.corrections import Correction
from index.store.exhibits import Exhibit
from index.store.writing import ArticleParts
from index.types import EVERYTHING, Article, Filter, Hit, Passage, Sentence


def passages_of(article: Article) -> tuple[Passage, ...]:
    return ArticleParts.of(article).passages


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    return ArticleParts.of(article).sentences


def unit_of(article: Article, probability: float = 0.9, speaker: str | None = None) -> Unit:
    """All of an article as one unit."""
    parts = ArticleParts.of(article)
    return Unit(article, parts.passages[0], parts.reading, parts.sentences, speaker, probability)


def offered(hits: Sequence[Hit]) -> list[Offered]:
    """Passages put before a language model."""
    return offer([(hit, read(hit.article)) for hit in hits])


def dense(archive: Archive, vector: NDArray[np.float32], k: int, filter: Filter = EVERYTHING) -> list[tuple[str, float]]:
    with archive.snapshot() as seen:
        return seen.dense([(vector, filter)], k)[0]


def lexical(archive: Archive, words: Sequence[str], k: int, filter: Filter = EVERYTHING) -> list[tuple[str, float]]:
    with archive.snapshot() as seen:
        return seen.lexical([(words, filter)], k)[0]


def evidence(archive: Archive, ids: Sequence[str]) -> dict[str, Exhibit]:
    with archive.snapshot() as seen:
        return seen.evidence(ids)


def load(archive: Archive, ids: Sequence[str]) -> list[tuple[Passage, Article]]:
    """Those of the passages that are there, with their articles, in the order of the ids."""
    return [(one.passage, one.article) for one in evidence(archive, ids).values()]


def clusters(archive: Archive, article_ids: Sequence[str]) -> dict[str, str]:
    """The cluster of each article's copies."""
    return {id: min(id, *(copy.id for copy in archive.copies(id)), id) for id in article_ids}


def sentences(archive: Archive, article_id: str) -> tuple[tuple[Sentence, ...], NDArray[np.float32]]:
    """The sentences of an article as they are stored, and their vectors, shape (n, dim)."""
    with archive.snapshot() as seen:
        found = sentences_at(archive.article(article_id), seen.reading(article_id).sentences)
        made = seen.sentence_vectors([one.text for one in found])
    return found, np.stack([made[one.text] for one in found])


def vectors(archive: Archive, passage_ids: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of passages that are there, shape (n, dim), in the order of the ids."""
    with archive.snapshot() as seen:
        held = seen.cards(passage_ids)
    return np.stack([held[id].vector for id in passage_ids])


def stored_ids(archive: Archive) -> set[str]:
    """All ids that the archive's vector store holds."""
    with archive._store.held() as store:
        return store.ids() if store else set()


def counts(archive: Archive, filter: Filter = EVERYTHING) -> Counts:
    with archive.snapshot() as seen:
        return seen.counts(filter)


def sources(archive: Archive) -> tuple[str, ...]:
    """The names that a filter knows."""
    with archive.snapshot() as seen:
        return seen.facts.sources


def generation(archive: Archive) -> int:
    """The number that every write raises."""
    with archive.snapshot() as seen:
        return seen.facts.generation


def corrections(archive: Archive) -> dict[str, Correction]:
    """All dates that the user has corrected, by article."""
    with archive.snapshot() as seen:
        return seen.corrections([article.id for article in archive.articles()])
