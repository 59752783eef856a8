"""Fits the weights by which possible headlines are judged, on digests of some outlets' stories, and says what they are worth on others.

    python -m eval.boundary_fit FOLDER [FOLDER ...] [--write]

Each FOLDER holds the stories of one outlet, as `python -m eval.stories` writes them. Of their digests in every shape, and of stories alone,
every possible headline but a page's first is a row: its figures, and whether a story begins there. Each outlet counts the same, and the
beginnings together as much as the other lines, so that the log odds are those of an even chance; the share of beginnings is estimated on
each page anew. What the weights are worth is measured with `python -m eval.digests` on outlets that they were not fitted on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from eval.digest_shapes import Digest
from eval.digests import drawn, singles
from eval.logistic import Values, fit
from eval.stories import stories_in
from index.errors import InputError, MissingInputError
from index.splitting.boundaries import possible_places
from index.splitting.figures import HeadlineFigures
from index.splitting.furniture import front_matter_end
from index.splitting.headlines import Page
from index.splitting.paragraphs import paragraphs
from index.splitting.weighing import FILE

PENALTY = 0.001
DIGESTS, STORIES, ALONE = 2, 30, 400


def rows_of(digest: Digest) -> Iterator[tuple[dict[str, float], bool]]:
    """The figures of each possible headline but the first, and whether a story begins there."""
    page = Page(digest.text, paragraphs(digest.text))
    begin = front_matter_end(page)
    places, _ = possible_places(page, begin)
    figures = HeadlineFigures(page, places, begin)
    for n in range(1, len(places)):
        yield figures.of(n), page.paragraphs[places[n].headline.index].start in digest.starts


def fitted_on(folders: Sequence[Path]) -> tuple[list[str], Values, float, int]:
    """The names of the figures, their weights, the bias, and the number of rows."""
    names: list[str] = []
    rows, right, counts = [], [], []
    for folder in folders:
        stories = stories_in(folder)
        if len(stories) < 2:
            raise MissingInputError(f"There are no stories in {folder}; give the folder of one outlet, as eval.stories writes it.")
        own = [row for digest in (*drawn(stories, DIGESTS, STORIES), *singles(stories, ALONE)) for row in rows_of(digest)]
        names = names or list(own[0][0])
        labels = np.array([label for _, label in own], dtype=np.float64)
        rows.append(np.array([[float(figures[name]) for name in names] for figures, _ in own]))
        right.append(labels)
        counts.append(np.where(labels > 0, 1 / labels.sum(), 1 / (1 - labels).sum()))
    line = fit(np.vstack(rows), np.concatenate(right), np.concatenate(counts), PENALTY)
    return names, line.weights, line.bias, sum(map(len, rows))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the weights, and write them where that is asked; 1 where a folder holds no stories."""
    parser = argparse.ArgumentParser(prog="python -m eval.boundary_fit", description="Fits the weights of possible headlines.")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write the project's file of weights")
    given = parser.parse_args(arguments)
    try:
        names, weights, bias, rows = fitted_on(given.folders)
    except InputError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    outlets = ", ".join(folder.name for folder in given.folders)
    table = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    text = json.dumps({"fitted_on": f"{rows} lines of {outlets}", "bias": round(bias, 3), "weights": table}, indent=2) + "\n"
    sys.stdout.write(text)
    if given.write:
        Path(str(files("index.splitting") / FILE)).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
