"""Which reader a file is for: by the ending of its name, by the type that a server states, and by how its bytes begin."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from index.errors import NotTextError
from index.readers import saved_mail, text
from index.readers.base import Collection, Story

if TYPE_CHECKING:
    from index.readers.databases.record import Record
    from index.readers.isolate import Isolation

NEWS_LENGTH = 200
"""Characters that the longest text of a data file in a folder must have for the file to be taken for news; shorter ones are settings,
lists and notes. The shortest items that agencies send as reports of their own have about 250."""
MAX_STORY = 2_000_000
"""Characters of a story: a book of 300 pages has about 600,000."""
HEAD = 4096
"""Bytes that the format of a file is told from."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the reader's module (under `index.`), the endings of file names, and the types that servers state for it."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    media: tuple[str, ...] = ()
    is_incidental: bool = False  # files of this format lie in folders for other reasons too: only those that hold news are taken
    is_isolated: bool = False  # what parses it has crashed, hung or eaten memory on hostile files: it runs in a process of its own


@dataclass(frozen=True, slots=True)
class DatabaseRecords:
    """The records that a news database gave out as one text, with the name of that format."""

    name: str
    records: tuple[Record, ...]


TEXT = Format("text", "readers.text", text.SUFFIXES, ("text/plain", "text/markdown"))
HTML = Format(
    "web page",
    "readers.web.page",
    (".html", ".htm", ".xhtml", ".mhtml", ".mht"),
    ("text/html", "application/xhtml+xml", "multipart/related"),
    is_isolated=True,
)
PDF = Format("PDF", "readers.documents.pdf", (".pdf",), ("application/pdf",), is_isolated=True)
DOCX = Format("Word document", "readers.documents.word", (".docx",), (), is_isolated=True)
FEED = Format(
    "feed",
    "readers.feeds",
    (".rss", ".atom", ".rdf", ".xml"),
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
    is_incidental=True,
    is_isolated=True,
)
DATA = Format(
    "data",
    "readers.data.tables",
    (".json", ".jsonl", ".ndjson", ".csv", ".tsv"),
    ("application/json", "application/feed+json", "application/x-ndjson", "application/jsonl", "text/csv", "text/tab-separated-values"),
    is_incidental=True,
)
MAIL = Format("mail", "readers.mail", (".eml", ".mbox"), ("message/rfc822", "application/mbox"))
ZIP = Format("zip archive", "", (".zip",), ("application/zip", "application/x-zip-compressed"))
"""Not read itself: its members are, each by its own reader."""
FORMATS = (TEXT, HTML, PDF, DOCX, FEED, DATA, MAIL, ZIP)
SUFFIXES = tuple(suffix for format in FORMATS for suffix in format.suffixes)
"""The file name endings that are known."""

DATABASES = {
    "Nexis export": "readers.databases.nexis",
    "Factiva export": "readers.databases.factiva",
    "ProQuest export": "readers.databases.proquest",
    "text with front matter": "readers.front_matter",
    "mail saved as text": "readers.saved_mail",
}
"""Readers of texts that state what they are, above all those of news databases: each tells its own by `sniff(text)` and takes it apart by
`sections(text)`."""

_HTML = re.compile(rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rb"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?>\s*)*<([\w:]+)", re.IGNORECASE | re.DOTALL)
_FEED_ROOTS = (b"rss", b"feed", b"rdf:rdf", b"atom:feed")
_MAIL = re.compile(rb"From \S+.*\r?\n[!-9;-~]+:|(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID): ", re.IGNORECASE)
_WORD_MEMBER = "word/document.xml"


def format_of(name: str, data: bytes, media: str | None = None) -> Format | None:
    """The format of a file; None where neither its name nor its beginning tells.

    Bytes that can be only one thing decide (a PDF is a PDF under any name), then the type that a server states, then the name's ending.
    """
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    certain = _by_signature(head, data)
    if certain is not None:
        return certain
    named = _by_suffix(name)
    stated = next((format for format in FORMATS if media in format.media), None) if media else None
    if stated is TEXT and named is not None and not named.is_isolated:
        return named  # servers call all they do not know plain text
    found = stated or named
    if found is TEXT and saved_mail.is_message(head):
        return MAIL
    if found is FEED and not _is_feed(head) and _HTML.match(_after_prolog(head)):
        return HTML
    return found or _by_beginning(head)


