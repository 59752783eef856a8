"""Makes the table of `assistant.words.alike`: what the packaged model says of common English words, in fewer numbers.

    python -m eval.word_vectors             make it, write it, and say how near it is to the model's own vectors

A word's vector is that of the word alone as a text, less the mean of all; of the words of one stem it is the commonest one's. They are
turned to their principal axes, of which the first `LENGTH` are kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import assistant.words
from assistant.words.alike import TABLE
from assistant.words.dictionary import commonest
from assistant.words.terms import is_stop, stem
from index.embedding import load_embeddings

WORDS = 30_000
"""Commonest words of the English dictionary, of which the table has the stems: those beyond are seldom asked for by another."""
LENGTH = 128
"""Numbers of a vector: of words that are alike the likeness is then within 0.05 of the model's, with half as many within 0.09."""
PROBED = 200
"""Words of which the likeness to all others is measured."""
ALIKE = 0.35
"""Likeness from which a word may be another for the same: of two words taken at random, one pair in a thousand reaches 0.4."""


def main() -> int:
    """Run the module."""
    words = _one_a_stem(commonest(WORDS))
    whole = _directions(load_embeddings(threads=0).encode(list(words.values())))
    table = _in_bytes(whole @ _axes(whole))
    place = Path(assistant.words.__file__).with_name(TABLE)
    np.savez_compressed(place, stems=np.frombuffer("\n".join(words).encode(), dtype=np.uint8), vectors=table)
    probed = np.random.default_rng(0).choice(len(words), PROBED, replace=False)
    kept = _unit(table.astype(np.float32))
    own, told = whole[probed] @ whole.T, kept[probed] @ kept.T
    alike = (own >= ALIKE) & (own < 0.999)
    far = told[alike] - own[alike]
    pairs = f"{int(alike.sum()):,} pairs alike by {ALIKE} or more"
    sys.stdout.write(f"{len(words):,} stems; of {pairs}: {far.mean():+.3f} on average, spread {far.std():.3f}\n")
    return 0


def _one_a_stem(words: list[str]) -> dict[str, str]:
    """Stems with the first of the words that has each."""
    found: dict[str, str] = {}
    for word in words:
        if word.isalpha() and not is_stop(word):
            found.setdefault(stem(word), word)
    return found


def _directions(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return _unit(vectors - vectors.mean(axis=0))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def _axes(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The first principal axes, shape (length of a vector, LENGTH)."""
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    return np.asarray(axes[:, ::-1][:, :LENGTH], dtype=np.float32)


def _in_bytes(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Each vector in whole numbers from -127 to 127; its length is lost."""
    return np.asarray(np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127), dtype=np.int8)


if __name__ == "__main__":
    sys.exit(main())
