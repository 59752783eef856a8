"""Questions with sentences that may answer them, as a cross-encoder reads them: of suites, by the product's own retrieval, and of SQuAD."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.selection.features import FEATURES
from assistant.selection.pair_reader import Pair, Pieces, pair_of
from assistant.selection.probability import Learnt
from assistant.selection.units import MAX_QUOTE
from assistant.words.terms import stems
from eval.cases import Case
from eval.mining import found_for, units_of
from index.archive import Archive
from index.errors import InputError
from index.prose.sentences import split_sentences

ANSWERING, LIKELY, OTHERS = 2, 4, 1
"""Units of a known question that are learnt from: so many that answer, of the likeliest that do not, and of the rest, drawn by lot."""
NEAR = 2
"""Sentences of a SQuAD paragraph that share most with the question and do not answer it; one more is drawn by lot."""
TWO = 0.35
"""How often two of its sentences are taken together, as units are."""
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


def of_suite(cases: Sequence[Case], archive: Archive, name: str, model: Pieces) -> Iterator[Group]:
    """Each question that finds anything, with all its units."""
    for case, query, found in found_for(cases, archive):
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


def of_squad(path: Path, model: Pieces, most: int | None = None, *, titled: bool = True) -> list[Group]:
    """The questions of a file in SQuAD's form, with sentences of their paragraph; at most about `most`, paragraphs drawn by lot.

    `titled`: whether the titles of its articles name what they are about. Raises InputError for another file.
    """
    try:
        topics = json.loads(path.read_text(encoding="utf-8"))["data"]
        paragraphs = [(topic["title"].replace("_", " ") if titled else "", each) for topic in topics for each in topic["paragraphs"]]
        lot = random.Random(SEED)
        lot.shuffle(paragraphs)
        found: list[Group] = []
        for title, paragraph in paragraphs:
            if most is not None and len(found) >= most:
                break
            found += _of_paragraph(title, paragraph, path.stem, model, lot)
        return found
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise InputError(f"{path} is no file in the form of SQuAD.") from exc


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
            if held["figures"].shape[1] and held["features"].tolist() != list(FEATURES):
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


def _of_paragraph(title: str, paragraph: dict[str, Any], name: str, model: Pieces, lot: random.Random) -> Iterator[Group]:
    text = paragraph["context"]
    spans = split_sentences(text)
    if len(spans) < 2:
        return
    held = [stems(text[start:end]) for start, end in spans]
    for asked in paragraph["qas"]:
        said = (
            []
            if asked.get("is_impossible")
            else [(one["answer_start"], one["answer_start"] + len(one["text"])) for one in asked["answers"]]
        )
        if not said and not asked.get("is_impossible"):
            continue
        # How many of the people who answered took each sentence; that of the most answers, another one is not taken for wrong.
        votes = [sum(start < last and first < end for first, last in said) for start, end in spans]
        wanted = stems(asked["question"])
        order = sorted(range(len(spans)), key=lambda place: (-len(wanted & held[place]), lot.random()))
        right = [place for place in order if votes[place] and votes[place] * 2 >= max(votes)][:1]
        wrong = [place for place in order if not votes[place]]
        chosen = [*right, *wrong[:NEAR], *([lot.choice(wrong[NEAR:])] if len(wrong) > NEAR else [])]
        if chosen:
            units = [_unit(text, spans, votes, place, lot) for place in chosen]
            tokens = [Pair(asked["question"].strip(), unit, title, "").tokens(model) for unit in units]
            is_right = np.array([place in right for place in chosen], dtype=np.bool_)
            where = np.array([(0, *spans[place]) for place in chosen])
            yield Group(name, bool(right), tokens, is_right, np.zeros((len(chosen), 0), dtype=np.float32), where)


def _unit(text: str, spans: Sequence[tuple[int, int]], votes: Sequence[int], place: int, lot: random.Random) -> str:
    """The sentence or, now and then, it with a neighbour that does not make it right."""
    first, last = place, place
    if lot.random() < TWO:
        other = place - 1 if (place and lot.random() < 0.5) or place + 1 == len(spans) else place + 1
        low, high = min(place, other), max(place, other)
        if spans[high][1] - spans[low][0] <= MAX_QUOTE and (votes[place] or not votes[other]):
            first, last = low, high
    return text[spans[first][0] : spans[last][1]]
