"""A message of an agency that was kept as plain text: the line of its header above the headline is no headline and no prose."""

from __future__ import annotations

import re

from index.readers.databases.record import Record, lines_of, record_of

_HEADER = re.compile(r"[A-Za-z]{2,4}\d{3,4} [1-9] [A-Za-z]{2,4} \d{1,4}\b.{0,60}")
"""Agency and number of the message, urgency, category, number of words: `AVP0123 4 GEN 120 AVP-FRA`."""
_KEYWORDS = re.compile(r"(?:[^\s/]+(?: [^\s/]+){0,2}/)+")
_MOST_WORDS = 25


def sniff(text: str) -> bool:
    """Whether the first line of a text is such a header, and something stands below it."""
    lines = text.lstrip("\ufeff \t\r\n").split("\n", 1)
    return len(lines) == 2 and _HEADER.fullmatch(lines[0].strip()) is not None and bool(lines[1].strip())


def sections(text: str) -> tuple[Record, ...]:
    """The message as one record; its day is what its prose says."""
    lines = lines_of(text, 0, len(text))[1:]
    while len(lines) > 1 and _KEYWORDS.fullmatch(lines[0].text):
        lines = lines[1:]
    if not lines:
        return ()
    head = lines[0]
    is_title = len(lines) > 1 and len(head.text.split()) <= _MOST_WORDS and not head.text.endswith((".", ",", ";", ":"))
    title = (head.start, head.end - len(head.text) + len(head.text.rstrip(" ="))) if is_title else None
    record = record_of(title, (lines[is_title].start, lines[-1].end), None, source=None, author=None, language=None)
    return (record,) if record else ()
