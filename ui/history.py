"""Earlier questions of a conversation, read from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.contract import turn_of
from assistant.types import Turn
from index.errors import InputError, MissingInputError

ACCEPTED = (
    "a JSON list of questions, of {question, answer} objects or of answers as `dateline ask --json` gives them, "
    "or one question on each line"
)


def read_history(path: Path) -> tuple[Turn, ...]:
    """The turns in the file, oldest first; raises MissingInputError or InputError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as exc:
        raise MissingInputError(f"There is no history file {path}; check the path.") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"The history file {path} cannot be read ({exc}); it must be UTF-8 text: {ACCEPTED}.") from exc
    if not text.lstrip().startswith("["):
        return tuple(Turn(line.strip()) for line in text.splitlines() if line.strip())
    try:
        return tuple(_turn(entry) for entry in json.loads(text))
    except ValueError as exc:
        raise InputError(f"The history file {path} is broken ({exc}); it must hold {ACCEPTED}.") from exc


def _turn(entry: Any) -> Turn:
    if isinstance(entry, str):
        return Turn(entry)
    if isinstance(entry, dict) and isinstance(entry.get("question"), str):
        return turn_of(entry)
    raise ValueError(f"entry {json.dumps(entry, ensure_ascii=False)[:60]} is neither a question nor an object with one")
