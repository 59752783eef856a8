"""The questions of suites with the sentences that may answer them, by the product's own retrieval, as a cross-encoder reads them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.candidates import Found
from assistant.selection.features import FEATURES
from assistant.selection.pair_reader import Pieces, pair_of
from assistant.selection.probability import Learnt
from assistant.types import Query
from eval.cases import Case
from eval.mining import found_for, units_of
from index.archive import Archive
from index.errors import InputError

ANSWERING, LIKELY, OTHERS = 2, 4, 1
"""Units of a known question that are learnt from: so many that answer, of the likeliest that do not, and of the rest, drawn by lot."""
SEED = 5


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The candidate units of one question: tokens of each with the question, whether each answers, and figures (n, len(FEATURES)).

    And where each stands: the number of its article, start, end, (n, 3). Of questions that are for learning only there are no figures,
    shape (n, 0).
    """

    archive: str
    is_answerable: bool
    tokens: list[list[int]]
    answers: NDArray[np.bool_]
    figures: NDArray[np.float32]
    spans: NDArray[np.int64]


Asking = Callable[[Sequence[Case], Archive], Iterator[tuple[Case, Query, Found]]]
"""How questions are asked: `found_for`, or as follow-ups, `read_for` and `after_others`."""


def of_suite(cases: Sequence[Case], archive: Archive, name: str, model: Pieces, asking: Asking = found_for) -> Iterator[Group]:
    """Each question that finds anything, with all its units."""
    for case, query, found in asking(cases, archive):
        drafts, figures, answers = units_of(case, query, found)
        if drafts:
            tokens = [pair_of(query, draft).tokens(model) for draft in drafts]
            numbers = {id: number for number, id in enumerate(dict.fromkeys(draft.article.id for draft in drafts))}
            spans = np.array([(numbers[draft.article.id], draft.start, draft.end) for draft in drafts])
            yield Group(name, case.is_answerable, tokens, answers, figures.astype(np.float32), spans)


def learnt_from(groups: Sequence[Group], weights: Learnt) -> list[Group]:
    """Those units of each question that are learnt from; no answerable one whose answer is not among them."""
    lot = random.Random(SEED)
    found = []
    for group in groups:
        order = np.argsort(-weights.probabilities(group.figures.astype(np.float64))).tolist()
        right = [place for place in order if group.answers[place]][:ANSWERING]
        wrong = [place for place in order if not group.answers[place]]
        others = lot.sample(wrong[LIKELY:], OTHERS) if len(wrong) >= LIKELY + OTHERS else wrong[LIKELY:]
        if right or not group.is_answerable:
            found.append(_of(group, [*right, *wrong[:LIKELY], *others]))
    return found


def write(groups: Sequence[Group], path: Path) -> None:
    """Keep groups for trainings and fits to come."""
    np.savez_compressed(
        path,
        features=np.array(FEATURES),
        archives=np.array([group.archive for group in groups]),
        answerable=np.array([group.is_answerable for group in groups]),
        units=np.array([len(group.tokens) for group in groups]),
        lengths=np.array([len(tokens) for group in groups for tokens in group.tokens]),
        tokens=np.array([token for group in groups for tokens in group.tokens for token in tokens], dtype=np.int32),
        answers=np.concatenate([group.answers for group in groups]),
        figures=np.vstack([group.figures for group in groups]),
        spans=np.vstack([group.spans for group in groups]),
    )


def read(path: Path) -> list[Group]:
    """What `write` kept; raises InputError for anything else, and for figures of another version."""
    try:
        with np.load(path) as held:
            if held["features"].tolist() != list(FEATURES):
                raise InputError(f"{path} was made by another version of Dateline; make it again.")
            ends = np.cumsum(held["units"])[:-1]
            texts = [each.tolist() for each in np.split(held["tokens"], np.cumsum(held["lengths"])[:-1])]
            begins = np.concatenate([[0], ends]).tolist()
            tokens = [texts[begin : begin + count] for begin, count in zip(begins, held["units"].tolist(), strict=True)]
            columns = (held["archives"].tolist(), held["answerable"].tolist(), tokens)
            arrays = [np.split(held[name], ends) for name in ("answers", "figures", "spans")]
            return [Group(*row) for row in zip(*columns, *arrays, strict=True)]
    except (OSError, ValueError, KeyError) as exc:
        raise InputError(f"{path} does not hold pairs; write it with python -m eval.pair_fit pairs.") from exc


def _of(group: Group, places: Sequence[int]) -> Group:
    tokens = [group.tokens[place] for place in places]
    return Group(group.archive, group.is_answerable, tokens, group.answers[places], group.figures[places, :0], group.spans[places])
