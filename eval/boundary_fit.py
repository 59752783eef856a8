"""Fits the weights by which possible headlines are judged, on digests of some outlets' stories, and says what they are worth on others.

    python -m eval.boundary_fit FOLDER [FOLDER ...] [--write]

Each FOLDER holds the stories of one outlet, as `python -m eval.stories` writes them. Of their digests in every shape, and of stories alone,
every possible headline but a page's first is a row: its figures, and whether a story begins there. The beginnings together
count as much as the other lines, so that the log odds are those of an even chance; the share of beginnings is estimated on each page anew.
Layout by which a page sets off all its stories gets at least the weight that decides alone. What the weights are worth is measured with
`python -m eval.digests` on outlets that they were not fitted on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from eval import limits_fit
from eval.digest_shapes import Digest
from eval.digests import drawn, singles
from eval.limits_fit import ScoredPage
from eval.logistic import Values, fit
from eval.stories import stories_in
from index.errors import InputError, MissingInputError
from index.splitting.boundaries import PossibleBoundary, framed, possible_places, said_by_frame, scored
from index.splitting.figures import HeadlineFigures, HeadlinePlace
from index.splitting.furniture import front_matter_end
from index.splitting.headlines import Page
from index.splitting.paragraphs import paragraphs
from index.splitting.weighing import FILE, BoundaryWeights, JudgingLimits

PENALTY, LAYOUT_PENALTY, FRAME_PENALTY = 0.1, 0.003, 0.001
"""So that weights hold on other outlets: with 0.003 and 0.00003, each of the six outlets came apart worse by weights of the other five."""
DIGESTS = ((1, 30), (2, 6), (3, 2))
"""How many digests of each shape and outlet, and of how many stories."""
ALONE = 250
AGAINST, FOR = 2.0, 3.0
"""Log odds at which what words say is cut off: words of two reports of one kind can be as alike as those of parts of a story."""
SURE = ("dated_alike", "signed_alike", "ruled", "wide", "counted", "heading")
"""Layout that decides alone, whatever words say: by it the page parts all its stories, and the first is set off so too."""
MARGIN = 1.5


Row = tuple[dict[str, float], dict[str, float], bool]
"""The figures of a possible headline, of words and of layout, and whether a story begins there."""


@dataclass(frozen=True, slots=True)
class FittedPage:
    """A page with its possible headlines: each one's row of lines and its figures. The first of a page is `leading` where prose follows."""

    page: Page
    begin: int
    places: Sequence[HeadlinePlace]
    run_of: Sequence[int]
    rows: Sequence[Row]
    stories: int
    starts: frozenset[int]
    """Paragraphs at which a story begins."""

    @property
    def leading(self) -> bool:
        """Whether nothing but its headline stands above the first prose."""
        return bool(self.places) and not any(map(self.page.is_prose, range(self.begin, self.places[0].headline.index)))

    def found(self, weights: BoundaryWeights) -> tuple[PossibleBoundary, ...]:
        """The possible headlines with their scores by some weights."""
        scores = [weights.log_odds(words, layout) for words, layout, _ in self.rows]
        scores[:1] = [0.0] if self.leading else scores[:1]
        return scored(self.page, self.places, self.run_of, scores, self.begin)

    def said(self, weights: BoundaryWeights) -> Iterator[tuple[float, float, bool]]:
        """Of each possible headline but the first: its score, what its frame says, and whether a story begins there."""
        found = self.found(weights)
        frames = said_by_frame(self.page, found, self.begin, self.leading)
        return ((one.score, frame, row[2]) for one, frame, row in list(zip(found, frames, self.rows, strict=True))[1:])

    def scored(self, weights: BoundaryWeights) -> ScoredPage:
        """The page as its headlines are judged together, what their frames say added to their scores."""
        found = framed(self.page, self.found(weights), self.begin, self.leading, weights.framing)
        return ScoredPage(self.page, found, self.leading, self.stories, self.starts)


def page_of(digest: Digest) -> FittedPage:
    """The page of a digest."""
    page = Page(digest.text, paragraphs(digest.text))
    begin = front_matter_end(page)
    places, run_of = possible_places(page, begin)
    figures = HeadlineFigures(page, places, begin)
    starts = frozenset(i for i, line in enumerate(page.paragraphs) if line.start in digest.starts)
    rows = [(figures.words(n), figures.layout(n), place.headline.index in starts) for n, place in enumerate(places)]
    return FittedPage(page, begin, places, run_of, rows, len(digest.starts), starts)


