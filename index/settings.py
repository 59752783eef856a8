"""The settings of an archive: which embedding model reads its passages, and with how many threads."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How an archive is made and opened; what stands here is the only default of each setting, for the library and all that uses it.

    `embedding_model` is the name of the packaged model, the path of a folder with a sentence-transformers model, or the name of one on
    the Hugging Face hub. `threads` is the number of processor threads that embedding may take; 0 leaves it to the library. One is the
    default because on a busy machine of two cores a query took 330-540 ms with the library's choice and 21 ms with one.
    """

    embedding_model: str = DEFAULT_MODEL
    threads: int = 1
