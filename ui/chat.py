"""A conversation in the terminal: each question is asked with the turns before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from assistant.types import Answer, Turn
from index.errors import DatelineError
from ui import screen
from ui.console import complain, working

if TYPE_CHECKING:
    from ui.saving import Book

HELP = (
    "Ask a question. /sources shows the quotations of the last answer again, /export FILE writes all answers so far to a file (.md, .json "
    "or .csv), /new forgets the conversation, /quit ends it."
)
PROMPT = "> "

Ask = Callable[[str, Sequence[Turn]], Answer]


def typed(prompt: str) -> str:
    """A line from stdin, with the arrow keys and the lines before it where the system has readline; raises EOFError at the end."""
    with suppress(ImportError):
        import readline  # noqa: F401 - it changes what input() does
    return input(prompt)


def converse(ask: Ask, console: Console, read: Callable[[str], str] = typed, book: Book | None = None) -> None:
    """Read questions until /quit or the end of input, and show each answer; a question that fails does not end the conversation.

    `book` takes down every answer, those before /new too, and exports them.
    """
    turns: list[Turn] = []
    last: Answer | None = None
    console.print(Text(HELP, style="dim"))
    while (line := _next(read)) is not None:
        if line in ("/quit", "/exit"):
            return
        if line == "/new":
            turns, last = [], None
        elif line == "/sources":
            _show_sources(console, last)
        elif book and line.split()[:1] == ["/export"]:
            _tell(console, partial(book.save, line.removeprefix("/export").strip()))
        elif line.startswith("/"):
            console.print(Text(HELP, style="dim"))
        elif line:
            given = _answer(ask, line, turns, console)
            if given and book:
                _tell(console, partial(book.add, given))
            last = given or last


def _next(read: Callable[[str], str]) -> str | None:
    try:
        return read(PROMPT).strip()
    except EOFError:
        return None


def _answer(ask: Ask, question: str, turns: list[Turn], console: Console) -> Answer | None:
    try:
        with working("Reading the archive"):
            given = ask(question, tuple(turns))
    except DatelineError as error:
        complain(str(error))
        return None
    turns.append(Turn.from_answer(given))
    screen.show(console, screen.answer(given))
    return given


def _tell(console: Console, export: Callable[[], str]) -> None:
    """Export, and say what was written, if anything was."""
    try:
        told = export()
    except DatelineError as error:
        complain(str(error))
    else:
        if told:
            console.print(Text(told, style="dim"))


def _show_sources(console: Console, last: Answer | None) -> None:
    if last is None or not last.citations:
        console.print(Text("No answer with sources yet.", style="dim"))
        return
    screen.show(console, *(screen.citation(cited) for cited in last.citations))
