"""The patterns of time expressions: each rule turns the words it matches into a `Reading`, or into None where they mean something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from index import calendar_words as words
from index.timex_values import Reading, make_day

Parse = Callable[["re.Match[str]", bool | None], Reading | None]
_D, _M, _Y, _W = words.DAY, words.MONTH, words.YEAR, words.WEEKDAY
_JOIN = rf"\s?{words.DASH}\s?|\s+(?:to|through|until|till|and|&)\s+"
_WEEKDAY_HEAD = rf"(?:(?P<w>{_W})(?:['’]s)?,?\s+(?:the\s+)?)?"
_NOT_A_DAY = r"(?!\d|[.,:/]\d|\s*(?:%|percent\b|per\s+cent\b|million\b|billion\b|thousand\b)|-?(?:years?|days?|months?|weeks?|hours?)\b)"
_AFTER_AND = (
    r"(?=\s*(?:[.,;:)\]\"”’'\n?!]|$)|\s+(?:"
    + _Y
    + r"|"
    + "|".join(words.AFTER_A_DAY)
    + r")\b|\s+(?:"
    + "|".join(sorted(words.MONTHS, key=len, reverse=True))
    + r")\b)"
)
_BEFORE_LOWER = re.compile(r"(?:\b(?:on|by|from|after|before|since|until|till|of|between|to|and|in)|[-–—,(]|\A|\n)\s*(?:the\s+)?\Z", re.I)
_MONTH_PREPOSITIONS = frozenset(
    {"in", "of", "since", "until", "till", "by", "from", "before", "after", "between", "during", "to", "and", "through"}
)
_YEAR_PREPOSITIONS = _MONTH_PREPOSITIONS | {"year"}
_OF_SOMETHING = re.compile(r"\s+(?:the|a|an|his|her|their|its|that|this|he|she|they|it)\b", re.I)  # "the day before the vote"
_NAME_WORD = re.compile(r"([\w.'’&]+)\W{0,2}\Z")


def number(text: str) -> int:
    """The value of a number in digits, as an ordinal such as "12th", or as a word."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else words.NUMBERS.get(text.lower(), 0)


def _month(match: re.Match[str], group: str = "m") -> int | None:
    """The month of a group, or None where the word is an ordinary one ("may", "march") or nothing backs it."""
    found = match.group(group)
    name = found.rstrip(".").lower()
    if found[0].islower() and name in words.AMBIGUOUS_MONTHS and not match.groupdict().get("y"):
        before = match.string[max(0, match.start() - 12) : match.start()]
        if not _BEFORE_LOWER.search(before):
            return None
    return words.MONTHS[name]


def _word_before(match: re.Match[str]) -> str:
    """The word directly before a match, in lower case; "" where there is none or punctuation stands between."""
    words_before = match.string[max(0, match.start() - 16) : match.start()].lower().removesuffix("the ").rsplit(None, 1)
    return words_before[-1] if words_before and match.string[match.start() - 1].isspace() else ""


def _part(match: re.Match[str]) -> str:
    """Which part of a period is meant: "early", "late", "end" ...; "" for the whole."""
    return (match.group("part") or "").lower().removeprefix("the ").split(" ")[0]


def _weekday_of(match: re.Match[str]) -> int | None:
    found = match.groupdict().get("w")
    return words.WEEKDAYS.index(found.lower()) if found else None


def _named_day(match: re.Match[str], _: bool | None) -> Reading | None:
    """January 18 / 18 January / Friday, January 18-20, 2022."""
    month = _month(match)
    before = match.string[max(0, match.start() - 4) : match.start()].lower()
    if month is None or (before.endswith("in ") and match.group("y") is None and match.group().lower()[0].isalpha()):
        return None
    day, year = number(match.group("d")), match.group("y")
    last, last_month = match.groupdict().get("d2"), match.groupdict().get("m2")
    if make_day(int(year or 2000), month, day) is None:
        return None
    return Reading(
        kind="month-day-range" if last and not year else "date" if year else "month-day",
        year=int(year) if year else None,
        month=month,
        day=day,
        last_month=words.MONTHS[last_month.rstrip(".").lower()] if last_month else None,
        last_day=number(last) if last else None,
        weekday=_weekday_of(match),
    )


