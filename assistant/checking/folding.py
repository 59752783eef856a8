"""Texts made comparable: quotation marks, spaces, dashes and ellipses folded, and every character with the way back to its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

DOUBLE = '"“”„‟«»‹›「」『』《》〈〉〝〞＂'
SINGLE = "'‘’‚‛`´′＇"
DASHES = "-‐‑‒–—―−﹘－"
"""Characters that stand for one another."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff\u202a-\u202e\u2066-\u2069"
"""Those that are not seen, as a class of a regular expression."""
_COMBINING = "\u0300-\u036f"
IDEOGRAPHS = "\u0e00-\u0eff\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of scripts that put no space between words: each counts as a word."""

MARK, SPACE, DASH, ELLIPSIS = "'", " ", "-", "…"
FOLDS = {MARK: "quotation marks", SPACE: "spaces", DASH: "dashes", ELLIPSIS: "ellipses"}
"""What a character of a folded text stands for, in words."""
_UNIT = re.compile(
    rf"(?P<ellipsis>\.(?:\s?\.){{2,}}|…+)"
    rf"|(?P<mark>«[\u00a0\u202f]+|[\u00a0\u202f]+»|''|``|,,|[{DOUBLE}{SINGLE}])"
    rf"|(?P<dash>\s*(?:--+|[{re.escape(DASHES)}])\s*)"
    rf"|(?P<space>[\s{INVISIBLE}]*\s[\s{INVISIBLE}]*)"
    rf"|(?P<nothing>[{INVISIBLE}]+)"
    rf"|(?P<letter>.[{_COMBINING}]*)",
    re.DOTALL,
)
_PLAIN_WORD = re.compile(r"[^\W_]+")
_ODD = re.compile(f"[{INVISIBLE}{_COMBINING}{IDEOGRAPHS}]")
_ODD_WORD = re.compile(rf"[{IDEOGRAPHS}]|(?:[^\W_{IDEOGRAPHS}][{INVISIBLE}{_COMBINING}]*)+")
_DROPPED = re.compile(f"[{INVISIBLE}]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters where it stands in the text that it was made of."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """Fold a text: every quotation mark to one, dashes with the spaces around them to a hyphen, runs of white space to a blank."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _UNIT.finditer(text):
        for one in _folded(match):
            letters.append(one)
            starts.append(match.start())
            ends.append(match.end())
    return Folded("".join(letters), tuple(starts), tuple(ends))


def _folded(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "letter":
        return unicodedata.normalize("NFC", match.group())
    return {"ellipsis": ELLIPSIS, "mark": MARK, "dash": DASH, "space": SPACE}.get(kind or "", "")


def folds_between(one: str, other: str) -> tuple[str, ...]:
    """What had to be folded for two texts of the same folded form to be the same, in words."""
    left, right = fold(one), fold(other)
    found: dict[str, None] = {}
    for letter, *places in zip(left.text, left.starts, left.ends, right.starts, right.ends, strict=False):
        if one[places[0] : places[1]] != other[places[2] : places[3]]:
            found[FOLDS.get(letter, "accents")] = None
    return tuple(found)


def words_of(text: str) -> list[str]:
    """The words of a text as they stand there; those of scripts without spaces are single characters."""
    if _ODD.search(text) is None:
        return _PLAIN_WORD.findall(text)
    return [match.group() for match in _ODD_WORD.finditer(text)]


def word_spans(text: str) -> Sequence[tuple[int, int]]:
    """Where the words of a text stand, as many and in the order of `words_of`."""
    pattern = _PLAIN_WORD if _ODD.search(text) is None else _ODD_WORD
    return [match.span() for match in pattern.finditer(text)]


def word_key(word: str) -> str:
    """What two spellings of a word have in common: letters without case, accents composed."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", _DROPPED.sub("", word)).casefold()
