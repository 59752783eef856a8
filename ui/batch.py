"""Many questions at once, from a file into a file: each answer is written as it comes, and a run that broke off is taken up again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.contract import answer_json
from assistant.exports.forms import COLUMNS, as_csv
from assistant.exports.types import Export
from assistant.types import Answer
from index.errors import DatelineError, InputError, MissingInputError

FORMS = (".csv", ".jsonl")
FAILED = "error"
"""The status of a question that could not be asked; another run asks it again."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One question of a file, under the id that the file gives it, or the number of its row."""

    id: str
    question: str


Ask = Callable[[str], Answer]
Exported = Callable[[Answer], Export]
Step = Callable[[str, int, int], None]


def read_questions(path: Path) -> list[BatchQuestion]:
    """The questions of a CSV file with a column `question` (and `id`), of JSON Lines with these fields, or one on each line.

    Raises MissingInputError, and InputError for a file without questions, with none in a row, or with an id twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as exc:
        raise MissingInputError(f"There is no file {path}; check the path.") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"{path} cannot be read ({exc}); it must be UTF-8 text.") from exc
    rows = list(_rows(path, text))
    found = [BatchQuestion(str(row.get("id") or number), str(row.get("question") or "").strip()) for number, row in enumerate(rows, 1)]
    if not found:
        raise InputError(f"{path} holds no question.")
    known: set[str] = set()
    for one in found:
        if not one.question:
            raise InputError(f"{path}: {one.id} has no question; fill it in or take the row out.")
        if one.id in known:
            raise InputError(f"{path}: the id {one.id} stands there twice; give each question its own.")
        known.add(one.id)
    return found


def _rows(path: Path, text: str) -> Iterator[dict[str, Any]]:
    if path.suffix.casefold() == ".csv":
        rows = csv.DictReader(io.StringIO(text, newline=""))
        if "question" not in (rows.fieldnames or ()):
            raise InputError(f"{path} has no column question; name the column with the questions so, and one with their ids id.")
        yield from rows
        return
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        if path.suffix.casefold() != ".jsonl":
            yield {"question": line}
            continue
        try:
            row = json.loads(line)
        except ValueError as exc:
            raise InputError(f"{path}, line {number}: no JSON ({exc}).") from exc
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number}: no JSON object with a question.")
        yield row


class Answers:
    """The file of answers: JSON Lines of `{id, ...answer object}`, or CSV with a row for each citation and the id before them."""

    def __init__(self, path: Path, exported: Exported) -> None:
        """Take up what an earlier run has written to `path`, whose end decides the form; raises InputError for other ends and contents."""
        if path.suffix.casefold() not in FORMS:
            raise InputError(f"The name {path} does not say how to write answers; end it with {' or '.join(FORMS)}.")
        if path.is_dir() or not path.parent.is_dir():
            raise InputError(f"{path} cannot be written; name a file in a folder that is there.")
        self._path, self._exported = path, exported
        self._is_csv = path.suffix.casefold() == ".csv"
        self.done = self._taken_up() if path.exists() else {}

    def _taken_up(self) -> dict[str, str]:
        """The questions by their ids that are answered in the file, from which all else is taken: what failed, and what broke off."""
        try:
            with self._path.open(encoding="utf-8-sig", newline="") as file:
                text = file.read()
            kept = _whole_rows(text) if self._is_csv else _whole_lines(text)
        except (OSError, ValueError, KeyError, TypeError, csv.Error) as exc:
            raise InputError(f"{self._path} is there, and is no file of answers; choose another name.") from exc
        beside = self._path.with_name(f".{self._path.name}.part")
        written = "".join(line for _, _, line in kept)
        beside.write_text(_HEAD + written if self._is_csv and kept else written, encoding="utf-8", newline="")
        beside.replace(self._path)
        return {id: question for id, question, _ in kept}

    def add(self, asked: BatchQuestion, answer: Answer | None, problem: str = "") -> None:
        """Write one answer, or what went wrong."""
        is_new = not self._path.exists() or not self._path.stat().st_size
        with self._path.open("a", encoding="utf-8", newline="") as file:
            if self._is_csv:
                file.write((_HEAD if is_new else "") + self._csv(asked, answer, problem))
            else:
                body = answer_json(answer) if answer else {"question": asked.question, "status": FAILED, "error": problem}
                file.write(json.dumps({"id": asked.id, **body}, ensure_ascii=False) + "\n")
        self.done[asked.id] = asked.question

    def _csv(self, asked: BatchQuestion, answer: Answer | None, problem: str) -> str:
        if answer is None:
            given = {"id": asked.id, "question": asked.question, "status": FAILED, "answer": problem}
            return _line([given.get(name, "") for name in _COLUMNS])
        rows = csv.reader(io.StringIO(as_csv(self._exported(answer)).removeprefix("\ufeff"), newline=""))
        next(rows)
        return "".join(_line((asked.id, *row)) for row in rows)


Kept = list[tuple[str, str, str]]  # id, question, what stands in the file


def _whole_lines(text: str) -> Kept:
    """The answers of JSON Lines; raises ValueError, KeyError or TypeError for what is none."""
    *lines, rest = text.split("\n")
    if not rest.startswith(_BEGINNING) and not _BEGINNING.startswith(rest):
        raise ValueError(rest)
    found = [(json.loads(line), f"{line}\n") for line in lines]
    return [(str(row["id"]), str(row["question"]), line) for row, line in found if row["status"] != FAILED]


def _whole_rows(text: str) -> Kept:
    """The rows of CSV but those of the last id, whose further citations a crash may have kept off the file; raises ValueError."""
    if _HEAD.removeprefix("\ufeff").startswith(text):
        return []
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    if tuple(header) != _COLUMNS:
        raise ValueError(header)
    rows = [row for row in rows if len(row) == len(header)]
    last = rows[-1][0] if rows else ""
    at = {name: place for place, name in enumerate(_COLUMNS)}
    kept = [row for row in rows if row[0] != last and row[at["status"]] != FAILED]
    return [(row[0], row[at["question"]].removeprefix("'"), _line(row)) for row in kept]


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()


_BEGINNING = '{"id": '
_COLUMNS = ("id", *COLUMNS)
_HEAD = "\ufeff" + _line(_COLUMNS)  # the mark without which Excel misreads UTF-8


def run(questions: Sequence[BatchQuestion], answers: Answers, ask: Ask, step: Step) -> list[str]:
    """Answer what is not answered yet; returns a sentence for each question that failed, all others being answered.

    Raises InputError when the file of answers is of other questions.
    """
    for one in questions:
        if answers.done.get(one.id, one.question) != one.question:
            raise InputError(f"The file of answers has another question under {one.id}; choose another name for the answers.")
    failed = []
    for number, one in enumerate(questions, 1):
        if one.id not in answers.done:
            try:
                answers.add(one, ask(one.question))
            except DatelineError as error:
                failed.append(f"{one.id}: {error}")
                answers.add(one, None, str(error))
        step(one.id, number, len(questions))
    return failed
