"""Invented archives, dense with running stories, with their known questions and conversations: what is nearly an answer is everywhere.

    python -m eval.invented [NAME ...]

`eval/invented/NAME` is a folder as the sample's is: the files of three or four outlets (`outlets.json`), about twenty articles that tell
of the same people, firms and towns. `questions.jsonl`, where it is there, are 110 or 150 questions in the words of a chat, one in five or
six without an answer; `conversations.jsonl` some forty turns (`eval.conversations`). They were written from the articles alone, by people
who had not seen what Dateline answers. Prints, of each archive, how many of the answers are right, how many of the questions that have
one are answered, how many of the others are, and how many turns are served; the archives are made in a temporary folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.types import Status
from eval.bundled import add_sample
from eval.cases import load_suite
from eval.conversations import hold, load
from eval.runner import run_suite
from index.archive import Archive
from index.errors import InputError

FOLDER = Path(__file__).parent / "invented"
QUESTIONS, CONVERSATIONS = "questions.jsonl", "conversations.jsonl"
HELD = ("caldovar", "harnstow", "orvessia", "ovenna", "pellandry", "sarnavia", "sarravel", "skaldry", "vennoway")
"""Those that the cross-encoder has not learnt from. (Rules of reading a conversation were mended on the turns of all but caldovar,
orvessia and skaldry.)"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is worth of an archive: `right` of `answered` answers, `covered` of `answerable` questions, `anyway` of `others`, turns."""

    right: int = 0
    answered: int = 0
    covered: int = 0
    answerable: int = 0
    anyway: int = 0
    others: int = 0
    served: int = 0
    turns: int = 0


def names() -> list[str]:
    """The archives."""
    return sorted(one.name for one in FOLDER.iterdir() if one.is_dir())


def fill(name: str, archive: Archive) -> None:
    """Add the articles of one, each file under its outlet; raises InputError for a name that is none."""
    if name not in names():
        raise InputError(f"There is no invented archive {name}; there are {', '.join(names())}.")
    add_sample(FOLDER / name, archive)


@contextmanager
def made(name: str) -> Iterator[Archive]:
    """The archive of one, in a temporary folder that goes with the block."""
    with tempfile.TemporaryDirectory() as place, Archive.create_or_open(Path(place) / "archive") as archive:
        fill(name, archive)
        yield archive


def measured(name: str, archive: Archive) -> Figures:
    """The figures of one that an archive was filled with."""
    assistant = Assistant(archive)
    questions, conversations = FOLDER / name / QUESTIONS, FOLDER / name / CONVERSATIONS
    results = run_suite(load_suite(questions), assistant).cases if questions.is_file() else ()
    told = [(one, one.answer is not None and one.answer.status is Status.ANSWERED) for one in results]
    held = [turn for one in load(conversations) for turn in hold(one, assistant)] if conversations.is_file() else []
    return Figures(
        right=sum(is_told and one.measures.get("right") == 1 for one, is_told in told),
        answered=sum(is_told for _, is_told in told),
        covered=sum(is_told and one.case.is_answerable for one, is_told in told),
        answerable=sum(one.case.is_answerable for one, _ in told),
        anyway=sum(is_told and not one.case.is_answerable for one, is_told in told),
        others=sum(not one.case.is_answerable for one, _ in told),
        served=sum(not turn.faults for turn in held),
        turns=len(held),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of all, or of those that are named."""
    parser = argparse.ArgumentParser(prog="python -m eval.invented", description="What is worth on invented archives.")
    parser.add_argument("names", nargs="*", choices=[*names(), []], metavar="NAME")
    given = parser.parse_args(arguments)
    sys.stdout.write("archive        right/answered  coverage  answered anyway   turns served\n")
    for name in given.names or names():
        with made(name) as archive:
            told = measured(name, archive)
        asked = f"{told.right:>5}/{told.answered:<3}         {told.covered:>3}/{told.answerable:<3}    {told.anyway:>4}/{told.others:<3}"
        held = f"{told.served:>9}/{told.turns}" if told.turns else ""
        sys.stdout.write(f"{name:<14} {asked if told.answered else ' ' * 38}  {held}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
