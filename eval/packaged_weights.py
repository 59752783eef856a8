"""Makes the weights that come with Dateline again: two public sets and the sample archive, mined at two sizes, and one fit over all.

    python -m eval.packaged_weights DEV.json CHECKOUT FOLDER assistant/selection/probability.json [MINED.npz ...]

DEV.json is the development file (data, dev-v2.0.json) of chrischute/squad, CHECKOUT a copy of realtimeqa/realtimeqa_public; both stay
what their makers say of them, and nothing of them belongs into the project. FOLDER takes the archives and what was mined; what is there
already is not made again. Known questions of other archives, mined with `python -m eval.fit mine`, may be named after these, and count as
suites of their own. It takes about half an hour on two cores, the most of it for two thousand news articles to be embedded.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from eval import fit, realtimeqa, squad
from eval.bundled import add_sample
from index.archive import Archive
from index.errors import DatelineError

SAMPLE = Path(__file__).parent / "sample"
SUITE = Path(__file__).parent / "suites" / "sample.jsonl"
SETS = ("squad", "realtimeqa", "sample", "sample@news")
"""What is mined: each set's questions asked of its own archive, and the sample's of one that holds the news of RealTimeQA as well."""


def make(dev: Path, checkout: Path, folder: Path, out: Path, others: Sequence[Path] = ()) -> None:
    """Fill the archives, mine them and write the weights."""
    if not (folder / "squad").exists():
        squad.main([str(dev), str(folder / "squad")])
    if not (folder / "realtimeqa").exists():
        realtimeqa.main([str(checkout), str(folder / "realtimeqa")])
    archives = folder / "archives"
    for name in ("squad", "realtimeqa"):
        with Archive.create_or_open(archives / name) as archive:
            archive.add([str(folder / name / "articles")])
    if not (archives / "sample@news").exists():
        shutil.copytree(archives / "realtimeqa", archives / "sample@news")
    for name in ("sample", "sample@news"):
        with Archive.create_or_open(archives / name) as archive:
            add_sample(SAMPLE, archive)
    suites = {name: folder / name / "suite.jsonl" for name in ("squad", "realtimeqa")} | {"sample": SUITE}
    mined = [folder / f"{name}.npz" for name in SETS]
    for path in mined:
        if not path.exists():
            fit.main(["mine", str(suites[path.stem.partition("@")[0]]), str(archives / path.stem), str(path)])
    with Archive.open(archives / "sample") as archive, archive.snapshot() as seen:
        model = seen.meta("embedder") or ""
    fit.main(["weights", str(out), "--model", model, *map(str, (*mined, *others))])


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.packaged_weights", description="Makes the weights that come with Dateline again.")
    for name in ("dev", "checkout", "folder", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("mined", type=Path, nargs="*", help="what was mined of other archives")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    try:
        make(given.dev, given.checkout, given.folder, given.out, given.mined)
    except (DatelineError, OSError) as exc:
        parser.exit(1, f"{exc}\n")
    sys.stdout.write(f"{given.out} is written\n")


if __name__ == "__main__":
    main()
