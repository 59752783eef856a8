"""From a query to ranked passages: dense and lexical candidates, their scores added up, the window kept.

A passage's score is the sum of three figures on absolute scales, so that it can be compared between questions:

    cosine of the passage + 0.5 x cosine of its best sentence + 1.5 x share of the highest BM25 that the question's words could reach

The weights lie on a plateau: on 71 and 97 known questions of two archives, evidence@4 stays between 0.845 and 0.873, and between 0.969
and 0.979, for 0.5-1.25 of the second and 1-2.5 of the third weight. Rank fusion of the same rankers gives 0.859 on the first, and 0.58
at 1 where the sum gives 0.70.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from assistant.retrieval.in_window import published_in, speaks_of
from assistant.retrieval.surroundings import with_surroundings
from assistant.types import Query
from assistant.words.terms import content_words, stem, words
from assistant.words.vocabulary import begins_another
from index.archive import Archive
from index.timex import find
from index.types import Article, Filter, Hit, Passage, Sentence

CANDIDATES = 60
"""Passages taken from each ranker; 20 already give the same figures on the development questions."""
DENSE_WEIGHT = 1.0
SENTENCE_WEIGHT = 0.5
LEXICAL_WEIGHT = 1.5
WINDOW_WEIGHT = 0.15
"""What it counts to be published on the days that a question names: "known on 7 January" wants that day's news before later accounts."""
BACKGROUND_WEIGHT = 0.3
"""How much a word of an earlier question counts beside one of the question itself."""
ENOUGH_WORDS = 3
"""Content words from which a follow-up has a meaning of its own to be searched for; "by how much?" has none."""
FEW = 50
"""Passages below which word frequencies are those of the few articles at hand and not of the language."""
BM25_CEILING = 2.2
"""k1 + 1 of BM25 with k1 = 1.2: what one word can add at most, in units of its inverse document frequency."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the question's vector, and the weight of each of its words by stem."""

    vector: np.ndarray  # (dim,), unit length
    words: tuple[str, ...]
    weights: Mapping[str, float]  # stem -> inverse document frequency, BACKGROUND_WEIGHT of it for words of earlier questions
    missing: tuple[str, ...]  # words of the question that stand nowhere in the archive
    says: float  # how many words carry it, earlier questions' too, each counted by how rare it is, up to 1


@dataclass(frozen=True)
class Candidate:
    """A passage with the figures that rank it."""

    passage: Passage
    article: Article
    dense: float
    sentence: float
    lexical: float
    dense_rank: int | None
    lexical_rank: int | None
    sentences: tuple[Sentence, ...]
    cosines: np.ndarray  # (n,) of `sentences` with the question
    in_window: bool = False  # published on the days that the question names, not only speaking of them

    @cached_property
    def score(self) -> float:
        """The figure that passages are ranked by."""
        return DENSE_WEIGHT * self.dense + SENTENCE_WEIGHT * self.sentence + LEXICAL_WEIGHT * self.lexical + WINDOW_WEIGHT * self.in_window

    def as_hit(self) -> Hit:
        """The passage as others see it."""
        return Hit(self.passage, self.article, self.score, self.dense_rank, self.lexical_rank)


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: ranked candidates inside the window."""

    wanted: Wanted
    candidates: tuple[Candidate, ...]


class Retriever:
    """Ranks the passages of an archive for a query."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def find(self, query: Query) -> Found:
        """The candidates of the whole question; those of its parts are found with `find_parts`."""
        wanted = self._wanted(query)
        if query.window is None or query.window.from_words is None:
            return Found(wanted, tuple(self._once(self._rank(wanted, query.filter))))
        # What was published on those days, however far down the whole archive's ranking, and what speaks of them from another day.
        published = replace(query.filter, since=query.window.since, until=query.window.until)
        ranked = self._rank(wanted, query.filter, published)
        kept = [
            replace(candidate, in_window=published_in(candidate.article, query.window))
            for candidate in ranked
            if speaks_of(candidate.article, candidate.passage, query.window)
        ]
        return Found(wanted, tuple(self._once(sorted(kept, key=_order))))

    def find_parts(self, query: Query) -> list[Found]:
        """The candidates of each part of a compound question; none for a question that asks one thing."""
        return [self.find(part) for part in query.parts]

    def search(self, query: Query, k: int) -> tuple[Hit, ...]:
        """The `k` best passages, best first, each with the sentences around it.

        For a compound question the lists of its parts and of the whole take turns.
        """
        lists = [found.candidates for found in (self.find(query), *self.find_parts(query))]
        ranked = take_turns(lists, sum(len(candidates) for candidates in lists))
        sentences_of = cache(lambda article_id: self._archive.sentences(article_id)[0])  # several hits of one article are the rule
        return with_surroundings((candidate.as_hit() for candidate in ranked), sentences_of, k)

    def _wanted(self, query: Query) -> Wanted:
        vector = self._vector(query.standalone, query.asked)
        days = _day_numbers(query)
        own = [word for word in content_words(query.asked) if word not in days]
        earlier = [word for text in query.background for word in content_words(text) if word not in (*own, *days)]
        total = max(self._archive.counts().passages, 1)
        weights: dict[str, float] = {}
        missing = []
        says = 0.0
        for word, share in [*((word, 1.0) for word in own), *((word, BACKGROUND_WEIGHT) for word in earlier)]:
            frequency = self._archive.document_frequency(word)
            idf = _idf(frequency, total)
            says += _rarity(frequency, total)
            weights.setdefault(stem(word), share * idf)
            if not frequency and share == 1.0 and not begins_another(word, self._archive.terms):
                missing.append(word)
        return Wanted(vector, tuple(dict.fromkeys([*own, *earlier])), weights, tuple(missing), says)

    def _vector(self, standalone: str, question: str) -> np.ndarray:
        """The question's vector; where it leans on others, the mean of it alone and in its context: either alone loses one or the other."""
        alone = standalone.strip() != question.strip() and len(content_words(question)) >= ENOUGH_WORDS
        texts = [standalone, question] if alone else [standalone]
        vectors = np.asarray(self._archive.embedder.encode(texts))
        mean = vectors.mean(axis=0)
        unit: np.ndarray = mean / (np.linalg.norm(mean) or 1.0)
        return unit

    def _once(self, ranked: list[Candidate]) -> list[Candidate]:
        """One article of each cluster of copies, the best-ranked; the copies' passages follow after all others."""
        clusters = self._archive.clusters({candidate.article.id for candidate in ranked})
        shown: dict[str, str] = {}
        for candidate in ranked:
            shown.setdefault(clusters[candidate.article.id], candidate.article.id)
        chosen = set(shown.values())
        return sorted(ranked, key=lambda candidate: candidate.article.id not in chosen)

    def _rank(self, wanted: Wanted, *limits: Filter) -> list[Candidate]:
        """The candidates of one or more filters together, best first; ranks are those under the first filter that found them."""
        dense = [found for limit in limits for found in self._archive.dense(wanted.vector, CANDIDATES, limit)]
        lexical = [found for limit in limits for found in self._archive.lexical(wanted.words, CANDIDATES, limit)]
        dense_ranks, lexical_ranks = _ranks(dense), _ranks(lexical)
        bm25 = dict(lexical)
        loaded = self._archive.load(list(dict.fromkeys([*dense_ranks, *lexical_ranks])))
        if not loaded:
            return []
        cosines = self._archive.vectors([passage.id for passage, _ in loaded]) @ wanted.vector
        ceiling = BM25_CEILING * sum(wanted.weights.values()) or 1.0
        by_article = _Sentences(self._archive, wanted.vector)
        ranked = []
        for (passage, article), cosine in zip(loaded, cosines, strict=True):
            sentences, values = by_article.of(passage)
            ranked.append(
                Candidate(
                    passage=passage,
                    article=article,
                    dense=float(cosine),
                    sentence=float(values.max(initial=0.0)),
                    lexical=min(1.0, bm25.get(passage.id, 0.0) / ceiling),
                    dense_rank=dense_ranks.get(passage.id),
                    lexical_rank=lexical_ranks.get(passage.id),
                    sentences=sentences,
                    cosines=values,
                )
            )
        return sorted(ranked, key=_order)


