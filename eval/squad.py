"""SQuAD 2.0 as an archive and a suite: its paragraphs as articles, its questions as known ones, those without an answer as near misses.

    python -m eval.squad DEV.json FOLDER

DEV.json is a file of the set, which stays what its makers say of it (CC BY-SA 4.0); nothing of it belongs into the project. Writes
FOLDER/articles/*.txt, to be added to an archive, and FOLDER/suite.jsonl.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PARAGRAPHS = 6
"""Paragraphs that make one article: about as long as a news story."""
ANSWERABLE, UNANSWERABLE = 300, 200
"""Questions taken, drawn by lot."""
SEED = 7


def written(document: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Write the articles; returns every question as a line of a suite."""
    cases: list[dict[str, Any]] = []
    folder.mkdir(parents=True, exist_ok=True)
    for number, topic in enumerate(document["data"]):
        for first in range(0, len(topic["paragraphs"]), PARAGRAPHS):
            name = f"squad{number:02d}-{first:03d}.txt"
            text = topic["title"].replace("_", " ") + "\n\n"
            for paragraph in topic["paragraphs"][first : first + PARAGRAPHS]:
                cases += _cases(paragraph, name, len(text))
                text += paragraph["context"].replace("\n", " ") + "\n\n"
            (folder / name).write_text(text, encoding="utf-8")
    return cases


def drawn(cases: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Some of the questions, the answerable first."""
    lot = random.Random(SEED)
    answerable = [case for case in cases if case["answers"]]
    others = [case for case in cases if not case["answers"]]
    return [
        *lot.sample(answerable, min(ANSWERABLE, len(answerable))),
        *lot.sample(others, min(UNANSWERABLE, len(others))),
    ]


def _cases(paragraph: dict[str, Any], file: str, offset: int) -> Iterator[dict[str, Any]]:
    for asked in paragraph["qas"]:
        places = {} if asked["is_impossible"] else {answer["answer_start"]: answer["text"] for answer in asked["answers"]}
        if not asked["question"].strip() or not (places or asked["is_impossible"]):
            continue
        yield {
            "id": asked["id"],
            "question": asked["question"].strip(),
            "kind": "fact" if places else "unanswerable",
            "history": [],
            "answers": sorted(set(places.values())),
            "evidence": [
                {"file": file, "quote": words, "start": offset + start, "end": offset + start + len(words)}
                for start, words in places.items()
            ],
        }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write archive files and suite."""
    parser = argparse.ArgumentParser(prog="python -m eval.squad", description="SQuAD 2.0 as an archive and a suite.")
    parser.add_argument("document", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args(arguments)
    try:
        cases = drawn(written(json.loads(given.document.read_text(encoding="utf-8")), given.folder / "articles"))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        parser.exit(1, f"{given.document} cannot be read as a file of SQuAD 2.0 ({exc!r})\n")
    lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    (given.folder / "suite.jsonl").write_text(lines, encoding="utf-8")
    sys.stdout.write(f"{len(cases)} questions\n")


if __name__ == "__main__":
    main()
