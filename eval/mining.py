"""Known questions as figures: every candidate unit of the product's own retrieval, and whether it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.retrieval.candidates import Candidate, Found
from assistant.retrieval.retriever import Retriever
from assistant.selection.asked import Asked
from assistant.selection.features import FEATURES, Features
from assistant.selection.pair_reader import READ_AGAIN, Pair, said
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

    def likely(self, weights: Learnt) -> NDArray[np.float64]:
        """The probabilities of the units, (units,), by figures and, as far as they were read, by reading."""
        if self.said is None:
            return weights.probabilities(self.figures)
        return weights.read_again(self.figures @ np.array(weights.weights) + weights.bias, self.said)


def mine(
    cases: Sequence[Case], archive: Archive, name: str, origin: Origin = Origin.ASKED, weights: Learnt | None = None
) -> Iterator[Mined]:
    """Each question that finds anything, and each answerable one again with what answers withheld.

    With `weights` the units that are likeliest by them are read by the cross-encoder too, as far as the archive's model can.
    """
    assistant = Assistant(archive)
    read = _Read(archive.embedder, weights) if weights and weights.reading and hasattr(archive.embedder, "adapted") else None
    for case in cases:
        query = assistant.understand(case.question, [Turn(asked) for asked in case.history])
        with archive.snapshot() as seen:
            found = Retriever(seen).find(query)
        if one := _mined(case, query, found, name, read):
            yield replace(one, origin=origin)
        if case.is_answerable and (other := _mined(case, query, _withheld(case, found), name, read)):
            yield replace(other, is_answerable=False, origin=Origin.WITHHELD)


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


@dataclass(frozen=True, slots=True)
class _Read:
    model: Any
    weights: Learnt

    def said(self, query: Query, drafts: Sequence[Run], figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the cross-encoder says of the likeliest of a question's units, NaN of the others."""
        first = np.argsort(-(figures @ np.array(self.weights.weights)))[:READ_AGAIN]
        chosen = [drafts[place] for place in first]
        pairs = [Pair(query.standalone, draft.text, draft.article.title, draft.before) for draft in chosen]
        each = np.full(len(drafts), np.nan)
        each[first] = said(self.model, [pair.tokens(self.model) for pair in pairs])
        return each


def _mined(case: Case, query: Query, found: Found, name: str, read: _Read | None) -> Mined | None:
    asked = Asked.of(query.asked)
    drafts = drafts_of(found, asked)
    if not drafts:
        return None
    answers = np.array([does_answer(case, draft) for draft in drafts], dtype=np.bool_)
    figures = Features(query, found, asked, drafts).matrix()
    each = read.said(query, drafts, figures) if read else None
    return Mined(name, case.id, figures, answers, case.is_answerable, said=each)


def does_answer(case: Case, draft: Run) -> bool:
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
