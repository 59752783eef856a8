"""Statements in order of date: the stages of a course of events, and figures that differ from day to day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from assistant.retrieval.candidates import Candidate, opened
from assistant.retrieval.retriever import Retriever
from assistant.selection.choosing import WORTH, choose
from assistant.selection.units import READ, Read, Unit, unit_of
from assistant.types import Query, Remark
from assistant.words.answer_types import Kind, asked_for
from assistant.words.figures import PEOPLE, TOLL, asked_noun
from assistant.words.naming import is_about_others
from assistant.words.terms import content_words, coverage, stem, stems, words
from index.timex.calendar import MONTH, WEEKDAY
from index.types import Dating
from index.wording import counted
from index.words.lists import any_of

MOST_STAGES = 4
"""Statements that an answer holds at most; a course of events takes them all."""
ABOUT_SUBJECT = 0.4
"""Share, by weight, of the words of the subject that a stage and its headline hold; set by eye on twenty courses over two archives."""
SAME_COUNT = 0.75
"""Share of the question's words that the best unit holds from which another figure is taken to be of the same thing."""
SAME_ODDS = 0.003
"""The same for the share of the best unit's odds."""
SAME_TOLL = 0.001
"""The same for the odds where deaths are counted: "killed", "died" and "toll" share no words, but each names the count."""
_GO, _GONE, _GOING = any_of("change.base"), any_of("change.participle"), any_of("change.going")
_ON = rf"(?=\W*$|[,;]|\s(?:{any_of('course.on')})\b)"
"""What may follow the verb of a course: "how did the storm change the road" asks for something else."""
_TIMES = "days|weeks|months|years"
_WHEN = (
    rf"(?:\d|{MONTH}|{WEEKDAY}|christmas|easter|spring|summer|autumn|winter"
    rf"|{any_of('calendar.near_days', 'calendar.periods', 'calendar.parts_of_days', 'news.events')})\b"
)
"""A time, or an event that stands for one: "from Tarnmouth to Oskerby" is none."""
_COURSE = re.compile(
    r"\b(?:timelines?|chronolog\w+|(?:course|sequence|chain|order) of (?:the )?events|step by step|day by day|week by week"
    r"|(?:^|(?:what (?:is|was)|give(?: me)?|tell(?: me)?|show(?: me)?) )the history of"
    rf"|how (?:did|does|do|will)\b.{{3,80}}\b(?:{_GO})\b{_ON}"
    rf"|how (?:has|have|had)\b.{{3,80}}\b(?:{_GONE}|been (?:{_GOING}))\b{_ON}|how (?:is|are|was|were)\b.{{3,80}}\b(?:{_GOING})\b{_ON}"
    rf"|what (?:has |had )?(?:happened|came|followed)(?: next| then| in the (?:\w+ )?(?:{_TIMES}))?"
    r" (?:before|after|following|leading up to)"
    r"|what (?:has |had )?(?:happened|went on)\b.*\b"
    rf"(?:since|between\b(?:(?!\band\b).)*\b{_WHEN}.*\band|from\b(?:(?!\bto\b).)*\b{_WHEN}.*\b(?:to|until)|(?:over|during|throughout)\b.+\b(?:{_TIMES}))\b"
    rf"|over (?:the (?:\w+ ){{0,2}}(?:{_TIMES})|time))\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:timelines?|chronolog\w+|history|(?:course|sequence|chain|order) of (?:the )?events|(?:step|day|week) by (?:step|day|week)"
    rf"|happened|came|followed|went on|leading up|over (?:the (?:\w+ ){{0,2}}(?:{_TIMES})|time)"
    rf"|{any_of('change')}|how|what|give|show|tell)\b",
    re.IGNORECASE,
)
_COUNTS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.SHARE})


def asks_for_course(asked: str) -> bool:
    """Whether a question is about a course of events: how something developed, a timeline, what happened over weeks."""
    return _COURSE.search(asked) is not None


def course(query: Query, retriever: Retriever, read: Read) -> tuple[list[Unit], int]:
    """The stages of a course of events, one for each day of report, oldest first, and how many undated articles tell of it as well.

    No stages where fewer than two days tell of it.

    It is looked for by what the question is about, without the words that ask for its course: no report says that a storm "unfolded".
    """
    subject = subject_of(query)
    found = retriever.find(subject)
    days: dict[tuple[date, date], Candidate] = {}
    for candidate in found.candidates:
        if span := _span(candidate.card.published):
            days.setdefault(span, candidate)
    units = read(subject, replace(found, candidates=tuple(opened(list(days.values())[:READ]))))
    weights = found.wanted.weights

    def is_about(unit: Unit) -> bool:
        return coverage(weights, _held(unit)) >= ABOUT_SUBJECT and not is_about_others(subject.asked, weights, _held(unit))

    # Whether a unit answers is not asked here; the days come in the order of the passages, by what these are about.
    told = {candidate.card.id: place for place, candidate in enumerate(found.candidates)}
    about = sorted(_one_a_day([unit for unit in units if is_about(unit)]), key=lambda unit: told[unit.passage.id])
    stages = choose(about, MOST_STAGES, 0.0)
    # A story's first sentence says what was new that day, better than the one nearest to the words of the question.
    of_stages = {unit.article.id for unit in stages}
    begin = opened([one for one in found.candidates if one.card.ordinal == 0 and one.card.article_id in of_stages])
    first = {one.article.id: unit_of(one) for one in begin}
    leads = [first.get(unit.article.id, unit) for unit in stages]
    others = [one for one in found.candidates[:READ] if _span(one.card.published) is None]
    undated = {one.article.id for one in others if is_about(unit_of(one))}
    return in_order([lead if is_about(lead) else unit for unit, lead in zip(stages, leads, strict=True)]), len(undated)


