"""The two streams of a command: results go to stdout, and progress, notes and errors to stderr."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from ui.markup import label

PIPED_WIDTH = 160
"""Columns where the output is no terminal, so that a table keeps whole headlines for `grep`."""

Step = Callable[[str, int, int], None]
"""Called with what is being worked on, how many are done, and how many there are."""


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what has no character (a broken file name) comes out as the escape that JSON knows too."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def out() -> Console:
    """The console of results."""
    return _console(stderr=False)


def err() -> Console:
    """The console of progress, notes and errors."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    return console


def write_json(value: Any) -> None:
    """Write one JSON document to stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def visible(text: str) -> str:
    """The text with control and direction-changing characters made visible, but newline and tab: an article must not steer the terminal."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    return (unicodedata.category(char) == "Cc" and char not in "\n\t") or unicodedata.bidirectional(char) in _DIRECTION


_DIRECTION = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def complain(sentence: str) -> None:
    """Write one error sentence to stderr."""
    err().print(Text.assemble(("error: ", "bold red"), label(sentence)), soft_wrap=True)


def note(sentence: str) -> None:
    """Write a remark to stderr that is no error."""
    err().print(Text.assemble(("note: ", "bold"), label(sentence)), soft_wrap=True)


def working(doing: str) -> AbstractContextManager[object]:
    """A spinner on stderr while the block runs; nothing where stderr is no terminal."""
    console = err()
    return console.status(doing) if console.is_terminal else nullcontext()


@contextmanager
def progress(doing: str) -> Iterator[Step]:
    """A progress bar on stderr while the block runs; nothing is drawn where stderr is no terminal."""
    console = err()
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[what]}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(doing, total=None, what="")

        def step(what: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, what=label(what))

        yield step


@contextmanager
def taking_over() -> Iterator[Callable[[int, int], None]]:
    """What shows how far an archive of an older format has been taken over; nothing for one that need not be."""
    with ExitStack() as stack:
        step: Step | None = None

        def told(done: int, total: int) -> None:
            nonlocal step
            if step is None:
                note("the archive is of an older format; it is taken over once, and nothing is embedded again.")
                step = stack.enter_context(progress("Taking over"))
            step("", done, total)

        yield told
