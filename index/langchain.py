"""Any LangChain `Embeddings` as the embedding model of an archive, checked: unit vectors of one length, or an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from index.errors import ModelError, SettingsError

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

PROBE = "dateline"
"""What is embedded to learn the length of the vectors, where that is asked for before anything else was embedded."""
UNEQUAL = "something else than lists of numbers, all of one length"
SHORTEST = 1e-12
"""The length below which a vector has no direction."""


class LangChainEmbedder:
    """Other people's embeddings for an archive: `Archive.create_or_open(path, embedder=LangChainEmbedder(embeddings, fingerprint=...))`.

    `fingerprint` is what the archive remembers the model by, and refuses another for: name everything in it that changes the vectors
    (model, version, length, prefixes). Vectors are brought to length one. Questions go through `embed_query`, passages through
    `embed_documents`. Raises SettingsError for an empty fingerprint; ModelError, when it is used, where the model fails or gives
    something else than a vector of finite numbers for each text, all of one length.
    """

    def __init__(self, embeddings: Embeddings, *, fingerprint: str) -> None:
        if not isinstance(fingerprint, str) or not fingerprint.strip():
            raise SettingsError("the fingerprint of an embedding model is empty; give a text that names the model and its version")
        self.fingerprint = fingerprint
        self._embeddings = embeddings
        self._dim = 0

    @property
    def dim(self) -> int:
        """The length of the vectors; embeds a word where none has been embedded yet."""
        if not self._dim:
            self.encode([PROBE])
        return self._dim

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of the texts, shape (n, dim)."""
        import numpy as np

        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        return self._checked(self._asked(lambda: self._embeddings.embed_documents(list(texts))), len(texts))

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of the texts as questions, shape (n, dim); one call for each, because LangChain has no other way."""
        import numpy as np

        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        return self._checked(self._asked(lambda: [self._embeddings.embed_query(text) for text in texts]), len(texts))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The same as lists."""
        return cast(list[list[float]], self.encode(texts).tolist())

    def embed_query(self, text: str) -> list[float]:
        """The unit vector that the model gives a question, as a list."""
        return cast(list[float], self.encode_query([text])[0].tolist())

    def _asked(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except Exception as exc:  # whatever somebody else's model raises
            reason = (str(exc).strip() or type(exc).__name__).splitlines()[0]
            raise ModelError(f"the embedding model {self.fingerprint} failed ({reason}); check it, and try again") from exc

    def _checked(self, given: Any, texts: int) -> NDArray[np.float32]:
        """The vectors as unit vectors; raises ModelError where they are none."""
        import numpy as np

        try:
            vectors = np.asarray(given)
        except ValueError as exc:  # of differing lengths
            raise self._wrong(UNEQUAL) from exc
        if vectors.dtype.kind not in "fiu":
            raise self._wrong(UNEQUAL if vectors.dtype.kind == "O" else f"values of the type {vectors.dtype}")
        if vectors.ndim != 2 or len(vectors) != texts or not vectors.shape[1]:
            raise self._wrong(f"something of the shape {vectors.shape} for {texts:,} {'text' if texts == 1 else 'texts'}")
        if self._dim not in (0, vectors.shape[1]):
            raise self._wrong(f"vectors of {vectors.shape[1]} numbers, and had given {self._dim} before")
        wide = vectors.astype(np.float64)
        lengths = np.linalg.norm(wide, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or lengths.min() < SHORTEST:
            raise self._wrong("a vector that has no direction (of zeros, or not finite)")
        self._dim = vectors.shape[1]
        return np.asarray(wide / lengths, dtype=np.float32)

    def _wrong(self, what: str) -> ModelError:
        return ModelError(
            f"the embedding model {self.fingerprint} gave {what}; an archive needs one vector of finite numbers for each text"
        )
