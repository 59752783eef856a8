"""The formats that are read, and which one a file is of: by the ending of its name, the type that a server states, and its first bytes."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from index.errors import NotTextError
from index.readers import references, saved_mail, subtitles, text
from index.readers.data import labels
from index.readers.documents import scans
from index.readers.unread import OLE, PICTURE, TOLD_SUFFIXES, unread, unread_by_beginning, unread_by_name
from index.readers.wires import iptc7901, reuters

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
    is_mapped: bool = False  # its records have named fields, for which the user may give other names


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
RTF = Format("rich text", "readers.documents.rtf", (".rtf",), ("application/rtf", "text/rtf"), is_isolated=True)
ODT = Format(
    "OpenDocument text",
    "readers.documents.opendocument",
    (".odt", ".ott", ".fodt"),
    ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template"),
    is_isolated=True,
)
SHEET = Format(
    "workbook",
    "readers.data.sheets",
    (".xlsx", ".xlsm", ".xlsb", ".ods"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.oasis.opendocument.spreadsheet"),
    is_incidental=True,
    is_isolated=True,
    is_mapped=True,
)
EPUB = Format("e-book", "readers.documents.epub", (".epub",), ("application/epub+zip",), is_isolated=True)
NITF = Format("NITF", "readers.wires.nitf", (".nitf",), ("application/nitf+xml",), is_isolated=True)
NEWSML = Format("NewsML", "readers.wires.newsml", (".newsml",), ("application/vnd.iptc.g2.newsitem+xml",), is_isolated=True)
IPTC7901 = Format("IPTC 7901", "readers.wires.iptc7901", (".iptc",), (), is_isolated=True)
REUTERS = Format("Reuters SGML", "readers.wires.reuters", (".sgm", ".sgml"), ("text/sgml",), is_isolated=True)
SUBTITLES = Format("subtitles", "readers.subtitles", (".srt", ".vtt"), ("application/x-subrip", "text/vtt"), is_isolated=True)
REFERENCES = Format("references", "readers.references", (".ris",), ("application/x-research-info-systems",), is_isolated=True)
EVERNOTE = Format("notes of Evernote", "readers.evernote", (".enex",), ("application/enex+xml",), is_isolated=True)
WARC = Format("web archive", "readers.archives.warc", (".warc", ".wacz"), ("application/warc", "application/wacz"), is_isolated=True)
PICTURES = Format("picture", "readers.documents.scans", (), ())
"""Read only where the program for it is installed, and else told of as all that is not read; known by its bytes."""
ZIP = Format("zip archive", "", (".zip",), ("application/zip", "application/x-zip-compressed"))
"""Not read itself: its members are, each by its own reader."""
GZIP = Format("gzip", "", (".gz",), ("application/gzip", "application/x-gzip"))
"""Not read itself: the file in it is."""
FORMATS = (
    *(TEXT, HTML, PDF, DOCX, FEED, DATA, MAIL),
    *(RTF, ODT, SHEET, EPUB, NITF, NEWSML, IPTC7901, REUTERS, SUBTITLES, REFERENCES, EVERNOTE, WARC),
    *(PICTURES, ZIP, GZIP),
)
SUFFIXES = tuple(suffix for format in FORMATS for suffix in format.suffixes)
"""The file name endings that are known."""

_HTML = re.compile(rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rb"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?>\s*)*<([\w:-]+)", re.IGNORECASE | re.DOTALL)
_ROOTS = {
    **dict.fromkeys((b"rss", b"feed", b"rdf:rdf", b"atom:feed"), FEED),
    **dict.fromkeys((b"nitf", b"nitf-collection"), NITF),
    **dict.fromkeys((b"newsitem", b"newsmessage", b"packageitem", b"newsml"), NEWSML),
    b"office:document": ODT,
    b"en-export": EVERNOTE,
}
"""Formats by the name of the outermost element of their XML, in lower case and, but for feeds and documents, without a prefix."""
_MAIL = re.compile(rb"From \S+.*\r?\n[!-9;-~]+:|(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID): ", re.IGNORECASE)
_PACKED = {"word/document.xml": DOCX, "xl/workbook.xml": SHEET, "xl/workbook.bin": SHEET}
"""Formats by a member of the zip archive that they are."""
_TYPED = {
    b"application/epub+zip": EPUB,
    b"application/vnd.oasis.opendocument.text": ODT,
    b"application/vnd.oasis.opendocument.text-template": ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": SHEET,
}
"""Formats by what the member `mimetype` of the zip archive says that they are."""
_MIMETYPE = "mimetype"
_ZIPPED = (DOCX, ODT, SHEET, EPUB, WARC)
_PLAIN = (
    (re.compile(rb"\{\\rtf"), RTF),
    (re.compile(rb"WARC/\d\.\d\r?\n"), WARC),
    (subtitles.BEGINNING, SUBTITLES),
    (references.BEGINNING, REFERENCES),
    (reuters.BEGINNING, REUTERS),
    (iptc7901.BEGINNING, IPTC7901),
)
"""How formats begin that go by the name of text too."""


def format_of(name: str, data: bytes, media: str | None = None) -> Format | None:
    """The format of a file; None where neither its name nor its beginning tells, and for formats that are not read.

    Bytes that can be only one thing decide (a PDF is a PDF under any name), then the type that a server states, then the name's ending.
    """
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    named = _by_suffix(name)
    certain = _by_signature(name, head, data, named)
    if certain is not None:
        return None if certain is ZIP and unread_by_name(name) else certain
    if unread_by_beginning(name, data[:HEAD]) is PICTURE and scans.reads_pictures():
        return PICTURES
    if unread_by_beginning(name, data[:HEAD]) and not (data.startswith(OLE) and named):
        return None  # a new office program's file that a password locks begins as an old one's, of which its reader speaks
    stated = next((format for format in FORMATS if media in format.media), None) if media else None
    if stated is TEXT and named is not None and not named.is_isolated:
        return named  # servers call all they do not know plain text
    found = stated or named
    if found is TEXT and saved_mail.is_message(head):
        return MAIL
    if found is TEXT and labels.heads_table(data[:HEAD]):
        return DATA
    if found is FEED and not _is_feed(head):
        return _by_root(head) or (HTML if _HTML.match(_after_prolog(head)) else found)
    return found or _by_beginning(head)


def is_known(name: str) -> bool:
    """Whether the ending of a file's name is that of a format, or of one that is not read and may hold news, which is to be told."""
    return _by_suffix(name) is not None or PurePath(name).suffix.lower() in TOLD_SUFFIXES


