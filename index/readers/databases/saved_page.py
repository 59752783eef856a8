"""Database exports saved as a web page: Europresse by its elements, Factiva, Nexis and ProQuest by the lines of the page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import NotTextError
from index.readers.base import Collection, Story
from index.readers.databases import europresse, factiva, nexis, proquest
from index.readers.databases.record import story_of

if TYPE_CHECKING:
    from types import ModuleType

FORMAT = "web page"
_TELLING = re.compile(
    rb"(?:Document|Dokument|Documento)(?:\s|&nbsp;|&#160;)+[A-Z0-9]{4,12}(?:19|20)\d{6}[a-z0-9]{5,12}|ProQuest|(?:LOAD-DATE|Load-Date)"
    rb"|DocPublicationName|End of Document|\d of \d{1,5} DOCUMENTS?\b",
)
"""What a page has that may be an export; whether it is one, its lines tell."""
_NUMBER = re.compile(r"\s*(?:Document|Dokument|Documento)\s+[A-Z0-9]{4,12}(?:19|20)\d{6}[a-z0-9]{5,12}\s*\Z")
_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p"
    " pre section table tbody td tfoot th thead tr ul center".split()
)
_APART = frozenset("p h1 h2 h3 h4 h5 h6 table blockquote pre ul ol".split())
"""Blocks with a blank line around them."""
_HIDDEN = frozenset("script style head noscript template svg select button".split())
_GOES_ON = re.compile(r"^TD[ \t]*(?:\t|$)", re.MULTILINE)
"""Factiva's name for the rest of the prose, which stands in its midst."""
_READERS: tuple[tuple[str, ModuleType], ...] = (("Factiva export", factiva), ("Nexis export", nexis), ("ProQuest export", proquest))


def may_be_export(data: bytes) -> bool:
    """Whether a page has the marks of an export; cheap, for it is asked of every page."""
    return _TELLING.search(data) is not None


def read(path: Path, data: bytes) -> Collection:
    """The records of an export; none where the page is no export, which is then for the reader of pages. Raises NotTextError."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=_encoding(data), huge_tree=False))
    except (etree.LxmlError, ValueError) as exc:
        raise NotTextError(f"{path} is damaged and cannot be read as a web page ({type(exc).__name__}): save it again.") from exc
    name, stories = _stories(root)
    return Collection(path, f"{FORMAT}, {name}" if name else FORMAT, hashlib.sha256(data).hexdigest(), stories)


def _stories(root: Any) -> tuple[str, tuple[Story, ...]]:
    if found := europresse.stories(root, _text):
        return "Europresse export", found
    texts = [_text(part) for part in _parts(root)]
    for name, reader in _READERS:
        if any(reader.sniff(text) for text in texts):
            records = [(text, reader.sections(text)) for text in texts]
            return name, tuple(story_of(text, record) for text, parts in records for record in parts)
    return "", ()


def _parts(root: Any) -> Sequence[Any]:
    """The elements that hold a record of Factiva each: the largest around its accession number that holds no other; else the whole page."""
    numbers = [element for element in root.iter() if isinstance(element.tag, str) and _NUMBER.match(_own_words(element))]
    if len(numbers) < 2:
        return [root]
    holds: dict[Any, int] = {}
    for element in numbers:
        for outer in (element, *element.iterancestors()):
            holds[outer] = holds.get(outer, 0) + 1
    parts: list[Any] = []
    for element in numbers:
        largest = element
        for outer in element.iterancestors():
            if holds[outer] > 1:
                break
            largest = outer
        parts.append(largest)
    return [root] if any(_is_bare(part) for part in parts) else parts


def _is_bare(part: Any) -> bool:
    """Whether an element holds the number and nothing else: the records then stand side by side, without elements of their own."""
    return _NUMBER.match(" ".join(part.itertext())) is not None


def _own_words(element: Any) -> str:
    """The words of an element that has no block in it."""
    if any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element):
        return ""
    words = "".join(element.itertext())
    return words if len(words) < 200 else ""


def _text(root: Any) -> str:
    """The words of an element, a line a block; the cells of a row are parted by tabs, as fields and their values are."""
    pieces = "".join(_pieces(root))
    lines = (re.sub(r"[^\S\n\t]+", " ", line).strip() for line in pieces.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", _GOES_ON.sub("", "\n".join(lines))).strip("\n")


def _pieces(root: Any) -> Iterator[str]:
    from lxml import etree

    hidden: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "start" and hidden is None:
            if tag in _HIDDEN:
                hidden = element
                continue
            yield _gap(tag, before=True)
            yield re.sub(r"\s+", " ", element.text or "") if tag != "pre" else element.text or ""
        elif event == "end":
            if hidden is None:
                yield _gap(tag, before=False)
            elif hidden is element:
                hidden = None
            if hidden is None and element is not root:
                yield re.sub(r"\s+", " ", element.tail or "")


def _gap(tag: str, *, before: bool) -> str:
    if tag == "br":
        return "\n" if before else ""
    if tag in ("td", "th"):
        return "" if before else "\t"
    if tag in _APART:
        return "\n\n"
    return "\n" if tag in _BLOCKS else ""


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are, whatever the page says; else what the page says."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
