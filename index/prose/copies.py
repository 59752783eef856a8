"""Whether two articles are copies of one story: word shingles, MinHash sketches that find candidates, and the comparison that decides.

What stands in quotation marks is left out, because different stories quote the same speech at length. Two articles are copies where
enough of the shorter one stands in the longer one, from its beginning to its end, and the figures that they name are the same.
MinHash and banding: A. Broder, "On the resemblance and containment of documents", 1997; Leskovec, Rajaraman, Ullman, "Mining of Massive
Datasets", chapter 3.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.prose.quotations import quotations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.types import Article

WIDTH = 3
"""Words of a shingle. Where one word in five was changed, half of the shingles of three words are left, and a third of those of five."""
LEAST_WORDS = 20
"""Words below which an article is compared with nothing: a headline or a results line alone tells no copy."""
LEAST_UNQUOTED = 0.4
"""Share of the words that must stand outside quotation marks for those inside to be left out; an interview is compared whole."""
PERMUTATIONS = 128
BANDS = 64
"""Bands of two values: a pair that shares a tenth of its shingles meets in one of them with a chance of .47, a fifth .93, a third .999."""

CONTAINMENT = 0.4
"""Share of the shorter article's shingles that must stand in the longer one. Swept with SPREAD on 1,600 invented pairs (those of
`tests/support/invented_copies.py`): all copies are found, and nothing else, from .3 to .4; at .5, 1 % of the copies are lost, those with a
fifth of the words changed. Without SPREAD, 1 % of the other pairs are taken for copies at .4 and none at .45."""
STRETCHES = 4
SPREAD = 0.25
"""Share of its shingles that each quarter of the shorter article but one must share: a paragraph in common fills one or two of four, and
leaves the next at .25 at most; edited copies have .35 and more. Nothing changes between .2 and .35."""
FIGURES = 0.5
"""Share of the numbers of the article that names fewer that the other must name too: reports made by filling in a form differ in them."""
FEW_FIGURES = 4
"""Numbers from which on they are compared: an update changes one or two."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_GOLDEN = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Shingles:
    """What an article is compared by: its shingles' hashes in order (as they stand, and each once, sorted), and the numbers it names."""

    run: NDArray[np.uint64]
    unique: NDArray[np.uint64]
    figures: frozenset[str]


def prose_of(article: Article) -> str:
    """What is compared of an article: its text without headline, because every outlet writes its own."""
    return article.text[max(0, article.body_start - article.start) :]


def shingles_of(prose: str) -> Shingles | None:
    """The shingles of a text; None for one that is too short to be compared."""
    import numpy as np

    words = _words(prose)
    if len(words) < LEAST_WORDS:
        return None
    hashes = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    run = _mixed(hashes[: len(hashes) - WIDTH + 1].copy())
    for place in range(1, WIDTH):
        run = _mixed(run ^ hashes[place : len(hashes) - WIDTH + 1 + place])
    return Shingles(run, np.unique(run), frozenset(filter(str.isdecimal, words)))


def sketch_of(shingles: Shingles) -> NDArray[np.uint16]:
    """The MinHash sketch, shape (PERMUTATIONS,): two are equal in a place with the chance that is the Jaccard index of the shingles.

    The lower halves of the least hashes: that others are equal by chance in one place of 65,536 changes nothing, and it is half as large.
    """
    import numpy as np

    factors, summands = _permutations()
    values = (shingles.unique[:, None] * factors + summands) >> np.uint64(32)
    return halved(values.min(axis=0))


def halved(least: NDArray[Any]) -> NDArray[np.uint16]:
    """The lower halves of the least hashes."""
    import numpy as np

    lower: NDArray[np.uint16] = (least & 0xFFFF).astype(np.uint16)
    return lower


def bands_of(sketch: NDArray[np.uint16]) -> list[int]:
    """The keys under which a sketch is filed, one a band, as signed 32-bit numbers: articles that share one are candidates."""
    import numpy as np

    pairs = sketch.astype(np.uint64).reshape(BANDS, -1)
    keys = _mixed(np.arange(1, BANDS + 1, dtype=np.uint64))
    for place in range(pairs.shape[1]):
        keys = _mixed(keys ^ pairs[:, place])
    return [int(key) for key in (keys >> np.uint64(32)).astype(np.uint32).view(np.int32)]


def are_copies(one: Shingles, other: Shingles) -> bool:
    """Whether two articles are copies of one story, possibly shortened, edited or brought up to date."""
    import numpy as np

    shorter, longer = sorted((one, other), key=lambda shingles: (len(shingles.unique), len(shingles.run)))
    if containment(one, other) < CONTAINMENT:
        return False
    shared = np.isin(shorter.run, longer.unique)
    thin = sum(stretch.mean() < SPREAD for stretch in np.array_split(shared, STRETCHES))
    return bool(thin <= 1) and _same_figures(one.figures, other.figures)


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the shingles of the shorter article that stand in the longer one."""
    import numpy as np

    shared = len(np.intersect1d(one.unique, other.unique, assume_unique=True))
    return shared / min(len(one.unique), len(other.unique))


def _same_figures(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer = min(len(one), len(other))
    return fewer < FEW_FIGURES or len(one & other) >= FIGURES * fewer


def _words(text: str) -> list[str]:
    """The words of a text without regard to case, and without those in quotation marks where enough are left."""
    words: list[str] = _WORD.findall(text.casefold())
    spans = quotations(text)
    if not spans:
        return words
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    outside = " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    bare: list[str] = _WORD.findall(outside.casefold())
    return bare if len(bare) >= max(LEAST_WORDS, LEAST_UNQUOTED * len(words)) else words


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finisher of SplitMix64: every bit of the result depends on every bit of the value."""
    import numpy as np

    values = values + np.uint64(_GOLDEN)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Odd factors and summands of multiply-shift hashing: made by rule and not drawn, because sketches outlive the program."""
    import numpy as np

    numbers = _mixed(np.arange(2 * PERMUTATIONS, dtype=np.uint64) * np.uint64(_GOLDEN))
    return numbers[:PERMUTATIONS] | np.uint64(1), numbers[PERMUTATIONS:]
