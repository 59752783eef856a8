"""What a language model answers, read while it grows: JSON text to drafted statements, each as soon as it is complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_ANSWER = 60_000
"""Characters of an answer that are read: four statements with their quotes need a tenth of them, a model that thinks aloud some more."""

_OPENS = re.compile(r'"statements"\s*:\s*\[')
_THOUGHTS = re.compile(r"\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(strict=False)  # models put line breaks into strings


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """A quote as the model claims it, and the id of the passage it is said to stand in."""

    id: str
    quote: str


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A claim as the model drafts it."""

    claim: str
    quotes: tuple[DraftQuote, ...]


class Draft:
    """An answer that grows. What follows the first list of statements is not read."""

    def __init__(self) -> None:
        self.text = ""
        self.is_complete = False
        self.is_nonsense = False
        self.well_formed = 0
        self._at = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing more can come of it."""
        return self.is_complete or self.is_nonsense or len(self.text) >= MAX_ANSWER

    @property
    def is_usable(self) -> bool:
        """Whether it is a whole answer in the form asked for, be it that nothing was found."""
        return self.is_complete and not self.is_nonsense

    def read(self, piece: str) -> Iterator[DraftStatement]:
        """Take in the next piece of the answer; the statements that it completes."""
        self.text = (self.text + piece)[:MAX_ANSWER]
        if not self._at:
            thoughts = _THOUGHTS.match(self.text)
            opened = _OPENS.search(self.text, thoughts.end() if thoughts else 0)
            self._at = opened.end() if opened else 0
        # Without a closing brace no statement was completed: a long answer is not decoded again with every piece.
        while self._at and not self.is_done and re.search(r"[}\]]", piece):
            at = _between(self.text, self._at)
            if at == len(self.text):
                return
            if self.text[at] != "{":
                self.is_complete = self.text[at] == "]"
                self.is_nonsense = not self.is_complete
                return
            try:
                value, self._at = _DECODER.raw_decode(self.text, at)
            except (ValueError, RecursionError):  # not whole yet, or never
                return
            statement = _statement(value)
            if statement is None:
                self.is_nonsense = True
                return
            self.well_formed += 1
            yield statement


def _between(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _statement(value: Any) -> DraftStatement | None:
    """A statement of the form asked for, or None."""
    match value:
        case {"claim": str(claim), "quotes": list(quotes)}:
            parsed = [_quote(quote) for quote in quotes]
            kept = tuple(quote for quote in parsed if quote)
            return DraftStatement(claim, kept) if len(kept) == len(parsed) else None
    return None


def _quote(value: Any) -> DraftQuote | None:
    match value:
        case {"id": str(id), "quote": str(quote)}:
            return DraftQuote(id, quote)
    return None