def unknown(file: str, name: str, data: bytes) -> NotTextError:
    """The error for a file of another format, which is called `file`; its name ends as `name` does."""
    kind = unread(name, data[:HEAD])
    if kind is not None:
        return NotTextError(kind.sentence(file))
    return NotTextError(f"{file} is of a format that is not known: give text, web pages, PDF, documents, feeds, tables, mail or archives.")


def _by_signature(name: str, head: bytes, data: bytes, named: Format | None) -> Format | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _by_members(data, named)
    if data.startswith(b"\x1f\x8b\x08"):
        return WARC if name.lower().endswith(".warc.gz") else GZIP
    return next((format for beginning, format in _PLAIN if beginning.match(head)), None)


def _by_members(data: bytes, named: Format | None) -> Format | None:
    if named is WARC:
        return WARC
    try:
        with ZipFile(BytesIO(data)) as opened:
            if (kind := opened.NameToInfo.get(_MIMETYPE)) and kind.file_size < 100:
                return _TYPED.get(opened.read(kind).strip(), ZIP)
            return next((format for member, format in _PACKED.items() if member in opened.NameToInfo), ZIP)
    except (BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return named if named in _ZIPPED else ZIP  # whose reader says what is wrong with it


def _by_suffix(name: str) -> Format | None:
    suffix = PurePath(name).suffix.lower()
    return next((format for format in FORMATS if suffix in format.suffixes), None)


def _by_beginning(head: bytes) -> Format | None:
    found = _by_root(head)
    if found is not None:
        return found
    if _HTML.match(_after_prolog(head)):
        return HTML
    if _MAIL.match(head):
        return MAIL
    return None


def _is_feed(head: bytes) -> bool:
    return _by_root(head) is FEED


def _by_root(head: bytes) -> Format | None:
    root = _XML.match(head)
    if root is None:
        return None
    found = root[1].lower()
    return _ROOTS.get(found) or _ROOTS.get(found.rpartition(b":")[2] if b":" in found else b"")


def _after_prolog(head: bytes) -> bytes:
    return re.sub(rb"\A<\?xml[^>]*>\s*", b"", head)
