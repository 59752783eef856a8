"""Rows of the catalog as the values that they hold: an article, a passage, an array of vectors."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Sequence
from datetime import date
from operator import mul
from typing import TYPE_CHECKING, Any

from index.errors import DamagedArchiveError
from index.reports import REMEDY
from index.types import Article, Basis, Dating, Evidence, Passage, SourceBasis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DTYPE = "<f4"
SCALE = 4
"""Bytes of the float32, little-endian on every machine, that the int8 numbers after it are to be multiplied by."""
MOST = 127
DIM = f"SELECT length(vector) - {SCALE} FROM vectors WHERE length(vector) > {SCALE} LIMIT 1"
"""The length of the archive's vectors, in SQL."""

_SOURCE_BASIS = (
    "CASE WHEN a.source IS NULL THEN NULL "
    "WHEN EXISTS (SELECT 1 FROM corrected_outlets o WHERE o.article_id = a.id) THEN 'corrected' "
    "WHEN json_extract(d.options, '$.source') IS NOT NULL THEN 'given' ELSE 'found' END"
)
ARTICLE = (
    "a.id, a.title, a.text, d.file, a.start, a.in_file, a.title_start, a.title_end, a.body_start, "
    f"a.earliest, a.latest, a.basis, a.evidence, a.source, a.url, a.language, a.author, a.modified, a.pages, {_SOURCE_BASIS}"
)
"""The columns of an article, for `article_of`."""
PASSAGE = "p.id, p.article_id, p.ordinal, p.start, p.end, p.context"
"""The columns of a passage, for `passage_of`."""


def article_of(row: tuple[Any, ...]) -> Article:
    """An article from its columns."""
    *head, earliest, latest, basis, evidence, source, url, language, author, modified, pages, source_basis = row
    id, title, text, file, start, in_file, title_start, title_end, body_start = head
    dating = dating_of(earliest, latest, basis, evidence)
    return Article(
        *(id, title, text, file, start, dating, bool(in_file), title_start, title_end, body_start, source, url, language, author),
        modified=date.fromisoformat(modified) if modified else None,
        pages=tuple(json.loads(pages)),
        source_basis=SourceBasis(source_basis) if source_basis else None,
    )


def dating_of(earliest: str | None, latest: str | None, basis: str, evidence: str) -> Dating:
    """A dating from its columns."""
    return Dating(
        earliest=date.fromisoformat(earliest) if earliest else None,
        latest=date.fromisoformat(latest) if latest else None,
        basis=Basis(basis),
        evidence=tuple(Evidence(*item) for item in json.loads(evidence)),
    )


def dating_values(dating: Dating) -> tuple[str | None, str | None, str, str]:
    """The columns of a dating."""
    return (
        dating.earliest.isoformat() if dating.earliest else None,
        dating.latest.isoformat() if dating.latest else None,
        dating.basis.value,
        json.dumps([[item.quote, item.start, item.end, item.why] for item in dating.evidence], ensure_ascii=False),
    )


def passage_of(row: tuple[Any, ...], article: Article) -> Passage:
    """A passage from its columns and its article, out of which its text is cut; raises IndexError for one outside of it."""
    id, article_id, ordinal, start, end, context = row
    return Passage(id, article_id, ordinal, start, end, article.slice(start, end), context)


def dim_of(blob: bytes) -> int:
    """The length of a stored vector."""
    return len(blob) - SCALE


def matrix(blobs: Sequence[bytes], dim: int) -> NDArray[np.float32]:
    """Vectors as stored, as unit vectors, shape (n, dim); raises DamagedArchiveError when one has another length."""
    import numpy as np

    numbers, scales = numbers_of(blobs, dim)
    return np.asarray(numbers * scales, dtype=np.float32)


def rounded(held: NDArray[np.float32], vector: NDArray[np.float32]) -> list[float]:
    """Cosines of unit vectors, shape (n, dim), with one, rounded: those of equal vectors can differ in the last bits, by their place."""
    import numpy as np

    cosines: list[float] = np.round((held @ vector).astype(np.float64), 6).tolist()
    return cosines


def unpacked(blob: bytes) -> list[float]:
    """One vector as stored, as plain numbers: of a few hundred, all are made in less time than numpy takes to be loaded."""
    (scale,) = struct.unpack_from("<f", blob)
    return [scale * number for number in memoryview(blob)[SCALE:].cast("b")]


def length(vector: Sequence[float]) -> float:
    """The length of a vector of plain numbers."""
    return math.sqrt(sum(map(mul, vector, vector)))


def numbers_of(blobs: Sequence[bytes], dim: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Vectors as stored, as int8 numbers, shape (n, dim), and their scales, shape (n, 1); raises DamagedArchiveError like `matrix`."""
    import numpy as np

    if any(len(blob) != SCALE + dim for blob in blobs):
        raise DamagedArchiveError(f"the vectors in the catalog differ in length; {REMEDY}")
    raw = np.frombuffer(b"".join(blobs), dtype=np.int8).reshape(len(blobs), SCALE + dim)
    return raw[:, SCALE:], np.ascontiguousarray(raw[:, :SCALE]).view(DTYPE).astype(np.float32, copy=False)


def quantised(vectors: NDArray[np.float32]) -> list[bytes]:
    """Unit vectors, shape (n, dim), as they are stored for `matrix`: int8 numbers with one scale each, a quarter of the bytes.

    Each number is exact to 1/254 of the largest; the scale is the one that brings the rounded numbers back to length one.
    """
    import numpy as np

    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=np.finfo(np.float32).tiny)
    numbers = np.rint(vectors * (MOST / largest))
    scales = 1 / np.maximum(np.linalg.norm(numbers, axis=1), 1)
    rows = zip(scales.astype(DTYPE), numbers.astype(np.int8), strict=True)
    return [scale.tobytes() + row.tobytes() for scale, row in rows]
