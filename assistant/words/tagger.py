"""Parts of speech of the words of a question: an averaged perceptron that reads from left to right, fitted by `python -m eval.tagger_fit`.

After M. Collins, "Discriminative Training Methods for Hidden Markov Models" (EMNLP 2002), with hashed features and greedy reading.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import lemminflect
import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("tagger.npz")
BUCKETS = 1 << 16
"""Rows of the table of weights; what falls into the same row is weighed together."""
NOUN, NAME, BASE, PRESENT, PAST, PARTICIPLE, ING, MODAL = "NN", "NNP", "VB", "VBZ", "VBD", "VBN", "VBG", "MD"
ADJECTIVE, ADVERB, PREPOSITION, DETERMINER, PRONOUN, ASKING, JOINING, NUMBER, OTHER = "JJ", "RB", "IN", "DT", "PRP", "WH", "CC", "CD", "O"
TAGS = (
    *(NOUN, NAME, BASE, PRESENT, PAST, PARTICIPLE, ING, MODAL),
    *(ADJECTIVE, ADVERB, PREPOSITION, DETERMINER, PRONOUN, ASKING, JOINING, NUMBER, OTHER),
)
VERBS = frozenset((BASE, PRESENT, PAST, PARTICIPLE, ING))
_EDGE = "$"


def tags(words: Sequence[str]) -> list[str]:
    """The part of speech of each word of a question, one of `TAGS`."""
    return list(_tags(tuple(words)))


@lru_cache(maxsize=1024)
def _tags(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(read(words, _weights()))


def read(words: Sequence[str], weights: NDArray[np.float32]) -> list[str]:
    """The tags of words by a table of weights, `BUCKETS` rows with a number for each of `TAGS`."""
    found: list[str] = []
    for around in surroundings(words):
        found.append(TAGS[int(weights[rows(around, found)].sum(axis=0).argmax())])
    return found


def surroundings(words: Sequence[str]) -> list[list[str]]:
    """What is seen of each word and of those around it; a capital tells nothing where all or none are written with one."""
    plain = [word.casefold().replace("’", "'") for word in words]
    capital = [word[:1].isupper() for word in words]
    tells = any(capital[1:]) and not all(capital)
    kinds = [possible(word) for word in plain]
    padded = [_EDGE, _EDGE, *plain, _EDGE, _EDGE]
    found = []
    for place, word in enumerate(plain):
        before2, before, _, after, after2 = padded[place : place + 5]
        shape = "9" if re.search(r"\d", word) else ("A" if capital[place] else "a") if tells and place else "?"
        found.append(
            [
                f"w {word}",
                f"e {word[-3:]}",
                f"f {word[-2:]}",
                f"p {word[:3]}",
                f"s {shape}",
                f"b {before}",
                f"c {before2}",
                f"a {after}",
                f"d {after2}",
                f"g {before[-3:]}",
                f"h {after[-3:]}",
                f"i {before} {word}",
                f"j {word} {after}",
                f"k {shape} {word[-3:]}",
                f"l {kinds[place]}",
                f"m {kinds[place - 1] if place else _EDGE} {kinds[place]}",
                f"n {kinds[place]} {kinds[place + 1] if place + 1 < len(plain) else _EDGE}",
            ]
        )
    return found


@lru_cache(maxsize=4096)
def possible(word: str) -> str:
    """The first two letters of each part of speech that a lexicon has of a word (folded): "NOVE" for "cut"; "" for a name."""
    return "".join(sorted({kind[:2] for kind in lemminflect.getAllLemmas(word)}))


def rows(around: Sequence[str], tagged: Sequence[str]) -> list[int]:
    """The rows of what is seen around a word, and of the tags before it."""
    one = tagged[-1] if tagged else _EDGE
    two = tagged[-2] if len(tagged) > 1 else _EDGE
    word = around[0]
    said = (*around, f"t {one}", f"u {two} {one}", f"v {one} {word}", f"x {one} {around[7]}", f"y {one} {around[14]}", "z")
    return [zlib.crc32(text.encode()) % BUCKETS for text in said]


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float32]:
    with np.load(WEIGHTS) as held:
        weights: NDArray[np.float32] = held["weights"].astype(np.float32) * np.float32(held["scale"])
    return weights
