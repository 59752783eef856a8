"""The numbers and days that a text names, in one form however they are written, and whether a claim's are those of its sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from assistant.words.clauses import clause_at, tokens
from index.timex import Timex, find
from index.types import Dating

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_SHORT = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_VALUES = {word: value for value, word in enumerate(["zero", *_ONES, *_TEENS])} | {word: 10 * ten for ten, word in enumerate(_TENS, 2)}
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
_OF = re.compile(r"\s+of\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)
CLAUSE = 99
NOUN = 3
"""Content words after a figure among which stands what it counts: "14 big white ferries"."""
_SHARES = re.compile(
    rf"\b(?:half|halves|halved|twice|doubled?|tripled?|quarters?|dozens|hundreds|thousands|millions|billions|{'|'.join(_PLACES)})\b",
    re.IGNORECASE,
)
_NO_DAYS = frozenset({"duration", "vague"})
_CALENDAR = ("year", "month", "day", "weekday")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start`..`end` of its text; `key` is the same for the same value, "1200" for 1,200 and for twelve hundred."""

    start: int
    end: int
    key: str


Figure = Number | Timex


@dataclass(frozen=True, slots=True)
class Source:
    """A text that claims are held against, and when it was published."""

    text: str
    published: Dating


@lru_cache(maxsize=512)
def days(text: str, anchor: date | None = None) -> tuple[Timex, ...]:
    """The days and calendar periods that a text names; "three years" is none."""
    return tuple(timex for timex in find(text, anchor) if timex.kind not in _NO_DAYS)


@lru_cache(maxsize=512)
def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text in digits and in words, without those of its dates."""
    dated = [(timex.start, timex.end) for timex in days(text)]
    uncounted = [match.span() for match in _UNCOUNTED.finditer(text)]
    found = [Number(*match.span(), _key(match)) for match in _NUMBER.finditer(text)]
    found += [Number(*match.span(), _share_key(match.group().casefold())) for match in _SHARES.finditer(text)]
    return tuple(one for one in found if not any(start < one.end and one.start < end for start, end in (*dated, *uncounted)))


def stray_number(claim: str, sources: Sequence[Source]) -> bool:
    """Whether a number of the claim stands in none of its sources, counts something else there, or is the whole of which they count a
    part."""
    held = [(source.text, number) for source in sources for number in numbers(source.text)]
    for number in numbers(claim):
        same = [(text, other) for text, other in held if other.key == number.key]
        others = [(text, other) for text, other in held if other.key != number.key]
        is_whole = same and all(_is_of_number(text, other) for text, other in same) and not _OF.search(claim[: number.start])
        if not same or is_whole or _is_swapped(claim, number, same, others):
            return True
    return False


def stray_day(claim: str, sources: Sequence[Source]) -> bool:
    """Whether a day of the claim is named by none of its sources and is not their day of publication, or is of something else there."""
    held = [(source.text, timex) for source in sources for timex in days(source.text, source.published.day)]
    for anchor in {source.published.day for source in sources}:
        for named in days(claim, anchor):
            same = [(text, other) for text, other in held if _meets(named, other)]
            others = [(text, other) for text, other in held if not _meets(named, other)]
            published = any(_is_of(named, source.published) for source in sources)
            if not published and (not same or _is_swapped(claim, named, same, others)):
                break
        else:
            return False
    return True


def _is_of_number(text: str, number: Number) -> bool:
    """Whether a number is the whole of a part: the 126 of "two of the 126 sailings"."""
    of = _OF.search(text[: number.start])
    return of is not None and any(other.end == of.start() for other in numbers(text[: of.start()]))


def _is_swapped(claim: str, figure: Figure, same: Sequence[tuple[str, Figure]], others: Sequence[tuple[str, Figure]]) -> bool:
    """Whether a word beside a figure of the claim goes with another one in the sources, and not with this one.

    A number goes with the words beside it, a day with all of its clause.
    """
    beside, noun = (1, NOUN) if isinstance(figure, Number) else (CLAUSE, CLAUSE)
    with_others = [stems for text, one in others for stems in _around(text, one, beside, beside)]
    with_same = [stems for text, one in same for stems in _around(text, one, beside, noun)]
    words = [word for word in _around(claim, figure, 1, 1) if any(word & stems for stems in with_others)]
    return any(not any(word & stems for stems in with_same) for word in words)


def _around(text: str, figure: Figure, back: int, ahead: int) -> list[set[str]]:
    """The stems of the content words next to a figure in its clause: so many before it, and so many after."""
    left, right = clause_at(text, figure.start)
    inside = [token for token in tokens(text) if left <= token.start < right and not token.text[0].isdigit()]
    before = [token for token in inside if token.end <= figure.start][-back:]
    after = [token for token in inside if token.start >= figure.end][:ahead]
    return [set(token.stems) for token in (*before, *after)]


def _meets(named: Timex, other: Timex) -> bool:
    """Whether an expression names the days of another, or a longer time around them."""
    if named.text.casefold() == other.text.casefold() or named.reading == other.reading:
        return True
    if named.earliest and named.latest and other.earliest and other.latest:
        return named.earliest <= other.earliest and other.latest <= named.latest
    return _agrees(named, lambda part: getattr(other.reading, part))


def _is_of(named: Timex, published: Dating) -> bool:
    """Whether an expression names the day of publication, or a longer time around it."""
    if named.earliest and named.latest and published.earliest and published.latest:
        return named.earliest <= published.earliest and published.latest <= named.latest
    day = published.day
    return day is not None and _agrees(named, {"year": day.year, "month": day.month, "day": day.day, "weekday": day.weekday()}.get)


def _agrees(named: Timex, part_of: Callable[[str], int | None]) -> bool:
    """Whether all that an expression says of year, month, day and weekday is so."""
    said = [(part, value) for part in _CALENDAR if (value := getattr(named.reading, part)) is not None]
    return bool(said) and named.reading.last_day is None and all(part_of(part) == value for part, value in said)


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
