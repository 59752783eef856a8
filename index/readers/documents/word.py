"""Word documents (.docx): paragraphs and tables in their order, as the document stands with its changes accepted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import EmptyInputError, InputError, NotTextError
from index.readers.base import Collection, Story
from index.readers.data.labels import canonical
from index.readers.documents.packed import PackedDocument
from index.readers.documents.properties import author_stated, language_tag, title_stated
from index.readers.documents.several import Marked, stated_below, stories_in, without_index
from index.readers.registry import database_records

if TYPE_CHECKING:
    from docx.document import Document

FORMAT = "DOCX"
WHAT = "a Word document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {
    f"{_W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "sectPr", "fldData", "footnoteReference")
}
"""Deleted text, field codes and properties: nothing of it is shown."""
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}ptab": "\t"}
_HEAD = 5
"""Paragraphs at the top among which the headline is looked for."""
_TITLE_STYLE = re.compile(r"title|heading\s*1", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"heading\s*([1-4])?", re.IGNORECASE)
_INDEX_STYLE = re.compile(r"toc(?:\s|\d|$)", re.IGNORECASE)
"""The style of a line in a table of contents."""
_LABEL = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) (?:release|statement|notice)|statement|communiqu[eé])\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """One with text in it, the name of its style, and whether all of it is bold."""

    text: str
    style: str = ""
    bold: bool = False


def read(path: Path, data: bytes) -> Collection:
    """Read one Word document, as one story or as the several that it holds.

    The day on which the file was made is no day of publication, and is left out.
    Raises TooLargeError (also where it unpacks to far more than it is), NotTextError (no Word document, damaged, locked), EmptyInputError.
    """
    with _opened(path, data) as document:
        stories = _stories(path, document)
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), stories)


def paragraphs_of(path: Path, data: bytes, styles: frozenset[str]) -> list[str]:
    """The paragraphs of these styles (their names small), or of styles that are made after them; raises as `read` does."""
    with _opened(path, data) as document:
        chosen = {style.name for style in document.styles if _names_of(style) & styles}
        return [paragraph.text for paragraph in paragraphs(document) if paragraph.style in chosen]


@contextmanager
def _opened(path: Path, data: bytes) -> Iterator[Document]:
    PackedDocument(path, data, WHAT)  # looks at the list of members before anything is unpacked
    try:
        from docx import Document

        yield Document(BytesIO(data))
    except (InputError, MemoryError):
        raise
    except Exception as exc:  # the library fails in ways of its own on broken files
        raise NotTextError(f"{path} is damaged and cannot be read as a Word document ({type(exc).__name__}): save it again.") from exc


def _names_of(style: Any) -> set[str]:
    """The names of a style and of that which it is made after."""
    return {one.name.lower() for one in (style, getattr(style, "base_style", None)) if one is not None and one.name}


def paragraphs(document: Document) -> list[WordParagraph]:
    """All paragraphs with text, and the rows of tables, in their order."""
    styles = {style.style_id: style.name or "" for style in document.styles}
    return [paragraph for paragraph in _blocks(document.element.body, styles) if paragraph.text]


def _stories(path: Path, document: Document) -> tuple[Story, ...]:
    found = without_index([paragraph for paragraph in paragraphs(document) if not _INDEX_STYLE.match(paragraph.style)])
    whole = "\n\n".join(paragraph.text for paragraph in found)
    if database_records(whole) is not None:
        return (Story(whole),)  # whose headline is one of its lines
    is_bold = not all(paragraph.bold for paragraph in found)
    blocks = [Marked(paragraph.text, _level(paragraph.style), is_bold and paragraph.bold) for paragraph in found]
    return stories_in(blocks) or (_story(path, document, found),)


def _level(style: str) -> int:
    """The level of a heading by its style, 0 for none: the title stands above all headings."""
    heading = _HEADING_STYLE.fullmatch(style)
    return int(heading[1] or 1) + 1 if heading else int(style.lower() == "title")


def _story(path: Path, document: Document, found: list[WordParagraph]) -> Story:
    properties = document.core_properties
    stated = title_stated(properties.title)
    head = _headline(found, stated)
    text = "\n\n".join(paragraph.text for place, paragraph in enumerate(found) if place != head)
    if not text:
        raise EmptyInputError(f"{path} has no text in it but a headline at most: give the whole document.")
    published, source, author = stated_below([paragraph.text for paragraph in found[head + 1 :]] if head is not None else [])
    return Story(
        text=text,
        title=" ".join(found[head].text.split()) if head is not None else stated,
        published=published,
        source=source,
        author=author or author_stated(properties.author),
        language=language_tag(properties.language),
    )


def _blocks(container: Any, styles: dict[str, str]) -> Iterator[WordParagraph]:
    """Paragraphs and table rows of a body or a cell; those in content controls and other wrappers too."""
    for element in container.iterchildren():
        if element.tag == f"{_W}p":
            yield _paragraph(element, styles)
        elif element.tag == f"{_W}tr":
            yield from _row(element, styles)
        elif isinstance(element.tag, str) and element.tag not in _GONE:
            yield from _blocks(element, styles)


def _row(row: Any, styles: dict[str, str]) -> Iterator[WordParagraph]:
    """A row of a table as one line, its cells apart; as paragraphs where a cell has several, as in tables that only arrange a page."""
    cells = [[block for block in _blocks(cell, styles) if block.text] for cell in _cells(row)]
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 or any(len(cell) > 1 for cell in filled):
        for cell in filled:
            yield from cell
    else:
        words = [" ".join(cell[0].text.split()) for cell in filled]
        is_field = len(words) == 2 and canonical(words[0].rstrip(" :")) is not None
        yield WordParagraph(f"{words[0].rstrip(' :')}: {words[1]}" if is_field else " | ".join(words))


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row, but not those of a table within one."""
    for element in row.iterchildren():
        if element.tag == f"{_W}tc":
            yield element
        elif isinstance(element.tag, str) and element.tag not in _GONE:
            yield from _cells(element)


def _paragraph(element: Any, styles: dict[str, str]) -> WordParagraph:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    runs = [run for run in element.iter(f"{_W}r") if "".join(run.itertext(f"{_W}t")).strip()]
    lines = (" ".join(line.split(" ")).strip() for line in _text(element).split("\n"))
    return WordParagraph(
        text="\n".join(line for line in lines if line),
        style=styles.get(style.get(f"{_W}val"), "") if style is not None else "",
        bold=bool(runs) and all(_is_bold(run) for run in runs),
    )


def _is_bold(run: Any) -> bool:
    switch = run.find(f"{_W}rPr/{_W}b")
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _text(element: Any) -> str:
    """The text of an element as shown: without what was deleted, and a text box once."""
    return "".join(_pieces(element)).replace("\t", " ")


def _pieces(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag != _FALLBACK:
            yield from _pieces(child)
            if child.tag == f"{_W}p":
                yield "\n"


def _headline(found: list[WordParagraph], stated: str | None) -> int | None:
    """The place of the headline among the first paragraphs: by its style, by the stated title, or as the only one in bold letters."""
    first = [(place, paragraph) for place, paragraph in enumerate(found[:_HEAD]) if not _LABEL.fullmatch(paragraph.text)]
    for place, paragraph in first:
        if _TITLE_STYLE.fullmatch(paragraph.style) or (stated and _fold(paragraph.text) == _fold(stated)):
            return place
    bold = [place for place, paragraph in first if paragraph.bold and len(paragraph.text.split()) > 3 and len(paragraph.text) <= 300]
    return bold[0] if bold and not all(paragraph.bold for paragraph in found) else None


def _fold(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
