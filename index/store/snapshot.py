"""What a question sees of an archive: everything it reads is of one moment, and is read once."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.embedding import encode_query
from index.errors import ArchiveError, ModelMismatchError, UnknownArticleError
from index.prose.reading import Reading
from index.reports import Counts
from index.store import clusters, corrections, lexical
from index.store.catalog import Moment
from index.store.corrections import Correction
from index.store.exhibits import Card, Exhibit, Exhibits, Held
from index.store.matrix import Matrix
from index.store.memory import Facts
from index.store.reads import TEXTS, Reads
from index.store.rows import matrix, rounded
from index.store.schema import AMONG
from index.store.sentence_vectors import SentenceVectors
from index.store.synced import SyncedStore
from index.store.table import Table
from index.store.together import Ask, best, highest
from index.types import EVERYTHING, Article, Filter

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from index.embedding import Embedder

    Rows = Sequence[tuple[int, str, bytes]]
    Vectors = Sequence[NDArray[np.float32]]
    Nearest = list[list[tuple[str, float]]]

WHOLE = 130_000
"""Passages, all of an archive or those that a filter leaves, up to which all are compared without Chroma, and nothing is missed. At 104,316
a question takes as long as with Chroma, one with a filter for a third of them 0.6 of it, the first one half as long; 390 bytes each."""
OVERFETCH = 1.5
"""How many more candidates the store is asked for than a filter should leave `k` of; four times as many each time until `k` are left."""
REACH, LARGE = 480, 20_000
"""Candidates that the store is asked for at the least in archives of more passages than that. Over 104,316 with random vectors for words,
the hardest case, 90 found .83 of the 60 nearest, 480 .92; over 58,278 of news with the packaged model 480 found all of the ten best."""
WIDEST = 1_000
"""Candidates up to which the store is asked for a filter's sake; from there on what the filter leaves is compared without it."""
_VECTORS = f"SELECT p.key, p.id, v.vector FROM passages p JOIN vectors v ON v.hash = p.hash WHERE p.id {AMONG}"
RECHECKED = 2
"""How many more than are wanted get exact cosines where the first ones are quantised."""


