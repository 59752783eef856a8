"""A figure that a later article sets aside is quoted with what sets it aside, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer, Status
from index.archive import Archive

STORY = "The coastguard towed the trawler Lark to Tarn with 12 people on board. Three of them were hurt."
FIRST = f"Trawler Lark towed to Tarn\n4 May 2031\n\n{STORY}\n"
ASKED = "How many people were on board of the trawler Lark?"


@pytest.fixture
def ask(archive: Archive, tmp_path: Path) -> Callable[..., Answer]:
    def asked(question: str, *later: str) -> Answer:
        for number, text in enumerate((FIRST, *later)):
            (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
            archive.add([str(tmp_path / f"{number}.txt")])
        return Assistant(archive).ask(question)

    return asked


def told(answer: Answer) -> list[str]:
    return [str(note) for note in answer.notes if "another figure" in str(note)]


def later(words: str, day: int = 6) -> str:
    return f"Embassy on the trawler Lark\n{day} May 2031\n\nThe trawler was towed against the law, the embassy said. {words}\n"


@pytest.mark.parametrize(
    "words",
    [
        "It carried 14 people and not 12, as was claimed.",
        "There were 14 people on board instead of the 12 of the first report.",
        "It corrected the number of 12 people on board to 14.",
    ],
)
def test_what_sets_the_figure_aside_is_quoted_beside_it(ask: Callable[..., Answer], words: str) -> None:
    answer = ask(ASKED, later(words))
    assert answer.status is Status.ANSWERED
    [old] = [number for number, one in enumerate(answer.citations, 1) if "to Tarn with 12 people on board" in one.quote]
    [new] = [number for number, one in enumerate(answer.citations, 1) if one.quote.endswith(words)]
    assert told(answer) == [f"[{new}] gives another figure than the “12 people” of [{old}]."]


@pytest.mark.parametrize(
    "words",
    [
        "It carried 14 people.",  # another figure alone may be of another day
        "It carried fish and not 12 people.",  # nothing stands in its place
        "The crew of 31 ships and not 40 have been checked.",
        "They were held for 14 hours and not 9.",
    ],
)
def test_other_figures_set_nothing_aside(ask: Callable[..., Answer], words: str) -> None:
    assert told(ask(ASKED, later(words))) == []


def test_what_was_written_before_sets_nothing_aside(ask: Callable[..., Answer]) -> None:
    assert told(ask(ASKED, later("It carried 14 people and not 12, as was claimed.", day=2))) == []


def test_another_matter_sets_nothing_aside(ask: Callable[..., Answer]) -> None:
    feast = "Feast at Oskerby\n6 May 2031\n\nThe choir came with 14 people and not 12. Cake was had.\n"
    assert told(ask(ASKED, feast)) == []


def test_who_asks_for_no_figure_is_told_of_none(ask: Callable[..., Answer]) -> None:
    assert told(ask("Where was the trawler Lark towed?", later("It carried 14 people and not 12, as was claimed."))) == []
