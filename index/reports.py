"""What the archive reports of its work: one file added, the count of what a filter leaves, the outcome of a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

REMEDY = "run: dateline verify --repair"
"""What to do when parts of an archive do not agree."""

FileStatus = Literal["added", "unchanged", "updated", "skipped"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: its name as given, the outcome, why where it is not plain, and what it was read as."""

    file: str
    status: FileStatus
    reason: str | None = None
    articles: int = 0
    passages: int = 0
    encoding: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a filter leaves to search, and the undated articles that its window of days leaves out."""

    articles: int
    passages: int
    undated_left_out: int = 0


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The outcome of a check: `problems` still there, what was `repaired`, one sentence each. `ok` when no problem is left."""

    ok: bool
    problems: tuple[str, ...]
    repaired: tuple[str, ...]
    articles: int
    passages: int
