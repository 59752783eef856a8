"""The patterns of expressions that count from the day of speaking ("last week") or from what was named before ("the following day")."""

from __future__ import annotations

import re

from index.timex import calendar as words
from index.timex.calendar_rules import Parse, number, part_of, word_before
from index.timex.values import TimexParts

_OF_SOMETHING = re.compile(r"\s+(?:the|a|an|his|her|their|its|that|this|he|she|they|it)\b", re.I)  # "the day before the vote"
_WHICH = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "the": 0, "next": 1, "coming": 1, "upcoming": 1}
_LATELY = re.compile(r"recent|late|past|ago|earlier|time", re.I)
_SOON = re.compile(r"soon|coming|future|near|short|term|ahead|or\s+two", re.I)
_PERIOD_ENDS = re.compile(rf"\b(?:in|during|of)\s+(?:\w+\s+){{0,3}}{words.YEAR}[.!?][\"”’]*\s+\Z")  # "... in 2014. Then, she was"
_SPAN_OF_TIME = re.compile(r"\b(?:has|have|had|['’](?:s|ve))\s+(?:[a-z]+\s+){0,4}been\b[^.;,!?]{0,60}\bfor\s+(?:[a-z]+\s+){0,2}\Z", re.I)


def _deictic(match: re.Match[str], _: bool | None) -> TimexParts | None:
    phrase = " ".join(match.group().lower().split())
    if phrase == "the day before" and _OF_SOMETHING.match(match.string, match.end()):
        return None
    return TimexParts(kind="deictic", shift=words.DEICTIC[phrase], unit="day", which="present" if phrase in words.PRESENT else "")


def _relative(match: re.Match[str], _: bool | None) -> TimexParts | None:
    which, part, unit = match.group("which").lower(), part_of(match), match.group("u").lower()
    if which == "the" and part not in {"end", "beginning", "start"}:
        return None
    return TimexParts(kind="calendar-relative", shift=_WHICH[which], unit=unit, which=which, part=part)


