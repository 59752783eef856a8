"""What kind of thing a question asks for (a day, a number, a person, a place, a reason), and whether a text offers one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from assistant.words.figures import figures
from index.prose.numbers import WORDED
from index.timex import Timex, find


class Kind(StrEnum):
    """The field's usual coarse answer types."""

    DATE = "date"
    DURATION = "duration"
    AGE = "age"
    WEIGHT = "weight"
    LENGTH = "length"
    SPEED = "speed"
    TEMPERATURE = "temperature"
    SCORE = "score"
    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"


Known = Mapping[Kind, Sequence[tuple[int, int]]]
NOTHING: Known = {}
_PEOPLE = (
    "official|minister|president|head|leader|politician|person|man|woman|spokes\\w+|diplomat|commander|scientist|player|author|director|mayor|expert|analyst"
    "|researcher|coach|chief|captain|winner"
)
_PLACES = "city|town|country|place|hall|region|village|building|street|district|port|state|venue|room"
_QUANTITIES = "number|size|figure|total|toll|turnout|attendance"
_ASKS = {
    Kind.DURATION: (r"how long", r"what (?:length of time|duration)", r"for how many (?:years|months|weeks|days|hours|minutes)"),
    Kind.DATE: (
        r"when",
        r"(?:what|which) (?:day|date|weekday|month|year|time)",
        r"date",
    ),
    Kind.AGE: (r"how old", r"(?:what|which) age", r"age of"),
    Kind.WEIGHT: (r"how heavy", r"how much (?:do|does|did) \w+(?: \w+){0,5} weigh", r"(?:what|which) weight", r"weight of"),
    Kind.LENGTH: (
        r"how (?:far|tall|high|deep|wide|thick)",
        r"(?:what|which) (?:length|height|distance|depth|width)",
        r"(?:length|height|depth|width) of",
    ),
    Kind.SPEED: (r"how fast", r"(?:what|which) speed", r"speed of"),
    Kind.TEMPERATURE: (r"how (?:hot|cold|warm)", r"(?:what|which) temperatures?", r"temperature (?:of|in)"),
    Kind.SCORE: (r"(?:what|which) (?:was |is )?the (?:final |half-time )?(?:score|result)", r"(?:what|which) score", r"final score"),
    Kind.SHARE: (r"(?:what|which) (?:share|portion|percentage|proportion|part|fraction|percent)", r"how many per ?cent", r"rate"),
    Kind.MONEY: (
        r"how much (?:money|does it cost|did it cost|will it cost|is it worth)",
        r"price|cost|budget|fine|fee|salary|revenue|damage",
    ),
    Kind.NUMBER: (
        r"how (?:many|much|big|large|often|strong)",
        rf"(?:what|which) (?:{_QUANTITIES})",
        r"number of",
    ),
    Kind.PERSON: (r"who|whom|whose", rf"name of the \w*\s*(?:{_PEOPLE})", rf"(?:which|what) \w*\s*(?:{_PEOPLE})"),
    Kind.PLACE: (r"where", rf"in (?:what|which) (?:{_PLACES})"),
    Kind.REASON: (r"why", r"what (?:reason|caused|causes|was the reason|is the reason)", r"how come"),
}
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{'|'.join(asks)})\b", re.IGNORECASE)) for kind, asks in _ASKS.items())

