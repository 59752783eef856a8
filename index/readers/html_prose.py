"""HTML inside another format (the body of a feed's entry, of a mail, of a record) reduced to its prose."""

from __future__ import annotations

import html
import re

BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html "
    "li main nav ol p pre section table tbody td tfoot th thead title tr ul".split()
)
SILENT = frozenset("head iframe noscript object script style svg template title".split())
"""Elements whose content is not prose."""
TAG = re.compile(r"<(?:(/?)([a-zA-Z][\w:-]*)(?:\s[^<>]*|/)?|!doctype[^<>]*|\?[^<>]*)>", re.IGNORECASE)
_KNOWN = re.compile(
    r"</?(?:a|article|b|blockquote|br|div|em|figure|h[1-6]|html|i|img|li|ol|p|section|span|strong|table|td|tr|ul)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[\da-f]{2,5}|amp|apos|gt|lt|quot|nbsp|[lrb]?[sd]quo|[lr]aquo|[mn]dash|hellip|[a-z](?:acute|grave|uml));", re.I
)


def plain(text: str) -> str:
    """The prose of a text that may be HTML: paragraphs apart by a blank line, no tags. A text without tags keeps its lines; linear."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _KNOWN.search(text):
        return _folded(_without_tags(without_comments(text)))
    if _ENTITY.search(text):
        text = html.unescape(text)
    return text.replace("\xa0", " ").strip()


def without_comments(text: str) -> str:
    """A markup without its comments; one without an end reaches to the end."""
    pieces: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0:
        pieces.append(text[at:begin])
        end = text.find("-->", begin + 4)
        if end < 0:
            return "".join(pieces)
        at = end + 3
    return "".join((*pieces, text[at:]))


def _without_tags(text: str) -> str:
    """The text with a form feed for the bounds of a block and a line feed for a `<br>`; what is not shown is dropped."""
    pieces: list[str] = []
    at = 0
    silent: str | None = None
    for tag in TAG.finditer(text):
        name = (tag[2] or "").lower()
        if silent:
            if tag[1] and name == silent:
                silent, at = None, tag.end()
            continue
        pieces.append(_joined(text[at : tag.start()]))
        at = tag.end()
        if name in SILENT and not tag[1] and not tag[0].endswith("/>"):
            silent = name
        pieces.append("\f" if name in BLOCKS else "\n" if name == "br" else "")
    pieces.append("" if silent else _joined(text[at:]))
    return "".join(pieces)


def _joined(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text))


def _folded(text: str) -> str:
    """Paragraphs out of a text with form feeds; two line breaks in a row part paragraphs too."""
    paragraphs = re.split(r"\s*\f[\s\f]*|[^\S\n]*\n[^\S\n]*(?:\n[^\S\n]*)+", text)
    return "\n\n".join(lines for paragraph in paragraphs if (lines := re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", paragraph)).strip()))
