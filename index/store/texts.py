"""What is embedded of an article, its passages and its sentences, each named by its content."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from index.types import Passage, Sentence

if TYPE_CHECKING:
    from index.store.writing import ArticleParts


class Named(NamedTuple):
    """The vector of a text: content hash, and whether it is kept as a passage's, exactly, or as a sentence's, quantised."""

    hash: str
    of_passage: bool


def embedded_text(part: Passage | Sentence) -> str:
    """What the embedding model reads of a passage (what heads it, then its text) or of a sentence (its bare text)."""
    return f"{part.context}\n{part.text}" if isinstance(part, Passage) else part.text


def content_hash(text: str) -> str:
    """The name of a text in the store of vectors: half of its SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def texts_of(parts: ArticleParts) -> dict[Named, str]:
    """All that is embedded of an article, by the vector that it gets."""
    return {Named(content_hash(text := embedded_text(piece)), isinstance(piece, Passage)): text for piece in parts.pieces}
