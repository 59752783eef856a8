"""The JSON-LD of a web page: the node of the story it shows, and what that node says. Broken blocks are left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = dict[str, Any]

MAX_NODES = 5000
"""Nodes of a page that are looked at; pages of a large outlet have some dozens."""
_STORY = re.compile(r"Article$|^BlogPosting$|^LiveBlogPosting$|^SocialMediaPosting$|^Report$|^PressRelease$")
_PAGE = re.compile(r"^(?:Web|Item|About|FAQ)Page$")
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)?|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/|;)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Statements:
    """What the story's node says, as written there; None where it does not."""

    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    is_story: bool = False


def statements(tree: HtmlElement, titles: Sequence[str], canonical: str | None) -> Statements:
    """What the JSON-LD of a page says about its story; where it describes several, the one that bears its title or address."""
    nodes = list(_nodes(tree))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    story = _story(nodes, titles, canonical)
    page = next((node for node in nodes if any(_PAGE.search(kind) for kind in _types(node))), None)
    site = next((node for node in nodes if "WebSite" in _types(node)), None)
    main = story or (page if not _has_stories(nodes) else None)
    if main is None:
        return Statements(publisher=_names((site or {}).get("name"), named))
    return Statements(
        headline=_text(main.get("headline")) or (_text(main.get("name")) if story else None),
        published=_text(main.get("datePublished")),
        modified=_text(main.get("dateModified")),
        author=_names(main.get("author") or main.get("creator"), named),
        publisher=_names(main.get("publisher"), named) or _names((site or {}).get("name"), named),
        url=_link(main),
        language=_text(main.get("inLanguage")),
        is_story=story is not None,
    )


def live_updates(tree: HtmlElement) -> list[Node] | None:
    """The entries that the node of a live blog lists, newest or oldest first as there; None where the page has no such node."""
    for node in _nodes(tree):
        if "LiveBlogPosting" in _types(node):
            updates = node.get("liveBlogUpdate")
            return [entry for entry in (updates if isinstance(updates, list) else [updates])[:MAX_NODES] if isinstance(entry, dict)]
    return None


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """The nodes of all blocks, with those in a graph; not those of a list of other stories, of comments or of quoted posts."""
    waiting: list[Any] = [block for script in tree.iter("script") for block in _block(script)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:MAX_NODES]
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in _WITHIN if isinstance(value.get(key), list | dict)]


def _block(script: HtmlElement) -> list[Any]:
    """The value of a script element, alone in a list; an empty list for another script or for what is no JSON."""
    if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
        return []
    try:
        return [json.loads(_WRAPPING.sub("", script.text or ""), strict=False)]
    except (ValueError, RecursionError):
        return []


def _story(nodes: Sequence[Node], titles: Sequence[str], canonical: str | None) -> Node | None:
    stories = [node for node in nodes if _is_story(node)]
    if len(stories) < 2:
        return stories[0] if stories else None
    same_address = [node for node in stories if canonical and (_link(node) or "").rstrip("/") == canonical.rstrip("/")]
    folded = [_fold(title) for title in titles]
    same_title = [node for node in stories if (name := _fold(_text(node.get("headline")) or "")) and any(name in title for title in folded)]
    if found := same_address or same_title:
        return max(found, key=len)
    return stories[0] if len({_text(node.get("datePublished")) for node in stories}) == 1 else None


def _has_stories(nodes: Sequence[Node]) -> bool:
    return any(_is_story(node) for node in nodes)


def _is_story(node: Node) -> bool:
    return any(_STORY.search(kind) for kind in _types(node)) and ("headline" in node or "datePublished" in node or "articleBody" in node)


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [kind.rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _link(node: Node) -> str | None:
    page = node.get("mainEntityOfPage")
    return _text(node.get("url")) or _text(page.get("@id") or page.get("url") if isinstance(page, dict) else page)


def _names(value: Any, named: dict[str, Node]) -> str | None:
    """The names of people or organisations, which may be given as words, as nodes, or by reference to a node."""
    found: dict[str, None] = {}
    for item in (value if isinstance(value, list) else [value])[:20]:
        if isinstance(item, dict):
            name = item.get("name") or named.get(str(item.get("@id")), {}).get("name")
            item = name[0] if isinstance(name, list) and name else name
        text = _text(item)
        if text and "://" not in text:
            found[text] = None
    return ", ".join(found) or None


def _text(value: Any) -> str | None:
    """Words of a plain value; entities that some sites leave in them are read."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        return None
    from html import unescape

    return " ".join(unescape(value).split()) or None


def _fold(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
