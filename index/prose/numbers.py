"""The one grammar of numbers: a number in digits or words ("1,200", "twelve hundred"), and what it counts ("17 submarines")."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from index.prose.terms import is_stop, stem
from index.timex.calendar import ONES, TENS

_ONES = ONES.split("|")
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = [word for word, value in TENS.items() if value > 10]
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_SHORT = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_VALUES = {word: value for value, word in enumerate(["zero", *_ONES, *_TEENS])} | {word: 10 * ten for ten, word in enumerate(_TENS, 2)}
WORDED = (*_ONES, *_TEENS, *_TENS, *_SCALES)
"""The words that numbers are written with."""
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)})\b)?|(?:{'|'.join(['zero', *_TEENS, *_ONES])}))\b"
_WORDED = (
    rf"(?:{_SMALL}(?:[\s-]hundred\b(?:\s+(?:and\s+)?{_SMALL})?)?|hundred\b(?:\s+(?:and\s+)?{_SMALL})?|(?:thousand|million|billion|dozen)\b)"
)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,:]\d+)*"
_NUMBER = re.compile(
    rf"(?<![\w.])(?:(?P<digits>{_DIGITS})(?:(?P<short>{'|'.join(_SHORT)})\b)?(?P<place>(?:st|nd|rd|th)\b)?(?!\w)|(?P<words>\b{_WORDED}))"
    rf"(?P<scales>(?:[\s-]+(?:{'|'.join(_SCALES)})\b)*)",
    re.IGNORECASE,
)
# "No one", "one another", "one day", "one-sided" count nothing.
_UNCOUNTED = re.compile(r"(?<=\bno )one\b|\bone\s+(?:another|day)\b|\bone-(?!day|week|month|year|hour)\w+", re.IGNORECASE)
_SHARES = re.compile(
    rf"\b(?:half|halves|halved|twice|doubled?|tripled?|quarters?|dozens|hundreds|thousands|millions|billions|{'|'.join(_PLACES)})\b",
    re.IGNORECASE,
)
MUCH_MORE = 2
"""How many times "more than 300" the count may be: nobody says it of 3,000."""
ROUGHLY = 0.25
"""How far "about 300" may be from the count that it stands for, as a share of it."""
NOUN_REACH = 3
"""Words after a numeral among which what it counts is looked for: "17 new patrol boats"."""
PERCENTAGE = "%"
"""The noun of a percentage."""
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
_WORD = re.compile(r"\s*[“\"‘']?([^\W\d_]+(?:[’'-][^\W_]+)*)")
_IRREGULAR = frozenset("people children men women police personnel crew cattle sheep feet teeth staff aircraft".split())


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start`..`end` of its text; `key` is the same for the same value, "1200" for 1,200 and for twelve hundred."""

    start: int
    end: int
    key: str


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


def numbers(text: str, dated: Sequence[tuple[int, int]] = ()) -> tuple[Number, ...]:
    """The numbers of a text in digits and in words, without those of its days (`dated`: where those stand)."""
    uncounted = [match.span() for match in _UNCOUNTED.finditer(text)]
    found = [Number(*match.span(), _key(match)) for match in _NUMBER.finditer(text)]
    found += [Number(*match.span(), _share_key(match.group().casefold())) for match in _SHARES.finditer(text)]
    return tuple(one for one in found if not any(start < one.end and one.start < end for start, end in (*dated, *uncounted)))


def figures(text: str, among: Sequence[Number]) -> tuple[Figure, ...]:
    """The counts of a text in order, `among` its numbers; days and years are none, nor are numbers inside names ("S-400")."""
    return tuple(sorted([*_cardinals(text, among), *_ordinals(text, among)], key=lambda figure: figure.start))


def _cardinals(text: str, among: Sequence[Number]) -> Iterator[Figure]:
    free = [number for number in among if _VALUE.fullmatch(number.key) and _stands_free(text, number)]
    upper = {low.start: high for low, high in pairwise(free) if _is_range(text, low, high)}
    ends = {high.start for high in upper.values()}
    for number in free:
        if number.start in ends:
            continue
        last = upper.get(number.start, number)
        sign = _CURRENCY.search(text[: number.start])
        start = sign.start() if sign else number.start
        noun, end = (sign[1], last.end) if sign else _counted(text, last, among)
        least, most, lead = _bounds(text[:start], number, last, is_spelt=text[last.end - 1].isalpha())
        if most >= 2 or noun == PERCENTAGE:  # "one" is an article more often than a count
            yield Figure(start - lead, end, least, most, noun)


def _ordinals(text: str, among: Sequence[Number]) -> Iterator[Figure]:
    for number in among:
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


def _counted(text: str, last: Number, among: Sequence[Number]) -> tuple[str, int]:
    """What a number counts, as a stem, and where its words end."""
    if share := _PER_CENT.match(text, last.end):
        return PERCENTAGE, share.end()
    at = last.end
    if partitive := _OF_THE.match(text, at):
        at = next((number.end for number in among if number.start == partitive.end()), partitive.end())
    noun, end = plural_at(text, at)
    return noun, end or last.end


def plural_at(text: str, at: int) -> tuple[str, int]:
    """The first plural within reach, with the plural that it may stand before ("weapons inspectors"), and where it ends."""
    noun, end = "", 0
    for _ in range(NOUN_REACH):
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


def _key(match: re.Match[str]) -> str:
    scales = [_SCALES[word] for word in re.findall(r"[a-z]+", match["scales"].casefold())]
    if match["digits"]:
        value = _of_digits(match["digits"])
        scales += [_SHORT[match["short"].casefold()]] if match["short"] else []
    else:
        value = Decimal(_of_words(match["words"].casefold()))
    if value is None:  # "10:30", "3.4.1": as written
        return match["digits"]
    for scale in scales:
        value *= scale
    return f"{'#' if match['place'] else ''}{value.normalize():f}"


def _of_digits(digits: str) -> Decimal | None:
    plain = re.sub(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))", "", digits)
    plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _of_words(words: str) -> int:
    total = 0
    for word in re.findall(r"[a-z]+", words):
        total = max(total, 1) * _SCALES[word] if word in _SCALES else total + _VALUES.get(word, 0)
    return total


def _share_key(word: str) -> str:
    return f"#{_PLACES.index(word) + 1}" if word in _PLACES else word
