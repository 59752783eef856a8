"""E-books (EPUB 2 and 3): each chapter is an article of the day that the book states; contents, covers and imprints are none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from index.errors import EmptyInputError, InputError, NotTextError
from index.readers.base import Collection, StatedDate, Story
from index.readers.date_fields import day_of_field
from index.readers.documents.packed import PackedDocument
from index.readers.documents.properties import author_stated, language_tag
from index.readers.xmltree import HTML, first, local, named, parse, parse_page, prose, words

FORMAT = "EPUB"
WHAT = "an e-book"
_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_FONTS = re.compile(rb"Algorithm\s*=\s*[\"'](?!http://www\.idpf\.org/2008/embedding|http://ns\.adobe\.com/pdf/enc)")
_PAGES = ("application/xhtml+xml", "text/html")
_TYPE = "{http://www.idpf.org/2007/ops}type"
_FURNITURE = re.compile(r"toc|nav|landmarks|page-list|lo[itav]|cover|title-?page|half-?title-?page|copyright-page|imprint|colophon|index")
"""Kinds of pages (EPUB Structural Semantics Vocabulary, and the guide of EPUB 2) that are no article."""
_HEADINGS = ("h1", "h2", "h3")
_BAR = re.compile(r"(?<![a-z])nav(?:bar|igation)?(?![a-z])", re.IGNORECASE)
"""Names of the bars with links that programs put on each page."""
_LINKED = 0.6
"""Share of a page's letters in links from which it is a list of contents."""
_NO_DAY = ("modification", "creation")
_MAKERS = re.compile(r"calibre.*|sigil|pandoc|", re.IGNORECASE)


def read(path: Path, data: bytes) -> Collection:
    """The chapters in the order of reading; raises TooLargeError, NotTextError (damaged, locked), EmptyInputError."""
    book = PackedDocument(path, data, WHAT)
    if _LOCKS in book and _FONTS.search(book.read(_LOCKS)):
        raise NotTextError(f"{path} is locked by its seller, and cannot be read: give a copy without that.")
    place = first(parse(path, book.read(_CONTAINER), WHAT), "rootfile")
    opf = unquote(place.get("full-path") or "") if place is not None else ""
    package = parse(path, book.read(opf), WHAT)
    issue = _issue(package)
    stories: list[Story] = []
    skipped: list[str] = []
    for name in _spine(package, opf):
        try:
            page = parse_page(path, book.read(name))
        except InputError:
            skipped.append(f"{name} cannot be read")
            continue
        if not _is_furniture(page):
            stories.extend(_with_issue(title, text, issue) for title, text in _articles(page))
    if not stories:
        raise EmptyInputError(f"{path} has no chapter with text in it: give another.")
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _issue(package: Any) -> Story:
    """What the book states about all of its chapters, as a story without text."""
    stated = {name: [words(element) for element in named(package, name)] for name in ("title", "publisher", "creator", "language")}
    publisher = next((name for name in stated["publisher"] if not _MAKERS.fullmatch(name)), None)
    author = author_stated(next((name for name in stated["creator"] if not _MAKERS.fullmatch(name)), None))
    title = next((name for name in stated["title"] if name), None)
    published = next((day for element in named(package, "date") if (day := _day(element))), None)
    return Story(
        "",
        published=published,
        source=publisher or title,
        author=author if author not in (publisher, title) else None,
        language=language_tag(next(iter(stated["language"]), None)),
    )


def _day(element: Any) -> StatedDate | None:
    event = next((value for name, value in element.items() if name.endswith("event")), "")
    written = words(element)
    day = None if event.lower() in _NO_DAY else day_of_field(written)
    return StatedDate(day, written, f"{FORMAT} dc:date") if day else None


def _spine(package: Any, opf: str) -> Iterator[str]:
    """The names of the pages in the order of reading, without those that the book itself calls its contents, cover or imprint."""
    guide = [item for item in named(package, "reference") if _FURNITURE.fullmatch((item.get("type") or "").lower())]
    beside = {_member(opf, item.get("href") or "") for item in guide}
    items = {item.get("id"): item for item in named(package, "item")}
    for reference in named(package, "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        name = _member(opf, item.get("href") or "")
        if name not in beside:
            yield name


def _member(opf: str, href: str) -> str:
    return normpath(join(dirname(opf), unquote(href.partition("#")[0])))


def _is_furniture(page: Any) -> bool:
    """Whether a page is a list of contents or says that it is no chapter."""
    body = first(page, "body")
    if body is None:
        return True
    kinds = [kind for element in (body, *body) for kind in (element.get(_TYPE) or element.get("epub:type") or "").split()]
    told = [kind for kind in kinds if kind not in ("frontmatter", "bodymatter", "backmatter")]
    if told and all(map(_FURNITURE.fullmatch, told)):
        return True
    letters = sum(len(paragraph) for paragraph in prose(body, HTML)) - sum(len(words(heading)) for heading in named(body, "h1"))
    return sum(len(words(link)) for link in named(body, "a")) > _LINKED * letters


def _articles(page: Any) -> Iterator[tuple[str | None, str]]:
    """Headline and text of every article of a page: of its `article` elements, or from one headline of its highest rank to the next."""
    body = first(page, "body")
    for bar in [element for element in body.iter() if _BAR.search(str(element.get("class") or ""))]:
        if bar.getparent() is not None:
            bar.clear()
    apart = [element for element in named(body, "article") if not any(inner is not element for inner in named(element, "article"))]
    parts = [[element] for element in apart] if len(apart) > 1 else _parts(body)
    fallback = words(first(page, "head", "title")) or None
    for part in parts:
        heading = next((found for rank in _HEADINGS for element in part for found in named(element, rank)), None)
        title = words(heading) or (fallback if len(parts) == 1 else None)
        paragraphs = [paragraph for element in part for paragraph in prose(element, HTML)]
        text = "\n\n".join(_without_first(paragraphs, words(heading)))
        if text:
            yield title, text


def _parts(body: Any) -> list[list[Any]]:
    """The children of the element that holds the headlines of the highest rank, parted at these where there are several."""
    headlines = list(named(body, "h1"))
    holder = headlines[0].getparent() if headlines else body
    if len(headlines) < 2 or any(headline.getparent() is not holder for headline in headlines) or holder is not body:
        return [[body]]
    parts: list[list[Any]] = [[]]
    for child in holder:
        if local(child) == "h1":
            parts.append([])
        parts[-1].append(child)
    return [part for part in parts if part]


def _without_first(paragraphs: list[str], headline: str) -> list[str]:
    """The paragraphs without the first that is the headline."""
    place = next((n for n, paragraph in enumerate(paragraphs) if headline and " ".join(paragraph.split()) == headline), None)
    return [paragraph for n, paragraph in enumerate(paragraphs) if n != place]


def _with_issue(title: str | None, text: str, issue: Story) -> Story:
    return Story(text, title, issue.published, source=issue.source, author=issue.author, language=issue.language)
