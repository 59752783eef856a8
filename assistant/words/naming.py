"""Which of a question's names a text lacks: a passage about another person or place tells another story, however alike the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.words.terms import is_stop, names_in, stem, stems, words

FAMILY = 5
"""Letters that a name and its adjective have in common: "Albania" and "Albanian"; "Norway" and "Norwegian" have only four."""
ANOTHER = 0.2
"""Share of the question's weight from which the names that a text lacks make it one about something else. A name that the whole archive
speaks of weighs less and may be missing."""

_CAPITALISED = re.compile(r"(?<=[^\W\d_]\s)[A-Z][\w’'-]+")


def named_in(questions: Iterable[str], passages: Iterable[str]) -> set[str]:
    """The stems of the names of questions; of those typed all in one case, what passages write large."""
    found = (name for text in questions if not text.isupper() for name in names_in(text))
    names = {stem(word) for name in found for word in words(name) if not is_stop(word)}
    return names or {stem(word) for text in passages for name in _CAPITALISED.findall(text) for word in words(name)}


def is_about_others(question: str, weights: Mapping[str, float], held: set[str]) -> bool:
    """Whether a text (`held`, its stems) lacks the names of a question; `weights` are those of the question's words, by stem."""
    named = {term for name in names_in(question) for term in stems(name)} & weights.keys()
    lacking = sum(weights[name] for name in named if not _is_among(name, held))
    return lacking > ANOTHER * sum(weights.values())


def _is_among(name: str, held: set[str]) -> bool:
    return name in held or (len(name) >= FAMILY and any(word.startswith(name[:FAMILY]) for word in held))
