"""Makes the weights that come with Dateline again, of public sets and of questions of the project's own, and nothing else.

    python -m eval.packaged_weights FOLDER assistant/selection/probability.json assistant/selection/pair_reader.npz
        --squad DEV.json --realtimeqa CHECKOUT --polnear CHECKOUT --bbc CHECKOUT
        --prosecutors CHECKOUT --newswire CHECKOUT [MINED.npz ...]

DEV.json is the development file (data/dev-v2.0.json) of chrischute/squad, each CHECKOUT a copy of a repository that `eval.stories` names;
they stay what their makers say of them, and nothing of them belongs into the project. FOLDER takes stories, archives and what was mined;
what is there already is not made again. The suites over news (`eval.news_suites`) and the sample's are asked of their own archives; the
sample's, and of those over an outlet the first and the later ones, again among many other stories. Known questions of other archives,
mined with `python -m eval.fit mine`, may be named at the end, and count as suites of their own.

The cross-encoder, which knows what passages people's questions look for (its makers trained it on MS MARCO), learns what answers them from
the suites over news and press releases, and from invented archives (`eval.invented`), on which, dense as they are, it is trained once
more; then from follow-ups; from questions in other words, and two at once (`eval.reworded`); and at the end twice from those typed in a
hurry (`eval.typed`). Of what it knew before and after each of the last three the mean is kept. What reading counts beside the figures is
fitted on suites that neither knows (`news_suites.HELD`); what a larger archive takes off, by `eval.crowd_fit`, which asks in the archives
that this leaves. It takes about eight hours on two cores.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from eval import fit, invented, news_suites, pair_fit, pair_training, realtimeqa, reworded, squad, stories, typed
from eval.bundled import add_sample
from index.archive import Archive
from index.errors import DatelineError, InputError

READ_ALONE = ("-plain", "-twins", "-checks", "foreign-", "releases-")
"""What the names of suites have in them that the cross-encoder alone learns from: more of them change nothing for the figures' weights."""
LAST_BY_FIGURES = 6
"""The suites over an outlet with a higher number, too, are for the cross-encoder alone."""
AGAIN, NINTH, FOURTH, FIFTH, HALF = 1.5, 9, 4, 5, 2
"""How often the invented archives are learnt from at first, and which of the other suites beside them, beside follow-ups, and beside
questions in other words, and of all these beside questions typed in a hurry, lest they be forgotten."""
REWORDED = 0.75
"""Share of the rate of learning at which questions in other words are learnt from. By pairs the mean of before and after is worth more on
the suites that are held back than either: eight over news .91 right at a coverage of .75 (.90 before, .895 after)."""
SAMPLE = Path(__file__).parent / "sample"
SUITE = Path(__file__).parent / "suites" / "sample.jsonl"
AMONG = "among"
"""What the name of mined questions ends in, behind "@", that were asked among the other stories."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the public sets are: a file of SQuAD 2.0, and copies of five repositories."""

    squad: Path
    realtimeqa: Path
    polnear: Path
    bbc: Path
    prosecutors: Path
    newswire: Path


@dataclass(frozen=True, slots=True)
class Asked:
    """A suite, the archive that it is asked of, and the name of what is mined: SUITE or SUITE@SIZE."""

    name: str
    suite: Path
    archive: Path


def make(sources: Sources, folder: Path, out: Path, reader: Path, others: Sequence[Path] = ()) -> None:
    """Make what is not there yet, fill the archives, mine them and write the weights, the reader's too."""
    fetch(sources, folder)
    mined, every = [], list(filled(folder))
    for asked in (asked for asked in every if _by_figures(asked.name)):
        mined.append(folder / f"{asked.name}.npz")
        if not mined[-1].exists():
            fit.main(["mine", str(asked.suite), str(asked.archive), str(mined[-1])])
    with Archive.open(folder / "archives" / "sample") as archive, archive.snapshot() as seen:
        model = seen.meta("embedder") or ""
    by_figures = folder / "by-figures.json"
    fit.main(["weights", str(by_figures), "--model", model, *map(str, (*mined, *others))])
    trained = folder / "reader.npz"
    if not trained.exists():
        train(folder, every, trained)
    shutil.copy(trained, reader)
    held = [_pairs(folder, Asked(name, folder / "news" / name / "suite.jsonl", folder / "archives" / name)) for name in news_suites.HELD]
    pair_fit.main(["reading", str(out), str(by_figures), str(reader), *map(str, held)])


