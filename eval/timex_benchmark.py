"""How well dates in news are understood: our resolver and the `dateparser` library on the DATE expressions of TimeML documents.

    python -m eval.timex_benchmark FOLDER_OF_TML [--json] [--misses]

The data is TimeBank as cleaned for TempEval-3: the folder `data/TBAQ-cleaned/TimeBank` of the public repository jspotter/TempEval-3. It is
read where it lies, and nothing of it is kept. Measured is *value accuracy*: the extent of each expression and the day on which its
document was made are given, and the value has to come out as in the gold, letter for letter: 1998-03-04, 1998-03, 1998, 1998-W10,
1998-W10-WE, 1998-Q1, 1998-H1, 1998-SU (SP, SU, FA, WI), 199 (the nineties), 19 (the twentieth century), PAST_REF, PRESENT_REF, FUTURE_REF.
An X of the gold ("1998-WXX") is a digit that its annotators left open, and any digit does there; `strict` counts without that. An
expression that gets no value is counted as wrong. Our resolver reads each text as a whole, as it does in an archive; `dateparser` is built
for single expressions and gets them one by one.

The rules were corrected by the misses of the *development* half of the documents (by a hash of the file name), which `--misses` lists; the
*held out* half shows what they are worth elsewhere.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from index.errors import InputError, MissingInputError, UnreadableInputError
from index.timex import Timex, find
from index.timex.values import DaySpan, months_span, unit_span, year_span

DEVELOPMENT, HELD_OUT = "development", "held out"
REFERENCES = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_PERIODS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


@dataclass(frozen=True, slots=True)
class Expression:
    """One DATE expression of a document: the words at `start` of its text, and the value that the gold gives."""

    start: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class TimeDocument:
    """A TimeML document: its name, the day on which it was made, its text and its DATE expressions."""

    name: str
    created: date
    text: str
    expressions: tuple[Expression, ...]

    @property
    def half(self) -> str:
        """The half of the collection that the document belongs to."""
        return HELD_OUT if sha256(self.name.encode()).digest()[0] % 2 else DEVELOPMENT


@dataclass(frozen=True, slots=True)
class Judged:
    """One expression with the values that were found; "" where there is none."""

    document: str
    half: str
    text: str
    gold: str
    ours: str
    dateparser: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the expressions with the right value, and `answered`, the share with any."""

    expressions: int
    ours: float
    ours_strict: float
    ours_answered: float
    dateparser: float
    dateparser_strict: float
    dateparser_answered: float


def read_documents(folder: Path) -> tuple[TimeDocument, ...]:
    """All .tml documents of a folder that say on which day they were made; raises MissingInputError, UnreadableInputError."""
    paths = sorted(path for path in folder.glob("*.tml") if not path.name.startswith("."))
    if not paths:
        raise MissingInputError(f"There is no .tml document in {folder}; give the folder that holds the TimeML files.")
    return tuple(document for path in paths if (document := read_document(path)) is not None)


