"""A network that onnxruntime runs: from the tokens of texts to a unit vector of each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding.bert import Graph

BATCH_TOKENS = 512
"""Tokens that go through a network at a time. More is slower, because the wide layer leaves the processor's second cache: with 125, 250,
500, 1000, 2000 and 4000 a token of a text of 25 takes 59, 58, 58, 65, 67 and 78 µs in 8 bits, 166, 160, 151, 154, 163 and 180 in 32."""
SHORTEST = 1e-12
"""The length below which sentence-transformers leaves a vector as it is."""


class Network:
    """A graph in a session of `threads` processor threads, as in `load_embeddings`; any number of threads may use it at once."""

    def __init__(self, graph: Graph, threads: int) -> None:
        self._graph = graph  # kept, because the session reads the weights where they lie
        self._session = _session(graph, threads)

    def vectors(self, tokens: Sequence[Sequence[int]], dim: int) -> NDArray[np.float32]:
        """The mean of each text's token vectors, at length one, shape (n, dim)."""
        import numpy as np

        vectors = np.empty((len(tokens), dim), dtype=np.float32)
        for places, of_tokens in self.of_tokens(tokens):
            means = of_tokens.mean(axis=1)
            lengths = np.linalg.norm(means, axis=1, keepdims=True)
            vectors[places] = means / np.maximum(lengths, SHORTEST)
        return vectors

    def of_tokens(self, tokens: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """The vectors of the tokens of all texts, those of one length at a time: which texts they are, and (texts, tokens, width)."""
        for places in batches([len(ids) for ids in tokens]):
            [found] = self.run(["tokens"], [tokens[place] for place in places])
            yield places, found

    def run(self, outputs: Sequence[str], tokens: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        """The named outputs for texts of one number of tokens."""
        import numpy as np

        words = self._graph.words[np.array(tokens)]
        positions = np.arange(words.shape[1], dtype=np.int64)
        found: list[NDArray[np.float32]] = self._session.run(outputs, {"words": words, "positions": positions})
        return found


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of texts of one length, as many together as BATCH_TOKENS allows, or one."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (lengths[place] != lengths[batch[0]] or (len(batch) + 1) * lengths[place] > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _session(graph: Graph, threads: int) -> Any:
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
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in graph.weights.values()]
    options.add_external_initializers(list(graph.weights), values)
    return onnxruntime.InferenceSession(graph.model, options, providers=["CPUExecutionProvider"])


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
