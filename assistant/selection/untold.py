"""What a question takes to have been done, or asks of a thing, and the likeliest passages do not speak of: "did Lund *resign*"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.selection import signs
from assistant.selection.runs import Stemmed
from assistant.selection.spoken import matter_of
from assistant.words.alike import likeness
from assistant.words.answer_types import Kind, asked_for, offers
from assistant.words.naming import named_in
from assistant.words.terms import content_words, is_stop, stem, stems, words
from index.words.lists import any_of

if TYPE_CHECKING:
    from assistant.selection.units import Unit

SURE = 0.2
"""How sure it is at most that what is shown answers where the likeliest passages lack something of the question: of 49 such questions
to six archives (`assistant.selection.doubts`) 10 are answered by what comes nearest, in other words than theirs."""
FAR = 0.45
"""Nearness in meaning of the likeliest unit to the question without its names, below which it tells of another thing than was asked.

Chosen on the known questions of three archives (SQuAD, RealTimeQA, the sample, this also with two thousand other news): by their likeliest
passage it takes 6 of 381 right answers, 6 of 268 wrong ones, and 53 of 139 questions whose verb was exchanged for another.
"""
FAR_OF_YES_OR_NO = 0.58
"""The same for a question of yes or no: what it asks to be so is mostly said in its own words, and its other words bring
any passage near."""
SAME = 0.5
"""How alike a word of those passages is (`assistant.words.alike`) from which somebody speaks of the matter in another word: with it
none of 54 known questions of nineteen suites for somebody's words on a matter that is told is doubted, and 43 of 45 invented ones for what
stands nowhere are not answered (37 without)."""
LOOKED_AT = 3
"""Likeliest units among which one that speaks of it is looked for."""
_AUXILIARY = any_of("small.auxiliaries", "asked.modals")
_BEGUN = r"\W*(?:(?:and|but|so|then)\s+)?"
_TAKES_FOR_DONE = re.compile(
    rf"{_BEGUN}(?:{_AUXILIARY}|why|when|where|who|whom|by whom|how (?:many|often)|(?:on|in|at) (?:what|which) (?:day|date|month|year))\b",
    re.IGNORECASE,
)
# Words that were pasted are asked about as a whole: "is this right: “...”".
PASTED = re.compile(r"(?<!\w)[\"“‘'](?=\w)[^\"”]{20,}(?<=\S)[\"”’'](?!\w)")
_YES_OR_NO = re.compile(rf"{_BEGUN}(?:{_AUXILIARY})\b", re.IGNORECASE)
_ASKS_WHO = re.compile(rf"{_BEGUN}(?:by\s+)?whom?\b", re.IGNORECASE)
_ASKS_WHY = re.compile(rf"{_BEGUN}why\b", re.IGNORECASE)
_WHAT_WAS_DONE = re.compile(rf"{_BEGUN}what\s+(?:was|were)\s+\w+ed\b", re.IGNORECASE)
_WHICH = re.compile(rf"{_BEGUN}(?:which|what)\s+(?!(?:{_AUXILIARY})\b)\w", re.IGNORECASE)
_ASKS_A_THING = re.compile(rf"{_BEGUN}(?:what|who)(?:[’']s|\s+(?:is|are|was|were))\s+(?:the|its|their|his|her)\b", re.IGNORECASE)


def untold(asked: str, units: Sequence[Unit]) -> str:
    """The word of a question for what was done or is asked of a thing, where the likeliest units (best first) tell of something else; ""
    where they speak of it, come near to it in other words, or where the question asks for nothing in particular."""
    looked_at = units[:LOOKED_AT]
    far = FAR_OF_YES_OR_NO if _YES_OR_NO.match(asked) else FAR
    if not looked_at or looked_at[0].matter >= far or PASTED.search(asked):
        return ""
    names = named_in([asked], [unit.passage.text for unit in looked_at])
    around = [Stemmed(stems(f"{unit.passage.text} {unit.article.title} {unit.speaker or ''}")) for unit in looked_at]
    act = act_of(asked, names)
    if act and not is_told(act, around):
        return act
    if act and _ASKS_WHO.match(asked) and not any(_tells_who(unit, act, asked) for unit in looked_at):
        return act
    head = signs.head(asked) if _ASKS_A_THING.match(asked) else ""
    if head and head not in names and not any(one.speaks_of(head) for one in around):
        return next((word for word in words(asked) if stem(word) == head), "")
    return ""


def turns_on_act(asked: str) -> bool:
    """Whether a question asks if something was done, who did it or why, or what a thing of somebody's is.

    Of those whose act stands nowhere near, though they are likelier answered than not, 42 of 61 were answered rightly by a lesser reading;
    of the others, which ask when, where or how many, 20 of 22.
    """
    return any(pattern.match(asked) for pattern in (_YES_OR_NO, _ASKS_WHO, _ASKS_WHY, _ASKS_A_THING))


def leaves_open(asked: str, units: Sequence[Unit]) -> bool:
    """Whether the likeliest unit of a question that leans on another tells nothing of what it asks by itself: what was done ("and who
    *paid* for it"), or why. However near it is, it may be near for the sake of the other question."""
    text = f"{units[0].passage.text} {units[0].article.title}"
    if Kind.REASON in asked_for(asked) and not offers(units[0].text, Kind.REASON, asked):
        return True
    held = Stemmed(stems(text))
    if _WHICH.match(asked) and (head := signs.head(asked)) and not held.speaks_of(head):
        return True
    names = named_in([asked], [text])
    act = signs.act(asked, names) if _WHAT_WAS_DONE.match(asked) else act_of(asked, names)
    return act != "" and not is_told(act, [held])


def unmentioned(asked: str, units: Sequence[Unit]) -> str:
    """The first word of what somebody's words are to be about, where the likeliest units (best first) and what stands around them hold
    none of its words, nor one for the same; "" where one does, and for questions that ask for something else. A single word ("the
    result") may stand anywhere in the article of the likeliest."""
    matter = [word for word in content_words(matter_of(asked)) if not is_stop(word)]
    looked_at = units[:LOOKED_AT]
    if not matter or not looked_at or PASTED.search(asked):
        return ""
    whole = looked_at[0].article.text if len(matter) == 1 else ""
    around = Stemmed(stems(whole).union(*(stems(f"{unit.passage.text} {unit.article.title}") for unit in looked_at)))
    terms = [stem(word) for word in matter]
    if any(around.speaks_of(term) for term in terms) or likeness(terms, sorted(around.stems)).max() >= SAME:
        return ""
    return matter[0]


def act_of(asked: str, names: set[str]) -> str:
    """What a question takes to have been done, as a folded word; "" where it takes nothing for done, or has words pasted into it."""
    return signs.act(asked, names) if _TAKES_FOR_DONE.match(asked) and not PASTED.search(asked) else ""


def is_told(act: str, texts: Iterable[Stemmed]) -> bool:
    """Whether one of the texts has a form of that word."""
    return any(text.speaks_of(form) for text in texts for form in signs.forms(act))


def _tells_who(unit: Unit, act: str, asked: str) -> bool:
    """Whether a unit tells of what was done, and names somebody."""
    return is_told(act, [Stemmed(stems(unit.text))]) and (unit.speaker is not None or offers(unit.text, Kind.PERSON, asked))
