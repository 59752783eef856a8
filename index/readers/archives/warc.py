"""Web archives (WARC, WACZ): every page in them through the reader of web pages; the day of the capture is no day of publication."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from gzip import GzipFile
from io import BytesIO
from pathlib import Path
from typing import Any

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from index.readers.base import Collection, Story
from index.readers.documents.packed import PackedDocument
from index.readers.web import page

FORMAT = "web archive"
MAX_PAGES = 20_000
MAX_UNPACKED = 1024 * 1024 * 1024
"""Bytes of all pages of an archive."""
MAX_RECORD = 64 * 1024 * 1024
"""Bytes that the first record of an archive may have."""
_PAGES = ("text/html", "application/xhtml+xml")
_KINDS = ("response", "resource")
_CRAWLED = (".warc", ".warc.gz")


def read(path: Path, data: bytes) -> Collection:
    """The pages that hold a story, each once; those without one are counted.

    Raises TooLargeError, NotTextError (no web archive, or damaged from its beginning), EmptyInputError.
    """
    stories: list[Story] = []
    skipped: list[str] = []
    seen: set[bytes] = set()
    size = 0
    for number, (address, body, fault) in enumerate(_pages(path, data), start=1):
        size += len(body)
        if number > MAX_PAGES or size > MAX_UNPACKED:
            raise TooLargeError(f"{path} has more than {MAX_PAGES:,} pages or {MAX_UNPACKED // 2**30} GiB of them: give it in parts.")
        digest = hashlib.sha256(body).digest()
        if fault or digest in seen:
            skipped.extend([fault] if fault else [])
            continue
        seen.add(digest)
        try:
            stories.extend(_with_address(story, address) for story in page.read(Path(address), body).stories)
        except InputError as exc:
            skipped.append(str(exc).partition(": ")[0] if "://" not in str(exc) else f"{address} has no story in it")
    if not stories:
        why = f" ({skipped[0]})" if skipped else ""
        raise EmptyInputError(f"{path} holds no page with a story in it{why}: give the pages of stories.")
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _pages(path: Path, data: bytes) -> Iterator[tuple[str, bytes, str]]:
    """Address and bytes of every page, or why it cannot be read."""
    if not data.startswith(b"PK"):
        yield from _records(path, data, is_first=True)
        return
    archive = PackedDocument(path, data, "a web archive")
    crawled = [name for name in archive.names if name.lower().endswith(_CRAWLED)]
    for name in crawled:
        yield from _records(path, archive.read(name), is_first=name == crawled[0])


def _records(path: Path, data: bytes, *, is_first: bool) -> Iterator[tuple[str, bytes, str]]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    read = 0
    stream = GzipFile(fileobj=BytesIO(data)) if _is_packed_whole(data) else BytesIO(data)
    try:
        for record in ArchiveIterator(stream):
            read += 1
            address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            if record.rec_type in _KINDS and _is_page(record):
                yield address, *_body(record, address)
    except (ArchiveLoadFailed, zlib.error, ValueError, OSError, EOFError, KeyError, AttributeError, TypeError) as exc:
        if is_first and not read:
            raise NotTextError(f"{path} is not a web archive, or a damaged one ({type(exc).__name__}): save it again.") from exc
        yield "", b"", f"the archive is damaged after its record {read}"


def _is_packed_whole(data: bytes) -> bool:
    """Whether an archive was packed as one piece, and not each record by itself, which is what the library asks for."""
    if not data.startswith(b"\x1f\x8b"):
        return False
    member = zlib.decompressobj(wbits=31)
    try:
        member.decompress(data, MAX_RECORD)
    except zlib.error:
        return False
    return not member.unused_data.strip(b"\x00")


def _is_page(record: Any) -> bool:
    """Whether a record is a page that the server has given, and no error, redirection, picture or script."""
    headers = record.http_headers
    media = (headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")) or ""
    return (not headers or headers.get_statuscode() == "200") and media.partition(";")[0].strip().lower() in _PAGES


def _body(record: Any, address: str) -> tuple[bytes, str]:
    length = record.rec_headers.get_header("Content-Length") or ""
    body = record.content_stream().read(page.MAX_BYTES + 1)
    if len(body) > page.MAX_BYTES:
        return b"", f"{address} is larger than a web page may be"
    if length.isdigit() and record.raw_stream.limit:
        return b"", f"{address} breaks off"
    return body, ""


def _with_address(story: Story, address: str) -> Story:
    is_web = address.startswith(("http://", "https://"))
    return replace(story, url=story.url or (address if is_web else None))
