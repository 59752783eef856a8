"""Holds the checks on a language model's claims against claims that people judged: QAGS, summaries of news by machines.

    python -m eval.claims_benchmark mturk_cnndm.jsonl

The file is of https://github.com/W4ngatang/qags (data/): articles, sentences that models wrote about them, and for each whether three
people found it supported (fewer than two of three: unsupported). A sentence is put to the checks with those sentences of its article as
quotations that hold most of its words. The file's text is in pieces ("4 - 1", "$ 1. 7 million"), which are put together first.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.generation.support import MAX_QUOTES, lacks
from assistant.generation.voices import Offered, Quoted
from assistant.words.clauses import stems_of
from index.errors import InputError, MissingInputError
from index.prose.reading import Reading, sentences_at
from index.prose.reading import read as read_article
from index.types import Article, Basis, Dating, Hit, Passage, Sentence

NEW = 2
"""Words of a claim that a further quotation has to hold."""
_PIECES = (
    (re.compile(r"(\d) ([-–:]) (?=\d)"), r"\1\2"),
    (re.compile(r"(\d)\. (?=\d)"), r"\1."),
    (re.compile(r"(\d), (?=\d{3}\b)"), r"\1,"),
    (re.compile(r"(\w) - (?=\w)"), r"\1-"),
    (re.compile(r" ([,.;:!?%)])"), r"\1"),
    (re.compile(r"([($£]) "), r"\1"),
    (re.compile(r"``? ?`?|''"), '"'),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, why the checks drop it (None: it is kept), and whether people found it supported."""

    claim: str
    problem: str | None
    is_supported: bool


def judged(file: Path) -> Iterator[Judged]:
    """All claims of a file. Raises MissingInputError, and InputError for a file of another kind."""
    for number, row in enumerate(_rows(file)):
        text = joined_up(row["article"])
        article = Article(f"{number:016x}", "", text, file.name, 0, Dating(None, None, Basis.UNKNOWN))
        reading = read_article(article)
        for sentence in row["summary_sentences"]:
            claim = " ".join(joined_up(sentence["sentence"]).split())
            said = [response["response"] == "yes" for response in sentence["responses"]]
            quoted = quotes_for(claim, article, reading)
            problem = lacks(claim, quoted) if quoted else "no sentence of the article has a word of it"
            yield Judged(claim, problem, 2 * sum(said) > len(said))


def quotes_for(claim: str, article: Article, reading: Reading) -> list[Quoted]:
    """The sentences of an article that hold most of a claim's words, each with words that those before have not; at most three."""
    wanted = stems_of(claim)
    left = set(wanted)
    chosen: list[Sentence] = []
    sentences = sentences_at(article, reading.sentences)
    while sentences and len(chosen) < MAX_QUOTES:
        best = max(sentences, key=lambda one: (len(left & stems_of(one.text)), len(wanted & stems_of(one.text))))
        if len(left & stems_of(best.text)) < (NEW if chosen else 1):
            break
        chosen.append(best)
        left -= stems_of(best.text)
    return [_quoted(article, reading, sentence) for sentence in chosen]


def joined_up(text: str) -> str:
    """The file's text as it would be printed."""
    for pattern, whole in _PIECES:
        text = pattern.sub(whole, text)
    return text


def table(claims: Sequence[Judged]) -> str:
    """How many of the supported and of the unsupported are kept, and what the others are dropped for."""
    lines = []
    for is_supported, name in ((True, "supported"), (False, "unsupported")):
        these = [one for one in claims if one.is_supported is is_supported]
        lines.append(f"{name}: {sum(one.problem is None for one in these)} of {len(these)} kept")
        reasons = Counter(one.problem for one in these if one.problem)
        lines += [f"    {count:4} {reason}" for reason, count in reasons.most_common()]
    return "\n".join(lines)


def _quoted(article: Article, reading: Reading, sentence: Sentence) -> Quoted:
    passage = Passage(f"{sentence.start:08x}", article.id, sentence.ordinal, sentence.start, sentence.end, sentence.text, "")
    voices = {voice.ordinal: voice for voice in reading.voices if voice.ordinal == sentence.ordinal}
    return Quoted(Offered("p1", Hit(passage, article, 1.0), (sentence,), voices), sentence.start, sentence.end)


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except FileNotFoundError as exc:
        raise MissingInputError(f"There is no file {file}; fetch data/mturk_cnndm.jsonl of W4ngatang/qags.") from exc
    except (OSError, ValueError) as exc:
        raise InputError(f"{file} cannot be read ({exc}); give data/mturk_cnndm.jsonl of W4ngatang/qags.") from exc
    if not all(isinstance(row, dict) and {"article", "summary_sentences"} <= row.keys() for row in rows):
        raise InputError(f"{file} is not of the form of QAGS; give data/mturk_cnndm.jsonl of W4ngatang/qags.")
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge and write the table."""
    parser = argparse.ArgumentParser(prog="python -m eval.claims_benchmark", description="The claim checks on claims that people judged.")
    parser.add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    try:
        sys.stdout.write(table(list(judged(given.file))) + "\n")
    except InputError as exc:
        parser.exit(1, f"{exc}\n")


if __name__ == "__main__":
    main()
