"""Known questions: the values of one case, the loader of a suite, and the check of its gold quotations against an archive."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any

from index.errors import MissingInputError, SuiteError, UnreadableInputError
from index.types import Article


class Mode(StrEnum):
    """Whether one gold span is enough, because each says it, or all are needed, because each says a part."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Words that answer a question: `quote` stands at `start`/`end` of the document of that file name."""

    file: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """One known question. Without answers and evidence it is unanswerable: the right answer is that the archive does not say.

    `answers` are acceptable short answers; where `answer_parts` is not empty, one wording of every part must be given instead.
    `history` holds the earlier questions of the conversation, oldest first.

    Two more keys ask for what no citation shows. `says`: texts that must all stand in the text of the answer, or of the refusal, or in its
    notes. `in_order`: true where the evidence must be cited in the order that it is listed in.
    """

    id: str
    question: str
    kind: str
    answers: tuple[str, ...] = ()
    evidence: tuple[GoldSpan, ...] = ()
    answer_parts: tuple[tuple[str, ...], ...] = ()
    evidence_mode: Mode = Mode.ANY
    history: tuple[str, ...] = ()
    published: date | None = None
    speaker: str | None = None
    says: tuple[str, ...] = ()
    in_order: bool = False

    @property
    def is_answerable(self) -> bool:
        """True where the archive holds an answer."""
        return bool(self.evidence)

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The parts an answer must hold, each as its acceptable wordings; a question without parts has one."""
        return self.answer_parts or (self.answers,)


RESERVED_KIND = "all"  # names the figures over every kind
UNANSWERABLE = "unanswerable"


def file_name(path: str) -> str:
    """The last part of a path: suites name files without their folder, so that an archive may have been filled from anywhere."""
    return PurePath(path).name


def load_suite(path: Path) -> tuple[Case, ...]:
    """The cases of a JSON Lines file in their order; keys that are not known are passed over, blank lines too.

    Raises SuiteError with file, line, id and remedy at the first thing that is wrong, MissingInputError or UnreadableInputError
    where the file cannot be had.
    """
    cases: list[Case] = []
    lines_of: dict[str, int] = {}
    for number, line in _lines(path):
        case = _Line(path, number, line).case()
        if case.id in lines_of:
            raise SuiteError(
                f"{path}, line {number}, case {case.id!r}: the id stands in line {lines_of[case.id]} already; give every case its own."
            )
        lines_of[case.id] = number
        cases.append(case)
    if not cases:
        raise SuiteError(f"{path} holds no case; write one JSON object a line.")
    return tuple(cases)


def suite_digest(cases: Sequence[Case]) -> str:
    """SHA-256 of what is asked and wanted, in hexadecimal: the layout of the file and keys that no measure reads do not change it."""
    canonical = [_asked(case) for case in cases]
    return hashlib.sha256(json.dumps(canonical, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def _asked(case: Case) -> dict[str, Any]:
    """The fields of a case; the keys that few cases have only where they ask for something, so that other suites keep their digest."""
    fields = asdict(case)
    return {name: value for name, value in fields.items() if value or name not in ("says", "in_order")}


def check_against(cases: Iterable[Case], articles: Iterable[Article]) -> tuple[str, ...]:
    """One sentence for every gold quotation that does not stand at its place in an article of that file name; empty when all do."""
    by_file: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_file[file_name(article.file)].append(article)
    found = ((case, gold, _misplaced(gold, by_file.get(file_name(gold.file), []))) for case in cases for gold in case.evidence)
    return tuple(f"case {case.id!r}: the gold quotation {gold.quote[:60]!r} {wrong}." for case, gold, wrong in found if wrong)


def _misplaced(gold: GoldSpan, articles: Sequence[Article]) -> str | None:
    if not articles:
        return f"is in {gold.file}, and the archive holds no article of that file"
    if any(a.start <= gold.start and gold.end <= a.end and a.slice(gold.start, gold.end) == gold.quote for a in articles):
        return None
    elsewhere = next((a.start + a.text.index(gold.quote) for a in articles if gold.quote in a.text), None)
    where = "and nowhere else in its articles" if elsewhere is None else f"but at {elsewhere}"
    return f"does not stand at {gold.start}-{gold.end} of {gold.file}, {where}"


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as exc:
        raise MissingInputError(f"There is no suite {path}; give the path of a JSON Lines file of known questions.") from exc
    except OSError as exc:
        raise UnreadableInputError(f"The suite {path} cannot be read ({exc.strerror}); check that it is a file and may be read.") from exc
    except UnicodeDecodeError as exc:
        raise SuiteError(f"{path} is not UTF-8 (byte {exc.start}); save it as UTF-8.") from exc
    # Not splitlines(): JSON strings may hold U+2028 and its like unescaped.
    yield from ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


class _Line:
    """One line of a suite on its way to a Case; every complaint names file, line and id."""

    def __init__(self, path: Path, number: int, line: str) -> None:
        self._place = f"{path}, line {number}"
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as exc:
            raise self._error(f"not valid JSON ({exc})", "write one object a line") from exc
        if not isinstance(fields, dict):
            raise self._error(f"a JSON {type(fields).__name__}, not an object", "write {...}")
        self._fields: Mapping[str, Any] = fields
        self._place += f", case {self._text('id')!r}"

    def case(self) -> Case:
        case = Case(
            id=self._text("id"),
            question=self._text("question"),
            kind=self._text("kind"),
            answers=self._texts("answers", required=True),
            evidence=self._evidence(),
            answer_parts=self._parts(),
            evidence_mode=self._mode(),
            history=self._texts("history"),
            published=self._published(),
            speaker=self._text("speaker") if self._fields.get("speaker") is not None else None,
            says=self._texts("says"),
            in_order=self._in_order(),
        )
        self._agree(case)
        return case

    def _agree(self, case: Case) -> None:
        if case.evidence and not case.answers:
            raise self._error("evidence without answers", "add an acceptable answer, or take the evidence out")
        if case.answers and not case.evidence:
            raise self._error("answers without evidence", "add the quotation that answers, or take the answers out")
        if case.in_order and len(case.evidence) < 2:
            raise self._error('"in_order" with fewer than two pieces of evidence', "list those that have an order, or take it out")
        if case.answer_parts and not case.answers:
            raise self._error("answer_parts without answers", "add the answers, or take the parts out")
        if case.kind == RESERVED_KIND:
            raise self._error(f'the kind "{RESERVED_KIND}" is taken by the figures over every kind', "choose another word")
        if case.kind == UNANSWERABLE and case.is_answerable:
            raise self._error(f'kind "{UNANSWERABLE}" with answers', "choose another kind, or take answers and evidence out")

    def _error(self, wrong: str, remedy: str) -> SuiteError:
        return SuiteError(f"{self._place}: {wrong}; {remedy}.")

    def _text(self, key: str) -> str:
        if key not in self._fields:
            raise self._error(f'no "{key}"', "add it")
        return self._nonempty(key, self._fields[key])

    def _nonempty(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._error(f'"{key}" holds {json.dumps(value)[:40]}, not a text', "put it in quotation marks")
        if not value.strip():
            raise self._error(f'"{key}" holds an empty text', "fill it in")
        return value

    def _list(self, key: str, *, required: bool = False) -> list[Any]:
        value = self._fields.get(key)
        if required and key not in self._fields:
            raise self._error(f'no "{key}"', "add a list; it is empty when the archive does not answer")
        if value is None and not required:
            return []
        if not isinstance(value, list):
            raise self._error(f'"{key}" is not a list', "write [...]")
        return value

    def _texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        return tuple(self._nonempty(key, value) for value in self._list(key, required=required))

    def _parts(self) -> tuple[tuple[str, ...], ...]:
        parts = self._list("answer_parts")
        if not all(isinstance(part, list) and part for part in parts):
            raise self._error('"answer_parts" is not a list of lists of texts', "write the wordings of each part in a list of its own")
        return tuple(tuple(self._nonempty("answer_parts", wording) for wording in part) for part in parts)

    def _mode(self) -> Mode:
        value = self._fields.get("evidence_mode")
        if value not in (None, *Mode):
            raise self._error(f'"evidence_mode" is {json.dumps(value)}', 'write "any" or "all"')
        return Mode(value) if value else Mode.ANY

    def _in_order(self) -> bool:
        value = self._fields.get("in_order")
        if value not in (None, True, False):
            raise self._error(f'"in_order" is {json.dumps(value)}', "write true or false")
        return bool(value)

    def _published(self) -> date | None:
        value = self._fields.get("published")
        if value is None:
            return None
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # not fromisoformat(), which reads weeks and bare digits too
        except (TypeError, ValueError) as exc:
            raise self._error(f'"published" is {json.dumps(value)}, not a day', "write it as YYYY-MM-DD") from exc

    def _evidence(self) -> tuple[GoldSpan, ...]:
        return tuple(self._gold_span(item) for item in self._list("evidence", required=True))

    def _gold_span(self, item: object) -> GoldSpan:
        if not isinstance(item, dict) or not {"file", "quote", "start", "end"} <= item.keys():
            raise self._error(f"evidence {json.dumps(item)[:60]} is not complete", "give it file, quote, start and end")
        start, end = item["start"], item["end"]
        if type(start) is not int or type(end) is not int or start < 0:
            raise self._error(f"evidence from {start!r} to {end!r}", "give both as counts of characters from the start of the file")
        gold = GoldSpan(self._nonempty("file", item["file"]), self._nonempty("quote", item["quote"]), start, end)
        if end - start != len(gold.quote):
            raise self._error(
                f"evidence {start}-{end} is {end - start} characters long and its quote {len(gold.quote)}",
                "count in Unicode characters of the decoded file, the end not included",
            )
        return gold
