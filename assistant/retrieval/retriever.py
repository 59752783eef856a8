"""From a query to ranked passages: dense and lexical candidates, their scores added up, the window kept.

Only of the passages that are best by all that the index knows are the articles opened and the sentences embedded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

import numpy as np

from assistant.retrieval.candidates import LEXICAL_WEIGHT, Candidate, Found, Wanted, opened, take_turns
from assistant.retrieval.in_window import is_spoken_of, published_in
from assistant.retrieval.surroundings import with_surroundings
from assistant.types import Query
from assistant.words.terms import content_words, names_in, stem, words
from assistant.words.vocabulary import Vocabulary
from index.store.snapshot import Snapshot
from index.store.together import Ask
from index.timex import find
from index.types import Filter, Hit

CANDIDATES = 60
"""Passages taken from each ranker; 20 already give the same figures on the development questions."""
BACKGROUND_WEIGHT = 0.3
"""How much a word of an earlier question counts beside one of the question itself."""
ENOUGH_WORDS = 3
"""Content words from which a follow-up has a meaning of its own to be searched for; "by how much?" has none."""
FEW_PASSAGES = 50
"""Passages below which word frequencies are those of the few articles at hand and not of the language."""
CLOSELY = 12
"""Passages of each query whose sentences are embedded and compared with it, at two milliseconds a sentence. Against the sentences of all
candidates, on 122, 84 and 50 known questions: 4 and 6 lose a right answer and refuse three more of the answerable of the second; 8 and 10
refuse up to three more; from 12 on no figure is lower by more than one question."""
BM25_CEILING = 2.2
"""k1 + 1 of BM25 with k1 = 1.2: what one word can add at most, in units of its inverse document frequency."""


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

    def search(self, query: Query, k: int, order: Callable[[Query, Found], Sequence[Candidate]] | None = None) -> tuple[Hit, ...]:
        """The `k` best passages, best first, each with the sentences around it; `order` puts the candidates of a query in another order.

        For a compound question the lists of its parts and of the whole take turns.
        """
        self.prepare([query, *query.parts])
        found = [(one, self.find(one)) for one in (query, *query.parts)]
        lists = [order(*one) if order else one[1].candidates for one in found]
        ranked = take_turns(lists, sum(len(candidates) for candidates in lists))
        in_turn = (one for begin in range(0, len(ranked), 2 * k) for one in opened(ranked[begin : begin + 2 * k]))
        return with_surroundings((one.as_hit() for one in in_turn), lambda id: self._seen.reading(id).sentences, k)

    def prepare(self, queries: Iterable[Query], later: Iterable[Query] = (), count: int = CLOSELY) -> None:
        """Look for all of the queries together: two calls of the model, and as many statements as for one of them.

        Of those that may be looked for `later`, the questions are embedded along with the others'. `count` is the number of passages of
        each query whose sentences are compared with it.
        """
        new = [query for query in dict.fromkeys(queries) if query not in self._found]
        if not new:
            return
        self._seen.encode([text for query in (*new, *later) for text in (*_texts(query), _matter(query))])
        ranked = self._ranked(new)
        best = opened([one for found in ranked for one in found.candidates[:count]])
        vectors = self._seen.sentence_vectors([sentence.text for one in best for sentence in one.sentences])
        for query, found in zip(new, ranked, strict=True):
            closely = [_compared(found.wanted, one, vectors) for one in found.candidates[:count]]
            self._found[query] = replace(found, candidates=_in_order([*closely, *found.candidates[count:]], _score))

    def glance(self, query: Query) -> Found:
        """The candidates of a query as far as they can be ranked without embedding their sentences."""
        return self._found.get(query) or self._ranked([query])[0]

    def _ranked(self, queries: Sequence[Query]) -> list[Found]:
        """The candidates of each query in the order that they have before their sentences are compared."""
        self._vocabulary.learn([text for query in queries for text in (query.asked, *query.background)])
        self._seen.encode([text for query in queries for text in _texts(query)])
        wanted = [self._wanted_of(query) for query in queries]
        limits = [_limits(query) for query in queries]
        asks = [(one, limit) for one, several in zip(wanted, limits, strict=True) for limit in several]
        dense = iter(self._seen.dense([(one.vector, limit) for one, limit in asks], CANDIDATES))
        lexical = iter(self._seen.lexical([(one.words, limit) for one, limit in asks], CANDIDATES))
        both = iter(self._seen.together([_ask(one, limit) for one, limit in asks], CANDIDATES))
        proposed = [[(next(dense), next(lexical), next(both)) for _ in several] for several in limits]
        self._seen.cards(id for several in proposed for near, matching, others in several for id in (*dict(near), *dict(matching), *others))
        lists = [_candidates(one, lists, self._seen) for one, lists in zip(wanted, proposed, strict=True)]
        candidates = [_of_the_story(query, one) for query, one in zip(queries, lists, strict=True)]
        opened([one for query, several in zip(queries, candidates, strict=True) for one in _read_for_days(query, several)])
        kept = (_kept(query, several) for query, several in zip(queries, candidates, strict=True))
        return [Found(one, _in_order(several, _promise)) for one, several in zip(wanted, kept, strict=True)]

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
        return Wanted(unit, self._seen.encode([_matter(query)])[0], tuple(dict.fromkeys([*own, *earlier])), weights, tuple(missing), says)


def _texts(query: Query) -> list[str]:
    """What is embedded of a question: alone and in its context where it leans on others, for either loses one or the other."""
    leans = query.standalone.strip() != query.asked.strip() and len(content_words(query.asked)) >= ENOUGH_WORDS
    return [query.standalone, query.asked] if leans else [query.standalone]


def _matter(query: Query) -> str:
    """A question without the names in it: what is asked of whom or what they name."""
    text = query.standalone.lower() if query.standalone.isupper() else query.standalone  # or all of it were names
    for name in sorted(names_in(text), key=len, reverse=True):
        text = text.replace(name, " ")
    return " ".join(text.split())


def _limits(query: Query) -> list[Filter]:
    """What may be searched; where a question names days also what was published on them, however far down the whole archive's ranking."""
    if query.window is None or query.window.from_words is None:
        return [query.filter]
    return [query.filter, replace(query.filter, since=query.window.since, until=query.window.until)]


