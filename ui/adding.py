"""The line that shows how far adding has come: files, articles, articles a second, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.wording import counted

if TYPE_CHECKING:
    from rich.console import Console

    from index.reports import AddProgress

_MINUTE, _HOUR = 60, 3600


@contextmanager
def shown(console: Console) -> Iterator[Callable[[AddProgress], None] | None]:
    """What shows each progress in the place of the one before, while the block runs; None where the console is no terminal."""
    if not console.is_terminal:
        yield None
        return
    began = time.monotonic()
    with console.status("Adding") as status:
        yield lambda progress: status.update(line(progress, time.monotonic() - began))


def line(progress: AddProgress, seconds: float) -> str:
    """How far adding has come after so many seconds, in one line: "12 of 200 files, 340 articles, 5.2 articles/s, 2 min left"."""
    said = [f"{progress.files:,} of {counted(progress.of_files, 'file')}", counted(progress.articles, "article")]
    if progress.articles and seconds > 0:
        rate = progress.articles / seconds
        said.append(f"{rate:.1f} articles/s")
        if progress.articles_left:
            said.append(f"{_duration(progress.articles_left / rate)} left")
    return ", ".join(said)


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < _HOUR:
        return f"{round(seconds / _MINUTE)} min"
    return f"{seconds / _HOUR:.1f} h"
