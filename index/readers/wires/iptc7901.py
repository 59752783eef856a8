"""IPTC 7901, the text that agencies have sent over wires since the teleprinter: header, headline, text, and the day below it."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, StatedDate, Story
from index.readers.text import decode

FORMAT = "IPTC 7901"
BEGINNING = re.compile(rb"\x01[A-Za-z]{2,4}\d{3,4} [1-9] ")

_MESSAGE = re.compile(r"\x01(?P<head>[^\x02]{0,2000})\x02(?P<body>[^\x03\x04]*)(?:\x03(?P<trailer>[^\x04\x01]{0,200}))?")
_UNMARKED = re.compile(r"\x01(?P<head>[^\n\x02]{0,200}\n)(?P<body>[^\x01-\x04]+?)(?P<trailer>\n[^\n]{0,60})?\s*\x04")
"""A message that lost the signs around its text, as editors' programs drop them: its last line has the day."""
_DAY = re.compile(r"\b(\d{2})(\d{2})(\d{2})?\s*(?:GMT|UTC|Z|[A-Z]{2,5})?\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4}|\d{2})\b")
"""Day, hour and minute, month and year, as in `091015 GMT mar 21`."""
_NAMES = "jan gen ene;feb fev;mar mrz mär;apr avr abr;may mai mag;jun giu;jul lug;aug aou ago;sep set;oct okt ott out;nov;dec dez dic déc"
_MONTHS = {name: number for number, names in enumerate(_NAMES.split(";"), start=1) for name in names.split()}
_SIGNS = bytes(range(9)) + bytes(range(14, 32))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")
_KEYWORDS = re.compile(r"(?:[^\s/]+(?: [^\s/]+){0,2}/)+")
"""What an agency files a message under: `Animals/Miscellaneous/`."""
_BY = re.compile(r"(?:by|von|par|por|di|door)\s+(\S.{2,80})", re.IGNORECASE)
_MOST_WORDS = 25
"""Words of a headline at most."""


def read(path: Path, data: bytes) -> Collection:
    """The messages that have a text; raises NotTextError, and EmptyInputError where none has one."""
    # Told from the bytes without the signs that mark the parts, of which a short message has more than a text may have.
    encoding = decode(data.translate(None, _SIGNS), str(path), max_line=None).encoding.removesuffix(" (guessed)")
    text = data.decode(encoding, errors="replace")
    stories: list[Story] = []
    skipped: list[str] = []
    for number, message in enumerate(_messages(text), start=1):
        story = _story(message["head"], message["body"], message["trailer"] or "")
        if story.text:
            stories.append(story)
        else:
            skipped.append(f"message {number} has no text")
    if not stories and not skipped:
        raise NotTextError(f"{path} begins as a message of an agency (IPTC 7901), and has no text marked in it: give it whole.")
    if not stories:
        raise EmptyInputError(f"{path} has no message with a text: give another.")
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _messages(text: str) -> list[re.Match[str]]:
    return list(_MESSAGE.finditer(text)) or list(_UNMARKED.finditer(text))


def _story(head: str, body: str, trailer: str) -> Story:
    slugs = [" ".join(line.split()) for line in _CONTROL.sub("", head).splitlines()]
    title = next((line.rstrip(" =") for line in slugs if line.endswith(" =")), None)
    author = None
    title, paragraphs = _headed(title, _paragraphs(body))
    if title is None and len(paragraphs) > 1 and _is_headline(paragraphs[0]):
        title = " ".join(paragraphs.pop(0).split())
    if len(paragraphs) > 1 and (by := _BY.fullmatch(paragraphs[0])):
        author = by[1].strip()
        paragraphs.pop(0)
    found = _DAY.search(trailer)
    day = _day(found) if found else None
    if trailer.startswith("\n") and found is None:
        paragraphs += _paragraphs(trailer)  # no day, but the last line of the text
    return Story(
        text="\n\n".join(paragraphs),
        title=title,
        published=StatedDate(day, " ".join(found[0].split()), f"{FORMAT} date-time group") if found and day else None,
        author=author,
    )


def _headed(title: str | None, paragraphs: list[str]) -> tuple[str | None, list[str]]:
    """The headline that ends in a sign of equality, as agencies mark it, and the paragraphs without it and without the keywords above."""
    lines = paragraphs[0].split("\n") if paragraphs else []
    while len(lines) > 1 and (_KEYWORDS.fullmatch(lines[0]) or lines[0].endswith(" =")):
        title = lines[0].rstrip(" =") if lines[0].endswith(" =") else title
        lines = lines[1:]
    if len(lines) == 1 and len(paragraphs) > 1 and (_KEYWORDS.fullmatch(lines[0]) or lines[0].endswith(" =")):
        return _headed(lines[0].rstrip(" =") if lines[0].endswith(" =") else title, paragraphs[1:])
    return title, ["\n".join(lines), *paragraphs[1:]] if lines else paragraphs


def _paragraphs(body: str) -> list[str]:
    """Paragraphs are apart by a blank line, or begin with an indented one, or with a line break of their own where neither is so."""
    body = _CONTROL.sub("", re.sub(r"\r+\n?", "\n", body))
    parts = re.split(r"\n[ \t]*\n\s*|\n(?=[ \t]{2,}\S)", body.strip("\n"))
    return ["\n".join(" ".join(line.split()) for line in part.strip().split("\n")) for part in parts if part.strip()]


def _is_headline(paragraph: str) -> bool:
    return len(paragraph.split()) <= _MOST_WORDS and paragraph.count("\n") < 3 and not re.search(r"[.:;,]$", paragraph)


def _day(group: re.Match[str]) -> date | None:
    month = _MONTHS.get(group[4].lower())
    year = int(group[5]) if len(group[5]) == 4 else 2000 + int(group[5]) - (100 if int(group[5]) >= 70 else 0)
    try:
        return date(year, month, int(group[1])) if month else None
    except ValueError:
        return None
