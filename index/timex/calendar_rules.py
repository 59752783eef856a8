"""The patterns of calendar expressions: each rule turns the words it matches into a `TimexParts`, or None where they mean another thing."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.timex import calendar as words
from index.timex.feasts import PATTERN as NAMED_DAY
from index.timex.values import TimexParts, make_day

Parse = Callable[["re.Match[str]", bool | None], TimexParts | None]
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
_SEASON_PREPOSITIONS = frozenset({"in", "of", "since", "until", "by", "during", "over", "throughout", "this", "last", "next", "the"})
_YEAR_PREPOSITIONS = _MONTH_PREPOSITIONS | {"year"}
_NEAR_CAPITAL_AFTER = re.compile(r"\s+[A-Z]|[-’']")
_NEAR_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w.’'-]*\s+\Z")
_NAME_WORD = re.compile(r"([\w.'’&]+)\W{0,2}\Z")


_REACH_OF_ANNIVERSARY = 100  # characters
_FULL_DATE = re.compile(rf"\b(?:(?P<m>{_M})\s+(?P<d>{_D})|(?P<d2>{_D})\s+(?P<m2>{_M})),?\s+(?P<y>{_Y})\b", re.I)
_VICTORY = re.compile(r"\s+of\s+(?:the\s+)?(?:great\s+)?victory\b", re.I)


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


def word_before(match: re.Match[str]) -> str:
    """The word directly before a match, in lower case; "" where there is none or punctuation stands between."""
    words_before = match.string[max(0, match.start() - 16) : match.start()].lower().removesuffix("the ").rsplit(None, 1)
    return words_before[-1] if words_before and match.string[match.start() - 1].isspace() else ""


def part_of(match: re.Match[str]) -> str:
    """Which part of a period is meant: "early", "late", "end", "first week" ...; "" for the whole."""
    return " ".join((match.group("part") or "").lower().split()).removeprefix("the ").removesuffix(" of")


def _weekday_of(match: re.Match[str]) -> int | None:
    found = match.groupdict().get("w")
    return words.WEEKDAYS.index(found.lower()) if found else None


def _numbered_day(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """January 18 / 18 January / Friday, January 18-20, 2022."""
    month = _month(match)
    before = match.string[max(0, match.start() - 4) : match.start()].lower()
    if month is None or (before.endswith("in ") and match.group("y") is None and match.group().lower()[0].isalpha()):
        return None
    day, year = number(match.group("d")), match.group("y")
    last, last_month = match.groupdict().get("d2"), match.groupdict().get("m2")
    if make_day(int(year or 2000), month, day) is None:
        return None
    return TimexParts(
        kind="month-day-range" if last and not year else "date" if year else "month-day",
        year=int(year) if year else None,
        month=month,
        day=day,
        last_month=words.MONTHS[last_month.rstrip(".").lower()] if last_month else None,
        last_day=number(last) if last else None,
        weekday=_weekday_of(match),
    )


def _numeric(match: re.Match[str], day_first: bool | None) -> TimexParts | None:
    """2022-01-06 and 2022/01/06, 06.01.2022 (day first), 06/01/2022 (only where one part exceeds 12 or the caller knows)."""
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
    return TimexParts(kind="date", year=year, month=month, day=day) if make_day(year, month, day) else None


def _month_year(match: re.Match[str], _: bool | None) -> TimexParts | None:
    name = match.group("m").rstrip(".").lower()
    last, last_year = match.group("m2"), match.group("y2")
    if match.group("y"):
        if match.group("m")[0].islower() and name in {"may", "march"} and word_before(match) not in _MONTH_PREPOSITIONS:
            return None
        return TimexParts(
            kind="month-year",
            year=int(match.group("y")),
            month=words.MONTHS[name],
            last_month=words.MONTHS[last.rstrip(".").lower()] if last else None,
            last_year=int(last_year) if last_year else None,
            part=part_of(match),
        )
    return None


def _months(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """From January to March 2020, November-February 2021."""
    first, last = (words.MONTHS[match.group(name).rstrip(".").lower()] for name in ("m", "m2"))
    year = int(match.group("y"))
    return TimexParts(kind="month-year", year=year - (last < first), month=first, last_month=last, last_year=year)


def _month_alone(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """A month with "last" or "early", after a preposition, or by itself where it can't be a name or a verb: "its October sales"."""
    name, which, part = match.group("m"), (match.group("which") or "").lower(), part_of(match)
    if len(name.rstrip(".")) < 4 and name.lower() != "may":
        return None
    prep = word_before(match)
    is_name = _NEAR_CAPITAL_AFTER.match(match.string, match.end()) is not None
    prep = prep if prep in _MONTH_PREPOSITIONS and not (is_name and prep == "and") else ""
    is_plain = name[0].isupper() and name.lower() != "may" and not is_name
    is_plain = is_plain and not _NEAR_CAPITAL_BEFORE.search(match.string[max(0, match.start() - 24) : match.start()])
    lower = name[0].islower() and name.lower() in words.AMBIGUOUS_MONTHS
    if not (which or prep or part or is_plain) or (lower and not prep):
        return None
    which = which or ("since" if prep == "since" else "")
    return TimexParts(kind="month", month=words.MONTHS[name.rstrip(".").lower()], which=which, part=part)


