"""Where quoted words stand, as other programs look for them: selectors of W3C Web Annotations, a hash, a link to the words."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import quote, urlsplit

from assistant.types import Citation
from index.types import Hit

AROUND = 32
"""Characters before and after the words that tell them from the same words elsewhere."""
WHOLE = 80
"""Characters up to which a link holds all of the words; of longer ones it holds their beginning and their end."""
ENDS = 5
"""Words of a beginning or an end."""


def sha256(text: str) -> str:
    """The hash of the text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def citation_fields(citation: Citation) -> dict[str, Any]:
    """`selectors`, `quote_sha256` and `link` of quoted words."""
    base, text = citation.passage_start, citation.passage_text
    return _fields(citation.quote, citation.start, text, citation.start - base, citation.url)


def passage_fields(hit: Hit) -> dict[str, Any]:
    """The same of a whole passage."""
    return _fields(hit.passage.text, hit.passage.start, hit.article.text, hit.passage.start - hit.article.start, hit.article.url)


def _fields(words: str, start: int, text: str, at: int, url: str | None) -> dict[str, Any]:
    """Those of `words`, which begin at document offset `start`, and at `at` in the `text` around them."""
    end = at + len(words)
    return {
        # https://www.w3.org/TR/annotation-model/#selectors; positions count in the decoded file or the stored text, as `start` does.
        "selectors": [
            {"type": "TextQuoteSelector", "exact": words, "prefix": text[max(0, at - AROUND) : at], "suffix": text[end : end + AROUND]},
            {"type": "TextPositionSelector", "start": start, "end": start + len(words)},
        ],
        "quote_sha256": sha256(words),
        "link": fragment_link(url, words),
    }


def fragment_link(url: str | None, quoted: str) -> str | None:
    """A web address with a text fragment, which a browser opens at the quoted words; None for what is no address of a page."""
    if not url or urlsplit(url).scheme not in ("http", "https"):
        return None
    words = quoted.split()
    if len(quoted) <= WHOLE or len(words) <= 2 * ENDS:
        directive = _encoded(" ".join(words))
    else:
        directive = f"{_encoded(' '.join(words[:ENDS]))},{_encoded(' '.join(words[-ENDS:]))}"
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _encoded(words: str) -> str:
    # A dash and a comma part the pieces of a directive, and quote() leaves the dash as it is.
    return re.sub("-", "%2D", quote(words, safe=""))
