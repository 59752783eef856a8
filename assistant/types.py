"""The values of one question: window, query, turn, citation, statement and its parts, answer. None knows a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from assistant import wording
from index.types import Dating, Filter, Hit, SourceBasis


class Status(StrEnum):
    """Whether the archive answers; `UNCERTAIN`: what is shown may answer, and nothing is claimed."""

    ANSWERED = "answered"
    UNCERTAIN = "uncertain"
    NOT_FOUND = "not_found"


class Form(StrEnum):
    """What an answer is made of: quotations that answer, a dated list of articles, facts about the archive itself, what can be asked."""

    QUOTATIONS = "quotations"
    ARTICLES = "articles"
    ARCHIVE = "archive"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Window:
    """Days that the question is about, both included; `from_words` are the question's own words, None when set by hand."""

    since: date | None = None
    until: date | None = None
    from_words: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What "last week" would be, had it been asked on `as_of`, the archive's last day: days that the archive knows of."""

    as_of: date
    window: Window


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words that an earlier answer quoted: where they stand (document offsets), under which headline, and whose they are."""

    article_id: str
    start: int
    end: int
    words: str
    title: str = ""
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the conversation: the question with its reading, and what its answer quoted.

    Only the question has to be known. `answer` is the text shown, `standalone` the reading or ""; `confidence` and `form` the answer's.
    """

    question: str
    answer: str = ""
    standalone: str = ""
    window: Window | None = None
    quoted: tuple[QuotedWords, ...] = ()
    confidence: float | None = None
    form: Form | None = None

    @classmethod
    def from_answer(cls, answer: Answer) -> Turn:
        """The exchange that ended with this answer."""
        quoted = (QuotedWords(one.article_id, one.start, one.end, one.quote, one.title, one.speaker) for one in answer.citations)
        return cls(answer.question, answer.text, answer.standalone_question, answer.window, tuple(quoted), answer.confidence, answer.form)

    @property
    def reading(self) -> str:
        """The question as it was read, on one line; as it was asked where its reading is not known."""
        return " ".join((self.standalone or self.question).split())


class Aspect(StrEnum):
    """What can be asked of the last answer."""

    SOURCE = "source"
    WHEN = "when"
    WHO = "who"
    SURE = "sure"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Query:
    """A question that stands alone.

    `asked` is the question with its misspelt words read as those of the archive, and with whom and what its pronouns mean; `standalone`
    the same after the questions it leans on, to be searched by; `reading` how the question was read, to be shown. `filter` is what may
    be searched (set by the user: days of publication and outlets). `window` is what is shown as the window: the user's, or the days that
    the question names, which keep what was published on them or speaks of them. `offer` is what these words would mean counted from
    the archive's last day, where it ends before. `background` are the questions that a follow-up leans on, `near` the ids of the articles
    that the answer before it quoted; `parts` are the single questions of a compound one, `otherwise` is how else it may be read in its
    conversation. `about`: what is asked of the last answer.
    """

    question: str
    asked: str
    standalone: str
    reading: str = ""
    background: tuple[str, ...] = ()
    parts: tuple[Query, ...] = ()
    otherwise: Query | None = None
    window: Window | None = None
    sources: tuple[str, ...] = ()
    filter: Filter = field(default_factory=Filter)
    respelt: tuple[tuple[str, str], ...] = ()  # (word as typed, word of the archive it was read as)
    wordings: tuple[str, ...] = ()  # other ways to ask the same, which are searched by too
    offer: Offer | None = None
    about: Aspect | None = None
    near: tuple[str, ...] = ()

    @property
    def matter(self) -> str:
        """`standalone` without the words that name its window: what is asked, whenever it was."""
        said = self.window.from_words if self.window else None
        return self.standalone.replace(said, " ") if said else self.standalone


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
    source_basis: SourceBasis | None = None  # where `source` comes from