def _numeric(match: re.Match[str], day_first: bool | None) -> Reading | None:
    """2022-01-06, 06.01.2022 (day first), 06/01/2022 (only where one part exceeds 12 or the caller knows)."""
    year, first, second = int(match.group("y")), int(match.group("a")), int(match.group("b"))
    separator = match.group("s")
    if match.start("y") < match.start("a"):
        month, day = first, second
    elif (separator == "." and day_first is not False) or first > 12 or first == second or day_first:
        day, month = first, second
    elif second > 12 or day_first is False:
        month, day = first, second
    else:
        return None
    return Reading(kind="date", year=year, month=month, day=day) if make_day(year, month, day) else None


def _month_year(match: re.Match[str], _: bool | None) -> Reading | None:
    name = match.group("m").rstrip(".").lower()
    last, last_year = match.group("m2"), match.group("y2")
    if match.group("y"):
        if match.group("m")[0].islower() and name in {"may", "march"} and _word_before(match) not in _MONTH_PREPOSITIONS:
            return None
        return Reading(
            kind="month-year",
            year=int(match.group("y")),
            month=words.MONTHS[name],
            last_month=words.MONTHS[last.rstrip(".").lower()] if last else None,
            last_year=int(last_year) if last_year else None,
            part=_part(match),
        )
    return None


def _month_alone(match: re.Match[str], _: bool | None) -> Reading | None:
    if len(match.group("m").rstrip(".")) < 4 and match.group("m").lower() != "may":
        return None
    which = (match.group("which") or "").lower()
    prep = _word_before(match)
    prep = prep if prep in _MONTH_PREPOSITIONS else ""
    part = _part(match)
    lower = match.group("m")[0].islower() and match.group("m").lower() in words.AMBIGUOUS_MONTHS
    if not (which or prep or part) or (lower and not prep):
        return None
    head = which or ("since" if prep == "since" else "")
    return Reading(
        kind="month", month=words.MONTHS[match.group("m").rstrip(".").lower()], part=f"{head} {part}".rstrip() if part or head else ""
    )


def _day_of_month(match: re.Match[str], _: bool | None) -> Reading | None:
    return Reading(kind="day-of-month", day=number(match.group("d")))


def _weekday(match: re.Match[str], _: bool | None) -> Reading | None:
    """Friday, last Friday, next Monday; not "Good Friday", not "Sunday Times"."""
    before = _NAME_WORD.search(match.string[max(0, match.start() - 20) : match.start()])
    after = re.match(r"\s+(\w+)", match.string[match.end() : match.end() + 20])
    if before and before.group(1).lower() in words.WEEKDAY_NAMES_BEFORE:
        return None
    if after and after.group(1)[0].isupper() and after.group(1).lower() in words.WEEKDAY_NAMES_AFTER:
        return None
    which = (match.group("which") or "").lower().removeprefix("the ").strip()
    if which == "following":
        return Reading(kind="vague")
    return Reading(kind="weekday", weekday=_weekday_of(match), part=which)


def _year(match: re.Match[str], _: bool | None) -> Reading | None:
    first, second = int(match.group("y")), match.group("y2")
    if second:
        last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
        return Reading(kind="year-range", year=first, last_year=last) if first < last <= first + 100 else None
    if _word_before(match) not in _YEAR_PREPOSITIONS and (first < 1900 or first > 2099 or first == 2000):
        return None
    return Reading(kind="year", year=first, part=_part(match))


def _decade(match: re.Match[str], _: bool | None) -> Reading | None:
    return Reading(kind="decade", year=int(match.group("y")), part=_part(match))


def _century(match: re.Match[str], _: bool | None) -> Reading | None:
    return Reading(kind="century", year=number(match.group("n")), part=_part(match))


def _quarter(match: re.Match[str], _: bool | None) -> Reading | None:
    found = match.group("n") or match.group("q")
    ordinal = int(found) if found.isdigit() else words.ORDINALS[found.lower()]
    year = match.group("y")
    return Reading(kind="quarter", month=3 * ordinal - 2, year=int(year) if year else None)


