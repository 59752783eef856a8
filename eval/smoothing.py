"""Fits what the packaged model's 8-bit network divides its channels by, and says how near its vectors are to those of 32 bits.

    python -m eval.smoothing                                  fit on the bundled sample, write, and measure there
    python -m eval.smoothing FOLDER [--suite SUITE.jsonl]     only measure, on the articles of a folder

Passages and sentences are embedded by both networks. What is said of each kind is the mean and the least cosine, the share of the ten
nearest to a question that stay the same (questions of the suite, or the headlines), and how many are embedded a second of processor time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from eval.bundled import add_sample
from eval.cases import load_suite
from eval.stand_in import StandIn
from index.archive import Archive
from index.embedding import load_embeddings
from index.embedding.minilm import SMOOTHING, MiniLM
from index.errors import DatelineError
from index.store.texts import embedded_text
from index.store.writing import ArticleParts

SAMPLE = Path(__file__).with_name("sample")
NEAREST = 10
Vectors = NDArray[np.float32]


class Texts(NamedTuple):
    """What is embedded of a folder of articles."""

    passages: list[str]
    sentences: list[str]
    headlines: list[str]


class Likeness(NamedTuple):
    """How near the 8-bit vectors of texts are to those of 32 bits, and the texts that each network embeds in a second of processor time."""

    mean: float
    least: float
    overlap: float
    floats: float
    bytes: float


def read(folder: Path) -> Texts:
    """The passages, sentences and headlines of a folder's articles, each once."""
    with tempfile.TemporaryDirectory() as place, Archive.create_or_open(Path(place) / "archive", embedder=StandIn()) as archive:
        if folder == SAMPLE:
            add_sample(folder, archive)
        else:
            archive.add([str(folder)])
        parts = [ArticleParts.of(article) for article in archive.articles()]
    passages = dict.fromkeys(embedded_text(passage) for part in parts for passage in part.passages)
    sentences = dict.fromkeys(sentence.text for part in parts for sentence in part.sentences)
    return Texts(list(passages), list(sentences), list(dict.fromkeys(part.article.title for part in parts)))


def likeness(model: MiniLM, texts: Sequence[str], questions: Sequence[str]) -> Likeness:
    """Of one kind of text, and of the questions that are compared with it."""
    exact, floats = _timed(model.exactly, texts)
    quick, of_bytes = _timed(model.encode, texts)
    cosines = (exact * quick).sum(axis=1)
    same = overlap((model.exactly(questions), exact), (model.encode(questions), quick))
    return Likeness(float(cosines.mean()), float(cosines.min()), same, floats, of_bytes)


def overlap(one: tuple[Vectors, Vectors], other: tuple[Vectors, Vectors]) -> float:
    """The mean share of the ten texts nearest to a question, or of all where there are fewer, that are the same by either's vectors.

    Each are the vectors of the questions and of the texts, (questions, dim) and (texts, dim).
    """
    most = min(NEAREST, len(one[1]))
    before, after = (np.argsort(-(asked @ vectors.T), axis=1, kind="stable")[:, :most] for asked, vectors in (one, other))
    return float(np.mean([len(set(one) & set(other)) / most for one, other in zip(before.tolist(), after.tolist(), strict=True)]))


def _timed(encode: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> tuple[Vectors, float]:
    """The vectors, and texts a second of processor time."""
    encode(texts[:1])
    before = time.process_time()
    vectors = encode(texts)
    return vectors, len(texts) / (time.process_time() - before)


def _packaged() -> MiniLM:
    model = load_embeddings()
    assert isinstance(model, MiniLM)
    return model


def _fit(texts: Texts) -> str:
    """Write the file; says how far it is from the one before."""
    new = _packaged().fitted_smoothing([*texts.passages, *texts.sentences])
    old = np.load(SMOOTHING) if SMOOTHING.exists() else np.ones_like(new)
    np.save(SMOOTHING, new)
    return f"{SMOOTHING.name}: {new.size} numbers, at most {np.abs(new / old.astype(np.float32) - 1).max():.2%} from those before\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, or measure on a folder."""
    parser = argparse.ArgumentParser(prog="python -m eval.smoothing", description="Fits the smoothing of the 8-bit network.")
    parser.add_argument("folder", nargs="?", type=Path, help="of articles to measure on; without one, fit on the sample")
    parser.add_argument("--suite", type=Path, help="known questions; the headlines without")
    given = parser.parse_args(arguments)
    try:
        texts = read(given.folder or SAMPLE)
        if not texts.passages:
            parser.exit(1, f"{given.folder} holds no articles that can be read; name a folder of articles\n")
        if given.folder is None:
            sys.stdout.write(_fit(texts))
        questions = [case.question for case in load_suite(given.suite)] if given.suite else texts.headlines
        model = _packaged()
        for kind, some in (("passages", texts.passages), ("sentences", texts.sentences)):
            one = likeness(model, some, questions)
            sys.stdout.write(
                f"{len(some)} {kind}: cosine {one.mean:.4f}, least {one.least:.4f}; {one.overlap:.3f} of the ten nearest to "
                f"{len(questions)} questions; {one.floats:.0f} a CPU second in 32 bits, {one.bytes:.0f} in 8\n"
            )
    except DatelineError as exc:
        parser.exit(1, f"{exc}\n")


if __name__ == "__main__":
    main()