def _read_for_days(query: Query, candidates: Iterable[Candidate]) -> list[Candidate]:
    """What is to be read where a question names days: what was not published on them, for it may speak of them, and the best of the rest,
    which will be read anyway."""
    window = query.window
    if window is None or window.from_words is None:
        return []
    ranked = sorted(candidates, key=_promise, reverse=True)
    of_days = [one for one in ranked if published_in(one.card.published, window)]
    return [*(one for one in ranked if not published_in(one.card.published, window)), *of_days[:CLOSELY]]


def _of_the_story(query: Query, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, those marked that are of an article which the last answer quoted."""
    return [replace(one, is_near=one.card.article_id in query.near) for one in candidates] if query.near else candidates


def _kept(query: Query, candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    """The candidates that are of the days that a question names, or speak of them."""
    window = query.window
    if window is None or window.from_words is None:
        return candidates
    of_the_days = (replace(one, in_window=published_in(one.card.published, window)) for one in candidates)
    return [
        one for one in of_the_days if one.in_window or is_spoken_of(window, one.article, one.reading.days_in(one.card.start, one.card.end))
    ]


def _compared(wanted: Wanted, candidate: Candidate, vectors: Mapping[str, np.ndarray]) -> Candidate:
    """A candidate with the cosines of its sentences."""
    held = [vectors[sentence.text] for sentence in candidate.sentences]
    if not held:
        return replace(candidate, of_sentences=np.zeros(0, dtype=np.float32), of_matter=np.zeros(0, dtype=np.float32))
    of_sentences, of_matter = np.stack([wanted.vector, wanted.matter]) @ np.stack(held).T
    return replace(candidate, of_sentences=of_sentences, of_matter=of_matter)


def _in_order(candidates: Iterable[Candidate], figure: Callable[[Candidate], float]) -> tuple[Candidate, ...]:
    """The candidates best first, then the passages of copies: of each story one article comes first, the best-ranked."""
    return tuple(_once(sorted(candidates, key=lambda one: (-figure(one), one.card.file, one.card.start))))


def _once(ranked: list[Candidate]) -> list[Candidate]:
    """One article of each cluster of copies, the best-ranked; the copies' passages follow after all others."""
    shown: dict[str, str] = {}
    for candidate in ranked:
        shown.setdefault(candidate.card.cluster, candidate.card.article_id)
    chosen = set(shown.values())
    return sorted(ranked, key=lambda candidate: candidate.card.article_id not in chosen)


Scored = list[tuple[str, float]]
Proposed = tuple[Scored, Scored, list[str]]
"""The nearest, those that match the words best, and the best by both together, of one filter."""
_score, _promise = attrgetter("score"), attrgetter("promise")


def _ask(wanted: Wanted, limit: Filter) -> Ask:
    return Ask(wanted.vector, wanted.words, LEXICAL_WEIGHT / _ceiling(wanted), LEXICAL_WEIGHT, limit)


def _ceiling(wanted: Wanted) -> float:
    """The highest BM25 that the words of a question could reach; 1 where it has none."""
    return BM25_CEILING * sum(wanted.weights.values()) or 1.0


def _candidates(wanted: Wanted, lists: Sequence[Proposed], seen: Snapshot) -> list[Candidate]:
    """The candidates of one or more filters together; ranks are those under the first filter that found them."""
    dense_ranks = _ranks([found for nearest, _, _ in lists for found in nearest])
    lexical_ranks = _ranks([found for _, matching, _ in lists for found in matching])
    cards = seen.cards([*dense_ranks, *lexical_ranks, *(id for _, _, both in lists for id in both)])
    scores, ceiling = seen.bm25(wanted.words, list(cards.values())), _ceiling(wanted)
    return [
        Candidate(
            card=card,
            seen=seen,
            dense=float(card.vector @ wanted.vector),
            lexical=min(1.0, score / ceiling),
            dense_rank=dense_ranks.get(id),
            lexical_rank=lexical_ranks.get(id),
        )
        for (id, card), score in zip(cards.items(), scores, strict=True)
    ]


def _idf(frequency: int, total: int) -> float:
    """Inverse document frequency of a word in `frequency` of `total` passages, as BM25 counts it."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _rarity(frequency: int, total: int) -> float:
    """How rare a word is, 1 for one that stands nowhere; a few passages tell nothing of it, and are taken as part of `FEW_PASSAGES`."""
    total = max(total, FEW_PASSAGES)
    return (1 + _idf(frequency, total)) / (1 + _idf(0, total))


def _ranks(found: Sequence[tuple[str, float]]) -> dict[str, int]:
    """Each passage's rank from 1, by where it was found first."""
    ranks: dict[str, int] = {}
    for passage_id, _ in found:
        ranks.setdefault(passage_id, len(ranks) + 1)
    return ranks


def _day_numbers(query: Query) -> set[str]:
    """The day numbers ("on 11 January") of a question with a window: the window keeps to the day; as a word 11 finds "11,000 homes"."""
    if query.window is None or not query.window.from_words:
        return set()
    days = [text[found.start : found.end] for text in (query.asked, *query.background) for found in find(text)]
    return {word for day in days for word in words(day) if word.isdigit() and len(word) <= 2}
