"""A learnt cross-encoder: reads a question and a sentence as one text, and says how likely the one answers the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.selection.latest import asks_for_latest
from assistant.selection.units import Unit, in_order
from assistant.types import Query
from index.embedding.cross_encoder import MARK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.selection.probability import Learnt
    from assistant.selection.runs import Run

LEARNT = Path(__file__).with_name("pair_reader.npz")
"""What it adds to the packaged cross-encoder, and what its products in 8 bits need: `python -m eval.pair_fit` makes it."""
READ_AGAIN = 3
"""Units that are read of every question, the likeliest by their figures."""
READ_ON = 6
"""Units that are read at most, one after another, while none of those read is `SURE_ENOUGH`: with five of them .838 of the answerable
questions of eight suites not fitted on get an answer first, and .715 to three invented archives; with eight .855 and .726, and no more
answers are right than with six. Each takes as long as the others."""
SURE_ENOUGH = 0.7
"""The probability from which the others are left unread: 3.3 are read on average. With .8 another .3 are, and .88 come first."""
WITHIN = 3.0
"""How far the log odds of a unit that is read may lie below those of the likeliest; with 4 it reads more, and the same come first. With 1.5
one turn of conversation in two hundred lacks a second statement that belongs to its answer."""
LEAST_ODDS = 1e-9
"""Odds by figures whose logarithm is the least that counts."""
FIRST = 101
"""The token that begins a text."""
QUESTION, SENTENCE, TITLE, SPEAKER, BEFORE = 40, 110, 20, 8, 40
"""The most tokens of each part."""


class Pieces(Hashable, Protocol):
    """A model that tells the tokens of a text, and beside which a cross-encoder lies: the packaged one."""

    def pieces(self, text: str) -> list[int]:
        """The tokens of a text without marks."""
        ...

    def cross_encoder(self, changes: Any) -> Any:
        """That cross-encoder with its layers changed."""
        ...


@dataclass(frozen=True, slots=True)
class Pair:
    """What is read together: a question; a unit, the title that it stands under, and who says it, or ""; the questions that it leans on."""

    question: str
    text: str
    title: str
    speaker: str
    before: str = ""

    def tokens(self, model: Pieces) -> list[int]:
        """As one text, each part cut to its length; of what was asked before the end is kept, which is nearest to the question."""
        speaker = model.pieces(self.speaker)[:SPEAKER] if self.speaker else []
        parts = [model.pieces(self.question)[:QUESTION], model.pieces(self.text)[:SENTENCE], model.pieces(self.title)[:TITLE] + speaker]
        before = [model.pieces(self.before)[-BEFORE:]] if self.before else []
        return [FIRST, *(token for part in (*parts, *before) for token in (*part, MARK))]


class Rereader(Protocol):
    """What reads the likeliest units of a question again."""

    def reranked(self, query: Query, units: Sequence[Unit]) -> list[Unit]:
        """The units with the probabilities that they have then, the likeliest first."""
        ...


class PairReader:
    """Reads the likeliest units of a question again, with the packaged cross-encoder and what was learnt beside it."""

    def __init__(self, model: Pieces, weights: Learnt) -> None:
        """`weights` say what reading counts beside the figures; they must have been fitted with it."""
        self._model, self.weights = model, weights

    def reranked(self, query: Query, units: Sequence[Unit]) -> list[Unit]:
        """The units by figures and reading."""
        import numpy as np

        odds = np.array([math.log(max(unit.odds, LEAST_ODDS)) for unit in units])
        spans = [(unit.article.id, unit.start, unit.end) for unit in units]
        # The last of several states may be told in words that come less near, and beside the first it is not missed.
        least = READ_ON if asks_for_latest(query.asked) else READ_AGAIN
        read = read_first(lambda places: self.said(query, [units[place] for place in places]), odds, spans, self.weights, least)
        likely = self.weights.read_again(odds, read)
        return in_order(replace(unit, probability=float(one)) for unit, one in zip(units, likely, strict=True))

    def said(self, query: Query, units: Sequence[Unit | Run]) -> NDArray[np.float64]:
        """What the cross-encoder says of each unit, log odds, shape (n,)."""
        return said(self._model, [pair_of(query, unit).tokens(self._model) for unit in units])


def read_first(
    say: Callable[[Sequence[int]], NDArray[np.float64]],
    odds: NDArray[np.float64],
    spans: Sequence[tuple[Hashable, int, int]],
    weights: Learnt,
    least: int = READ_AGAIN,
) -> NDArray[np.float64]:
    """What is said of units, NaN for those of which nothing is, shape (units,), by their log odds, of that shape, and places.

    `say` is given the numbers of the `least` likeliest that share no sentence and come `WITHIN` of the first; then, one by one, of READ_ON
    at most, while by `weights` none is surely the answer. Of one that shares a sentence with them (by article, start and end) the same is
    said, for it tells the same.
    """
    import numpy as np

    found = np.full(len(odds), np.nan)
    like = apart(odds, spans, WITHIN)
    for begin, end in ((0, least), *((place, place + 1) for place in range(least, len(like)))):
        if begin and weights.read_again(odds, found).max() >= SURE_ENOUGH:
            break
        group = like[begin:end]
        for places, one in zip(group, say([each[0] for each in group]) if group else (), strict=True):
            found[places] = one
    return found


def apart(odds: NDArray[np.float64], spans: Sequence[tuple[Hashable, int, int]], within: float) -> list[list[int]]:
    """The numbers of the units that may be read, the likeliest first, each before those that share a sentence with it."""
    import numpy as np

    like: dict[int, list[int]] = {}
    least = odds.max(initial=-np.inf) - within
    for place in np.argsort(-odds, kind="stable").tolist():
        article, start, end = spans[place]
        near = next((one for one in like if spans[one][0] == article and spans[one][1] < end and start < spans[one][2]), None)
        if near is not None:
            like[near].append(place)
        elif len(like) < READ_ON and odds[place] >= least:
            like[place] = [place]
    return list(like.values())


def pair_of(query: Query, unit: Unit | Run) -> Pair:
    """A unit and the question that it may answer: of a compound one the part that is asked, not the whole."""
    return Pair(query.asked, unit.text, unit.article.title, unit.speaker or "", " ".join(query.background))


def pair_reader(model: Any, weights: Learnt) -> PairReader | None:
    """One with an embedding model; None for a model without a cross-encoder."""
    return PairReader(model, weights) if hasattr(model, "cross_encoder") else None


def said(model: Pieces, tokens: Sequence[Sequence[int]], learnt: Path = LEARNT) -> NDArray[np.float64]:
    """What the cross-encoder of a file says of pairs, by their tokens: log odds, shape (n,)."""
    import numpy as np

    return np.asarray(_loaded(model, learnt).said(tokens), dtype=np.float64)


@lru_cache(maxsize=1)
def _loaded(model: Pieces, file: Path) -> Any:
    import numpy as np

    with np.load(file) as held:
        return model.cross_encoder({name: held[name] for name in held.files})
