"""An embedder that needs no model: every word has its own random direction, and a text is the sum of its words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray


class HashingEmbedder:
    """Deterministic unit vectors; texts that share words are near each other. `texts` is all that was ever embedded."""

    def __init__(self, dim: int = 64, fingerprint: str = "hashing:0:64:unit") -> None:
        self.dim = dim
        self.fingerprint = fingerprint
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts.extend(texts)
        vectors = np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dim)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]

    def _vector(self, text: str) -> NDArray[np.float32]:
        words = re.findall(r"\w+", text.lower()) or [text]
        return np.sum([_direction(word, self.dim) for word in words], axis=0)


@cache  # the words of the tests are few, and a generator for each of them would be most of the time
def _direction(word: str, dim: int) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(dim, dtype=np.float32)
