"""XML and XHTML out of a file: parsed so that it can do no harm, and its prose as paragraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import EmptyInputError, NotTextError

_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ProseElements:
    """What the elements of some XML do to prose, by their names without namespace; others are part of the line."""

    blocks: frozenset[str]
    silent: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset({"br"})
    spaces: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset({"tr"})
    cells: frozenset[str] = frozenset({"td", "th"})
    kept: frozenset[str] = frozenset({"pre"})  # the lines of which are as they stand


HTML = ProseElements(
    blocks=frozenset(
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr html li main nav ol p pre section table tbody tfoot thead ul".split()
    ),
    silent=frozenset("head iframe noscript object script style svg template title".split()),
)
"""XHTML, as chapters of e-books and bodies of agency items are written."""


def parse(path: Path, data: bytes, what: str) -> Any:
    """The outermost element of an XML file, nothing outside it loaded; `what` names the format in messages.

    Raises EmptyInputError, and NotTextError for what is not well-formed.
    """
    from lxml import etree

    if not data.strip():
        raise EmptyInputError(f"{path} is empty: give {what} with text in it.")
    # The names of characters that HTML knows stand in files whose document type, which declares them, is not loaded.
    data = _ENTITY.sub(_numbered, data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as exc:
        why = str(exc).split(" (<", 1)[0]
        raise NotTextError(f"{path} cannot be read as {what}, because it is not whole XML ({why}): save it again.") from exc


def parse_page(path: Path, data: bytes) -> Any:
    """The outermost element of a page of an e-book: as XML, else as the HTML that it then is; raises what `parse` raises."""
    from lxml import etree, html

    try:
        return parse(path, data, "XHTML")
    except NotTextError:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
        try:
            return html.document_fromstring(data, parser=parser)
        except (etree.ParserError, ValueError) as exc:
            raise EmptyInputError(f"{path} has nothing in it that can be read: save it again.") from exc


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(element: Any, *names: str) -> Iterator[Any]:
    """The elements of these names (without namespace) below one, in the order of the file."""
    return element.iter(*(f"{{*}}{name}" for name in names))  # type: ignore[no-any-return]


def first(element: Any, *path: str) -> Any:
    """The first element at the end of a path of names, of which each is somewhere below the one before; None where there is none."""
    for name in path:
        element = next((found for found in named(element, name) if found is not element), None)
        if element is None:
            return None
    return element


def words(element: Any) -> str:
    """All text of an element in one line; empty for None."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def prose(element: Any, elements: ProseElements) -> list[str]:
    """The paragraphs of an element."""
    pieces: list[str] = []
    _write(element, elements, pieces)
    return _paragraphs("".join(pieces))


def _numbered(name: re.Match[bytes]) -> bytes:
    shown = html.unescape(f"&{name[1].decode()};")
    return name[0] if shown.startswith("&") else "".join(f"&#{ord(character)};" for character in shown).encode()


def _write(element: Any, elements: ProseElements, pieces: list[str]) -> None:
    """Put down the text of an element, a form feed at the bounds of each block and a line feed for each break."""
    name = local(element)
    if not name or name in elements.silent:
        return
    if name in elements.breaks or name in elements.spaces:
        pieces.append("\n" if name in elements.breaks else " ")
    if name in elements.rows:
        pieces.append("\f" + "\f".join(_row(element, elements)) + "\f")
        return
    bound = "\f" if name in elements.blocks else ""
    is_kept = name in elements.kept
    pieces.append(bound)
    pieces.append(_spaced(element.text, is_kept))
    for child in element:
        _write(child, elements, pieces)
        pieces.append(_spaced(child.tail, is_kept))
    pieces.append(bound)


def _row(row: Any, elements: ProseElements) -> list[str]:
    """A row of a table as one line, its cells apart; as paragraphs where a cell has several, as in tables that only arrange a page."""
    cells = [
        prose(cell, elements) for child in row for cell in ([child] if local(child) in elements.cells else named(child, *elements.cells))
    ]
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 or any(len(cell) > 1 for cell in filled):
        return [paragraph for cell in filled for paragraph in cell]
    return [" | ".join(" ".join(cell[0].split()) for cell in filled)]


def _spaced(text: str | None, is_kept: bool) -> str:
    return (text or "").replace("\f", " ") if is_kept else _SPACE.sub(" ", text or "")


def _paragraphs(text: str) -> list[str]:
    found: list[str] = []
    for block in re.split(r"\f[\s\f]*|\n[^\S\n]*\n\s*", text):
        lines = (" ".join(line.split()) for line in block.split("\n"))
        if kept := "\n".join(line for line in lines if line):
            found.append(kept)
    return found
