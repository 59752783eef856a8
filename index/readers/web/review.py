"""Press reviews on one page: articles of several outlets, each in a box with a headline, a line with outlet and day, and its text."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from index.readers.base import StatedDate
from index.readers.web.furniture import repeated
from index.readers.web.live import LiveEntry
from index.readers.written_days import written_days
from index.splitting.imprints import imprint_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h2", "h3", "h4", "h5")
_TEXTS = ("p", "blockquote", "li", "pre")
_LONGEST = 160
"""Characters of a line with outlet and day."""
_PROSE = 60


def articles(tree: HtmlElement) -> list[LiveEntry]:
    """The articles of a press review in their order, two at least, which are most of its prose; none of another page."""
    whole = sum(len(_flat(element.text_content())) for element in tree.iter("p"))
    for group in repeated(tree):
        found = [entry for entry in takewhile(lambda entry: entry is not None, map(_article, group)) if entry is not None]
        if len(found) == len(group) and 3 * sum(len(entry.text) for entry in found) > 2 * whole:
            return found
    return []


def _article(box: HtmlElement) -> LiveEntry | None:
    headings = list(box.iter(*_HEADINGS))
    if len(headings) != 1:
        return None
    lines = [element for element in box.iterdescendants() if isinstance(element.tag, str) and element not in headings]
    imprint = next((element for element in lines if 0 < len(_flat(element.text_content())) <= _LONGEST and _source(element)), None)
    if imprint is None:
        return None
    words = _flat(imprint.text_content())
    texts = [element for element in box.iterdescendants(*_TEXTS) if element is not imprint and imprint not in element.iterdescendants()]
    text = "\n\n".join(filter(None, (_flat(element.text_content()) for element in texts)))
    if len(text) < _PROSE:
        return None
    day = written_days(words)[0].day
    return LiveEntry(
        _flat(headings[0].text_content()) or None, text, StatedDate(day, words, "line with outlet and day"), box, _source(imprint)
    )


def _source(element: HtmlElement) -> str | None:
    """The outlet in a line that also has one day."""
    words = _flat(element.text_content())
    return imprint_of(words).source if len(written_days(words)) == 1 else None


def _flat(text: str) -> str:
    return " ".join(text.split())
