"""Mail that was saved as text: a message with all its headers under another name, or the few lines that mail programs print above one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_tz

from index.readers.databases.record import Line, Record, days_in, folded, lines_of, record_of
from index.readers.date_fields import day_of_field
from index.readers.mail_words import is_forwarded, role_of, without_prefixes
from index.types import Evidence

_FIELD = re.compile(r"(?P<name>[^\W\d_][^:\n]{0,20}?)\s?:(?:\s+|\Z)(?P<value>.*)", re.DOTALL)
_HEADER = re.compile(r"([!-9;-~]{2,60}):[ \t]?(.*)")
_HEADERS = frozenset("from date subject to received return-path delivered-to message-id mime-version content-type reply-to".split())
_OF_MAIL = frozenset("received return-path delivered-to message-id mime-version".split())
_MARK = re.compile(
    r"[-_=\s]*(?:(?:forwarded|original|weitergeleitete|ursprüngliche)\b.{0,40}|begin forwarded message:)[-_=\s]*\Z", re.IGNORECASE
)
_RULE = re.compile(r"[-_=]{5,}\Z")
_ADDRESS = re.compile(r"\s*(?:<[^<>]*>|\[mailto:[^\]]*\]|\([^()]*@[^()]*\))\s*\Z", re.IGNORECASE)
_SIGNATURE = re.compile(r"--\s?\Z")
_NOTE = 80
"""Words above a forwarded message up to which they are the forwarder's."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The head of one message: its fields by kind, and the index of the first line below it."""

    first: int
    below: int
    fields: dict[str, tuple[Line, str]]

    def value(self, kind: str) -> str:
        return self.fields[kind][1] if kind in self.fields else ""

    def span(self, kind: str) -> tuple[int, int]:
        line, value = self.fields[kind]
        return line.end - len(value), line.end


def is_message(head: bytes) -> bool:
    """Whether a file begins with the headers of a message, whatever it is called: `head` is its first few thousand bytes."""
    names: dict[str, str] = {}
    for line in head.decode("latin-1").lstrip("\ufeffï»¿\r\n").splitlines():
        if not line.strip():
            break
        if line[0] in " \t" and names:
            continue
        match = _HEADER.match(line)
        if match is None:
            return False
        names.setdefault(match[1].lower(), match[2])
    if len(names.keys() & _HEADERS) < 3 or ("from" not in names and "subject" not in names):
        return False
    return bool(names.keys() & _OF_MAIL) or ("from" in names and parsedate_tz(names.get("date", "")) is not None)


def sniff(text: str) -> bool:
    """Whether the text opens with the lines that a mail program prints above a message: sender and subject or day, three in all."""
    return _block(lines_of(text[:20_000], 0, min(len(text), 20_000)), 0) is not None


def sections(text: str) -> tuple[Record, ...]:
    """The message, or the one that was forwarded in it: that one's own sender and day are those of publication, never the forwarder's."""
    lines = lines_of(text, 0, len(text))
    block = _block(lines, 0)
    if block is None:
        return ()
    for inner in _inner(lines, block.below):
        above = " ".join(line.text for line in lines[block.below : inner.first])
        if not (is_forwarded(block.value("subject")) or (_is_marked(lines, inner) and len(above.split()) <= _NOTE)):
            break
        block = inner
    return tuple(filter(None, [_record(lines, block)]))


def _record(lines: Sequence[Line], block: _Block) -> Record | None:
    end = next((i for i in range(block.below, len(lines)) if _SIGNATURE.match(lines[i].text)), len(lines))
    title = None
    if block.value("subject"):
        _, last = block.span("subject")
        title = (last - len(without_prefixes(block.value("subject"))), last)
    return record_of(
        title if title and title[0] < title[1] else None,
        (lines[block.below].start, lines[end - 1].end) if block.below < end else None,
        _stated(block),
        source=folded(_ADDRESS.sub("", block.value("from"))).strip("\"' ") or None,
        author=None,
        language=None,
    )


def _stated(block: _Block) -> tuple[Evidence, tuple[date, date]] | None:
    words = block.value("date")
    day = day_of_field(words) if words else None
    days = (day, day) if day else days_in(words)
    if not days or days[0] != days[1]:
        return None
    start, end = block.span("date")
    return Evidence(words, start, end, "day on which this message was sent"), days


def _block(lines: Sequence[Line], first: int) -> _Block | None:
    """The head of a message that begins in line `first`."""
    fields: dict[str, tuple[Line, str]] = {}
    i = first
    while i < len(lines) and (i == first or lines[i].gap == 0):
        match = _FIELD.match(lines[i].text)
        kind = role_of(match["name"]) if match else None
        if match and kind:
            fields.setdefault(kind, (lines[i], match["value"].strip("* ")))
        elif not fields or "subject" in fields:
            break
        i += 1  # else a list of addresses that goes on
    is_head = "from" in fields and ("subject" in fields or "date" in fields) and len(fields) >= 3
    return _Block(first, i, fields) if is_head else None


def _inner(lines: Sequence[Line], first: int) -> Iterator[_Block]:
    """The heads of messages further down."""
    i = first
    while i < len(lines):
        match = _FIELD.match(lines[i].text)
        block = _block(lines, i) if match and role_of(match["name"]) else None
        if block:
            yield block
        i = block.below if block else i + 1


def _is_marked(lines: Sequence[Line], block: _Block) -> bool:
    """Whether a line above a head says that the message was forwarded."""
    above = lines[block.first - 1].text if block.first else ""
    return _MARK.match(above) is not None and not _RULE.match(above)
