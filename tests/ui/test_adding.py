"""The line of an add: what it says at each stage, and that nothing is said where nobody watches."""

from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from index.reports import AddProgress
from ui.adding import line, shown


@pytest.mark.parametrize(
    ("progress", "seconds", "said"),
    [
        (AddProgress("a", 0, 200, 0, 0, 0, 0), 3.0, "0 of 200 files, 0 articles"),
        (AddProgress("a", 12, 200, 0, 340, 350, 5000), 65.0, "12 of 200 files, 340 articles, 5.2 articles/s, 17 min left"),
        (AddProgress("a", 190, 200, 150, 80, 81, 5000), 20.0, "190 of 200 files, 80 articles, 4.0 articles/s, 5 s left"),
        (AddProgress("a", 0, 1, 0, 500, 40_500, 5000), 10.0, "0 of 1 file, 500 articles, 50.0 articles/s, 13 min left"),
        (AddProgress("a", 0, 1, 0, 1, 90_001, 1), 1.0, "0 of 1 file, 1 article, 1.0 articles/s, 25.0 h left"),
        (AddProgress("a", 200, 200, 0, 1, 1, 1), 1.0, "200 of 200 files, 1 article, 1.0 articles/s"),
    ],
)
def test_the_line_says_how_far_it_is_and_how_long_it_takes(progress: AddProgress, seconds: float, said: str) -> None:
    assert line(progress, seconds) == said


def test_it_is_shown_on_a_terminal_only() -> None:
    told = AddProgress("a", 12, 200, 0, 340, 350, 5000)
    terminal, piped = (Console(file=io.StringIO(), force_terminal=is_terminal, width=100) for is_terminal in (True, False))
    with shown(terminal) as step:
        assert step
        step(told)
        for _ in range(1_000):  # a thread of its own draws it, some times a second
            if "12 of 200 files" in terminal.file.getvalue():  # type: ignore[attr-defined]
                break
            time.sleep(0.02)
    assert "12 of 200 files, 340 articles" in terminal.file.getvalue()  # type: ignore[attr-defined]
    with shown(piped) as step:
        assert step is None
    assert piped.file.getvalue() == ""  # type: ignore[attr-defined]
