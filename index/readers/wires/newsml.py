"""NewsML-G2, and the NewsML 1 before it: the news items of a message, the day of each being that on which its version was made."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, StatedDate, Story
from index.readers.date_fields import day_of_field
from index.readers.documents.properties import language_tag
from index.readers.html_prose import plain
from index.readers.wires.nitf import LANGUAGE, byline, text_of
from index.readers.wires.nitf import SHAPE as CONTENT
from index.readers.xmltree import first, local, named, parse, prose, words

FORMAT = "NewsML-G2"
OLD_FORMAT = "NewsML"
WHAT = "a NewsML item"
_WITHHELD = re.compile(r"(?:.*:)?(?:cancell?ed|withheld)", re.IGNORECASE)
"""States of an item that is not, or no longer, for publication."""


def read(path: Path, data: bytes) -> Collection:
    """The items that have a text, those that were withheld or cancelled left out; raises NotTextError and EmptyInputError."""
    root = parse(path, data, WHAT)
    stories: list[Story] = []
    skipped: list[str] = []
    items = list(named(root, "newsItem")) or list(named(root, "NewsItem"))
    if not items:
        raise NotTextError(f"{path} holds no news item in the form of NewsML: give the items, not what lists them.")
    is_old = local(items[0]) == "NewsItem"
    for number, item in enumerate(items, start=1):
        state = first(item, "pubStatus") if not is_old else first(item, "Status")
        state = "" if state is None else state.get("qcode") or state.get("FormalName") or state.get("uri") or ""
        story = _old_story(item) if is_old else _story(item)
        if _WITHHELD.fullmatch(state.replace("/", ":")):
            skipped.append(f"item {number} is {state.rpartition(':')[2].lower()}")
        elif story.text:
            stories.append(story)
        else:
            skipped.append(f"item {number} has no text in the file")
    if not stories:
        raise EmptyInputError(f"{path} has no text in it ({skipped[0]}): give the items whole.")
    return Collection(path, OLD_FORMAT if is_old else FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _story(item: Any) -> Story:
    meta = first(item, "contentMeta")
    title = words(first(item, "headline")) or words(first(item, "itemMeta", "title")) or None
    language = first(item, "language")
    return Story(
        text="\n\n".join(paragraph for paragraph in _text(item) if paragraph != title),
        title=title,
        published=_stated(words(first(item, "versionCreated")), f"{FORMAT} versionCreated"),
        source=_party(first(item, "provider")),
        author=byline(words(first(item, "by"))) or _creators(meta),
        language=language_tag(language.get("tag") if language is not None else item.get(LANGUAGE)),
    )


def _text(item: Any) -> list[str]:
    """The paragraphs of the first content that is in the file; of a picture or a film those that describe it."""
    for content in named(item, "inlineXML"):
        nitf = first(content, "nitf")
        if found := text_of(nitf) if nitf is not None else prose(content, CONTENT):
            return found
    for content in named(item, "inlineData"):
        if text := plain("".join(content.itertext())):
            return text.split("\n\n")
    return [words(description) for description in named(item, "description") if words(description)]


def _creators(meta: Any) -> str | None:
    """Those who made the content, where there is no byline."""
    return None if meta is None else ", ".join(name for creator in named(meta, "creator") if (name := _party(creator))) or None


def _party(element: Any) -> str | None:
    """The name of a party; its code where it has none."""
    if element is None:
        return None
    name = words(first(element, "name")) or element.get("literal") or ""
    return name or (element.get("qcode") or "").rpartition(":")[2] or None


def _stated(written: str, field: str) -> StatedDate | None:
    day = day_of_field(written)
    return StatedDate(day, written, field) if day else None


def _old_story(item: Any) -> Story:
    lines, provider, made = first(item, "NewsLines"), first(item, "Provider", "Party"), first(item, "ThisRevisionCreated")
    paragraphs: list[str] = []
    for content in named(item, "DataContent"):
        nitf = first(content, "nitf")
        paragraphs = text_of(nitf) if nitf is not None else prose(content, CONTENT)
        if paragraphs:
            break
    language = first(item, "Language")
    return Story(
        text="\n\n".join(paragraphs),
        title=(words(first(lines, "HeadLine")) if lines is not None else "") or None,
        published=_stated(words(made), f"{OLD_FORMAT} ThisRevisionCreated"),
        source=provider.get("FormalName") if provider is not None else None,
        author=byline(words(first(lines, "ByLine"))) if lines is not None else None,
        language=language_tag(language.get("FormalName") if language is not None else item.get(LANGUAGE)),
    )
