"""Figures of what a unit tells of a question in other words than its own, of what it brings that is new, and of what it lacks."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.selection import signs
from assistant.selection.asked import Asked
from assistant.selection.meanings import Meanings
from assistant.selection.runs import Run, Stemmed
from assistant.selection.spoken import last_names, may_be_of
from assistant.selection.unnamed import missing, names_asked, telling_stems
from assistant.selection.untold import is_told
from assistant.words.terms import stem, stems, words

BESIDE = 60
"""Characters on each side of what may be the answer, in which it stands beside what it is the answer to; set by hand, not fitted."""
_INSIDE = re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-Z][\w’'-]+")
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Roles:
    """Words of a question by their part in it, "" for none: the stems of its last word and of its thing, and what it takes for done."""

    last: str
    thing: str
    act: str  # as a folded word


class _Near(NamedTuple):
    """How near a text comes to all of a question's words, what it lacks most and second most of them, and to its last word and thing."""

    all: float
    worst: float
    second: float
    last: float
    thing: float


class Bearing:
    """What is looked up of the units of one question."""

    def __init__(self, question: str, asked: Asked, drafts: Sequence[Run], meanings: Meanings, roles: Roles) -> None:
        passages = {draft.passage.id: draft.passage.text for draft in drafts}
        self._asked, self._meanings, self._roles = asked, meanings, roles
        self._words, self._numbers = set(words(question)), set(_NUMBER.findall(question))
        self._is_keywords, self._asks_a_name = signs.is_keywords(question), signs.asks_a_name(question)
        self._names = names_asked(question, set(passages.values()))
        self._voices = last_names(question, passages.values())
        self._lacks_a_name: dict[tuple[str, str], bool] = {}
        self._far: dict[Stemmed, tuple[float, float]] = {}
        self._nearness: dict[Stemmed, _Near] = {}

    def meant(self, draft: Run, said: Stemmed, around: Stemmed) -> tuple[float, ...]:
        """How near the unit and its passage come to the question, and what is new in the unit."""
        unit, passage = self._near(said), self._near(around)
        kinds = self._asked.kinds
        at_answer = max((self._meanings.share(held) for held in self._beside(draft)), default=0.0) if kinds else unit.all
        names = {name.casefold() for name in _INSIDE.findall(draft.text)} - self._words
        numbers = set(_NUMBER.findall(draft.text)) - self._numbers
        return (
            *(unit.all, passage.all, unit.worst, passage.worst, passage.second, unit.last, passage.last, unit.thing, passage.thing),
            *(at_answer, 1.0 - at_answer if kinds else 0.0, float(self._is_keywords)),
            *(math.log1p(len(names)), float(self._asks_a_name and not names), math.log1p(len(numbers))),
        )

    def doubted(self, draft: Run, around: Stemmed) -> tuple[float, ...]:
        """What the unit and its passage lack of what the question takes for so: a name, an act (and how far they are from it), a voice."""
        key = (draft.passage.id, draft.voices)
        if key not in self._lacks_a_name:
            # What the passage and its headline speak of need not be looked for any further.
            left = [name for name in self._names if not any(map(around.speaks_of, telling_stems(name)))]
            self._lacks_a_name[key] = bool(missing(left, draft.article, draft.passage.text, draft.voices))
        if around not in self._far:
            act = self._roles.act
            untold = bool(act) and not is_told(act, [around])
            self._far[around] = float(untold), 1.0 - self._meanings.near(stem(act), around) if untold else 0.0
        return float(self._lacks_a_name[key]), *self._far[around], float(bool(self._voices) and not may_be_of(self._voices, draft))

    def _near(self, held: Stemmed) -> _Near:
        """How near a text comes; that of a passage is asked for by each of its units."""
        if held not in self._nearness:
            meanings, roles = self._meanings, self._roles
            last, thing = meanings.near(roles.last, held), meanings.near(roles.thing, held)
            self._nearness[held] = _Near(meanings.share(held), *meanings.lacks(held), last, thing)
        return self._nearness[held]

    @staticmethod
    def _beside(draft: Run) -> list[Stemmed]:
        """The words around each thing of the asked kind."""
        text = draft.text
        return [Stemmed(stems(text[max(0, start - BESIDE) : end + BESIDE])) for start, end in draft.offered]
