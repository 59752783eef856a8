"""What a question asks for, read once for all the units that may answer it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.words.answer_types import Kind, Known, asked_for, candidates, is_date
from assistant.words.figures import PEOPLE, asked_noun
from assistant.words.terms import words
from index.prose.numbers import Figure
from index.timex import Timex
from index.words.lists import BASE, PAST, THIRD, any_of, saying

_ASKS_WORDS = re.compile(
    rf"\b(?:{saying('any', forms=(BASE, THIRD, PAST))}|{any_of('saying.nouns', 'saying.asked_for')}|according to)\b", re.IGNORECASE
)
_PASTED = re.compile(r"“[^“”]{12,}”|\"[^\"]{12,}\"")
"""Somebody's words in a question ask for nothing: who said “we want to know how long it stays safe” wants no duration."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds of answer that a question asks for, what is to be counted, and whose words."""

    text: str
    kinds: tuple[Kind, ...]
    noun: str  # what is to be counted, as a stem; "" for people and for nothing in particular
    said_by: frozenset[str]  # the words of a question that asks for somebody's words: one of them names that somebody

    @classmethod
    def of(cls, asked: str) -> Asked:
        """Read a question."""
        noun = asked_noun(asked)
        said_by = frozenset(words(asked)) if _ASKS_WORDS.search(asked) else frozenset()
        return cls(asked, asked_for(_PASTED.sub(" ", asked)), "" if noun == PEOPLE else noun, said_by)

    def is_said_by(self, speaker: str | None) -> bool:
        """Whether the question asks what somebody says, and this is that person."""
        return bool(self.said_by) and speaker is not None and not self.said_by.isdisjoint(words(speaker)[-1:])

    def given(self, text: str, known: Known) -> dict[Kind, list[tuple[int, int]]]:
        """What a text holds of each of the asked kinds (offsets); `known`: what has been found in it already."""
        return {kind: candidates(text, kind, self.text, known) for kind in self.kinds}

    def offered(self, given: Mapping[Kind, Sequence[tuple[int, int]]], spoken: float, figures: Sequence[Figure]) -> float:
        """Share of the asked kinds that are `given`, 0.5 where nothing in particular is asked for.

        `spoken`: how plainly it is somebody's words, 0 to 1.
        """
        if not self.kinds:
            return 0.5
        share = {kind: float(bool(spans)) for kind, spans in given.items()}
        # Somebody's words name a person; one voice alone says more plainly who it is.
        if Kind.PERSON in share:
            share[Kind.PERSON] = max(spoken, 0.5 * share[Kind.PERSON])
        if self.noun and share.get(Kind.NUMBER) and self.noun not in {figure.noun for figure in figures}:
            share[Kind.NUMBER] = 0.5
        return sum(share.values()) / len(share)


def known(start: int, days: Sequence[Timex], figures: Sequence[Figure]) -> Known:
    """What the reading says of a unit that begins at `start`, by the kind of answer that it is."""
    return {
        Kind.DATE: [(day.start - start, day.end - start) for day in days if is_date(day)],
        Kind.NUMBER: [(figure.start - start, figure.end - start) for figure in figures],
    }
