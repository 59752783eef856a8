"""The packaged model all-MiniLM-L6-v2 through onnxruntime and tokenizers: loaded in a third of a second, without torch."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index.embedding.bert import Shape, bert
from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding.weights import Weights

# In fp32, because int8 costs more than it looks. One thread of a Xeon with AMX and VNNI, passages of 114 tokens a second of processor time
# and share of the ten nearest of 277 passages to 84 questions that stay the same: torch 40; here 51 (1.00); dynamic int8 by
# onnxruntime.quantization 124 (.79), with a scale for each output 128 (.89); 8 bits in blocks of 32 (MatMulNBits) 40 (.97).
SHAPE = Shape(layers=6, heads=12, width=384, epsilon=1e-12)
MOST_TOKENS = 256
"""Beyond which a text is cut: the most that the model was made for, its two marks included."""
BATCH_TOKENS = 512
"""Tokens, padding included, that go through the network at a time. More is slower, because the wide layer leaves the processor's second
cache: with 512, 1024, 2048, 4096 and 8192 it was 51, 48, 43, 38 and 34 passages a second, and 64, 54, 45, 37 and 30 of mixed length."""
SHORTEST = 1e-12
"""The length below which sentence-transformers leaves a vector as it is."""
OPENED_UP = "langchain_core.embeddings.embeddings"


class MiniLM:
    """The network, the tokenizer, mean pooling and normalisation; vectors as sentence-transformers makes them, to a few millionths.

    Any number of threads may use it at once. Also a LangChain `Embeddings`, where LangChain is loaded before this is made; importing it
    for everybody would take longer than all the rest. Raises ModelError where the libraries refuse the files.
    """

    def __init__(self, folder: Path, weights: Weights, fingerprint: str, threads: int) -> None:
        """`weights` are the folder's, checked; `threads` as in `load_embeddings`."""
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # a thread for each processor, for what is 2 % of the time
        self.dim = SHAPE.width
        self.fingerprint = fingerprint
        try:
            self._tokenizer = _tokenizer(folder)
            self._graph = bert(weights.tensors(), SHAPE)  # kept, because the session reads the weights where they lie
            self._session = _session(self._graph.model, self._graph.weights, threads)
        except Exception as exc:  # the libraries below raise whatever their files make them raise
            reason = (str(exc).strip() or type(exc).__name__).splitlines()[0]
            raise ModelError(f"the packaged embedding model in {folder} cannot be loaded ({reason}); reinstall it") from exc
        if (langchain := sys.modules.get(OPENED_UP)) is not None:
            langchain.Embeddings.register(MiniLM)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of the texts, shape (n, dim); texts beyond 256 tokens are cut."""
        import numpy as np

        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch([_text(text) for text in texts])]
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        for places in _batches([len(ids) for ids in tokens]):
            vectors[places] = self._pooled([tokens[place] for place in places])
        return vectors

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same: this model does not tell questions from passages."""
        return self.encode(texts)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of the texts as lists."""
        return cast(list[list[float]], self.encode(texts).tolist())

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question as a list."""
        return cast(list[float], self.encode_query([text])[0].tolist())

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of the texts as lists, in another thread."""
        return await asyncio.to_thread(self.embed_documents, texts)

    async def aembed_query(self, text: str) -> list[float]:
        """The vector of one question as a list, in another thread."""
        return await asyncio.to_thread(self.embed_query, text)

    def _pooled(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The mean of each text's token vectors, at length one."""
        import numpy as np

        longest = max(len(ids) for ids in batch)
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros((len(batch), longest), dtype=np.int32)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        [vectors] = self._session.run(["tokens"], {"ids": ids, "positions": np.arange(longest, dtype=np.int64), "mask": mask})
        means = np.einsum("nth,nt->nh", vectors, mask.astype(np.float32)) / mask.sum(axis=1, keepdims=True)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(means / np.maximum(lengths, SHORTEST), dtype=np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of texts of like length, as many together as BATCH_TOKENS allows when all are padded to the longest, or one."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _text(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair, which the tokenizer refuses."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()  # the file would pad every text to 128
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


def _session(model: bytes, weights: dict[str, NDArray[np.float32]], threads: int) -> Any:
    # Since 1.29 the import alone keeps a number for this machine in ~/.cache/Microsoft and sends it to Microsoft; read once, by the import.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # of a Windows build, or where somebody has imported it before us
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Never onnxruntime's own choice: it binds its threads to processors, whoever else is at work on them.
    options.intra_op_num_threads = threads or _processors()
    options.inter_op_num_threads = 1
    # A thread that waits for work by spinning takes a whole processor from the others.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # No two batches have one shape, so there is nothing to plan ahead.
    options.enable_mem_pattern = False
    # The graph has the fused operations already; more of it found nothing faster.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