def _inside(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """For the week, over the weekend, later in the year: the one in which the words were written."""
    unit, part = match.group("u").lower(), (match.group("part") or "").lower()
    if unit == "quarter":
        return TimexParts(kind="quarter", unit="quarter")
    return TimexParts(kind="calendar-relative", shift=0, unit=unit, which="the", part="" if part == "later" else part)


def _year_end(match: re.Match[str], _: bool | None) -> TimexParts | None:
    return TimexParts(
        kind="named-day", unit="12-31", which={"since": "last", "by": "next", "until": "next", "at": "next"}.get(word_before(match), "")
    )


def _first_months(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """The first nine months of 1989, the first two quarters of 1990."""
    months = number(match.group("n")) * (3 if match.group("u").lower() == "quarters" else 1)
    return TimexParts(kind="month-year", year=int(match.group("y")), month=1, last_month=months) if 0 < months <= 12 else None


def _quarter_at_hand(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """The quarter, that quarter, the latest period, the 1988 quarter: the one that the text reports on, or the same of another year."""
    year, said = match.group("y"), match.group().lower()
    if match.group("ago"):
        return TimexParts(kind="ago", shift=-1, unit="year", which="quarter" if said.endswith(("quarter", "period")) else "")
    if "year" in said.split():
        return TimexParts(kind="calendar-relative", shift=-1, unit="year")
    which = "latest" if "latest" in said or "recent" in said or "just" in said else ""
    return TimexParts(kind="quarter", unit="quarter", which=which, year=int(year) if year else None)


def _unit(found: str) -> str:
    return {"centurie": "century"}.get(found.lower().removesuffix("s"), found.lower().removesuffix("s"))


def _ago(match: re.Match[str], _: bool | None) -> TimexParts | None:
    which = "earlier" if match.group("w").lower() == "earlier" else ""
    return TimexParts(kind="ago", shift=-number(match.group("n")), unit=_unit(match.group("u")), which=which)


def _later(match: re.Match[str], _: bool | None) -> TimexParts | None:
    if match.group("few"):
        return TimexParts(kind="later", unit="day", which="few")
    return TimexParts(kind="later", shift=number(match.group("n")), unit=_unit(match.group("u")))


def _anaphoric(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """That day, the same month, the following year, since then."""
    if match.group("at_that") and not _PERIOD_ENDS.search(match.string[max(0, match.start() - 60) : match.start()]):
        return None
    if match.group("since") or match.group("then") or match.group("at_that"):
        return TimexParts(kind="anaphoric", which="since" if match.group("since") else "then")
    which = (match.group("which") or "this").lower().split()[-1]
    unit = (match.group("u") or "day").lower()
    return TimexParts(
        kind="anaphoric", shift={"following": 1, "next": 1, "preceding": -1}.get(which, 0), unit="day" if unit == "date" else unit
    )


def _so_far(match: re.Match[str], _: bool | None) -> TimexParts | None:
    if match.group("u"):
        return TimexParts(kind="calendar-relative", shift=0, unit=match.group("u").lower(), which="this", part="so far")
    return TimexParts(kind="stretch")


def _stretch(match: re.Match[str], _: bool | None) -> TimexParts | None:
    count = match.group("n") or match.group("n2")
    shift = None if match.group("few") else -(number(count) if count else 1)
    return TimexParts(kind="stretch", shift=shift, unit=_unit(match.group("u") or match.group("u2")))


def _duration(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """A length of time; one that has been going on ("has been closed for two weeks") ends now."""
    unit, count = _unit(match.group("u")), match.group("n")
    if count and number(count) and _SPAN_OF_TIME.search(match.string[max(0, match.start() - 120) : match.start()]):
        return TimexParts(kind="stretch", shift=-number(count), unit=unit)
    return TimexParts(kind="duration", unit=unit)


def _vague(match: re.Match[str], _: bool | None) -> TimexParts | None:
    """Some time past, present or to come, without a measure."""
    said = match.group()
    which = "past" if _LATELY.search(said) else "future" if _SOON.search(said) else "present"
    return TimexParts(kind="vague", which=which)


_SOME = r"(?:(?:more\s+than|at\s+least|nearly|almost|about|around|over|only|just|some)\s+)?"
RELATIVE: tuple[tuple[str, Parse], ...] = (
    (rf"\b(?:{'|'.join(p.replace(' ', chr(92) + 's+') for p in words.DEICTIC)})\b", _deictic),
    (
        r"\b(?:(?P<part>early|earlier|late|later|mid|(?:the\s+)?(?:end|beginning|start)\s+of)[\s-]+)?"
        r"(?P<which>last|past|previous|this|current|next|coming|upcoming|the)\s+(?P<u>week|weekend|month|quarter|year|decade)\b(?!-)",
        _relative,
    ),
    (
        r"\b(?:(?P<part>earlier|later|late|early)\s+in|for|during|over|in|throughout|ahead\s+of"
        r"|(?:rest|most|half|course|months|weeks|quarters)\s+of)\s+the\s+(?:full\s+)?(?P<u>week|weekend|month|quarter|year)\b"
        r"(?!-|['’]?\s+(?:of|to|from|before|after|that|when|ended|ending|ahead|in\s+which|since|until|end|start|between|\d))",
        _inside,
    ),
    (r"\byear[\s-]end\b(?!-)", _year_end),
    (rf"\b(?:the\s+)?first\s+(?P<n>{words.NUMBER})\s+(?P<u>months|quarters)\s+of\s+(?P<y>{words.YEAR})\b", _first_months),
    (
        rf"\b(?:(?:the|a)\s+(?:comparable\s+|same\s+)?)?(?P<ago>year[\s-](?:ago|earlier))(?:\s+(?:quarter|period))?\b"
        rf"|\bthe\s+(?:latest|most\s+recent|just-ended)\s+(?:fiscal\s+)?(?:quarter|period|year)\b|\bthat\s+quarter\b|\bthe\s+quarter\b(?=\s*[.,;:)]|\s+(?:was|were|to|from|ended))"
        rf"|\bthe\s+(?P<y>{words.YEAR})\s+(?:quarter|period)\b",
        _quarter_at_hand,
    ),
    (rf"\b{_SOME}(?P<n>{words.NUMBER})\s+(?P<u>{words.UNIT}s?)\s+(?P<w>ago|earlier)\b", _ago),
    (rf"\b{_SOME}(?:(?P<few>a\s+few)|(?P<n>{words.NUMBER}))\s+(?P<u>{words.UNIT}s?)\s+later\b", _later),
    (
        r"\b(?:(?:on\s+)?(?P<which>that(?:\s+same)?|the\s+same|the\s+very\s+same|(?:the\s+)?(?:following|preceding)|the\s+next)\s+(?P<u>day|date|week|month|year)"
        r"|(?:on\s+)?this\s+(?:date|same\s+day)|(?P<since>(?:ever\s+)?since\s+then)|(?<=until\s)(?P<then>then)|(?P<at_that>(?-i:Then)(?=,[^.;!?]{1,40}\s(?:was|were|had)\b)))\b(?![-'’])",
        _anaphoric,
    ),
    (r"\bso\s+far(?:\s+this\s+(?P<u>week|month|quarter|year)\b|(?=\s*(?:[.,;:)”\"]|$)))", _so_far),
    (
        rf"\b(?:the|these)\s+(?:past|last|previous)(?:,\s+\w+,)?\s+{_SOME}(?:(?P<few>few|several|couple\s+of)\s+|(?P<n>{words.NUMBER})\s+)(?P<u>{words.UNIT}s?)\b"
        rf"|(?<=\bfor\s){_SOME}(?P<n2>{words.NUMBER})\s+(?P<u2>{words.UNIT}s?)\s+now\b",
        _stretch,
    ),
    (rf"\b{_SOME}(?:(?P<n>{words.NUMBER})|several|few|many|some)[\s-]+(?P<u>{words.UNIT}s?)\b", _duration),
    (
        rf"\b(?:(?:only|quite|most|more|just|very|pretty)\s+)?(?:recently|lately|soon|(?:in\s+)?(?:the\s+)?(?:recent|past)\s+(?:{words.UNIT}s(?:\s+and\s+{words.UNIT}s)?)"
        rf"|recent|(?:several|some|many|(?:a\s+)?few|a\s+couple\s+of)\s+{words.UNIT}s\s+(?:ago|earlier)"
        rf"|(?:in\s+)?(?:the\s+)?(?:(?:near|foreseeable)\s+future|(?:near|short)[\s-]term)|(?:in\s+)?(?:the\s+)?(?:coming|future)\s+{words.UNIT}s"
        rf"|an?\s+{words.UNIT}\s+or\s+two|the\s+past(?!\s+(?:\w+\s+)?{words.UNIT})|(?:the\s+)?future|current|at\s+present|at\s+the\s+moment|at\s+(?:the|that)\s+time)\b(?!-)",
        _vague,
    ),
)
