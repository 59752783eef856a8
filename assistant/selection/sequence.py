"""Which of two events came first, and how long lay between them: the order of the days that dated passages give for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant.retrieval.retriever import Retriever
from assistant.selection.units import Read, Unit
from assistant.types import Query, Remark
from assistant.wording import span_words
from assistant.words.naming import is_about_others
from assistant.words.terms import coverage, is_stop, stem, stems, words
from index import timex
from index.timex import Timex
from index.types import Basis
from index.wording import counted
from index.words.lists import any_of, saying

ABOUT_EVENT = 0.6
"""Share, by weight, of the words of an event that a sentence and its headline hold from which it is taken to tell of it; the same share
of their number in a sentence by itself for a day in it to be the event's."""
PERHAPS = 0.5
"""The same for a day that may be the event's: where it is another one than the day found, neither is stated."""
DAY_FROM = 0.2
"""Share of the best unit's odds that another unit about the event reaches to be read for its day."""
BESIDE = 80
"""Characters between the words of an event and the day that is taken to be its own."""
_BE = rf"(?:{any_of('small.auxiliaries')})"
_SPAN = r"(?:long|soon|many (?:days|weeks|months|years)|much (?:time|later|earlier))"
# "The first lady" comes before nobody.
_FIRST = r"(?<!\bthe )(?<![’']s )(?:first|earlier|later|sooner)(?!-)"
_OR = r"(?:[,:]|\s[–—-])\s*"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"^(?:which|what|who)\b(?P<does>[^,:]*?)\b{_FIRST}\b(?P<did>[^,:]*?){_OR}(?P<a>.+?),?\s+or\s+(?P<b>.+)$",
        rf"^(?:which|what|who)\b(?P<does>[^,:]*?)\bthe (?:first|earlier|later){_OR}(?P<a>.+?),?\s+or\s+(?P<b>.+)$",
        rf"^(?:which|what|who)\b(?P<does>[^,:]*?)\b{_FIRST}\b\s+(?!(?:by|in|at|on|with|from|to|for|about)\b)(?P<a>.+?),?\s+or\s+(?P<b>.+)$",
        rf"^in (?:what|which) order {_BE}\s+(?P<a>.+?),?\s+and\s+(?P<b>.+)$",
        rf"^how {_SPAN}\b.*?\bbetween\s+(?P<a>.+?),?\s+and\s+(?P<b>.+)$",
        rf"^how {_SPAN}\s+(?:after|before)\s+(?P<b>.+?),?\s+{_BE}\s+(?P<a>.+)$",
        rf"^how {_SPAN}\s+{_BE}\s+(?P<a>.+?)\s+(?:after|before)\s+(?P<b>.+)$",
        rf"^{_BE}\s+(?P<a>.+?),?\s+(?:before or after|after or before|before|after|earlier than|later than|prior to)\s+(?P<b>.+)$",
    )
)
_EMPTY = re.compile(
    r"\b(?:came?|happen(?:s|ed)?|t(?:ook|ake) place|occur(?:s|red)?|of (?:the|these) (?:two|following)|held|did|was|were|is|are|be)\b",
    re.IGNORECASE,
)
_COURTS = any_of("names.courts")
_LATER_VERB = (
    r"(?:\w+ed|met|sat|began|said|gave|took|left|came|went|heard|rose|fell|found|could|did|had|was|were|meets?|opens?|decides?|votes?"
    "|rules?)"
)
_LATER_EVENT = "(?:meeting|session|hearing|vote|election|trial|sitting|decision|ruling|building|room)s?"
# Who won a race, what was more than before, what somebody said before something that ..., who is before a judge, named after whom.
_NO_ORDER_OF_TIME = re.compile(
    r"\b(?:finish(?:es|ed)?|rank(?:s|ed)?|placed|won|wins?|winning|scored?|scores|scoring)\b.*\bfirst\b|^who came first"
    rf"|\bbefore\s+(?:(?:the|an?|his|her|its|their)\s+)?(?:\w+\s+)?(?:{_COURTS})\b(?!\s+(?:\w+\s+)?(?:{_LATER_VERB}|{_LATER_EVENT})\b)"
    r"|\b(?:look(?:s|ed|ing)?|ask(?:s|ed|ing)?|named?|names|called|runs?|ran|go|goes|went|takes?|took|sought|modell?ed|patterned)\s+after\b"
    r"|\b(?:more|less|fewer|better|worse|\w+er) .*\bthan (?:before|after)\b|\b(?:before|after)\b.* that\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(rf"\b(?:{any_of('small.personal', 'small.demonstratives')})\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|would|plans? to|to be|is to|are to|was to|from next|intends?|due(?!\s+to\b)"
    r"|due\s+to\s+(?:be|open|reopen|close|begin|start|resume|end|meet|vote|speak|address|visit|arrive|leave|return|take|go|come|run|appear)"
    r"|(?:is|are|was|were|been|being)\s+(?:\w+\s+)?(?:planned|scheduled|expected)|(?:planned|scheduled|expected)\s+(?:to|for|on|in|next))\b",
    re.IGNORECASE,
)
_END_OF = re.compile(r"\b(?:until|till|by|before|after|through|since|to)\s+(?:the\s+)?$", re.IGNORECASE)
_UP_TO = re.compile(r"\s*(?:to|until|till|through|–|-)\s", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:{saying('plain')}|according to [^.;]{{0,40}})\s*,?\s*(?:[a-z]+ ){{0,2}}(?:on|late|early|last)?\s*$",
    re.IGNORECASE,
)


