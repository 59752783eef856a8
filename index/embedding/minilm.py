"""The packaged model all-MiniLM-L6-v2 through onnxruntime and tokenizers: loaded in a third of a second, without torch."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index.embedding import cross_encoder
from index.embedding.bert import Floats, Shape, bert
from index.embedding.bytes8 import Bytes8
from index.embedding.network import Network
from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding.weights import Weights

log = logging.getLogger(__name__)

# In 8 bits. One thread of a Xeon with AMX and VNNI, passages of 153 tokens and sentences of 29 a second of processor time: 37 and 201 in
# 32 bits, 86 and 537 in 8; of the ten nearest to 84 questions .973 and .967 stay the same. On the way there: dynamic int8 by
# onnxruntime.quantization .79, a scale for each output .89 and for each token .95, smoothing and the gelu's zero point. A question of 14
# tokens takes a third of the time (1.6 ms for 4.7); of 206 known questions over four archives one finds its passage fifth for fourth.
# Making the 8-bit network takes 0.12 s, a third of that to try it. `python -m eval.smoothing FOLDER` measures.
SHAPE = Shape(layers=6, heads=12, width=384, epsilon=1e-12)
MOST_TOKENS = 256
"""Beyond which a text is cut: the most that the model was made for, its two marks included."""
SMOOTHING = Path(__file__).with_name("smoothing.npy")
"""What the channels of the 8-bit network's inputs are divided by, (layers, 3, width) float16; `python -m eval.smoothing` makes it."""
TRIED = (
    "Rain.",
    "The harbour of Port Arden closed at noon on 3 March 2021, said Ada Brandt; 14,000 tonnes of grain wait.",
    "“We were told in January that the bridge was safe,” the mayor said, “and in June it was shut.” The council voted 9 to 4 on Tuesday to "
    "borrow £2.6m for the repair, and the engineers' report, which had been promised for the spring, is now expected before Christmas.",
)
"""Texts of a few, of some and of many tokens, on which the 8-bit network is tried: kernels differ by the number of rows."""
NEAR_ENOUGH = 0.998
"""The least cosine with the vectors in 32 bits. On these texts it is .9991, .9992 and .9993; with pairs of products cut at 16 bits, as
processors without VNNI cut them (emulated in numpy), .996, .993 and .995."""
OPENED_UP = "langchain_core.embeddings.embeddings"


class MiniLM:
    """The tokenizer and a network in 8-bit integers, mean pooling and normalisation: in less than half the time vectors whose cosine with
    those that sentence-transformers makes is .999. Where the processor gets these products wrong, those of 32 bits, to a few millionths.

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
            self.weights = weights.tensors()
            self._floats = Network(bert(self.weights, SHAPE, Floats(self.weights)), threads)
        except Exception as exc:  # the libraries below raise whatever their files make them raise
            raise _unusable(f"the packaged embedding model in {folder} cannot be loaded", exc) from exc
        self._threads = threads
        self._making = threading.Lock()
        self._bytes: Network | None = None
        if (langchain := sys.modules.get(OPENED_UP)) is not None:
            langchain.Embeddings.register(MiniLM)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of passages, shape (n, dim); texts beyond 256 tokens are cut."""
        tokens = self._tokens(texts)
        return (self._quick() if tokens else self._floats).vectors(tokens, self.dim)

    def exactly(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same by products in 32 bits, as sentence-transformers makes them, to a few millionths."""
        return self._floats.vectors(self._tokens(texts), self.dim)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of the texts as lists."""
        return cast(list[list[float]], self.encode(texts).tolist())

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question as a list."""
        return cast(list[float], self.encode([text])[0].tolist())

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of the texts as lists, in another thread."""
        return await asyncio.to_thread(self.embed_documents, texts)

    async def aembed_query(self, text: str) -> list[float]:
        """The vector of one question as a list, in another thread."""
        return await asyncio.to_thread(self.embed_query, text)

    def pieces(self, text: str) -> list[int]:
        """The tokens of a text without the marks at its ends, at most 256."""
        return list(self._tokenizer.encode(_text(text), add_special_tokens=False).ids)

    def cross_encoder(self, changes: Mapping[str, NDArray[np.float16]]) -> cross_encoder.CrossEncoder:
        """The packaged cross-encoder, which has the same tokens, with its layers changed. In 8 bits where passages are."""
        exact = self._quick() is self._floats
        return cross_encoder.CrossEncoder(cross_encoder.packaged(), changes, cross_encoder.SHAPE, self._threads, exact=exact)

    def fitted_smoothing(self, texts: Sequence[str]) -> NDArray[np.float16]:
        """What `SMOOTHING` holds, fitted to these texts."""
        network = Network(bert(self.weights, SHAPE, Floats(self.weights), cross_encoder.inputs(SHAPE)), self._threads)
        return cross_encoder.fitted_smoothing(network, self.weights, SHAPE, self._tokens(texts))

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch([_text(text) for text in texts])]

    def _quick(self) -> Network:
        """The network of 8-bit integers, made when passages are first embedded; the other where this processor gets it wrong."""
        with self._making:
            if self._bytes is None:
                try:
                    self._bytes = self._tried(Network(bert(self.weights, SHAPE, Bytes8(self.weights, _smoothing())), self._threads))
                except Exception as exc:  # as above
                    raise _unusable("the packaged embedding model cannot be loaded in 8 bits", exc) from exc
            return self._bytes

    def _tried(self, network: Network) -> Network:
        # Without VNNI or its like, onnxruntime multiplies bytes in pairs whose 16-bit sum can overflow, and says nothing.
        tokens = self._tokens(TRIED)
        nearest = (network.vectors(tokens, self.dim) * self._floats.vectors(tokens, self.dim)).sum(axis=1).min()
        if nearest >= NEAR_ENOUGH:
            return network
        log.info("8-bit products are inexact on this processor (cosine %.4f): passages are embedded in 32 bits", nearest)
        return self._floats


def _unusable(what: str, exc: Exception) -> ModelError:
    reason = (str(exc).strip() or type(exc).__name__).splitlines()[0]
    return ModelError(f"{what} ({reason}); reinstall it")


def _smoothing() -> NDArray[np.float32]:
    import numpy as np

    by: NDArray[np.float32] = np.load(SMOOTHING).astype(np.float32)
    return by


def _text(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair, which the tokenizer refuses."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()  # the file would pad every text to 128
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer
