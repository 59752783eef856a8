"""The weights of a model: which files they are, their checksum, and the tensors of one as they lie on the disk."""

from __future__ import annotations

import hashlib
import json
import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEAD = 8
"""Bytes that say how long the table of contents after them is."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The bytes of one file in safetensors' format, mapped: processes share them, and what was checked is what is used."""

    data: mmap.mmap

    @classmethod
    def of(cls, file: Path) -> Weights:
        """Map a file. Raises ModelError when it cannot be read."""
        try:
            with file.open("rb") as stream:
                return cls(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as exc:  # ValueError: an empty file cannot be mapped
            raise _unreadable(file.parent, exc) from exc

    def sha256(self) -> str:
        """SHA-256 of the whole file."""
        return hashlib.sha256(self.data).hexdigest()

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """The tensors of 32-bit floats by name, read-only and not copied. For a file whose checksum is known: nothing is checked."""
        import numpy as np

        start = HEAD + int.from_bytes(self.data[:HEAD], "little")
        contents = json.loads(self.data[HEAD:start])
        tensors = {}
        for name, entry in contents.items():
            if entry.get("dtype") == "F32":
                begin, end = entry["data_offsets"]
                flat = np.frombuffer(self.data, "<f4", count=(end - begin) // 4, offset=start + begin)
                tensors[name] = flat.reshape(entry["shape"])
        return tensors


def weights_sha256(folder: Path) -> str:
    """SHA-256 of a model's weights (of all parts in the order of their names). Raises ModelError when there are none."""
    digest = hashlib.sha256()
    try:
        for part in weight_files(folder):
            with part.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
    except OSError as exc:
        raise _unreadable(folder, exc) from exc
    return digest.hexdigest()


def weight_files(folder: Path) -> list[Path]:
    """The files with a model's weights, in the order of their names; raises ModelError when there are none."""
    parts = sorted(folder.glob("*.safetensors"))
    if not parts:
        raise ModelError(f"the folder {folder} holds no embedding model (no .safetensors file); give one in sentence-transformers' format")
    return parts


def _unreadable(folder: Path, exc: OSError | ValueError) -> ModelError:
    reason = (exc.strerror if isinstance(exc, OSError) else None) or exc
    return ModelError(f"the embedding model in {folder} cannot be read ({reason}); check its permissions")
