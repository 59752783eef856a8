"""Bylines as names: `By Ida Quill and Tom Arvid, staff writers` is by two people, however their names are written and asked for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from index.words.calendar import folded

_OPENING = re.compile(
    r"^(?:(?:story|report|text|texte|words|written|analysis|reporting|interview)\s+)?"
    r"(?:by|von|par|por|door|av|af|tekst|autor(?:in)?|author|di)\b\s*:?\s+",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|\S+@\S+|https?://\S+|(?<!\w)@\w+")
_PLACE = re.compile(r"\s+(?:in|at|for|from|aus|für)\s+.*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:;|/|\||•|·|&|\n|\s(?:and|und|et|y|e|i|en|och|og|ja|with|mit|avec)\s(?=\S))\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:staff|writers?|reporters?|correspond\w+|korrespond\w+|correspons\w+|editors?|columnists?|contributors?|agenc\w+|agentur|desk|"
    r"redak\w+|"
    r"réda\w+|redac\w+|redaz\w+|redat\w+|journalist\w*|giornalista|periodista|special|chief|bureau|news|press|wire|photographer|envoyé\w*|"
    r"enviad[oa]|inviat[oa]|ph\.?d|jr|sr|mp|associated|service|report|reuters|ap|dpa|afp|apa|ansa|efe|pap|ritzau|tt|ntb|upi)\b\.?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:(?:dr|prof(?:essor)?|mr|mrs|ms|sir|dame|mag|dipl)\b\.?\s+)+", re.IGNORECASE)
_SURNAME = re.compile(
    r"(?:(?:de|van|von|da|di|del|della|der|den|ten|ter|le|la|du|dos|das|al|el|zu|of|af|mc|o)[ ’'])*[^\W\d_][\w’'-]*", re.IGNORECASE
)
_SIGNS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
"""Letters of names that are no others with an accent, as they are typed where keyboards lack them."""
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 6
"""Words of a name; what has more is a sentence."""
_NAMED = 5
_CLOSE = 0.72
"""Likeness of two names, as `difflib` reckons it, from which one may be meant by the other."""


@lru_cache(maxsize=20_000)
def names(byline: str | None) -> tuple[str, ...]:
    """The people that a byline names, in its order, each once: `Quill, Ida` as `Ida Quill`, without offices, places and agencies."""
    plain = _OPENING.sub("", " ".join(_ASIDE.sub(" ", byline or "").split()))
    found = [name for part in _BETWEEN.split(plain) for name in _of_list(part)]
    return tuple(dict.fromkeys(name for name in found if 0 < len(name.split()) <= _MOST_WORDS and not name.isdigit()))


def is_by(byline: str | None, name: str) -> bool:
    """Whether a byline names somebody: each word of `name` is one of the words of a name in it, whatever their case and accents."""
    asked = _words(name)
    return bool(asked) and any(asked <= _words(one) for one in names(byline))


def key_of(name: str) -> str:
    """What two spellings of one name have in common: its words without case, accents and order."""
    return " ".join(sorted(_words(name)))


def authors_of(bylines: Mapping[str, int]) -> dict[str, int]:
    """The people whom some bylines name, as they are written most often, with how often, most first; `bylines` are given with how often."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for byline, count in bylines.items():
        for name in names(byline):
            spelled[key_of(name)][name] += count
    found = {_usual(ways): ways.total() for ways in spelled.values()}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0].casefold())))


def nearest(name: str, known: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """Names that may be meant by one that is not known: those that share a word with it, then those spelled like it."""
    by_folded = {key_of(one): one for one in known}
    sharing = [one for one in by_folded.values() if _words(one) & _words(name)]
    alike = get_close_matches(key_of(name), list(by_folded), n=most, cutoff=_CLOSE)
    by_word = [
        one for one in by_folded.values() if any(get_close_matches(word, list(_words(one)), n=1, cutoff=_CLOSE) for word in _words(name))
    ]
    return tuple(dict.fromkeys([*sharing, *(by_folded[one] for one in alike), *by_word]))[:most]


def unknown_author(name: str, known: Iterable[str]) -> str:
    """That no byline has a name, and whom it may be meant for."""
    listed = list(known)
    near = ", ".join(nearest(name, listed)) or ", ".join(listed[:_NAMED])
    return f"No article is by {name}; {'the nearest bylines' if listed else 'the bylines'} of the archive are: {near or 'none'}."


def _usual(ways: Counter[str]) -> str:
    """The way in which a name is written most often, one in capitals only where there is no other."""
    return max(sorted(ways), key=lambda way: (not way.isupper(), ways[way]))


def _of_list(part: str) -> list[str]:
    """The names between commas; surnames that stand before their first names are put behind them."""
    pieces = [bare for piece in part.split(",") if (bare := _TITLE.sub("", _PLACE.sub("", piece).strip(" .:-–—")))]
    people = [piece for piece in pieces if not _is_role(piece)]
    if len(people) > 1 and len(people) % 2 == 0 and all(map(_SURNAME.fullmatch, people[::2])):
        return [f"{first} {last}" for last, first in zip(people[::2], people[1::2], strict=True)]
    return people


def _is_role(piece: str) -> bool:
    """Whether words are what somebody is, and not who."""
    first, *_, last = [*piece.split(), piece.split()[-1]]
    return any(_ROLE.fullmatch(word) for word in (first, last))


@lru_cache(maxsize=20_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(name).translate(_SIGNS)))
