"""What kind of thing a question asks for (a day, a number, a person, a place, a reason), and whether a text offers one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from assistant.words.figures import figures
from index.prose.numbers import WORDED
from index.timex import Timex, find
from index.timex.calendar import MONTH, WEEKDAY
from index.words.lists import BASE, PAST, THIRD, any_of, listed, saying


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
    NAME = "name"
    REASON = "reason"


Known = Mapping[Kind, Sequence[tuple[int, int]]]
NOTHING: Known = {}
_AMOUNTS = any_of("asked.amounts")
_HIGH = any_of("asked.high", "asked.amounts")
"""What is high without being tall."""
_PEOPLE = any_of("names.offices", "names.persons", "asked.persons")
_AUXILIARY = any_of("small.auxiliaries", "asked.modals")
_KEYWORDS = rf"^(?!.*\b(?:{any_of('small.question_words')}|{_AUXILIARY})\b).*\b"
"""A question that is no sentence: what is plainly asked for may stand anywhere in it."""
_PLAINLY = (
    rf"(?:what|which|how much)(?: (?:is|was|are|were))?(?: (?:the|its|his|her|their|[\w’'-]+[’']s))?(?: (?!(?:{_AUXILIARY})\b)[\w-]+)?"
)
_ASKS = {
    Kind.DURATION: (r"how long", r"what (?:length of time|duration)", r"for how many (?:years|months|weeks|days|hours|minutes)"),
    Kind.DATE: (
        rf"(?:what|which) (?:{any_of('asked.times')})",
        r"(?<!to )(?<!of )date",  # not "to date", "up to date", "out of date"
    ),
    Kind.AGE: (r"how old", r"(?:what|which) age", r"(?<!at the )age of"),
    Kind.WEIGHT: (r"how heavy", r"(?:how much|what) (?:do|does|did) \w+(?: \w+){0,5} weigh", r"(?:what|which) weight", r"weight of"),
    Kind.LENGTH: (
        rf"how (?:far(?! (?:ahead|back|behind|down|up|along|short)\b)|tall|deep|wide|thick"
        rf"|high(?! (?:(?:is|was|are|were) )?(?:(?:the|an?) )?(?:[\w-]+ )?(?:{_HIGH})\b))",
        r"(?:what|which) (?:length|height|distance|depth|width)",
        r"(?<!at the )(?:length|height|depth|width) of",
    ),
    Kind.SPEED: (r"how fast", r"(?:what|which) speed", r"speed of"),
    Kind.TEMPERATURE: (r"how (?:hot|cold|warm)", r"(?:what|which) temperatures?", r"temperature (?:of|in)"),
    Kind.SCORE: (r"(?:what|which) (?:was |is )?the (?:final |half-time )?(?:score|result)", r"(?:what|which) score", r"final score"),
    Kind.SHARE: (r"(?:what|which) (?:share|portion|percentage|proportion|stake|fraction|percent)", r"how many per ?cent"),
    Kind.MONEY: (
        r"how much (?:money|does it cost|did it cost|will it cost|is it worth)",
        r"(?:what|which|how much|the|any|total|of|in|property) damage",
        rf"how much (?:{_AUXILIARY})\b[^,;?]*\b(?:{any_of('asked.paying')})",
        rf"what (?:{_AUXILIARY})\b[^,;?]*\b(?:paid|charged|cost|worth)",
        rf"{_PLAINLY} (?:{any_of('asked.sums')})",
        rf"how (?:big|large|high) (?:(?:an?|(?:is|was|are|were)(?: the)?) )?(?:[\w-]+ )?(?:bid|offer|loan|{any_of('asked.sums')})",
        rf"in (?:{any_of('asked.currencies')})(?=\W*$)",
        r"(?:what|which|the|an?|any|his|her|its|their) fine(?=\W*$| (?:for|of|on|in|at|was|is|did|does|has|had|imposed|paid|to|by)\b)",
    ),
    Kind.NUMBER: (
        r"how (?:many|much|big|large|often|strong)",
        rf"{_PLAINLY} (?:{any_of('asked.quantities', 'asked.counts')})",
        r"number of",
    ),
    Kind.PERSON: (
        rf"names? of (?:the|an?|his|her|its|their) (?:[\w’'-]+ ){{0,3}}?(?:{_PEOPLE})s?",
        rf"(?:which|what) (?:[\w-]+ )?(?:{_PEOPLE})",
    ),
    Kind.PLACE: (rf"in (?:what|which) (?:{any_of('asked.places')})",),
    Kind.NAME: (
        r"names? of",
        r"\w+[’']s (?:[\w-]+ )?names?",
        r"(?:what|how) (?:is|was|are|were)\b[^,;?]*\b(?:called|named)(?=\W*$)",
        rf"(?:what|which) (?:(?!(?:{_AUXILIARY}|the)\b)[\w’'-]+ ){{0,2}}(?:{any_of('asked.named')})(?![’'])",
    ),
    Kind.REASON: (r"why", r"what (?:reason|caused|causes|was the reason|is the reason)", r"how come"),
}
_JOINING = "and|but|or|since|until|till|by|exactly|just"
_BEGINS = rf"(?:^|[\"“”?:;.–—]|\s-\s|\b(?:{_JOINING}|from|to|of|for|with|at|in|on|near)\s)\W*"
_AT_TIME = rf"(?:^(?:\W*(?:from|to) )?|[\"“”?:;.–—]|\s-\s|\b(?:{_JOINING})\s)\W*"
_SAYS = f"{saying('plain', forms=(BASE, THIRD, PAST))}|{any_of('saying.knowing')}|say|announce|explain|clear"
_TELLS = rf"^(?!\W*(?:what|which|who|whose)\b).*\b(?:{_SAYS})\s"
_CLAUSE = r"(?:^|,\s*(?:and|but)\s|[;?])(?!\W*(?:who|whom|whose|when|where|why)\b)[^,;?]*"
_IN_PLACE = {
    # Elsewhere they join clauses: "the man who fell", "what did she say when it closed".
    # "When he fell, who caught him?" asks for somebody.
    Kind.DATE: rf"(?:{_AT_TIME}|{_TELLS})when\b(?![^?]*,[^,?]*\b(?:who|whom|whose|what|which|how|where|why)\b)",
    Kind.PERSON: rf"(?:{_BEGINS}|{_TELLS})(?:who|whom|whose)\b",
    Kind.PLACE: rf"(?:{_BEGINS}|{_TELLS})where\b",
    # "Who approved the budget" asks for somebody.
    Kind.MONEY: rf"{_CLAUSE}\b(?:{_AMOUNTS})\b|{_KEYWORDS}(?:{any_of('asked.sums')})\b",
    Kind.NUMBER: rf"{_KEYWORDS}(?:{any_of('asked.quantities', 'asked.counts')})\b",
    Kind.NAME: rf"{_KEYWORDS}names?\b",
    Kind.SHARE: rf"{_KEYWORDS}(?:share of|percent(?:age)?|proportion)\b"
    r"|\b(?:what|which|the|a) (?:[\w-]+ )?rate(?=\W*$| (?:of|in|for|at|on|was|is|has|did|will)\b)"
    r"|^(?!\W*how\b).*\b[a-z]+(?:ment|tion|est|cy|th|ty) rate\b",
}
"""Words that ask in some places of a question only."""
_PATTERNS = tuple(
    (kind, re.compile("|".join([rf"\b(?:{'|'.join(asks)})\b", *filter(None, [_IN_PLACE.get(kind)])]), re.IGNORECASE))
    for kind, asks in _ASKS.items()
)

_COUNT = "|".join(["dozens?", "half", "twice", "third", "quarter", "several", *WORDED])
_UNITS = rf"(?:{any_of('asked.units_of_time')})"
_CURRENCY = any_of("asked.currencies")
_TIME = rf"(?:\d|{MONTH}|{WEEKDAY}|last|then|early|late|mid|(?:the|his|her|its|their) (?:start|beginning|end|first|last|opening)\b)"
_CAUSES = (
    rf"because|since(?!\s+{_TIME})|due to|owing to|as a result|so that|in order to|caused by|blamed|reason|therefore|after|thanks to"
    r"|expect that|to (?:avoid|prevent|allow|help|protect|ensure|save|make)"
)
_NUMERAL = r"\d[\d.,]*"
_OF_A_WHOLE = r"(?=\s+(?:of|more|less|fewer|as|[a-z]+er)\b|\W*$|[,.;)])"
_AMOUNT = rf"(?:\b{_NUMERAL}(?:\s[mb]illion)?|\b(?:{_COUNT})(?:[\s-]+(?:{_COUNT}))*)"
_AS_WRITTEN = (Kind.PERSON, Kind.PLACE, Kind.NAME)
_FINDERS = {
    kind: re.compile(pattern, 0 if kind in _AS_WRITTEN else re.IGNORECASE)
    for kind, pattern in {
        Kind.DURATION: rf"\b(?:\d[\d.,]*|an?(?!\s+second\s+\w)|{_COUNT})"
        rf"(?:[\s-]+(?:and\s+a\s+half|more|full|or\s+so|\w+))?[\s-]+{_UNITS}\b",
        Kind.AGE: rf"\b(?:\d+|{_COUNT})[\s-](?:year|month|week|day)s?[\s-]old\b|\baged? (?:of )?\d+|(?<=, )\d{{1,3}}(?=[,.)]|$)"
        r"|\b(?:woman|man|boy|girl) of \d+",
        Kind.WEIGHT: rf"{_AMOUNT}[\s-]?(?:kg|g|kilos?|kilogram(?:me)?s?|gram(?:me)?s?|tonnes?|tons?|pounds?|lbs?|ounces?|stone)\b",
        Kind.LENGTH: rf"{_AMOUNT}[\s-]?(?:km|m|cm|mm|nm|ft|(?:kilo|centi|milli)?met(?:er|re)s?|(?:nautical )?miles?|feet|foot"
        r"|inch(?:es)?|yards?|stor(?:ey|y|eys|ies)|floors)\b",
        Kind.SPEED: rf"{_AMOUNT}[\s-]?(?:km/h|kph|mph|m/s|knots|[kmg]b(?:ps|/s)|(?:\w+ ){{0,2}}(?:an|per|a) (?:hour|second|minute))(?!\w)",
        Kind.TEMPERATURE: rf"(?:minus |-|−)?{_AMOUNT}\s?(?:degrees?|°)(?:\s?(?:celsius|fahrenheit|[cf]\b))?|{_NUMERAL}\s?[cf]\b",
        Kind.SCORE: r"\b\d{1,3}\s?[-–:]\s?\d{1,3}\b",
        Kind.SHARE: rf"(?:{_NUMERAL}|\b(?:{_COUNT})(?:-(?:{_COUNT}))?)[\s-]?(?:%|per ?cent)"
        rf"|\bhalf\b(?!-)|\b(?:an?|one|two|three)[\s-](?:third|quarter)s?\b(?:(?<=s)|{_OF_A_WHOLE})"
        rf"|\b(?:\d+|{_COUNT}) (?:out of|in) (?:\d+|{_COUNT})\b",
        Kind.MONEY: rf"[$€£¥]\s?{_NUMERAL}(?:\s[mb]illion)?"
        rf"|\b(?:{_NUMERAL}|[mb]illion|thousand)[\s-]+(?:\w+\s+)?(?:{_CURRENCY})\b|{_NUMERAL}p\b",
        Kind.PERSON: r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]+)+|\b(?:Mr|Mrs|Ms|Dr)\.?\s+[A-Z]\w+",
        # Inside a sentence, or of several words, or between quotation marks.
        Kind.NAME: rf"(?<![.!?][\"”’'] )(?<=[\w,;:)\"”’'“‘–—-] )[\"“‘]?(?!(?:{MONTH}|{WEEKDAY})\b)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*"
        r"|\b[A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]+)+|[“\"][A-Z][^”\"]{2,40}[”\"]",
        Kind.PLACE: r"\b(?:in|at|to|from|near|on|outside|across|through)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?[A-Z][\w’'-]+",
        Kind.REASON: rf"\b(?:{_CAUSES})\b",
    }.items()
}


_HYPHENED = re.compile(rf"(?<![\w.,-])(?:{_NUMERAL}|(?:{_COUNT}))(?=-[a-z]{{3,}})", re.IGNORECASE)
"""A count before what it counts, as an adjective: "a 31-page agreement"."""
_HOW_LONG = re.compile(r"\bhow long (?:is|are|was|were)\b|\bhow long\b.* in (?:km|miles|met(?:er|re)s|feet)\b", re.IGNORECASE)
"""A road, or a speech: either is so long."""
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:noon|midnight)\b", re.IGNORECASE)
_WHAT_TIME = re.compile(r"\bwhat time\b", re.IGNORECASE)


_NO_PERSONS = frozenset((*listed("voices.no_persons"), *listed("names.countries"), *listed("small.openers"), *listed("small.stop")))


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
    if kind is Kind.NUMBER:
        spans += [match.span() for match in _HYPHENED.finditer(text)]
    elif kind is Kind.DURATION and _HOW_LONG.search(question):
        spans += [match.span() for match in _FINDERS[Kind.LENGTH].finditer(text)]
    elif kind is Kind.DATE and _WHAT_TIME.search(question):
        spans += [match.span() for match in _CLOCK.finditer(text)]
    if kind is Kind.PERSON:
        spans = [span for span in spans if _may_be_person(text[slice(*span)])]
    return [(start, end) for start, end in spans if not _stands_in(text[start:end].removeprefix("the "), question)]


def _may_be_person(name: str) -> bool:
    """Whether a run of capitals ends in two words of which none makes a place, body or day of it."""
    own = [word.strip(".").casefold() for word in name.split()]
    last = next((place for place in range(len(own) - 1, -1, -1) if own[place] in _NO_PERSONS), -1)
    return len(own) - 1 - last > 1


def _stands_in(answer: str, question: str) -> bool:
    """Whether a question holds an answer itself, in whole words and whole numbers: 14 is neither in 2014 nor in 14,000 nor in 3.14."""
    words = re.escape(answer.strip().rstrip(".,"))
    return re.search(rf"(?<!\w)(?<!\d[.,]){words}(?!\w)(?![.,]\d)", question, re.IGNORECASE) is not None


def is_date(timex: Timex) -> bool:
    """Whether a time expression answers when: "three years" and "recently" do not."""
    return timex.kind not in ("duration", "vague", "anaphoric")
