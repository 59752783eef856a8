"""Trains the cross-encoder that reads a question and a sentence as one text, and fits what it counts beside the figures.

    python -m eval.pair_fit pairs SUITE.jsonl ARCHIVE OUT.npz          every question of a suite with its candidate sentences
    python -m eval.pair_fit squad FILE.json OUT.npz [--most N]         the same of a file in SQuAD's form
    python -m eval.pair_fit train OUT.npz PAIRS.npz [...]              what is learnt beside the packaged model
    python -m eval.pair_fit reading OUT.json WEIGHTS.json READER.npz PAIRS.npz [...]   weights with what reading counts
    python -m eval.pair_fit report WEIGHTS.json READER.npz PAIRS.npz [...]             what both are worth

What reading counts must be fitted on questions that neither the weights nor the reader know, so it takes a reader and weights of the one
half of the suites and the pairs of the other; `--into` names the weights of all, which the three numbers are then written beside.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.selection.pair_reader import READ_AGAIN, said
from assistant.selection.probability import Learnt, ReadAgain, packaged
from eval import conditional, fitting, pair_training, pairs, scaling
from eval.cases import load_suite
from eval.fit import lines
from eval.fitting import Judged
from eval.mining import Mined
from eval.pairs import Group
from index.archive import Archive
from index.embedding import load_embeddings
from index.embedding.minilm import SHAPE, MiniLM
from index.errors import DatelineError, InputError
from index.settings import IndexSettings

EPOCHS, RATE = 1.0, 6e-4
PENALTY = 1.0


def read_by(model: MiniLM, reader: Path, weights: Learnt, groups: Sequence[Group]) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """For each question the log odds of its units by figures, and what the reader says of the likeliest, NaN of the others."""
    found = []
    for group in groups:
        odds = group.figures.astype(np.float64) @ np.array(weights.weights) + weights.bias
        first = np.argsort(-odds)[:READ_AGAIN]
        each = np.full(len(odds), np.nan)
        each[first] = said(model, [group.tokens[place] for place in first], reader)
        found.append((odds, each))
    return found


def with_reading(weights: Learnt, groups: Sequence[Group], read: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> ReadAgain:
    """What figures and reading count: as a choice among the units that were read, or none, then scaled to what an answer would show."""
    sizes = Counter(group.archive for group in groups)
    counts = np.array([sizes[group.archive] ** (fitting.SIZE - 1) for group in groups])
    chosen = [~np.isnan(each) for _, each in read]
    rows = [
        (np.column_stack([odds[of], each[of]]), group.answers[of]) for group, (odds, each), of in zip(groups, read, chosen, strict=True)
    ]
    line = conditional.fit(rows, counts / counts.sum() * fitting.QUESTIONS, PENALTY)
    plain = ReadAgain(float(line.weights[0]), float(line.weights[1]), line.bias)
    judged = replace(weights, reading=plain)
    likely = [judged.read_again(odds, each) for odds, each in read]
    sure = np.array([fitting.log_odds(one.max()) for one in likely])
    right = np.array([fitting.shows_right(group.answers, one) for group, one in zip(groups, likely, strict=True)], dtype=np.bool_)
    slope, bias = scaling.scale(sure, right)
    return ReadAgain(slope * plain.figures, slope * plain.said, slope * plain.bias + bias)


def judged(weights: Learnt, groups: Sequence[Group], read: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> dict[str, Judged]:
    """The figures of every archive."""
    own: dict[str, list[tuple[Mined, NDArray[np.float64]]]] = defaultdict(list)
    for group, (odds, each) in zip(groups, read, strict=True):
        one = Mined(group.archive, "", group.figures.astype(np.float64), group.answers, group.is_answerable)
        own[group.archive].append((one, weights.read_again(odds, each)))
    return {name: fitting.judge_likely(weights.uncertain_from, several) for name, several in own.items()}


def _floor(weights: Learnt, groups: Sequence[Group], read: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> Learnt:
    best = [float(weights.read_again(odds, each).max()) for group, (odds, each) in zip(groups, read, strict=True) if group.is_answerable]
    return fitting.with_floor(weights, best)


def _packaged_model() -> MiniLM:
    model = load_embeddings()
    if not isinstance(model, MiniLM):
        raise InputError("The cross-encoder is learnt beside the packaged model, which is not installed.")
    return model


def _pairs(given: argparse.Namespace) -> None:
    with Archive.open(given.archive, IndexSettings()) as archive:
        pairs.write(list(pairs.of_suite(load_suite(given.suite), archive, given.out.stem, _packaged_model())), given.out)


def _squad(given: argparse.Namespace) -> None:
    pairs.write(pairs.of_squad(given.file, _packaged_model(), given.most, titled=not given.untitled), given.out)


def _train(given: argparse.Namespace) -> None:
    groups = [group for path in given.pairs for group in pairs.read(path)]
    known = [group for group in groups if not group.figures.shape[1]]
    known += pairs.learnt_from([group for group in groups if group.figures.shape[1]], packaged())
    start: dict[str, Any] | None = None
    if given.start:
        with np.load(given.start) as held:
            start = {name: held[name] for name in held.files}
    for step, total, loss, changes in pair_training.trained(_packaged_model().weights, SHAPE, known, given.epochs, given.rate, start):
        sys.stdout.write(f"{step}/{total} {loss:.3f}\n")
        sys.stdout.flush()
        if changes:
            pair_training.keep(given.out, changes)


def _reading(given: argparse.Namespace) -> None:
    weights = Learnt.of(given.weights.read_text(encoding="utf-8"))
    groups = [group for path in given.pairs for group in pairs.read(path)]
    read = read_by(_packaged_model(), given.reader, weights, groups)
    fitted = with_reading(weights, groups, read)
    floor = _floor(replace(weights, reading=fitted), groups, read).uncertain_from
    into = Learnt.of(given.into.read_text(encoding="utf-8")) if given.into else weights
    given.out.write_text(replace(into, reading=fitted, uncertain_from=floor).written(), encoding="utf-8")


def _report(given: argparse.Namespace) -> None:
    weights = Learnt.of(given.weights.read_text(encoding="utf-8"))
    groups = [group for path in given.pairs for group in pairs.read(path)]
    read = read_by(_packaged_model(), given.reader, weights, groups)
    sys.stdout.write("By figures alone:\n\n" + lines(judged(replace(weights, reading=None), groups, read)))
    if weights.reading:
        sys.stdout.write("\nRead again:\n\n" + lines(judged(weights, groups, read)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Make pairs, train, fit or report."""
    parser = argparse.ArgumentParser(prog="python -m eval.pair_fit", description="Trains the cross-encoder and fits what it counts.")
    commands = parser.add_subparsers(dest="command", required=True)
    shapes: dict[str, tuple[Any, Sequence[str], bool]] = {
        "pairs": (_pairs, ("suite", "archive", "out"), False),
        "squad": (_squad, ("file", "out"), False),
        "train": (_train, ("out",), True),
        "reading": (_reading, ("out", "weights", "reader"), True),
        "report": (_report, ("weights", "reader"), True),
    }
    made = {}
    for name, (does, places, many) in shapes.items():
        made[name] = commands.add_parser(name)
        made[name].set_defaults(does=does)
        for place in places:
            made[name].add_argument(place, type=Path)
        if many:
            made[name].add_argument("pairs", type=Path, nargs="+")
    made["squad"].add_argument("--most", type=int, help="questions, about")
    made["squad"].add_argument("--untitled", action="store_true", help="its titles do not name what the texts are about")
    made["train"].add_argument("--start", type=Path, help="what was learnt before")
    made["train"].add_argument("--epochs", type=float, default=EPOCHS)
    made["train"].add_argument("--rate", type=float, default=RATE)
    made["reading"].add_argument("--into", type=Path, help="weights of all suites, beside which it is written")
    given = parser.parse_args(arguments)
    try:
        given.does(given)
    except DatelineError as exc:
        parser.exit(1, f"{exc}\n")


if __name__ == "__main__":
    main()
