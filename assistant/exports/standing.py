"""Whether quoted words still stand in the archive, letter for letter: asked when a conversation is exported, and of old exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assistant.citations import Stored
from index.errors import UnknownArticleError
from index.types import Article


class Holdings(Stored, Protocol):
    """What of an archive is needed to look a quotation up, wherever it may stand now; `index.archive.Archive` is one."""

    def articles(self) -> Iterable[Article]:
        """All articles."""


class Standing(StrEnum):
    """What has become of a quotation since it was cut."""

    STANDS = "stands"
    MOVED = "moved"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Proof:
    """Where quoted words stand now: at `start`..`end` (document offsets) of `article`.

    Of missing words `article` is the one that was cited, None where the archive no longer holds it, and both offsets are None.
    """

    standing: Standing
    article: Article | None
    start: int | None = None
    end: int | None = None


def prove(article_id: str, start: int, end: int, quote: str, holdings: Holdings) -> Proof:
    """Look for the words where they were cut, then elsewhere in their article; in the others only where the archive lost that one."""
    try:
        cited = holdings.article(article_id)
    except UnknownArticleError:
        return next(filter(None, (_found(quote, article) for article in holdings.articles())), Proof(Standing.MISSING, None))
    if cited.start <= start <= end <= cited.end and cited.slice(start, end) == quote:
        return Proof(Standing.STANDS, cited, start, end)
    return _found(quote, cited) or Proof(Standing.MISSING, cited)


def _found(quote: str, article: Article) -> Proof | None:
    at = article.text.find(quote)
    return Proof(Standing.MOVED, article, article.start + at, article.start + at + len(quote)) if at >= 0 else None


def standing_words(proof: Proof, article_id: str) -> str:
    """A sentence on what became of a quotation of the article `article_id`."""
    if proof.standing is Standing.STANDS:
        return "The quotation stands in the archive, letter for letter."
    if proof.article is None:
        return f"The archive no longer holds article {article_id}, and the quoted words stand in no other."
    if proof.standing is Standing.MISSING:
        return f"The quoted words no longer stand in article {article_id}."
    place = f"at characters {proof.start}–{proof.end}"
    if proof.article.id == article_id:
        return f"The quoted words have moved: they now stand {place} of article {article_id}."
    return f"The archive no longer holds article {article_id}; the same words stand {place} of article {proof.article.id}."
