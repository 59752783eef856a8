"""A quotation on its way out of the page: its words with where they are from, the address of its words, and the button that copies both."""

from __future__ import annotations

from assistant.types import Citation
from assistant.wording import span_words
from index.types import Dating
from ui.markup import escaped, isolated, label


def words_address(article_id: str, start: int, end: int) -> str:
    """Where the words at these document offsets are opened, as a link relative to the page."""
    return f"?article={article_id}#char={start}-{end}"


def copied(citation: Citation) -> str:
    """The quotation with its outlet, its day and how that is known: “...” (The Tarn Echo, 4 May 2031, stated)."""
    return f"“{citation.quote.strip()}” ({from_where(citation.source or citation.title or citation.file, citation.published)})"


def from_where(name: str, dating: Dating) -> str:
    """An outlet, or what stands in for it, with a date and how it is known."""
    day = span_words(dating.earliest, dating.latest)
    return ", ".join(filter(None, (label(name), *((day, dating.basis.value) if day else ("date unknown",)))))


def copy_button(citation: Citation) -> str:
    """The button beside a quotation; a script copies what it holds, with the whole address behind it."""
    address = words_address(citation.article_id, citation.start, citation.end)
    named = f"Copy the quotation of source {citation.number}"
    return (
        f'<button type="button" class="copy" data-copy="{escaped(copied(citation))}" data-link="{escaped(address)}" '
        f'aria-label="{named}">Copy</button>'
    )


def headline_link(title: str, article_id: str, start: int, end: int) -> str:
    """A headline that opens its article at these words."""
    address = escaped(words_address(article_id, start, end))
    return f'<a href="{address}" data-article-link>{isolated(title) if label(title) else "Untitled"}</a>'
