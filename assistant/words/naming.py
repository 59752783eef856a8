"""Which of a question's names a text lacks: a passage about another person or place tells another story, however alike the words."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.words.terms import names_in, stems

FAMILY = 5
"""Letters that a name and its adjective have in common: "Albania" and "Albanian"; "Norway" and "Norwegian" have only four."""
ANOTHER = 0.2
"""Share of the question's weight from which the names that a text lacks make it one about something else. A name that the whole archive
speaks of weighs less and may be missing."""


def is_about_others(question: str, weights: Mapping[str, float], held: set[str]) -> bool:
    """Whether a text (`held`, its stems) lacks the names of a question; `weights` are those of the question's words, by stem."""
    named = {term for name in names_in(question) for term in stems(name)} & weights.keys()
    lacking = sum(weights[name] for name in named if not _is_among(name, held))
    return lacking > ANOTHER * sum(weights.values())


def _is_among(name: str, held: set[str]) -> bool:
    return name in held or (len(name) >= FAMILY and any(word.startswith(name[:FAMILY]) for word in held))
