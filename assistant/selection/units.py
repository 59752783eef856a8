"""The sentences that answer: one or two whole neighbouring sentences, chosen, attributed and never rewritten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations as pairs
from itertools import product

from assistant.retrieval.candidates import Candidate, Found, Wanted
from assistant.types import Query
from assistant.words.answer_types import Kind, Known, asked_for, candidates, is_date, offers
from assistant.words.figures import PEOPLE, asked_noun
from assistant.words.terms import coverage, stems, words
from index.prose.numbers import Figure
from index.prose.reading import Reading
from index.timex import Timex
from index.types import Article, Passage, Sentence
from index.words.lists import BASE, PAST, THIRD, any_of, saying

READ = 8
"""Passages whose sentences are read: evidence beyond them is rare, and each brings six more sentences to be misled by."""
PASSAGE_WEIGHT, COSINE_WEIGHT, COVERAGE_WEIGHT, CONTEXT_WEIGHT, TYPE_WEIGHT, LENGTH_WEIGHT = 0.5, 1.5, 0.75, 1.0, 0.3, -0.1
"""Swept one by one and in pairs on 168 known questions of two archives; halving or doubling one moves the share of right answers by 0.05 at
most. Cosine and coverage pull against each other (paraphrases want the first, names the second): don't tune one alone."""
SPEAKER_WEIGHT = 0.3
"""What it counts when the one whose words are asked for is the one who speaks."""
_ASKS_WORDS = re.compile(
    rf"\b(?:{saying('any', forms=(BASE, THIRD, PAST))}|{any_of('saying.nouns', 'saying.asked_for')}|according to)\b", re.IGNORECASE
)
_BARE_ADDRESS = re.compile(r"\W*(?:\w+:\s*)?(?:https?://|www\.)\S+\W*", re.IGNORECASE)
KEEP = 0.85
"""A further statement must reach this share of the best one's score: 1.7 statements an answer, 7 of 10 on the evidence."""
PART = 0.75
"""What a part's statement must reach of its best one's score, where that one answers another part."""
SECOND = 0.9
"""The same for the second statement to one part of a compound question."""
UNITS_TRIED = 8
"""Units of each part that are tried together; four parts make 4,096 combinations."""
SAME_WORDS = 0.6
"""Share of common stems from which two statements say the same."""
MAX_QUOTE = 600
"""Characters of a statement; two sentences longer than that are quoted as one."""
MAX_HIGHLIGHTS = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """One or two neighbouring sentences that may answer, with the figures that rank them."""

    article: Article
    passage: Passage
    reading: Reading  # of the article
    sentences: tuple[Sentence, ...]
    speaker: str | None
    cosine: float
    coverage: float
    offers: float  # share of the asked kinds that it offers; 0.5 when nothing in particular is asked for
    score: float

    @property
    def start(self) -> int:
        """Where the quotation begins (document offset)."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.sentences[-1].end

    @property
    def text(self) -> str:
        """The words, cut from the article."""
        return self.article.slice(self.start, self.end)

    @property
    def days(self) -> tuple[Timex, ...]:
        """The time expressions in it (document offsets), with the days that they mean."""
        return self.reading.days_in(self.start, self.end)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The counts in it (document offsets)."""
        return self.reading.figures_in(self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks for, read once for all its units."""

    text: str
    kinds: tuple[Kind, ...]
    noun: str  # what is to be counted, as a stem; "" for people and for nothing in particular
    said_by: frozenset[str]  # the words of a question that asks for somebody's words: one of them names that somebody

    @classmethod
    def of(cls, asked: str) -> _Asked:
        noun = asked_noun(asked)
        said_by = frozenset(words(asked)) if _ASKS_WORDS.search(asked) else frozenset()
        return cls(asked, asked_for(asked), "" if noun == PEOPLE else noun, said_by)


def read(query: Query, found: Found) -> list[Unit]:
    """All candidate units of the best passages, best first."""
    asked = _Asked.of(query.asked)
    best: dict[tuple[str, int, int], Unit] = {}
    for candidate in found.candidates[:READ]:
        for first, last in _runs(candidate.sentences):
            unit = _unit(candidate, first, last, found.wanted, asked)
            key = (unit.article.id, unit.start, unit.end)
            if key not in best or best[key].score < unit.score:
                best[key] = unit
    return sorted(best.values(), key=lambda unit: (-unit.score, unit.article.file, unit.start))


def unit_of(candidate: Candidate) -> Unit:
    """The first sentence of a passage, as the outlet's own words."""
    exhibit, cosine = candidate.exhibit, float(candidate.cosines[0])
    return Unit(exhibit.article, exhibit.passage, exhibit.reading, exhibit.sentences[:1], None, cosine, 0.0, 0.5, candidate.score)


def choose(units: Sequence[Unit], limit: int, keep: float = KEEP) -> list[Unit]:
    """The best units that neither overlap nor repeat each other, at most `limit`, each reaching `keep` of the best one's score."""
    chosen: list[Unit] = []
    for unit in units:
        if len(chosen) == limit or (chosen and unit.score < keep * chosen[0].score):
            break
        if not any(_repeats(unit, other) for other in chosen):
            chosen.append(unit)
    return chosen


def choose_for_parts(lists: Sequence[Sequence[Unit]], limit: int) -> list[Unit]:
    """For a compound question: a different unit for each part, in the order asked, then second ones that are nearly as good.

    The units are chosen together, for the highest sum of their scores: the sentence that is best for two parts goes to the one that has
    no other. A part whose best unit left over falls short of `PART` of its best gets none: the sentence of another part answers it.
    """
    lists = [units[:UNITS_TRIED] for units in lists[:limit] if units]
    clashing = _clashes(lists)
    apart = (
        [units[place] for units, place in zip(lists, places, strict=True)]
        for places in product(*(range(len(units)) for units in lists))
        if not any(two in clashing for two in pairs(enumerate(places), 2))
    )
    together = max(apart, key=lambda combination: sum(unit.score for unit in combination), default=[])
    if not together:
        return list(choose(lists[0], 1)) if lists else []
    chosen = [unit for unit, units in zip(together, lists, strict=True) if unit.score >= PART * units[0].score]
    for units in lists:
        second = next((unit for unit in units if not any(_repeats(unit, other) for other in chosen)), None)
        if second and len(chosen) < limit and second.score >= SECOND * units[0].score:
            chosen.append(second)
    return chosen


def _clashes(lists: Sequence[Sequence[Unit]]) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Which two units of different lists repeat each other, each as (list, place); found once, for they meet in many combinations."""
    return {
        ((one, i), (other, j))
        for (one, units), (other, others) in pairs(enumerate(lists), 2)
        for (i, unit), (j, another) in product(enumerate(units), enumerate(others))
        if _repeats(unit, another)
    }


def highlights(unit: Unit, question: str) -> tuple[tuple[int, int], ...]:
    """The answering words inside a unit (document offsets): what is of the asked kind and does not stand in the question."""
    spans: list[tuple[int, int]] = []
    for kind in asked_for(question):
        for start, end in candidates(unit.text, kind, question, _known(unit.start, unit.days, unit.figures)):
            span = (unit.start + start, unit.start + end)
            if not any(span[0] < right and left < span[1] for left, right in spans):
                spans.append(span)
    return tuple(sorted(spans)[:MAX_HIGHLIGHTS])


def _runs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Index ranges of one sentence, and of two neighbours where they are short enough to be quoted together."""
    runs = []
    for first, sentence in enumerate(sentences):
        if _BARE_ADDRESS.fullmatch(sentence.text):
            continue
        runs.append((first, first + 1))
        if first + 1 < len(sentences) and sentences[first + 1].end - sentence.start <= MAX_QUOTE:
            runs.append((first, first + 2))
    return runs


def _unit(candidate: Candidate, first: int, last: int, wanted: Wanted, asked: _Asked) -> Unit:
    sentences = candidate.sentences[first:last]
    article = candidate.article
    reading = candidate.reading
    start, end = sentences[0].start, sentences[-1].end
    text = article.slice(start, end)
    voices = {reading.speaker(sentence.ordinal) for sentence in sentences}
    # Two sentences of different speakers, or of a speaker and the outlet, are nobody's words together.
    speaker = next(iter(voices)) if len(voices) == 1 else None
    named = " ".join(voice for voice in voices if voice)
    held = stems(text)
    own = coverage(wanted.weights, held)
    # "Who said" is answered by the lead-in as much as by the sentence: its speaker and the headline count as context.
    context = coverage(wanted.weights, held | stems(article.title) | stems(named))
    figures = reading.figures_in(start, end)
    offered = _offered(text, asked, 1.0 if speaker else 0.5 if named else 0.0, figures, _known(start, reading.days_in(start, end), figures))
    cosine = float(candidate.cosines[first:last].max())
    score = (
        PASSAGE_WEIGHT * candidate.score
        + COSINE_WEIGHT * cosine
        + COVERAGE_WEIGHT * own
        + CONTEXT_WEIGHT * context
        + TYPE_WEIGHT * offered
        + LENGTH_WEIGHT * len(text) / 500
        + SPEAKER_WEIGHT * _speaks(speaker, asked)
    )
    return Unit(article, candidate.passage, reading, tuple(sentences), speaker, cosine, own, offered, score)


def _speaks(speaker: str | None, asked: _Asked) -> bool:
    """Whether the question asks what somebody says, and this is what that person says."""
    return not asked.said_by.isdisjoint(words(speaker or "")[-1:])


def _offered(text: str, asked: _Asked, spoken: float, figures: Sequence[Figure], known: Known) -> float:
    if not asked.kinds:
        return 0.5
    # Somebody's words name a person; one voice alone says more plainly who it is.
    given = {kind: float(offers(text, kind, asked.text, known)) for kind in asked.kinds}
    if Kind.PERSON in given:
        given[Kind.PERSON] = max(spoken, 0.5 * given[Kind.PERSON])
    if asked.noun and given.get(Kind.NUMBER) and asked.noun not in {figure.noun for figure in figures}:
        given[Kind.NUMBER] = 0.5
    return sum(given.values()) / len(given)


def _known(start: int, days: Sequence[Timex], figures: Sequence[Figure]) -> Known:
    """What the reading says of a unit that begins at `start`, by the kind of answer that it is."""
    return {
        Kind.DATE: [(day.start - start, day.end - start) for day in days if is_date(day)],
        Kind.NUMBER: [(figure.start - start, figure.end - start) for figure in figures],
    }


def _repeats(one: Unit, other: Unit) -> bool:
    """Whether two units share words of the same article, or say the same in other articles."""
    if one.article.id == other.article.id and one.start < other.end and other.start < one.end:
        return True
    left, right = stems(one.text), stems(other.text)
    # A later story with another figure says another thing, however alike the words are.
    same_figures = _figures(left) == _figures(right)
    return same_figures and len(left & right) > SAME_WORDS * min(len(left), len(right))


def _figures(held: set[str]) -> set[str]:
    return {term for term in held if term[0].isdigit()}
