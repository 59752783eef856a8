"""Known questions for public news: 10,720 of them, written for 3,163 stories of eleven outlets and press releases, as archives and suites.

    python -m eval.stories STORIES --realtimeqa CHECKOUT --polnear CHECKOUT --bbc CHECKOUT --prosecutors CHECKOUT --newswire CHECKOUT
    python -m eval.news_suites STORIES FOLDER

The questions are the project's own (`eval/suites/news`, a file each). The stories stay what their makers say of them: the project knows of
each the file that `eval.stories` makes, its SHA-256, and where in it evidence stands. Writes FOLDER/NAME/articles/*.txt, to be added to
an archive, and FOLDER/NAME/suite.jsonl, with the quotations filled in; and 2,000 other stories (FOLDER/other/articles) among which the
same questions can be asked. Of the hundred questions of a suite twenty have no answer in its archive: twelve are near misses (a real story,
and the asked detail is nowhere), five on its people or topic, three on other matters; in eight suites there are nineteen near misses.
Those are asked in the words of somebody who remembers the matter. The 120 of a suite whose name ends in "-plain" are asked as people type
in a chat, in few words and often the story's own, and half of their 28 near misses are long-winded: how something is asked is not to tell
whether it is answered. So are the 120 whose name ends in "-twins", half of them without an answer: each of these is put as one beside it
that has one, and half of those that have one are answered in passing only, by a title before a name or a clause. In those whose name ends
in "-checks" thirty are sentences to be checked ("is this right: ...", true, or wrong in a figure, a name or a day that the archive tells),
the others keywords, two things at once, follow-ups of a word or two, and what somebody warned about, wants or thanks for; 28 have none.

Of 64 suites questions are asked once more in the middle of a conversation (`eval/suites/followed.jsonl`): 3,071 follow-ups as people type
them, after one to three earlier questions, a quarter of them without an answer; they are written to FOLDER/NAME/followed.jsonl. With
three of those that are held back whole conversations are held (`eval/suites/news_conversations.jsonl`: 48, of 218 turns, written by
who had read the stories and nothing of Dateline): FOLDER/NAME/conversations.jsonl, for `python -m eval.conversations`. And questions
of 79 suites are asked in other words, and two at once (`eval.reworded`): FOLDER/NAME/reworded.jsonl.
Of 78 there are questions typed in a hurry (`eval.typed`): FOLDER/NAME/typed.jsonl.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval import reworded, typed
from eval.cases import UNANSWERABLE
from eval.stories import digest
from index.errors import DatelineError, InputError

SUITES = Path(__file__).parent / "suites" / "news"
FOLLOWED = Path(__file__).parent / "suites" / "followed.jsonl"
"""{"suite", "of": the id of the known question that a follow-up asks, or null where nothing answers it, "history", "question"}."""
CONVERSATIONS = Path(__file__).parent / "suites" / "news_conversations.jsonl"
"""Conversations as `eval.conversations` reads them, with the suite of each, and places in its stories where words of these are expected."""
STORIES = "stories.json"
"""{suite: {file: SHA-256 of its text, cut short}}; the file is named by its outlet's folder and its name there, joined by a hyphen."""
HELD = (
    *("bbc-5", "cnn-5", "cnn-6", "mixed-5", "mixed-6", "mixed-7", "usatoday-5", "usatoday-6"),
    *("mixed-2-plain", "theweek-1-plain", "bbc-7-plain"),
    *("foreign-4-twins", "mixed-9-twins", "releases-3", "bbc-15-checks"),
)
"""Suites that no weights of figures and no cross-encoder is fitted on. (The stories of the first two plain ones and of the checks are
those of others.)"""
OTHER = "other"
OUTLETS = ("usatoday", "cnn", "theweek", "bbc")
"""Whose stories the others are: the outlets of which there are many."""
OTHERS = 2000
SEED = 5


def names() -> list[str]:
    """The suites, in their order."""
    return list(_stories())


