"""An answer as plain text for programs that show nothing else: its words with numbers, then each source with date and place."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Answer, Citation
from assistant.wording import date_words, refusal_words, searched_words


@dataclass(frozen=True, slots=True)
class Said:
    """The text, and where in it each source stands: (citation, start, end), in characters of `text`."""

    text: str
    places: tuple[tuple[Citation, int, int], ...]


def said(answer: Answer, address: str = "") -> Said:
    """The answer in words; `address` is where this archive's page is, to which sources without a web address of their own link."""
    text = answer.text if answer.told or answer.statements else " ".join(refusal_words(answer))
    if answer.statements:
        text += f"\n\n{searched_words(answer.searched, answer.window, answer.sources)}"
    text += "".join(f"\n{note}" for note in answer.notes)
    places = []
    for cited in answer.citations:
        outlet = f"{cited.source}, " if cited.source else ""
        text += "\n\n" if cited.number == 1 else "\n"
        start = len(text)
        text += f"[{cited.number}] {cited.title} ({outlet}{date_words(cited.published)}): “{cited.quote}”"
        places.append((cited, start, len(text)))
        link = link_of(cited, address)
        text += f" {link}" if link else ""
    return Said(text, tuple(places))


def link_of(cited: Citation, address: str) -> str:
    """Where the words can be read: on this archive's page, at the words; without a page the article's own address, or none."""
    return page_link(cited.article_id, address, cited.start, cited.end) if address else cited.url or ""


def page_link(id: str, address: str, start: int | None = None, end: int | None = None) -> str:
    """The address of an article on this archive's page, at characters `start` to `end` where they are given."""
    place = "" if start is None else f"#char={start}-{end}"
    return f"{address.rstrip('/')}/?article={id}{place}"
