"""A BERT encoder as a graph of ONNX operations over the weights of a checkpoint, which stay where they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from index.embedding import onnx_format as onnx

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MICROSOFT = "com.microsoft"
"""Operations that onnxruntime has beside the standard's: attention, the exact gelu and the product of integers in one step each."""
OPERATORS = {"": 17, MICROSOFT: 1}
"""17 is the first set with a layer normalisation."""
WORDS = "embeddings.word_embeddings.weight"
POSITIONS = "embeddings.position_embeddings.weight"
KIND = "embeddings.token_type_embeddings.weight"
FIRST_KIND = f"{KIND}[0]"
"""There is one text, so every token is of the first kind."""
HEADS = ("attention.self.query", "attention.self.key", "attention.self.value")
ATTENDED, WIDE, NARROW = "attention.output.dense", "intermediate.dense", "output.dense"
"""The dense layers of a layer, by their names in a checkpoint."""
DENSES = (*HEADS, ATTENDED, WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights alone do not tell: numbers of layers and heads, the length of a token's vector, the normalisation's epsilon."""

    layers: int
    heads: int
    width: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Graph:
    """The model's bytes, the tensors that they leave outside, by name, and the table of words, (tokens, width), or what gives their rows.

    Inputs: `words` (n, t, width) float32, the rows of the table for the tokens of each text, because onnxruntime would copy a table given
    to it (47 MB, and 23 ms of every start); `positions` (t,) int64. All texts of a run have t tokens: without padding there is nothing to
    mask, and a text's vectors cannot depend on what it is run with. Output: `tokens` (n, t, width) float32, the last layer's vectors.
    """

    model: bytes
    weights: dict[str, NDArray[Any]]
    words: Any


class Products(Protocol):
    """How rows are multiplied with the weights of a dense layer."""

    @property
    def used(self) -> dict[str, NDArray[Any]]:
        """The tensors of all nodes that were asked for so far, by name."""
        ...

    def prepared(self, rows: str, layer: int, dense: str) -> Iterator[bytes]:
        """What is done once to the rows that go into a dense layer, or into those that share them."""
        ...

    def dense(self, rows: str, layer: int, dense: str, output: str) -> Iterator[bytes]:
        """The product of prepared rows with the weights, and the bias added."""
        ...


@dataclass(frozen=True, slots=True)
class Floats:
    """Products as the checkpoint has them, in 32-bit floats."""

    weights: Mapping[str, NDArray[np.float32]]
    used: dict[str, NDArray[Any]] = field(default_factory=dict)

    def prepared(self, rows: str, layer: int, dense: str) -> Iterator[bytes]:
        """Nothing is done to them."""
        yield from ()

    def dense(self, rows: str, layer: int, dense: str, output: str) -> Iterator[bytes]:
        """One operation, with the weights as they lie in the checkpoint, (out, in)."""
        names = [f"{prefix(layer)}{dense}.weight", f"{prefix(layer)}{dense}.bias"]
        self.used.update((name, self.weights[name]) for name in names)
        yield onnx.node("Gemm", [rows, *names], output, transB=1)


def bert(
    weights: Mapping[str, NDArray[np.float32]], shape: Shape, products: Products, more: Sequence[str] = (), words: Any = None
) -> Graph:
    """The graph of `BertModel` without its pooler, with the names of Hugging Face's checkpoints. Raises KeyError for a missing weight.

    All that is not attention runs over the tokens of all texts as rows of one matrix, (n·t, width), because a product with the weights
    is one operation then. `more` are rows inside it that are to be outputs too, (n·t, width); `words` gives what goes in for tokens, where
    that is not the row of each in the checkpoint's table.
    """
    nodes = [*_embeddings(shape), *(node for layer in range(shape.layers) for node in _layer(layer, shape, products)), *_last(shape)]
    names = [POSITIONS, *norms(shape)]
    used = {name: weights[name] for name in names} | {FIRST_KIND: weights[KIND][0]} | products.used
    outputs = [onnx.value("tokens", onnx.FLOAT, ["n", "t", shape.width])]
    model = onnx.model(
        nodes,
        [
            onnx.integers("rows", [-1, shape.width]),
            onnx.integers("flat", [-1]),
            *(onnx.outside(name, array.shape, onnx.KINDS[array.dtype.name]) for name, array in used.items()),
        ],
        [onnx.value("words", onnx.FLOAT, ["n", "t", shape.width]), onnx.value("positions", onnx.INT64, ["t"])],
        [*outputs, *(onnx.value(name, onnx.FLOAT, ["rows", shape.width]) for name in more)],
        OPERATORS,
    )
    return Graph(model, used, weights[WORDS] if words is None else words)


def norms(shape: Shape) -> list[str]:
    """The names of the weights and biases of all normalisations."""
    places = [f"{prefix(layer)}{part}" for layer in range(shape.layers) for part in ("attention.output", "output")]
    return [name for place in ("embeddings", *places) for name in _norm(place)]


def entering(layer: int) -> str:
    """The rows that go into a layer, and so into its query, key and value."""
    return f"layer.{layer}.rows"


def attending(layer: int) -> str:
    """The rows that attention gives."""
    return f"layer.{layer}.attention.rows"


def middle(layer: int) -> str:
    """The rows between the two halves of a layer."""
    return f"layer.{layer}.middle"


def prefix(layer: int) -> str:
    """What the names of a layer's weights begin with."""
    return f"encoder.layer.{layer}."


def _embeddings(shape: Shape) -> Iterator[bytes]:
    yield onnx.node("Gather", [POSITIONS, "positions"], "position")
    yield onnx.node("Add", ["position", FIRST_KIND], "place")
    yield onnx.node("Add", ["words", "place"], "sum")
    yield onnx.node("LayerNormalization", ["sum", *_norm("embeddings")], "normed", epsilon=shape.epsilon)
    yield onnx.node("Shape", ["normed"], "batch")
    yield onnx.node("Reshape", ["normed", "rows"], entering(0))


def _layer(layer: int, shape: Shape, products: Products) -> Iterator[bytes]:
    """Self-attention and the two dense layers after it, each added to what went in and normalised."""
    of = f"layer.{layer}."
    yield from products.prepared(entering(layer), layer, HEADS[0])
    for part in HEADS:
        yield from products.dense(entering(layer), layer, part, f"{of}{part}.rows")
        yield onnx.node("Reshape", [f"{of}{part}.rows", "batch"], of + part)
    yield onnx.node("MultiHeadAttention", [of + part for part in HEADS], f"{of}attention", MICROSOFT, num_heads=shape.heads)
    yield onnx.node("Reshape", [f"{of}attention", "rows"], attending(layer))
    yield from products.prepared(attending(layer), layer, ATTENDED)
    yield from products.dense(attending(layer), layer, ATTENDED, f"{of}attended")
    yield from _added(entering(layer), f"{of}attended", f"{prefix(layer)}attention.output", middle(layer), shape)
    yield from products.prepared(middle(layer), layer, WIDE)
    yield from products.dense(middle(layer), layer, WIDE, f"{of}wide")
    yield onnx.node("Gelu", [f"{of}wide"], f"{of}bent", MICROSOFT)
    yield from products.prepared(f"{of}bent", layer, NARROW)
    yield from products.dense(f"{of}bent", layer, NARROW, f"{of}narrow")
    yield from _added(middle(layer), f"{of}narrow", f"{prefix(layer)}output", entering(layer + 1), shape)


def _last(shape: Shape) -> Iterator[bytes]:
    yield onnx.node("Reshape", [entering(shape.layers), "batch"], "tokens")


def _added(one: str, other: str, weights: str, output: str, shape: Shape) -> Iterator[bytes]:
    yield onnx.node("Add", [one, other], f"{output}.sum")
    yield onnx.node("LayerNormalization", [f"{output}.sum", *_norm(weights)], output, epsilon=shape.epsilon)


def _norm(weights: str) -> tuple[str, str]:
    return f"{weights}.LayerNorm.weight", f"{weights}.LayerNorm.bias"
