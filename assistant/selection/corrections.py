"""Figures that a later article sets aside: "14 people and not 12", "95 jobs instead of the 140": who quotes the old one is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.retrieval.candidates import Candidate, Found, opened
from assistant.selection.choosing import repeats
from assistant.selection.remarks import correction_words
from assistant.selection.units import Unit
from assistant.types import Remark
from assistant.words.answer_types import Kind, asked_for
from assistant.words.figures import figures
from assistant.words.terms import content_words, is_stop, stem
from index.prose.numbers import PERCENTAGE, Figure
from index.types import Sentence

LOOKED_AT = 16
"""Passages found among which a correction is looked for: it often says little else of the matter."""
ALIKE = 2
"""Words that the passage which corrects shares with the words quoted, beside figures: both tell of one thing."""
SMALL = 10
"""A number below it that counts nothing by its own words is the same as another by chance."""
_COUNTS = frozenset((Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.LENGTH, Kind.WEIGHT, Kind.DURATION, Kind.SCORE))
_BEFORE_IT = (
    r"(?:\b(?:and|but)\s+not|,\s+not|\binstead\s+of|\brather\s+than|\b(?:estimate|forecast|figure|count|toll)\b[^.;]{0,60}\bfrom"
    r"|\bcorrect(?:ed|ing|s)\s[^.;]{0,40}\bof|\b(?:earlier|first|previous|initial|original|preliminary)\s+"
    r"(?:figure|number|estimate|count|toll|report|sum)s?\s+of)"
    r"(?:\s+(?:to|at|for|by))?(?:\s+(?:the|an?|its|their|those))?(?:\s+(?:earlier|first|previous|initial|original))?\s*"
)
_SET_ASIDE, _MAY_SET_ASIDE = (re.compile(_BEFORE_IT + end, re.IGNORECASE) for end in ("$", ""))


@dataclass(frozen=True, slots=True)
class SetAside:
    """A unit of a later article that sets a figure aside, in the words of `figure`, which one of those shown gives: by its place."""

    place: int
    figure: str
    unit: Unit


def with_correction(asked: str, shown: tuple[Unit, ...], found: Found) -> tuple[tuple[Unit, ...], tuple[Remark, ...]]:
    """The units of an answer with what sets one of their figures aside, and the remark that it does; as they are where nothing does."""
    told = correction(asked, shown, found)
    if told is None:
        return shown, ()
    there = next((number for number, one in enumerate(shown, 1) if repeats(one, told.unit)), 0)
    units = shown if there else (*shown, told.unit)
    return units, (correction_words(there or len(units), told.figure, told.place + 1),)


def correction(asked: str, shown: Sequence[Unit], found: Found) -> SetAside | None:
    """What sets aside a figure of the units shown, to a question for a count or an amount, or one that gives one; None for nothing."""
    if not shown or not (_COUNTS.intersection(asked_for(asked)) or figures(asked)):
        return None
    candidates = [one for one in opened(found.candidates[:LOOKED_AT]) if _MAY_SET_ASIDE.search(one.passage.text)]
    for place, one in enumerate(shown):
        of_the_same = [other for other in candidates if _is_later(one, other) and _is_of_the_same(one, other)]
        for figure in one.figures:
            if figure.is_ordinal or figure.low != figure.high:
                continue
            if sentence := next(_setting_aside(figure, of_the_same), None):
                return SetAside(place, one.article.slice(figure.start, figure.end), _unit(*sentence, one.probability))
    return None


def _setting_aside(figure: Figure, candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Sentence]]:
    for candidate in candidates:
        for sentence in candidate.sentences:
            text = candidate.article.slice(sentence.start, sentence.end)
            if _MAY_SET_ASIDE.search(text) and _sets_aside(sentence, candidate, figure):
                yield candidate, sentence


def _unit(candidate: Candidate, sentence: Sentence, probability: float) -> Unit:
    speaker = candidate.reading.speaker(sentence.ordinal)
    return Unit(candidate.article, candidate.passage, candidate.reading, (sentence,), speaker, probability)


def _is_of_the_same(one: Unit, other: Candidate) -> bool:
    """Whether a passage shares words with the words quoted, or their headline."""
    told = _terms(f"{other.passage.text} {other.article.title}")
    return len(_terms(f"{one.text} {one.article.title}") & told) >= ALIKE


def _is_later(one: Unit, other: Candidate) -> bool:
    """Whether an article is another one, and not known to be older."""
    first, then = one.article.published.latest, other.article.published.earliest
    return one.article.id != other.article.id and (first is None or then is None or then >= first)


def _sets_aside(sentence: Sentence, candidate: Candidate, figure: Figure) -> bool:
    """Whether a sentence says another figure of the same kind in the place of a figure."""
    counts = [one for one in candidate.reading.figures_in(sentence.start, sentence.end) if not one.is_ordinal]
    return any(
        _is_same(old, figure)
        and _SET_ASIDE.search(candidate.article.slice(sentence.start, old.start)) is not None
        and any((one.low, one.high) != (old.low, old.high) and (one.noun == PERCENTAGE) == (old.noun == PERCENTAGE) for one in counts)
        for old in counts
    )


def _is_same(one: Figure, other: Figure) -> bool:
    is_so_by_chance = one.low < SMALL and not (one.noun and other.noun)
    return (
        (one.low, one.high) == (other.low, other.high)
        and not is_so_by_chance
        and (one.noun == other.noun or not one.noun or not other.noun)
    )


def _terms(text: str) -> set[str]:
    return {stem(word) for word in content_words(text) if not is_stop(word) and not word[0].isdigit()}
