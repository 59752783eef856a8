"""A conversation in the terminal: each question is asked with the turns before it, inside the limits that its commands set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.text import Text

from assistant.types import Answer, Citation, Turn
from assistant.wording import day_words
from index.errors import DatelineError, QuestionError
from index.types import EVERYTHING, Filter
from ui import screen
from ui.console import complain, working
from ui.days import typed_day

if TYPE_CHECKING:
    from ui.saving import Book

HELP = (
    "Ask a question. /sources shows the quotations of the last answer again, /open N the article of source N, /since DATE and /until DATE "
    "limit what is searched (alone they lift the limit), /today DATE is the day from which “last week” counts, /export FILE writes all "
    "answers so far to a file (.md, .json, .csv, .ris, .bib), /new forgets the conversation, /quit ends it."
)
PROMPT = "> "
LEAVING = frozenset({"/quit", "/exit", "quit", "exit"})


@dataclass(frozen=True, slots=True)
class AskingLimits:
    """What may be searched, and the day of asking (None: today)."""

    filter: Filter = EVERYTHING
    as_of: date | None = None


Ask = Callable[[str, Sequence[Turn], AskingLimits], Answer]
Opened = Callable[[Citation], RenderableType]


def typed(prompt: str) -> str:
    """A line from stdin, with the arrow keys and the lines before it where the system has readline; raises EOFError at the end."""
    with suppress(ImportError):
        import readline  # noqa: F401 - it changes what input() does
    return input(prompt)


class Talk:
    """One conversation; a question or a command that fails is one sentence, and does not end it."""

    def __init__(self, ask: Ask, console: Console, limits: AskingLimits, opened: Opened | None, book: Book | None) -> None:
        """`opened` lays out the article of a source; `book` takes down every answer, those before /new too, and exports them."""
        self._ask, self._console, self._limits, self._opened, self._book = ask, console, limits, opened, book
        self._turns: list[Turn] = []
        self._last: Answer | None = None
        self._commands: dict[str, Callable[[str], str]] = {
            "/new": self._new,
            "/sources": self._sources,
            "/open": self._open,
            "/since": partial(self._limit, "since"),
            "/until": partial(self._limit, "until"),
            "/today": self._today,
            **({"/export": book.save} if book else {}),
        }

    def take(self, line: str) -> None:
        """Do what a line says, or answer it."""
        command, _, rest = line.partition(" ")
        try:
            if line.startswith("/"):
                self._tell(self._commands[command](rest.strip()) if command in self._commands else HELP)
            else:
                self._answer(line)
        except DatelineError as error:
            complain(str(error))

    def _answer(self, question: str) -> None:
        with working("Reading the archive"):
            given = self._ask(question, tuple(self._turns), self._limits)
        self._turns.append(Turn.from_answer(given))
        self._last = given
        screen.show(self._console, screen.answer(given))
        if self._book:
            self._tell(self._book.add(given))

    def _tell(self, words: str) -> None:
        if words:
            self._console.print(Text(words, style="dim"))

    def _new(self, _: str) -> str:
        self._turns, self._last = [], None
        return "A new conversation; the questions before are forgotten."

    def _sources(self, _: str) -> str:
        if self._last is None or not self._last.citations:
            return "No answer with sources yet."
        screen.show(self._console, *(screen.citation(cited) for cited in self._last.citations))
        return ""

    def _open(self, number: str) -> str:
        cited = {str(one.number): one for one in self._last.citations} if self._last else {}
        if self._opened is None or number.strip("[]") not in cited:
            known = f"the last answer has {', '.join(cited)}" if cited else "no answer with sources yet"
            raise QuestionError(f"There is no source {number or 'without a number'} to open: {known}.")
        screen.show(self._console, self._opened(cited[number.strip("[]")]))
        return ""

    def _limit(self, end: str, words: str) -> str:
        day = typed_day(words, self._limits.as_of or date.today(), f"/{end}", last=end == "until")
        changed = replace(self._limits.filter, since=day) if end == "since" else replace(self._limits.filter, until=day)
        if changed.since and changed.until and changed.since > changed.until:
            raise QuestionError(f"{changed.since} is after {changed.until}; change /since or /until, or lift one by typing it alone.")
        self._limits = replace(self._limits, filter=changed)
        return f"Searched is what was published {_window(changed)}."

    def _today(self, words: str) -> str:
        self._limits = replace(self._limits, as_of=typed_day(words, date.today(), "/today"))
        return f"“Last week” counts from {day_words(self._limits.as_of) if self._limits.as_of else 'today'}."


def converse(
    ask: Ask,
    console: Console,
    read: Callable[[str], str] = typed,
    *,
    limits: AskingLimits | None = None,
    opened: Opened | None = None,
    book: Book | None = None,
) -> None:
    """Read questions until /quit or the end of input, and show each answer; see `Talk`."""
    talk = Talk(ask, console, limits or AskingLimits(), opened, book)
    console.print(Text(HELP, style="dim"))
    while (line := _next(read)) is not None and line.lower() not in LEAVING:
        if line:
            talk.take(line)


def _next(read: Callable[[str], str]) -> str | None:
    try:
        return read(PROMPT).strip()
    except EOFError:
        return None


def _window(limits: Filter) -> str:
    ends = [f"since {day_words(limits.since)}"] if limits.since else []
    ends += [f"until {day_words(limits.until)}"] if limits.until else []
    return " and ".join(ends) or "on any day"
