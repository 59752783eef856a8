"""Runs of known questions as they are kept in the folder of an archive, a file each, named by day, time and suite."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.wording import day_words
from index.errors import InputError, MissingInputError
from ui.saving import write_whole

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-\d{6}-[\w. -]{1,80}\.json")
MOST = 200
"""Runs that are listed, the newest."""


class Runs:
    """The files DATE-TIME-SUITE.json in the folder “runs” below another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "runs"

    def names(self) -> list[str]:
        """The names of the runs, newest first."""
        found = sorted((path.name for path in self._folder.glob("*.json") if _NAME.fullmatch(path.name)), reverse=True)
        return found[:MOST]

    def read(self, name: str) -> dict[str, Any]:
        """The result document of a run; raises MissingInputError and InputError."""
        if name not in self.names():
            raise MissingInputError(f"There is no run “{name[:100]}” any more.")
        try:
            document = json.loads((self._folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as exc:
            raise InputError(f"The run {name} cannot be read ({exc}); run the suite again.") from exc
        if not isinstance(document, dict) or not isinstance(document.get("cases"), list) or "measures" not in document:
            raise InputError(f"The run {name} is not whole; run the suite again.")
        return document

    def write(self, suite: str, document: Any, when: datetime) -> str:
        """Keep a result document; returns the name of its file. Raises InputError."""
        self._folder.mkdir(exist_ok=True)
        plain = re.sub(r"[^\w.-]", "-", suite)[:80] or "suite"
        name = f"{when:%Y-%m-%d-%H%M%S}-{plain}.json"
        write_whole(self._folder / name, json.dumps(document, ensure_ascii=False, indent=1).encode())
        return name


def run_words(name: str) -> str:
    """The name of a run in words: `sample, 28 November 2026, 14:05:30`."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})(\d{2})-(.+)\.json", name)
    if not found:
        return name
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:  # a file that somebody named by hand
        return name
    return f"{found[7]}, {day_words(day)}, {found[4]}:{found[5]}:{found[6]}"
