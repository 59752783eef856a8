"""What the archive reports: one file added, the count of what a filter leaves, the outcome of a check, what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.types import Article

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
class AddProgress:
    """How far adding has come: the file that is worked on, the files that are done of those known, `left_alone` of them without any work,
    the articles that are embedded of those found so far, and the texts embedded for them.
    """

    file: str
    files: int
    of_files: int
    left_alone: int
    articles: int
    of_articles: int
    texts: int

    @property
    def articles_left(self) -> int | None:
        """The articles still to come, if the files ahead hold as many as those done on average; None while nothing tells."""
        found, ahead, worked_on = self.of_articles - self.articles, self.of_files - self.files, self.files - self.left_alone
        if worked_on:
            return max(found, round(self.articles / worked_on * ahead))
        return found if ahead == 1 else None


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


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet with the number of its articles; `source` is None for those of which no outlet is known."""

    source: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody whom bylines name, with the number of articles."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """What an archive holds.

    `format` is the version of its tables, `generation` the number that every write raises. `model` is the embedding model that the
    settings named when it was made, `embedder` the fingerprint of the one whose vectors it holds (None before the first). `earliest` and
    `latest` are the days that its articles span, `newest` is an article of the last of them. `sizes` are bytes on the disk by part.
    """

    path: str
    format: int
    generation: int
    model: str
    embedder: str | None
    fingerprint: str  # equal for archives that answer alike
    files: int
    articles: int
    passages: int
    outlets: tuple[Outlet, ...]
    authors: tuple[Author, ...]
    earliest: date | None
    latest: date | None
    undated: int
    corrected: int  # dates
    corrected_outlets: int
    newest: Article | None
    sizes: Mapping[str, int]
