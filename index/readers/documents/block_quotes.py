"""The paragraphs that a Word document or an OpenDocument text sets off as quotations, by the styles that office programs have for them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from index.readers.base import Collection, Story
from index.readers.documents import opendocument, word
from index.readers.documents.packed import PackedDocument
from index.readers.xmltree import named

FORMAT = "block quotes"
STYLES = frozenset({"quote", "intense quote", "block text", "block quote", "block quotation", "blockquote", "quotations", "quotation"})
"""Names of paragraph styles, small: Word writes those of its own in English whatever language it speaks, and so does LibreOffice."""


def read(path: Path, data: bytes) -> Collection:
    """One story for each paragraph set off as a quotation, in their order; none where there are none.

    Raises TooLargeError and NotTextError as the readers of these documents do.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or "content.xml" in PackedDocument(path, data, "a document"):
        found = _of_open_document(path, data)
    else:
        found = word.paragraphs_of(path, data, STYLES)
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(map(Story, found)))


def _of_open_document(path: Path, data: bytes) -> list[str]:
    content = opendocument.content_of(path, data)
    # What is changed by hand in one paragraph gets a style of its own, whose parent is the one that was chosen.
    parents = {_stated(one, "name"): _stated(one, "parent-style-name") for one in named(content, "style")}
    quoting = (one for one in named(content, "p") if {(style := _stated(one, "style-name")), parents.get(style, "")} & STYLES)
    return [paragraph for one in quoting for paragraph in opendocument.paragraphs_of(one)]


def _stated(element: Any, name: str) -> str:
    """An attribute whatever its namespace, small; a blank in the name of a style is written in figures."""
    written = next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
    return str(written).replace("_20_", " ").lower()
