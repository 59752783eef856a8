"""Rich text (RTF), also under `.doc`: the text as it stands, deleted and hidden words left out, to be taken apart as a text file is."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from index.errors import EmptyInputError, NotTextError, TooLargeError
from index.readers.base import Collection, Story
from index.readers.documents.properties import author_stated, title_stated
from index.readers.documents.several import Marked, headed_stories, without_index
from index.readers.registry import database_records

FORMAT = "RTF"
MAX_BYTES = 64 * 1024 * 1024
BEGINNING = b"{\\rtf"

_GONE = re.compile(r"\{(?:\\\*|\\[a-z]{1,32}-?\d{0,10}\s?){0,40}?\\(?:deleted|v)(?![a-z0-9])")
"""The beginning of a group of words that were deleted with changes on record, or that are hidden."""
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LINK = re.compile(r"(\\fldinst\b[^}]{0,200}?)HYPERLINK", re.IGNORECASE)
_LINE = re.compile(r"\\(?:line|lbr)\d{0,3}(?![a-z0-9]) ?")
_PROPERTY = r"\{\\%s ([^{}\\]{1,300})\}"
_SET_APART = (("footnote", "footnotes"), ("shptxt", "text boxes"), ("annotation", "comments"))
"""Destinations beside the text which are not read."""
_LINE_SEPARATOR = "\u2028"
_BOLD = re.compile(r"\\b(?![a-z0-9-])")
_BOLD_MARK = "\ue001"
"""Stands for bold letters being turned on until the library has read the text, which forgets them; no text has it."""


def read(path: Path, data: bytes) -> Collection:
    """Read one document as one text. Days among its properties are those of making the file, and are left out.

    Raises TooLargeError, NotTextError (no rich text, damaged), EmptyInputError.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"{path} has {len(data) / 2**20:.0f} MiB, more than the {MAX_BYTES // 2**20} MiB that a document may have.")
    if not data.strip():
        raise EmptyInputError(f"{path} is empty: give a document with text in it.")
    if not data.lstrip().startswith(BEGINNING):
        raise NotTextError(f"{path} is no rich text, whatever its name says: save it again as .rtf.")
    source = _without(_GONE, _decoded(data.lstrip()))
    paragraphs = _paragraphs(path, source)
    text = "\n\n".join(paragraph.text for paragraph in paragraphs)
    if not text:
        raise EmptyInputError(f"{path} has no text in it: give the whole document.")
    headed = () if database_records(text) else headed_stories(without_index(paragraphs))
    story = Story(text, title_stated(_property("title", source)), author=author_stated(_property("author", source)), is_whole=True)
    breaks_off = ("the document breaks off before its end",) if _end_of_group(source, 0) is None else ()
    apart = tuple(f"the document's {name} are not read" for word, name in _SET_APART if re.search(rf"\\{word}(?![a-z])", source))
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), headed or (story,), (*breaks_off, *apart))


def _decoded(data: bytes) -> str:
    """The source; what is not ASCII, which programs write that do not escape it, is UTF-8 or Windows-1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _paragraphs(path: Path, source: str) -> list[Marked]:
    """The paragraphs; bold are those at whose beginning bold letters are turned on, which may end before they do."""
    from striprtf.striprtf import rtf_to_text

    source = _LINK.sub(r"\1LINK", source)  # the library writes the address into the prose, and loses words, where it knows a link
    source = _LINE.sub(rf"{{\\uc0\\u{ord(_LINE_SEPARATOR)} }}", source)
    source = _BOLD.sub(lambda found: rf"{{\uc0\u{ord(_BOLD_MARK)} }}" + found.group(), source.replace(_BOLD_MARK, ""))
    try:
        text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError) as exc:
        raise NotTextError(f"{path} is damaged and cannot be read as rich text ({type(exc).__name__}): save it again.") from exc
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of a character are written one by one
    text = text.replace("\xad", "").replace("\xa0", " ").replace("\x00", "")
    paragraphs = (_paragraph(line) for line in text.replace("\r", "").split("\n"))
    marked = ((paragraph.replace(_BOLD_MARK, "").strip(), paragraph.startswith(_BOLD_MARK)) for paragraph in paragraphs)
    return [Marked(paragraph, bold=is_bold) for paragraph, is_bold in marked if paragraph]


def _paragraph(line: str) -> str:
    if line.endswith("|"):
        line = " | ".join(cell.strip() for cell in line.split("|") if cell.strip())
    return "\n".join(kept for piece in line.split(_LINE_SEPARATOR) if (kept := " ".join(piece.split())))


def _without(beginning: re.Pattern[str], source: str) -> str:
    """The source without the groups that begin so, up to one that nothing closes."""
    pieces: list[str] = []
    at = 0
    while (found := beginning.search(source, at)) is not None:
        end = _end_of_group(source, found.start())
        if end is None:
            break
        pieces.append(source[at : found.start()])
        at = end
    return "".join((*pieces, source[at:]))


def _end_of_group(source: str, start: int) -> int | None:
    depth = 0
    for token in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0 and token[0] == "}":
            return token.end()
    return None


def _property(name: str, source: str) -> str | None:
    found = re.search(_PROPERTY % name, source[:20_000])
    return found[1] if found else None
