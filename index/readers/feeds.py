"""RSS and Atom feeds, and exports of WordPress: every entry with a text is a story; days of publication and of change are kept apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import EmptyInputError, NotTextError
from index.readers import blogger, wordpress
from index.readers.base import Collection, StatedDate, Story
from index.readers.date_fields import day_of_field, day_order
from index.readers.html_prose import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {"rss": "RSS", "atom": "Atom", "cdf": "CDF"}
_DUBLIN_CORE = b"<dc:date>"
_CHANGES = (b"updated>", b"modified>")
_KEYS = ("published", "updated")


def read(path: Path, data: bytes) -> Collection:
    """The entries of a feed, or the published ones of a WordPress export; those left out are counted in `skipped`.

    Raises NotTextError, and EmptyInputError for what is no feed or has no entry with a text.
    """
    parsed = _parse(path, data)
    format = next((name for kind, name in _NAMES.items() if parsed.get("version", "").startswith(kind)), None)
    if format is None:
        raise EmptyInputError(f"{path} is neither an RSS nor an Atom feed: give a feed, or the page or text of an article.")
    days, accounts = _Days.of(parsed, format, data), wordpress.names_of_accounts(data)
    stories: list[Story] = []
    skipped: list[str] = []
    for number, entry in enumerate(parsed["entries"], start=1):
        why = wordpress.why_unpublished(entry) if wordpress.is_entry(entry) else blogger.why_no_story(entry)
        story = _story(entry, parsed["feed"], days) if why is None else None
        if story is not None and story.text:
            stories.append(replace(story, author=accounts.get(story.author or "", story.author)))
        else:
            skipped.append(f"entry {number} {why or 'has no text'}")
    if not stories:
        why = f" ({skipped[0]})" if any(map(wordpress.is_entry, parsed["entries"])) else ""
        raise EmptyInputError(f"{path} has no entry with a text{why}: give the pages that it links to.")
    return Collection(path, f"{format} feed", hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _parse(path: Path, data: bytes) -> Mapping[str, Any]:
    import feedparser

    try:
        # A stream, because feedparser would open what looks like an address or the name of a file.
        parsed: Mapping[str, Any] = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as exc:  # on broken feeds it fails in ways of its own
        raise NotTextError(f"{path} cannot be read as a feed ({type(exc).__name__}): save it again.") from exc
    return parsed


@dataclass(frozen=True, slots=True)
class _Days:
    """How the entries of a feed state their days, which shows in all of them together."""

    format: str
    is_dated_by_change: bool
    day_first: bool | None
    built: str | None  # the moment at which a program made the feed, where it is the one that it gives all entries

    @classmethod
    def of(cls, parsed: Mapping[str, Any], format: str, data: bytes) -> _Days:
        is_dated_by_change = _DUBLIN_CORE not in data or any(mark in data for mark in _CHANGES)
        written = [str(words) for entry in parsed["entries"] for key in _KEYS if (words := dict.get(entry, key))]
        built = {str(words) for key in _KEYS if (words := dict.get(parsed["feed"], key))}
        stamped = written[0] if len(written) > 1 and len(set(written)) == 1 and ":" in written[0] and written[0] in built else None
        return cls(format, is_dated_by_change, day_order(written), stamped)

    def stated(self, entry: dict[str, Any]) -> tuple[StatedDate | None, date | None]:
        """The day of publication, and the one of the last change."""
        # `dict.get`, because feedparser's own takes one date for the other where only one is there.
        published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
        field = f"{self.format} {'pubDate' if self.format == 'RSS' else 'published'}"
        if not published and updated and not self.is_dated_by_change:
            published, updated, field = updated, None, f"{self.format} dc:date"
        local = str(dict.get(entry, "wp_post_date") or "")
        if day_of_field(local):
            published, field = local, "WordPress post_date"
        day = day_of_field(str(published), self.day_first) if published and published != self.built else None
        changed = day_of_field(str(updated), self.day_first) if updated else None
        return StatedDate(day, str(published), field) if day else None, changed


def _story(entry: dict[str, Any], feed: dict[str, Any], days: _Days) -> Story:
    published, modified = days.stated(entry)
    link, origin = str(dict.get(entry, "link") or ""), dict.get(entry, "source") or {}
    author = dict.get(dict.get(entry, "author_detail") or {}, "name") or dict.get(entry, "author")
    return Story(
        text=_text(entry),
        title=plain(str(dict.get(entry, "title") or "")) or None,
        published=published,
        modified=modified,
        source=plain(str(dict.get(origin, "title") or dict.get(feed, "title") or "")) or None,
        author=str(author) if author else None,
        url=link if link.startswith(("http://", "https://")) else None,
        language=str(dict.get(feed, "language") or "") or None,
    )


def _text(entry: dict[str, Any]) -> str:
    """The longest of the full texts, or what describes the entry where there is none."""
    markups = [str(dict.get(content, "value") or "") for content in dict.get(entry, "content") or ()]
    summary = str(dict.get(entry, "summary") or "")
    if wordpress.is_entry(entry):
        markups, summary = [wordpress.prose_of(markup) for markup in markups], wordpress.prose_of(summary)
    return max(map(plain, markups), key=len, default="") or plain(summary)
