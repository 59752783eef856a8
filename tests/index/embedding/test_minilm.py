"""The packaged model by onnxruntime: sentence-transformers' vectors, without torch, on as many threads as it was told."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from places import ROOT

from index import embedding
from index.embedding import Embedder, load_embeddings, minilm
from index.embedding.minilm import BATCH_TOKENS, MOST_TOKENS, _batches
from index.errors import ModelError

WORDS = "The harbour of Port Arden closed at noon on 3 March 2021 , said Ada Brandt ; 14,000 tonnes of grain wait .".split()
ODD = [
    "",
    " \n\t ",
    "?",
    "a",
    "\u200b",
    "[CLS] [SEP] [PAD] [MASK] [UNK]",
    "1,234.56 % of 3/4, on 2022-01-17 at 03:00; 1e-9",
    "İstanbul ﬁne naïve café Ærø\u0301 Žluťoučký",
    "東京で会議が開かれた。 🌉👩‍🚀",
    "Паромы ходят с полудня",
    "\x00 a \ufffd b",
    "x" * 2_000,
    "word " * 254,
    "word " * 255,
    "word " * 900,
    " ".join(WORDS * 40),
]
LONG_AND_SHORT = [" ".join((WORDS * 8)[at : at + 1 + at * 7 % 150]) for at in range(40)]


@pytest.fixture(scope="module")
def model() -> Embedder:
    return load_embeddings()


@pytest.mark.slow
def test_its_vectors_are_those_of_sentence_transformers(model: Embedder) -> None:
    reference = load_embeddings(str(embedding._packaged()))
    assert type(reference) is not type(model)
    for texts in (ODD, LONG_AND_SHORT):
        assert np.abs(model.encode(texts) - reference.encode(texts)).max() < 1e-4
    assert reference.fingerprint.partition(":")[2] == model.fingerprint.partition(":")[2]


def test_a_text_is_cut_at_the_models_length(model: Embedder) -> None:
    whole = "word " * (MOST_TOKENS - 2)
    assert np.allclose(model.encode([whole + "and a cat"]), model.encode([whole]), atol=1e-5)
    assert not np.allclose(model.encode([whole[:-5] + "cat"]), model.encode([whole]), atol=1e-3)


def test_no_texts_have_no_vectors(model: Embedder) -> None:
    assert (model.encode([]).shape, model.embed_documents([])) == ((0, 384), [])


def test_half_a_surrogate_pair_is_a_character_as_any_other(model: Embedder) -> None:
    assert np.array_equal(model.encode(["the \udfff tide"]), model.encode(["the ? tide"]))


def test_batches_hold_texts_of_like_length_each_once() -> None:
    lengths = [(7 * at) % 200 + 2 for at in range(300)] + [5_000]
    batches = list(_batches(lengths))
    assert sorted(place for batch in batches for place in batch) == list(range(301))
    assert all(len(batch) * max(lengths[place] for place in batch) <= BATCH_TOKENS for batch in batches[:-1])
    assert batches[-1] == [300]
    assert len(batches) < 2 * sum(lengths[:-1]) / BATCH_TOKENS
    spans = [(min(lengths[place] for place in batch), max(lengths[place] for place in batch)) for batch in batches]
    assert all(longest <= shortest for (_, longest), (shortest, _) in pairwise(spans))


def test_it_is_langchains_embeddings_to_who_has_loaded_langchain(model: Embedder) -> None:
    assert isinstance(model, Embeddings)
    asynchronous = asyncio.run(model.aembed_documents(["The tide rose."]))
    assert asynchronous == model.embed_documents(["The tide rose."]) == [asyncio.run(model.aembed_query("The tide rose."))]


@pytest.mark.parametrize("file", ["tokenizer.json", "model.safetensors"])
def test_a_file_that_is_damaged_is_one_sentence(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = embedding._packaged()
    for name in ("tokenizer.json", "model.safetensors"):
        os.symlink(packaged / name, tmp_path / name)
    (tmp_path / file).unlink()
    (tmp_path / file).write_bytes(b"")
    monkeypatch.setattr(embedding, "_packaged", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"^the (packaged )?embedding model in .* cannot be (loaded|read) \(.*\); \w+") as caught:
        load_embeddings()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("threads", "more"), [(1, 0), (3, 2)])
def test_it_computes_with_its_threads(threads: int, more: int) -> None:
    """The thread that asks is one of them. A process of its own, because a pool that another test left would be counted."""
    code = (
        "import os, numpy\n"
        "from index.embedding import load_embeddings\n"
        "def count(): return len(os.listdir('/proc/self/task'))\n"
        f"load_embeddings(threads=1).encode(['The tide rose.'])\n"
        "before = count()\n"
        f"model = load_embeddings(threads={threads})\n"
        "model.encode(['The tide rose.'])\n"
        "print(count() - before)\n"
    )
    if not Path("/proc/self/task").is_dir():
        pytest.skip("threads are counted in /proc")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == [str(more)]


def test_its_own_choice_is_the_processors_that_the_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 4, 5}, raising=False)
    assert minilm._processors() == 3


def test_nothing_is_written_and_nothing_heavy_is_imported(tmp_path: Path) -> None:
    """No exported model, no copy of the weights, and nothing of what onnxruntime keeps to know this machine again."""
    code = (
        "import sys\n"
        "from index.embedding import load_embeddings\n"
        "load_embeddings().encode(['The tide rose.'])\n"
        "assert not {'torch', 'transformers', 'sentence_transformers', 'langchain_core'} & set(sys.modules)\n"
    )
    places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "TMPDIR"), str(tmp_path))
    environment = {**os.environ, **places, "ORT_DISABLE_TELEMETRY": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, timeout=60, check=True)
    assert list(tmp_path.rglob("*")) == []
