"""Exports of Movable Type and TypePad: entries as text, with their status, the prose in HTML, and readers' comments that are left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from index.errors import EmptyInputError
from index.readers.base import Collection, StatedDate, Story
from index.readers.html_prose import plain
from index.readers.written_days import calendar_day

FORMAT = "Movable Type export"
_ENTRY = re.compile(r"^-{8}[ \t]*$", re.MULTILINE)
_PART = re.compile(r"^-{5}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"^([A-Z][A-Z ]{2,30}):[ \t]*(.*)$", re.MULTILINE)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
"""The format has the month first, in every language."""


def sniff(text: str) -> bool:
    """Whether a text opens with the fields of such an entry and has its parts."""
    head = _PART.split(text[:4000], maxsplit=1)
    names = {match[1] for match in _FIELD.finditer(head[0])}
    return len(head) == 2 and {"TITLE", "DATE"} <= names and bool(names & {"STATUS", "AUTHOR", "BASENAME"}) and "BODY:" in text[:8000]


def read(path: Path, text: str, data: bytes) -> Collection:
    """The published entries; raises EmptyInputError where the export has none with a text."""
    stories: list[Story] = []
    skipped: list[str] = []
    for number, entry in enumerate((part for part in _ENTRY.split(text) if part.strip()), start=1):
        head, *parts = _PART.split(entry)
        fields = {match[1]: match[2].strip() for match in _FIELD.finditer(head)}
        if (status := fields.get("STATUS", "Publish")).lower() != "publish":
            skipped.append(f"entry {number} was never published ({status[:40]})")
        elif prose := _prose(parts):
            stories.append(_story(fields, prose))
        else:
            skipped.append(f"entry {number} has no text")
    if not stories and not skipped:
        raise EmptyInputError(f"{path} holds no entry: give the whole export.")
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _prose(parts: list[str]) -> str:
    """Body and extended body; excerpts repeat them, and comments and pings are others' words."""
    found = (part.lstrip().partition(":") for part in parts)
    texts = [
        plain(words.replace("\n", "<br>") if "<p" not in words else words) for name, _, words in found if name in ("BODY", "EXTENDED BODY")
    ]
    return "\n\n".join(text for text in texts if text)


def _story(fields: Mapping[str, str], prose: str) -> Story:
    words = fields.get("DATE", "")
    day = _day(words)
    return Story(
        text=prose,
        title=plain(fields.get("TITLE", "")) or None,
        published=StatedDate(day, words, "DATE of the entry") if day else None,
        author=fields.get("AUTHOR") or None,
        url=fields.get("UNIQUE URL") or None,
    )


def _day(words: str) -> date | None:
    match = _DAY.match(words)
    return calendar_day(int(match[3]), int(match[1]), int(match[2])) if match else None
