"""The values that travel through the house: article, dating, passage, sentence, hit. Frozen, without behaviour that touches a disk.

One coordinate system holds everywhere: a `start`/`end` pair counts Unicode characters, half open, in the *document* of the article.
The document is the decoded file for plain text (so `text_of_file[start:end]` is the quotation), and the stored article text for every
other format. `Article.slice` is the one way from coordinates to words.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """How a date is known, in order of weight: the user's own word on the article, the article's, that of who added its file, ours."""

    CORRECTED = "corrected"
    STATED = "stated"
    GIVEN = "given"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class SourceBasis(StrEnum):
    """Where the name of an outlet comes from: the user's own word on the article, that of who added its file, or the file itself."""

    CORRECTED = "corrected"
    GIVEN = "given"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that date an article, and the reason why they do; `start`/`end` are None where they stand in the file's metadata."""

    quote: str
    start: int | None
    end: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published, as an interval of days (both ends included), and how that is known.

    `earliest == latest` is a known day; an open end is None; `Basis.UNKNOWN` has neither end.
    """

    earliest: date | None = None
    latest: date | None = None
    basis: Basis = Basis.UNKNOWN
    evidence: tuple[Evidence, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of publication where a single one is known."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def is_known(self) -> bool:
        """True where at least one end of the interval is known."""
        return self.earliest is not None or self.latest is not None

    def overlaps(self, since: date | None, until: date | None) -> bool:
        """Whether the article may have been published between `since` and `until` (days included, None = open). Undated: False."""
        if not self.is_known:
            return False
        starts_in_time = until is None or self.earliest is None or self.earliest <= until
        ends_in_time = since is None or self.latest is None or self.latest >= since
        return starts_in_time and ends_in_time


@dataclass(frozen=True, slots=True)
class Article:
    """One story as it stands in its document: `text` is `document[start:end]`, letter for letter."""

    id: str
    title: str
    text: str
    file: str
    start: int
    published: Dating
    in_file: bool = True  # False: the format has no character offsets, `start` is 0 and counts in `text`
    title_start: int | None = None  # None: the title does not stand in the document (metadata), or there is none
    title_end: int | None = None
    body_start: int = 0  # where the prose begins, after the title
    source: str | None = None
    url: str | None = None
    language: str | None = None
    author: str | None = None  # the byline
    modified: date | None = None  # when the format says that the story was last changed; never its date of publication
    pages: tuple[int, ...] = ()  # where each page begins (document offsets), for formats that have pages
    source_basis: SourceBasis | None = None  # where `source` comes from, as the archive tells it; None before it is stored, or without one

    @property
    def end(self) -> int:
        """End of the article in its document."""
        return self.start + len(self.text)

    @property
    def words(self) -> int:
        """Number of whitespace-separated words."""
        return len(self.text.split())

    def page(self, at: int) -> int | None:
        """The page (from 1) that a document offset stands on; None for formats without pages."""
        return bisect_right(self.pages, at) or None if self.pages else None

    def slice(self, start: int, end: int) -> str:
        """The words between two document offsets; raises IndexError when they leave the article."""
        if not self.start <= start <= end <= self.end:
            raise IndexError(f"span {start}-{end} lies outside article {self.id} ({self.start}-{self.end})")
        return self.text[start - self.start : end - self.start]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article, by document offsets; `ordinal` counts from 0 within the article."""

    article_id: str
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences: the unit that is embedded, indexed and ranked."""

    id: str
    article_id: str
    ordinal: int
    start: int
    end: int
    text: str
    context: str  # headline and date, put before the text in what is embedded and indexed; never part of what is quoted


@dataclass(frozen=True, slots=True)
class Filter:
    """What may be searched: a window of publication days (both included, None = open), outlets, and people of the byline (empty = all)."""

    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True when nothing is excluded."""
        return self.since is None and self.until is None and not self.sources and not self.authors


EVERYTHING = Filter()
"""The filter that excludes nothing."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query, its article, its score (higher is better), and each ranker's rank from 1 (None = not found by it)."""

    passage: Passage
    article: Article
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
