"""A BERT encoder as a graph of ONNX operations over the weights of a checkpoint, which stay where they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.embedding import onnx_format as onnx

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MICROSOFT = "com.microsoft"
"""Operations that onnxruntime has beside the standard's: attention and the exact gelu in one step each."""
OPERATORS = {"": 17, MICROSOFT: 1}
"""17 is the first set with a layer normalisation."""
WORDS = "embeddings.word_embeddings.weight"
POSITIONS = "embeddings.position_embeddings.weight"
KIND = "embeddings.token_type_embeddings.weight"
FIRST_KIND = f"{KIND}[0]"
"""There is one text, so every token is of the first kind."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights alone do not tell: numbers of layers and heads, the length of a token's vector, the normalisation's epsilon."""

    layers: int
    heads: int
    width: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Graph:
    """The model's bytes, and the weights that they leave outside, by name.

    Inputs: `ids` (n, t) int64, `positions` (t,) int64, `mask` (n, t) int32 (1 for a token, 0 for padding after it).
    Output: `tokens` (n, t, width) float32, the last layer's vector of each token.
    """

    model: bytes
    weights: dict[str, NDArray[np.float32]]


def bert(weights: Mapping[str, NDArray[np.float32]], shape: Shape) -> Graph:
    """The graph of `BertModel` without its pooler, with the names of Hugging Face's checkpoints. Raises KeyError for a missing weight.

    All that is not attention runs over the tokens of all texts as rows of one matrix, (n·t, width), because a matrix product with
    the weights as they lie in the checkpoint, (out, in), is one operation then.
    """
    nodes = [*_embeddings(shape), *(node for layer in range(shape.layers) for node in _layer(layer, shape)), *_last(shape)]
    names = [WORDS, POSITIONS, *_norm("embeddings"), *(name for layer in range(shape.layers) for name in _weights_of(layer))]
    used = {name: weights[name] for name in names} | {FIRST_KIND: weights[KIND][0]}
    model = onnx.model(
        nodes,
        [onnx.integers("rows", [-1, shape.width]), *(onnx.outside(name, array.shape) for name, array in used.items())],
        [onnx.value("ids", onnx.INT64, ["n", "t"]), onnx.value("positions", onnx.INT64, ["t"]), onnx.value("mask", onnx.INT32, ["n", "t"])],
        [onnx.value("tokens", onnx.FLOAT, ["n", "t", shape.width])],
        OPERATORS,
    )
    return Graph(model, used)


def _embeddings(shape: Shape) -> Iterator[bytes]:
    yield onnx.node("Gather", [WORDS, "ids"], "word")
    yield onnx.node("Gather", [POSITIONS, "positions"], "position")
    yield onnx.node("Add", ["position", FIRST_KIND], "place")
    yield onnx.node("Add", ["word", "place"], "sum")
    yield onnx.node("LayerNormalization", ["sum", *_norm("embeddings")], "normed", epsilon=shape.epsilon)
    yield onnx.node("Shape", ["normed"], "batch")
    yield onnx.node("Reshape", ["normed", "rows"], _rows(0))


def _layer(layer: int, shape: Shape) -> Iterator[bytes]:
    """Self-attention and the two dense layers after it, each added to what went in and normalised."""
    of, of_weights = f"layer.{layer}.", _prefix(layer)
    for part in ("query", "key", "value"):
        yield _dense(_rows(layer), f"{of_weights}attention.self.{part}", f"{of}{part}.rows")
        yield onnx.node("Reshape", [f"{of}{part}.rows", "batch"], of + part)
    heads = [of + "query", of + "key", of + "value", "", "mask"]
    yield onnx.node("MultiHeadAttention", heads, f"{of}attention", MICROSOFT, num_heads=shape.heads)
    yield onnx.node("Reshape", [f"{of}attention", "rows"], f"{of}attention.rows")
    yield _dense(f"{of}attention.rows", f"{of_weights}attention.output.dense", f"{of}attended")
    yield from _added(_rows(layer), f"{of}attended", f"{of_weights}attention.output", f"{of}middle", shape)
    yield _dense(f"{of}middle", f"{of_weights}intermediate.dense", f"{of}wide")
    yield onnx.node("Gelu", [f"{of}wide"], f"{of}bent", MICROSOFT)
    yield _dense(f"{of}bent", f"{of_weights}output.dense", f"{of}narrow")
    yield from _added(f"{of}middle", f"{of}narrow", f"{of_weights}output", _rows(layer + 1), shape)


def _last(shape: Shape) -> Iterator[bytes]:
    yield onnx.node("Reshape", [_rows(shape.layers), "batch"], "tokens")


def _dense(rows: str, weights: str, output: str) -> bytes:
    return onnx.node("Gemm", [rows, f"{weights}.weight", f"{weights}.bias"], output, transB=1)


def _added(one: str, other: str, weights: str, output: str, shape: Shape) -> Iterator[bytes]:
    yield onnx.node("Add", [one, other], f"{output}.sum")
    yield onnx.node("LayerNormalization", [f"{output}.sum", *_norm(weights)], output, epsilon=shape.epsilon)


def _weights_of(layer: int) -> Iterator[str]:
    dense = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
    for part in (*dense, "intermediate.dense", "output.dense", "attention.output.LayerNorm", "output.LayerNorm"):
        yield from (f"{_prefix(layer)}{part}.weight", f"{_prefix(layer)}{part}.bias")


def _norm(weights: str) -> tuple[str, str]:
    return f"{weights}.LayerNorm.weight", f"{weights}.LayerNorm.bias"


def _prefix(layer: int) -> str:
    return f"encoder.layer.{layer}."


def _rows(layer: int) -> str:
    """What goes into a layer."""
    return f"layer.{layer}.rows"
