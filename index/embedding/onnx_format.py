"""As much of the ONNX file format as a small network needs: nodes, tensors and models as the bytes of its protocol buffers."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

# Written by hand, because the `onnx` package would be a dependency of 40 MB, and a quarter of a second of every start, for these sixty
# lines. The numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, which may never change them.
FLOAT, INT64 = 1, 7
KINDS = {"float32": FLOAT, "uint8": 2, "int8": 3, "int64": INT64}
"""Types of a tensor's values, by numpy's names of them."""
IR_VERSION = 8
"""Of the file format; 8 (2021) is the first that knows functions, and every onnxruntime that runs on Python 3.11 reads it."""
WIRE_INTEGER, WIRE_BYTES, WIRE_FLOAT = 0, 2, 5
OF_FLOAT, OF_INTEGER, OF_INTEGERS = 1, 2, 7
EXTERNAL = 1


def node(kind: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: int | float | Sequence[int]) -> bytes:
    """A NodeProto: one operation, the names of what it reads ("" for an optional input that is left out), and of what it makes."""
    parts = [*(_field(1, name) for name in inputs), _field(2, output), _field(4, kind), _field(7, domain)]
    return b"".join([*parts, *(_field(5, _attribute(name, value)) for name, value in attributes.items())])


def integers(name: str, values: Sequence[int]) -> bytes:
    """A TensorProto of 64-bit integers, shape (n,)."""
    return _field(1, len(values)) + _field(2, INT64) + _field(8, name) + _field(9, struct.pack(f"<{len(values)}q", *values))


def outside(name: str, shape: Sequence[int], kind: int = FLOAT) -> bytes:
    """A TensorProto of numbers that stand somewhere else: whoever runs the model says where."""
    place = _field(13, _field(1, "location") + _field(2, "elsewhere"))
    return b"".join(_field(1, length) for length in shape) + _field(2, kind) + _field(8, name) + place + _field(14, EXTERNAL)


def value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    """A ValueInfoProto: the name, type and shape of an input or output; a length that varies has a name."""
    dimensions = b"".join(_field(1, _field(2 if isinstance(length, str) else 1, length)) for length in shape)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, dimensions)))


def model(
    nodes: Iterable[bytes], tensors: Iterable[bytes], inputs: Iterable[bytes], outputs: Iterable[bytes], operators: dict[str, int]
) -> bytes:
    """A ModelProto of one graph; `operators` are the sets of operations it uses, by domain, with the version of each."""
    numbered = ((1, nodes), (5, tensors), (11, inputs), (12, outputs))
    graph = b"".join([_field(2, "graph"), *(_field(number, part) for number, parts in numbered for part in parts)])
    sets = b"".join(_field(8, _field(1, domain) + _field(2, version)) for domain, version in operators.items())
    return _field(1, IR_VERSION) + _field(7, graph) + sets


def _attribute(name: str, value: int | float | Sequence[int]) -> bytes:
    if isinstance(value, float):
        return _field(1, name) + _varint(2 << 3 | WIRE_FLOAT) + struct.pack("<f", value) + _field(20, OF_FLOAT)
    if isinstance(value, int):
        return _field(1, name) + _field(3, value) + _field(20, OF_INTEGER)
    return _field(1, name) + b"".join(_field(8, one) for one in value) + _field(20, OF_INTEGERS)


def _field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3 | WIRE_INTEGER) + _varint(value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | WIRE_BYTES) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    """A number in groups of seven bits, lowest first; negative ones as protocol buffers write them, in 64 bits."""
    number &= (1 << 64) - 1
    groups = bytearray()
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*groups, number])
