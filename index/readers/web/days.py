"""The day on which a web page says it was published, and the one of its last change: in its metadata, its times, or near its headline."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.readers.base import StatedDate
from index.readers.date_fields import day_of_field, is_local, moment_in_utc
from index.readers.web.jsonld import Statements
from index.readers.web.shown import shown_day
from index.readers.written_days import calendar_day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_online_date",
    "citation_publication_date",
    "bepress_citation_date",
    "shareaholic:article_published_time",
    "sw-pubdate",
    "dcterms.issued",
    "dc.date.issued",
    "prism.publicationdate",
    "originalpublicationdate",
    "pubdate",
    "uploaddate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "release_date",
    "article_date_original",
    "dcterms.date",
    "dc.date",
    "date",
)
"""Names of meta elements that state the day of publication, the most explicit first."""
_WEAK = frozenset({"meta date", "meta dc.date", "meta dcterms.date"})
"""Names that many sites use for the day of the last change: an earlier day that the page shows with its headline comes before them."""
MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
)
_PUBLISHED_CLASSES = frozenset(
    "published pubdate dt-published entry-date post-date article-date publish-date published-date date-published".split()
)
APART = (
    "ancestor-or-self::*[self::div or self::ul or self::ol or self::li or self::section or self::article]"
    "[starts-with(@class, 'comment') or contains(@class, ' comment') or starts-with(@id, 'comment') or contains(@class, 'related')]"
    " or ancestor::*[self::footer or self::aside or self::nav][not(ancestor::article or ancestor::header)]"
)
"""What stands in the page's frame, in readers' comments or in a list of other stories."""
ELSEWHERE = f"{APART} or ancestor::footer or ancestor::aside or ancestor::nav"
"""The same, and what stands in a box beside or under the story: its own details, or others."""
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)([/-]?)(\d\d)\2(\d\d)(?![\d])(?=[/-]|$)")
_CHANGED = re.compile(r"updat|modif|revis|changed", re.IGNORECASE)


def published_day(
    tree: HtmlElement, metas: Mapping[str, Sequence[str]], linked: Statements, titles: Sequence[str], address: str | None
) -> StatedDate | None:
    """The day of publication in the most trusted field that states one: JSON-LD, then meta, then marked-up times.

    Where that gives the moment in universal time, the day is taken from a field that gives the same moment in local time, if there is one.
    """
    written = [("JSON-LD datePublished", linked.published or "")]
    written += [(f"meta {name}", words) for name in PUBLISHED_META for words in metas.get(name, ())]
    stated = [StatedDate(day, words, field) for field, words in written if (day := day_of_field(words))]
    if not stated:
        return _published_time(tree) or shown_day(tree, titles) or _day_of_address(address)
    moment = moment_in_utc(stated[0].words)
    if moment is None:
        shown = shown_day(tree, titles) if stated[0].field in _WEAK else None
        return shown if shown is not None and shown.day < stated[0].day else stated[0]
    stated += [found for element in tree.iter("time") if (found := _time(element, "time datetime"))]
    local = next((other for other in stated if is_local(other.words, moment)), None)
    return local or _local_day(moment, [_day_of_address(address), shown_day(tree, titles)]) or stated[0]


def _local_day(moment: datetime, elsewhere: Sequence[StatedDate | None]) -> StatedDate | None:
    """The day that the page gives elsewhere for a moment in universal time, where some zone has that day then."""
    days = {(moment + timedelta(hours=hours)).date() for hours in (-12, 14)} - {moment.date()}
    return next((other for other in elsewhere if other is not None and other.day in days), None)


def _day_of_address(address: str | None) -> StatedDate | None:
    """The day in the path of an address, as `/2031/05/04/` or `/20310504/`."""
    match = _DAY_IN_PATH.search(urlsplit(address).path) if address else None
    day = calendar_day(int(match[1]), int(match[3]), int(match[4])) if match else None
    return StatedDate(day, match[0].strip("/"), "address of the page") if day and match else None


def _published_time(tree: HtmlElement) -> StatedDate | None:
    """A time element (or microdata) that says it is the publication's, else the one day of the times that head the story."""
    marked: list[tuple[Callable[[HtmlElement], bool], str]] = [
        (lambda e: "datepublished" in (e.get("itemprop") or "").lower().split(), "itemprop datePublished"),
        (lambda e: e.tag == "time" and "pubdate" in e.attrib, "time pubdate"),
        (lambda e: e.tag in ("time", "abbr") and bool(_PUBLISHED_CLASSES & set((e.get("class") or "").lower().split())), "time published"),
    ]
    for holds, field in marked:
        for element in tree.iter("*"):
            if holds(element) and not element.xpath(APART) and (found := _time(element, field)):
                return found
    times = [element for element in tree.xpath(f"//time[@datetime][not({ELSEWHERE})]") if not _is_change(element)]
    in_story = [element for element in times if next(element.iterancestors("article"), None) is not None]
    heading = [stated for element in in_story or times if (stated := _time(element, "time datetime"))]
    return heading[0] if len({stated.day for stated in heading}) == 1 else None


def _time(element: HtmlElement, field: str) -> StatedDate | None:
    written = element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else None)
    words = _flat(written or element.text_content())
    day = day_of_field(words)
    return StatedDate(day, words, field) if day else None


def _is_change(element: HtmlElement) -> bool:
    """Whether a time element tells of a change: by its own name, or by the words before it."""
    around = [element.get("class") or "", element.get("itemprop") or "", element.text_content()]
    if (parent := element.getparent()) is not None:
        previous = element.getprevious()
        around += [
            parent.get("class") or "",
            (previous.text_content() + (previous.tail or "")) if previous is not None else parent.text or "",
        ]
    return any(_CHANGED.search(words[-60:]) for words in around)


def modified_day(tree: HtmlElement, metas: Mapping[str, Sequence[str]], linked: Statements) -> date | None:
    """The day of the last change that a page states."""
    words = [linked.modified or "", *(content for name in MODIFIED_META for content in metas.get(name, ()))]
    words += [
        e.get("datetime") or e.get("content") or ""
        for e in tree.xpath("//*[@itemprop='dateModified'] | //time[contains(@class, 'updated')]")
    ]
    return next((day for word in words if (day := day_of_field(word))), None)


def _flat(text: str) -> str:
    return " ".join(text.split())
