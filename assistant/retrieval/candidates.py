"""A passage with the figures that rank it.

A passage's score is the sum of three figures on absolute scales, so that it can be compared between questions:

    cosine of the passage + 0.5 x cosine of its best sentence + 1.5 x share of the highest BM25 that the question's words could reach

The weights lie on a plateau: on 71 and 97 known questions of two archives, evidence@4 stays between 0.845 and 0.873, and between 0.969
and 0.979, for 0.5-1.25 of the second and 1-2.5 of the third weight. Rank fusion of the same rankers gives 0.859 on the first, and 0.58
at 1 where the sum gives 0.70.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.prose.reading import Reading
from index.store.exhibits import Card, Exhibit
from index.store.snapshot import Snapshot
from index.types import Article, Hit, Passage, Sentence

DENSE_WEIGHT = 1.0
SENTENCE_WEIGHT = 0.5
LEXICAL_WEIGHT = 1.5
WINDOW_WEIGHT = 0.15
"""What it counts to be published on the days that a question names: "known on 7 January" wants that day's news before later accounts."""

NEAR_WEIGHT = 0.15
"""What it counts, for a question that leans on an answer, to be of an article which that answer quoted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the question's vector, and the weight of each of its words by stem."""

    vector: np.ndarray  # (dim,), unit length
    matter: np.ndarray  # (dim,), that of the question without its names
    words: tuple[str, ...]
    weights: Mapping[str, float]  # stem -> inverse document frequency, BACKGROUND_WEIGHT of it for words of earlier questions
    missing: tuple[str, ...]  # words of the question that stand nowhere in the archive
    says: float  # how many words carry it, earlier questions' too, each counted by how rare it is, up to 1


@dataclass(frozen=True, eq=False)
class Candidate:
    """A passage with the figures that rank it. It is good for as long as `seen` is; what was opened of it, for ever."""

    card: Card
    seen: Snapshot
    dense: float
    lexical: float
    dense_rank: int | None
    lexical_rank: int | None
    of_sentences: np.ndarray | None = None  # (n,) cosines of its sentences with the question; None where they were not embedded
    of_matter: np.ndarray | None = None  # (n,) the same with the question without its names
    is_near: bool = False  # of an article that the last answer quoted
    in_window: bool = False  # published on the days that the question names, not only speaking of them

    @cached_property
    def exhibit(self) -> Exhibit:
        """The passage with its article and what that says, read now where `opened` has not read it."""
        return self.seen.evidence([self.card.id])[self.card.id]

    @property
    def passage(self) -> Passage:
        """The passage."""
        return self.exhibit.passage

    @property
    def article(self) -> Article:
        """The article that it stands in."""
        return self.exhibit.article

    @property
    def reading(self) -> Reading:
        """What that article says."""
        return self.exhibit.reading

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences inside the passage."""
        return self.exhibit.sentences

    @property
    def cosines(self) -> np.ndarray:
        """Of its sentences with the question, shape (n,); the passage's own stands for each where they were not embedded."""
        return np.full(len(self.sentences), self.dense, dtype=np.float32) if self.of_sentences is None else self.of_sentences

    @property
    def sentence(self) -> float:
        """The cosine of its best sentence; 0 where they were not embedded, so that those passages come after the others."""
        return 0.0 if self.of_sentences is None else float(self.of_sentences.max(initial=0.0))

    @property
    def promise(self) -> float:
        """What its score may become when its sentences are embedded, the best of which is about as near to the question as all of it."""
        return self.score + SENTENCE_WEIGHT * self.dense

    @cached_property
    def score(self) -> float:
        """The figure that passages are ranked by."""
        alike = DENSE_WEIGHT * self.dense + SENTENCE_WEIGHT * self.sentence + LEXICAL_WEIGHT * self.lexical
        return alike + WINDOW_WEIGHT * self.in_window + NEAR_WEIGHT * self.is_near

    def as_hit(self) -> Hit:
        """The passage as others see it."""
        return Hit(self.passage, self.article, self.score, self.dense_rank, self.lexical_rank)


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: ranked candidates inside the window."""

    wanted: Wanted
    candidates: tuple[Candidate, ...]


def opened(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The same candidates, with passages and articles read in one statement instead of one for each."""
    if candidates:
        candidates[0].seen.evidence(one.card.id for one in candidates)
    return candidates


def take_turns(lists: Iterable[Sequence[Candidate]], k: int) -> list[Candidate]:
    """The first `k` different candidates, one from each list in turn."""
    queues = [list(candidates) for candidates in lists]
    chosen: dict[str, Candidate] = {}
    while len(chosen) < k and any(queues):
        for queue in queues:
            while queue and queue[0].card.id in chosen:
                queue.pop(0)
            if queue and len(chosen) < k:
                candidate = queue.pop(0)
                chosen[candidate.card.id] = candidate
    return list(chosen.values())
