"""Live blogs: the entries of a page that reports as things happen, each with its own headline, day and words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from index.readers.base import StatedDate
from index.readers.date_fields import day_of_field
from index.readers.html_prose import plain
from index.readers.web.furniture import is_of_readers, repeated
from index.readers.web.jsonld import live_updates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MANY = 3
"""Entries that tell a live blog which does not call itself one."""
_TIMES = ".//time[@datetime] | .//*[@itemprop='datePublished'][@content or @datetime]"
_TEXTS = ("p", "blockquote", "li", "pre")
_HEADINGS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry of a live blog; `box` is its element where the page shows it."""

    title: str | None
    text: str
    published: StatedDate
    box: HtmlElement | None


def entries(tree: HtmlElement) -> list[LiveEntry]:
    """The entries of a live blog in their order; none of another page, or of one entry alone.

    Taken are boxes of one kind beside each other of which each has a `time` and a text, and a headline that leads to no other page, and
    what JSON-LD lists as updates where the page shows no such boxes.
    """
    updates = live_updates(tree)
    if updates is None and len(tree.xpath(_TIMES)) < 2:
        return []
    for group in repeated(tree):
        found = [entry for entry in takewhile(lambda entry: entry is not None, map(_shown, group)) if entry is not None]
        headed = [entry for entry in found if entry.title]
        is_live = updates is not None or any(box.get("itemprop") == "liveBlogUpdate" for box in group)
        if len(found) == len(group) >= 2 and (is_live or len(headed) == len(group) >= MANY) and not any(map(is_of_readers, group)):
            return found
    listed = [entry for update in updates or () if (entry := _listed(update)) is not None]
    return listed if len(listed) > 1 else []


def _shown(box: HtmlElement) -> LiveEntry | None:
    times = box.xpath(_TIMES)
    words = str(times[0].get("datetime") or times[0].get("content")) if times else ""
    day = day_of_field(words)
    if day is None or len({day_of_field(str(time.get("datetime") or time.get("content"))) for time in times}) > 1:
        return None
    heading = next(box.iter(*_HEADINGS), None)
    if heading is not None and any(not str(link.get("href")).startswith("#") for link in heading.xpath(".//a[@href] | ancestor::a[@href]")):
        return None
    texts = [element for element in box.iter(*_TEXTS) if not any(above.tag in _TEXTS for above in element.iterancestors())]
    paragraphs = [text for element in texts if (text := _flat(element.text_content())) and next(element.iter("time"), None) is None]
    if not paragraphs:
        return None
    title = _flat(heading.text_content()) if heading is not None else ""
    return LiveEntry(title or None, "\n\n".join(paragraphs), StatedDate(day, words, "time of the entry"), box)


def _listed(update: dict[str, Any]) -> LiveEntry | None:
    words, text = str(update.get("datePublished") or ""), plain(str(update.get("articleBody") or ""))
    day = day_of_field(words)
    if day is None or not text:
        return None
    return LiveEntry(plain(str(update.get("headline") or "")) or None, text, StatedDate(day, words, "JSON-LD liveBlogUpdate"), None)


def _flat(text: str) -> str:
    return " ".join(text.split())
