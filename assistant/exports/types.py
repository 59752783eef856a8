"""The values of an export: what it says of itself, its questions and answers, and the citations numbered through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.exports.standing import Proof, Standing
from assistant.selectors import sha256
from assistant.types import Answer, Citation
from index.types import Article


@dataclass(frozen=True, slots=True)
class Meta:
    """What an export says of itself: when it was made, by which version, from which archive, with which language model (None: none)."""

    made: datetime  # with its time zone
    version: str
    archive: str  # the name of its folder
    fingerprint: str
    articles: int
    passages: int
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A citation under its number through the whole export, and where its words stand now."""

    number: int
    citation: Citation
    proof: Proof

    @property
    def offsets_in(self) -> str | None:
        """What `start` and `end` count in: the decoded `file`, or the stored text of the `article`; None where the article is gone."""
        cited = self.cited
        return None if cited is None else "file" if cited.in_file else "article"

    @property
    def article_sha256(self) -> str | None:
        """The hash of the whole stored text of the article that is cited; None where it is gone."""
        return None if self.cited is None else sha256(self.cited.text)

    @property
    def cited(self) -> Article | None:
        """The article that is cited, as it is stored now; None where it is gone."""
        article = self.proof.article
        return article if article is not None and article.id == self.citation.article_id else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer, counted from 1."""

    number: int
    answer: Answer
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A conversation, ready to be written."""

    meta: Meta
    entries: tuple[Entry, ...]

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """All of them, in order."""
        return tuple(footnote for entry in self.entries for footnote in entry.footnotes)

    @property
    def fallen(self) -> tuple[Footnote, ...]:
        """Those whose words do not stand where they were cut."""
        return tuple(footnote for footnote in self.footnotes if footnote.proof.standing is not Standing.STANDS)
