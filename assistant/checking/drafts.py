"""A draft read from bytes: text and Markdown as decoded, web pages and documents by the archive's readers in a process of their own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checking.findings import DraftText
from index.errors import EmptyInputError, NotTextError, TooLargeError
from index.ingest.faults import reported
from index.readers import formats, registry, text
from index.readers.html_prose import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.readers.base import Collection, Story

DOCUMENTS = (formats.HTML, formats.DOCX, formats.ODT, formats.RTF, formats.PDF)
"""Formats that a draft is written in, beside text."""
MAX_BYTES = 16 * 1024 * 1024
"""Bytes of a draft's file: documents hold pictures."""
BLOCK_QUOTES = "index.readers.documents.block_quotes"
"""The reader that knows what documents set off."""
STDIN = "-"
_BLOCKQUOTE = re.compile(r"<blockquote\b[^<>]*>((?:(?!<blockquote\b).)*?)</blockquote\s*>", re.IGNORECASE | re.DOTALL)


def read_draft(name: str, data: bytes) -> DraftText:
    """The draft that a file holds; `name` is the file's, or "-" for what was piped in or pasted. Raises InputErrors.

    Of plain text and Markdown every character stays where it is; of other formats the text is what their reader gives.
    """
    shown = "The text" if name == STDIN else name
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"{shown} has {len(data) / 2**20:.0f} MiB, more than the {MAX_BYTES // 2**20} MiB that a draft may have.")
    if not data.strip():
        raise EmptyInputError(f"{shown} is empty: give a draft with text in it.")
    with reported(shown):
        format = formats.format_of(name, data)
        if format is None or format is formats.TEXT or (format not in DOCUMENTS and not _is_binary(data)):
            decoded = text.decode(data, shown)
            return DraftText(name, decoded.text)
        if format not in DOCUMENTS:
            raise NotTextError(f"{shown} is of the format {format.name}, which no draft is in: give text, Markdown, Word or HTML.")
        words = _text_of(shown, data, format)
        return DraftText(name, words, format.name, _places(_set_off(shown, data, format), words))


def pasted(words: str) -> DraftText:
    """The draft that a text is, letter for letter, whatever it looks like; raises EmptyInputError and TooLargeError."""
    if len(words) > MAX_BYTES:
        raise TooLargeError(f"The text has {len(words):,} characters, more than a draft may have: check it in parts.")
    if not words.strip():
        raise EmptyInputError("The text is empty: give a draft with text in it.")
    return DraftText(STDIN, words.encode("utf-8", "replace").decode("utf-8"))


def from_file(path: Path) -> DraftText:
    """The draft in a file; raises InputErrors."""
    return read_draft(str(path), text.read_bytes(path))


def _is_binary(data: bytes) -> bool:
    return b"\x00" in data[:4096] or data.startswith(b"PK\x03\x04") or data.startswith(b"\x1f\x8b")


def _text_of(name: str, data: bytes, format: formats.Format) -> str:
    from index.readers.isolate import Isolation

    with Isolation() as isolation:
        try:
            found = registry.read(Path(name), data, format, isolation, {})
        except EmptyInputError:
            if format is not formats.HTML:
                raise
            return _of_markup(name, data)
    assert not isinstance(found, text.Document)
    return _joined(name, found)


def _of_markup(name: str, data: bytes) -> str:
    """All text of a page that is no story to the reader of pages: a few sentences, say."""
    shown = plain(text.decode(data, name, None).text)
    if not shown:
        raise EmptyInputError(f"{name} has no text in it: give a draft with text in it.")
    return shown


def _set_off(name: str, data: bytes, format: formats.Format) -> list[str]:
    """The paragraphs that a page or a document sets off as quotations."""
    if format is formats.HTML:
        quotes = _BLOCKQUOTE.finditer(text.decode(data, name, None).text)
        return [paragraph for quote in quotes for paragraph in plain(quote[1]).split("\n\n")]
    if format not in (formats.DOCX, formats.ODT):
        return []
    from index.readers import isolate

    return [story.text for story in isolate.run(BLOCK_QUOTES, Path(name), data).stories]


def _places(paragraphs: Sequence[str], words: str) -> tuple[tuple[int, int], ...]:
    """Where paragraphs stand in a draft's text `words`, one after the other; those that its reader left out stand nowhere."""
    found, at = [], 0
    for paragraph in paragraphs:
        if pieces := [re.escape(piece) for piece in paragraph.split()]:
            place = re.compile(r"\s+".join(pieces)).search(words, at)
            if place:
                found.append(place.span())
                at = place.end()
    return tuple(found)


def _joined(name: str, found: Collection) -> str:
    stories: Sequence[Story] = found.stories
    whole = "\n\n".join("\n\n".join(filter(None, (None if story.is_whole else story.title, story.text))) for story in stories)
    if not whole.strip():
        raise EmptyInputError(f"{name} has no text in it: give a draft with text in it.")
    return whole
