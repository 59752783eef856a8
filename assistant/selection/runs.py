"""Sentences that may answer, before it is known how likely, and the words of a text by their stems."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.retrieval.candidates import Candidate
from assistant.words.naming import FAMILY
from index.prose.reading import Reading
from index.types import Article, Passage, Sentence


@dataclass(frozen=True, slots=True)
class Run:
    """One or two neighbouring sentences of a candidate that may answer, `first` to before `last` in it."""

    candidate: Candidate
    first: int
    last: int
    speaker: str | None
    voices: str  # all who speak in it
    offers: float  # share of the asked kinds that it offers; 0.5 when nothing in particular is asked for
    offered: tuple[tuple[int, int], ...] = ()  # where it does, offsets into its text

    @property
    def article(self) -> Article:
        """The article that it stands in."""
        return self.candidate.article

    @property
    def passage(self) -> Passage:
        """The passage that it stands in."""
        return self.candidate.passage

    @property
    def reading(self) -> Reading:
        """What that article says."""
        return self.candidate.reading

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences."""
        return self.candidate.sentences[self.first : self.last]

    @property
    def start(self) -> int:
        """Where it begins (document offset)."""
        return self.candidate.sentences[self.first].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.candidate.sentences[self.last - 1].end

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.slice(self.start, self.end)

    @property
    def cosine(self) -> float:
        """The best of its sentences."""
        return float(self.candidate.cosines[self.first : self.last].max())

    @property
    def matter(self) -> float:
        """The same with the question without its names; 0 where its sentences were not embedded."""
        cosines = self.candidate.of_matter
        return float(cosines[self.first : self.last].max()) if cosines is not None else 0.0

    def overlaps(self, other: Run) -> bool:
        """Whether the two share a sentence."""
        return self.candidate.article.id == other.candidate.article.id and self.start < other.end and other.start < self.end


class Stemmed:
    """The stems of a text, and how they begin."""

    def __init__(self, stems: set[str]) -> None:
        self.stems = stems
        self._beginnings = {term[:FAMILY] for term in stems if len(term) >= FAMILY}

    def speaks_of(self, term: str) -> bool:
        """Whether the text holds a word, or one that begins alike: "Albania" is there in "Albanian"."""
        return term in self.stems or (len(term) >= FAMILY and term[:FAMILY] in self._beginnings)
