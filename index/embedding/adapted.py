"""The packaged model with its layers changed by what was learnt beside them: the vectors by which texts are judged, not compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.embedding.bert import DENSES, Floats, Shape, bert, prefix
from index.embedding.bytes8 import Bytes8
from index.embedding.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DOWN, UP = "down", "up"
"""What the names of the two thin matrices end with whose product is added to the weights of a dense layer, (rank, in) and (out, rank)."""


def merged(
    weights: Mapping[str, NDArray[np.float32]], changes: Mapping[str, NDArray[np.float16]], shape: Shape
) -> dict[str, NDArray[np.float32]]:
    """The tensors of a checkpoint with the changes in them (LoRA, Hu et al. 2021, https://arxiv.org/abs/2106.09685).

    Each dense layer has two thin matrices, named like it and `DOWN` or `UP`; every other change takes the place of the tensor of its name.
    Raises KeyError where a dense layer has none.
    """
    import numpy as np

    denses = [f"{prefix(layer)}{dense}" for layer in range(shape.layers) for dense in DENSES]
    added = {
        f"{dense}.weight": weights[f"{dense}.weight"]
        + changes[f"{dense}.{UP}"].astype(np.float32) @ changes[f"{dense}.{DOWN}"].astype(np.float32)
        for dense in denses
    }
    return {**weights, **{name: changes[name].astype(np.float32) for name in changes if name in weights}, **added}


class Adapted:
    """A network of changed weights. Any number of threads may use it at once."""

    def __init__(
        self,
        weights: Mapping[str, NDArray[np.float32]],
        changes: Mapping[str, NDArray[np.float16]],
        shape: Shape,
        threads: int,
        smoothing: NDArray[np.float32] | None = None,
    ) -> None:
        """`weights` are the checkpoint's, `changes` as `merged` takes them; `threads` as in `load_embeddings`.

        With `smoothing`, as `Bytes8` takes it, products are in 8-bit integers.
        """
        changed = merged(weights, changes, shape)
        products = Floats(changed) if smoothing is None else Bytes8(changed, smoothing)
        self._width = shape.width
        self._network = Network(bert(changed, shape, products), threads)

    def pooled(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Of each text, by its tokens with their marks, the first token's vector and the mean of all, shape (n, 2 * width)."""
        import numpy as np

        found = np.empty((len(tokens), 2 * self._width), dtype=np.float32)
        for places, of_tokens in self._network.of_tokens(tokens):
            found[places] = np.hstack([of_tokens[:, 0], of_tokens.mean(axis=1)])
        return found
