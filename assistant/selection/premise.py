"""What a question takes for granted and the archive tells otherwise: "17 submarines" where the passages found say three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.retrieval.candidates import Found
from assistant.selection.units import READ, Unit
from assistant.types import Query
from assistant.words.amounts import numbers
from assistant.words.figures import figures
from assistant.words.naming import is_about_others
from assistant.words.terms import coverage, stem, stems, words
from index.prose.numbers import PERCENTAGE, Figure
from index.words.lists import any_of

SAME_MATTER = 0.45
"""Share, by weight, of the question's other words that a passage holds from which its figure is held against the question's.

With it, 21 of 24 wrong figures put into questions on two archives are met by the right one, and nothing is held against any of 316
known questions of three archives and 36 more that repeat a figure rightly.
"""
FIGURE_FROM = 0.05
"""Share of the best unit's odds that such a passage reaches."""
_ASKED = re.compile(r"\b(?:which|what|the other|another|first|last|next|top)\s+$", re.IGNORECASE)
_TRUE = re.compile(r"^\s*(?:is|was) it (?:true|correct|right|a fact) that\s+", re.IGNORECASE)


_ASKS = re.compile(
    rf"\W*(?:(?:and|but|so)\s+)?(?:(?:{any_of('asked.prepositions')})\s+)?(?:{any_of('small.question_words')})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Words of the question, and the words of a unit that give another figure for the same thing."""

    asked: str
    unit: Unit
    told: str


def is_to_be_checked(asked: str) -> bool:
    """Whether a text asks for nothing but whether something is so ("is this right: ...", "did 90 boats sink?"), so that another figure of
    the same thing answers it. In seven suites of such, of sixteen that come so far, all are answered by it."""
    return _ASKS.match(asked) is None


def contradiction(query: Query, found: Found, units: Sequence[Unit]) -> Contradiction | None:
    """The first figure of the question that the passages found do not hold, where one of them holds another for the same thing.

    The two may still speak of different things: both are to be shown in their own words, for the reader to judge.
    """
    asked = _TRUE.sub("", query.asked)
    for figure in figures(asked):
        # A share may be one of anything: "7%" beside "90%" contradicts nothing by itself.
        if (
            figure.noun not in ("", PERCENTAGE)
            and not _ASKED.search(asked[: figure.start])
            and (told := _told(asked, figure, found, units))
        ):
            return Contradiction(asked[figure.start : figure.end], *told)
    return None


def _told(asked: str, figure: Figure, found: Found, units: Sequence[Unit]) -> tuple[Unit, str] | None:
    read = [one.reading.figures_in(one.passage.start, one.passage.end) for one in found.candidates[:READ]]
    if any(other.counts_same(figure) and other.agrees(figure) for counts in read for other in counts):
        return None
    numerals = {stem(word) for word in words(asked) if numbers(word)}
    rest = {term: weight for term, weight in found.wanted.weights.items() if term not in numerals}
    told: list[tuple[float, Unit, str]] = []
    for unit in units:
        if unit.odds < FIGURE_FROM * units[0].odds:
            break
        held = stems(unit.passage.text) | stems(unit.article.title) | stems(unit.speaker or "")
        if is_about_others(asked, rest, held) or coverage(rest, held) < SAME_MATTER:
            continue
        others = [count for count in unit.figures if count.counts_same(figure)]
        # "95 jobs instead of the 140": a number that counts nothing by its own words may count the same.
        if others and not any(count.agrees(figure) and count.noun in ("", figure.noun) for count in unit.figures):
            told.append((coverage(rest, stems(unit.text)), unit, unit.article.slice(others[0].start, others[0].end)))
    # The one that says most of the question's other words itself, the likeliest of several.
    return max(told, key=lambda one: one[0])[1:] if told else None
