"""One question of a conversation as values: what a browser asks with it, what became of it, and the filters read from their boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.contract import turn_of
from assistant.types import Answer, Turn
from index.errors import InputError
from index.timex import stated_window
from index.types import Filter
from ui.days import typed_day, typed_limits


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what became of it: an answer that may still grow, or a sentence that says what went wrong.

    `fallen`: of the citations that no longer stand in the archive, by number, what became of them.
    """

    number: int
    question: str
    answer: Answer | None = None
    problem: str | None = None
    running: bool = True
    fallen: Mapping[int, str] = field(default_factory=dict)

    def finished(self) -> Exchange:
        """The same exchange, no longer growing."""
        return replace(self, running=False)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor set by hand, as it was typed: days of publication, outlets, bylines, and the day that "last week" is counted from."""

    since: str = ""
    until: str = ""
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    today: str = ""

    @classmethod
    def of(cls, document: Any) -> Filters:
        """What a browser sends as `{since, until, outlets, authors, today}`; raises InputError."""
        try:
            typed = {name: str(document.get(name) or "") for name in ("since", "until", "today")}
            outlets, authors = (tuple(str(one) for one in document.get(name) or ()) for name in ("outlets", "authors"))
            return cls(**typed, outlets=outlets, authors=authors)
        except (AttributeError, TypeError) as exc:
            raise InputError("The filters of the page are broken; load it again.") from exc

    @property
    def filter(self) -> Filter:
        """What may be searched; raises SettingsError."""
        return filter_of(self.since, self.until, self.outlets, self.authors)

    @property
    def as_of(self) -> date | None:
        """The day in "Today is", None for today; raises SettingsError."""
        return day_of(self.today, "Today is")


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A question as a browser sends it: its number in the conversation there, and of that the last turns, which it may lean on.

    `ignoring`: the turn whose question is asked again without its window; None for any other question. `literal`: no word of it is taken
    for a misspelt one.
    """

    question: str
    number: int
    turns: tuple[Turn, ...]
    filters: Filters
    ignoring: Turn | None = None
    literal: bool = False

    @classmethod
    def of(cls, document: Any) -> PageQuestion:
        """The question that a browser sends as `{question, number, turns, filters, ignoring, literal}`; raises InputError."""
        try:
            again = document.get("ignoring")
            return cls(
                question=str(document["question"]).strip(),
                number=int(document["number"]),
                turns=tuple(turn_of(one) for one in document.get("turns") or ()),
                filters=Filters.of(document.get("filters") or {}),
                ignoring=turn_of(again) if again else None,
                literal=bool(document.get("literal")),
            )
        except (KeyError, AttributeError, TypeError, ValueError) as exc:
            raise InputError("The question did not arrive whole; load the page again and ask it once more.") from exc


def answers_of(exchanges: Sequence[Exchange]) -> tuple[Answer, ...]:
    """What can be exported of a conversation: every finished answer, oldest first; one that was cut short says so in its notes."""
    given = [(exchange.answer, exchange.problem) for exchange in exchanges if not exchange.running]
    return tuple(answer.with_notes(problem) if problem else answer for answer, problem in given if answer is not None)


def day_of(text: str | None, name: str, *, last: bool = False) -> date | None:
    """The day that a box says, as it is read on the day of typing; see `typed_day`."""
    return typed_day(text, date.today(), name, last=last)


def filter_of(since: str | None, until: str | None, sources: Sequence[str] | None = None, authors: Sequence[str] | None = None) -> Filter:
    """The filter that the boxes describe; raises SettingsError when a date cannot be read or the window ends before it begins."""
    return typed_limits(since, until, sources, authors, names=("Published since", "Published until"))


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
