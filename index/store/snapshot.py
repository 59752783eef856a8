"""What a question sees of an archive: everything it reads is of one moment, and is read once."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from index.embedding import encode_query
from index.errors import ArchiveError, ModelMismatchError, UnknownArticleError
from index.prose.reading import Reading
from index.prose.terms import stem
from index.prose.terms import words as parts_of
from index.reports import Counts
from index.store import corrections, lexical
from index.store.catalog import Moment
from index.store.corrections import Correction
from index.store.exhibits import Exhibit, Exhibits, Held
from index.store.reads import ARTICLES, ORDER, PASSAGES, Reads
from index.store.rows import ARTICLE, article_of, matrix
from index.store.schema import AMONG, condition
from index.store.synced import SyncedStore
from index.types import EVERYTHING, Article, Filter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding import Embedder

EXACT_LIMIT = 2_000
"""Passages up to which a filtered search compares them all, at 10-20 µs each; filtering what the store proposes took 15 ms over 5,500,
and Chroma's own filters 90-700 ms over 100,000."""
WHOLE = 500
"""Passages of an archive that is compared whole: it takes 4 ms where Chroma takes 2, and Chroma half a second more to be imported first."""
OVERFETCH = 1.5
"""How many more candidates the store is asked for than a filter should leave `k` of; four times as many each time until `k` are left."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds of the whole archive until it is written to, which raises `generation`.

    `outlets` are those that articles come from, `sources` all names that a filter knows, also of files; `days` the first and the last day
    of an article; `dim` the length of the vectors. `frequencies` of stems are kept as they become known: counting the passages of a common
    word takes milliseconds.
    """

    generation: int
    outlets: tuple[str, ...]
    sources: tuple[str, ...]
    days: tuple[date | None, date | None]
    counts: Counts
    dim: int
    frequencies: dict[str, int] = field(default_factory=dict, compare=False)


