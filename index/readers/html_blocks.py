"""The blocks that HTML inside another format shows, each with its links: what of a mail is a headline, prose, or a list of links."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from index.readers.html_prose import BLOCKS, SILENT, TAG, without_comments

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HIDDEN = re.compile(
    r"style\s*=\s*[\"'][^\"']*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)|\shidden(?=[\s/>=])", re.IGNORECASE
)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u034f]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as shown: its text, the name of the heading element that holds it, and the addresses of the links in it.

    `linked` and `bold` are the shares of its characters that stand in links and in bold type.
    """

    text: str
    heading: str | None
    links: tuple[str, ...]
    linked: float
    bold: float

    @property
    def is_list_of_links(self) -> bool:
        """Whether a block is links and what parts them, and no sentence."""
        return self.linked > 0.8 and not re.search(r"[.!?。]\s*$", self.text)


@dataclass(slots=True)
class _Open:
    """The block that is being read."""

    heading: str | None = None
    pieces: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0

    def closed(self) -> list[Block]:
        """The paragraphs in it, which are more than one where it has empty lines."""
        text = _INVISIBLE.sub("", "".join(self.pieces))
        shown = len(re.sub(r"\s+", "", text)) or 1
        paragraphs = [re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", re.sub(r"[^\S\n]{2,}", " ", part)).strip() for part in re.split(r"\n\s*\n", text)]
        share = min(1.0, self.linked / shown), min(1.0, self.bold / shown)
        return [Block(part, self.heading, tuple(self.links), *share) for part in paragraphs if part]


def blocks(markup: str) -> list[Block]:
    """The blocks of a markup in their order, without what it hides; linear."""
    shown = without_comments(markup)
    scan = _Scan()
    at = 0
    for tag in TAG.finditer(shown):
        scan.text(shown[at : tag.start()])
        scan.tag(tag)
        at = tag.end()
    scan.text(shown[at:])
    return [*scan.found, *scan.current.closed()]


class _Scan:
    """A walk over the tags of a markup; elements that are not shown are passed over, with all in them of the same name."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.current = _Open()
        self._silent: tuple[str, int] | None = None
        self._link: str | None = None
        self._bold = 0

    def text(self, raw: str) -> None:
        """Text between two tags."""
        if self._silent is None:
            text = re.sub(r"\s+", " ", html.unescape(raw))
            letters = len(text.replace(" ", ""))
            self.current.pieces.append(text)
            self.current.linked += letters if self._link is not None else 0
            self.current.bold += letters if self._bold else 0

    def tag(self, tag: re.Match[str]) -> None:
        """A tag of any kind."""
        name, is_end, is_alone = (tag[2] or "").lower(), bool(tag[1]), tag[0].endswith("/>")
        if self._silent is not None:
            if name == self._silent[0] and not is_alone:
                depth = self._silent[1] + (-1 if is_end else 1)
                self._silent = (name, depth) if depth else None
            return
        if name not in _VOID and not is_end and not is_alone and (name in SILENT or _HIDDEN.search(tag[0])):
            self._silent = (name, 1)
        self._shown(name, is_end, tag[0])

    def _shown(self, name: str, is_end: bool, words: str) -> None:
        if name == "br":
            self.current.pieces.append("\n")
        elif name == "a":
            href = None if is_end else _HREF.search(words)
            self._link = None if is_end else html.unescape(next(filter(None, href.groups()), "")) if href else ""
            if self._link:
                self.current.links.append(self._link)
        elif name in ("b", "strong"):
            self._bold = max(0, self._bold + (-1 if is_end else 1))
        elif name in BLOCKS:
            self.found += self.current.closed()
            heading = name if re.fullmatch("h[1-6]", name) and not is_end else None
            self.current = _Open(heading, links=[self._link] if self._link else [])
