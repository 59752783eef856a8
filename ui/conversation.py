"""The conversation of one browser session as values: exchanges, the turns the assistant gets, and the filters read from their boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.types import Answer, Turn
from index.errors import SettingsError
from index.timex import find, stated_window
from index.types import Filter


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what became of it: an answer that may still grow, or a sentence that says what went wrong."""

    number: int
    question: str
    answer: Answer | None = None
    problem: str | None = None
    running: bool = True

    def finished(self) -> Exchange:
        """The same exchange, no longer growing."""
        return replace(self, running=False)


Conversation = tuple[Exchange, ...]


def turns_of(conversation: Conversation) -> tuple[Turn, ...]:
    """What the assistant is told of the conversation: every answered question, oldest first."""
    return tuple(Turn.from_answer(exchange.answer) for exchange in conversation if exchange.answer is not None)


def answers_of(conversation: Conversation) -> tuple[Answer, ...]:
    """What can be exported of the conversation: every finished answer, oldest first; one that was cut short says so in its notes."""
    given = (exchange for exchange in conversation if exchange.answer is not None and not exchange.running)
    return tuple(_with_problem(exchange.answer, exchange.problem) for exchange in given if exchange.answer is not None)


def _with_problem(answer: Answer, problem: str | None) -> Answer:
    return answer.with_notes(problem) if problem else answer


def day_of(text: str | None, name: str, *, last: bool = False) -> date | None:
    """The day that a box says, None when it is empty; of a month or a year the first day, or the last with `last`.

    Raises SettingsError, which names the box, when the text is not exactly one calendar expression.
    """
    words = (text or "").strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    if re.search(r"\d", words):
        for timex in find(words):
            day = timex.latest if last else timex.earliest
            if (timex.start, timex.end) == (0, len(words)) and day is not None:
                return day
    raise SettingsError(f"“{words}” in “{name}” is not a date that I can read; write it as 2022-01-17 or 17 January 2022.")


def filter_of(since: str | None, until: str | None, sources: list[str] | None, authors: list[str] | None = None) -> Filter:
    """The filter that the boxes describe; raises SettingsError when a date cannot be read or the window ends before it begins."""
    first, final = day_of(since, "Published since"), day_of(until, "Published until", last=True)
    if first is not None and final is not None and first > final:
        raise SettingsError(f"The window ends ({final}) before it begins ({first}); exchange the two dates or empty one of them.")
    return Filter(since=first, until=final, sources=tuple(sources or ()), authors=tuple(authors or ()))


def without_words(question: str, words: str) -> str:
    """The question without the words of its time window, nor of another that it then names, tidied; unchanged when nothing is left."""
    rest: str = question
    stated: str | None = words
    while stated:
        rest = re.sub(re.escape(stated), " ", rest, count=1, flags=re.IGNORECASE)
        rest = re.sub(r"\s+([?.,;:!])", r"\1", " ".join(rest.split())).strip(" ,;:")
        if not re.search(r"\w", rest):
            return question
        again = stated_window(rest, date.today())
        stated = again[2] if again and again[2] in rest else None
    return rest[0].upper() + rest[1:]
