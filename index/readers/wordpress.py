"""What the entries of a WordPress export say beyond those of a feed: whether they were published, on which local day, and what is prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

PUBLISHED = "publish"
_NO_TEXTS = frozenset("attachment nav_menu_item revision custom_css customize_changeset oembed_cache".split())
"""Kinds of entries that belong to the site, and not to its readers."""
_WHOLE = frozenset("audio caption embed gallery playlist video wp_caption".split())
"""Shortcodes whose content is no prose of the story, but a picture's caption or a player's address."""
_TAG = re.compile(
    r"\[(?P<end>/?)(?P<name>[a-zA-Z][\w-]{1,40})(?P<attributes>(?:\s+[\w-]{1,40}\s*=\s*(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\]\"'=]+)){0,40})\s*/?\]"
)
_AUTHOR = re.compile(
    rb"<wp:author_login>(?:<!\[CDATA\[)?([^<\]]{1,200})(?:\]\]>)?</wp:author_login>(?:(?!</wp:author>).){0,2000}?"
    rb"<wp:author_display_name>(?:<!\[CDATA\[)?([^<\]]{1,200})",
    re.DOTALL,
)


def is_entry(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is one of an export, and not of a feed for readers."""
    return "wp_status" in dict(entry)


def names_of_accounts(data: bytes) -> dict[str, str]:
    """The names that an export gives for the accounts that its posts are signed with."""
    return {account.decode("utf-8", "replace"): name.decode("utf-8", "replace") for account, name in _AUTHOR.findall(data)}


def why_unpublished(entry: Mapping[str, Any]) -> str | None:
    """Why an entry is not something that was published, in a few words; None where it was."""
    values = dict(entry)
    kind, status = str(values.get("wp_post_type") or "post"), str(values.get("wp_status") or "")
    if kind in _NO_TEXTS:
        return f"is no post but belongs to the site ({kind[:40]})"
    if status != PUBLISHED:
        return f"was never published ({status[:40] or 'no status'})"
    return "was not public (behind a password)" if values.get("wp_post_password") else None


def prose_of(markup: str) -> str:
    """The markup of a post without shortcodes, and with the paragraphs that the program makes of empty lines.

    A shortcode is known by its attributes or by its end, so that words in brackets (`[sic]`) stay.
    """
    return re.sub(r"\n[^\S\n]*\n\s*", "<br><br>", _without_shortcodes(markup.replace("\r\n", "\n")))


def _without_shortcodes(markup: str) -> str:
    tags = list(_TAG.finditer(markup))
    ended = {tag["name"].lower() for tag in tags if tag["end"]}
    pieces: list[str] = []
    at, inside = 0, ""
    for tag in tags:
        name = tag["name"].lower()
        if not (tag["attributes"] or name in ended or name in _WHOLE):
            continue
        if not inside:
            pieces.append(markup[at : tag.start()])
            at = tag.end()
            inside = name if name in _WHOLE & ended and not tag["end"] else ""
        elif tag["end"] and name == inside:
            at, inside = tag.end(), ""
    return "".join((*pieces, markup[at:]))
