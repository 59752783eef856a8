"""How the languages of Europe write days: the words of months and weekdays, and those that say what a day is of."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """The number of each month by its names and their short forms, in lower case and without accents."""
    return {folded(word): number for word, number in _months(shortened=True)}


@lru_cache(maxsize=2)
def spelled_months(*, shortened: bool) -> Mapping[str, int]:
    """The same by names as they are spelled, with their accents and without; the short forms only where they are asked for."""
    numbers: dict[str, int] = {}
    for word, number in _months(shortened=shortened):
        numbers.setdefault(word, number)
        numbers.setdefault(folded(word), number)
    return numbers


@lru_cache(maxsize=1)
def weekdays() -> tuple[str, ...]:
    """The weekdays of languages other than English, in lower case."""
    return tuple(word for line in _calendar()["weekdays"].values() for word in line.split())


@lru_cache(maxsize=1)
def changes() -> re.Pattern[str]:
    """How words begin that say that a day is the one of a change."""
    return _beginning("changes")


@lru_cache(maxsize=1)
def publications() -> re.Pattern[str]:
    """How words begin that say that a day is the one of publication."""
    return _beginning("publications")


@lru_cache(maxsize=1)
def keepings() -> re.Pattern[str]:
    """How words begin that say that a day is the one on which somebody kept the text: saved, printed or fetched it."""
    return _beginning("keepings")


def beside(name: str) -> tuple[str, ...]:
    """What may stand around the parts of a day: `particles`, `ordinals`; KeyError for another list."""
    words: str = _calendar()["beside"][name]
    return tuple(words.split())


def folded(word: str) -> str:
    """A word in lower case without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))


def _beginning(name: str) -> re.Pattern[str]:
    return re.compile("(?<!\\w)(?:" + "|".join(map(re.escape, _calendar()["beside"][name])) + ")", re.IGNORECASE)


def _months(*, shortened: bool) -> Iterator[tuple[str, int]]:
    for lines in _calendar()["months"].values():
        for number, line in enumerate(lines, start=1):
            names, _, short = line.partition("/")
            yield from ((word, number) for word in [*names.split(), *(short.split() if shortened else ())])


@lru_cache(maxsize=1)
def _calendar() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("calendar.toml").read_text(encoding="utf-8"))