class Snapshot(Reads):
    """One read transaction of an archive. `Archive.snapshot` opens one; it is for one thread, and for no longer than a question takes.

    What others write meanwhile is not seen. Its methods raise ArchiveError where the archive fails.
    """

    def __init__(
        self, now: Moment, store: SyncedStore, embedder: Callable[[str | None], Embedder], name: str, facts: Facts | None = None
    ) -> None:
        """`embedder` gives the model of a fingerprint; `facts` were last read of the archive, and are good until somebody writes to it."""
        self._now = now
        self._store = store
        self._embedder = embedder
        self._name = name
        rows = self.rows("SELECT 'meta', key, value FROM meta UNION ALL SELECT 'journal', passage_id, action FROM journal")
        self._meta = {key: value for of, key, value in rows if of == "meta"}
        self._pending = [key for of, key, value in rows if of == "journal" and value == "add"]
        self.facts = facts if facts and facts.generation == self.generation() else self._facts()
        self._exhibits = Exhibits(self)
        self._encoded: dict[str, NDArray[np.float32]] = {}
        self._counts: dict[Filter, Counts] = {}

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._now.rows(sql, values)

    def meta(self, key: str) -> str | None:
        """A note on the archive as a whole."""
        return self._meta.get(key)

    def counts(self, filter: Filter = EVERYTHING) -> Counts:
        """How much the filter leaves to search."""
        if filter.is_open:
            return self.facts.counts
        if filter not in self._counts:
            self._counts[filter] = super().counts(filter)
        return self._counts[filter]

    def _facts(self) -> Facts:
        (outlets, sources), (days, counts, dim) = self.origins(), self.extent()
        return Facts(self.generation(), outlets, sources, days, counts, dim)

    # Words

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """The number of passages that hold each stem; stems that none holds are left out."""
        asked = list(stems)
        known = self.facts.frequencies
        new = [one for one in asked if one not in known]
        if new:
            known.update(dict.fromkeys(new, 0) | dict(self.rows(lexical.FREQUENCIES, (json.dumps(new),))))
        return {one: known[one] for one in asked if known[one]}

    def terms(self, prefixes: Iterable[str]) -> list[tuple[str, int]]:
        """The stems of the archive's words that begin with one of the prefixes, with the number of passages that hold each."""
        statement, values = lexical.beginning(prefixes)
        return [(str(term), int(documents)) for term, documents in self.rows(statement, values)] if statement else []

    def written(self, passage_ids: Iterable[str]) -> dict[str, str]:
        """Headline and words of passages that are there, by id: how the archive writes what its index holds as stems."""
        rows = self.rows(
            "SELECT p.id, a.title || ' ' || substr(a.text, p.start - a.start + 1, p.end - p.start) "
            f"FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id {AMONG}",
            (json.dumps(list(passage_ids)),),
        )
        return {str(id): str(text) for id, text in rows}

    # Searching

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
        """For each list of words, the `k` passages that best match any of them and that its filter allows, as (passage id, BM25 score),
        best first; words are stemmed. Where very many passages hold one of the words, only those are looked at that hold a rarer one."""
        found: list[list[tuple[str, float]]] = [[] for _ in asks]
        rare = self._rare(asks)
        several = [lexical.Ask(words, *condition(filter), few) for (words, filter), few in zip(asks, rare, strict=True)]
        statement, values = lexical.search(several, k)
        for place, id, score in self.rows(statement, values) if statement else ():
            found[place].append((str(id), float(score)))
        return found

    def _rare(self, asks: Sequence[tuple[Sequence[str], Filter]]) -> list[list[str]]:
        """For each list of words those that are asked for first; none where all can be."""
        total = self.facts.counts.passages
        if total <= lexical.SCORED:
            return [[] for _ in asks]
        stems = {word: [stem(part) for part in parts_of(word)] for words, _ in asks for word in words}
        known = self.frequencies({one for several in stems.values() for one in several})
        held = {word: min((known.get(one, 0) for one in several), default=0) for word, several in stems.items()}
        # A filter lets few of the passages be scored that hold a word.
        allowed = [lexical.SCORED * total / max(self.counts(filter).passages, 1) for _, filter in asks]
        return [lexical.rarest({word: held[word] for word in words}, most) for (words, _), most in zip(asks, allowed, strict=True)]

    def _nearest_all(self, vectors: Sequence[NDArray[np.float32]], k: int, filter: Filter) -> list[list[tuple[str, float]]]:
        total = self.facts.counts.passages
        if k < 1 or total == 0:
            return [[] for _ in vectors]
        most = WHOLE if filter.is_open else EXACT_LIMIT
        if (not filter.is_open or total <= most) and len(rows := self._allowed(filter, most + 1)) <= most:
            return self._ranked(rows, vectors, k)
        allowed = self.counts(filter).passages
        k = min(k, allowed)
        wanted = math.ceil(OVERFETCH * k * total / allowed)
        if wanted >= allowed and not filter.is_open:
            return self._ranked(self._allowed(filter), vectors, k)
        while True:
            try:
                proposed = [self._store.nearest(vector, wanted, self._meta, self._pending) for vector in vectors]
            except ArchiveError as exc:
                self._store.warn(exc)
                return self._ranked(self._allowed(filter), vectors, k)
            every = sorted({id for ids in proposed for id in ids})
            found = self._ranked(self._allowed(filter, among=every), vectors, k, proposed)
            if all(len(one) >= k for one in found) or wanted >= total:
                return found
            wanted = min(total, wanted * 4)

    def _allowed(self, filter: Filter, limit: int = -1, among: Sequence[str] | None = None) -> list[tuple[str, bytes]]:
        """The passages that a filter allows (of `among`), up to `limit`, with their vectors as they are stored."""
        where, values = condition(filter)
        if among is not None:
            where, values = f"{where} AND p.id {AMONG}", [*values, json.dumps(among)]
        source = "passages p" if filter.is_open else PASSAGES
        return self.rows(f"SELECT p.id, v.vector FROM {source} JOIN vectors v ON v.hash = p.hash WHERE {where} LIMIT ?", [*values, limit])

    def _ranked(
        self, rows: Sequence[tuple[str, bytes]], vectors: Sequence[NDArray[np.float32]], k: int, proposed: Sequence[Sequence[str]] = ()
    ) -> list[list[tuple[str, float]]]:
        """The `k` passages nearest to each vector by exact cosines, of all, or of those proposed to it."""
        if not rows:
            return [[] for _ in vectors]
        place = {id: at for at, (id, _) in enumerate(rows)}
        held = matrix([row[1] for row in rows], self.facts.dim)
        ranked = []
        for number, vector in enumerate(vectors):
            cosines = held @ vector
            own = [id for id in dict.fromkeys(proposed[number]) if id in place] if proposed else place
            # Rounded, because the scores of equal vectors can differ in the last bits, by their place in the matrix.
            scores = ((id, round(float(cosines[place[id]]), 6)) for id in own)
            ranked.append(sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:k])
        return ranked

    def _check_dim(self, vector: NDArray[np.float32]) -> None:
        stored = self.facts.dim
        if stored and vector.shape != (stored,):
            raise ModelMismatchError(
                f"the archive {self._name} holds vectors of {stored} numbers, and this one has the shape {vector.shape}; "
                "use the embedding model that it was made with"
            )

    # What passages are judged by

    def evidence(self, passage_ids: Iterable[str]) -> dict[str, Exhibit]:
        """The passages of the ids that are there, by id, with all that they are judged by; what is there already is not read again."""
        return self._exhibits.of(passage_ids)

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
        ids = list(article_ids)
        cluster = f"SELECT cluster FROM sketches WHERE article_id {AMONG}"
        rows = self.rows(
            f"SELECT s.cluster, {ARTICLE} FROM {ARTICLES} JOIN sketches s ON s.article_id = a.id WHERE s.cluster IN ({cluster}) {ORDER}",
            (json.dumps(ids),),
        )
        of = {row[1]: row[0] for row in rows}
        return {id: tuple(article_of(row[1:]) for row in rows if row[0] == of.get(id) and row[1] != id) for id in ids}