def train(folder: Path, every: Sequence[Asked], reader: Path) -> None:
    """Train the cross-encoder on the suites over news and over invented archives, and once more on these, at half the rate."""
    news = [str(_pairs(folder, one)) for one in every if one.name.partition("@")[0] in news_suites.names()]
    dense = [str(_pairs(folder, one)) for one in _invented(folder)]
    first = reader.with_suffix(".first.npz")
    pair_fit.main(["train", str(first), *news, *dense])
    second = reader.with_suffix(".second.npz")
    again = ["--epochs", str(AGAIN), "--rate", str(pair_fit.RATE / 2)]
    pair_fit.main(["train", str(second), "--start", str(first), *again, *dense, *news[::NINTH]])
    leaning = [str(path) for path in _leaning(folder, every)]
    once = ["--epochs", "1", "--rate"]
    third = reader.with_suffix(".third.npz")
    pair_fit.main(["train", str(third), "--start", str(second), *once, str(pair_fit.RATE / 2), *leaning, *dense, *news[::FOURTH]])
    last = [*map(str, _reworded(folder, every)), *dense, *news[::FIFTH], *leaning[::FIFTH]]
    fourth = reader.with_suffix(".fourth.npz")
    pair_fit.main(["train", str(fourth), "--start", str(third), *once, str(pair_fit.RATE * REWORDED), *last])
    both = reader.with_suffix(".both.npz")
    _keep_mean(third, fourth, both)
    again = [*map(str, _typed(folder, every)), *last[::HALF]]
    known = both
    for learnt, kept in ((reader.with_suffix(".fifth.npz"), reader.with_suffix(".kept.npz")), (reader.with_suffix(".sixth.npz"), reader)):
        pair_fit.main(["train", str(learnt), "--start", str(known), *once, str(pair_fit.RATE * REWORDED), *again])
        _keep_mean(known, learnt, kept)
        known = kept


def _keep_mean(one: Path, other: Path, out: Path) -> None:
    with np.load(one) as before, np.load(other) as after:
        pair_training.keep(out, pair_training.mean(before, after))


def _leaning(folder: Path, every: Sequence[Asked]) -> Iterator[Path]:
    """Pairs of follow-ups in each of their readings, and of questions read as if they leant on others."""
    for one in every:
        if one.name in news_suites.names():
            yield from _asked(folder, one, one.suite.with_name("followed.jsonl"), "again")
            yield from _asked(folder, one, one.suite, "after")


def _reworded(folder: Path, every: Sequence[Asked]) -> Iterator[Path]:
    """Pairs of questions in other words, and of two at once with each part of them by itself."""
    for one in every:
        if one.name in news_suites.names():
            yield from _asked(folder, one, one.suite.with_name(reworded.SUITE), "apart")
    for one in _invented(folder):
        cases = [json.loads(line) for line in one.suite.read_text(encoding="utf-8").splitlines()]
        suite = folder / f"{one.name}.{reworded.SUITE}"
        lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in reworded.reworded(one.name, cases)]
        suite.write_text("".join(lines), encoding="utf-8")
        yield from _asked(folder, one, suite, "apart")


def _typed(folder: Path, every: Sequence[Asked]) -> Iterator[Path]:
    """Pairs of questions as they are typed in a hurry."""
    for one in every:
        if one.name in news_suites.names():
            yield from _asked(folder, replace(one, name=f"{one.name}.typed"), one.suite.with_name(typed.SUITE), "apart")
    for one in _invented(folder):
        suite = folder / f"{one.name}.{typed.SUITE}"
        rows = typed.typed(one.name, partial(_text, invented.FOLDER / one.name))
        suite.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        yield from _asked(folder, replace(one, name=f"{one.name}.typed"), suite, "apart")


def _text(folder: Path, file: str) -> str:
    return (folder / file).read_text(encoding="utf-8")


def _asked(folder: Path, asked: Asked, suite: Path, read: str) -> Iterator[Path]:
    """Pairs of a suite asked in one of the ways of `pair_fit.READ`; none where there is no such suite."""
    out = folder / f"{asked.name}.{read}.npz"
    if suite.is_file() and not out.exists():
        pair_fit.main(["pairs", str(suite), str(asked.archive), str(out), "--read", read])
    if out.exists():
        yield out


