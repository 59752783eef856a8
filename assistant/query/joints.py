"""Where a question that is put in few words asks for two things: "mill: owner and year of closing", "name of the man and of his widow".

What stands between two things that are asked for, "and", "+" or a comma, stands in names and lists too. Which of them parts a question is
told by a logistic regression over the words around it, which `python -m eval.joints_fit` fits.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.query.pasted import is_statement, own_words
from assistant.words.terms import is_stop, words
from index.words.lists import any_of, listed

WEIGHTS = Path(__file__).with_name("joints.json")
PARTS_FROM = 0.3
"""Probability from which a joint parts a question: of 96 held-back questions for two things 80 are parted (84 from .2 on, 71
from .5), and of 2,571 for one nine (13, eight), most of which ask for two all the same."""
BEHIND, AHEAD, BEGINNING = 3, 2, 3
"""Words that are looked at behind a joint, before it, and where what it joins begins."""
OTHER = "*"
"""What stands for a word that is none of those that are looked at."""
NOTHING = "$"
LONG_BEFORE, LONG_BEHIND = 10, 8
"""Words from which both sides of a joint are long."""
BARE = 2
"""Words of one thing that does not say whose it is."""
_JOINT = re.compile(r",?\s+(?:and|plus|as well as|versus|vs\.?)\s+|\s+[+&]\s+|[,;]\s+", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_][\w’'-]*|[$+&:;,?]")
_PREPOSITION = re.compile(rf"\b(?:{any_of('asked.prepositions')})\b", re.IGNORECASE)
_COMPARES = re.compile(r"\W*(?:please\s+)?compare\b", re.IGNORECASE)
_ORDER = frozenset(listed("asked.adverbs"))
_QUESTION_WORDS = frozenset(listed("small.question_words"))


@dataclass(frozen=True, slots=True)
class Joints:
    """The numbers of the regression: what each feature weighs, a constant, and the words that are looked at."""

    weights: Mapping[str, float]
    bias: float
    words: frozenset[str]

    def likely(self, asked: str, place: re.Match[str]) -> float:
        """How likely a joint parts two things that are asked for."""
        held = features(asked, place, self.words)
        odds = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in held.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


@lru_cache(maxsize=1)
def packaged() -> Joints:
    """The numbers that come with Dateline."""
    document = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Joints(document["weights"], document["bias"], frozenset(document["words"]))


def places(asked: str) -> list[re.Match[str]]:
    """Whatever may join two things that are asked for."""
    # In what is quoted or pasted nothing is asked for.
    own = own_words(asked)
    return [found for found in _JOINT.finditer(own) if own[: found.start()].strip() and own[found.end() :].strip(" ?.!")]


def tokens(text: str) -> list[str]:
    """The words and marks that are looked at, in small letters."""
    return [found.casefold() for found in _TOKEN.findall(text)]


def features(asked: str, place: re.Match[str], known: Collection[str]) -> dict[str, float]:
    """What is looked at around a joint; of words that are not `known` only that they stand there."""
    before, behind = tokens(asked[: place.start()]), tokens(asked[place.end() :])
    topic = len(before) - 1 - before[::-1].index(":") if ":" in before else -1
    one = before[topic + 1 :]

    def word(text: str) -> str:
        return text if is_stop(text) or not text[0].isalpha() or text in known else OTHER

    first = word(behind[0]) if behind else NOTHING
    held = {f"joint {_kind(place)}": 1.0}
    held |= {f"behind {at} {word(text)}": 1.0 for at, text in enumerate(behind[:BEHIND])}
    held |= {f"before {at} {word(text)}": 1.0 for at, text in enumerate(before[::-1][:AHEAD])}
    held |= {f"begins {at} {word(text)}": 1.0 for at, text in enumerate(one[:BEGINNING])}
    held[f"behind {first} {word(behind[1]) if len(behind) > 1 else NOTHING}"] = 1.0
    held[f"begin {word(one[0]) if one else NOTHING} and {first}"] = 1.0
    held |= {f"somewhere behind {word(text)}": 1.0 for text in behind} | {f"somewhere before {word(text)}": 1.0 for text in before}
    is_name_before = re.search(r"[A-Z]\w*\W*$", asked[: place.start()]) is not None
    is_name_behind = asked[place.end() : place.end() + 1].isupper()
    every = places(asked)
    told = {
        "topic": topic >= 0,
        "asks before": not _QUESTION_WORDS.isdisjoint(before),
        "asks behind": not _QUESTION_WORDS.isdisjoint(behind),
        "one word behind": len(behind) == 1,
        "name before": is_name_before,
        "name behind": is_name_behind,
        "names": is_name_before and is_name_behind,
        "only joint": len(every) == 1,
        "last joint": bool(every) and every[-1].start() == place.start(),
    }
    held |= {name: 1.0 for name, is_so in told.items() if is_so}
    return held | {"long behind": min(len(behind) / LONG_BEHIND, 1.0), "long before": min(len(one) / LONG_BEFORE, 1.0)}


def _kind(place: re.Match[str]) -> str:
    joint = " ".join(place.group().casefold().split())
    return "+" if joint in ("+", "&", "plus") else joint


def parted(asked: str) -> list[str]:
    """The two things that a question asks for, the topic that stands before them with each; the whole where it asks for one."""
    # A sentence to be checked asks for nothing in it, and what is compared is parted by other rules.
    if _COMPARES.match(asked) or is_statement(asked.rpartition(": ")[2]):
        return [asked]
    found = [(packaged().likely(asked, place), place) for place in places(asked)]
    sure, place = max(found, key=lambda one: one[0], default=(0.0, None))
    if place is None or sure < PARTS_FROM:
        return [asked]
    one, other = asked[: place.start()].strip(" ,;"), asked[place.end() :].strip(" ,;?")
    if not all(any(not is_stop(word) for word in words(part)) for part in (one, other)):
        return [asked]
    topic, mark, thing = one.rpartition(": ")
    if mark:
        return [one, f"{topic}: {other}"] if thing.strip() else [asked]
    return list(_completed(one, other))


def _completed(one: str, other: str) -> tuple[str, str]:
    """The two with what only one of them says: "price of the first plan" before "of the shorter one", "age" before "job of the mayor"."""
    of_other, of_one = _PREPOSITION.search(other), _PREPOSITION.search(one)
    if of_other and of_other.start() == 0:
        begins = re.search(rf"\b{re.escape(of_other.group())}\b", one, re.IGNORECASE)
        return one, f"{one[: begins.start()]}{other}" if begins else other
    if of_other and not of_one and len(one.split()) <= BARE:
        # "First and last estimate of the damage": what is first is named with the last.
        begin = other.rfind(" ", 0, of_other.start() - 1) + 1 if one.casefold() in _ORDER else of_other.start()
        return f"{one} {other[begin:]}", other
    return one, other
