"""What stands on a page under a heading that says it is no part of the story: readers' words, other stories, notices of the site."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "legend")
_OF_READERS = " | ".join(
    (
        *(".//time", ".//button", ".//form", ".//textarea", ".//a[starts-with(@href, '#')]"),
        *(".//*[contains(@class, 'user')]", ".//*[contains(@class, 'comment')]"),
    )
)
"""What the words of readers have around them, and the parts of a story have not."""
_BOXES = ("div", "section", "aside", "ul", "ol")
_LONGEST = 60
"""Letters of a heading with what is counted in it: `Comments (12)`."""
_LONGEST_BOX = 1200
"""Letters of a list of other stories, or of a notice of the site."""
_LONGEST_NOTICE = 300
"""Letters of a paragraph that asks for an address of mail above the field for it."""


def boxes(body: HtmlElement, kept: Set[HtmlElement]) -> Iterator[HtmlElement]:
    """The boxes under such headings; where a heading stands among the story's own paragraphs, what follows of readers' comments."""
    for heading in body.iter(*_HEADINGS):
        words = _label(heading)
        if words not in _comments() | _beside():
            continue
        box = heading.getparent()
        if words in _beside() - _comments():
            if box is not None and box.tag in _BOXES and box not in kept and _is_little(box, words):
                yield box
            continue
        is_box = box is not None and box.tag in _BOXES and box not in kept
        apart = [box] if is_box else [heading, *_below(heading, kept)]
        if " " in words or re.search(r"\d", heading.text_content()) or any(one.xpath(_OF_READERS) for one in apart):
            yield from apart  # a word by itself may head a part of the story too: `Reactions`


def invitations(body: HtmlElement) -> Iterator[HtmlElement]:
    """Paragraphs that ask to subscribe to a letter, right before the form for it."""
    for field in body.xpath(".//form[.//input[@type='email']] | .//input[@type='email'][not(ancestor::form)]"):
        above = field.getprevious()
        text = " ".join(above.text_content().split()) if above is not None and above.tag in ("p", "div", "span") else ""
        if text and len(text) <= _LONGEST_NOTICE and _letters().search(text):
            yield above


def pointers(body: HtmlElement) -> Iterator[HtmlElement]:
    """Paragraphs that name another story after words such as `Read also:`, with a link or without."""
    for paragraph in body.iter("p"):
        text = " ".join(paragraph.text_content().split())
        if len(text) <= _LONGEST_NOTICE and _pointing().match(text):
            yield paragraph


def _is_little(box: HtmlElement, words: str) -> bool:
    """Whether a box is short, and leads somewhere, as lists and notices do; a part of a story may be headed by a word of them too."""
    is_short = len(" ".join(box.text_content().split())) <= _LONGEST_BOX
    return is_short and (" " in words or bool(box.xpath(".//a[@href] | .//button | .//form")))


def is_deed(words: str) -> bool:
    """Whether some words name what one can do with the words of a reader: answer them, or report them."""
    return words.casefold().strip(" .…") in _deeds()


def _below(heading: HtmlElement, kept: Set[HtmlElement]) -> Iterator[HtmlElement]:
    """What follows a heading up to the next one of its rank, where none of it is the story's."""
    ranks = {f"h{number}" for number in range(1, int(heading.tag[1]) + 1)} if heading.tag != "legend" else set(_HEADINGS)
    yield from takewhile(lambda element: element.tag not in ranks and element not in kept, heading.itersiblings())


def _label(heading: HtmlElement) -> str:
    text = " ".join(heading.text_content().split())
    if not text or len(text) > _LONGEST:
        return ""
    return " ".join(re.sub(r"[^\w'’-]|[\d_]", " ", text.casefold()).split()).replace("’", "'")


@lru_cache(maxsize=1)
def _comments() -> frozenset[str]:
    return _listed("comments")


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    return _listed("beside")


def _listed(kind: str) -> frozenset[str]:
    return frozenset(words for line in _table()[kind].values() for words in line)


@lru_cache(maxsize=1)
def _deeds() -> frozenset[str]:
    return frozenset(_table()["deeds"]["words"])


@lru_cache(maxsize=1)
def _pointing() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, _table()['pointers']['words']))})\s*[:：>»–—|-]", re.IGNORECASE)


@lru_cache(maxsize=1)
def _letters() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _table()['letters']['words']))})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("headed.toml").read_text(encoding="utf-8"))