@dataclass(frozen=True, slots=True)
class Lead:
    """Whose words a quotation is, and of what date: what is None is not said of it.

    A speaker; where nobody speaks, the headline with its outlet; where there is none, the outlet; else the name of the file.
    """

    published: Dating
    speaker: str | None = None
    headline: str | None = None
    outlet: str | None = None
    file: str | None = None

    @property
    def text(self) -> str:
        """The lead in words."""
        return wording.lead_words(self)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of the citation `number` where they stand in a statement."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that are no quotation, Dateline's own or a language model's, and among them, as integers, the numbers of citations.

    A number is one only where it is an integer: `[1]` in a string is words.
    """

    parts: tuple[str | int, ...]

    @classmethod
    def of(cls, *pieces: str | int | Remark) -> Remark:
        """The pieces one after the other as one remark, in which no two strings are neighbours."""
        parts: list[str | int] = []
        for part in (part for piece in pieces for part in (piece.parts if isinstance(piece, Remark) else (piece,))):
            last = parts[-1] if parts else None
            if isinstance(part, str) and isinstance(last, str):
                parts[-1] = last + part
            else:
                parts.append(part)
        return cls(tuple(parts))

    @classmethod
    def listed(cls, remarks: Sequence[Remark | str], between: str = ", ") -> Remark:
        """Several as one, with words between them."""
        return cls.of(*[piece for remark in remarks for piece in (between, remark)][1:])

    @property
    def numbers(self) -> tuple[int, ...]:
        """The citations that it names."""
        return tuple(part for part in self.parts if isinstance(part, int))

    @property
    def text(self) -> str:
        """The remark in words, a citation as `[1]`."""
        return wording.remark_words(self)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an answer: the numbers of the citations that carry it, and its parts.

    It is either quotations with the lead of each, or a remark that citations carry, with the lead of each of those where it is a claim.
    """

    citations: tuple[int, ...]
    leads: tuple[Lead, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    remark: Remark | None = None

    @property
    def unnamed(self) -> tuple[int, ...]:
        """The citations that no part of it gives a place to; their numbers stand at its end."""
        named = {*(quotation.number for quotation in self.quotations), *(self.remark.numbers if self.remark else ())}
        return tuple(number for number in self.citations if number not in named)

    @property
    def text(self) -> str:
        """The statement in words, without the numbers that stand at the end of it and of its quotations."""
        return wording.statement_words(self)


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through after filters: articles, passages, and the undated articles that a window left out."""

    articles: int
    passages: int
    undated_left_out: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive says to a question, what in it may answer, or that it does not say it.

    `confidence` is the probability that what is shown answers. `asides` are whole sentences that are said first where nothing is claimed,
    `remarks` what is said beside it. `offer` is made where the days asked for lie behind the archive's last one.
    An answer about the archive, or about what can be asked, has no statements: `told` are its paragraphs, in Dateline's own words, with
    or without citations, and `examples` are questions that can be asked. Of a list of articles each statement is one, with its sentence.
    """

    question: str
    standalone_question: str
    status: Status
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    window: Window | None
    sources: tuple[str, ...]
    searched: Searched
    nearest: tuple[Hit, ...]
    answerer: str
    confidence: float
    remarks: tuple[Remark, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    asides: tuple[str, ...] = ()
    form: Form = Form.QUOTATIONS
    told: tuple[Remark, ...] = ()
    examples: tuple[str, ...] = ()
    offer: Offer | None = None

    @property
    def articles(self) -> tuple[Citation, ...]:
        """The listed articles in their order, each by the sentence cut from it; none in another form."""
        return self.citations if self.form is Form.ARTICLES else ()

    @property
    def text(self) -> str:
        """The answer, what may be one, or the refusal, in words: made of its parts, the remarks left out."""
        return wording.answer_words(self)

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks in words."""
        return tuple(remark.text for remark in self.remarks)

    def with_notes(self, *notes: Remark | str) -> Answer:
        """The same answer with more remarks."""
        return replace(self, remarks=(*self.remarks, *map(Remark.of, notes)))