def _season(match: re.Match[str], _: bool | None) -> Reading | None:
    year, which = match.group("y"), (match.group("which") or "").lower()
    if not (year or which):
        return None
    return Reading(kind="season", unit=match.group("s").lower(), year=int(year) if year else None, part=which)


def _deictic(match: re.Match[str], _: bool | None) -> Reading | None:
    phrase = " ".join(match.group().lower().split())
    if phrase == "the day before" and _OF_SOMETHING.match(match.string, match.end()):
        return None
    return Reading(kind="deictic", shift=words.DEICTIC[phrase], unit="day")


_WHICH = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "the": 0, "next": 1, "coming": 1, "upcoming": 1}


def _relative(match: re.Match[str], _: bool | None) -> Reading | None:
    which, part = match.group("which").lower(), _part(match)
    if which == "the" and part not in {"end", "beginning", "start"}:
        return None
    return Reading(kind="calendar-relative", shift=_WHICH[which], unit=match.group("u").lower(), part=part)


def _unit(found: str) -> str:
    return {"centurie": "century"}.get(found.lower().removesuffix("s"), found.lower().removesuffix("s"))


def _ago(match: re.Match[str], _: bool | None) -> Reading | None:
    return Reading(kind="ago", shift=-number(match.group("n")), unit=_unit(match.group("u")))


def _later(match: re.Match[str], _: bool | None) -> Reading | None:
    if match.group("few"):
        return Reading(kind="later", part="few", unit="day")
    if match.group("n") is None:
        return Reading(kind="later", shift=1, unit="day")
    return Reading(kind="later", shift=number(match.group("n")), unit=_unit(match.group("u")))


def _stretch(match: re.Match[str], _: bool | None) -> Reading | None:
    count = match.group("n") or match.group("n2")
    shift = None if match.group("few") else -(number(count) if count else 1)
    return Reading(kind="stretch", shift=shift, unit=_unit(match.group("u") or match.group("u2")))


def _duration(match: re.Match[str], _: bool | None) -> Reading | None:
    return Reading(kind="duration", unit=_unit(match.group("u")))


def _vague(match: re.Match[str], _: bool | None) -> Reading | None:
    return Reading(kind="vague")


