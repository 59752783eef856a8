"""The sentences that may answer: one or two whole neighbouring sentences, attributed and never rewritten, each with its probability."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.retrieval.candidates import Candidate, Found
from assistant.selection.asked import Asked, known
from assistant.selection.features import Features
from assistant.selection.probability import Learnt
from assistant.selection.runs import Run
from assistant.types import Query
from assistant.words.answer_types import asked_for, candidates
from index.prose.numbers import Figure
from index.prose.reading import Reading
from index.timex import Timex
from index.types import Article, Passage, Sentence

READ = 8
"""Passages whose sentences are read: evidence beyond them is rare, and each brings six more sentences to be misled by."""
MAX_QUOTE = 600
"""Characters of a statement; two sentences longer than that are quoted as one."""
ALONE = 0.2
"""Share of the odds of two sentences of different voices from which one of them is quoted alone: with a third, speakers are lost (on six
suites of 0.50 to 0.83 for 0.64 to 0.88), with a tenth, answers."""
MAX_HIGHLIGHTS = 4
_BARE_ADDRESS = re.compile(r"\W*(?:\w+:\s*)?(?:https?://|www\.)\S+\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """One or two neighbouring sentences, with the probability that they answer the question."""

    article: Article
    passage: Passage
    reading: Reading  # of the article
    sentences: tuple[Sentence, ...]
    speaker: str | None
    probability: float
    matter: float = 1.0  # nearness in meaning to the question without its names; 1 where that is not known

    @property
    def odds(self) -> float:
        """The odds that they answer: what tells two unlikely units apart as well as two likely ones."""
        return self.probability / max(1.0 - self.probability, 1e-9)

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


Read = Callable[[Query, Found], list[Unit]]
"""`read` with the weights of an archive."""


def read(query: Query, found: Found, weights: Learnt) -> list[Unit]:
    """All candidate units of the best passages, the likeliest first."""
    asked = Asked.of(query.asked)
    drafts = drafts_of(found, asked)
    if not drafts:
        return []
    likely = weights.probabilities(Features(query, found, asked, drafts).matrix())
    units = [_unit(draft, float(probability)) for draft, probability in zip(drafts, likely, strict=True)]
    return in_order(_of_one_voice(drafts, units))


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """The likeliest first."""
    return sorted(units, key=lambda unit: (-unit.probability, unit.article.file, unit.start))


def _of_one_voice(drafts: Sequence[Run], units: Sequence[Unit]) -> list[Unit]:
    """The units without those of two voices of which one sentence alone is nearly as likely: together they are nobody's words.

    The sentence that stands for the two takes their probability over: the fit makes rivals of them for one answer.
    """
    place = {(unit.article.id, unit.start, unit.end): number for number, unit in enumerate(units)}
    kept = list(units)
    dropped = set()
    for number, (draft, unit) in enumerate(zip(drafts, units, strict=True)):
        if draft.speaker or not draft.voices:
            continue
        alone = [place[key] for one in draft.sentences if (key := (draft.candidate.article.id, one.start, one.end)) in place]
        best = max(alone, key=lambda one: units[one].odds, default=None)
        if best is not None and best != number and units[best].odds >= ALONE * unit.odds:
            dropped.add(number)
            kept[best] = replace(kept[best], probability=max(kept[best].probability, unit.probability))
    return [unit for number, unit in enumerate(kept) if number not in dropped]


def drafts_of(found: Found, asked: Asked) -> list[Run]:
    """The runs of sentences of the best passages, each once, in the best passage that holds it."""
    drafts: dict[tuple[str, int, int], Run] = {}
    for candidate in found.candidates[:READ]:
        for first, last in _runs(candidate.sentences):
            key = (candidate.article.id, candidate.sentences[first].start, candidate.sentences[last - 1].end)
            if key not in drafts:
                drafts[key] = _draft(candidate, first, last, asked)
    return list(drafts.values())


def unit_of(candidate: Candidate) -> Unit:
    """The first sentence of a passage, as the outlet's own words; nothing is said of what it answers."""
    exhibit = candidate.exhibit
    return Unit(exhibit.article, exhibit.passage, exhibit.reading, exhibit.sentences[:1], None, 0.0)


def highlights(unit: Unit, question: str) -> tuple[tuple[int, int], ...]:
    """The answering words inside a unit (document offsets): what is of the asked kind and does not stand in the question."""
    spans: list[tuple[int, int]] = []
    for kind in asked_for(question):
        for start, end in candidates(unit.text, kind, question, known(unit.start, unit.days, unit.figures)):
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


def _draft(candidate: Candidate, first: int, last: int, asked: Asked) -> Run:
    sentences, reading = candidate.sentences[first:last], candidate.reading
    start, end = sentences[0].start, sentences[-1].end
    voices = {reading.speaker(sentence.ordinal) for sentence in sentences}
    # Two sentences of different speakers, or of a speaker and the outlet, are nobody's words together.
    speaker = next(iter(voices)) if len(voices) == 1 else None
    named = " ".join(sorted(voice for voice in voices if voice))
    spoken = 1.0 if speaker else 0.5 if named else 0.0
    figures = reading.figures_in(start, end)
    given = asked.given(candidate.article.slice(start, end), known(start, reading.days_in(start, end), figures))
    spans = tuple(dict.fromkeys(span for found in given.values() for span in found))
    return Run(candidate, first, last, speaker, named, asked.offered(given, spoken, figures), spans)


def _unit(draft: Run, probability: float) -> Unit:
    exhibit = draft.candidate.exhibit
    matter = draft.matter if draft.candidate.of_matter is not None else 1.0
    return Unit(exhibit.article, exhibit.passage, exhibit.reading, draft.sentences, draft.speaker, probability, matter)
