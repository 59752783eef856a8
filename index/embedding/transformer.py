"""Any model in sentence-transformers' format, behind LangChain's `Embeddings` interface."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding import Embedder

BATCH = 32
"""Texts that go through the model at a time."""
OF_DOCUMENTS = ("document", "passage", "corpus")
"""Names that models give to the prompt before a passage."""
OF_QUERIES = ("query",)
_ENCODING = threading.Lock()
"""Held while a model of this process encodes: the tokenizer refuses two threads at once, and the number of threads is the process's."""


def load(folder: Path, name: str, digest: str, threads: int) -> Embedder:
    """Load the model in a folder, whose weights have this SHA-256. Takes seconds: torch is imported here. Raises ModelError."""
    # Read once, when the libraries are imported; everything is on disk by now.
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(variable, "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    network = _load(folder, name)
    dim = int(network.get_embedding_dimension())
    return _embeddings(network, f"{name}:{digest[:16]}:{dim}:unit{_apart(network)}", dim, threads)


def _embeddings(network: Any, fingerprint: str, dim: int, threads: int) -> Embedder:
    """The LangChain class around the model; inside a function, because its base class takes a second to import."""
    from langchain_core.embeddings import Embeddings

    class LocalEmbeddings(Embeddings):
        """A sentence-transformers model as LangChain's `Embeddings`; questions and passages each with the prompt that it has for them."""

        def __init__(self) -> None:
            self.dim = dim
            self.fingerprint = fingerprint

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            """Unit vectors of passages, shape (n, dim); texts beyond the model's length are cut by it."""
            return self._vectors(network.encode_document, texts, _prompt(network, OF_DOCUMENTS))

        def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
            """Unit vectors of questions, shape (n, dim)."""
            return self._vectors(network.encode_query, texts, _prompt(network, OF_QUERIES))

        def _vectors(self, encode: Any, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
            import numpy as np

            if not texts:
                return np.empty((0, dim), dtype=np.float32)
            with _ENCODING, _threads(threads):
                vectors = encode(
                    list(texts), prompt=prompt, batch_size=BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
                )
            return np.asarray(vectors, dtype=np.float32)

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """The vectors of passages as lists."""
            return cast(list[list[float]], self.encode(texts).tolist())

        def embed_query(self, text: str) -> list[float]:
            """The vector of one question as a list."""
            return cast(list[float], self.encode_query([text])[0].tolist())

    return LocalEmbeddings()


def _prompt(network: Any, names: Sequence[str]) -> str:
    """The first prompt under one of the names that says something, or none.

    The library's own choice stops at the first name, and every model has an empty prompt under "document".
    """
    return next((prompt for name in names if (prompt := network.prompts.get(name))), "")


def _apart(network: Any) -> str:
    """What a fingerprint adds where passages are not embedded as any text is: archives of other vectors must not be taken for alike.

    Passages were once embedded by `encode`, so nothing is added where that is still the same.
    """
    prompt = _prompt(network, OF_DOCUMENTS)
    routed = any(type(module).__name__ == "Router" for module in network)
    anyway = network.prompts.get(network.default_prompt_name) or ""
    return f":document-{hashlib.sha256(prompt.encode()).hexdigest()[:8]}" if routed or prompt != anyway else ""


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
