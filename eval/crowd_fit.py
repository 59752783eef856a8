"""What ten times as many articles take off the probability of an answer: the same known questions, alone and among many other stories.

    python -m eval.crowd_fit FOLDER

FOLDER is the one of `eval.packaged_weights`, with the suites in FOLDER/news. Those that neither the figures' weights nor the cross-encoder
knows (`news_suites.HELD`) are asked of their own archives and of one that holds all of their stories and 2,000 others
(FOLDER/archives/held@among). Prints, of both, how many of the answers are right, how many of the questions that have one are answered and
how many of the others are refused; and the number that stands as `crowd` in the packaged weights. An answer in the words of another
story, which nobody has looked at, counts neither as right nor as wrong.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.assistant import Assistant
from assistant.selection.probability import ANSWER_FROM, packaged, tenfolds
from assistant.types import Status
from eval import logistic, news_suites
from eval.cases import RESERVED_KIND, load_suite
from eval.packaged_weights import AMONG
from eval.runner import CaseResult, Result, run_suite, summaries
from index.archive import Archive
from index.errors import DatelineError

SUREST = 0.999
"""Probability from which a further digit tells nothing."""
CLOSE = 1e-3


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: its log odds as they would be in a small archive, how often ten times as large its own is, whether it is right."""

    odds: float
    tenfolds: float
    is_right: bool


def fitted(told: Sequence[Told]) -> float:
    """What each tenfold takes off the log odds of an answer, where what these say in small archives is scaled to what is right."""
    both = np.array([(one.odds, -one.tenfolds) for one in told])
    line = logistic.fit(both, np.array([float(one.is_right) for one in told]), np.ones(len(told)), CLOSE)
    return float(line.weights[1])


def of_results(results: Sequence[CaseResult], articles: int) -> Iterator[Told]:
    """What answers tell; `articles`: how many the archive has. Answers that a rule keeps back say nothing of their probability."""
    reading = packaged().reading
    taken_off = reading.crowd * tenfolds(articles) if reading else 0.0
    for one in results:
        if one.answer is None or one.answer.confidence is None:
            continue
        sure = min(max(one.answer.confidence, 1 - SUREST), SUREST)
        is_right = one.case.is_answerable and one.measures.get("right") == 1
        is_elsewhere = one.case.is_answerable and not is_right and one.measures.get("shown") == 1
        if not is_elsewhere and (one.answer.status is Status.ANSWERED) == (sure >= ANSWER_FROM):
            yield Told(math.log(sure / (1 - sure)) + taken_off, tenfolds(articles), is_right)


def line(name: str, results: Sequence[CaseResult]) -> str:
    """How many of the answers are right, of the answerable answered, and of the others refused."""
    of = summaries(results)[RESERVED_KIND]
    figures = (f"{figure} {of[figure].mean:.3f}" for figure in ("right_when_answered", "coverage", "refusal_recall") if figure in of)
    return f"{name}: {len(results)} questions, {', '.join(figures)}\n"


def asked(place: Path, suites: Sequence[Path], others: Sequence[Path] = ()) -> Iterator[Result]:
    """Suites asked of an archive of their articles and of those of others, which is made where it is not there."""
    with Archive.create_or_open(place) as archive:
        archive.add([str(one / "articles") for one in (*suites, *others)])
        assistant = Assistant(archive)
        for suite in suites:
            yield run_suite(load_suite(suite / "suite.jsonl"), assistant)


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask in both, and fit."""
    parser = argparse.ArgumentParser(prog="python -m eval.crowd_fit", description="Fits what a larger archive takes off a probability.")
    parser.add_argument("folder", type=Path)
    given = parser.parse_args(arguments)
    news, archives = given.folder / "news", given.folder / "archives"
    held = [news / name for name in news_suites.HELD]
    told: list[Told] = []
    try:
        alone = (result for suite in held for result in asked(archives / suite.name, [suite]))
        among = asked(archives / f"held@{AMONG}", held, [news / news_suites.OTHER])
        for name, results in (("alone", list(alone)), (AMONG, list(among))):
            sys.stdout.write(line(name, [one for result in results for one in result.cases]))
            told += [one for result in results for one in of_results(result.cases, result.articles)]
    except DatelineError as exc:
        parser.exit(1, f"{exc}\n")
    sys.stdout.write(f"crowd: {fitted(told):.2f}\n")


if __name__ == "__main__":
    main()
