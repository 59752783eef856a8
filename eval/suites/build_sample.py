"""Counts the offsets of the bundled sample: writes start, end and day into its suites and gold.jsonl from the words that stand there.

    python eval/suites/build_sample.py [--check]

Run it after a change to a text of eval/sample. A quotation must stand once in its file, or say which one it is ("occurrence", from 1).
With --check nothing is written, and the exit status is 1 when a file would change.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SUITES = tuple(Path(__file__).parent / name for name in ("sample.jsonl", "specials.jsonl"))
SAMPLE = Path(__file__).parent.parent / "sample"
GOLD = SAMPLE / "gold.jsonl"

Entry = dict[str, Any]


def read_lines(path: Path) -> list[Entry]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def texts() -> dict[str, str]:
    """The sample files by name, decoded as the reader decodes them: no newline is translated."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(SAMPLE.iterdir()) if path.suffix in {".txt", ".md"}}


def locate(text: str, quote: str, occurrence: int | None, place: str) -> int:
    """Where a quotation begins; ValueError when it is not there, or more than once and nobody says which."""
    found = text.count(quote)
    if found == 0 or (found > 1 and occurrence is None) or (occurrence or 1) > found:
        raise ValueError(f"{place}: {quote[:60]!r} stands {found} times; quote it letter for letter, longer, or name the occurrence.")
    start = text.index(quote)
    for _ in range((occurrence or 1) - 1):
        start = text.index(quote, start + 1)
    return start


def anchored_articles(documents: Mapping[str, str]) -> list[Entry]:
    """The gold articles with start and end counted: from the beginning of `opens` to the end of the first `closes` after it."""
    articles = read_lines(GOLD)
    for article in articles:
        text, place = documents[article["file"]], f"{GOLD.name}, {article['title'] or article['opens'][:40]}"
        article["start"] = locate(text, article["opens"], None, place)
        article["end"] = text.index(article["closes"], article["start"]) + len(article["closes"])
    return articles


def anchored_cases(suite: Path, documents: Mapping[str, str], articles: list[Entry]) -> list[Entry]:
    """The cases with the offsets of their evidence counted, and the day of its articles where it is one."""
    cases = read_lines(suite)
    for case in cases:
        for span in case["evidence"]:
            start = locate(documents[span["file"]], span["quote"], span.get("occurrence"), f"{suite.name}, {case['id']}")
            span.update(start=start, end=start + len(span["quote"]))
        days = {_article_around(span, articles)["published"] for span in case["evidence"]}
        case["published"] = days.pop() if len(days) == 1 else None
    return cases


def _article_around(span: Mapping[str, Any], articles: list[Entry]) -> Entry:
    return next(a for a in articles if a["file"] == span["file"] and a["start"] <= span["start"] and span["end"] <= a["end"])


def _as_lines(entries: list[Entry]) -> str:
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)


def main(arguments: list[str] | None = None) -> int:
    """Count and write, or only compare; the exit status."""
    parser = argparse.ArgumentParser(description="Count the offsets of the bundled sample.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file would change")
    only_check = parser.parse_args(arguments).check
    documents = texts()
    articles = anchored_articles(documents)
    wanted = {GOLD: _as_lines(articles)} | {suite: _as_lines(anchored_cases(suite, documents, articles)) for suite in SUITES}
    stale = [path for path, content in wanted.items() if path.read_text(encoding="utf-8") != content]
    if not only_check:
        for path in stale:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
    return int(only_check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
