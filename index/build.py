"""One document to its articles: split, dated, and named by their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count, islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from index import dating, digest
from index.types import Article, Basis, Dating

if TYPE_CHECKING:
    from index.digest import Section
    from index.readers.text import Document

RULES = "1"
"""Version of the rules that split and date. A file that was added under older ones is read anew when it is added again."""

OCCURRENCES = 1000
"""Equal articles of one file name among which a check looks for a name."""
ENGLISH = frozenset({"the", "of", "and", "to", "that", "for", "is", "was", "with", "by", "at", "from", "it", "be", "has", "are"})
"""Of the most frequent words of English prose, those that are not frequent in another language."""
ENGLISH_SHARE = 0.12
"""Share of such words from which a text is taken for English: news prose has 0.2-0.35 of them, other languages below 0.06."""


def articles_of(
    document: Document, *, file: str, published: date | None, source: str | None, taken: Callable[[str], bool]
) -> list[Article]:
    """The articles of a document, in its order.

    `published` is the day the user gives for articles that state none; `source` is the outlet the user gives; `file` is the name to show.
    `taken` says whether an id belongs to an article of another document.
    """
    sections = digest.split(document.text).sections
    articles: list[Article] = []
    names: set[str] = set()
    for section, found in zip(sections, dating.date_sections(document.text, sections), strict=True):
        text = document.text[section.start : section.end]
        name = _id(file, text, lambda candidate: candidate in names or taken(candidate))
        names.add(name)
        articles.append(_article(document, section, name, file, _published(found, published), source))
    return articles


def is_named_by_content(article: Article) -> bool:
    """Whether the article's id is made of its text: False for a text that has changed since."""
    return article.id in islice(_names(article.file, article.text), OCCURRENCES)


def _article(document: Document, section: Section, id: str, file: str, published: Dating, source: str | None) -> Article:
    text = document.text[section.start : section.end]
    return Article(
        id=id,
        title=section.title(document.text).strip(),
        text=text,
        file=file,
        start=section.start,
        published=published,
        title_start=section.title_start,
        title_end=section.title_end,
        body_start=section.body_start,
        source=source,
        url=section.url,
        language=_language(text),
    )


def _published(found: Dating, given: date | None) -> Dating:
    """The article's own stated date comes before the one the user gives, and that before one inferred."""
    if given is None or found.basis is Basis.STATED:
        return found
    return replace(found, earliest=given, latest=given, basis=Basis.STATED, evidence=())


def _id(file: str, text: str, taken: Callable[[str], bool]) -> str:
    """The first of the article's names that is free."""
    return next(name for name in _names(file, text) if not taken(name))


def _names(file: str, text: str) -> Iterator[str]:
    """Names made of the file's name and the text: the same wherever the file lies; equal texts are told apart by their occurrence."""
    for occurrence in count():
        key = "\0".join((PurePath(file).name, text, str(occurrence)))
        yield hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]


def _language(text: str) -> str | None:
    """`en` for what reads as English; None where that cannot be told."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return "en" if words and sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * len(words) else None