def read_document(path: Path) -> TimeDocument | None:
    """One TimeML document; None where its day of creation is not given to the day."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as exc:
        raise UnreadableInputError(f"{path} is not a TimeML document: {exc}.") from exc
    created, body = root.find("DCT/TIMEX3"), root.find("TEXT")
    day = re.match(r"\d{4}-\d\d-\d\d", created.get("value", "")) if created is not None else None
    if body is None or day is None:
        return None
    text = "".join(body.itertext())
    return TimeDocument(path.name, date.fromisoformat(day.group()), text, tuple(_expressions(body)))


def _expressions(body: ElementTree.Element) -> Iterator[Expression]:
    at = 0
    for node in _walk(body):
        if isinstance(node, str):
            at += len(node)
        elif node.tag == "TIMEX3" and node.get("type") == "DATE" and (words := "".join(node.itertext())).strip():
            yield Expression(at, words, node.get("value", ""))


def _walk(node: ElementTree.Element) -> Iterator[ElementTree.Element | str]:
    """The elements below a node and the pieces of text between them, in the order of the document."""
    yield node.text or ""
    for child in node:
        yield child
        yield from _walk(child)
        yield child.tail or ""


def judge(documents: Sequence[TimeDocument]) -> tuple[Judged, ...]:
    """Every expression of the documents with the values that our resolver and `dateparser` give it."""
    theirs = _dateparser()
    judged: list[Judged] = []
    for document in documents:
        found = find(document.text, document.created)
        for expression in document.expressions:
            ours = our_value(found, expression, document.created)
            parsed = theirs(expression.text, document.created)
            judged.append(Judged(document.name, document.half, " ".join(expression.text.split()), expression.value, ours, parsed))
    return tuple(judged)


def our_value(found: Sequence[Timex], expression: Expression, created: date) -> str:
    """The value of the time expression found at an extent, or else of the words alone; "" where neither says a day."""
    end = expression.start + len(expression.text)
    here = [timex for timex in found if timex.start < end and timex.end > expression.start]
    values = [value_of(max(some, key=lambda timex: timex.end - timex.start)) for some in (here, find(expression.text, created)) if some]
    return next(filter(None, values), "")


def value_of(timex: Timex) -> str:
    """The TIMEX3 value of a time expression; "" where it says no date."""
    if timex.kind == "vague" or timex.parts.which == "present":
        return REFERENCES.get(timex.parts.which, "")
    if timex.kind == "stretch" and timex.earliest is None:
        return REFERENCES["past"]
    return value_of_span(timex.period, timex.parts.unit)


def value_of_span(span: DaySpan, unit: str = "") -> str:
    """The TIMEX3 value of a calendar period from its first and last day; "" where no value stands for these days."""
    first, last = span
    if first is None or last is None:
        return ""
    if first == last:
        return first.strftime("%G-W%V") if unit in {"week", "fortnight"} else first.isoformat()
    shapes: tuple[tuple[str, DaySpan], ...] = (
        (first.strftime("%G-W%V"), unit_span(first, "week")),
        (first.strftime("%G-W%V-WE"), unit_span(first, "weekend")),
        (first.strftime("%Y-%m"), unit_span(first, "month")),
        (f"{first.year:04}-Q{(first.month + 2) // 3}", unit_span(first, "quarter")),
        (f"{first.year:04}-{_SEASONS.get(first.month)}", months_span((first.year, first.month), (first.year, first.month + 2))),
        (f"{first.year:04}-H{(first.month + 5) // 6}", months_span((first.year, first.month), (first.year, first.month + 5))),
        (f"{first.year:04}", year_span(first.year)),
        (f"{first.year // 10:03}", unit_span(first, "decade")),
        (f"{first.year // 100:02}", year_span(first.year // 100 * 100 + 1, first.year // 100 * 100 + 100)),
    )
    return next((value for value, period in shapes if period == span), "")


def _dateparser() -> Callable[[str, date], str]:
    """Values as `dateparser` reads them, with the period that it tells, looking back from the day of the document as news does."""
    from dateparser.date import DateDataParser

    def value(words: str, created: date) -> str:
        settings = {"RELATIVE_BASE": datetime(created.year, created.month, created.day), "PREFER_DATES_FROM": "past"}
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(" ".join(words.split()))
        return found.date_obj.strftime(_PERIODS.get(found.period, "%Y-%m-%d")) if found.date_obj is not None else ""

    return value


def agrees(value: str, gold: str) -> bool:
    """Whether a value is the gold's, where an X of the gold leaves a digit open."""
    return bool(value) and re.fullmatch(re.escape(gold).replace("X", r"\d"), value) is not None


def figures(judged: Sequence[Judged]) -> Figures:
    """The shares over some expressions."""

    def share(holds: Callable[[Judged], bool]) -> float:
        return sum(map(holds, judged)) / len(judged) if judged else 0.0

    return Figures(
        expressions=len(judged),
        ours=share(lambda one: agrees(one.ours, one.gold)),
        ours_strict=share(lambda one: one.ours == one.gold),
        ours_answered=share(lambda one: bool(one.ours)),
        dateparser=share(lambda one: agrees(one.dateparser, one.gold)),
        dateparser_strict=share(lambda one: one.dateparser == one.gold),
        dateparser_answered=share(lambda one: bool(one.dateparser)),
    )


def summary(judged: Sequence[Judged]) -> dict[str, Figures]:
    """The figures of both halves and of all."""
    parts = {name: [one for one in judged if one.half == name] for name in (DEVELOPMENT, HELD_OUT)}
    return {name: figures(part) for name, part in parts.items()} | {"all": figures(judged)}


def _table(rows: dict[str, Figures]) -> str:
    names = ("expressions", "ours", "ours_strict", "ours_answered", "dateparser", "dateparser_strict", "dateparser_answered")
    lines = ["".join(["half".ljust(12), *(name.rjust(len(name) + 2) for name in names)])]
    for half, row in rows.items():
        cells = (f"{value:.3f}" if isinstance(value, float) else str(value) for value in asdict(row).values())
        lines.append("".join([half.ljust(12), *(cell.rjust(len(name) + 2) for name, cell in zip(names, cells, strict=True))]))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure a folder of TimeML documents and write the figures."""
    parser = argparse.ArgumentParser(prog="python -m eval.timex_benchmark", description="Value accuracy of dates in TimeML documents.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="write one JSON document")
    parser.add_argument("--misses", action="store_true", help="list the misses of the development half")
    given = parser.parse_args(arguments)
    try:
        judged = judge(read_documents(given.folder))
    except InputError as exc:
        parser.exit(1, f"{exc}\n")
    rows = summary(judged)
    if given.json:
        sys.stdout.write(json.dumps({half: asdict(row) for half, row in rows.items()}, indent=2) + "\n")
        return
    if given.misses:
        for one in judged:
            if one.half == DEVELOPMENT and not agrees(one.ours, one.gold):
                sys.stdout.write(f"{one.gold}\t{one.ours or '-'}\t{one.text}\t{one.document}\n")
    sys.stdout.write(_table(rows) + "\n")


if __name__ == "__main__":
    main()
