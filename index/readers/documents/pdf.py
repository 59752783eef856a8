"""PDF files: the text of one press release or article, page by page, without running headers and footers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import EmptyInputError, ImagesOnlyError, InputError, NotTextError, TooLargeError
from index.readers.base import Collection, Story
from index.readers.documents import pdflines, scans
from index.readers.documents.pdflines import PageLine
from index.readers.documents.properties import author_stated, language_tag, title_stated
from index.readers.documents.several import stated_below, stories_in, without_index
from index.readers.registry import database_records

if TYPE_CHECKING:
    from pypdf import PdfReader

FORMAT = "PDF"
MAX_BYTES = 64 * 1024 * 1024
MAX_PAGES = 2000
"""Pages of one file; a press release has up to ten, a yearbook of them some hundreds."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Glyphs of typesetting that stand for letters."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_UNREADABLE = 0.2
"""Share of characters without a meaning from which a text is none; a stray bullet or logo has below 0.01."""
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)


def read(path: Path, data: bytes) -> Collection:
    """Read one PDF, as one story or as the several that it holds.

    The day on which the file was made is no day of publication, and is left out.
    Raises TooLargeError, NotTextError (no PDF, damaged, locked by a password), EmptyInputError (pages of images, or none).
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(
            f"{path} has {len(data) / 2**20:.0f} MiB, more than the {MAX_BYTES // 2**20} MiB that a PDF may have: split it up."
        )
    if not data.strip(b"\x00\t\n\r "):
        raise EmptyInputError(f"{path} is empty: give a PDF with text in it.")
    if b"%PDF-" not in data[:1024]:
        raise NotTextError(f"{path} is not a PDF: give the file as it was published.")
    try:
        stories, skipped = _read(path, data)
    except (InputError, MemoryError):
        raise
    except Exception as exc:  # the library fails in ways of its own on broken files
        raise NotTextError(f"{path} is damaged and cannot be read as a PDF ({type(exc).__name__}): save it again.") from exc
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), stories, skipped)


def _read(path: Path, data: bytes) -> tuple[tuple[Story, ...], tuple[str, ...]]:
    from pypdf import PdfReader

    document = PdfReader(BytesIO(data), strict=False)
    if document.is_encrypted and not _unlocked(document):
        raise NotTextError(f"{path} is locked by a password: save a copy without one.")
    pages = len(document.pages)
    if pages > MAX_PAGES:
        raise TooLargeError(f"{path} has {pages:,} pages, more than the {MAX_PAGES:,} that a PDF may have: split it up.")
    lines, broken = _lines(document, pages)
    if pages and len(broken) == pages:
        raise NotTextError(f"{path} is damaged: none of its pages can be read; save it again.")
    if not lines:
        raise ImagesOnlyError(f"{path} has no text on its pages, only images: {scans.INSTALL}, or run text recognition (OCR) on it first.")
    _check_letters(path, lines)
    stories = _stories(document, lines, pages)
    if not any(story.text for story in stories):
        raise EmptyInputError(f"{path} has no text but a headline: give the whole document.")
    return stories, tuple(f"page {page + 1} of {path} is damaged and was left out" for page in broken)


def _stories(document: PdfReader, lines: list[PageLine], pages: int) -> tuple[Story, ...]:
    body = without_index(pdflines.without_furniture(lines, pages) or lines)
    text, starts = pdflines.paragraphs(body, pages)
    if database_records(text) is not None:
        return (Story(text, pages=starts),)  # whose headline is one of its lines
    return stories_in(pdflines.blocks(body), paged=True) or (_story(document, body, pages),)


def _story(document: PdfReader, body: list[PageLine], pages: int) -> Story:
    stated = title_stated(_property(document, "title"))
    head = pdflines.headline(body, stated)
    text, starts = pdflines.paragraphs([line for line in body if not any(line is other for other in head)], pages)
    published, source, author = stated_below(text[:2000].split("\n\n") if head else [])
    return Story(
        text=text,
        title=pdflines.joined(head) or stated,
        published=published,
        source=source,
        author=author or author_stated(_property(document, "author")),
        language=language_tag(_language(document)),
        pages=starts,
    )


def _unlocked(document: PdfReader) -> bool:
    """Whether the document opens without a password, as those do that only forbid printing or changes."""
    from pypdf.errors import PyPdfError

    try:
        return bool(document.decrypt(""))
    except (PyPdfError, NotImplementedError):
        return False


def _property(document: PdfReader, name: str) -> str | None:
    from pypdf.errors import PyPdfError

    try:
        value = getattr(document.metadata, name, None)
    except (PyPdfError, ValueError, TypeError, AttributeError):  # broken properties cost none of the text
        return None
    return _letters(value) if isinstance(value, str) else None


def _language(document: PdfReader) -> str | None:
    value = document.root_object.get("/Lang")
    return value if isinstance(value, str) else None


def _lines(document: PdfReader, pages: int) -> tuple[list[PageLine], list[int]]:
    """The lines of all pages, and the pages that cannot be read."""
    lines: list[PageLine] = []
    broken: list[int] = []
    for number in range(pages):
        try:
            lines += _page_lines(document, number)
        except MemoryError:
            raise
        except Exception:  # a broken page is reported, and costs none of the others
            broken.append(number)
    return lines, broken


def _page_lines(document: PdfReader, number: int) -> list[PageLine]:
    """The lines of a page in the order of its content: those set upright, or on pages that have none, all of them."""
    page = document.pages[number]
    for orientations in ((0,), (0, 90, 180, 270)):
        pieces: list[tuple[str, Any, Any, Any, float]] = []
        page.extract_text(orientations=orientations, visitor_text=lambda *piece, into=pieces: into.append(piece))
        if lines := list(_gathered(pieces, number)):
            return lines
    return []


def _gathered(pieces: list[tuple[str, Any, Any, Any, float]], number: int) -> Iterator[PageLine]:
    words: list[str] = []
    place: tuple[float, float, float, bool] | None = None
    for text, outer, inner, font, size in [*pieces, ("\n", [], [], None, 0.0)]:
        for count, part in enumerate(text.split("\n")):
            if count:
                line = " ".join(_letters("".join(words)).split())
                if line and place:
                    yield PageLine(line, number, *place)
                words, place = [], None
            if part.strip() and place is None:
                place = _place(outer, inner, font, size)
            words.append(part)


def _place(outer: Any, inner: Any, font: Any, size: float) -> tuple[float, float, float, bool]:
    """Where a piece of text begins on its page, the size of its letters, and whether they are bold."""
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    scale = abs((inner[0] * inner[3] - inner[1] * inner[2]) * (outer[0] * outer[3] - outer[1] * outer[2])) ** 0.5
    name = str(font.get("/BaseFont", "")) if hasattr(font, "get") else ""
    return float(x), float(y), float(size * scale), bool(_BOLD.search(name))


def _letters(text: str) -> str:
    """Text without control characters and half characters, and with the letters that ligatures stand for."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", whole.translate(_LIGATURES))


def _check_letters(path: Path, lines: list[PageLine]) -> None:
    """Raise where the fonts do not say which letters their glyphs stand for."""
    text = "".join(line.text for line in lines)
    unknown = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text) + text.count("(cid:")
    if unknown > _UNREADABLE * len(text):
        raise NotTextError(f"{path} does not say which letters its signs stand for: run text recognition (OCR) on it first.")
