"""What a text is about: its words without those that say what is wanted of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from index.words.lists import listed

_WORD = re.compile(r"[^\W_](?:[\w’'.&/-]*\w)?")
_POSSESSIVE = re.compile(r"[’']s?$")
_ANY = ("any",)


def subject_of(text: str, frames: Sequence[str] = (), mend: Callable[[str], str] = str) -> str:
    """The words between the first and the last that are none of the frames' (lists of `frames.toml`, `any` always) and no stop words.

    Empty where there are none. `mend` gives the word that a misspelt one was meant for. Capitals are no stop word: "the US".
    """
    small = _framing((*_ANY, *frames))
    shouted = text == text.upper()

    def carries(word: str) -> bool:
        bare = _POSSESSIVE.sub("", word)
        if len(bare) > 1 and bare.isupper() and not shouted:
            return True
        folded = word.casefold().replace("’", "'")
        return folded not in small and _POSSESSIVE.sub("", folded) not in small and mend(folded) not in small

    found = [match for match in _WORD.finditer(text) if carries(match.group())]
    return _POSSESSIVE.sub("", text[found[0].start() : found[-1].end()]) if found else ""


def speaker_and_matter(text: str, mend: Callable[[str], str] = str) -> tuple[str, str]:
    """Whose words are wanted, and about what; either is empty where all are: "all quotes by Ash about the pass" is ("Ash", "pass")."""
    before, *after = re.split(rf"\b(?:{'|'.join(_lists()['matter'].split())})\b", text, maxsplit=1, flags=re.IGNORECASE)
    speaker = subject_of(before, ("sayings",), mend)
    matter = subject_of(after[0], (), mend) if after else ""
    if " in the " in f" {before} " and not speaker:  # "everyone quoted in the story about the pass"
        return "", matter
    return speaker, matter


@lru_cache(maxsize=8)
def _framing(names: tuple[str, ...]) -> frozenset[str]:
    words: Iterable[str] = (word for name in names for word in _lists()[name].split())
    return frozenset((*words, *listed("small.stop"), *listed("small.question_words"), *listed("small.pointers")))


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("frames.toml").read_text(encoding="utf-8"))
