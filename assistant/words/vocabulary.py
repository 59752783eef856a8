"""The words of the archive, as its lexical index holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.words.terms import stem

SHORTEST = 5
"""Letters; in shorter words one slip makes another word."""

Terms = Callable[[str], Sequence[tuple[str, int]]]
"""The archive's stems that begin with a prefix, with the number of passages that hold each."""


def begins_another(word: str, terms: Terms) -> bool:
    """Whether longer words of the archive begin with this one: a people and its country, a short form and its long one."""
    wanted = stem(word)
    return len(wanted) >= SHORTEST - 1 and any(len(term) > len(wanted) for term, _ in terms(wanted))