def subject_of(query: Query) -> Query:
    """What a course of events is looked for by: the question without the words that ask for a course."""
    said = query.window.from_words if query.window and query.window.from_words else ""
    rest = _ASKING.sub(" ", query.asked.replace(said, " ") if said else query.asked)
    subject = " ".join(rest.split()) if words(rest) else query.asked
    return replace(query, asked=subject, standalone=" ".join((*query.background, subject)))


def differing(query: Query, units: Sequence[Unit]) -> list[Unit]:
    """The statements that give different figures of the asked thing on different days, oldest first; none where the figures agree.

    The same thing: what is counted has the same name, and the sentences hold about as much of the question as the best one does.
    """
    counts = _COUNTS & set(asked_for(query.asked)) or "toll" in words(query.asked)
    if not units or not counts:
        return []
    deaths = TOLL.search(query.asked) is not None
    least = SAME_TOLL if deaths else SAME_ODDS
    fitting = [unit for unit in units if not deaths or TOLL.search(unit.text)]
    if not fitting or fitting[0].odds < SAME_ODDS * units[0].odds:
        return []
    best = fitting[0]
    asked = {stem(word) for word in content_words(TOLL.sub(" ", query.asked))}
    nouns = {figure.noun for figure in best.figures if figure.noun and not figure.is_ordinal}
    noun = asked_noun(query.asked) or (nouns.pop() if len(nouns) == 1 else "")
    same = [unit for unit in fitting if unit.odds >= least * best.odds and _holds_as_much(unit, best, asked) and _values(unit, noun)]
    given: list[tuple[Unit, set[tuple[float, float]]]] = []
    for unit in (days := _one_a_day(same)):
        values = _values(unit, noun)
        if all(values.isdisjoint(others) for _, others in given):
            given.append((unit, values))
    if not given or given[0][0] != best:
        return []
    alike = [(unit, [other for other in days if _values(other, noun) == values]) for unit, values in given[:MOST_STAGES]]
    return in_order([_first_to_say(unit, others) for unit, others in alike])


def _first_to_say(unit: Unit, alike: Sequence[Unit]) -> Unit:
    """The earliest of the units that give the same figure and are worth showing beside the likeliest."""
    return min((other for other in alike if other.probability >= WORTH * unit.probability), key=_days, default=unit)


def _holds_as_much(unit: Unit, best: Unit, asked: set[str]) -> bool:
    return len(asked & _held(unit)) >= SAME_COUNT * len(asked & _held(best))


def _values(unit: Unit, noun: str) -> set[tuple[float, float]]:
    """The values that a unit gives for a noun: those beside it, else those beside none ("the toll rose to four") where it speaks of it."""
    counts = [figure for figure in unit.figures if not figure.is_ordinal]
    speaks = noun in ("", PEOPLE) or noun in stems(unit.text)
    beside = [figure for figure in counts if figure.noun == noun] or [figure for figure in counts if speaks and not figure.noun]
    return {(figure.low, figure.high) for figure in beside}


def in_order(units: Sequence[Unit]) -> list[Unit]:
    """Dated units by day of report, oldest first; none where there is only one day."""
    dated = sorted(units, key=lambda unit: (_days(unit), unit.article.file, unit.start))
    return dated if len({_days(unit) for unit in dated}) > 1 else []


def order_note(units: Sequence[Unit], undated: int = 0) -> Remark:
    """That statements are in order of date, which of them may stand the other way round, and how many undated articles have no place."""
    unsure = [
        Remark.of(number, " and ", number + 1) for number, (one, other) in enumerate(pairwise(units), 1) if _days(one)[1] >= _days(other)[0]
    ]
    but = ("; the dates do not settle the order of ", Remark.listed(unsure)) if unsure else ()
    left_out = f" Undated, and so left out: {counted(undated, 'article')}." if undated else ""
    return Remark.of("In date order, by the days of the reports", *but, f".{left_out}")


def _held(unit: Unit) -> set[str]:
    return stems(f"{unit.text} {unit.article.title}")


def _one_a_day(units: Sequence[Unit]) -> list[Unit]:
    """The best unit of each day of report, best first; undated articles have no place in an order."""
    best: dict[tuple[date, date], Unit] = {}
    for unit in units:
        if span := _span(unit.article.published):
            best.setdefault(span, unit)
    return list(best.values())


def _span(published: Dating) -> tuple[date, date] | None:
    return (published.earliest, published.latest) if published.earliest and published.latest else None


def _days(unit: Unit) -> tuple[date, date]:
    return _span(unit.article.published) or (date.max, date.max)
