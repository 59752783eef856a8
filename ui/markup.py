"""Foreign text made safe to show: escaping, labels without invisible controls, links, spans marked inside a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

# C0 and C1 controls, line and paragraph separators, bidirectional overrides, embeddings and isolates, zero-width space, word joiner,
# byte-order mark: in a label they can only mislead. Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) belong to ordinary
# spelling and stay.
_MISLEADING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]+")


LONGEST_LABEL = 400
"""Characters of a name, headline or address that are shown: no real one is longer, and one made to do harm would fill the screen."""


def escaped(text: str) -> str:
    """The text with every character that HTML could read as markup replaced; its letters stay as they are."""
    return escape(text, quote=True)


def label(text: str) -> str:
    """A title, name or outlet on one line, without characters that could hide or reorder what stands around it; not yet escaped."""
    return inline(text).strip()


def inline(text: str) -> str:
    """A piece of a line as a label is written, but the blanks at its ends kept, which part it from its neighbours."""
    return re.sub(r"\s+", " ", _MISLEADING.sub(" ", text))


def isolated(text: str) -> str:
    """A label as HTML that keeps its writing direction to itself, cut where it is longer than any real one."""
    return f"<bdi>{escaped(shortened(label(text)))}</bdi>"


def shortened(name: str) -> str:
    """A label of at most `LONGEST_LABEL` characters, which says where something is left out."""
    return name if len(name) <= LONGEST_LABEL else f"{name[:LONGEST_LABEL]}…"


def web_address(url: str | None) -> str | None:
    """The address when it is one of a web page (http or https, with a host), else None."""
    if not url or _MISLEADING.search(url) or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def link(url: str | None, words: str) -> str:
    """A link to a web page that tells it nothing about this one; an address of another kind is shown as text, none as nothing."""
    address = web_address(url)
    if address is None:
        return isolated(url) if url else ""
    return f'<a href="{escaped(address)}" target="_blank" rel="noreferrer noopener nofollow">{escaped(shortened(words))}</a>'


def merged(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The spans in order, cut to `start`..`end`, overlapping ones joined, empty ones dropped."""
    joined: list[tuple[int, int]] = []
    for left, right in sorted((max(left, start), min(right, end)) for left, right in spans):
        if left >= right:
            continue
        if joined and left <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined


def emphasised(text: str, base: int, spans: Iterable[tuple[int, int]]) -> str:
    """Escaped `text`, which stands at offset `base`, with the parts at `spans` (offsets in the same coordinates) in `<strong>`."""
    pieces: list[str] = []
    at = base
    for start, end in merged(spans, base, base + len(text)):
        pieces.append(escaped(text[at - base : start - base]))
        pieces.append(f'<strong class="answering">{escaped(text[start - base : end - base])}</strong>')
        at = end
    pieces.append(escaped(text[at - base :]))
    return "".join(pieces)
