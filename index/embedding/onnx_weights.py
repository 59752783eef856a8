"""The weights of a BERT encoder out of an ONNX file in which onnxruntime's tools made bytes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.embedding.bert import WORDS
from index.embedding.onnx_format import KINDS, WIRE_BYTES, WIRE_FLOAT, WIRE_INTEGER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRODUCT = "MatMulInteger"
"""The operation whose second input is a matrix of bytes, and whose name tells the layer: "/bert/encoder/layer.0/output/dense/MatMul"."""
MODEL = "bert"
"""What the names of an encoder's tensors begin with, where a head stands beside it."""
BYTES, SCALE, ZERO = "_quantized", "_scale", "_zero_point"
"""What the names of a quantised tensor's parts end with."""
GRAPH, NODES, TENSORS = 7, 1, 5
"""Numbers of the fields that hold them, as in `onnx_format`."""
GROUP = 7
WIRE_LONG = 1


@dataclass(frozen=True, slots=True)
class ByteRows:
    """Rows of bytes that stand for floats: those asked for are made, the rest stays on the disk."""

    bytes: NDArray[Any]
    scale: float
    zero: int

    def __getitem__(self, rows: Any) -> NDArray[np.float32]:
        """The rows of these numbers, (..., width)."""
        import numpy as np

        found: NDArray[np.float32] = (self.bytes[rows].astype(np.float32) - np.float32(self.zero)) * np.float32(self.scale)
        return found


class Tensors(Mapping[str, "NDArray[np.float32]"]):
    """Tensors by name, those of bytes made into floats each time that they are asked for: all of them together would be 130 MB."""

    def __init__(self, floats: Mapping[str, NDArray[np.float32]], tables: Mapping[str, ByteRows], turned: frozenset[str]) -> None:
        """`turned` are the matrices of products, which lie (in, out) and are given (out, in)."""
        self._floats, self._tables, self._turned = floats, tables, turned

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        """Raises KeyError for another name."""
        import numpy as np

        if name in self._floats:
            return self._floats[name]
        rows = self._tables[name][:]
        return np.ascontiguousarray(rows.T) if name in self._turned else rows  # onnxruntime reads no others

    def __iter__(self) -> Iterator[str]:
        """Their names."""
        yield from self._floats
        yield from self._tables

    def __len__(self) -> int:
        """How many there are."""
        return len(self._floats) + len(self._tables)


@dataclass(frozen=True, slots=True)
class Encoder:
    """The tensors of an encoder and its head by their names in a checkpoint, but for the table of words, which is apart."""

    tensors: Mapping[str, NDArray[np.float32]]
    words: ByteRows


def encoder(data: Any) -> Encoder:
    """That of a file's bytes, whose checksum is known: nothing is checked. Matrices are (out, in)."""
    import numpy as np

    [graph] = [value for number, value in _fields(memoryview(data)) if number == GRAPH]
    held: dict[str, NDArray[Any]] = {}
    products: dict[str, str] = {}
    for number, value in _fields(graph):
        if number == TENSORS:
            name, array = _tensor(value)
            held[name] = array
        elif number == NODES:
            products |= _product(value)
    tables = {_named(products.get(name, name)): _table(held, name) for name in (key.removesuffix(BYTES) for key in held if BYTES in key)}
    words = tables.pop(WORDS)
    floats = {_named(name): array for name, array in held.items() if array.dtype == np.float32 and not name.endswith(SCALE)}
    return Encoder(Tensors(floats, tables, frozenset(map(_named, products.values()))), words)


def _table(held: dict[str, NDArray[Any]], name: str) -> ByteRows:
    return ByteRows(held[name + BYTES], float(held[name + SCALE]), int(held[name + ZERO]))


def _named(name: str) -> str:
    return name.removeprefix(f"{MODEL}.")


def _product(node: memoryview) -> dict[str, str]:
    """Of a node that multiplies with bytes, the name of those and that of the weights which they are."""
    texts: dict[int, list[str]] = {}
    for number, value in _fields(node):
        if number in (1, 3, 4):
            texts.setdefault(number, []).append(bytes(value).decode())
    if texts[4] != [PRODUCT]:
        return {}
    *place, _ = texts[3][0].strip("/").split("/")
    return {texts[1][1].removesuffix(BYTES): ".".join((*place, "weight"))}


def _tensor(tensor: memoryview) -> tuple[str, NDArray[Any]]:
    """Its name and its values, as they lie there."""
    import numpy as np

    shape, few, name, kind, raw = list[int](), list[int](), "", 0, memoryview(b"")
    for number, value in _fields(tensor):
        if number == 1:
            shape += _integers(value)
        elif number == 2:
            kind = value
        elif number == 8:
            name = bytes(value).decode()
        elif number in (4, 9):
            raw = value
        elif number == 5:
            few = _integers(value)
    dtype = next((dtype for dtype, known in KINDS.items() if known == kind), "uint8")
    return name, (np.array(few, dtype) if few else np.frombuffer(raw, dtype)).reshape(shape if few or len(raw) else (0,))


def _integers(value: int | memoryview) -> list[int]:
    """Of a repeated number: one, or all in one field."""
    if isinstance(value, int):
        return [value]
    numbers, place = [], 0
    while place < len(value):
        number, place = _varint(value, place)
        numbers.append(number)
    return numbers


def _fields(message: memoryview) -> Iterator[tuple[int, Any]]:
    """The numbers and values of a protocol buffer's fields: integers, or the bytes of anything else."""
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        wire = key & GROUP
        if wire == WIRE_INTEGER:
            value, place = _varint(message, place)
            yield key >> 3, value
            continue
        length = {WIRE_FLOAT: 4, WIRE_LONG: 8}.get(wire)
        if wire == WIRE_BYTES:
            length, place = _varint(message, place)
        if length is None:
            raise ValueError(f"no protocol buffer has a field of kind {wire}")
        yield key >> 3, message[place : place + length]
        place += length


def _varint(message: memoryview, place: int) -> tuple[int, int]:
    """The number that begins at a place, and the place behind it."""
    number = shift = 0
    while message[place] & 0x80:
        number |= (message[place] & 0x7F) << shift
        shift, place = shift + 7, place + 1
    return number | message[place] << shift, place + 1
