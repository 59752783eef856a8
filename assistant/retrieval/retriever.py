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
from functools import cached_property

import numpy as np

from assistant.retrieval.in_window import is_of, published_in
from assistant.retrieval.surroundings import with_surroundings
from assistant.types import Query
from assistant.words.terms import content_words, stem, words
from assistant.words.vocabulary import Vocabulary
from index.prose.reading import Reading
from index.store.exhibits import Exhibit
from index.store.snapshot import Snapshot
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
FEW_PASSAGES = 50
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


@dataclass(frozen=True, eq=False)
class Candidate:
    """A passage with the figures that rank it."""

    exhibit: Exhibit
    dense: float
    sentence: float
    lexical: float
    dense_rank: int | None
    lexical_rank: int | None
    cosines: np.ndarray  # (n,) of the passage's sentences with the question
    in_window: bool = False  # published on the days that the question names, not only speaking of them

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
    """Ranks the passages of one state of an archive for the queries of one question; each query is looked for once."""

    def __init__(self, seen: Snapshot, vocabulary: Vocabulary | None = None) -> None:
        self._seen = seen
        self._vocabulary = vocabulary or Vocabulary(seen)
        self._found: dict[Query, Found] = {}

    def find(self, query: Query) -> Found:
        """The candidates of the whole question; those of its parts are found with `find_parts`."""
        self.prepare([query])
        return self._found[query]

    def find_parts(self, query: Query) -> list[Found]:
        """The candidates of each part of a compound question; none for a question that asks one thing."""
        self.prepare(query.parts)
        return [self._found[part] for part in query.parts]

    def search(self, query: Query, k: int) -> tuple[Hit, ...]:
        """The `k` best passages, best first, each with the sentences around it.

        For a compound question the lists of its parts and of the whole take turns.
        """
        self.prepare([query, *query.parts])
        lists = [found.candidates for found in (self.find(query), *self.find_parts(query))]
        ranked = take_turns(lists, sum(len(candidates) for candidates in lists))
        readings = {candidate.article.id: candidate.reading for candidate in ranked}
        return with_surroundings((candidate.as_hit() for candidate in ranked), lambda id: readings[id].sentences, k)

    def prepare(self, queries: Iterable[Query]) -> None:
        """Look for all of the queries together: one call of the model, and as many statements as for one of them."""
        new = [query for query in dict.fromkeys(queries) if query not in self._found]
        if not new:
            return
        wanted = self._wanted(new)
        limits = [_limits(query) for query in new]
        asks = [(one, limit) for one, several in zip(wanted, limits, strict=True) for limit in several]
        dense = iter(self._seen.dense([(one.vector, limit) for one, limit in asks], CANDIDATES))
        lexical = iter(self._seen.lexical([(one.words, limit) for one, limit in asks], CANDIDATES))
        proposed = [[(next(dense), next(lexical)) for _ in several] for several in limits]
        exhibits = self._seen.evidence(dict.fromkeys(id for several in proposed for lists in several for found in lists for id, _ in found))
        for query, one, lists in zip(new, wanted, proposed, strict=True):
            self._found[query] = Found(one, tuple(_once(_kept(query, _ranked(one, lists, exhibits)))))

    def _wanted(self, queries: Sequence[Query]) -> list[Wanted]:
        self._vocabulary.learn([text for query in queries for text in (query.asked, *query.background)])
        self._seen.encode([text for query in queries for text in _texts(query)])
        return [self._wanted_of(query) for query in queries]

    def _wanted_of(self, query: Query) -> Wanted:
        mean = self._seen.encode(_texts(query)).mean(axis=0)
        days = _day_numbers(query)
        own = [word for word in content_words(query.asked) if word not in days]
        earlier = [word for text in query.background for word in content_words(text) if word not in (*own, *days)]
        total = max(self._seen.facts.counts.passages, 1)
        weights: dict[str, float] = {}
        missing = []
        says = 0.0
        for word, share in [*((word, 1.0) for word in own), *((word, BACKGROUND_WEIGHT) for word in earlier)]:
            frequency = self._vocabulary.frequency(word)
            says += _rarity(frequency, total)
            weights.setdefault(stem(word), share * _idf(frequency, total))
            if not frequency and share == 1.0 and not self._vocabulary.begins_another(word):
                missing.append(word)
        unit = mean / (np.linalg.norm(mean) or 1.0)
        return Wanted(unit, tuple(dict.fromkeys([*own, *earlier])), weights, tuple(missing), says)


