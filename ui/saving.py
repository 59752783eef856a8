"""Exports of conversations as files: where one may be written, written whole or not at all, and read again."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.exports.forms import ENDINGS, as_bytes, export_form, gather
from assistant.exports.types import Export, Meta
from assistant.types import Answer
from assistant.wording import fallen_words
from index.archive import Archive
from index.errors import InputError, MissingInputError
from index.wording import counted


def exported(answers: Sequence[Answer], archive: Archive, model: str | None, made: datetime | None = None) -> Export:
    """The conversation as it is exported at the moment `made` (now), every citation looked up again in the archive."""
    info = archive.info()
    meta = Meta(
        made=made or datetime.now().astimezone(),
        version=version("dateline"),
        archive=archive.path.resolve().name,
        fingerprint=info.fingerprint,
        articles=info.articles,
        passages=info.passages,
        model=model,
    )
    return gather(answers, archive, meta)


def target(path: Path) -> Path:
    """The path, where an export may be written to it; raises InputError for a wrong ending, and for a folder or one that is not there."""
    export_form(path.name)
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"{path} cannot be written; name a file in a folder that is there.")
    return path


def write(path: Path, export: Export) -> None:
    """Write the file whole or not at all, in the form that its name ends on; raises InputError when it cannot be written."""
    write_whole(path, as_bytes(export, export_form(path.name)))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises InputError when it cannot be written."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as exc:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written ({exc.strerror or exc}); choose another place.") from exc


class Book:
    """The answers of one conversation, and the files that they are exported to."""

    def __init__(self, archive: Archive, model: str | None, target: Path | None = None) -> None:
        """`target` is written anew with each answer, so that a conversation that breaks off is not lost; None for no such file."""
        self._archive = archive
        self._model = model
        self._target = target
        self._own = {target.resolve()} if target else set()
        self._answers: list[Answer] = []

    def add(self, answer: Answer) -> str:
        """Take an answer down; returns what was written, empty where nothing was. Raises InputError when it cannot be written."""
        self._answers.append(answer)
        return self._written(self._target) if self._target else ""

    def save(self, name: str) -> str:
        """Write all answers to the file of that name, which may be there already only if it is an earlier export of this conversation.

        Returns what was written; raises InputError.
        """
        if not name:
            raise InputError(f"/export needs the name of a file: one that ends with {ENDINGS}.")
        if not self._answers:
            raise InputError("There is nothing to export yet; ask a question first.")
        path = target(Path(name))
        if path.exists() and path.resolve() not in self._own:
            raise InputError(f"{path} is there already; choose another name.")
        self._own.add(path.resolve())
        return self._written(path)

    def _written(self, path: Path) -> str:
        export = exported(self._answers, self._archive, self._model)
        write(path, export)
        return f"Exported to {path}: {told(export)}"


def read(path: Path) -> Any:
    """The JSON document of an export; raises MissingInputError and InputError."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise MissingInputError(f"There is no file {path}; check the path.") from exc
    except (OSError, ValueError) as exc:
        raise InputError(f"{path} cannot be read ({exc}); name a .json file that Dateline exported.") from exc


def told(export: Export) -> str:
    """How many quotations were exported, and which of them no longer stand."""
    total, fallen = len(export.footnotes), export.fallen
    if not total:
        return "No quotations in it."
    if not fallen:
        return f"{counted(total, 'quotation')}, checked against the archive letter for letter."
    numbers = ", ".join(str(note.number) for note in fallen)
    return f"{fallen_words(len(fallen), total)} ({numbers}); the file says so at each."
