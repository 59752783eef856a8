"""The articles of a document that has text but no character offsets: split and dated as a text file, all offsets in the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.ingest.articles import articles_of
from index.prose.article_ids import content_of, free_id
from index.readers.text import Document
from index.types import Article, Evidence

if TYPE_CHECKING:
    from index.readers.base import Story


def articles_of_whole(
    stories: Iterable[Story], *, file: str, published: date | None, source: str | None, taken: Callable[[str], bool]
) -> list[Article]:
    """The articles of the texts of documents (`Story.is_whole`), in order; the parameters are those of `articles_of`."""
    articles: list[Article] = []
    names: set[str] = set()
    for story in stories:
        document = Document(Path(file), story.text.replace("\x00", "\ufffd"), "", "")
        found = articles_of(document, file=file, published=published, source=source, taken=taken)
        for article in found:
            moved = _in_itself(article)
            if len(found) == 1:  # what the properties of a document state is of all of it
                moved = replace(moved, title=moved.title or story.title or "", author=moved.author or story.author)
            content = content_of(moved.title, moved.text, in_file=False)
            name = free_id(file, content, lambda candidate: candidate in names or taken(candidate))
            names.add(name)
            articles.append(replace(moved, id=name, language=moved.language or story.language))
    return articles


def _in_itself(article: Article) -> Article:
    """The article with offsets that count in its own text."""

    def moved(offset: int | None) -> int | None:
        return None if offset is None else offset - article.start

    evidence = tuple(_moved(one, article) for one in article.published.evidence)
    return replace(
        article,
        start=0,
        in_file=False,
        title_start=moved(article.title_start),
        title_end=moved(article.title_end),
        body_start=max(0, article.body_start - article.start),
        published=replace(article.published, evidence=evidence),
    )


def _moved(evidence: Evidence, article: Article) -> Evidence:
    """Evidence by its place in the article; without one where it stands in another."""
    start, end = evidence.start, evidence.end
    if start is None or end is None or not article.start <= start <= end <= article.end:
        return replace(evidence, start=None, end=None)
    return replace(evidence, start=start - article.start, end=end - article.start)
