"""Live blogs: the entries of a page that reports as things happen, each with its own headline, day and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from index.readers.base import StatedDate
from index.readers.date_fields import day_of_field
from index.readers.html_prose import plain
from index.readers.web.furniture import is_of_readers, repeated
from index.readers.web.jsonld import live_updates
from index.readers.written_days import written_days

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MANY = 3
"""Entries that tell a live blog which does not call itself one."""
_HOUR = re.compile(r".{4,45}?(?<!\d)\d{1,2}(?:[:.h]\s?\d\d)?\s?(?:Uhr|h|[ap]\.?m\.?)?\s?[:–—|-](?=\s)", re.IGNORECASE)
"""A day and an hour before a colon or a dash."""
_CLOCK = re.compile(r"(?<![\d.])\d{1,2}(?:[:.h]\s?\d\d(?![\d.])|\s?(?:Uhr|h|[ap]\.?m\.?)\b)", re.IGNORECASE)
_LONGEST_OPENING = 60
_FIRST = 3
"""Pieces of the text of an entry among which its day and hour stand: before or after its headline."""
_LIVE = re.compile(
    r"\blive(?!\w)|\bliveblog|as it happened|minute by minute|ticker|en directo?\b|en vivo|minuto a minuto|\bdiretta\b|ao vivo|ao minuto"
    r"|på direkten|direkte\b|na żywo|\brelacja|\bživě\b|онлайн",
    re.IGNORECASE,
)
_NIGHT = timedelta(days=1)
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
    source: str | None = None


def entries(tree: HtmlElement) -> list[LiveEntry]:
    """The entries of a live blog in their order; none of another page, or of one entry alone.

    Taken are boxes of one kind beside each other of which each has a `time` and a text, and a headline that leads to no other page, and
    what JSON-LD lists as updates where the page shows no such boxes.
    """
    updates = live_updates(tree)
    if updates is None and len(tree.xpath(_TIMES)) < 2:
        return _told(tree)
    for group in repeated(tree):
        found = [entry for entry in takewhile(lambda entry: entry is not None, map(_shown, group)) if entry is not None]
        if len(found) < max(2, len(group)):
            continue
        is_live = updates is not None or any(box.get("itemprop") == "liveBlogUpdate" for box in group)
        is_many = len(group) >= MANY and (all(entry.title for entry in found) or _is_the_page(tree, found))
        if (is_live or is_many) and not any(map(is_of_readers, group)):
            return found
    listed = [entry for update in updates or () if (entry := _listed(update)) is not None]
    return listed if len(listed) > 1 else []


def _told(tree: HtmlElement) -> list[LiveEntry]:
    """The entries of a page that calls itself live and tells the day and hour of each in words, without marking them."""
    names = [_flat(element.text_content()) for element in tree.iter("title", "h1")]
    if not any(_LIVE.search(name) for name in names):
        return []
    for group in repeated(tree):
        found = [entry for box in group if (entry := _shown(box, told=True)) is not None]
        if len(group) >= MANY and len(found) == len(group) and not any(map(is_of_readers, group)):
            return found
    return []


def hourly(paragraphs: Sequence[str], published: date | None) -> list[LiveEntry]:
    """The entries of a story of which each opens with its day and hour; none where fewer do, or where they are all of one day.

    A report that tells afterwards what happened when is of another day than its paragraphs: entries are those of a page `published` in
    their time, or, where it states no day, those that have the newest on top.
    """
    heads = [_opening(paragraph) for paragraph in paragraphs]
    places = [place for place, head in enumerate(heads) if head is not None]
    if len(places) < MANY or len({head[0] for head in heads if head is not None}) < 2 or 2 * len(places) < len(paragraphs):
        return []
    days = [head[0] for head in heads if head is not None]
    is_live = min(days) - _NIGHT <= published <= max(days) + _NIGHT if published else days == sorted(days, reverse=True)
    if not is_live:
        return []
    found: list[LiveEntry] = []
    for place, following in zip(places, [*places[1:], len(paragraphs)], strict=True):
        day, words = heads[place] or (None, "")
        text = "\n\n".join([paragraphs[place][len(words) :].strip(" :–—-|\n"), *paragraphs[place + 1 : following]]).strip()
        if day is not None and text:
            found.append(LiveEntry(None, text, StatedDate(day, words.strip(), "day and hour of the entry"), None))
    return found


def _opening(paragraph: str) -> tuple[date, str] | None:
    """The day and the words with which a paragraph opens that is of some hour."""
    match = _HOUR.match(paragraph)
    days = written_days(match[0]) if match else []
    return (days[0].day, match[0]) if match and len(days) == 1 else None


def _is_the_page(tree: HtmlElement, found: Sequence[LiveEntry]) -> bool:
    """Whether entries without headlines are what a page is: many, of several hours, with most of its prose and hardly a link."""
    if len({entry.published.words for entry in found}) < len(found):
        return False
    links = sum(len(_flat(link.text_content())) for entry in found if entry.box is not None for link in entry.box.iter("a"))
    told = sum(len(entry.text) for entry in found)
    prose = sum(
        len(_flat(element.text_content()))
        for element in tree.iter("p")
        if next(element.iterancestors("nav", "footer", "aside"), None) is None
    )
    return 10 * links < told and 3 * told > 2 * prose


def _shown(box: HtmlElement, *, told: bool = False) -> LiveEntry | None:
    """The entry in a box; `told` where its day and hour stand in its first words."""
    times = box.xpath(_TIMES)
    first = islice((element for element in box.iter() if isinstance(element.tag, str) and _flat(element.text or "")), _FIRST)
    opening = next((element for element in first if _day_and_hour(_flat(element.text or ""))), None) if told else None
    words = str(times[0].get("datetime") or times[0].get("content")) if times else _flat(opening.text or "") if opening is not None else ""
    day = _day_and_hour(words) if told else day_of_field(words)
    if day is None or len({day_of_field(str(time.get("datetime") or time.get("content"))) for time in times}) > 1:
        return None
    heading = next(box.iter(*_HEADINGS), None)
    if heading is not None and any(not str(link.get("href")).startswith("#") for link in heading.xpath(".//a[@href] | ancestor::a[@href]")):
        return None
    inside = [element for element in box.iterdescendants(*_TEXTS)]
    texts = [element for element in inside if not any(above in inside for above in element.iterancestors())]
    paragraphs = [
        text
        for element in texts
        if (text := _flat(element.text_content())) and next(element.iter("time"), None) is None and element is not opening
    ]
    if not paragraphs:
        return None
    title = _flat(heading.text_content()) if heading is not None else ""
    return LiveEntry(title or None, "\n\n".join(paragraphs), StatedDate(day, words, "time of the entry"), box)


def _day_and_hour(words: str) -> date | None:
    """The day of a few words that are a day and an hour."""
    days = written_days(words) if len(words) <= _LONGEST_OPENING and _CLOCK.search(words) else []
    return days[0].day if len(days) == 1 else None


def _listed(update: dict[str, Any]) -> LiveEntry | None:
    words, text = str(update.get("datePublished") or ""), plain(str(update.get("articleBody") or ""))
    day = day_of_field(words)
    if day is None or not text:
        return None
    return LiveEntry(plain(str(update.get("headline") or "")) or None, text, StatedDate(day, words, "JSON-LD liveBlogUpdate"), None)


def _flat(text: str) -> str:
    return " ".join(text.split())