def _idf(frequency: int, total: int) -> float:
    """Inverse document frequency of a word in `frequency` of `total` passages, as BM25 counts it."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _rarity(frequency: int, total: int) -> float:
    """How rare a word is, 1 for one that stands nowhere; a few passages tell nothing of it, and are taken as part of `FEW`."""
    total = max(total, FEW)
    return (1 + _idf(frequency, total)) / (1 + _idf(0, total))


def _order(candidate: Candidate) -> tuple[float, str, int]:
    return -candidate.score, candidate.article.file, candidate.passage.start


def _ranks(found: Sequence[tuple[str, float]]) -> dict[str, int]:
    """Each passage's rank from 1, by where it was found first."""
    ranks: dict[str, int] = {}
    for passage_id, _ in found:
        ranks.setdefault(passage_id, len(ranks) + 1)
    return ranks


class _Sentences:
    """Sentence cosines of one question, each article's read once."""

    def __init__(self, archive: Archive, vector: np.ndarray) -> None:
        self._archive = archive
        self._vector = vector
        self._read: dict[str, tuple[tuple[Sentence, ...], np.ndarray]] = {}

    def of(self, passage: Passage) -> tuple[tuple[Sentence, ...], np.ndarray]:
        """The sentences inside a passage and their cosines with the question."""
        if passage.article_id not in self._read:
            sentences, vectors = self._archive.sentences(passage.article_id)
            self._read[passage.article_id] = sentences, vectors @ self._vector if len(sentences) else np.zeros(0, dtype=np.float32)
        sentences, cosines = self._read[passage.article_id]
        inside = [i for i, sentence in enumerate(sentences) if passage.start <= sentence.start and sentence.end <= passage.end]
        return tuple(sentences[i] for i in inside), cosines[inside]


def take_turns(lists: Iterable[Sequence[Candidate]], k: int) -> list[Candidate]:
    """The first `k` different candidates, one from each list in turn."""
    queues = [list(candidates) for candidates in lists]
    chosen: dict[str, Candidate] = {}
    while len(chosen) < k and any(queues):
        for queue in queues:
            while queue and queue[0].passage.id in chosen:
                queue.pop(0)
            if queue and len(chosen) < k:
                candidate = queue.pop(0)
                chosen[candidate.passage.id] = candidate
    return list(chosen.values())


def _day_numbers(query: Query) -> set[str]:
    """The day numbers ("on 11 January") of a question with a window: the window keeps to the day; as a word 11 finds "11,000 homes"."""
    if query.window is None or not query.window.from_words:
        return set()
    days = [text[found.start : found.end] for text in (query.asked, *query.background) for found in find(text)]
    return {word for day in days for word in words(day) if word.isdigit() and len(word) <= 2}
