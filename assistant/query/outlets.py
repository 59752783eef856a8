"""Outlets that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_REPORT = r"(?P<report>\s+(?:report|write|print|carry|publish|claim|announce|tell)(?:s|ed)?\b)"


def names_outlet(asked: str, source: str) -> bool:
    """Whether a question names an outlet: its whole name, or without its article; one-word names only as written."""
    bare = without_article(source)
    # Of thousands of outlets, or of files that have none, hardly one is worth a pattern of its own.
    if not bare or bare.lower() not in asked.lower():
        return False
    flags = re.IGNORECASE if len(bare.split()) > 1 else 0
    return re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", asked, flags) is not None


def names_of(source: str) -> tuple[str, ...]:
    """What an outlet is called: its name without "the", and the initials that it begins with: "NWB" of "NWB News"."""
    name = without_article(source)
    first = name.split()[:1]
    return (name, *first) if first != [name] and re.fullmatch(r"[A-Z]{2,5}", "".join(first)) else (name,)


def blanked(text: str, sources: Iterable[str]) -> str:
    """A text with the outlets that it names blanked, as long as before: what "USA Today" reported was reported on any day."""
    for source in sources:
        if names_outlet(text, source):
            pattern = re.compile(rf"(?<!\w){re.escape(without_article(source))}(?!\w)", re.IGNORECASE)
            text = pattern.sub(lambda found: re.sub(r"\w", "_", found.group()), text)
    return text


def without_outlets(asked: str, sources: Sequence[str]) -> str | None:
    """A question about two outlets that it names together, with "it" in their place; None for any other question."""
    if len(sources) != 2:
        return None
    name = rf"(?:the\s+)?(?:{'|'.join(re.escape(without_article(source)) for source in sources)})"
    both = re.compile(rf"\b(?:both\s+)?{name},?\s+(?:and|or)\s+{name}(?:\s+(?:both|each))?\b{_REPORT}?", re.IGNORECASE)
    found = both.search(asked)
    return asked[: found.start()] + ("it say" if found["report"] else "it") + asked[found.end() :] if found else None


def without_article(source: str) -> str:
    """An outlet's name without the "the" that it may begin with."""
    name = source.strip()
    return name[3:].lstrip() if name[:3].lower() == "the" and name[3:4].isspace() else name