def pages_of(folder: Path) -> list[FittedPage]:
    """The pages made of one outlet's stories; raises MissingInputError where a folder holds none."""
    stories = stories_in(folder)
    if len(stories) < 2:
        raise MissingInputError(f"There are no stories in {folder}; give the folder of one outlet, as eval.stories writes it.")
    digests = [digest for count, size in DIGESTS for digest in drawn(stories, count, size)]
    return [page_of(digest) for digest in (*digests, *singles(stories, ALONE))]


def fitted_on(folders: Sequence[Path]) -> tuple[BoundaryWeights, int]:
    """The weights fitted on some outlets' stories, and the number of rows."""
    outlets = [pages_of(folder) for folder in folders]
    rows = [rows_of(pages) for pages in outlets]
    weights = weights_of([row for some in rows for row in some])
    others = [_of_others(n, rows) for n in range(len(rows))]
    framing = _framing(outlets, others)
    return replace(weights, framing=framing, limits=_limits(outlets, others, framing)), sum(map(len, rows))


def rows_of(pages: Sequence[FittedPage]) -> list[Row]:
    """The rows of all possible headlines but the first of each page."""
    return [row for page in pages for row in page.rows[1:]]


def _framing(outlets: Sequence[Sequence[FittedPage]], others: Sequence[BoundaryWeights]) -> float:
    """How much a frame counts beside a score, 0 to 1: on each outlet with scores by weights of the others, as on an outlet never seen."""
    said = [one for pages, weights in zip(outlets, others, strict=True) for page in pages for one in page.said(weights)]
    table = np.array(said, dtype=float)
    right = table[:, 2]
    line = fit(table[:, :2], right, _evenly(right), FRAME_PENALTY)
    return max(0.0, min(1.0, float(line.weights[1] / line.weights[0])))


def _limits(outlets: Sequence[Sequence[FittedPage]], others: Sequence[BoundaryWeights], framing: float) -> JudgingLimits:
    """How headlines are judged together, likewise with scores by weights of the other outlets."""
    pages = zip(outlets, others, strict=True)
    return limits_fit.found_on([page.scored(replace(weights, framing=framing)) for own, weights in pages for page in own if page.places])


def _of_others(n: int, rows: Sequence[Sequence[Row]]) -> BoundaryWeights:
    """The weights of the rows of all outlets but the `n`th, where there are others."""
    return weights_of([row for k, some in enumerate(rows) for row in some if k != n or len(rows) == 1])


def _evenly(right: Values) -> Values:
    """What each row counts, so that beginnings and other lines count the same together."""
    return np.asarray(np.where(right > 0, 1 / right.sum(), 1 / (1 - right).sum()))


def weights_of(rows: Sequence[Row]) -> BoundaryWeights:
    """The weights of rows of figures: those of words first, then, with what words say cut off, those of layout; a frame counts nothing."""
    names, marks = list(rows[0][0]), list(rows[0][1])
    words = np.array([[float(row[0][name]) for name in names] for row in rows])
    layout = np.array([[float(row[1][name]) for name in marks] for row in rows])
    right = np.array([float(row[2]) for row in rows])
    counts = _evenly(right)
    first = fit(np.hstack([words, layout]), right, counts, PENALTY).weights[: len(names)]
    said = words @ first
    middle = -(said[right > 0].mean() + said[right == 0].mean()) / 2
    second = fit(np.column_stack([np.clip(said + middle, -AGAINST, FOR), layout]), right, counts, LAYOUT_PENALTY)
    scale = float(second.weights[0])
    shown = dict(zip(marks, map(float, second.weights[1:]), strict=True))
    least = AGAINST * scale - second.bias - shown["alike"] + MARGIN
    for name in SURE:
        beside = shown[name.removesuffix("_alike")] if name.endswith("_alike") else 0.0
        shown[name] = max(shown[name], least - beside)
    spoken = {name: float(weight) * scale for name, weight in zip(names, first, strict=True)}
    return BoundaryWeights(second.bias, float(middle) * scale, AGAINST * scale, FOR * scale, 0.0, spoken, shown)


def _rounded(value: float | dict[str, float]) -> float | dict[str, float]:
    return {name: round(one, 3) for name, one in value.items()} if isinstance(value, dict) else round(value, 3)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the weights, and write them where that is asked; 1 where a folder holds no stories."""
    parser = argparse.ArgumentParser(prog="python -m eval.boundary_fit", description="Fits the weights of possible headlines.")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write the project's file of weights")
    given = parser.parse_args(arguments)
    try:
        weights, rows = fitted_on(given.folders)
    except InputError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    outlets = ", ".join(folder.name for folder in given.folders)
    table = {name: _rounded(value) for name, value in asdict(weights).items()}
    text = json.dumps({"fitted_on": f"{rows} lines of {outlets}"} | table, indent=2) + "\n"
    sys.stdout.write(text)
    if given.write:
        Path(str(files("index.splitting") / FILE)).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
