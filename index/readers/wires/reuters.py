"""Reuters-21578, the newswire of 1987 in SGML: every `REUTERS` element with a text is a story of its day."""

from __future__ import annotations

import hashlib
import html
import re
from datetime import date, datetime
from pathlib import Path

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, StatedDate, Story
from index.readers.text import decode

FORMAT = "Reuters SGML"
BEGINNING = re.compile(rb"<!DOCTYPE\s+lewis\b|<REUTERS\b", re.IGNORECASE)

_ITEM = re.compile(r"<REUTERS\b", re.IGNORECASE)
_SIGN_OFF = re.compile(r"\n[ \t]*reuters?[ \t]*;?\s*\Z", re.IGNORECASE)
_SIGN = re.compile(r"&#\d{1,2};|[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Signs that steered a teleprinter."""
_DAY = re.compile(r"\s*(\d{1,2}-[A-Z]{3}-\d{4})\b", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def read(path: Path, data: bytes) -> Collection:
    """The items that have a text; raises NotTextError, and EmptyInputError where none has one."""
    text = decode(data, str(path), max_line=None).text.replace("\r\n", "\n")
    starts = [match.start() for match in _ITEM.finditer(text)]
    if not starts:
        raise NotTextError(f"{path} is SGML of a kind that is not known: give files of the Reuters-21578 collection, or text.")
    stories: list[Story] = []
    skipped: list[str] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1):
        story = _story(text[start:end])
        if story.text:
            stories.append(story)
        else:
            skipped.append(f"item {number} has a headline only")
    if not stories:
        raise EmptyInputError(f"{path} has no item with a text: give another.")
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _story(item: str) -> Story:
    written = _shown(_element("DATE", item) or "")
    day = _day(written)
    author = " ".join(_shown(_element("AUTHOR", item) or "").split())
    body = _element("BODY", item)
    if body is None:  # tables and other texts that nobody has taken apart
        body = re.sub(r"(?is)<(TITLE|DATELINE|AUTHOR)>.*?</\1>", "", _element("TEXT", item) or "")
    line = " ".join(_shown(_element("DATELINE", item) or "").split())
    prose = _paragraphs(_SIGN_OFF.sub("", _shown(body)))
    return Story(
        text=f"{line} {prose}".strip() if prose else "",
        title=" ".join(_shown(_element("TITLE", item) or "").split()) or None,
        published=StatedDate(day, written, f"{FORMAT} DATE") if day else None,
        author=re.sub(r"(?i)^by\s+", "", author).removesuffix(", Reuters") or None,
        language="en",
    )


def _element(name: str, item: str) -> str | None:
    found = re.search(rf"<{name}\b[^>]*>(.*?)(?:</{name}>|\Z)", item, re.IGNORECASE | re.DOTALL)
    return found[1] if found else None


def _shown(markup: str) -> str:
    """The characters of a piece of SGML, without its tags."""
    return _SIGN.sub("", html.unescape(re.sub(r"</?[A-Z][^<>]*>", "", _SIGN.sub("", markup)))).strip("\n ")


def _paragraphs(body: str) -> str:
    """Paragraphs, which begin with an indented line, apart by a blank one."""
    blocks = re.split(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S)", body)
    return "\n\n".join(lines for block in blocks if (lines := "\n".join(" ".join(line.split()) for line in block.strip().split("\n"))))


def _day(written: str) -> date | None:
    found = _DAY.match(written)
    if found is None:
        return None
    day, month, year = found[1].split("-")
    try:
        return datetime(int(year), _MONTHS.index(month.lower()) + 1, int(day)).date()
    except ValueError:
        return None
