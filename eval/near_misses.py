"""Near misses made without a label: known questions with a name or a year exchanged for another one of the same archive.

    python -m eval.near_misses SUITE.jsonl ARCHIVE

asks them, and says how many are answered all the same. A few are answered rightly: a name that is spelt in two ways was exchanged for
itself, or the rest of the question was enough to know what is meant.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.types import Status
from assistant.words.terms import names_in, stems, words
from eval.cases import UNANSWERABLE, Case, file_name, load_suite
from index.archive import Archive
from index.errors import DatelineError
from index.timex.calendar import MONTH, WEEKDAY
from index.types import Article

SEED = 5
TRIES = 20
"""Names that are tried in the place of one."""
YEAR = 4
"""Digits of a year."""
_OF_A_DAY = re.compile(rf"\b(?:{MONTH}|{WEEKDAY})\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|an?)\s+\Z", re.IGNORECASE)
_BEFORE = re.compile(r"(\w+)\W*\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """A name or number of a question with what tells its kind: how many words it has, its shape, and the word before it."""

    text: str
    start: int

    def kind_in(self, question: str) -> tuple[int, str, str]:
        """Names of one kind stand for each other."""
        shape = "9" if self.text.isdigit() else "A9" if any(letter.isdigit() for letter in self.text) else "A"
        begin = _ARTICLE.sub("", question[: self.start])
        before = _BEFORE.search(begin)
        return len(words(self.text)), f"{shape}{len(self.text) if shape == '9' else ''}", before.group(1).casefold() if before else ""


def exchanged(cases: Sequence[Case], articles: Iterable[Article], seed: int = SEED) -> Iterator[Case]:
    """Each answerable question that names something, with one of its names exchanged for one of its kind.

    What is put in is of another question that the archive answers, but stands in no article that answers this one: nothing there tells
    of it, so that the new question has no answer. A question that leans on earlier ones stays as it is.
    """
    lot = random.Random(seed)
    places = {(gold.file, gold.start) for case in cases for gold in case.evidence}
    told = {place: stems(one.text) for one in articles for place in places if _holds(one, *place)}
    alike: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for case in cases:
        for one in _named(case.question) if case.is_answerable else ():
            alike[one.kind_in(case.question)].append(one.text)
    for case in cases:
        own = [told[gold.file, gold.start] for gold in case.evidence if (gold.file, gold.start) in told]
        if own and not case.history and (other := _with_another(case, set().union(*own), alike, lot)):
            yield other


def _holds(article: Article, file: str, start: int) -> bool:
    return file_name(article.file) == file and article.start <= start < article.start + len(article.text)


def _with_another(case: Case, told: set[str], alike: Mapping[tuple[int, str, str], Sequence[str]], lot: random.Random) -> Case | None:
    named = list(_named(case.question))
    lot.shuffle(named)
    for one in named:
        others = alike[one.kind_in(case.question)]
        for other in lot.sample(others, min(TRIES, len(others))):
            if other.casefold() != one.text.casefold() and told.isdisjoint(stems(other)):
                question = case.question[: one.start] + other + case.question[one.start + len(one.text) :]
                return replace(
                    case, id=f"{case.id}-exchanged", question=question, kind=UNANSWERABLE, answers=(), answer_parts=(), evidence=()
                )
    return None


def _named(question: str) -> Iterator[Named]:
    for name in names_in(question):
        place = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question)
        # Another day or number mostly makes another question; another year is nobody's.
        if place and not _OF_A_DAY.search(name) and (not name.isdigit() or len(name) == YEAR):
            yield Named(name, place.start())


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask the near misses of a suite."""
    parser = argparse.ArgumentParser(prog="python -m eval.near_misses", description="Asks known questions with a name exchanged.")
    for name in ("suite", "archive"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args(arguments)
    try:
        with Archive.open(given.archive) as archive:
            cases = list(exchanged(load_suite(given.suite), archive.articles()))
            assistant = Assistant(archive)
            answered = [case.question for case in cases if assistant.ask(case.question).status is Status.ANSWERED]
    except (DatelineError, OSError) as exc:
        parser.exit(1, f"{exc}\n")
    sys.stdout.write("".join(f"answered  {question}\n" for question in answered))
    sys.stdout.write(f"{len(answered)} of {len(cases)} questions with a name exchanged are answered.\n")


if __name__ == "__main__":
    main()
