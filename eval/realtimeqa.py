"""RealTimeQA as an archive and a suite: the news that a search found, and the questions of the weekly quizzes that those news answer.

    python -m eval.realtimeqa CHECKOUT FOLDER

CHECKOUT is a copy of the set's repository (realtimeqa/realtimeqa_public), which stays what its makers say of it; nothing of it belongs
into the project. Writes FOLDER/articles/*.txt, to be added to an archive, and FOLDER/suite.jsonl.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.words.terms import content_words, stem, stems
from eval.measures import fold

ARTICLES = 2000
SHORTEST, LONGEST = 800, 40_000
"""Characters of an article that is one: less is a notice of cookies, more a page of live news."""
ANSWERABLE, UNANSWERABLE = 400, 60
"""Questions taken, drawn by lot."""
SEED = 3
AROUND, SHARED = 150, 2
"""An answer counts where that many of the question's words stand within so many characters of it."""
EVIDENCE = 300
"""Places at most that are kept of an answer."""
SHORTEST_ANSWER = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as it is written to its file."""

    file: str
    text: str


def articles(checkout: Path) -> dict[str, Piece]:
    """The first different articles that the searches found, by headline."""
    found: dict[str, Piece] = {}
    seen: set[str] = set()
    for result in (one for line in lines_of(checkout, "_gcs.jsonl") for one in line.get("search_result", []) if isinstance(one, dict)):
        text, title = (result.get("text") or "").strip(), " ".join((result.get("title") or "").split())
        if not SHORTEST <= len(text) <= LONGEST or not title or not seen.isdisjoint((title, text, str(result.get("url")))):
            continue
        seen |= {title, text, str(result.get("url"))}
        day = result.get("publish_date") or result.get("date") or ""
        found[title] = Piece(f"news{len(found):05}.txt", "\n\n".join(filter(None, (title, day, text))) + "\n")
        if len(found) == ARTICLES:
            break
    return found


def cases(checkout: Path, news: Mapping[str, Piece]) -> Iterator[dict[str, Any]]:
    """The questions as lines of a suite: answered in an article that their search found, or answered in none of them."""
    titles = {line["question_id"]: _titles(line) for line in lines_of(checkout, "_gcs.jsonl")}
    everything = fold(" ".join(piece.text for piece in news.values()))
    asked = {
        line["question_id"]: line for line in lines_of(checkout, "_qa.jsonl") if line.get("choices") and str(line["answer"][0]).isdigit()
    }
    for id, line in asked.items():
        question, answer = line["question_sentence"].strip(), line["choices"][int(line["answer"][0])]
        if len(answer) < SHORTEST_ANSWER or not titles.get(id) or fold(answer) in fold(question):
            continue
        own = [news[title] for title in titles[id] if title in news]
        told = bool(own) and any(True for piece in own for _ in _places(question, answer, piece))
        # What another search found tells it as well.
        evidence = [place for piece in news.values() for place in _places(question, answer, piece)][:EVIDENCE] if told else []
        if evidence:
            yield {"id": id, "question": question, "kind": "fact", "history": [], "answers": [answer], "evidence": evidence}
        elif not own and fold(answer) not in everything:
            yield {"id": id, "question": question, "kind": "unanswerable", "history": [], "answers": [], "evidence": []}


def _has_choice(line: Mapping[str, Any]) -> bool:
    return bool(line.get("choices")) and str(line["answer"][0]).isdigit()


def _titles(line: Mapping[str, Any]) -> list[str]:
    found = (" ".join((one.get("title") or "").split()) for one in line.get("search_result", []) if isinstance(one, dict))
    return list(dict.fromkeys(found))


def _places(question: str, answer: str, piece: Piece) -> Iterator[dict[str, Any]]:
    wanted = {stem(word) for word in content_words(question)}
    for match in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", piece.text, re.IGNORECASE):
        if len(wanted & stems(piece.text[max(0, match.start() - AROUND) : match.end() + AROUND])) >= SHARED:
            yield {"file": piece.file, "quote": match.group(), "start": match.start(), "end": match.end()}


def lines_of(checkout: Path, ending: str) -> Iterator[dict[str, Any]]:
    """The records of the set's files that end in so, the newest weeks first."""
    for path in sorted((checkout / "past").rglob(f"*{ending}"), reverse=True):
        for line in path.read_text(encoding="utf-8").splitlines():
            # Some lines of the set are cut off.
            if line.startswith("{") and line.rstrip().endswith("}"):
                yield json.loads(line)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write archive files and suite."""
    parser = argparse.ArgumentParser(prog="python -m eval.realtimeqa", description="RealTimeQA as an archive and a suite.")
    parser.add_argument("checkout", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args(arguments)
    try:
        news = articles(given.checkout)
        every = list(cases(given.checkout, news))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as exc:
        parser.exit(1, f"{given.checkout} cannot be read as a copy of RealTimeQA ({exc!r})\n")
    if not news:
        parser.exit(1, f"{given.checkout} holds no past/**/*_gcs.jsonl, the searches of RealTimeQA\n")
    lot = random.Random(SEED)
    kinds = [[case for case in every if bool(case["answers"]) is wanted] for wanted in (True, False)]
    drawn = [case for own, most in zip(kinds, (ANSWERABLE, UNANSWERABLE), strict=True) for case in lot.sample(own, min(most, len(own)))]
    (given.folder / "articles").mkdir(parents=True, exist_ok=True)
    for piece in news.values():
        (given.folder / "articles" / piece.file).write_text(piece.text, encoding="utf-8")
    lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in drawn)
    (given.folder / "suite.jsonl").write_text(lines, encoding="utf-8")
    sys.stdout.write(f"{len(news)} articles, {len(drawn)} questions\n")


if __name__ == "__main__":
    main()
