"""Clauses of a text and the content stems in them: what stands beside what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.words.terms import is_stop, stem, words
from index.words.lists import saying

WORD = re.compile(r"[^\W_]+(?:[.,:’'/-][^\W_]+)*")
"""A word or figure with what may stand inside it: "U.S", "1,200", "don’t", "well-known"."""
_BOUNDARY = re.compile(
    r"[,;:.!?…](?=[\s\"“”’)]|$)|[“”\"«»()]|\s[-–—]+\s|—|\b(?:and|but|while|whereas|although|though|because)\b", re.IGNORECASE
)
_SAYING = re.compile(
    rf"(?:{saying('strong', 'weak')}|say|tell|announce|warn|call|report|reports|speaking|according|statement)\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Token:
    """A content word at `start`..`end` of its text, and its stems (of each part, where it has a hyphen)."""

    start: int
    end: int
    text: str
    stems: tuple[str, ...]


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The content words of a text in order; verbs of saying and words that carry nothing are left out."""
    found = []
    for match in WORD.finditer(text):
        parts = [word for word in words(match.group()) if not is_stop(word)]
        if parts and not _SAYING.match(match.group()):
            found.append(Token(match.start(), match.end(), match.group(), tuple(stem(word) for word in parts)))
    return tuple(found)


def stems_of(text: str) -> set[str]:
    """The stems of the content words of a text."""
    return {one for token in tokens(text) for one in token.stems}


@lru_cache(maxsize=512)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the clauses of a text: what stands between marks and joining words."""
    spans, start = [], 0
    for match in _BOUNDARY.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    return tuple((left, right) for left, right in (*spans, (start, len(text))) if text[left:right].strip())


def clause_at(text: str, at: int) -> tuple[int, int]:
    """The clause that a place of the text stands in."""
    return next(((left, right) for left, right in clauses(text) if left <= at < right), (at, at))
