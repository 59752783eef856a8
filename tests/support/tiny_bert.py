"""A cross-encoder of one layer with weights by lot beside a model that tells the tokens of a text, as the packaged ones are."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.embedding.bert import ATTENDED, HEADS, KIND, NARROW, POSITIONS, WIDE, WORDS, Shape, prefix
from index.embedding.cross_encoder import CLASSIFIER, DOWN, HEAD, HEAD_BIAS, POOLER, UP, CrossEncoder
from index.embedding.onnx_weights import Encoder

SHAPE = Shape(layers=1, heads=2, width=16, epsilon=1e-12)
VOCABULARY = 300
WIDTHS = {**dict.fromkeys((*HEADS, ATTENDED), (16, 16)), WIDE: (32, 16), NARROW: (16, 32)}
"""Of each dense layer, (out, in)."""


def weights() -> dict[str, NDArray[np.float32]]:
    """The tensors of a checkpoint, always the same."""
    lot = np.random.default_rng(5)
    tensors = {WORDS: lot.normal(size=(VOCABULARY, 16)), POSITIONS: lot.normal(size=(256, 16)) * 0.1, KIND: lot.normal(size=(2, 16)) * 0.1}
    for name in ("embeddings", f"{prefix(0)}attention.output", f"{prefix(0)}output"):
        tensors |= {f"{name}.LayerNorm.weight": np.ones(16), f"{name}.LayerNorm.bias": np.zeros(16)}
    for dense, (rows, columns) in WIDTHS.items():
        tensors[f"{prefix(0)}{dense}.weight"] = lot.normal(size=(rows, columns)) / np.sqrt(columns)
        tensors[f"{prefix(0)}{dense}.bias"] = lot.normal(size=rows) * 0.1
    tensors |= {
        f"{POOLER}.weight": lot.normal(size=(16, 16)) / 4,
        f"{POOLER}.bias": lot.normal(size=16),
        CLASSIFIER: lot.normal(size=(1, 16)),
    }
    return {name: tensor.astype(np.float32) for name, tensor in tensors.items()}


def base() -> Encoder:
    """The same, with the table of words apart."""
    tensors = weights()
    return Encoder(tensors, tensors.pop(WORDS))  # type: ignore[arg-type]


def unchanged(rank: int = 2) -> dict[str, NDArray[np.float16]]:
    """Changes that change nothing."""
    found: dict[str, NDArray[np.float16]] = {HEAD: np.zeros(32, dtype=np.float16), HEAD_BIAS: np.zeros((), dtype=np.float16)}
    for dense, (rows, columns) in WIDTHS.items():
        found[f"{prefix(0)}{dense}.{DOWN}"] = np.ones((rank, columns), dtype=np.float16)
        found[f"{prefix(0)}{dense}.{UP}"] = np.zeros((rows, rank), dtype=np.float16)
    return found


class TinyBert:
    """Each word is a token."""

    def pieces(self, text: str) -> list[int]:
        return [103 + crc32(word.encode()) % (VOCABULARY - 103) for word in text.lower().split()]

    def cross_encoder(self, changes: Mapping[str, NDArray[np.float16]]) -> CrossEncoder:
        return CrossEncoder(base(), changes, SHAPE, 1, exact=True)
