"""How alike two words are in what they mean ("cost" and "price"), from a table of vectors of common English words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLE = "alike.npz"
"""Made by `eval.word_vectors`: `stems`, one a line in UTF-8, and `vectors`, of shape (stems, length), each row a direction in 8 bits."""


def likeness(asked: Sequence[str], told: Sequence[str]) -> NDArray[np.float32]:
    """How alike each stem of one text is to each of another, shape (asked, told), from 0 to 1; 0 of those that the table has not."""
    import numpy as np

    one, other = _vectors(asked), _vectors(told)
    return np.asarray(np.maximum(one @ other.T, 0.0), dtype=np.float32)


def _vectors(stems: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of stems, shape (stems, length); zeros for those that the table has not."""
    import numpy as np

    places, table = _table()
    found = [places.get(stem, -1) for stem in stems]
    vectors = table[found].astype(np.float32)
    vectors[[place < 0 for place in found]] = 0.0
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], NDArray[np.int8]]:
    import numpy as np

    with np.load(Path(__file__).with_name(TABLE)) as held:
        stems = held["stems"].tobytes().decode("utf-8").splitlines()
        return {stem: place for place, stem in enumerate(stems)}, held["vectors"]
