"""Marks that bring equal paragraphs of a page through the extraction of its story, which takes all but the first for copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAVES = frozenset("p li blockquote dd dt td th pre h2 h3 h4 h5 h6 div section article figcaption".split())
_SPARE = range(0x2A00, 0x2B00)
"""Mathematical operators: printable and no letters, so that the extraction neither drops them nor sees words in them."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Four characters that a page does not use: each repeated paragraph ends in a run of its own of them, until they are removed."""

    digits: str

    @classmethod
    def set_in(cls, tree: HtmlElement) -> Marks:
        """Mark a tree; one that uses nearly all spare characters itself stays as it is."""
        present = set(tree.text_content())
        digits = "".join([chr(code) for code in _SPARE if chr(code) not in present][:4])
        if len(digits) < 4:
            return cls("")
        _mark_repeated(tree, digits)
        return cls(digits)

    def removed_from(self, text: str) -> str:
        """The text as it stood in the tree."""
        return text.translate({ord(digit): None for digit in self.digits}).strip()


def _mark_repeated(tree: HtmlElement, digits: str) -> None:
    seen: dict[str, int] = {}
    for element in tree.iter(*_LEAVES):
        if next(element.iterdescendants(*_LEAVES), None) is not None:
            continue
        text = " ".join(element.text_content().split())
        count = seen[text] = seen.get(text, -1) + 1
        if not text or count == 0:
            continue
        mark = "".join(digits[count >> shift & 3] for shift in range(0, max(2, count.bit_length() + 1), 2))
        last = element[-1] if len(element) else None
        if last is None:
            element.text = (element.text or "") + mark
        else:
            last.tail = (last.tail or "") + mark