class How(StrEnum):
    """Where the day of an event comes from, in the words that are shown."""

    ASKED = "named in the question"
    NAMED = "named in it"
    REPORTED = "report"
    FORETOLD = "report of what was to come"


@dataclass(frozen=True, slots=True)
class Dated:
    """An event of the question: the unit that tells of it and the days it is of; no unit where the question itself names the day."""

    words: str
    unit: Unit | None
    earliest: date | None
    latest: date | None
    how: How
    others: tuple[Dated, ...] = ()  # the same event by other passages, which name another day

    @property
    def is_report(self) -> bool:
        """Whether the day is that of the report, and not of the event by the passage's own words."""
        return self.how in (How.REPORTED, How.FORETOLD)

    def is_before(self, other: Dated) -> bool:
        """Whether every day that it may be of lies before every day of the other."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest


def events_of(asked: str) -> tuple[str, str] | None:
    """The two events of a question that asks for their order or the time between them; None for other questions."""
    asked = asked.strip(" ?.!")
    for form in _FORMS:
        if match := form.search(asked):
            parts = match.groupdict()
            if _NO_ORDER_OF_TIME.search(asked):
                return None
            shared = f"{parts.get('does') or ''} {parts.get('did') or ''}"
            pair = [" ".join(_EMPTY.sub(" ", f"{parts[name].strip(' ,;:')} {shared}").split()) for name in ("a", "b")]
            return (pair[0], pair[1]) if all(_names_something(event) for event in pair) else None
    return None


def dated(event: str, other: str, query: Query, retriever: Retriever, read: Read, latest: date | None) -> Dated | None:
    """The passage that tells of an event, and its day; None where no passage found is about it.

    `other` is the event it is compared with: a day beside the words of the other is not taken. `latest` is the last day of the archive,
    which a day without a year is nearest to.
    """
    if day := _day_alone(event, latest):
        return Dated(event, None, *day, How.ASKED)
    part = event_query(event, other, query)
    found = retriever.find(part)
    units = read(part, found)
    about = [unit for unit in units if unit.odds >= DAY_FROM * units[0].odds and _is_about(unit, event, found.wanted.weights)]
    own = {stem(word) for word in words(event) if not is_stop(word)} - stems(other)
    best = _first_named(event, about, own, ABOUT_EVENT) or _reported(event, about, own)
    named = [one for unit in about if (one := _first_named(event, [unit], own, PERHAPS))]
    return replace(best, others=tuple(one for one in named if one.earliest != best.earliest)) if best else None


def event_query(event: str, other: str, query: Query) -> Query:
    """What an event of a question is looked for by."""
    background = (*query.background, other) if other and _POINTS_BACK.search(event) else query.background
    return replace(query, asked=event, standalone=" ".join((*background, event)), background=background, parts=(), window=None)


def in_order(one: Dated, other: Dated) -> tuple[Dated, ...]:
    """The two events by date as far as it is known; with a passage that puts one of them elsewhere, where there is one, three."""
    first, second = (other, one) if other.is_before(one) else (one, other)
    against = [event for event in first.others if not event.is_before(second)]
    against += [event for event in second.others if not first.is_before(event)]
    return tuple(sorted((first, second, *against[:1]), key=lambda event: event.earliest or date.max)) if against else (first, second)


def order_words(told: Sequence[Dated], units: Sequence[Unit]) -> Remark:
    """The order of events, as `in_order` gives them, as one sentence of dates and of citation numbers: places in `units`, from 1.

    Says no more than the days allow: where they are unknown, the same, overlap or contradict each other, that they settle no order.
    """
    named = [_named(event, units) for event in told]
    one, other = told[:2]
    if len(told) > 2:
        return Remark.of("The passages found name different days, which do not settle the order: ", Remark.listed(named), ".")
    if one.unit is not None and one.unit == other.unit:
        named = [Remark.of("in ", 1, f", {_days(one)}"), Remark.of(_days(other))]
    if _is_same_day(one, other):
        return Remark.of("By these dates, both are of one day: ", Remark.listed(named), ".")
    if not one.is_before(other):
        return Remark.of("The dates do not settle the order: ", Remark.listed(named), ".")
    return Remark.of("By these dates, ", named[0], " comes before ", named[1], f"{_apart(one, other)}.")


def _is_same_day(one: Dated, other: Dated) -> bool:
    days = {one.earliest, one.latest, other.earliest, other.latest}
    return not one.is_report and not other.is_report and len(days) == 1 and None not in days


def _named(event: Dated, units: Sequence[Unit]) -> Remark:
    if event.unit is None:
        return Remark.of(_days(event))
    number = units.index(event.unit) + 1
    if event.how is How.NAMED:
        return Remark.of(number, f" ({_days(event)}, {event.how.value})")
    published = event.unit.article.published
    known = f"{span_words(published.earliest, published.latest)}, {published.basis.value}" if published.is_known else "date unknown"
    return Remark.of(number, f" ({event.how.value}, {known})")


def _days(event: Dated) -> str:
    return span_words(event.earliest, event.latest)


def _apart(one: Dated, other: Dated) -> str:
    """The days between two days that the passages name, in words; reports may follow what they tell by more or less."""
    if one.is_report or other.is_report or not one.earliest or not other.earliest:
        return ""
    days = (other.earliest - one.earliest).days
    return f", by {counted(days, 'day')}"


def _is_about(unit: Unit, event: str, weights: Mapping[str, float]) -> bool:
    """Whether a sentence, with its headline and speaker, tells of an event: two sentences may hold its words and tell of two things."""
    beside = stems(f"{unit.article.title} {unit.speaker or ''}")
    each = [stems(sentence.text) | beside for sentence in unit.sentences]
    return any(coverage(weights, held) >= ABOUT_EVENT and not is_about_others(f"That {event}", weights, held) for held in each)


def _first_named(event: str, about: Sequence[Unit], own: set[str], share: float) -> Dated | None:
    for unit in about:
        if named := _day_named(unit, event, own, share):
            return Dated(event, unit, named.earliest, named.latest, How.NAMED)
    return None


def _reported(event: str, about: Sequence[Unit], own: set[str]) -> Dated | None:
    """The first dated report of an event: it is nearest to it, later ones recall it. One of what is to come dates nothing."""
    foretelling = {unit.article.id for unit in about if _is_to_come(unit, own)}
    known = [unit for unit in about if unit.article.id not in foretelling and unit.article.published.is_known]
    if known:
        first = min(known, key=lambda unit: unit.article.published.earliest or date.max)
        return Dated(event, first, first.article.published.earliest, first.article.published.latest, How.REPORTED)
    if not about:
        return None
    return Dated(event, about[0], None, None, How.FORETOLD if about[0].article.id in foretelling else How.REPORTED)


def _day_alone(event: str, latest: date | None) -> tuple[date, date] | None:
    """The days that an event's words name, where they name nothing else: "12 January 2022"."""
    found = timex.find(event, latest)
    if len(found) != 1 or not found[0].earliest or not found[0].latest:
        return None
    rest = event[: found[0].start] + event[found[0].end :]
    return (found[0].earliest, found[0].latest) if not stems(rest) - {"on", "the", "of", "in"} else None


