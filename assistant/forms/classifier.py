"""What somebody who types wants of the archive, by a classifier that was learnt from labelled questions (`eval.forms_fit`).

Logistic regression over runs of one to three words. Only the words that the kinds are told by are looked at ("how many", "articles",
"quoted"); a run of others stands as one mark, so that a question for a ferry and one for a vaccine are alike, whatever the archive is of.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assistant.words.terms import stem
from index.timex.calendar import MONTH, WEEKDAY
from index.words.lists import listed


class Wish(StrEnum):
    """What is wanted: an answer of the articles' words, or something that is answered otherwise."""

    QUESTION = "question"
    TOPIC = "topic"
    SUMMARY = "summary"
    SAYINGS = "sayings"
    OUTLETS = "outlets"
    COUNT = "count"
    NEWEST = "newest"
    OLDEST = "oldest"
    CONTENTS = "contents"
    PUBLISHED = "published"
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"

    @property
    def is_of_archive(self) -> bool:
        """Whether it asks about the archive itself."""
        return self in (Wish.OUTLETS, Wish.COUNT, Wish.NEWEST, Wish.OLDEST, Wish.CONTENTS, Wish.PUBLISHED)

    @property
    def is_of_dateline(self) -> bool:
        """Whether it says something to Dateline, or asks about it."""
        return self in (Wish.GREETING, Wish.THANKS, Wish.HELP)


OTHER = "_"
"""Stands for a run of words that tell nothing of what is wanted."""
LONGEST_RUN = 3
_SHORT = re.compile(r"^(who|what|when|where|why|how)'?s$")
_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_MONTH, _WEEKDAY = re.compile(rf"(?:{MONTH})", re.IGNORECASE), re.compile(WEEKDAY, re.IGNORECASE)
_ASKING = frozenset(listed("small.question_words"))
_SMALL = frozenset(listed("small.stop"))
_QUOTED = re.compile(r"[\"“”„«»]|(?<!\w)['‘’](?=\w)")
_MANY, _FEW = 9, 4
Mend = Callable[[str], str]
"""The word of the classifier that a misspelt one was meant for, else the word itself."""


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted numbers: for each feature a weight a wish, in the order of `wishes`; `question_from` is the share of a question's
    probability from which a text is taken for one, whatever else it may be."""

    wishes: tuple[Wish, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]
    words: frozenset[str]
    question_from: float


@lru_cache(maxsize=1)
def fitted() -> Model:
    """The numbers that come with the package."""
    held = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    wishes = tuple(map(Wish, held["wishes"]))
    weights = {feature: [weight / 100 for weight in row] for feature, row in held["weights"].items()}
    return Model(wishes, tuple(held["bias"]), weights, frozenset(held["words"]), held["question_from"])


def wish(text: str, after: Wish = Wish.QUESTION, mend: Mend = str, model: Model | None = None) -> Wish:
    """What a text wants; `after` is what was wanted before it. In doubt it is a question."""
    model = model or fitted()
    likely = probabilities(text, after, mend, model)
    if likely[Wish.QUESTION] >= model.question_from:
        return Wish.QUESTION
    return max((one for one in model.wishes if one is not Wish.QUESTION), key=lambda one: likely[one])


def probabilities(text: str, after: Wish, mend: Mend, model: Model) -> dict[Wish, float]:
    """The probability of each wish."""
    sums = list(model.bias)
    for feature in features(text, after, model.words, mend):
        for place, weight in enumerate(model.weights.get(feature, ())):
            sums[place] += weight
    most = max(sums)
    raised = [math.exp(one - most) for one in sums]
    return {one: value / sum(raised) for one, value in zip(model.wishes, raised, strict=True)}


def features(text: str, after: Wish, words: frozenset[str], mend: Mend = str) -> list[str]:
    """What the classifier sees of a text, each once: runs of words, of which those that are none of `words` stand as `OTHER`; its shape."""
    tokens = [_classed(token, words, mend) for token in tokens_of(text)]
    marked = ["^"]
    for token in tokens:
        if token != OTHER or marked[-1] != OTHER:
            marked.append(token)
    marked.append("$")
    runs = (" ".join(marked[at : at + size]) for size in range(1, LONGEST_RUN + 1) for at in range(len(marked) - size + 1))
    return list(dict.fromkeys([*runs, *_shape(text, tokens, after)]))


def tokens_of(text: str) -> list[str]:
    """The words of a text in lower case, "who's" as two."""
    plain = (token.casefold().replace("’", "'") for token in _TOKEN.findall(text))
    return [part for token in plain for part in _SHORT.sub(r"\1 is", token).split(" ")]


def _classed(token: str, words: frozenset[str], mend: Mend) -> str:
    """A word that is looked at; a number, a month or a weekday as that; else `OTHER`."""
    if token.isdigit():
        return "<year>" if len(token) == 4 else "<number>"
    if _WEEKDAY.fullmatch(token) or (_MONTH.fullmatch(token) and token != "may"):
        return "<day>"
    read = token if token in words else mend(token)
    return stem(read) if read in words else OTHER


def _shape(text: str, tokens: Sequence[str], after: Wish) -> list[str]:
    """Features of no word: how long the text is, how much of it tells nothing, how it asks, what came before it."""
    size, others = len(tokens), tokens.count(OTHER)
    small = sum(token in _SMALL for token in tokens)
    shape = [
        f"size:{size if size <= _FEW else 'some' if size < _MANY else 'many'}",
        f"others:{others if others <= _FEW else 'many'}",
        f"asks:{'first' if tokens and tokens[0] in _ASKING else 'later' if _ASKING & set(tokens) else 'not'}",
        f"bare:{others if small == 0 and others == size and size <= _FEW else 'not'}",
        f"mark:{text.rstrip().endswith('?')}",
    ]
    if after is not Wish.QUESTION:
        shape += [f"after:{after.value}", f"after:{after.value} {tokens[0] if tokens else ''}"]
    return [*shape, *(["quoted"] if _QUOTED.search(text) else [])]
