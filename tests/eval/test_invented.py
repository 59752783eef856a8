"""Invented archives: their questions and conversations are in order, and Dateline serves as many of their turns as it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from eval import invented
from eval.cases import UNANSWERABLE, check_against, load_suite
from eval.conversations import hold, load
from eval.invented import CONVERSATIONS, FOLDER, QUESTIONS
from index.archive import Archive
from index.errors import InputError
from index.settings import IndexSettings

SERVED = {
    "caldovar": 36,
    "harnstow": 30,
    "karrowmouth": 34,
    "ondrel": 29,
    "orrel": 29,
    "orvessia": 36,
    "pellandry": 31,
    "sarnavia": 32,
    "sarravel": 33,
    "skaldry": 33,
    "vennoway": 30,
}
"""Turns of each that are served at least: one or two fewer than when this was written, for some lie at the edge of a half."""
SIZES = {(110, 20), (150, 26)}
"""Questions of each that has any, and those without an answer."""


@pytest.mark.parametrize("name", invented.names())
def test_each_is_in_order(name: str) -> None:
    folder = FOLDER / name
    assert (folder / QUESTIONS).is_file() or (folder / CONVERSATIONS).is_file()
    if (folder / CONVERSATIONS).is_file():
        assert sum(len(one["turns"]) for one in load(folder / CONVERSATIONS)) >= SERVED[name]
    if (folder / QUESTIONS).is_file():
        cases = load_suite(folder / QUESTIONS)
        assert (len(cases), sum(case.kind == UNANSWERABLE for case in cases)) in SIZES


def test_one_that_is_not_there_is_named(archive: Archive) -> None:
    with pytest.raises(InputError, match="no invented archive atlantis"):
        invented.fill("atlantis", archive)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SERVED))
def test_as_many_turns_are_served(name: str, tmp_path: Path) -> None:
    with Archive.create_or_open(tmp_path / "archive", IndexSettings()) as made:
        invented.fill(name, made)
        if (FOLDER / name / QUESTIONS).is_file():
            with made.snapshot() as seen:
                assert check_against(load_suite(FOLDER / name / QUESTIONS), seen.articles(seen.article_ids())) == ()
        held = [turn for one in load(FOLDER / name / CONVERSATIONS) for turn in hold(one, Assistant(made))]
    assert sum(not turn.faults for turn in held) >= SERVED[name], [(turn.name, turn.faults) for turn in held if turn.faults]
