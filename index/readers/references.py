"""References (RIS) that have an abstract, which is their text, each with the day, the outlet and the authors that it states.

Read without a library: the one that is kept drops a last reference that nothing ends, and the paragraphs of an abstract.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, StatedDate, Story
from index.readers.date_fields import day_of_field
from index.readers.documents.properties import language_tag
from index.readers.html_prose import plain
from index.readers.text import decode

FORMAT = "RIS"
BEGINNING = re.compile(rb"TY {1,2}- {0,2}[A-Z]{2,10}\s*\n")

_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\Z)")
_TEXT = ("AB", "N2")
_TITLE = ("TI", "T1", "CT", "ST")
_OUTLET = ("T2", "JF", "JO", "JA", "J2", "PB", "DP")
_AUTHOR = ("AU", "A1")
_DAY = ("DA", "Y1", "PY")
_PARTED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:/.*)?")

Reference = dict[str, list[str]]


def read(path: Path, data: bytes) -> Collection:
    """The references that have an abstract; raises NotTextError, and EmptyInputError where none has one."""
    references = _references(decode(data, str(path), max_line=None).text.removeprefix("\ufeff"))
    if not references:
        raise NotTextError(f"{path} holds no reference in the form of RIS: export it again.")
    stories: list[Story] = []
    skipped: list[str] = []
    for number, reference in enumerate(references, start=1):
        text = plain(_first(reference, _TEXT) or "")
        if text:
            stories.append(_story(reference, text))
        else:
            skipped.append(f"reference {number} has no abstract")
    if not stories:
        raise EmptyInputError(f"{path} holds references without abstracts, in which there is no text to quote: give the articles.")
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _references(text: str) -> list[Reference]:
    """The values under each tag, in their order; a line without a tag goes on with the value before it."""
    found: list[Reference] = []
    last: list[str] | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        tag = _TAG.match(line)
        if tag is None:
            if last and (line.strip() or last[-1]):
                last[-1] += f"\n{line.strip()}"
        elif tag[1] == "TY":
            found.append(defaultdict(list))
            last = None
        elif tag[1] == "ER":
            last = None
        elif found:
            last = found[-1][tag[1]]
            last.append((tag[2] or "").strip())
    return found


def _story(reference: Reference, text: str) -> Story:
    field = next((tag for tag in _DAY if _day(_first(reference, (tag,)))), None)
    words = _first(reference, (field,)) if field else None
    day = _day(words)
    url = next((value for value in reference.get("UR", ()) if re.match(r"https?://\S+$", value)), None)
    return Story(
        text=text,
        title=plain(_first(reference, _TITLE) or "") or None,
        published=StatedDate(day, words, f"{FORMAT} {field}") if day and words else None,
        source=_first(reference, _OUTLET),
        author=", ".join(_in_order(name) for tag in _AUTHOR for name in reference.get(tag, ()) if name) or None,
        url=url,
        language=language_tag(_first(reference, ("LA",))),
    )


def _first(reference: Reference, tags: tuple[str, ...]) -> str | None:
    return next((value.strip() for tag in tags for value in reference.get(tag, ()) if value.strip()), None)


def _in_order(name: str) -> str:
    """A name as it is said: `Quill, Ida` is Ida Quill."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() and "," not in given else name


def _day(words: str | None) -> date | None:
    parted = _PARTED.match(words or "")
    return day_of_field("-".join((parted[1], parted[2].zfill(2), parted[3].zfill(2))) if parted else words or "")
