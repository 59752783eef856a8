"""Fits the probability that a unit answers, on known questions of several archives, and says what it is worth on each left out.

    python -m eval.fit mine SUITE.jsonl ARCHIVE OUT.npz     figures of every candidate unit, with the product's own retrieval
    python -m eval.fit report MINED.npz [MINED.npz ...]     each suite by weights fitted without it, then by those of all
    python -m eval.fit weights OUT.json MINED.npz [...]     write the weights of all

Files of one suite asked of archives of several sizes are named SUITE@SIZE.npz, and are left out together.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from eval import fitting
from eval.cases import load_suite
from eval.fitting import Judged
from eval.mining import Mined, Origin, mine, read, write
from eval.near_misses import exchanged
from index.archive import Archive
from index.errors import DatelineError
from index.settings import IndexSettings


def suites_of(paths: Sequence[Path]) -> dict[str, list[Mined]]:
    """What was mined, by suite: the name of the file up to "@"."""
    suites: dict[str, list[Mined]] = defaultdict(list)
    for path in paths:
        suites[path.stem.partition("@")[0]] += read(path)
    return dict(suites)


def lines(judged: Mapping[str, Judged]) -> str:
    """Figures as a table in Markdown, a line each."""
    columns = [field.name for field in fields(Judged)]
    head = f"| | {' | '.join(name.replace('_', ' ') for name in columns)} |\n|---|{'---|' * len(columns)}\n"
    return head + "".join(
        f"| {name} | {one.questions} | " + " | ".join(f"{getattr(one, column):.3f}" for column in columns[1:]) + " |\n"
        for name, one in judged.items()
    )


def _mine(suite: Path, place: Path, out: Path) -> None:
    with Archive.open(place, IndexSettings()) as archive:
        cases = load_suite(suite)
        made = list(exchanged(cases, archive.articles()))
        mined = [*mine(cases, archive, out.stem), *mine(made, archive, out.stem, Origin.EXCHANGED)]
    write(mined, out)
    sys.stdout.write(f"{len(mined)} questions\n")


def _report(paths: Sequence[Path]) -> None:
    suites = suites_of(paths)
    weights = fitting.fit([one for several in suites.values() for one in several], "", "")
    by_archive: dict[str, list[Mined]] = defaultdict(list)
    for several in suites.values():
        for one in several:
            by_archive[one.archive].append(one)
    if len(suites) > 1:
        sys.stdout.write("Fitted on the other suites:\n\n")
        sys.stdout.write(lines(_each_left_out(suites)))
    sys.stdout.write("\nFitted on all:\n\n" + lines({name: fitting.judge(weights, own) for name, own in by_archive.items()}))


def _each_left_out(suites: Mapping[str, Sequence[Mined]]) -> dict[str, Judged]:
    """The figures of every archive, by weights fitted on suites that it does not hold: where they are many, some are left out together."""
    found: dict[str, Judged] = {}
    folds = {name: place % fitting.FOLDS for place, name in enumerate(suites)}
    for fold in sorted(set(folds.values())):
        weights = fitting.fit([one for name, several in suites.items() if folds[name] != fold for one in several], "", "")
        for own in (several for name, several in suites.items() if folds[name] == fold):
            for archive in dict.fromkeys(one.archive for one in own):
                found[archive] = fitting.judge(weights, [one for one in own if one.archive == archive])
    return found


def _weights(out: Path, paths: Sequence[Path], model: str) -> None:
    suites = suites_of(paths)
    mined = [one for several in suites.values() for one in several]
    asked = sum(one.origin is Origin.ASKED for one in mined)
    weights = fitting.fit(mined, model, f"{asked} questions of {', '.join(sorted(suites))}")
    out.write_text(weights.written(), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Mine, report or write."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit", description="Fits the probability that a unit answers.")
    commands = parser.add_subparsers(dest="command", required=True)
    mining = commands.add_parser("mine")
    for name in ("suite", "archive", "out"):
        mining.add_argument(name, type=Path)
    reporting = commands.add_parser("report")
    writing = commands.add_parser("weights")
    writing.add_argument("out", type=Path)
    writing.add_argument("--model", default="", help="fingerprint of the embedding model")
    for one in (reporting, writing):
        one.add_argument("mined", type=Path, nargs="+")
    given = parser.parse_args(arguments)
    try:
        if given.command == "mine":
            _mine(given.suite, given.archive, given.out)
        elif given.command == "report":
            _report(given.mined)
        else:
            _weights(given.out, given.mined, given.model)
    except DatelineError as exc:
        parser.exit(1, f"{exc}\n")


if __name__ == "__main__":
    main()
