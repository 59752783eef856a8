"""Passages ranked by their vectors and their words together: what is third by both may be first by the sum, and in no list of either."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.types import Filter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Ask(NamedTuple):
    """What is looked for: cosine with a unit vector, shape (dim,), plus BM25 for words, times `weight` and up to `most`."""

    vector: NDArray[np.float32]
    words: Sequence[str]
    weight: float
    most: float
    filter: Filter


def best(cosines: NDArray[np.floating], bm25: NDArray[np.floating], ask: Ask, k: int) -> NDArray[np.int64]:
    """Which `k` of the passages have the highest sum, in no order; both figures have shape (n,)."""
    import numpy as np

    return highest(cosines + np.minimum(ask.weight * bm25, ask.most), k)


def highest(figures: NDArray[np.floating], k: int) -> NDArray[np.int64]:
    """The places of the `k` highest figures, in no order."""
    import numpy as np

    return np.argpartition(-figures, k)[:k] if len(figures) > k else np.arange(len(figures))
