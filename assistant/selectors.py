"""Where quoted words stand, as other programs look for them: selectors of W3C Web Annotations, a hash, a link to the words."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import quote, urlsplit

from assistant.types import Citation

AROUND = 32
"""Characters before and after the words that tell them from the same words elsewhere."""
WHOLE = 80
"""Characters up to which a link holds all of the words; of longer ones it holds their beginning and their end."""
ENDS = 5
"""Words of a beginning or an end."""


def sha256(text: str) -> str:
    """The hash of the text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def selectors(citation: Citation) -> list[dict[str, Any]]:
    """A TextQuoteSelector and a TextPositionSelector (https://www.w3.org/TR/annotation-model/#selectors).

    Positions are Unicode characters of the decoded file or stored article text, as `start` and `end` of the citation are.
    """
    before, after = around(citation)
    return [
        {"type": "TextQuoteSelector", "exact": citation.quote, "prefix": before, "suffix": after},
        {"type": "TextPositionSelector", "start": citation.start, "end": citation.end},
    ]


def around(citation: Citation) -> tuple[str, str]:
    """What stands before and after the words in their passage, up to AROUND characters of each."""
    base, text = citation.passage_start, citation.passage_text
    start, end = citation.start - base, citation.end - base
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def fragment_link(citation: Citation) -> str | None:
    """The article's web address with a text fragment, which a browser opens at the words; None where it has no such address."""
    if not citation.url or urlsplit(citation.url).scheme not in ("http", "https"):
        return None
    words = citation.quote.split()
    if len(citation.quote) <= WHOLE or len(words) <= 2 * ENDS:
        directive = _encoded(" ".join(words))
    else:
        directive = f"{_encoded(' '.join(words[:ENDS]))},{_encoded(' '.join(words[-ENDS:]))}"
    return f"{citation.url}{'' if '#' in citation.url else '#'}:~:text={directive}"


def _encoded(words: str) -> str:
    # A dash and a comma part the pieces of a directive, and quote() leaves the dash as it is.
    return re.sub("-", "%2D", quote(words, safe=""))