_COUNT = "|".join(["dozens?", "half", "twice", "third", "quarter", "several", *WORDED])
_UNITS = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_CURRENCY = "dollars?|euros?|pounds?|rubles?|roubles?|crowns?|yen|yuan|francs?"
_CAUSES = (
    "because|since|due to|owing to|as a result|so that|in order to|caused by|blamed|reason|therefore|after|thanks to|expect that"
    "|to (?:avoid|prevent|allow|help|protect|ensure|save|make)"
)
_NUMERAL = r"\d[\d.,]*"
_AMOUNT = rf"(?:\b{_NUMERAL}(?:\s[mb]illion)?|\b(?:{_COUNT})(?:[\s-]+(?:{_COUNT}))*)"
_FINDERS = {
    kind: re.compile(pattern, 0 if kind in (Kind.PERSON, Kind.PLACE) else re.IGNORECASE)
    for kind, pattern in {
        Kind.DURATION: rf"\b(?:\d[\d.,]*|an?|{_COUNT})(?:[\s-]+(?:and\s+a\s+half|more|full|or\s+so|\w+))?[\s-]+{_UNITS}\b",
        Kind.AGE: rf"\b(?:\d+|{_COUNT})[\s-](?:year|month|week|day)s?[\s-]old\b|\baged? (?:of )?\d+|(?<=, )\d{{1,3}}(?=[,.)]|$)"
        r"|\b(?:woman|man|boy|girl) of \d+",
        Kind.WEIGHT: rf"{_AMOUNT}[\s-]?(?:kg|g|kilos?|kilogram(?:me)?s?|gram(?:me)?s?|tonnes?|tons?|pounds?|lbs?|ounces?|stone)\b",
        Kind.LENGTH: rf"{_AMOUNT}[\s-]?(?:km|m|cm|mm|nm|ft|(?:kilo|centi|milli)?met(?:er|re)s?|(?:nautical )?miles?|feet|foot"
        r"|inch(?:es)?|yards?|stor(?:ey|y|eys|ies)|floors)\b",
        Kind.SPEED: rf"{_AMOUNT}[\s-]?(?:km/h|kph|mph|m/s|knots|[kmg]b(?:ps|/s)|(?:\w+ ){{0,2}}(?:an|per|a) (?:hour|second|minute))(?!\w)",
        Kind.TEMPERATURE: rf"(?:minus |-|−)?{_AMOUNT}\s?(?:degrees?|°)(?:\s?(?:celsius|fahrenheit|[cf]\b))?|{_NUMERAL}\s?[cf]\b",
        Kind.SCORE: r"\b\d{1,3}\s?[-–:]\s?\d{1,3}\b",
        Kind.SHARE: rf"{_NUMERAL}\s?(?:%|per ?cent)|\b(?:half|third|quarter)\b|\b(?:\d+|{_COUNT}) (?:out of|in) (?:\d+|{_COUNT})\b",
        Kind.MONEY: rf"[$€£¥]\s?{_NUMERAL}(?:\s[mb]illion)?|\b(?:{_NUMERAL}|[mb]illion|thousand)\s+(?:\w+\s+)?(?:{_CURRENCY})\b",
        Kind.PERSON: r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]+)+|\b(?:Mr|Mrs|Ms|Dr)\.?\s+[A-Z]\w+",
        Kind.PLACE: r"\b(?:in|at|to|from|near|on|outside|across|through)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?[A-Z][\w’'-]+",
        Kind.REASON: rf"\b(?:{_CAUSES})\b",
    }.items()
}


def asked_for(question: str) -> tuple[Kind, ...]:
    """The kinds of answer that a question asks for; none for open questions."""
    return tuple(kind for kind, pattern in _PATTERNS if pattern.search(question))


def offers(text: str, kind: Kind, question: str = "", known: Known = NOTHING) -> bool:
    """Whether the text holds an answer of that kind that the question does not already hold itself."""
    return bool(candidates(text, kind, question, known))


def candidates(text: str, kind: Kind, question: str = "", known: Known = NOTHING) -> list[tuple[int, int]]:
    """Spans (offsets in `text`) of possible answers of that kind; those that stand in the question are left out.

    `known` are the spans of kinds that somebody has looked for already.
    """
    if kind in known:
        spans = list(known[kind])
    elif kind is Kind.NUMBER:
        spans = [(figure.start, figure.end) for figure in figures(text)]
    elif kind is Kind.DATE:
        spans = [(timex.start, timex.end) for timex in find(text) if is_date(timex)]
    else:
        spans = [match.span() for match in _FINDERS[kind].finditer(text)]
    return [(start, end) for start, end in spans if not _stands_in(text[start:end].removeprefix("the "), question)]


def _stands_in(answer: str, question: str) -> bool:
    """Whether a question holds an answer itself, in whole words and whole numbers: 14 is neither in 2014 nor in 14,000 nor in 3.14."""
    words = re.escape(answer.strip().rstrip(".,"))
    return re.search(rf"(?<!\w)(?<!\d[.,]){words}(?!\w)(?![.,]\d)", question, re.IGNORECASE) is not None


def is_date(timex: Timex) -> bool:
    """Whether a time expression answers when: "three years" and "recently" do not."""
    return timex.kind not in ("duration", "vague", "anaphoric")
