"""The settings of an archive: which embedding model reads its passages, with how many threads, and where the vectors are kept."""

from __future__ import annotations

from dataclasses import dataclass, field

DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How an archive is made and opened; what stands here is the only default of each setting, for the library and all that uses it.

    `embedding_model` is the name of the packaged model, the path of a folder with a sentence-transformers model, or the name of one on
    the Hugging Face hub. `threads` is the number of processor threads that embedding may take; 0 leaves it to the library. One is the
    default because on a busy machine of two cores a query took 330-540 ms with the library's choice and 21 ms with one.

    `chroma_url` is the http:// or https:// address of a Chroma server that keeps the vectors of the passages; without one they are kept
    beside the catalog. `chroma_tenant` and `chroma_database` are Chroma's own defaults unless named, and `chroma_token` is sent with
    every request, and never shown.
    """

    embedding_model: str = DEFAULT_MODEL
    threads: int = 1
    chroma_url: str | None = None
    chroma_tenant: str | None = None
    chroma_database: str | None = None
    chroma_token: str | None = field(default=None, repr=False)
