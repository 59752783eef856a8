"""An optional cross-encoder beside the learnt probability: a model that reads question and sentences together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.selection.units import Unit, in_order
from assistant.types import Query
from index.errors import ModelError

READ = 24
"""Units that are read again, the likeliest: a small cross-encoder takes a few milliseconds for each."""
LEAST = 1e-4
"""How near to 0 and to 1 a probability counts."""


class Reranker:
    """A cross-encoder of sentence-transformers, loaded when first asked. What it takes for an answer must have one figure, a relevance."""

    def __init__(self, name: str) -> None:
        """`name`: a folder, or the name of a model that is on this machine or may be fetched."""
        self.name = name

    def reranked(self, query: Query, units: Sequence[Unit]) -> list[Unit]:
        """The units by the mean of both log odds, the learnt probability's and the model's; those beyond READ stay behind.

        Raises ModelError when the model cannot be loaded, or gives something else than one figure.
        """
        first, rest = units[:READ], units[READ:]
        if not first:
            return []
        said = _loaded(self.name)([(query.standalone, f"{unit.article.title}\n{unit.text}") for unit in first])
        judged = [replace(unit, probability=_mean(unit.probability, one)) for unit, one in zip(first, said, strict=True)]
        return [*in_order(judged), *rest]


def _mean(one: float, other: float) -> float:
    return 1 / (1 + math.exp(-(_log_odds(one) + _log_odds(other)) / 2))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, LEAST), 1 - LEAST)
    return math.log(bounded / (1 - bounded))


@lru_cache(maxsize=2)
def _loaded(name: str) -> Any:
    """Gives the relevance of each pair, 0 to 1."""
    try:
        import torch
        from sentence_transformers import CrossEncoder

        model = CrossEncoder(name, device="cpu", num_labels=None)
    except Exception as exc:  # the libraries raise whatever a wrong name or folder makes them raise
        reason = (str(exc).strip() or type(exc).__name__).splitlines()[0]
        raise ModelError(f"the reranker {name} cannot be loaded ({reason}); name a cross-encoder of sentence-transformers") from exc
    if model.num_labels != 1:
        raise ModelError(f"the reranker {name} gives {model.num_labels} figures for a pair; name a cross-encoder that gives one")

    def relevance(pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [float(one) for one in model.predict(list(pairs), activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)]

    return relevance
