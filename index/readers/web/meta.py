"""What a web page states about itself: headline, day of publication, outlet, byline, address, language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.readers.base import StatedDate
from index.readers.date_fields import day_of_field, is_local, moment_in_utc
from index.readers.documents.properties import language_tag
from index.readers.web.jsonld import Statements, statements

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
    "dcterms.issued",
    "dc.date.issued",
    "prism.publicationdate",
    "originalpublicationdate",
    "pubdate",
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
_AUTHOR_META = ("author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author", "byl", "article:author")
_SOURCE_META = ("og:site_name",)
_WEAK_SOURCE_META = ("dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name")
_PUBLISHED_CLASSES = frozenset(
    "published pubdate dt-published entry-date post-date article-date publish-date published-date date-published".split()
)
_APART = (
    "ancestor-or-self::*[self::div or self::ul or self::ol or self::li or self::section or self::article]"
    "[starts-with(@class, 'comment') or contains(@class, ' comment') or starts-with(@id, 'comment') or contains(@class, 'related')]"
    " or ancestor::*[self::footer or self::aside or self::nav][not(ancestor::article or ancestor::header)]"
)
"""What stands in the page's frame, in readers' comments or in a list of other stories."""
_ELSEWHERE = f"{_APART} or ancestor::footer or ancestor::aside or ancestor::nav"
"""The same, and what stands in a box beside or under the story: its own details, or others."""
_CHANGED = re.compile(r"updat|modif|revis|changed", re.IGNORECASE)
_SITE_SEPARATOR = re.compile(r"\s+[|–—•·»::-]\s+|\s*\|\s*")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_GENERIC_AUTHOR = frozenset("admin administrator editor webmaster root user author unknown none null".split())


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page states; a field is None where it states nothing. `is_story` says that it calls itself an article."""

    title: str | None
    published: StatedDate | None
    modified: date | None
    source: str | None
    author: str | None
    url: str | None
    language: str | None
    is_story: bool


def page_meta(tree: HtmlElement, address: str | None = None) -> PageMeta:
    """Read the metadata of a parsed page; `address` is where it was saved from, if that is known."""
    metas = _metas(tree)
    canonical = _address(tree, metas, None, address)
    linked = statements(tree, _titles(tree, metas), canonical)
    published = _published(tree, metas, linked)
    source = _first(metas, _SOURCE_META) or linked.publisher or _first(metas, _WEAK_SOURCE_META)
    return PageMeta(
        title=_title(tree, metas, linked, source),
        published=published,
        modified=_modified(tree, metas, linked),
        source=source,
        author=person_names((linked.author or "").split(", ")) or _author(tree, metas),
        url=_address(tree, metas, linked.url, address),
        language=_language(tree, metas, linked),
        is_story=linked.is_story or "article" in metas.get("og:type", [""])[0].lower() or published is not None,
    )


def saved_from(source: str) -> str | None:
    """The address in the comment that browsers put at the head of a page they save."""
    match = _SAVED_FROM.search(source[:4096])
    return match[1] if match and _is_web(match[1]) else None


def headings(tree: HtmlElement) -> list[str]:
    """The level-one headings of a page, as shown."""
    return [text for element in tree.iter("h1") if (text := _flat(element.text_content()))]


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Contents of the meta elements by their names in lower case."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = _flat(element.get("content") or "")
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _published(tree: HtmlElement, metas: dict[str, list[str]], linked: Statements) -> StatedDate | None:
    """The day of publication in the most trusted field that states one: JSON-LD, then meta, then marked-up times.

    Where that gives the moment in universal time, the day is taken from a field that gives the same moment in local time, if there is one.
    """
    written = [("JSON-LD datePublished", linked.published or "")]
    written += [(f"meta {name}", words) for name in PUBLISHED_META for words in metas.get(name, ())]
    stated = [StatedDate(day, words, field) for field, words in written if (day := day_of_field(words))]
    if not stated:
        return _published_time(tree)
    moment = moment_in_utc(stated[0].words)
    if moment is None:
        return stated[0]
    stated += [found for element in tree.iter("time") if (found := _time(element, "time datetime"))]
    return next((other for other in stated if is_local(other.words, moment)), stated[0])


