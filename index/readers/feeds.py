"""RSS and Atom feeds: every entry with a text is a story; the day of publication and the day of the last change are kept apart."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, StatedDate, Story
from index.readers.date_fields import day_of_field
from index.readers.html_prose import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {"rss": "RSS", "atom": "Atom", "cdf": "CDF"}
_DUBLIN_CORE = b"<dc:date>"
_CHANGES = (b"updated>", b"modified>")


def read(path: Path, data: bytes) -> Collection:
    """The entries of a feed; raises NotTextError, and EmptyInputError for what is no feed or has no entry with a text."""
    parsed = _parse(path, data)
    format = next((name for kind, name in _NAMES.items() if parsed.get("version", "").startswith(kind)), None)
    if format is None:
        raise EmptyInputError(f"{path} is neither an RSS nor an Atom feed: give a feed, or the page or text of an article.")
    is_dated_by_change = _DUBLIN_CORE not in data or any(mark in data for mark in _CHANGES)
    stories: list[Story] = []
    skipped: list[str] = []
    for number, entry in enumerate(parsed["entries"], start=1):
        story = _story(entry, parsed["feed"], format, is_dated_by_change)
        if story.text:
            stories.append(story)
        else:
            skipped.append(f"entry {number} has no text")
    if not stories:
        raise EmptyInputError(f"{path} has no entry with a text: give the pages that it links to.")
    return Collection(path, f"{format} feed", hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _parse(path: Path, data: bytes) -> Mapping[str, Any]:
    import feedparser

    try:
        # A stream, because feedparser would open what looks like an address or the name of a file.
        parsed: Mapping[str, Any] = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as exc:  # on broken feeds it fails in ways of its own
        raise NotTextError(f"{path} cannot be read as a feed ({type(exc).__name__}): save it again.") from exc
    return parsed


def _story(entry: dict[str, Any], feed: dict[str, Any], format: str, is_dated_by_change: bool) -> Story:
    # `dict.get`, because feedparser's own takes one date for the other where only one is there.
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    field = f"{format} {'pubDate' if format == 'RSS' else 'published'}"
    if not published and updated and not is_dated_by_change:
        published, updated, field = updated, None, f"{format} dc:date"
    day = day_of_field(str(published)) if published else None
    link, origin = str(dict.get(entry, "link") or ""), dict.get(entry, "source") or {}
    author = dict.get(dict.get(entry, "author_detail") or {}, "name") or dict.get(entry, "author")
    return Story(
        text=_text(entry),
        title=plain(str(dict.get(entry, "title") or "")) or None,
        published=StatedDate(day, str(published), field) if day else None,
        modified=day_of_field(str(updated)) if updated else None,
        source=plain(str(dict.get(origin, "title") or dict.get(feed, "title") or "")) or None,
        author=str(author) if author else None,
        url=link if link.startswith(("http://", "https://")) else None,
        language=str(dict.get(feed, "language") or "") or None,
    )


def _text(entry: dict[str, Any]) -> str:
    """The longest of the full texts, or what describes the entry where there is none."""
    texts = [plain(str(dict.get(content, "value") or "")) for content in dict.get(entry, "content") or ()]
    return max(texts, key=len, default="") or plain(str(dict.get(entry, "summary") or ""))
