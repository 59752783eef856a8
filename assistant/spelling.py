"""Misspelt words of a question, read as the word of the archive that was probably meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA

from assistant.terms import stem

SHORTEST = 5
"""Letters; in shorter words one slip makes another word."""
LONG = 8
"""Letters from which two slips are forgiven instead of one."""

Terms = Callable[[str], Sequence[tuple[str, int]]]
"""The archive's stems that begin with a prefix, with the number of passages that hold each."""


def nearest_term(word: str, terms: Terms) -> str | None:
    """The stem of the archive that a word (folded, not in the archive) is a misspelling of; None when nothing is near enough.

    Optimal string alignment distance: a letter left out, put in, changed, or swapped with its neighbour. The first letter must be right.
    Among equally near stems the one that more passages hold is taken.
    """
    wanted = stem(word)
    if len(wanted) < SHORTEST or not word.isalpha():
        return None
    slips = 2 if len(wanted) >= LONG else 1
    near = [
        (OSA.distance(wanted, term, score_cutoff=slips), -documents, term)
        for term, documents in terms(wanted[0])
        if abs(len(term) - len(wanted)) <= slips and term.isalpha()
    ]
    best = min((candidate for candidate in near if candidate[0] <= slips), default=None)
    return best[2] if best else None


def begins_another(word: str, terms: Terms) -> bool:
    """Whether longer words of the archive begin with this one: a people and its country, a short form and its long one."""
    wanted = stem(word)
    return len(wanted) >= SHORTEST - 1 and any(len(term) > len(wanted) for term, _ in terms(wanted))
