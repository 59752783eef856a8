"""What a question takes to have been done, or asks of a thing, and the likeliest passages do not speak of: "did Lund *resign*"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.query.pasted import is_pasted
from assistant.selection import signs
from assistant.selection.runs import Stemmed
from assistant.selection.units import Unit
from assistant.words.naming import named_in
from assistant.words.terms import stem, stems, words
from index.words.lists import any_of

SURE = 0.45
"""How sure it is at most that what is shown answers such a question: it may, in other words than the question's, and is not claimed to."""
FAR = 0.45
"""Nearness in meaning of the likeliest unit to the question without its names, below which it tells of another thing than was asked.

Of the right answers to the known questions of five archives, two of them with two thousand other news beside, 8 of 430 fall below it
without a word of what was asked, of the wrong ones 13 of 270; of questions with a made-up verb, half.
"""
FARTHER = 0.3
"""The same where the passage has the word and the unit has not, or where what is asked of a thing is a noun ("the *turnover* of")."""
LOOKED_AT = 3
"""Likeliest units among which one that speaks of it is looked for."""
_AUXILIARY = any_of("small.auxiliaries", "asked.modals")
_BEGUN = r"\W*(?:(?:and|but|so|then)\s+)?"
_TAKES_FOR_DONE = re.compile(
    rf"{_BEGUN}(?:{_AUXILIARY}|why|when|where|who|whom|by whom|how (?:many|often)|(?:on|in|at) (?:what|which) (?:day|date|month|year))\b",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(rf"{_BEGUN}(?:by\s+)?whom?\b", re.IGNORECASE)
_ASKS_A_THING = re.compile(rf"{_BEGUN}(?:what|who)(?:[’']s|\s+(?:is|are|was|were))\s+(?:the|its|their|his|her)\b", re.IGNORECASE)


def untold(asked: str, units: Sequence[Unit]) -> str:
    """The word of a question for what was done or is asked of a thing, where the likeliest units (best first) tell of something else; ""
    where they speak of it, come near to it in other words, or where the question asks for nothing in particular."""
    looked_at = units[:LOOKED_AT]
    if not looked_at or looked_at[0].matter >= FAR or is_pasted(asked):
        return ""
    near = looked_at[0].matter
    names = named_in([asked], [unit.passage.text for unit in looked_at])
    around = [Stemmed(stems(f"{unit.passage.text} {unit.article.title} {unit.speaker or ''}")) for unit in looked_at]
    act = signs.act(asked, names) if _TAKES_FOR_DONE.match(asked) else ""
    if act and not _is_told(act, around):
        return act
    if act and near < FARTHER and _ASKS_WHO.match(asked) and not _is_told(act, [Stemmed(stems(unit.text)) for unit in looked_at]):
        return act
    head = signs.head(asked) if near < FARTHER and _ASKS_A_THING.match(asked) else ""
    if head and head not in names and not any(one.speaks_of(head) for one in around):
        return next((word for word in words(asked) if stem(word) == head), "")
    return ""


def _is_told(act: str, texts: Sequence[Stemmed]) -> bool:
    return any(text.speaks_of(form) for text in texts for form in signs.forms(act))
