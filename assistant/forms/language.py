"""In which language a text is written, by its script and by how many of its words are the small words of a language.

After Grefenstette's "Comparing two language identification schemes" (1995): small words tell the languages of sentences apart, and need no
more than a list. A question is short, so that English needs as many of them as another language to be kept, and names count for nothing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.words.lists import listed

ENGLISH = "English"
FEWEST = 2
"""Words of a language, one of them a word of asking, that a text must hold; fewer are a name or a title."""
LONG_ENOUGH = 5
"""Letters of a word of asking that tells the language alone."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]")


@dataclass(frozen=True, slots=True)
class _Words:
    asking: frozenset[str]
    small: frozenset[str]


def language_of(text: str) -> str:
    """The English name of the language that a text is in; English where nothing says that it is in another."""
    if script := _script(text):
        return script
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(_QUOTED.sub(" ", text))]
    words = [part for word in words for part in ([word] if "'" not in word else [word, *word.split("'")])]
    english = _english()
    best, most = ENGLISH, 0
    for name, own in _languages().items():
        told = [word for word in words if word in own.asking or word in own.small]
        asking = [word for word in told if word in own.asking and word not in english]
        kept = sum(word in english for word in words if word not in own.asking and word not in own.small)
        enough = len(told) >= FEWEST or (len(words) == 1 and len(words[0]) >= LONG_ENOUGH)
        if asking and enough and len(told) > max(kept, most):
            best, most = name, len(told)
    return best


def code_of(language: str) -> str:
    """The code of a language in ISO 639-1; empty for one that has none here."""
    return str(_tables()["codes"].get(language, ""))


def most_common(texts: Iterable[tuple[str | None, str]]) -> list[str]:
    """The languages of texts, most first; each text comes with the code that its source gives, None for none."""
    names = {code: name for name, code in _tables()["codes"].items()}
    found = Counter(names.get((code or "").split("-")[0].lower()) or language_of(text) for code, text in texts)
    return [name for name, _ in found.most_common()]


def _script(text: str) -> str | None:
    """The language of a script other than the Latin one in which most letters stand."""
    letters = [letter for letter in text if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "").split(" ")[0].split("-")[0].title() for letter in letters)
    scripts["Han"] = scripts.pop("Cjk", 0)
    if not letters or scripts["Latin"] * 2 >= len(letters):
        return None
    if scripts["Hiragana"] or scripts["Katakana"]:
        return "Japanese"
    named = _tables()["scripts"]
    known = [(count, script) for script, count in scripts.items() if script in named]
    if not known:
        return None
    script = max(known)[1]
    own = [name for name, letters_of in _tables()["letters"].items() if set(letters_of) & set(text.casefold())]
    return own[0] if own and script == "Cyrillic" else str(named[script])


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset((*listed("small.stop"), *listed("small.question_words"), *listed("small.auxiliaries"), *listed("names.told_before")))


@lru_cache(maxsize=1)
def _languages() -> dict[str, _Words]:
    tables = _tables()
    return {
        name: _Words(frozenset(table["asking"].split()), frozenset(table["small"].split()))
        for name, table in tables.items()
        if "asking" in table
    }


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
