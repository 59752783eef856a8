"""The products of a BERT encoder in 8-bit integers: weights with a scale for each output, activations with one for each token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from index.embedding import onnx_format as onnx
from index.embedding.bert import ATTENDED, HEADS, MICROSOFT, NARROW, WIDE, Shape, prefix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 127
"""Of a weight, and of an activation but for its zero point."""
ZERO = 128
"""Stands for 0 among activations of either sign, as 8 bits without one."""
GELU_ZERO = 20
LEAST_GELU = -0.17
"""The least value of the gelu, rounded down. Its results lie between this and whatever a token reaches, so most of the 256 steps are left
to the positive ones: without it the mean cosine with the 32-bit vectors is .998 instead of .999."""
NO_SCALE = 1e-9
"""The least scale: a token of zeros alone would have none."""
MOVED = 0.7
"""How much of a channel's range goes into the weights (SmoothQuant's alpha, Xiao et al. 2022, https://arxiv.org/abs/2211.10438, which has
.5). Of 277 passages the mean cosine was .9976 without any, and the same to the fourth digit with .7 and .85."""
SMOOTHED = (HEADS, (ATTENDED,), (WIDE,))
"""The dense layers that share an input whose channels are smoothed. The gelu, which the last one reads, has no channels that stand out."""


class Bytes8:
    """Products in 8-bit integers, quantised from the checkpoint's weights when they are asked for.

    `smoothing` is (layers, 3, width): by what each channel of the inputs of `SMOOTHED` is divided before it is quantised, the weights
    being multiplied by it. A scale for each token, and not for each batch, keeps a text's vector its own in any company.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], smoothing: NDArray[np.float32]) -> None:
        import numpy as np

        self._weights, self._smoothing = weights, smoothing
        self.used: dict[str, NDArray[Any]] = {
            "one": np.array(1, np.float32),
            "step": np.array([1 / MOST], np.float32),
            "least": np.array([NO_SCALE], np.float32),
            "zero": np.array([ZERO], np.uint8),
            "gelu.step": np.array([1 / (255 - GELU_ZERO)], np.float32),
            "gelu.least": np.array([-LEAST_GELU / GELU_ZERO], np.float32),
            "gelu.zero": np.array([GELU_ZERO], np.uint8),
        }

    def prepared(self, rows: str, layer: int, dense: str) -> Iterator[bytes]:
        """Smooth the rows, find the scale of each, and quantise them."""
        if (layer, dense) == (0, HEADS[0]):
            yield from _zeros(rows)
        gelu = "gelu." if dense == NARROW else ""
        even = rows
        if dense in (HEADS[0], WIDE):
            even = f"{rows}.even"
            self.used[f"{rows}.by"] = 1 / self._smoothing[layer, _place(dense)]
            yield onnx.node("Mul", [rows, f"{rows}.by"], even)
        if not gelu:
            yield onnx.node("Abs", [even], f"{rows}.size")
        yield onnx.node("ReduceMax", [rows if gelu else f"{rows}.size"], f"{rows}.most", axes=[1])
        yield onnx.node("Mul", [f"{rows}.most", f"{gelu}step"], f"{rows}.fit")
        yield onnx.node("Max", [f"{rows}.fit", f"{gelu}least"], f"{rows}.scale")
        yield onnx.node("Reshape", [f"{rows}.scale", "flat"], f"{rows}.scales")
        yield onnx.node("QuantizeLinear", [even, f"{rows}.scales", f"{gelu}zeros"], f"{rows}.bytes", axis=0)

    def dense(self, rows: str, layer: int, dense: str, output: str) -> Iterator[bytes]:
        """The product of the integers, scaled back to floats by output and by token, and the bias."""
        name = f"{prefix(layer)}{dense}"
        weights, scales = _quantised(self._even(layer, dense))
        self.used |= {f"{name}.bytes": weights, f"{name}.scales": scales, f"{name}.bias": self._bias(layer, dense)}
        zero = "gelu.zero" if dense == NARROW else "zero"
        yield onnx.node(
            "MatMulIntegerToFloat", [f"{rows}.bytes", f"{name}.bytes", "one", f"{name}.scales", zero], f"{output}.product", MICROSOFT
        )
        yield onnx.node("Mul", [f"{output}.product", f"{rows}.scale"], f"{output}.scaled")
        yield onnx.node("Add", [f"{output}.scaled", f"{name}.bias"], output)

    def _even(self, layer: int, dense: str) -> NDArray[np.float32]:
        """The weights for smoothed inputs, (out, in), in an array of their own."""
        weights = self._weights[f"{prefix(layer)}{dense}.weight"]
        if dense == NARROW:
            return weights.copy()
        even: NDArray[np.float32] = weights * self._smoothing[layer, _place(dense)]
        if dense == HEADS[-1]:  # attention averages values channel by channel, so what divides its results can divide its values
            even /= self._smoothing[layer, _place(ATTENDED), :, None]
        return even

    def _bias(self, layer: int, dense: str) -> NDArray[np.float32]:
        bias = self._weights[f"{prefix(layer)}{dense}.bias"]
        return bias / self._smoothing[layer, _place(ATTENDED)] if dense == HEADS[-1] else bias


def smoothing(weights: Mapping[str, NDArray[np.float32]], shape: Shape, maxima: NDArray[np.float32]) -> NDArray[np.float32]:
    """What to divide channels by, (layers, 3, width), where `maxima`, of the same shape, are the largest magnitudes they were seen with."""
    import numpy as np

    by = np.empty_like(maxima)
    for layer in range(shape.layers):
        for place, names in enumerate(SMOOTHED):
            columns = np.max([np.abs(weights[f"{prefix(layer)}{name}.weight"]).max(axis=0) for name in names], axis=0)
            by[layer, place] = maxima[layer, place] ** MOVED / columns ** (1 - MOVED)
    return by


def _zeros(rows: str) -> Iterator[bytes]:
    """The zero points for a scale of each row."""
    yield onnx.node("Shape", [rows], "count", end=1)
    yield onnx.node("Expand", ["zero", "count"], "zeros")
    yield onnx.node("Expand", ["gelu.zero", "count"], "gelu.zeros")


def _quantised(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights (out, in) as bytes (in, out), and the scale of each output (out,). What was given is written over."""
    import numpy as np

    scales = np.maximum(weights.max(axis=1), -weights.min(axis=1)) / np.float32(MOST)
    weights *= (1 / scales)[:, None]
    np.rint(weights, out=weights)
    return np.ascontiguousarray(weights.astype(np.int8).T), scales


def _place(dense: str) -> int:
    """Which of the smoothed inputs a dense layer reads."""
    return next(place for place, names in enumerate(SMOOTHED) if dense in names)