def filled(cases: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The lines of a suite with the words at the offsets of their evidence."""
    for case in cases:
        evidence = [{**one, "quote": texts[one["file"]][one["start"] : one["end"]]} for one in case["evidence"]]
        yield {**case, "evidence": evidence}


def followed(name: str, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The follow-ups of a suite, as cases, by its own."""
    known = {case["id"]: case for case in cases}
    lines = map(json.loads, FOLLOWED.read_text(encoding="utf-8").splitlines())
    found = []
    for number, line in enumerate((line for line in lines if line["suite"] == name), 1):
        asked = {"id": f"{name}-followed-{number:03}", "question": line["question"], "history": line["history"]}
        kind = "follow-up" if line["of"] else UNANSWERABLE
        found.append({**asked, "kind": kind, **{key: known[line["of"]][key] if line["of"] else [] for key in ("answers", "evidence")}})
    return found


def conversations(name: str, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The conversations with the stories of a suite, with the words that are expected."""
    lines = map(json.loads, CONVERSATIONS.read_text(encoding="utf-8").splitlines())
    return [{**line, "turns": [_with_words(turn, texts) for turn in line["turns"]]} for line in lines if line["suite"] == name]


def _with_words(turn: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    return {key: [_words(one, texts) for one in value] if isinstance(value, list) else value for key, value in turn.items()}


def _words(one: Any, texts: Mapping[str, str]) -> Any:
    return texts[one["file"]][one["start"] : one["end"]] if isinstance(one, dict) else one


def write(name: str, stories: Path, folder: Path) -> int:
    """Write one suite and its articles; returns how many questions it has.

    Raises InputError where a story is missing or is not the one that the questions were written for.
    """
    texts: dict[str, str] = {}
    for file, known in _stories()[name].items():
        path = stories / _place(file)
        if not path.is_file():
            raise InputError(f"{path} is missing; make it with python -m eval.stories, from all of its repositories.")
        texts[file] = path.read_text(encoding="utf-8")
        if digest(texts[file]) != known:
            raise InputError(f"{path} is not the story that the questions of {name} were written for; make the stories anew.")
    articles = folder / name / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    for file, text in texts.items():
        (articles / file).write_text(text, encoding="utf-8", newline="")
    cases = [json.loads(line) for line in (SUITES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = {"suite.jsonl": cases, "followed.jsonl": followed(name, cases), reworded.SUITE: reworded.reworded(name, cases)}
    written = {file: filled(rows, texts) for file, rows in asked.items()}
    apart = {"conversations.jsonl": conversations(name, texts), typed.SUITE: typed.typed(name, texts.__getitem__)}
    for file, rows in {**written, **apart}.items():
        if lines := [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]:
            (folder / name / file).write_text("".join(lines), encoding="utf-8")
    return len(cases)


def write_others(stories: Path, folder: Path) -> int:
    """Write stories that no question was written for, drawn by lot, or all where they are fewer; returns how many."""
    asked = {file for files in _stories().values() for file in files}
    pool = [path for outlet in OUTLETS for path in sorted((stories / outlet).glob("*.txt")) if f"{outlet}-{path.name}" not in asked]
    articles = folder / OTHER / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    drawn = random.Random(SEED).sample(pool, min(OTHERS, len(pool)))
    for path in drawn:
        (articles / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    return len(drawn)


def _stories() -> dict[str, dict[str, str]]:
    return dict(json.loads((SUITES / STORIES).read_text(encoding="utf-8")))


def _place(file: str) -> Path:
    outlet, _, name = file.rpartition("-")
    return Path(outlet) / name


def main(arguments: Sequence[str] | None = None) -> None:
    """Write all of them."""
    parser = argparse.ArgumentParser(prog="python -m eval.news_suites", description="Known questions for public news.")
    for name in ("stories", "folder"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args(arguments)
    try:
        asked = {name: write(name, given.stories, given.folder) for name in names()}
        others = write_others(given.stories, given.folder)
    except (DatelineError, OSError) as exc:
        parser.exit(1, f"{exc}\n")
    sys.stdout.write(f"{len(asked)} suites, {sum(asked.values())} questions; {others} other stories\n")


if __name__ == "__main__":
    main()
