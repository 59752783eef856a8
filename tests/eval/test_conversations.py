"""Known conversations are held as they are to be, and a turn that is not is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from places import SAMPLE

from assistant.assistant import Assistant
from eval.bundled import add_sample
from eval.conversations import faults_of, hold, load
from index.archive import Archive
from index.errors import InputError
from index.settings import IndexSettings

SUITE = SAMPLE.parent / "suites" / "conversations.jsonl"
OPEN = {"bread-by-how-much/3", "complete-questions/3", "founded/4", "turned-to/3", "two-outlets/1"}
"""Turns that are not served as they should be: why bread became dearer is answered by what else is said of its price, and whether wheat is
dear by its price, which is not sure enough; "age?" of a firm is not taken for the year in which it was founded (twice); of two outlets that
are compared one is shown by a sentence beside the one asked for."""
FEWEST = 80
"""Turns."""


def suite(tmp_path: Path, *conversations: dict[str, object]) -> Path:
    path = tmp_path / "suite.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in conversations), encoding="utf-8")
    return path


def test_the_suite_is_in_order_and_asks_nothing_twice_at_the_beginning() -> None:
    conversations = load(SUITE)
    assert sum(len(one["turns"]) for one in conversations) >= FEWEST
    first = [one["turns"][0]["ask"].casefold() for one in conversations]
    assert len(set(first)) == len(first)


@pytest.mark.parametrize(
    ("turn", "complaint"),
    [
        ({"kind": "fact", "ask": "Who?"}, "nothing is expected"),
        ({"kind": "fact", "ask": "Who?", "quotes": ["x"]}, "quotes"),
        ({"kind": "fact", "ask": "Who?", "cites": "x"}, "cites is no list"),
        ({"kind": "fact", "ask": "Who?", "form": ["poem"]}, "no form poem"),
        ({"ask": "Who?", "cites": ["x"]}, "kind"),
    ],
)
def test_a_suite_that_is_not_in_order_is_named(tmp_path: Path, turn: dict[str, object], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        load(suite(tmp_path, {"id": "one", "turns": [turn]}))


def test_a_conversation_stands_there_once(tmp_path: Path) -> None:
    one = {"id": "one", "turns": [{"kind": "fact", "ask": "Who?", "cites": ["x"]}]}
    with pytest.raises(InputError, match="2 times"):
        load(suite(tmp_path, one, one))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    from hashing import HashingEmbedder

    folder = tmp_path_factory.mktemp("conversations")
    (folder / "wall.txt").write_text("Wall holds\n4 May 2031\n\nThe sea wall held, the mayor, Ada Brandt, said.\n", encoding="utf-8")
    made = Archive.create_or_open(folder / "archive", embedder=HashingEmbedder())
    made.add([str(folder / "wall.txt")])
    return made


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        ({"cites": ["the SEA wall  held"]}, None),
        ({"cites": ["the pier"]}, "'the pier' is not quoted"),
        ({"cites_not": ["sea wall"]}, "'sea wall' is quoted"),
        ({"speaker": "Ada Brandt"}, None),
        ({"speaker": "Jonas Lund"}, "Jonas Lund does not speak"),
        ({"form": ["help"]}, "its form is quotations"),
        ({"status": ["not_found"]}, "its status is answered"),
        ({"says": ["The sea wall held"]}, None),
        ({"says": ["Pier falls"]}, "'Pier falls' is not said"),
        ({"reads": ["brandt"]}, None),
        ({"reads": ["lund"]}, "'lund' is not in its reading"),
        ({"reads_not": ["brandt"]}, "'brandt' is in its reading"),
        ({"window": None}, None),
        ({"window": ["2031-05-01", "2031-05-31"]}, "its window is None"),
    ],
)
def test_what_does_not_hold_is_said(archive: Archive, expected: dict[str, object], fault: str | None) -> None:
    answer = Assistant(archive).ask("What did Ada Brandt say?")
    found = list(faults_of({"kind": "who", "ask": "", **expected}, answer))
    assert (found == []) if fault is None else (len(found) == 1 and found[0].startswith(fault))


@pytest.mark.slow
def test_every_turn_is_served(tmp_path: Path) -> None:
    with Archive.create_or_open(tmp_path / "archive", IndexSettings()) as made:
        add_sample(SAMPLE, made)
        assistant = Assistant(made)
        held = [one for conversation in load(SUITE) for one in hold(conversation, assistant)]
    assert {one.name: one.faults for one in held if one.faults and one.name not in OPEN} == {}
