"""An embedder that costs next to nothing, in the place of a model where an archive is measured that the model would take hours to make."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS = 1 << 14


class StandIn:
    """Unit vectors of the length of the packaged model's: a text is the sum of its words, and each word has a direction of its own."""

    dim = 384
    fingerprint = "stand-in:384:unit"

    def __init__(self) -> None:
        import numpy as np

        self._directions = np.random.default_rng(0).standard_normal((ROWS, self.dim), dtype=np.float32)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (n, dim)."""
        import numpy as np

        words = ([zlib.crc32(word.encode()) % ROWS for word in re.findall(r"\w+", text.lower()) or [text]] for text in texts)
        vectors: NDArray[np.float32] = np.zeros((len(texts), self.dim), dtype=np.float32)
        for at, rows in enumerate(words):
            vectors[at] = self._directions[rows].sum(axis=0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The same as lists."""
        return [[float(number) for number in vector] for vector in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one text."""
        return self.embed_documents([text])[0]
