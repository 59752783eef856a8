"""OpenDocument texts (.odt, .ott, .fodt): headings, paragraphs and tables in their order, to be taken apart as a text file is.

Read by the published schema (ISO/IEC 26300) and not by a library: of the two that know it, one has had no release since 2020, and the
other makes an object of every element where the text alone is wanted.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from index.errors import EmptyInputError, InputError, NotTextError
from index.readers.base import Collection, Story
from index.readers.documents.packed import PackedDocument
from index.readers.documents.properties import author_stated, language_tag, title_stated
from index.readers.documents.several import Marked, headed_stories, without_index
from index.readers.xmltree import ProseElements, first, named, parse, prose, words

FORMAT = "OpenDocument"
WHAT = "an OpenDocument text"
_CONTENT, _META, _MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"
_SHAPE = ProseElements(
    blocks=frozenset("h p list list-item section text-box table frame index-title".split()),
    silent=frozenset(
        "tracked-changes annotation annotation-end note forms sequence-decls variable-decls user-field-decls image object desc title "
        "table-of-content alphabetical-index illustration-index table-index object-index user-index bibliography".split()
    ),
    breaks=frozenset({"line-break", "soft-page-break"}),
    spaces=frozenset({"s", "tab"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell"}),
    kept=frozenset(),
)


def read(path: Path, data: bytes) -> Collection:
    """Read one document as one text. The days in its properties are those of making the file, and are left out.

    Raises TooLargeError (also where it unpacks to far more than it is), NotTextError (no such document, damaged, locked), EmptyInputError.
    """
    content, meta = _parts(path, data)
    body = first(content, "body", "text")
    if body is None:
        raise NotTextError(f"{path} is not {WHAT}: save it as .odt.")
    if headed := headed_stories(without_index(_marked(body, _bold_styles(content)))):
        return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), headed, _not_read(body))
    notes = [paragraph for note in named(body, "note-body") for paragraph in prose(note, _SHAPE)]
    text = "\n\n".join([*prose(body, _SHAPE), *notes])
    if not text:
        raise EmptyInputError(f"{path} has no text in it: give the whole document.")
    author = None if meta is None else words(first(meta, "initial-creator")) or words(first(meta, "creator"))
    story = Story(
        text,
        title=None if meta is None else title_stated(words(first(meta, "title"))),
        author=author_stated(author),
        language=None if meta is None else language_tag(words(first(meta, "language"))),
        is_whole=True,
    )
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), (story,), _not_read(body))


def _not_read(body: Any) -> tuple[str, ...]:
    return ("the document's comments are not read",) if first(body, "annotation") is not None else ()


def _bold_styles(content: Any) -> frozenset[str]:
    """The names of the styles that the document makes bold by itself."""
    return frozenset(
        _attribute(style, "name")
        for style in named(content, "style")
        if any(_attribute(properties, "font-weight") == "bold" for properties in named(style, "text-properties"))
    )


def _marked(body: Any, bold: frozenset[str]) -> list[Marked]:
    """The paragraphs of a document that has no notes, with what marks them as headings; none of one that has."""
    if first(body, "note-body") is not None:
        return []
    headings = {words(heading) for heading in named(body, "h")}
    strong = {
        words(paragraph)
        for paragraph in named(body, "p")
        if _attribute(paragraph, "style-name") in bold
        or words(paragraph) == " ".join(words(span) for span in named(paragraph, "span") if _attribute(span, "style-name") in bold).strip()
    }
    flat = [(paragraph, " ".join(paragraph.split())) for paragraph in prose(body, _SHAPE)]
    return [Marked(paragraph, level=int(line in headings), bold=line in strong) for paragraph, line in flat]


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def content_of(path: Path, data: bytes) -> Any:
    """The outermost element of what the document says; raises as `read` does."""
    return _parts(path, data)[0]


def paragraphs_of(element: Any) -> list[str]:
    """The text of an element as it stands in the text that `read` gives."""
    return prose(element, _SHAPE)


def _parts(path: Path, data: bytes) -> tuple[Any, Any]:
    """The content and, where there are any, the properties; one element for both in a flat document."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        flat = parse(path, data, WHAT)
        return flat, first(flat, "meta")
    document = PackedDocument(path, data, WHAT)
    if _MANIFEST in document and b"encryption-data" in document.read(_MANIFEST):
        raise NotTextError(f"{path} is locked by a password: save a copy without one.")
    content = parse(path, document.read(_CONTENT), WHAT)
    try:
        return content, parse(path, document.read(_META), WHAT)
    except InputError:  # which may be left out
        return content, None
