"""What is embedded of an article, its passages, each named by its content."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from index.store.writing import ArticleParts
    from index.types import Passage


Named: TypeAlias = bytes
"""The vector of a text by the text's content: half of its SHA-256."""


def embedded_text(passage: Passage) -> str:
    """What the embedding model reads of a passage: what heads it, then its text."""
    return f"{passage.context}\n{passage.text}"


def content_hash(text: str) -> Named:
    """The name of a text in the store of vectors."""
    return hashlib.sha256(text.encode("utf-8")).digest()[:16]


def texts_of(parts: ArticleParts) -> dict[Named, str]:
    """All that is embedded of an article, by the vector that it gets."""
    return {content_hash(text := embedded_text(passage)): text for passage in parts.passages}