_PART = r"(?:(?P<part>early|mid|middle|late|(?:the\s+)?(?:end|beginning|start|middle)\s+of)[\s-]+)?"
_SOME = r"(?:(?:more\s+than|at\s+least|nearly|almost|about|around|over|only|just|some)\s+)?"
_SOURCES: tuple[tuple[str, Parse], ...] = (
    (
        rf"\b{_WEEKDAY_HEAD}(?P<m>{_M})\s+(?P<d>{_D})(?:(?:{_JOIN})(?:(?P<m2>{_M})\s+)?(?P<d2>{_D})(?!\d){_AFTER_AND})?{_NOT_A_DAY}(?:,?\s+(?P<y>{_Y})\b(?!\s*%))?",
        _named_day,
    ),
    (
        rf"(?<![\d.,:$€£])\b{_WEEKDAY_HEAD}(?P<d>{_D})(?:(?:{_JOIN})(?P<d2>{_D}))?\s+(?:of\s+)?(?P<m>{_M})(?:,?\s+(?P<y>{_Y})\b(?!\s*%))?",
        _named_day,
    ),
    (r"(?<![\d.,:/-])\b(?P<y>(?:19|20)\d\d)(?P<s>-)(?P<a>\d\d)-(?P<b>\d\d)(?![\d-])", _numeric),
    (r"(?<![\d.,:/-])\b(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?![\d/-])", _numeric),
    (
        rf"\b{_PART}(?P<m>{_M}),?\s+(?:of\s+)?(?P<y>{_Y})\b(?:\s*(?:{words.DASH}|\bto|\bthrough|\buntil)\s*(?P<m2>{_M})\s+(?P<y2>{_Y})\b)?",
        _month_year,
    ),
    (rf"\b(?:(?P<which>last|next|this|past|coming|previous)\s+)?{_PART}(?P<m>{_M})(?!\w|\s*\d)", _month_alone),
    (rf"(?<=\bthe\s)(?P<d>{_D})(?<=[a-z])(?=\s*(?:[.,;:)?!\n]|$)|\s+(?:{'|'.join(words.AFTER_A_DAY)})\b)", _day_of_month),
    (
        rf"\b(?:(?P<which>last|next|this|past|coming|previous|(?:the\s+)?(?:following|next|previous))\s+)?(?P<w>{_W})\b(?:['’]s\b)?",
        _weekday,
    ),
    (r"\b(?:the\s+)?(?:(?P<part>early|mid|middle|late)[\s-]+)?(?P<y>1[5-9]\d0|20\d0)['’]?s\b", _decade),
    (
        r"\b(?:(?P<part>early|mid|middle|late|end|beginning)(?:\s+of)?(?:\s+the|-)?\s+)?(?P<n>\d{1,2})(?:st|nd|rd|th)[\s-]century\b",
        _century,
    ),
    (
        rf"\b(?:(?P<n>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter|Q(?P<q>[1-4]))\b(?:\s+(?:of\s+)?(?P<y>{_Y})\b)?",
        _quarter,
    ),
    (
        rf"\b(?:the\s+)?(?:(?P<which>last|next|this|past)\s+)?(?P<s>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?(?P<y>{_Y})\b)?",
        _season,
    ),
    (rf"\b(?:{'|'.join(p.replace(' ', chr(92) + 's+') for p in words.DEICTIC)})\b", _deictic),
    (
        r"\b(?:(?P<part>early|earlier|late|later|mid|(?:the\s+)?(?:end|beginning|start)\s+of)[\s-]+)?"
        r"(?P<which>last|past|previous|this|current|next|coming|upcoming|the)\s+(?P<u>week|weekend|month|quarter|year|decade)\b(?!-)",
        _relative,
    ),
    (rf"\b{_SOME}(?P<n>{words.NUMBER})\s+(?P<u>{words.UNIT}s?)\s+(?:ago|earlier)\b", _ago),
    (
        rf"\b(?:{_SOME}(?:(?P<few>a\s+few)|(?P<n>{words.NUMBER}))\s+(?P<u>{words.UNIT}s?)\s+later|(?:on\s+)?the\s+(?:following|next)\s+day)\b",
        _later,
    ),
    (
        rf"\b(?:the|these)\s+(?:past|last|previous)(?:,\s+\w+,)?\s+{_SOME}(?:(?P<few>few|several|couple\s+of)\s+|(?P<n>{words.NUMBER})\s+)(?P<u>{words.UNIT}s?)\b"
        rf"|(?<=\bfor\s){_SOME}(?P<n2>{words.NUMBER})\s+(?P<u2>{words.UNIT}s?)\s+now\b",
        _stretch,
    ),
    (rf"\b{_SOME}(?:{words.NUMBER}|several|few|many|some)[\s-]+(?P<u>{words.UNIT}s?)\b", _duration),
    (
        r"\b(?:(?:only|quite|most)\s+)?(?:recently|lately|in\s+recent\s+days|in\s+the\s+(?:near|coming)\s+(?:future|days|weeks|months))\b",
        _vague,
    ),
    (
        rf"(?<![\w.,/$€£-]){_PART}(?P<y>{_Y})(?:\s?[-–—/]\s?(?P<y2>{_Y}|\d\d))?(?![\w%]|[.,/:-]\d|-[a-z]|\s*%|\s+(?:{words.COUNTED})\b)",
        _year,
    ),
)


@cache
def rules() -> tuple[tuple[re.Pattern[str], Parse], ...]:
    """All rules, compiled once, in order of preference where matches of the same length collide."""
    return tuple((re.compile(source, re.I), parse) for source, parse in _SOURCES)


def readings(text: str, day_first: bool | None = None) -> Iterator[tuple[int, int, Reading]]:
    """Every rule's matches as (start, end, reading); they may overlap."""
    for pattern, parse in rules():
        for match in pattern.finditer(text):
            reading = parse(match, day_first)
            if reading is not None:
                yield match.start(), match.end(), reading