def _invented(folder: Path) -> Iterator[Asked]:
    """Fill the invented archives that have questions and are not held back."""
    for name in invented.names():
        place, suite = folder / "archives" / name, invented.FOLDER / name / invented.QUESTIONS
        if name in invented.HELD or not suite.is_file():
            continue
        with Archive.create_or_open(place) as archive:
            invented.fill(name, archive)
        yield Asked(name, suite, place)


def _pairs(folder: Path, asked: Asked) -> Path:
    out = folder / f"{asked.name}.pairs.npz"
    if not asked.archive.exists():
        _archive(asked.archive, asked.suite.parent)
    if not out.exists():
        pair_fit.main(["pairs", str(asked.suite), str(asked.archive), str(out)])
    return out


def fetch(sources: Sources, folder: Path) -> None:
    """Read the sets into FOLDER: the stories, and every suite beside its articles."""
    if not (folder / "squad").exists():
        squad.main([str(sources.squad), str(folder / "squad")])
    if not (folder / "realtimeqa").exists():
        realtimeqa.main([str(sources.realtimeqa), str(folder / "realtimeqa")])
    if not (folder / "news").exists():
        sets = [f"--{name}={getattr(sources, name)}" for name in ("realtimeqa", "polnear", "bbc", "prosecutors", "newswire")]
        if stories.main([str(folder / "stories"), *sets]):
            raise InputError("The stories cannot be made; give copies of all of their repositories.")
        news_suites.main([str(folder / "stories"), str(folder / "news")])


def filled(folder: Path) -> Iterator[Asked]:
    """Fill each archive, and say what is to be asked of it."""
    archives, news = folder / "archives", folder / "news"
    for name in ("squad", "realtimeqa"):
        yield Asked(name, folder / name / "suite.jsonl", _archive(archives / name, folder / name))
    known = [name for name in news_suites.names() if name not in news_suites.HELD]
    for name in known:
        yield Asked(name, news / name / "suite.jsonl", _archive(archives / name, news / name))
    with Archive.create_or_open(archives / "sample") as archive:
        add_sample(SAMPLE, archive)
    yield Asked("sample", SUITE, archives / "sample")
    other = _archive(archives / "other", news / "other")
    for name in (f"sample@{AMONG}", f"news@{AMONG}"):
        if not (archives / name).exists():
            shutil.copytree(other, archives / name)
    with Archive.create_or_open(archives / f"sample@{AMONG}") as archive:
        add_sample(SAMPLE, archive)
    yield Asked(f"sample@{AMONG}", SUITE, archives / f"sample@{AMONG}")
    among = _archive(archives / f"news@{AMONG}", *(news / name for name in known))
    for name in (name for name in known if _number(name) == 1 or _number(name) > LAST_BY_FIGURES):
        yield Asked(f"{name}@{AMONG}", news / name / "suite.jsonl", among)


def _by_figures(name: str) -> bool:
    """Whether the weights of the figures are fitted on the questions of that name, too."""
    return not any(part in name for part in READ_ALONE) and _number(name.partition("@")[0]) <= LAST_BY_FIGURES


def _number(name: str) -> int:
    """The number that the name of a suite over news ends in, or 0."""
    return int(number) if (number := name.rpartition("-")[2]).isdecimal() else 0


def _archive(place: Path, *sets: Path) -> Path:
    with Archive.create_or_open(place) as archive:
        archive.add([str(one / "articles") for one in sets])
    return place


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.packaged_weights", description="Makes the weights that come with Dateline again.")
    for name in ("folder", "out", "reader"):
        parser.add_argument(name, type=Path)
    for name in Sources.__dataclass_fields__:
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="FILE" if name == "squad" else "CHECKOUT")
    parser.add_argument("mined", type=Path, nargs="*", help="what was mined of other archives")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    try:
        sources = Sources(*(getattr(given, name) for name in Sources.__dataclass_fields__))
        make(sources, given.folder, given.out, given.reader, given.mined)
    except (DatelineError, OSError) as exc:
        parser.exit(1, f"{exc}\n")
    sys.stdout.write(f"{given.out} and {given.reader} are written\n")


if __name__ == "__main__":
    main()
