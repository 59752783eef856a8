"""What a web page states about itself: headline, day of publication, outlet, byline, address, language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.readers.base import StatedDate
from index.readers.documents.properties import language_tag
from index.readers.web.captures import original
from index.readers.web.days import ELSEWHERE, modified_day, published_day
from index.readers.web.jsonld import Statements, statements

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHOR_META = ("author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author", "byl", "article:author")
_SOURCE_META = ("og:site_name",)
_WEAK_SOURCE_META = ("dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name")
_SITE_SEPARATOR = re.compile(r"\s+[|–—•·»::-]\s+|\s*\|\s*")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_CUT, _MOST_HEADING = 3, 250
"""Words from which a title may be the beginning of the headline, and letters of that."""
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
    published = published_day(tree, metas, linked, [*_titles(tree, metas), *headings(tree)], canonical)
    source = _first(metas, _SOURCE_META) or linked.publisher or _first(metas, _WEAK_SOURCE_META)
    return PageMeta(
        title=_title(tree, metas, linked, source),
        published=published,
        modified=modified_day(tree, metas, linked),
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
    """The level-one headings of a page, as shown, without those that are the name of the site."""
    return [_flat(element.text_content()) for element in heading_elements(tree)]


def heading_elements(tree: HtmlElement) -> list[HtmlElement]:
    """The elements of those headings. One that leads to the front page, or that the page's title has after its headline, names the site."""
    title = _flat("".join(element.text_content() for element in tree.xpath("//head/title")))
    head = _SITE_SEPARATOR.split(title)[0]
    found = [element for element in tree.iter("h1") if _flat(element.text_content())]
    return [element for element in found if not _leads_home(element) and not _is_site_name(_flat(element.text_content()), title, head)]


def _named_in_heading(tree: HtmlElement) -> str | None:
    """The name of the site, where a level-one heading is that and leads to its front page."""
    return next((name for element in tree.iter("h1") if (name := _flat(element.text_content())) and _leads_home(element)), None)


def _leads_home(heading: HtmlElement) -> bool:
    """Whether all of a heading is a link to a front page."""
    links = [*heading.iter("a"), *(above for above in heading.iterancestors() if above.tag == "a")]
    for link in links[:1]:
        try:
            parts = urlsplit((link.get("href") or "#").strip())
        except ValueError:
            return False
        is_home = parts.path.strip("/") in ("", "index.html", "index.php", "home") and not parts.query and not parts.fragment
        return is_home and (link.get("href") or "#") != "#" and _fold(heading.text_content()) in _fold(link.text_content())
    return False


def _is_site_name(heading: str, title: str, head: str) -> bool:
    """Whether a heading is what the page's title has behind its headline."""
    rest = title[len(head) :]
    return bool(rest) and _fold(heading) == _fold(rest) != _fold(head) and len(head.split()) > 2


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


def _titles(tree: HtmlElement, metas: dict[str, list[str]]) -> list[str]:
    """Everything that names the page, the most deliberate first."""
    element = tree.find(".//title")
    shown = _flat(element.text_content()) if element is not None else ""
    return [title for title in [*metas.get("og:title", ()), *metas.get("twitter:title", ()), shown] if title]


def _title(tree: HtmlElement, metas: dict[str, list[str]], linked: Statements, source: str | None) -> str | None:
    """The headline as the page shows it, where another field confirms it; else the stated one without the outlet's name."""
    stated = ([linked.headline] if linked.headline else []) + _titles(tree, metas)
    shown = [heading for heading in headings(tree) if not source or _fold(heading) != _fold(source)]
    deliberate = [title for title in (linked.headline, *metas.get("og:title", ())) if title]
    for heading in shown:
        if _names_part(heading, deliberate):
            continue
        if len(heading) > 3 and any(_fold(heading) in _fold(title) for title in stated):
            return heading
    longer = [heading for heading in shown if any(_opens(heading, _without_site(title, source)) for title in _titles(tree, metas))]
    if len(longer) == 1 and not linked.headline:
        return longer[0]
    if stated:
        return linked.headline or _without_site(stated[0], source or _named_in_heading(tree))
    return shown[0] if len(shown) == 1 else None


def _opens(heading: str, title: str) -> bool:
    """Whether a title of some words is the beginning of a heading, as where it was cut short for search engines."""
    return len(title.split()) >= _CUT and len(heading) <= _MOST_HEADING and _fold(heading).startswith(_fold(title.rstrip(" .…")))


def _names_part(heading: str, stated: Sequence[str]) -> bool:
    """Whether a heading of a word or two is the name of a part of the site, and in none of the longer headlines that a page states."""
    return (
        len(heading.split()) <= 2
        and any(len(title.split()) > 3 for title in stated)
        and all(_fold(heading) not in _fold(title) for title in stated)
    )


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
        "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' p-author ') or"
        " (contains(concat(' ', @class, ' '), ' author ') and contains(concat(' ', @class, ' '), ' vcard '))][not(" + ELSEWHERE + ")]"
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
        absolute = original(_joined(address, candidate.strip()))
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
