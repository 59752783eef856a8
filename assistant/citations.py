"""The only place that makes a `Citation`: a span of a stored article in, the letters that stand there out, verified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.types import Answer, Citation
from index.errors import CitationError, UnknownArticleError
from index.types import Article, Passage


class Stored(Protocol):
    """Where articles are stored, as far as citations are looked up in it; `index.archive.Archive` is one."""

    def article(self, id: str) -> Article:
        """The article as it is stored; raises UnknownArticleError."""


class ReadAnew:
    """Articles that were read from the archive once more, for their citations to be looked up in and for nothing else."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {article.id: article for article in articles}

    def article(self, id: str) -> Article:
        """The article as it is stored; raises UnknownArticleError."""
        if id not in self._articles:
            raise UnknownArticleError(f"there is no article {id}")
        return self._articles[id]


_FOLD = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
}


def cite(
    number: int,
    article: Article,
    passage: Passage,
    start: int,
    end: int,
    speaker: str | None = None,
    highlights: Sequence[tuple[int, int]] = (),
) -> Citation:
    """A citation of the words `start`..`end` (document offsets) of an article; the quote is cut from the stored text.

    Raises CitationError when the span is empty or leaves the article: no citation exists that does not stand in its article.
    """
    try:
        quote = article.slice(start, end)
    except IndexError as exc:
        raise CitationError(f"citation {number} cannot stand: {exc}") from exc
    if not quote.strip():
        raise CitationError(f"citation {number} of article {article.id} quotes nothing ({start}-{end})")
    inside = tuple((left, right) for left, right in highlights if start <= left < right <= end)
    shown = _around(article, passage, start, end)
    return Citation(
        number=number,
        article_id=article.id,
        title=article.title,
        published=article.published,
        source=article.source,
        url=article.url,
        file=article.file,
        start=start,
        end=end,
        quote=quote,
        speaker=speaker,
        passage_start=shown[0],
        passage_end=shown[1],
        passage_text=article.slice(*shown),
        author=article.author,
        page=article.page(start),
        highlights=inside,
        source_basis=article.source_basis,
    )


def verify(answer: Answer, stored: Stored) -> None:
    """Look every citation up where its words are stored, and hold every part of the answer against the citations.

    `stored` reads the archive: the objects that the citations were cut from would only be compared with themselves. Raises CitationError
    that names the first citation or statement that does not stand.
    """
    cited = {citation.number: citation for citation in answer.citations}
    if len(cited) != len(answer.citations):
        raise CitationError("two citations of the answer have one number")
    texts: dict[str, Article] = {}
    for citation in answer.citations:
        _look_up(citation, texts, stored)
    for number in (number for remark in answer.told for number in remark.numbers):
        if number not in cited:
            raise CitationError(f"words that name citation {number}, which the answer has not")
    for statement in answer.statements:
        named = (*(quotation.number for quotation in statement.quotations), *(statement.remark.numbers if statement.remark else ()))
        if not statement.citations or not cited.keys() >= {*statement.citations} >= {*named}:
            raise CitationError(f"statement without a citation that exists: {statement.text[:80]!r}")
        if any(quotation.words != cited[quotation.number].quote for quotation in statement.quotations):
            raise CitationError(f"statement whose words are not those of its citation: {statement.text[:80]!r}")


def _look_up(citation: Citation, texts: dict[str, Article], stored: Stored) -> None:
    """Raises CitationError where the words do not stand in the stored text; articles read once are kept in `texts`."""
    id, start, end = citation.article_id, citation.start, citation.end
    where = f"citation {citation.number} does not stand in article {id} at {start}-{end}"
    try:
        if id not in texts:
            texts[id] = stored.article(id)
        words = texts[id].slice(start, end)
    except (UnknownArticleError, IndexError) as exc:
        raise CitationError(f"{where}: {exc}") from exc
    if not words or words != citation.quote:
        raise CitationError(where)


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text: letter for letter, or after folding white space and quotation marks; None when it does not.

    The span (offsets in `text`) is what gets cited, so what is shown is the stored text, never the quote handed in.
    """
    wanted = quote.strip()
    if not wanted:
        return None
    at = text.find(wanted)
    if at >= 0:
        return at, at + len(wanted)
    pieces = [re.escape(_folded(word)) for word in wanted.split()]
    # Folding is one character to one character, so offsets in the folded text are offsets in the text.
    found = re.search(r"\s+".join(pieces), _folded(text))
    return found.span() if found else None


def _folded(text: str) -> str:
    return "".join(_FOLD.get(character, character) for character in text)


def _around(article: Article, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The passage to show around a quotation: the one it was found in, widened where the quotation leaves it."""
    if passage.article_id != article.id:
        return start, end
    return min(passage.start, start), max(passage.end, end)
