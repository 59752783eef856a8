"""One document to its articles: split, dated, and named by their content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.dating.by_name import dated_by_name
from index.dating.sections import date_sections
from index.prose.article_ids import content_of, free_id
from index.splitting import digest
from index.splitting.digest import Section
from index.types import Article, Basis, Dating, Evidence
from index.words.lists import listed

if TYPE_CHECKING:
    from index.readers.base import Story
    from index.readers.databases.record import Record
    from index.readers.text import Document

RULES_VERSION = "7"
"""Version of the rules that split and date. A file that was added under older ones is read anew when it is added again."""

ENGLISH = frozenset(listed("small.english"))
"""Of the most frequent words of English prose, those that are not frequent in another language."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
ENGLISH_SHARE = 0.12
"""Share of such words from which a text is taken for English: news prose has 0.2-0.35 of them, other languages below 0.06."""


def articles_of(
    document: Document,
    *,
    file: str,
    published: date | None,
    source: str | None,
    taken: Callable[[str], bool],
    records: Sequence[Record] | None = None,
) -> list[Article]:
    """The articles of a document, in its order; `records` are those of a news database, any other text is split.

    `published` is the day the user gives for articles that state none; `source` is the outlet the user gives; `file` is the name to show.
    `taken` says whether an id belongs to an article of another document.
    """
    sections: Sequence[Section] = digest.split(document.text).sections if records is None else records
    articles: list[Article] = []
    names: set[str] = set()
    for section, found in zip(sections, date_sections(document.text, sections), strict=True):
        text = document.text[section.start : section.end]
        name = free_id(file, text, lambda candidate: candidate in names or taken(candidate))
        names.add(name)
        article = _article(document, section, name, file, _published(found, published), source)
        article = article if records is None else _recorded(article, records[len(articles)], found, published)
        articles.append(dated_by_name(article, alone=len(sections) == 1))
    return articles


def articles_of_stories(
    stories: Iterable[Story], *, file: str, published: date | None, source: str | None, taken: Callable[[str], bool]
) -> list[Article]:
    """The articles of a file whose format has no character offsets; the parameters are those of `articles_of`.

    A day or an outlet that the format states comes before an inferred one; the user's day is for stories without a stated one, and the
    user's outlet for all.
    """
    articles: list[Article] = []
    names: set[str] = set()
    for story in stories:
        text = _storable(story.text)
        title = " ".join(_storable(story.title or "").split())
        name = free_id(file, content_of(title, text, in_file=False), lambda candidate: candidate in names or taken(candidate))
        names.add(name)
        articles.append(
            Article(
                id=name,
                title=title,
                text=text,
                file=file,
                start=0,
                published=_published(_stated(story) or _inferred(text), published),
                in_file=False,
                source=source or _label(story.source),
                url=_label(story.url),
                language=_language_code(story.language) or _language(text),
                author=_label(story.author),
                modified=story.modified,
                pages=story.pages,
            )
        )
    return [dated_by_name(article, alone=len(articles) == 1) for article in articles]


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
        source=source or section.source,
        url=section.url,
        language=_language(text),
        author=section.author,
    )


def _stated(story: Story) -> Dating | None:
    if story.published is None:
        return None
    day, words, field = story.published.day, _storable(story.published.words), story.published.field
    return Dating(day, day, Basis.STATED, (Evidence(words, None, None, f"stated in the file's field {field}"),))


def _inferred(text: str) -> Dating:
    return date_sections(text, [Section(0, len(text), None, None, 0, len(text))])[0]


def _storable(text: str) -> str:
    """The text with one sign for each half of a character and each NUL, neither of which a database can hold; offsets stay."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _label(words: str | None) -> str | None:
    """A name in one line; None where there is none."""
    return " ".join(_storable(words).split()) or None if words else None


def _language_code(stated: str | None) -> str | None:
    """The language of a tag such as `en-GB`."""
    code = (stated or "").replace("_", "-").partition("-")[0].strip().lower()
    return code if re.fullmatch("[a-z]{2,3}", code) else None


def _recorded(article: Article, record: Record, inferred: Dating, given: date | None) -> Article:
    """The article with what its record states."""
    return replace(
        article,
        published=_published(record.dating(inferred), given),
        source=article.source or record.source,
        author=record.author,
        language=record.language or article.language,
        modified=record.modified,
    )


def _published(found: Dating, given: date | None) -> Dating:
    """The article's own stated date comes before the one the user gives, and that before one inferred."""
    if given is None or found.basis is Basis.STATED:
        return found
    return Dating(given, given, Basis.GIVEN)


def _language(text: str) -> str | None:
    """`en` for what reads as English; None where that cannot be told."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return "en" if words and sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * len(words) else None
