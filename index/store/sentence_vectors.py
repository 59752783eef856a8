"""The vectors of sentences: made when a question first reads them, and kept in memory for the questions that follow."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding import Embedder

KEPT = 16_384
"""Vectors that are kept, those last asked for: 25 MB of the packaged model's, the sentences of some 400 questions."""


class SentenceVectors:
    """What one embedding model makes of sentences; for any number of threads. Two that ask at once may both embed a sentence."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._vectors: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()  # by a hash of the text, the last used last
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str], embedder: Callable[[], Embedder]) -> dict[str, NDArray[np.float32]]:
        """The unit vector of each of the texts, shape (dim,); the new ones are embedded in one call."""
        import numpy as np

        names = {text: _name(text) for text in texts}
        with self._lock:
            known = {text: self._vectors[name] for text, name in names.items() if name in self._vectors}
        new = [text for text in names if text not in known]
        made = dict(zip(new, np.asarray(embedder().encode(new)), strict=True)) if new else {}
        found = known | made
        with self._lock:
            for text, name in names.items():
                # A copy, because a row would keep all that was embedded with it.
                self._vectors[name] = found[text].copy() if text in made else found[text]
                self._vectors.move_to_end(name)
            while len(self._vectors) > self._kept:
                self._vectors.popitem(last=False)
        return found


def _name(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
