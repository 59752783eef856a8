"""The words of the archive, as its lexical index holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.words.terms import stem

SHORTEST = 5
"""Letters; in shorter words one slip makes another word."""

Terms = Callable[[str], Sequence[tuple[str, int]]]
"""The archive's stems that begin with a prefix, with the number of passages that hold each."""


def begins_another(word: str, terms: Terms) -> bool:
    """Whether longer words of the archive begin with this one: a people and its country, a short form and its long one."""
    wanted = stem(word)
    return len(wanted) >= SHORTEST - 1 and any(len(term) > len(wanted) for term, _ in terms(wanted))


def is_written_as_name(word: str, texts: Iterable[str]) -> bool:
    """Whether texts write a word with a capital inside their sentences, and never without one."""
    written = [
        (found[0], found.start() > 0 and re.search(r"[\w,;’)] $", text[: found.start()]) is not None)
        for text in texts
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]
    return any(is_inside for _, is_inside in written) and all(form[0].isupper() for form, _ in written)
