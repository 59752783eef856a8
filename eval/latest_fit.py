"""What it counts, for a question that asks for the last of several states, that a sentence stands in a later article than the others.

    python -m eval.latest_fit [NAME ...]

asks such questions of the invented archives (`eval.invented`; all that have questions, or those named), and prints for several weights how
likely the answers are found right by them and how many are right: the weight in `assistant.selection.latest` is the best of them.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.selection import latest
from assistant.selection.latest import asks_for_latest
from assistant.types import Status
from eval import invented
from eval.ablation import without
from eval.cases import Case, load_suite
from eval.runner import run_suite

WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
LEAST = 1e-6
"""How sure an answer is at least and at most, for its logarithm."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Of a number of questions how many are answered and how many of these rightly, and the log likelihood of what is right."""

    asked: int = 0
    answered: int = 0
    right: int = 0
    likelihood: float = 0.0

    def __add__(self, other: Worth) -> Worth:
        """Of both."""
        sums = (self.asked + other.asked, self.answered + other.answered, self.right + other.right, self.likelihood + other.likelihood)
        return Worth(*sums)


def asking(cases: Sequence[Case]) -> list[Case]:
    """The cases that ask for a last state."""
    return [case for case in cases if asks_for_latest(case.question)]


def worth(cases: Sequence[Case], assistant: Assistant, weight: float) -> Worth:
    """What a weight is worth on some cases."""
    with without([(latest, "LATER", weight)]):
        results = [(one, one.answer) for one in run_suite(cases, assistant).cases]
    told = Worth()
    for result, answer in results:
        if answer is not None:
            is_right = result.measures.get("right") == 1
            is_told = answer.status is Status.ANSWERED
            sure = min(max(answer.confidence, LEAST), 1 - LEAST)
            told += Worth(1, is_told, is_told and is_right, math.log(sure if is_right else 1 - sure))
    return told


def measured(names: Sequence[str], weights: Sequence[float] = WEIGHTS) -> Iterator[tuple[float, Worth]]:
    """Each weight with its worth on invented archives."""
    sums = dict.fromkeys(weights, Worth())
    for name in names:
        questions = invented.FOLDER / name / invented.QUESTIONS
        if not questions.is_file():
            continue
        with invented.made(name) as archive:
            assistant, cases = Assistant(archive), asking(load_suite(questions))
            for weight in weights:
                sums[weight] += worth(cases, assistant, weight)
    yield from sums.items()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what the weights are worth."""
    parser = argparse.ArgumentParser(prog="python -m eval.latest_fit", description="Weights of later articles.")
    parser.add_argument("names", nargs="*", choices=[*invented.names(), []], metavar="NAME")
    given = parser.parse_args(arguments)
    sys.stdout.write("weight   right/answered   of   log likelihood\n")
    for weight, one in measured(given.names or invented.names()):
        sys.stdout.write(f"{weight:>6}   {one.right:>5}/{one.answered:<8}   {one.asked:<4} {one.likelihood:>8.1f}\n")


if __name__ == "__main__":
    main()
