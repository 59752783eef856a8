"""The values of one question: window, query, turn, citation, statement, answer. Each points at the one before; none knows a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.types import Dating, Filter, Hit


class Status(StrEnum):
    """Whether the archive answers."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Window:
    """Days that the question is about, both included; `from_words` are the question's own words, None when set by hand."""

    since: date | None = None
    until: date | None = None
    from_words: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the conversation; `answer` is the text shown, empty when only the question is known."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question that stands alone.

    `asked` is the question with its misspelt words read as those of the archive, `standalone` the same after the questions it leans on.
    `filter` is what may be searched (set by the user: days of publication and outlets). `window` is what is shown as the window: the
    user's, or the days that the question's words name; those are days of events as well, so they keep what was published on them or
    speaks of them. `background` are the earlier questions that a follow-up leans on; `parts` are the single questions of a compound one,
    each with the others as its background and a window of its own.
    """

    question: str
    asked: str
    standalone: str
    background: tuple[str, ...] = ()
    parts: tuple[Query, ...] = ()
    window: Window | None = None
    sources: tuple[str, ...] = ()
    filter: Filter = field(default_factory=Filter)
    respelt: tuple[tuple[str, str], ...] = ()  # (word as typed, word of the archive it was read as)


@dataclass(frozen=True, slots=True)
class Citation:
    """A verified quotation: `quote` was cut from the stored text at `start`/`end` (document offsets, as everywhere)."""

    number: int
    article_id: str
    title: str
    published: Dating
    source: str | None
    url: str | None
    file: str
    start: int
    end: int
    quote: str
    speaker: str | None
    passage_start: int  # the passage around the quotation, for showing it highlighted in place
    passage_end: int
    passage_text: str
    author: str | None = None  # the byline
    page: int | None = None  # for formats that have pages, counted from 1
    highlights: tuple[tuple[int, int], ...] = ()  # the answering words inside the quote, document offsets


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an answer, and the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through after filters: articles, passages, and the undated articles that a window left out."""

    articles: int
    passages: int
    undated_left_out: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive says to a question, or that it does not say it."""

    question: str
    standalone_question: str
    status: Status
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    window: Window | None
    sources: tuple[str, ...]
    searched: Searched
    nearest: tuple[Hit, ...]
    answerer: str
    confidence: float
    notes: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
