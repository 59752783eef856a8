"""A run of known questions as it is shown: figures with their intervals, the curves, and each question beside its earlier outcome."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a question since the earlier run; `NEW` stood in no earlier one."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class SuiteFile:
    """A file of known questions: how many it holds, or a sentence that says why it cannot be read."""

    name: str
    questions: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RunFigure:
    """A measure with its 95 % interval over `n` questions; `before` is its mean in the earlier run, None where there is none."""

    name: str
    mean: float
    low: float
    high: float
    n: int
    definition: str = ""
    lower_is_better: bool = False
    before: float | None = None


@dataclass(frozen=True, slots=True)
class KindFigures:
    """The figures of one kind of question, those that apply."""

    kind: str
    questions: int
    figures: tuple[RunFigure, ...]


@dataclass(frozen=True, slots=True)
class RunCurve:
    """Points of an SVG polyline, 200 by 200: right over coverage; with the bins of confidence, and two figures."""

    name: str
    line: str
    dots: tuple[tuple[float, float, int], ...]
    area: float
    error: float


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """One question of a run: what was asked (earlier questions first), wanted and shown, and why it failed, empty where it passed."""

    id: str
    kind: str
    asked: tuple[str, ...]
    passed: bool
    wanted: str
    came: str
    why: str
    change: Change | None


@dataclass(frozen=True, slots=True)
class RunReport:
    """A run, compared with the earlier one of the name `against` where one is given."""

    name: str
    summary: str
    overall: tuple[RunFigure, ...]
    kinds: tuple[KindFigures, ...]
    curves: tuple[RunCurve, ...]
    questions: tuple[KnownQuestion, ...]
    warnings: tuple[str, ...] = ()
    against: str = ""


@dataclass(frozen=True, slots=True)
class RunState:
    """How far a run is: `finished` is the name of its file when it is over, `problem` a sentence where it could not be done."""

    suite: str = ""
    done: int = 0
    total: int = 0
    running: bool = False
    finished: str = ""
    problem: str = ""