def _texts(query: Query) -> list[str]:
    """What is embedded of a question: alone and in its context where it leans on others, for either loses one or the other."""
    leans = query.standalone.strip() != query.asked.strip() and len(content_words(query.asked)) >= ENOUGH_WORDS
    return [query.standalone, query.asked] if leans else [query.standalone]


def _limits(query: Query) -> list[Filter]:
    """What may be searched; where a question names days also what was published on them, however far down the whole archive's ranking."""
    if query.window is None or query.window.from_words is None:
        return [query.filter]
    return [query.filter, replace(query.filter, since=query.window.since, until=query.window.until)]


def _kept(query: Query, ranked: list[Candidate]) -> list[Candidate]:
    """The candidates that are of the days that a question names, or speak of them."""
    window = query.window
    if window is None or window.from_words is None:
        return ranked
    kept = [
        replace(candidate, in_window=published_in(candidate.article, window))
        for candidate in ranked
        if is_of(candidate.article, candidate.reading.days_in(candidate.passage.start, candidate.passage.end), window)
    ]
    return sorted(kept, key=_order)


def _once(ranked: list[Candidate]) -> list[Candidate]:
    """One article of each cluster of copies, the best-ranked; the copies' passages follow after all others."""
    shown: dict[str, str] = {}
    for candidate in ranked:
        shown.setdefault(candidate.exhibit.cluster, candidate.article.id)
    chosen = set(shown.values())
    return sorted(ranked, key=lambda candidate: candidate.article.id not in chosen)


Scored = list[tuple[str, float]]


def _ranked(wanted: Wanted, lists: Sequence[tuple[Scored, Scored]], exhibits: Mapping[str, Exhibit]) -> list[Candidate]:
    """The candidates of one or more filters together, best first; ranks are those under the first filter that found them."""
    dense = [found for nearest, _ in lists for found in nearest]
    lexical = [found for _, matching in lists for found in matching]
    dense_ranks, lexical_ranks = _ranks(dense), _ranks(lexical)
    bm25 = dict(lexical)
    ceiling = BM25_CEILING * sum(wanted.weights.values()) or 1.0
    ranked = []
    for id in dict.fromkeys([*dense_ranks, *lexical_ranks]):
        exhibit = exhibits[id]
        cosines = exhibit.sentence_vectors @ wanted.vector if exhibit.sentences else np.zeros(0, dtype=np.float32)
        ranked.append(
            Candidate(
                exhibit=exhibit,
                dense=float(exhibit.vector @ wanted.vector),
                sentence=float(cosines.max(initial=0.0)),
                lexical=min(1.0, bm25.get(id, 0.0) / ceiling),
                dense_rank=dense_ranks.get(id),
                lexical_rank=lexical_ranks.get(id),
                cosines=cosines,
            )
        )
    return sorted(ranked, key=_order)


def _idf(frequency: int, total: int) -> float:
    """Inverse document frequency of a word in `frequency` of `total` passages, as BM25 counts it."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _rarity(frequency: int, total: int) -> float:
    """How rare a word is, 1 for one that stands nowhere; a few passages tell nothing of it, and are taken as part of `FEW_PASSAGES`."""
    total = max(total, FEW_PASSAGES)
    return (1 + _idf(frequency, total)) / (1 + _idf(0, total))


def _order(candidate: Candidate) -> tuple[float, str, int]:
    return -candidate.score, candidate.article.file, candidate.passage.start


def _ranks(found: Sequence[tuple[str, float]]) -> dict[str, int]:
    """Each passage's rank from 1, by where it was found first."""
    ranks: dict[str, int] = {}
    for passage_id, _ in found:
        ranks.setdefault(passage_id, len(ranks) + 1)
    return ranks


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