def _day_named(unit: Unit, event: str, own: set[str], share: float) -> Timex | None:
    """The day that a sentence about the event names nearest to the event's words, and that is no day of saying it."""
    wanted = {stem(word) for word in words(event) if not is_stop(word)}
    nearest: tuple[int, Timex] | None = None
    for expression in unit.days:
        start, end = expression.start, expression.end
        sentence = next((one for one in unit.sentences if one.start <= start and end <= one.end), None)
        # Counted from a day that is only about that of the article, "yesterday" is about a day.
        is_exact = unit.article.published.day is not None or expression.parts.year is not None
        is_day = is_exact and expression.earliest is not None and expression.earliest == expression.latest
        if sentence is None or not is_day or _is_another_s(unit, expression):
            continue
        if len(wanted & stems(sentence.text)) < share * len(wanted):
            continue
        places = [match.span() for match in re.finditer(r"[^\W_]+", sentence.text) if stem(match[0].casefold()) in own]
        gaps = [max(start - sentence.start - right, left - (end - sentence.start)) for left, right in places]
        if gaps and min(gaps) <= BESIDE and (nearest is None or min(gaps) < nearest[0]):
            nearest = min(gaps), expression
    return nearest[1] if nearest else None


def _is_another_s(unit: Unit, expression: Timex) -> bool:
    """Whether a day is that of a dateline, of somebody's saying it, or an end of a longer time."""
    start, end = expression.start, expression.end
    before, after = unit.article.slice(unit.start, start), unit.article.slice(end, unit.end)
    states = [(one.start, one.end) for one in unit.article.published.evidence if one.start is not None and one.end is not None]
    is_stated = unit.article.published.basis is Basis.STATED
    in_dateline = is_stated and any(left < end and start < right for left, right in states)
    return in_dateline or bool(_SAID.search(before) or _END_OF.search(before) or _UP_TO.match(after))


def _is_to_come(unit: Unit, own: set[str]) -> bool:
    """Whether the sentences about an event speak of it as still to come."""
    return any(speaks_of_the_future(sentence.text) for sentence in unit.sentences if own & stems(sentence.text))


def speaks_of_the_future(sentence: str) -> bool:
    """Whether a sentence tells of what is still to come; "the first scheduled ferry" and "due to frost" do not."""
    return _TO_COME.search(sentence) is not None


def _names_something(event: str) -> bool:
    return any(not is_stop(word) for word in words(event))


def cited(events: Sequence[Dated]) -> list[Unit]:
    """The units that carry the events, each once, in order."""
    return list(dict.fromkeys(event.unit for event in events if event.unit))
