"""Which of a question's names a text lacks: a passage about another person or place tells another story, however alike the words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from assistant.words.terms import is_stop, names_in, stem, stems, words

FAMILY = 5
"""Letters that a name and its adjective have in common: "Albania" and "Albanian"; "Norway" and "Norwegian" have only four."""
ANOTHER = 0.2
"""Share of the question's weight from which the names that a text lacks make it one about something else. A name that the whole archive
speaks of weighs less and may be missing."""

INITIALISM = re.compile(r"\b(?:[A-Z]\.){2,}")
_NAME = re.compile(r"\b[A-Z][\w’-]+(?:\s+(?:(?:of|the|for|and|on)\s+){0,2}[A-Z][\w’-]+)+")
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


def forms_of(texts: Iterable[str]) -> set[str]:
    """The words of texts, their initialisms without full stops, and the initials of their names of several words."""
    forms: set[str] = set()
    for text in texts:
        forms |= set(words(text)) | {initials.replace(".", "").casefold() for initials in INITIALISM.findall(text)}
        for name in _NAME.findall(text):
            capitals = [word[0] for word in name.split() if word[0].isupper()]
            forms |= {"".join(capitals[at:to]).casefold() for at in range(len(capitals)) for to in range(at + 2, len(capitals) + 1)}
    return forms


def nation(word: str) -> frozenset[str]:
    """The stems by which a text may speak of a country: that of the word, and where its names begin otherwise ("Dutch") those of all."""
    return _nations().get(stem(word), frozenset((stem(word),)))


def other_names(word: str) -> frozenset[str]:
    """The stems by which a text may speak of what a name stands for: a country (`nation`), "Congress" for "Capitol Hill"."""
    return nation(word) | _metonyms().get(stem(word), frozenset())


@lru_cache(maxsize=1)
def _metonyms() -> dict[str, frozenset[str]]:
    rows = tomllib.loads(Path(__file__).with_name("metonyms.toml").read_text(encoding="utf-8"))["stand_for"]
    return {stem(word): frozenset(map(stem, others.split())) for word, others in rows.items()}


@lru_cache(maxsize=1)
def _nations() -> dict[str, frozenset[str]]:
    rows = tomllib.loads(Path(__file__).with_name("nations.toml").read_text(encoding="utf-8"))["nations"]
    return {form: stemmed for row in rows for stemmed in (frozenset(map(stem, row.split())),) for form in stemmed}


def is_written_as_name(word: str, texts: Iterable[str]) -> bool:
    """Whether texts write a word with a capital inside their sentences, and never without one."""
    written = [
        (found[0], found.start() > 0 and re.search(r"[\w,;’)] $", text[: found.start()]) is not None)
        for text in texts
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]
    return any(is_inside for _, is_inside in written) and all(form[0].isupper() for form, _ in written)
