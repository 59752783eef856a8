"""Word lists by name, read from the file of the language once, and as alternatives of a regular expression."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

LANGUAGE = "en"
PAST, THIRD, BASE = "past", "third", "base"
"""Forms of a verb in the table of verbs of saying."""


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, Any]:
    """The tables of the file; `names.people` is the list `people` of the table `names`."""
    return tomllib.loads(Path(__file__).with_name(f"{LANGUAGE}.toml").read_text(encoding="utf-8"))


def listed(name: str) -> tuple[str, ...]:
    """The words of a list in their order, as they stand there; a list whose lines hold spellings ("january jan") is read with `grouped`.

    Raises KeyError for a list that is not there.
    """
    found: Any = _lists()
    for part in name.split("."):
        found = found[part]
    return tuple(_words(found))


def grouped(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a list that are lists themselves, such as the spellings of each month: ("january", "jan"), ...; KeyError as above."""
    found: Any = _lists()
    for part in name.split("."):
        found = found[part]
    return tuple(tuple(line.split()) for line in found)


def any_of(*names: str) -> str:
    """The words of some lists as alternatives without a group around them, longest first, for a pattern that says where they stand."""
    return alternatives(*(word for name in names for word in listed(name)))


def alternatives(*words: str) -> str:
    """Words as alternatives, longest first, so that none is taken for the beginning of another; a space stands for any white space."""
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def saying(*marks: str, forms: tuple[str, ...] = (PAST, THIRD)) -> str:
    """The verbs of saying with one of the marks (all verbs, for "any"), in the forms that have it, as alternatives, longest first.

    What must not follow a form goes with it: "declared an emergency" says nothing.
    """
    found: dict[str, str] = {}
    for verb in _lists()["saying"]["verbs"]:
        for form in forms:
            if "any" in marks or any(form in verb.get(mark, "").split() for mark in marks):
                unless = f"(?!{verb['unless']})" if "unless" in verb and form != BASE else ""
                found |= {word: unless for word in verb.get(form, "").split("/") if word}
    ordered = sorted(found, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") + found[word] for word in ordered)


def _words(value: Any) -> Iterator[str]:
    """The words of a text of words, of a list of phrases, or of such lists by name."""
    if isinstance(value, str):
        yield from value.split()
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    else:
        yield from value
