"""Known questions as figures: every candidate unit of the product's own retrieval, and whether it answers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.retrieval.candidates import Candidate, Found
from assistant.retrieval.retriever import Retriever
from assistant.selection.asked import Asked
from assistant.selection.features import FEATURES, Features
from assistant.selection.pair_reader import PairReader, pair_reader, read_first
from assistant.selection.probability import Learnt
from assistant.selection.runs import Run
from assistant.selection.units import drafts_of
from assistant.types import Query, Turn
from eval.cases import Case, file_name
from eval.measures import stands_in
from index.archive import Archive
from index.errors import InputError

SHORTEST = 4
"""Characters of an answer that tells a story: "7" stands in many that answer nothing."""
AFTER_OTHERS, OF_THE_SAME = 14, 0.6
"""Questions with an answer, and as many without, that are read after others which they do not lean on; of how many the other is of the
same article."""
SEED = 7


class Origin(StrEnum):
    """Where a question is from: a suite; a suite, with the stories that answer taken from among the candidates; `eval.near_misses`."""

    ASKED = "asked"
    WITHHELD = "withheld"
    EXCHANGED = "exchanged"


@dataclass(frozen=True, slots=True, eq=False)
class Mined:
    """The candidate units of one question: figures of shape (units, len(FEATURES)), and for each whether it answers.

    `said`, shape (units,), is what the cross-encoder says of those that it read, NaN of the others; None where it was not asked.
    """

    archive: str
    id: str
    figures: NDArray[np.float64]
    answers: NDArray[np.bool_]
    is_answerable: bool
    origin: Origin = Origin.ASKED
    said: NDArray[np.float64] | None = None

    def odds(self, weights: Learnt) -> NDArray[np.float64]:
        """The log odds of the units, (units,), by figures and, as far as they were read, by reading."""
        odds = weights.odds(self.figures)
        return odds if self.said is None else weights.odds_again(odds, self.said)


def mine(
    cases: Sequence[Case], archive: Archive, name: str, origin: Origin = Origin.ASKED, weights: Learnt | None = None
) -> Iterator[Mined]:
    """Each question that finds anything, and each answerable one again with what answers withheld.

    With `weights` the units that are likeliest by them are read by the cross-encoder too, as far as the archive's model can.
    """
    reader = pair_reader(archive.embedder, weights) if weights and weights.reading else None
    for case, query, found in found_for(cases, archive):
        if one := _mined(case, query, found, name, reader):
            yield replace(one, origin=origin)
        if case.is_answerable and (other := _mined(case, query, _withheld(case, found), name, reader)):
            yield replace(other, is_answerable=False, origin=Origin.WITHHELD)


def found_for(cases: Sequence[Case], archive: Archive) -> Iterator[tuple[Case, Query, Found]]:
    """Each question as it is searched for, and what it finds."""
    assistant = Assistant(archive)
    for case in cases:
        query = assistant.understand(case.question, [Turn(asked) for asked in case.history])
        with archive.snapshot() as seen:
            found = Retriever(seen).find(query)
        yield case, query, found


def read_for(cases: Sequence[Case], archive: Archive) -> Iterator[tuple[Case, Query, Found]]:
    """Each question after the answers to those before it, in each of its readings, and what that finds."""
    assistant = Assistant(archive)
    for case in cases:
        turns: list[Turn] = []
        for asked in case.history:
            turns.append(Turn.from_answer(assistant.ask(asked, turns)))
        query = assistant.understand(case.question, turns)
        with archive.snapshot() as seen:
            retriever = Retriever(seen)
            for one in filter(None, (query, query.otherwise)):
                yield case, one, retriever.find(one)


def after_others(cases: Sequence[Case], archive: Archive) -> Iterator[tuple[Case, Query, Found]]:
    """Some questions that lean on none, `AFTER_OTHERS` with an answer and as many without, read as if they did on another that has one:
    mostly on one of the same article, where there is one."""
    lot = random.Random(SEED)
    assistant = Assistant(archive)
    alone = [case for case in cases if not case.history]
    known = [case for case in alone if case.is_answerable]
    for those in (known, [case for case in alone if not case.is_answerable]):
        for case in lot.sample(those, min(AFTER_OTHERS, len(those))):
            files = {span.file for span in case.evidence}
            others = [other for other in known if other is not case]
            near = [other for other in others if files & {span.file for span in other.evidence}]
            before = lot.choice(near if near and lot.random() < OF_THE_SAME else others).question
            query = assistant.understand(case.question)
            query = replace(query, standalone=f"{before} {query.asked}", background=(before,), parts=())
            with archive.snapshot() as seen:
                yield case, query, Retriever(seen).find(query)


def parts_for(cases: Sequence[Case], archive: Archive) -> Iterator[tuple[Case, Query, Found]]:
    """Each question, and of a compound one, where as many parts are found as it has answers, each part by itself."""
    for case, query, found in found_for(cases, archive):
        yield case, query, found
        if len(query.parts) == len(case.answer_parts):
            with archive.snapshot() as seen:
                retriever = Retriever(seen)
                yield from ((_part_of(case, place), part, retriever.find(part)) for place, part in enumerate(query.parts))


def _part_of(case: Case, place: int) -> Case:
    """One of the questions that a compound one asks, with its own evidence: that which holds its answer."""
    answers = case.answer_parts[place]
    own = tuple(gold for gold in case.evidence if any(stands_in(wording, gold.quote) for wording in answers))
    return replace(case, answers=answers, answer_parts=(), evidence=own)


def write(mined: Sequence[Mined], path: Path) -> None:
    """Keep what was mined, for fits to come; no text is in it."""
    np.savez_compressed(
        path,
        features=np.array(FEATURES),
        archives=np.array([one.archive for one in mined]),
        ids=np.array([one.id for one in mined]),
        units=np.array([len(one.answers) for one in mined]),
        figures=np.vstack([one.figures for one in mined]).astype(np.float32),
        answers=np.concatenate([one.answers for one in mined]),
        answerable=np.array([one.is_answerable for one in mined]),
        origins=np.array([one.origin.value for one in mined]),
    )


def read(path: Path) -> list[Mined]:
    """What `write` kept; raises InputError for anything else, and for the figures of another version."""
    try:
        with np.load(path) as held:
            if held["features"].tolist() != list(FEATURES):
                raise InputError(f"{path} was mined by another version of Dateline; mine it again.")
            ends = np.cumsum(held["units"])[:-1]
            figures = np.split(held["figures"].astype(np.float64), ends)
            answers = np.split(held["answers"], ends)
            origins = map(Origin, held["origins"].tolist())
            columns = (held["archives"].tolist(), held["ids"].tolist(), figures, answers, held["answerable"].tolist(), origins)
            return [Mined(*row) for row in zip(*columns, strict=True)]
    except (OSError, ValueError, KeyError) as exc:
        raise InputError(f"{path} does not hold mined questions; write it with python -m eval.fit mine.") from exc


def units_of(case: Case, query: Query, found: Found) -> tuple[list[Run], NDArray[np.float64], NDArray[np.bool_]]:
    """The candidate units of a question, the figures of each, (units, len(FEATURES)), and whether each answers."""
    asked = Asked.of(query.asked)
    drafts = drafts_of(found, asked)
    answers = np.array([_answers(case, draft) for draft in drafts], dtype=np.bool_)
    return drafts, Features(query, found, asked, drafts).matrix() if drafts else np.zeros((0, len(FEATURES))), answers


def _mined(case: Case, query: Query, found: Found, name: str, reader: PairReader | None) -> Mined | None:
    drafts, figures, answers = units_of(case, query, found)
    if not drafts:
        return None
    said = None
    if reader:
        odds, spans = reader.weights.odds(figures), [(draft.article.id, draft.start, draft.end) for draft in drafts]
        said = read_first(lambda first: reader.said(query, [drafts[place] for place in first]), odds, spans, reader.weights)
    return Mined(name, case.id, figures, answers, case.is_answerable, said=said)


def _answers(case: Case, draft: Run) -> bool:
    """Whether a unit stands where the gold evidence does, and holds an acceptable answer, its speaker counted as shown with it."""
    article = draft.candidate.article
    on_gold = any(file_name(article.file) == gold.file and draft.start < gold.end and gold.start < draft.end for gold in case.evidence)
    text = f"{article.slice(draft.start, draft.end)} {draft.speaker or ''}"
    return on_gold and any(stands_in(wording, text) for part in case.parts for wording in part)


def _withheld(case: Case, found: Found) -> Found:
    """The candidates without the stories that hold gold evidence or an acceptable answer."""

    def tells(candidate: Candidate) -> bool:
        article = candidate.article
        on_gold = any(
            file_name(article.file) == gold.file and article.start <= gold.start < article.start + len(article.text)
            for gold in case.evidence
        )
        wordings = [wording for part in case.parts for wording in part if len(wording) >= SHORTEST]
        return on_gold or any(stands_in(wording, article.text) for wording in wordings)

    return Found(found.wanted, tuple(candidate for candidate in found.candidates if not tells(candidate)))
