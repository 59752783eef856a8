"""How well digests of real stories come apart: their boundaries, headlines and days, by shape and by outlet, and single stories left whole.

    python -m eval.digests FOLDER [FOLDER ...] [--digests 3] [--stories 40] [--shape NAME] [--json] [--misses]

Each FOLDER holds the stories of one outlet, as `python -m eval.stories` writes them. Digests are drawn by lot from the stories of one
outlet. A boundary is right where a section begins exactly at a story; a headline where it is the story's. A single day that a section
asserts is right where it is the story's day; days are counted apart where the digest states them in a line and where they are inferred.
The shape "single" is each story alone, in one of the shapes without a number, and counts as whole where it is one section.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from eval.digest_shapes import SHAPES, Digest, compose, day_of
from eval.stories import Story, stories_in
from index.dating.sections import date_sections
from index.errors import InputError, MissingInputError
from index.splitting.digest import Section, split
from index.types import Basis

SEED = 11
SINGLES = 150
"""Stories of an outlet that are split alone."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted over some digests; all are numbers of stories, sections or days."""

    stories: int = 0
    sections: int = 0
    right: int = 0
    titled: int = 0
    stated: int = 0
    stated_right: int = 0
    told: int = 0
    told_right: int = 0
    singles: int = 0
    whole: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def figures(self) -> dict[str, float | None]:
        """Shares of 1, None where nothing was counted; `stated` and `inferred` are the shares of single days asserted that are right."""
        return {
            "precision": _share(self.right, self.sections),
            "recall": _share(self.right, self.stories),
            "f1": _share(2 * self.right, self.sections + self.stories),
            "titles": _share(self.titled, self.right),
            "stated": _share(self.stated_right, self.stated),
            "inferred": _share(self.told_right, self.told),
            "whole": _share(self.whole, self.singles),
        }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def drawn(stories: Sequence[Story], digests: int, size: int, shapes: Sequence[str] = ()) -> Iterator[Digest]:
    """Digests of some stories of one outlet, so many of each shape."""
    for shape in SHAPES:
        lot = random.Random(f"{SEED} {shape.name}")
        for _ in range(digests if not shapes or shape.name in shapes else 0):
            yield compose(lot.sample(stories, min(size, len(stories))), shape, lot)


def singles(stories: Sequence[Story], count: int = SINGLES) -> Iterator[Digest]:
    """Stories alone, each in one of the shapes."""
    lot = random.Random(f"{SEED} single")
    shapes = [shape for shape in SHAPES if not (shape.numbered or shape.masthead or shape.brief)]
    for story in lot.sample(stories, min(count, len(stories))):
        yield compose([story], lot.choice(shapes), lot)


def counted(digest: Digest) -> Counts:
    """What splitting and dating make of one digest."""
    sections = split(digest.text).sections
    datings = date_sections(digest.text, sections)
    at = {section.start: n for n, section in enumerate(sections)}
    right = [(n, at[start]) for n, start in enumerate(digest.starts) if start in at]
    asserted = [
        (digest.shape.days and datings[k].basis is Basis.STATED, datings[k].day == day)
        for n, k in right
        if (day := day_of(digest.stories[n])) is not None and datings[k].day is not None
    ]
    alone = len(digest.starts) == 1
    return Counts(
        stories=len(digest.starts) * (not alone),
        sections=len(sections) * (not alone),
        right=len(right) * (not alone),
        titled=sum(sections[k].title(digest.text) == digest.titles[n] for n, k in right) * (not alone),
        stated=sum(stated for stated, _ in asserted),
        stated_right=sum(stated and good for stated, good in asserted),
        told=sum(not stated for stated, _ in asserted),
        told_right=sum(not stated and good for stated, good in asserted),
        singles=int(alone),
        whole=int(alone and len(sections) == 1),
    )


def misses(digest: Digest) -> Iterator[str]:
    """What went wrong in a digest, in words: each story missed and each section that is none, with the lines around."""
    sections: Sequence[Section] = split(digest.text).sections
    found, gold = {section.start for section in sections}, set(digest.starts)
    for at in sorted(found ^ gold):
        sign = "missed" if at in gold else "false "
        before = digest.text[max(0, at - 90) : at].rstrip("\n").rsplit("\n", 1)[-1][-60:]
        lines = [line for line in digest.text[at : at + 500].split("\n") if line][:3]
        yield f"{digest.outlet}, {digest.shape.name}: {sign} {before!r} >> " + " // ".join(line[:90] for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures by shape, by outlet and of all; 1 where a folder holds no stories."""
    parser = argparse.ArgumentParser(prog="python -m eval.digests", description="How well digests of real stories come apart.")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--digests", type=int, default=3, help="digests of each shape and outlet")
    parser.add_argument("--stories", type=int, default=40, help="stories of a digest")
    parser.add_argument("--shape", action="append", default=[], help="only this shape")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    given = parser.parse_args(arguments)
    table: dict[str, Counts] = defaultdict(Counts)
    try:
        for folder in given.folders:
            stories = stories_in(folder)
            if len(stories) < 2:
                raise MissingInputError(f"There are no stories in {folder}; give the folder of one outlet, as eval.stories writes it.")
            every = [*drawn(stories, given.digests, given.stories, given.shape), *(singles(stories) if not given.shape else ())]
            for digest in every:
                counts = counted(digest)
                for row in (f"shape {digest.shape.name}" if len(digest.starts) > 1 else "single", f"outlet {digest.outlet}", "all"):
                    table[row] += counts
                for line in misses(digest) if given.misses else ():
                    sys.stdout.write(line + "\n")
    except InputError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    if given.json:
        sys.stdout.write(json.dumps({row: counts.figures for row, counts in sorted(table.items())}, indent=2) + "\n")
        return 0
    for row, counts in sorted(table.items()):
        shares = (f"{name} {value:.3f}" for name, value in counts.figures.items() if value is not None)
        sys.stdout.write(f"{row:28} " + ", ".join(shares) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
