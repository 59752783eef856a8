"""Makes the weights that come with Dateline again, of public sets and of questions of the project's own, and nothing else.

    python -m eval.packaged_weights FOLDER assistant/selection/probability.json --squad DEV.json
        --realtimeqa CHECKOUT --polnear CHECKOUT --bbc CHECKOUT [MINED.npz ...]

DEV.json is the development file (data/dev-v2.0.json) of chrischute/squad, each CHECKOUT a copy of a repository that `eval.stories` names;
they stay what their makers say of them, and nothing of them belongs into the project. FOLDER takes stories, archives and what was mined;
what is there already is not made again. The suites over news (`eval.news_suites`) and the sample's are asked of their own archives; the
sample's, and the first over each outlet, again among 2,000 other stories. Known questions of other archives, mined with `python -m
eval.fit mine`, may be named at the end, and count as suites of their own. It takes about an hour on two cores.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import fit, news_suites, realtimeqa, squad, stories
from eval.bundled import add_sample
from index.archive import Archive
from index.errors import DatelineError, InputError

SAMPLE = Path(__file__).parent / "sample"
SUITE = Path(__file__).parent / "suites" / "sample.jsonl"
FIRST = "-1"
"""What the names of the first suites over each outlet end in."""
AMONG = "among"
"""What the name of mined questions ends in, behind "@", that were asked among the other stories."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the public sets are: a file of SQuAD 2.0, and copies of three repositories."""

    squad: Path
    realtimeqa: Path
    polnear: Path
    bbc: Path


@dataclass(frozen=True, slots=True)
class Asked:
    """A suite, the archive that it is asked of, and the name of what is mined: SUITE or SUITE@SIZE."""

    name: str
    suite: Path
    archive: Path


def make(sources: Sources, folder: Path, out: Path, others: Sequence[Path] = ()) -> None:
    """Make what is not there yet, fill the archives, mine them and write the weights."""
    fetch(sources, folder)
    mined = []
    for asked in filled(folder):
        mined.append(folder / f"{asked.name}.npz")
        if not mined[-1].exists():
            fit.main(["mine", str(asked.suite), str(asked.archive), str(mined[-1])])
    with Archive.open(folder / "archives" / "sample") as archive, archive.snapshot() as seen:
        model = seen.meta("embedder") or ""
    fit.main(["weights", str(out), "--model", model, *map(str, (*mined, *others))])


def fetch(sources: Sources, folder: Path) -> None:
    """Read the sets into FOLDER: the stories, and every suite beside its articles."""
    if not (folder / "squad").exists():
        squad.main([str(sources.squad), str(folder / "squad")])
    if not (folder / "realtimeqa").exists():
        realtimeqa.main([str(sources.realtimeqa), str(folder / "realtimeqa")])
    if not (folder / "news").exists():
        sets = [f"--{name}={getattr(sources, name)}" for name in ("realtimeqa", "polnear", "bbc")]
        if stories.main([str(folder / "stories"), *sets]):
            raise InputError("The stories cannot be made; give copies of all three repositories.")
        news_suites.main([str(folder / "stories"), str(folder / "news")])


def filled(folder: Path) -> Iterator[Asked]:
    """Fill each archive, and say what is to be asked of it."""
    archives, news = folder / "archives", folder / "news"
    for name in ("squad", "realtimeqa"):
        yield Asked(name, folder / name / "suite.jsonl", _archive(archives / name, folder / name))
    for name in news_suites.names():
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
    among = _archive(archives / f"news@{AMONG}", *(news / name for name in news_suites.names()))
    for name in (name for name in news_suites.names() if name.endswith(FIRST)):
        yield Asked(f"{name}@{AMONG}", news / name / "suite.jsonl", among)


def _archive(place: Path, *sets: Path) -> Path:
    with Archive.create_or_open(place) as archive:
        archive.add([str(one / "articles") for one in sets])
    return place


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.packaged_weights", description="Makes the weights that come with Dateline again.")
    for name in ("folder", "out"):
        parser.add_argument(name, type=Path)
    for name in Sources.__dataclass_fields__:
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="FILE" if name == "squad" else "CHECKOUT")
    parser.add_argument("mined", type=Path, nargs="*", help="what was mined of other archives")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    try:
        make(Sources(given.squad, given.realtimeqa, given.polnear, given.bbc), given.folder, given.out, given.mined)
    except (DatelineError, OSError) as exc:
        parser.exit(1, f"{exc}\n")
    sys.stdout.write(f"{given.out} is written\n")


if __name__ == "__main__":
    main()
