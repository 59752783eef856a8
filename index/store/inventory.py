"""The articles of one state of an archive as columns in memory, newest first, to be listed by what they hold, when, and from whom."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.prose.terms import words
from index.store import lexical
from index.store.reads import ARTICLES, Reads
from index.store.schema import AMONG
from index.store.table import NEVER
from index.types import Basis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_ROWS = "SELECT id, earliest, latest, basis, source, author, document_id FROM articles ORDER BY rowid"
_FILES = "SELECT id, file FROM documents"
_KEYS = "SELECT article_id, min(key), max(key), count(*) FROM passages GROUP BY 1"
_SCATTERED = "SELECT key FROM passages WHERE article_id = ?"
_HOLDING = "SELECT group_concat(rowid) FROM lexicon WHERE lexicon MATCH ?"
_LONGEST_SPAN = 24
"""Months that an article may be of and be counted in each; one of a longer interval is counted in its last."""
_ENDINGS = "ings edly ers ies ied ions ations izations isations ities ments nesses ances ences ables ibles ives ously fully ally".split()
"""What a stem, which is all that the index knows of a word, may go on with: of "electio" it is "elect"."""
BASES = tuple(Basis)


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles are wanted: holding all of these words (the last may be begun only), of these days, outlet, byline, file; and how
    their date is known, `Basis.UNKNOWN` being the undated. Column are compared without regard to case; a part of one is enough where none
    is the whole. Of a zip archive's file name all its members are.
    """

    words: str = ""
    since: date | None = None
    until: date | None = None
    outlet: str = ""
    author: str = ""
    basis: Basis | None = None
    file: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A name of each article, as its place among the different ones, shape (n,); the empty name is that of articles without one."""

    known: tuple[str, ...]
    of: NDArray[np.int64]

    @classmethod
    def read(cls, names: Sequence[str | None]) -> Column:
        """The names of the articles in their order."""
        import numpy as np

        places = {name: at for at, name in enumerate(dict.fromkeys(names))}
        of = np.array([places[name] for name in names], dtype=np.int64)
        return cls(tuple(name or "" for name in places), of)

    def counts(self) -> Counter[str]:
        """How many articles have each name, without those that have none."""
        import numpy as np

        counts = np.bincount(self.of, minlength=len(self.known)).tolist()
        return Counter({name: count for name, count in zip(self.known, counts, strict=True) if name})

    def like(self, wanted: str) -> Mask:
        """Which articles have this name, or one that holds it."""
        import numpy as np

        folded = " ".join(wanted.split()).casefold()
        cased = [" ".join(name.split()).casefold() for name in self.known]
        places = [at for at, name in enumerate(cased) if name == folded] or [at for at, name in enumerate(cased) if folded in name]
        return np.isin(self.of, places)

    def within(self, file: str) -> Mask:
        """Which articles are of this file, or of one in it."""
        import numpy as np

        return np.isin(self.of, [at for at, name in enumerate(self.known) if name == file or name.startswith(f"{file}!/")])


@dataclass(frozen=True, slots=True, eq=False)
class Inventory:
    """Articles by place, newest first, the undated last: ids, the ordinals of the first and last day of each (0 and `NEVER` where not
    known), how each date is known (place in `BASES`), outlets, bylines and files; and the article of each passage by its key.
    """

    ids: tuple[str, ...]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    basis: NDArray[np.int8]
    outlets: Column
    authors: Column
    files: Column
    keys: NDArray[np.int64]
    holders: NDArray[np.int64]

    @classmethod
    def load(cls, reads: Reads) -> Inventory:
        """What is there now; no text is read for it."""
        import numpy as np

        ids, *columns, documents = list(zip(*reads.rows(_ROWS), strict=True)) or [()] * 7
        first, last = (_ordinals(column) for column in columns[:2])
        order = np.lexsort((-first, -np.where(last, last, first)))  # what was added first stays first among equals
        codes, files = {basis.value: at for at, basis in enumerate(BASES)}, dict(reads.rows(_FILES))
        basis = np.array([codes[one] for one in columns[2]], dtype=np.int8)
        read = (Column.read(column) for column in (columns[3], columns[4], [files[document] for document in documents]))
        outlets, authors, of_files = (Column(column.known, column.of[order]) for column in read)
        return cls(
            tuple(ids[at] for at in order.tolist()),
            first[order],
            np.where(last, last, NEVER)[order],
            basis[order],
            outlets,
            authors,
            of_files,
            *_holders(reads, ids, order),
        )

    def __len__(self) -> int:
        """The number of articles."""
        return len(self.ids)

    def found(self, reads: Reads, wanted: ArticleFilter) -> list[int]:
        """The places of the articles that are wanted, newest first; `reads` is of the state that this is of."""
        import numpy as np

        left = self._of_days(wanted.since, wanted.until)
        if wanted.basis is not None:
            left &= self.basis == BASES.index(wanted.basis)
        for names, name in ((self.outlets, wanted.outlet), (self.authors, wanted.author)):
            left &= names.like(name) if name.strip() else True
        left &= self.files.within(wanted.file) if wanted.file else True
        *whole, begun = words(wanted.words) or [""]
        for word in whole:
            left &= self._holding(reads, lexical.match_any([word]))
        if begun:
            left &= self._begun(reads, begun) if wanted.words[-1:].isalnum() else self._holding(reads, lexical.match_any([begun]))
        places: list[int] = np.flatnonzero(left).tolist()
        return places

    def months(self, places: Iterable[int]) -> Counter[tuple[int, int]]:
        """How many of these articles may be of each (year, month)."""
        counts: Counter[tuple[int, int]] = Counter()
        spans: Counter[tuple[int, int]] = Counter()
        first, last = self.first.tolist(), self.last.tolist()
        spans.update((first[at], last[at]) for at in places)
        for (begin, end), number in spans.items():
            for month in _months(begin, end):
                counts[month] += number
        return counts

    def day(self, place: int) -> date | None:
        """The last day that the article may be of, else its first; None where neither is known."""
        last, first = int(self.last[place]), int(self.first[place])
        return date.fromordinal(last) if last < NEVER else date.fromordinal(first) if first else None

    def _of_days(self, since: date | None, until: date | None) -> Mask:
        """The same rule as `Dating.overlaps`."""
        import numpy as np

        left = np.full(len(self), True)
        if since is not None or until is not None:
            left &= (self.first > 0) | (self.last < NEVER)
        if since is not None:
            left &= self.last >= since.toordinal()
        if until is not None:
            left &= self.first <= until.toordinal()
        return left

    def _begun(self, reads: Reads, word: str) -> Mask:
        """Which articles hold a word that begins so; where none does, one of whose stem this is more ("electio" of "election")."""
        left = self._holding(reads, lexical.match_begun(word))
        for length in range(len(word) - 1, 2, -1):
            if left.any():
                break
            if _may_end(word[length - 1], word[length:]):
                left = self._holding(reads, lexical.match_any([word[:length]]))
        return left

    def _holding(self, reads: Reads, expression: str) -> Mask:
        import numpy as np

        left = np.full(len(self), False)
        found = reads.value(_HOLDING, (expression,)) if expression else None
        if found and len(self.keys):
            keys = np.fromstring(found, sep=",", dtype=np.int64)
            places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            left[self.holders[places[self.keys[places] == keys]]] = True
        return left


def _may_end(letter: str, rest: str) -> bool:
    """Whether a stem with this last letter, perhaps doubled, may go on so: "run" with "nin"."""
    rest = rest.removeprefix(letter) or rest
    return any(ending.startswith(rest) for ending in _ENDINGS)


def _ordinals(days: Sequence[str | None]) -> NDArray[np.int32]:
    """The ordinals of ISO days, 0 for none; many articles are of one day, which is read once."""
    import numpy as np

    known = {day: date.fromisoformat(day).toordinal() if day else 0 for day in set(days)}
    return np.array([known[day] for day in days], dtype=np.int32)


def _holders(reads: Reads, ids: Sequence[str], order: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The keys of all passages, ascending, and the places of their articles; nearly always those of an article follow one another."""
    import numpy as np

    places = np.empty(len(ids), dtype=np.int64)
    places[order] = np.arange(len(ids))
    place = dict(zip(ids, places.tolist(), strict=True))
    articles, *numbers = list(zip(*reads.rows(_KEYS), strict=True)) or [()] * 4
    first, last, sizes = (np.array(column, dtype=np.int64) for column in numbers)
    of = np.array([place[id] for id in articles], dtype=np.int64)
    keys = np.arange(sizes.sum()) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    holders = np.repeat(of, sizes)
    for at in np.flatnonzero(last - first + 1 != sizes).tolist():
        keys[holders == of[at]] = [key for (key,) in reads.rows(_SCATTERED, (articles[at],))]
    by_key = np.argsort(keys, kind="stable")
    return keys[by_key], holders[by_key]


def _months(first: int, last: int) -> list[tuple[int, int]]:
    """The months from one day to another, given as ordinals; of an open or long interval the one in which it is known to end, or begin."""
    if not first and last >= NEVER:
        return []
    end = date.fromordinal(last if last < NEVER else first)
    if not first or last >= NEVER:
        return [(end.year, end.month)]
    begin = date.fromordinal(first)
    numbers = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
    return [(number // 12, number % 12 + 1) for number in numbers] if len(numbers) <= _LONGEST_SPAN else [(end.year, end.month)]


def undated_in(reads: Reads, files: Iterable[str]) -> int:
    """How many articles of these files have no date."""
    where = f"d.file {AMONG} AND a.earliest IS NULL AND a.latest IS NULL"
    return int(reads.value(f"SELECT count(*) FROM {ARTICLES} WHERE {where}", (json.dumps(list(files)),)))