def _published_time(tree: HtmlElement) -> StatedDate | None:
    """A time element (or microdata) that says it is the publication's, else the one day of the times that head the story."""
    marked: list[tuple[Callable[[HtmlElement], bool], str]] = [
        (lambda e: "datepublished" in (e.get("itemprop") or "").lower().split(), "itemprop datePublished"),
        (lambda e: e.tag == "time" and "pubdate" in e.attrib, "time pubdate"),
        (lambda e: e.tag in ("time", "abbr") and bool(_PUBLISHED_CLASSES & set((e.get("class") or "").lower().split())), "time published"),
    ]
    for holds, field in marked:
        for element in tree.iter("*"):
            if holds(element) and not element.xpath(_APART) and (found := _time(element, field)):
                return found
    times = [element for element in tree.xpath(f"//time[@datetime][not({_ELSEWHERE})]") if not _is_change(element)]
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


def _modified(tree: HtmlElement, metas: dict[str, list[str]], linked: Statements) -> date | None:
    words = [linked.modified or "", *(content for name in MODIFIED_META for content in metas.get(name, ()))]
    words += [
        e.get("datetime") or e.get("content") or ""
        for e in tree.xpath("//*[@itemprop='dateModified'] | //time[contains(@class, 'updated')]")
    ]
    return next((day for word in words if (day := day_of_field(word))), None)


def _titles(tree: HtmlElement, metas: dict[str, list[str]]) -> list[str]:
    """Everything that names the page, the most deliberate first."""
    element = tree.find(".//title")
    shown = _flat(element.text_content()) if element is not None else ""
    return [title for title in [*metas.get("og:title", ()), *metas.get("twitter:title", ()), shown] if title]


def _title(tree: HtmlElement, metas: dict[str, list[str]], linked: Statements, source: str | None) -> str | None:
    """The headline as the page shows it, where another field confirms it; else the stated one without the outlet's name."""
    stated = ([linked.headline] if linked.headline else []) + _titles(tree, metas)
    shown = headings(tree)
    for heading in shown:
        if len(heading) > 3 and any(_fold(heading) in _fold(title) for title in stated):
            return heading
    if stated:
        return linked.headline or _without_site(stated[0], source)
    return shown[0] if len(shown) == 1 else None


def _without_site(title: str, source: str | None) -> str:
    """A page title without the outlet's name that many sites add after a separator."""
    parts = list(_SITE_SEPARATOR.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
    if source and _fold(source) in (_fold(tail), _fold(title[: parts[0].start()])):
        return head if _fold(tail) == _fold(source) else title[parts[0].end() :]
    return head if "|" in parts[-1][0] and len(head.split()) >= len(tail.split()) else title


def _author(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    for name in _AUTHOR_META:
        if names := person_names(metas.get(name, ())):
            return names
    found = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' p-author ')][not(" + _ELSEWHERE + ")]"
    )
    return person_names([_flat(element.text_content()) for element in found[:8]])


def person_names(names: list[str] | tuple[str, ...]) -> str | None:
    """Names in their order, each once, without addresses and without the names of accounts."""
    kept = dict.fromkeys(re.sub(r"^(?:by|von|par|por)\s+", "", name, flags=re.IGNORECASE) for name in names)
    good = [
        name for name in kept if name and len(name) <= 120 and not _is_web(name) and "@" not in name and name.lower() not in _GENERIC_AUTHOR
    ]
    return ", ".join(good) or None


def _address(tree: HtmlElement, metas: dict[str, list[str]], linked: str | None, address: str | None) -> str | None:
    """The page's own address: absolute, and not the front page's, which careless templates give for every story."""
    written = [link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    written += [*metas.get("og:url", ()), linked or "", address or ""]
    for candidate in written:
        absolute = _joined(address, candidate.strip())
        if _is_web(absolute) and urlsplit(absolute).path.strip("/") + urlsplit(absolute).query:
            return absolute
    return None


def _joined(base: str | None, reference: str) -> str:
    try:
        return urljoin(base, reference) if base else reference
    except ValueError:
        return ""


def _is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", text)


def _language(tree: HtmlElement, metas: dict[str, list[str]], linked: Statements) -> str | None:
    """The primary language tag (`en` of `en-GB`)."""
    root = tree.getroottree().getroot()
    stated = [root.get("lang"), root.get("xml:lang"), linked.language, *metas.get("content-language", ()), *metas.get("og:locale", ())]
    return next((tag for words in stated if (tag := language_tag(words))), None)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _fold(text: str) -> str:
    return "".join(_letters(text.casefold()))


def _letters(text: str) -> Iterator[str]:
    return (character for character in text if character.isalnum())