def read(path: Path, data: bytes, format: Format, isolation: Isolation, mapping: Mapping[str, str]) -> text.Document | Collection:
    """Read a file: one text with offsets of its own, or a collection of stories; raises InputErrors.

    `isolation` runs the readers that need one; `mapping` says which names the fields have in a data file ({"title": "hl"}).
    """
    if format is TEXT:
        return _read_text(path, data)
    if format is DATA:
        from index.readers.data import tables

        return checked(tables.read(path, data, mapping))
    if format is HTML and (exported := _exported_page(path, data, isolation)).stories:
        return checked(exported)
    module = f"index.{format.module}"
    found: Collection = isolation.read(module, path, data) if format.is_isolated else import_module(module).read(path, data)
    return checked(_unpacked(found))


def _exported_page(path: Path, data: bytes, isolation: Isolation) -> Collection:
    """The records of a database that were saved as a page; none for other pages."""
    from index.readers.databases import saved_page

    if not saved_page.may_be_export(data):
        return Collection(path, HTML.name, "", ())
    return isolation.read("index.readers.databases.saved_page", path, data)


def checked(collection: Collection) -> Collection:
    """The collection without stories that have no text, or more than a story can have; a sentence for each of them."""
    kept: list[Story] = []
    skipped = list(collection.skipped)
    for number, story in enumerate(collection.stories, start=1):
        if not story.text.strip():
            skipped.append(f"story {number} has no text")
        elif len(story.text) > MAX_STORY:
            skipped.append(f"story {number} has more than {MAX_STORY:,} characters, which no article has")
        else:
            kept.append(story)
    return replace(collection, stories=tuple(kept), skipped=tuple(skipped))


def holds_news(collection: Collection, format: Format) -> bool:
    """Whether a file of an incidental format that was found in a folder is one of news: a feed is, a data file by its texts."""
    return format is not DATA or any(len(story.text) >= NEWS_LENGTH for story in collection.stories)


def is_known(name: str) -> bool:
    """Whether the ending of a file's name is that of a format."""
    return _by_suffix(name) is not None


def unknown(name: str) -> NotTextError:
    """The error for a file of another format."""
    return NotTextError(f"{name} is of a format that is not known: give {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} files.")


def _by_signature(head: bytes, data: bytes) -> Format | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with ZipFile(BytesIO(data)) as opened:
            return DOCX if _WORD_MEMBER in opened.NameToInfo else ZIP
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return ZIP  # whose reader says what is wrong with it


def _by_suffix(name: str) -> Format | None:
    suffix = PurePath(name).suffix.lower()
    return next((format for format in FORMATS if suffix in format.suffixes), None)


def _by_beginning(head: bytes) -> Format | None:
    if _is_feed(head):
        return FEED
    if _HTML.match(_after_prolog(head)):
        return HTML
    if _MAIL.match(head):
        return MAIL
    return None


def _is_feed(head: bytes) -> bool:
    root = _XML.match(head)
    return root is not None and root[1].lower() in _FEED_ROOTS


def _after_prolog(head: bytes) -> bytes:
    return re.sub(rb"\A<\?xml[^>]*>\s*", b"", head)


def database_records(content: str) -> DatabaseRecords | None:
    """The records of a text that a news database gave out; None for other texts."""
    for name, module in DATABASES.items():
        reader = import_module(f"index.{module}")
        if reader.sniff(content):
            records: tuple[Record, ...] = reader.sections(content)
            return DatabaseRecords(name, records) if records else None
    return None


def _read_text(path: Path, data: bytes) -> text.Document:
    decoded = text.decode(data, str(path))
    return text.Document(path, decoded.text, decoded.encoding, hashlib.sha256(data).hexdigest())


def _unpacked(collection: Collection) -> Collection:
    """The stories of database records that were saved as a document of another format, whose text is theirs."""
    content = collection.stories[0].text if len(collection.stories) == 1 else ""
    found = database_records(content)
    if found is None:
        return collection
    from index.readers.databases.record import story_of

    stories = tuple(story_of(content, record) for record in found.records)
    return replace(collection, format=f"{collection.format}, {found.name}", stories=stories)