class Snapshot(Reads):
    """One read transaction of an archive. `Archive.snapshot` opens one; it is for one thread, and for no longer than a question takes.

    What others write meanwhile is not seen. Its methods raise ArchiveError where the archive fails.
    """

    def __init__(
        self,
        now: Moment,
        store: SyncedStore,
        embedder: Callable[[str | None], Embedder],
        name: str,
        sentences: SentenceVectors,
        facts: Facts | None = None,
    ) -> None:
        """`embedder` gives the model of a fingerprint; `facts` were last read of the archive, and are good until somebody writes to it."""
        self._now = now
        self._store = store
        self._embedder = embedder
        self._name = name
        self._sentences = sentences
        rows = self.rows("SELECT 'meta', key, value FROM meta UNION ALL SELECT 'journal', passage_id, action FROM journal")
        self._meta = {key: value for of, key, value in rows if of == "meta"}
        self._pending = [key for of, key, value in rows if of == "journal" and value == "add"]
        if facts is None or facts.generation != self.generation():
            (outlets, sources), (days, counts, dim) = self.origins(), self.extent()
            facts = Facts(self.generation(), outlets, sources, days, counts, dim)
        self.facts = facts
        self._exhibits = Exhibits(self)
        self._encoded: dict[str, NDArray[np.float32]] = {}
        self._ids: dict[int, str] = {}
        self._cosines: dict[tuple[bytes, Filter], tuple[NDArray[np.int64], NDArray[np.float32]]] = {}  # of what has been compared whole

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._now.rows(sql, values)

    def meta(self, key: str) -> str | None:
        """A note on the archive as a whole."""
        return self._meta.get(key)

    def counts(self, filter: Filter = EVERYTHING) -> Counts:
        """How much the filter leaves to search."""
        return self.facts.counts if filter.is_open else self._table.counts(filter)

    def authors(self) -> dict[str, int]:
        """The people that bylines name, with the number of articles of each, most first."""
        return self.facts.memory.authors(self._now)

    @property
    def _table(self) -> Table:
        return self.facts.memory.table(self._now)

    @property
    def _matrix(self) -> Matrix:
        return self.facts.memory.matrix(self._now, self.facts.dim)

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """The number of passages that hold each stem; stems that none holds are left out."""
        found = self.facts.memory.postings(self._now).frequencies(self._now, stems)
        return {one: number for one, number in found.items() if number}

    def terms(self, prefixes: Iterable[str]) -> list[tuple[str, int]]:
        """The stems of the archive's words that begin with one of the prefixes, with the number of passages that hold each."""
        statement, values = lexical.beginning(prefixes)
        return [(str(term), int(documents)) for term, documents in self.rows(statement, values)] if statement else []

    def days_of(self, word: str | None) -> list[date]:
        """The last days that the articles which hold a word, in whatever inflected form, can be of, each once; of all articles for None."""
        held = None if word is None else self.facts.memory.postings(self._now).best(self._now, [word], len(self._table))[0]
        return self._table.days(held)

    def written(self, words: Sequence[str], k: int) -> list[list[str]]:
        """For each word headline and words of `k` passages that hold it: how the archive writes what its index holds as stems."""
        keys = [several for several, _ in self._matching([([word], EVERYTHING) for word in words], k)]
        texts = {key: str(text) for key, text in self.rows(TEXTS, (_listed(keys),))}
        return [[texts[key] for key in several] for several in keys]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The unit vectors of questions as the archive's model sees them, shape (n, dim); each is embedded once."""
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._encoded]
        if new:
            self._encoded |= zip(new, np.asarray(encode_query(self._embedder(self.meta("embedder")), new)), strict=True)
        return np.stack([self._encoded[text] for text in texts])

    def dense(self, asks: Sequence[tuple[NDArray[np.float32], Filter]], k: int) -> list[list[tuple[str, float]]]:
        """For each unit vector, shape (dim,), the `k` passages nearest to it that its filter allows, as (passage id, cosine), best first.

        The store proposes candidates; cosines and filters are always the catalog's. Raises ModelMismatchError for another model's vector.
        """
        for vector, _ in asks:
            self._check_dim(vector)
        found: list[list[tuple[str, float]]] = [[] for _ in asks]
        for filter in dict.fromkeys(filter for _, filter in asks):
            places = [place for place, (_, other) in enumerate(asks) if other == filter]
            nearest = self._nearest_all([asks[place][0] for place in places], k, filter)
            for place, one in zip(places, nearest, strict=True):
                found[place] = one
        return found

    def lexical(self, asks: Sequence[tuple[Sequence[str], Filter]], k: int) -> list[list[tuple[str, float]]]:
        """For each list of words, which are stemmed, the `k` passages that best match any, as (passage id, BM25 score), best first."""
        found = self._matching(asks, k)
        ids = self._ids_of([keys for keys, _ in found])
        return [sorted(((ids[key], score) for key, score in zip(*one, strict=True)), key=_best_first) for one in found]

    def bm25(self, words: Sequence[str], cards: Sequence[Card]) -> list[float]:
        """The BM25 score of each of the passages, as `lexical` counts it, however many others match the words better; 0 where none does."""
        import numpy as np

        places, _ = self._table.places(np.array([card.key for card in cards], dtype=np.int64))  # of one state, so that all are there
        return [float(score) for score in self.facts.memory.postings(self._now).at(self._now, words, places)]

    def together(self, asks: Sequence[Ask], k: int) -> list[list[str]]:
        """For each ask the ids of the `k` passages that are best by vector and words together, of all that `dense` has compared for it;
        where the store was asked, of those that match the words best. In no order."""
        memory, keys = self.facts.memory, list[list[int]]()
        for ask in asks:
            compared = self._cosines.get((ask.vector.tobytes(), ask.filter))
            if compared is None:
                matching, _ = memory.postings(self._now).best(self._now, ask.words, REACH, self._table.allowed(ask.filter))
                places, cosines = self._matrix.cosines(self._now, matching, [ask.vector])
                compared = places, cosines[:, 0]
            bm25 = memory.postings(self._now).at(self._now, ask.words, compared[0])
            keys.append(self._table.keys[compared[0][best(compared[1], bm25, ask, k)]].tolist())
        ids = self._ids_of(keys)
        return [[ids[key] for key in several] for several in keys]

    def _ids_of(self, keys: Iterable[Sequence[int]]) -> Mapping[int, str]:
        """The ids of passages by their keys, and of others; what is known is not read again."""
        if new := [key for several in keys for key in several if key not in self._ids]:
            self._ids |= self.rows(f"SELECT key, id FROM passages WHERE key {AMONG}", (_listed([new]),))
        return self._ids

    def _matching(self, asks: Sequence[tuple[Sequence[str], Filter]], k: int) -> list[tuple[list[int], list[float]]]:
        """For each list of words the keys of the passages that best match them, and their scores."""
        table, postings = self._table, self.facts.memory.postings(self._now)
        postings.learn(self._now, [word for words, _ in asks for word in words])
        found = (postings.best(self._now, words, k, table.allowed(filter)) for words, filter in asks)
        return [(table.keys[places].tolist(), scores.tolist()) for places, scores in found]

    def _nearest_all(self, vectors: Vectors, k: int, filter: Filter) -> Nearest:
        total, allowed = self.facts.counts.passages, self.counts(filter).passages
        k = min(k, allowed)
        if k < 1:
            return [[] for _ in vectors]
        wanted = math.ceil(OVERFETCH * k * total / allowed)
        if allowed <= WHOLE or (wanted >= allowed and not filter.is_open):
            return self._compared(vectors, k, filter)
        wanted = max(wanted, REACH) if total > LARGE else wanted
        while filter.is_open or wanted <= WIDEST:
            try:
                proposed = self._store.nearest(vectors, wanted, self._meta, self._pending)
            except ArchiveError as exc:
                self._store.warn(exc)
                break
            rows = self.rows(_VECTORS, (_listed(proposed),))
            found = self._ranked(rows, vectors, k, proposed, filter)
            if all(len(one) >= k for one in found) or wanted >= total:
                return found
            wanted = min(total, wanted * 4)
        return self._compared(vectors, k, filter)

    def _compared(self, vectors: Vectors, k: int, filter: Filter) -> Nearest:
        """The `k` passages nearest to each vector of all that the filter leaves."""
        places, cosines = self._matrix.cosines(self._now, self._table.left(filter), vectors)
        for column, vector in enumerate(vectors):
            self._cosines[vector.tobytes(), filter] = places, cosines[:, column]
        likely = [places[highest(cosines[:, column], RECHECKED * k)] for column in range(len(vectors))]
        keys = [self._table.keys[several].tolist() for several in likely]
        ids = self._ids_of(keys)
        exact = [rounded(self._matrix.rows(several), vector) for several, vector in zip(likely, vectors, strict=True)]
        return [
            sorted(zip([ids[key] for key in own], near, strict=True), key=_best_first)[:k] for own, near in zip(keys, exact, strict=True)
        ]

    def _ranked(self, rows: Rows, vectors: Vectors, k: int, proposed: Sequence[Sequence[str]], filter: Filter) -> Nearest:
        """The `k` passages nearest to each vector by exact cosines, of those proposed to it that the filter leaves."""
        import numpy as np

        if not filter.is_open:
            allowed = self._table.allowed(filter)
            places, there = self._table.places(np.array([row[0] for row in rows], dtype=np.int64))
            kept = np.flatnonzero(there)[allowed[places]] if allowed is not None else np.flatnonzero(there)
            rows = [rows[at] for at in kept.tolist()]
        if not rows:
            return [[] for _ in vectors]
        place = {id: at for at, (_, id, _) in enumerate(rows)}
        held = matrix([row[2] for row in rows], self.facts.dim)
        ranked = []
        for ids, vector in zip(proposed, vectors, strict=True):
            cosines = rounded(held, vector)
            ranked.append(sorted(((id, cosines[place[id]]) for id in dict.fromkeys(ids) if id in place), key=_best_first)[:k])
        return ranked

    def _check_dim(self, vector: NDArray[np.float32]) -> None:
        if self.facts.dim and vector.shape != (self.facts.dim,):
            raise ModelMismatchError(
                f"the archive {self._name} holds vectors of {self.facts.dim} numbers, and this one has the shape {vector.shape}; "
                "use the embedding model that it was made with"
            )

    def cards(self, passage_ids: Iterable[str]) -> dict[str, Card]:
        """The passages of the ids that are there, by id, with what they are ranked by; what is there already is not read again."""
        return self._exhibits.cards(passage_ids)

    def evidence(self, passage_ids: Iterable[str]) -> dict[str, Exhibit]:
        """The same with article and reading, to be judged by."""
        return self._exhibits.of(passage_ids)

    def sentence_vectors(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The unit vector of each sentence, shape (dim,), as the model sees passages; kept for the questions that follow."""
        return self._sentences.of(texts, lambda: self._embedder(self.meta("embedder")))

    def held(self, article_ids: Iterable[str]) -> dict[str, Held]:
        """Those of the articles that are there, by id, with what each says; what is there already is not read again."""
        return self._exhibits.articles(list(article_ids))

    def reading(self, article_id: str) -> Reading:
        """What an article says; raises UnknownArticleError."""
        held = self._exhibits.articles([article_id]).get(article_id)
        if held is None:
            raise UnknownArticleError(f"there is no article {article_id} in the archive {self._name}; `dateline articles` lists them")
        return held.reading

    def corrections(self, article_ids: Iterable[str]) -> dict[str, Correction]:
        """The dates that the user has corrected, by article."""
        return corrections.corrections(self, article_ids)

    def kin(self, article_ids: Iterable[str]) -> dict[str, tuple[Article, ...]]:
        """The other articles that are copies of each article's story, in document order."""
        return clusters.kin(self, list(article_ids))


def _best_first(found: tuple[str, float]) -> tuple[float, str]:
    return -found[1], found[0]


def _listed(several: Iterable[Iterable[object]]) -> str:
    """What stands in any of several lists, as JSON."""
    return json.dumps(list(dict.fromkeys(one for some in several for one in some)))
