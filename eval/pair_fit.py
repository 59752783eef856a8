"""Trains the cross-encoder that reads a question and a sentence as one text, and fits what it counts beside the figures.

    python -m eval.pair_fit pairs SUITE.jsonl ARCHIVE OUT.npz          every question of a suite with its candidate sentences
        --read again   follow-ups in each of their readings; --read after   questions as if they leant on others; --read apart   the parts
        of compound ones too
    python -m eval.pair_fit train OUT.npz PAIRS.npz [...]              what is learnt beside the packaged cross-encoder
    python -m eval.pair_fit reading OUT.json WEIGHTS.json READER.npz PAIRS.npz [...]   weights with what reading counts
    python -m eval.pair_fit report WEIGHTS.json READER.npz PAIRS.npz [...]             what both are worth

What reading counts must be fitted on questions that neither the weights nor the reader know, so it takes a reader and weights of the one
half of the suites and the pairs of the other; `--into` names the weights of all, which the three numbers are then written beside.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.selection.pair_reader import apart, read_first, said
from assistant.selection.probability import Learnt, ReadAgain, packaged
from eval import conditional, fitting, pair_training, pairs
from eval.cases import load_suite
from eval.fit import lines
from eval.fitting import Judged
from eval.mining import Mined, after_others, found_for, parts_for, read_for
from eval.pairs import Group
from index.archive import Archive
from index.embedding import cross_encoder, load_embeddings
from index.embedding.minilm import MiniLM
from index.errors import DatelineError, InputError
from index.settings import IndexSettings

EPOCHS, RATE = 1.0, 4e-4
PENALTY = 1.0
READ = {"once": found_for, "again": read_for, "after": after_others, "apart": parts_for}
"""How the questions of a suite are asked: as they are; follow-ups in each of their readings; as if they leant on others; the parts of
compound ones too."""


def read_all(model: MiniLM, reader: Path, weights: Learnt, groups: Sequence[Group]) -> list[NDArray[np.float64]]:
    """What the reader says of the READ_ON likeliest units of each question, however far they lie behind the first; NaN of the others."""
    every = []
    for group in groups:
        odds, spans = _placed(weights, group)
        told, like = np.full(len(odds), np.nan), apart(odds, spans, np.inf)
        for places, one in zip(like, said(model, [group.tokens[places[0]] for places in like], reader), strict=True):
            told[places] = one
        every.append(told)
    return every


def as_read(weights: Learnt, groups: Sequence[Group], every: Sequence[NDArray[np.float64]]) -> tuple[list[Mined], float]:
    """The questions as they are read by weights, of all that might be said, and the mean of what is said of the units left out."""
    found, others = [], list[float]()
    for group, told in zip(groups, every, strict=True):
        odds, spans = _placed(weights, group)
        each = read_first(lambda first, told=told: told[list(first)], odds, spans, weights)  # type: ignore[misc]
        others += told[np.isnan(each) & ~np.isnan(told)].tolist()
        found.append(Mined(group.archive, "", group.figures.astype(np.float64), group.answers, group.is_answerable, said=each))
    return found, float(np.mean(others))


def _placed(weights: Learnt, group: Group) -> tuple[NDArray[np.float64], list[tuple[int, int, int]]]:
    return weights.odds(group.figures.astype(np.float64)), [(article, start, end) for article, start, end in group.spans.tolist()]


def with_reading(weights: Learnt, read: Sequence[Mined], unread: float) -> Learnt:
    """The weights with what figures and reading count: as a choice among the units that were read, or none, then scaled to what an answer
    would show; and with where what is uncertain begins. `unread` is what is said of a unit that is too far behind to be read."""
    rows = []
    for one in read:
        both = np.column_stack([weights.odds(one.figures), np.asarray(one.said, dtype=np.float64)])
        of = ~np.isnan(both[:, 1])
        rows.append((both[of], one.answers[of]))
    line = conditional.fit(rows, fitting.as_asked(read), PENALTY)
    plain = ReadAgain(float(line.weights[0]), float(line.weights[1]), line.bias, unread)
    fitted = plain.scaled(*fitting.shown_scale(read, replace(weights, reading=plain)))
    return fitting.with_floor(replace(weights, reading=fitted), read)


def judged(weights: Learnt, read: Sequence[Mined]) -> dict[str, Judged]:
    """The figures of every archive."""
    return {
        name: fitting.judge(weights, [one for one in read if one.archive == name]) for name in dict.fromkeys(one.archive for one in read)
    }


def _packaged_model() -> MiniLM:
    model = load_embeddings()
    if not isinstance(model, MiniLM):
        raise InputError("The cross-encoder is learnt beside the packaged model, which is not installed.")
    return model


def _pairs(given: argparse.Namespace) -> None:
    cases = load_suite(given.suite)
    with Archive.open(given.archive, IndexSettings()) as archive:
        pairs.write(list(pairs.of_suite(cases, archive, given.out.stem, _packaged_model(), READ[given.read])), given.out)


def _train(given: argparse.Namespace) -> None:
    groups = [group for path in given.pairs for group in pairs.read(path)]
    known = pairs.learnt_from(groups, packaged())
    start: dict[str, Any] | None = None
    if given.start:
        with np.load(given.start) as held:
            start = {name: held[name] for name in held.files}
    base, shape = cross_encoder.packaged(), cross_encoder.SHAPE
    for step, total, loss, changes in pair_training.trained(base, shape, known, given.epochs, given.rate, start):
        sys.stdout.write(f"{step}/{total} {loss:.3f}\n")
        sys.stdout.flush()
        if changes:
            pair_training.keep(given.out, changes)


def _reading(given: argparse.Namespace) -> None:
    weights = Learnt.of(given.weights.read_text(encoding="utf-8"))
    groups = [group for path in given.pairs for group in pairs.read(path)]
    every = read_all(_packaged_model(), given.reader, weights, groups)
    fitted = with_reading(weights, *as_read(weights, groups, every))
    # How far is read depends on what reading counts, and that on how far is read.
    fitted = with_reading(weights, *as_read(fitted, groups, every))
    into = Learnt.of(given.into.read_text(encoding="utf-8")) if given.into else weights
    # What a larger archive takes off is fitted by asking in one: `eval.crowd_fit`.
    known = packaged().reading
    reading = replace(fitted.reading, crowd=known.crowd) if fitted.reading and known else fitted.reading
    given.out.write_text(replace(into, reading=reading, uncertain_from=fitted.uncertain_from).written(), encoding="utf-8")


def _report(given: argparse.Namespace) -> None:
    weights = Learnt.of(given.weights.read_text(encoding="utf-8"))
    groups = [group for path in given.pairs for group in pairs.read(path)]
    read, _ = as_read(weights, groups, read_all(_packaged_model(), given.reader, weights, groups))
    sys.stdout.write("By figures alone:\n\n" + lines(judged(replace(weights, reading=None), read)))
    if weights.reading:
        sys.stdout.write("\nRead again:\n\n" + lines(judged(weights, read)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Make pairs, train, fit or report."""
    parser = argparse.ArgumentParser(prog="python -m eval.pair_fit", description="Trains the cross-encoder and fits what it counts.")
    commands = parser.add_subparsers(dest="command", required=True)
    shapes: dict[str, tuple[Any, Sequence[str], bool]] = {
        "pairs": (_pairs, ("suite", "archive", "out"), False),
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
    made["pairs"].add_argument("--read", choices=READ, default="once", help="as they are; in each reading; as if they leant on others")
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
