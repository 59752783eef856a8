"""Counts in a text ("17 submarines", "more than two thousand troops", "the third vote"): their value and what they count."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.words.amounts import Number, numbers
from assistant.words.terms import is_stop, stem

MUCH_MORE = 2
"""How many times "more than 300" the count may be: nobody says it of 3,000."""
ROUGHLY = 0.25
"""How far "about 300" may be from the count that it stands for, as a share of it."""
REACH = 3
"""Words after a numeral among which what it counts is looked for: "17 new patrol boats"."""
SHARE = "%"
"""The noun of a percentage."""
PEOPLE = stem("people")
TOLL = re.compile(r"\btolls?\b|\b(?:died|killed|dead|deaths?|casualties|kills?|fatalities)\b", re.IGNORECASE)
"""Words that count people without naming them."""
_AT_LEAST = re.compile(
    r"\b(?:at least|more than|(?<!hand )(?<!handed )(?<!take )(?<!took )(?<!turned )over|above|no (?:fewer|less) than|upwards of|exceed\w*)"
    r"\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\b(?:at most|fewer than|less than|under|below|up to|as many as|no more than|not more than)\s+$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately|close to|estimated|estimates? of)\s+(?:an?\s+)?$", re.IGNORECASE
)
_VALUE = re.compile(r"\d+(?:\.\d+)?")
_RANGE = re.compile(r"\s?(?:–|-|to|or)\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_CURRENCY = re.compile(r"([$€£¥])\s?$")
_PER_CENT = re.compile(r"\s?%|\s+per\s?cent\b", re.IGNORECASE)
_IN_A_NAME = re.compile(r"[^\W\d_]-$|[/,.]$")
_GOES_ON = re.compile(r"/|-[^\W\d_]")
_OF_THE = re.compile(r"\s+of\s+(?:(?:the|its|his|her|their|these|those)\s+)?", re.IGNORECASE)
_HOW_MANY = re.compile(r"\b(?:how many|number of)(?=\s)(?:\s+(?:more|other)\b)?", re.IGNORECASE)
_WORD = re.compile(r"\s*[“\"‘']?([^\W\d_]+(?:[’'-][^\W_]+)*)")
_IRREGULAR = frozenset("people children men women police personnel crew cattle sheep feet teeth staff aircraft".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A count: its words stand at `start`..`end` of the text; the value lies between `low` and `high`; `noun` is a stem, or "" for none."""

    start: int
    end: int
    low: float
    high: float
    noun: str
    is_ordinal: bool = False

    def agrees(self, other: Figure) -> bool:
        """Whether both may be the same value: "more than 300" and "412" may."""
        return self.low <= other.high and other.low <= self.high

    def counts_same(self, other: Figure) -> bool:
        """Whether both count the same kind of thing."""
        return self.noun != "" and self.noun == other.noun and self.is_ordinal == other.is_ordinal


def figures(text: str) -> list[Figure]:
    """The counts of a text in order; days and years are none, nor are numbers inside names ("S-400")."""
    return sorted([*_cardinals(text), *_ordinals(text)], key=lambda figure: figure.start)


def asked_noun(question: str) -> str:
    """What a question wants counted, as a stem: "how many grain ships", and people for a toll; "" where it does not say."""
    asked = _HOW_MANY.search(question)
    noun = _plural_at(question, asked.end())[0] if asked else ""
    return noun or (PEOPLE if TOLL.search(question) else "")


def _cardinals(text: str) -> Iterator[Figure]:
    free = [number for number in numbers(text) if _VALUE.fullmatch(number.key) and _stands_free(text, number)]
    upper = {low.start: high for low, high in pairwise(free) if _is_range(text, low, high)}
    ends = {high.start for high in upper.values()}
    for number in free:
        if number.start in ends:
            continue
        last = upper.get(number.start, number)
        sign = _CURRENCY.search(text[: number.start])
        start = sign.start() if sign else number.start
        noun, end = (sign[1], last.end) if sign else _counted(text, last)
        least, most, lead = _bounds(text[:start], number, last, is_spelt=text[last.end - 1].isalpha())
        if most >= 2 or noun == SHARE:  # "one" is an article more often than a count
            yield Figure(start - lead, end, least, most, noun)


def _ordinals(text: str) -> Iterator[Figure]:
    for number in numbers(text):
        noun = _WORD.match(text, number.end)
        if number.key.startswith("#") and noun and not is_stop(noun[1]):
            place = float(number.key[1:])
            yield Figure(number.start, noun.end(), place, place, stem(noun[1].lower()), is_ordinal=True)


def _stands_free(text: str, number: Number) -> bool:
    """Whether a number is no part of a name or a longer word: "S-400", "66-year-old"."""
    return not _GOES_ON.match(text, number.end) and not _IN_A_NAME.search(text[max(number.start - 2, 0) : number.start])


def _is_range(text: str, low: Number, high: Number) -> bool:
    joint = text[low.end : high.start]
    return bool(_RANGE.fullmatch(joint)) or (joint.strip().lower() == "and" and bool(_BETWEEN.search(text[: low.start])))


def _bounds(before: str, first: Number, last: Number, *, is_spelt: bool) -> tuple[float, float, int]:
    """Lowest and highest value meant, and the characters before the numeral that say so ("more than ")."""
    low, high = float(first.key), float(last.key)
    if first != last:
        scale = 1000 ** int(math.log(max(high, 1), 1000)) if is_spelt else 1
        return (low * scale if low * scale <= high else low), high, 0  # "two to three billion"
    for pattern, least, most in (
        (_AT_LEAST, low, low * MUCH_MORE),
        (_AT_MOST, 0.0, low),
        (_ABOUT, low * (1 - ROUGHLY), low * (1 + ROUGHLY)),
    ):
        if found := pattern.search(before[-30:]):
            return least, most, len(found[0])
    return low, low, 0


def _counted(text: str, last: Number) -> tuple[str, int]:
    """What a number counts, as a stem, and where its words end."""
    if share := _PER_CENT.match(text, last.end):
        return SHARE, share.end()
    at = last.end
    if partitive := _OF_THE.match(text, at):
        at = next((number.end for number in numbers(text) if number.start == partitive.end()), partitive.end())
    noun, end = _plural_at(text, at)
    return noun, end or last.end


def _plural_at(text: str, at: int) -> tuple[str, int]:
    """The first plural within reach, with the plural that it may stand before ("weapons inspectors"), and where it ends."""
    noun, end = "", 0
    for _ in range(REACH):
        match = _WORD.match(text, at)
        if match is None or is_stop(match[1]):
            break
        at = match.end()
        if _is_plural(match[1]):
            noun, end = stem(match[1].lower()), at
        elif noun:
            break
    return noun, end


def _is_plural(word: str) -> bool:
    low = word.lower()
    return low in _IRREGULAR or (len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "’s", "'s")))