def _day_of_month(match: re.Match[str], _: bool | None) -> TimexParts | None:
    return TimexParts(kind="day-of-month", day=number(match.group("d")))


def _weekday(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """Friday, last Friday, next Monday; not "Good Friday", not "Sunday Times"."""
    before = _NAME_WORD.search(match.string[max(0, match.start() - 20) : match.start()])
    after = re.match(r"\s+(\w+)", match.string[match.end() : match.end() + 20])
    if before and before.group(1).lower() in words.WEEKDAY_NAMES_BEFORE:
        return None
    if after and after.group(1)[0].isupper() and after.group(1).lower() in words.WEEKDAY_NAMES_AFTER:
        return None
    said = " ".join((match.group("which") or "").lower().split())
    which = {"the previous": "preceding", "the preceding": "preceding"}.get(said, said.removeprefix("the "))
    return TimexParts(kind="weekday", weekday=_weekday_of(match), which=which)


def _year(match: re.Match[str], _: bool | None) -> TimexParts | None:
    first, second = int(match.group("y")), match.group("y2")
    if second:
        last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
        return TimexParts(kind="year-range", year=first, last_year=last) if first < last <= first + 100 else None
    if word_before(match) not in _YEAR_PREPOSITIONS and (first < 1900 or first > 2099 or first == 2000):
        return None
    return TimexParts(kind="year", year=first, part=part_of(match))


def _spoken_year(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """Nineteen ninety-four, two thousand and eight: years as they are read out on the air."""
    tens, ones = match.group("tens"), (match.group("ones") or match.group("ones2") or "").lower()
    century = 2000 if not tens else 1900 if match.group("c").lower() == "nineteen" else 2000
    return TimexParts(kind="year", year=century + (words.TENS[tens.lower()] if tens else 0) + words.NUMBERS.get(ones, 0))


def _decade(match: re.Match[str], _: bool | None) -> TimexParts | None:
    digits, short, name = match.group("y"), match.group("short"), match.group("name")
    year = int(digits) if digits else 1900 + int(short) if short else 1900 + words.DECADES[name.lower()]
    return TimexParts(kind="decade", year=year, part=part_of(match))


def _century(match: re.Match[str], _: bool | None) -> TimexParts | None:
    return TimexParts(kind="century", year=number(match.group("n")), part=part_of(match))


def _quarter(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """Q3 2020, the third quarter, last year's second half, the 1988 fourth quarter."""
    found = (match.group("n") or match.group("q")).lower()
    is_half = match.group("half") is not None
    ordinal = int(found) if found.isdigit() else words.ORDINALS.get(found, 2)  # "the last half", "the latter half"
    year = match.group("y") or match.group("y2")
    if not is_half and found in {"last", "latter"}:
        ordinal = 4 if year else 0
    if not 0 < ordinal <= (2 if is_half else 4):
        return None
    which = (match.group("which") or match.group("which2") or "").lower()
    month = 6 * ordinal - 5 if is_half else 3 * ordinal - 2
    return TimexParts(kind="quarter", month=month, year=int(year) if year else None, which=which, unit="half" if is_half else "quarter")


def _season(match: re.Match[str], _: bool | None) -> TimexParts | None:
    year = match.group("y")
    which = (match.group("which") or match.group("of") or "").lower().split(" ")[-1]
    if not (year or which or (match.group("the") and word_before(match) in _SEASON_PREPOSITIONS)):
        return None
    return TimexParts(kind="season", unit=match.group("s").lower(), year=int(year) if year else None, which=which.removesuffix("ing"))


def _anniversary(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """The 50th anniversary of 1969, of the landing on 20 July 1969, of Victory in 1945: as many years after the year that is told."""
    told = match.string[match.end() : match.end() + _REACH_OF_ANNIVERSARY]
    told = re.split(r"[.;:?!]\s|\n", told)[0]
    years, day = re.findall(rf"\b{_Y}\b", told), _FULL_DATE.search(told)
    if day is not None:
        month = words.MONTHS[(day.group("m") or day.group("m2")).rstrip(".").lower()]
        name = f"{month:02}-{number(day.group('d') or day.group('d2')):02}"
        return TimexParts(kind="named-day", unit=name, year=int(day.group("y")) + number(match.group("n")))
    if not years:
        return None
    name = "victory day" if _VICTORY.match(told) and years[-1] == "1945" else ""
    return TimexParts(kind="named-day" if name else "anniversary", unit=name, year=int(years[-1]) + number(match.group("n")))


def _feast(match: re.Match[str], _: bool | None) -> TimexParts | None:
    year = match.group("y")
    which = (match.group("which") or "").lower()
    return TimexParts(kind="named-day", unit=match.group("name"), year=int(year) if year else None, which=which)


_PART = r"(?:(?P<part>early|mid|middle|late|(?:the\s+)?(?:end|beginning|start|middle)\s+of"
_PART += rf"|(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:week|half)\s+of(?=\s+{_M}\b))[\s-]+)?"
CALENDAR: tuple[tuple[str, Parse], ...] = (
    (
        rf"\b{_WEEKDAY_HEAD}(?P<m>{_M})\s+(?P<d>{_D})(?:(?:{_JOIN})(?:(?P<m2>{_M})\s+)?(?P<d2>{_D})(?!\d){_AFTER_AND})?{_NOT_A_DAY}(?:,?\s+(?P<y>{_Y})\b(?!\s*%))?",
        _numbered_day,
    ),
    (
        rf"(?<![\d.,:$€£])\b{_WEEKDAY_HEAD}(?P<d>{_D})(?:(?:{_JOIN})(?P<d2>{_D}))?\s+(?:of\s+)?(?P<m>{_M})(?:,?\s+(?P<y>{_Y})\b(?!\s*%))?",
        _numbered_day,
    ),
    (r"(?<![\d.,:/-])\b(?P<y>(?:19|20)\d\d)(?P<s>[-.])(?P<a>\d\d)(?P=s)(?P<b>\d\d)(?![\d/-])", _numeric),
    (r"(?<![\d.,:/-])\b(?P<y>(?:19|20)\d\d)(?P<s>/)(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/-])", _numeric),
    (r"(?<![\d.,:/-])\b(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?![\d/-])", _numeric),
    (
        rf"\b{_PART}(?P<m>{_M}),?\s+(?:of\s+)?(?P<y>{_Y})\b(?:\s*(?:{words.DASH}|\bto|\bthrough|\buntil)\s*(?P<m2>{_M})\s+(?P<y2>{_Y})\b)?",
        _month_year,
    ),
    (rf"\b(?P<m>{_M})(?:\s?{words.DASH}\s?|\s+(?:to|through|until|till)\s+)(?P<m2>{_M})\s+(?:of\s+)?(?P<y>{_Y})\b", _months),
    (rf"\b(?:(?P<which>last|next|this|past|coming|previous)\s+)?{_PART}(?P<m>{_M})(?!\w|\s*\d)", _month_alone),
    (rf"(?<=\bthe\s)(?P<d>{_D})(?<=[a-z])(?=\s*(?:[.,;:)?!\n]|$)|\s+(?:{'|'.join(words.AFTER_A_DAY)})\b)", _day_of_month),
    (
        rf"\b(?:(?P<which>last|next|this|past|coming|previous|(?:the\s+)?(?:following|next|previous|preceding))\s+)?(?P<w>{_W})\b(?:['’]s\b)?",
        _weekday,
    ),
    (
        rf"\b(?:the\s+)?(?:(?P<part>early|mid|middle|late)[\s-]+)?(?:(?P<y>1[5-9]\d0|20\d0)['’]?s"
        rf"|(?<=the\s)(?:nineteen[\s-])?(?P<name>{'|'.join(words.DECADES)})|(?<!\w)['’](?P<short>[2-9]0)['’]?s)\b",
        _decade,
    ),
    (
        r"\b(?:(?P<part>early|mid|middle|late|end|beginning)(?:\s+of)?(?:\s+the|-)?\s+)?(?P<n>\d{1,2})(?:st|nd|rd|th)[\s-]century\b",
        _century,
    ),
    (
        rf"\b(?:(?:the\s+)?(?:(?P<y>{_Y})|(?P<which>last|this|next)\s+year['’]s)\s+)?(?:fiscal[\s-])?"
        r"(?:(?P<n>first|second|third|fourth|last|latter|1st|2nd|3rd|4th)[\s-](?:quarter|(?P<half>half))|Q(?P<q>[1-4]))\b"
        rf"(?:\s+(?:of\s+)?(?:(?P<y2>{_Y})\b|(?P<which2>last|this|next)\s+year\b)|(?<=half)\s+of\s+the\s+year\b)?",
        _quarter,
    ),
    (
        rf"\b(?P<the>the\s+)?(?:(?P<which>last|next|this|past|coming|this\s+(?:past|coming))\s+|(?:early|mid|late)[\s-]+)?"
        rf"(?P<s>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?(?:(?P<y>{_Y})\b|(?P<of>last|this|next)\s+year\b))?",
        _season,
    ),
    (
        rf"\b(?:(?P<which>last|next|this)\s+)?(?=(?-i:[A-Z]))(?P<name>{NAMED_DAY})\b(?:(?<=\s(?:day|eve))|(?!\s+(?-i:[A-Z])))(?:,?\s+(?P<y>{_Y})\b)?",
        _feast,
    ),
    (r"\b(?:the\s+)?(?P<n>\d{1,3})(?:st|nd|rd|th)\s+anniversary(?=\s+(?:of|since)\b)", _anniversary),
    (
        rf"\b(?P<c>nineteen|twenty)[\s-](?P<tens>{'|'.join(words.TENS)})(?:[\s-](?P<ones>{words.ONES}))?\b(?!\s+(?:{words.COUNTED})\b)"
        rf"|(?<=\byear\s)two\s+thousand(?:\s+(?:and\s+)?(?P<ones2>{words.ONES}))?\b",
        _spoken_year,
    ),
    (
        rf"(?<![\w.,/$€£-]){_PART}(?P<y>{_Y})(?:\s?[-–—/]\s?(?P<y2>{_Y}|\d\d))?(?![\w%]|[.,/:-]\d|-[a-z]|\s*%|\s+(?:{words.COUNTED})\b)",
        _year,
    ),
)
