"""The packaged model by onnxruntime: sentence-transformers' vectors, without torch, on as many threads as it was told."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from places import ROOT

from eval import smoothing
from index import embedding
from index.embedding import load_embeddings, minilm, network
from index.embedding.bytes8 import Bytes8
from index.embedding.minilm import MOST_TOKENS, NEAR_ENOUGH, MiniLM
from index.embedding.network import BATCH_TOKENS, batches
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
def model() -> MiniLM:
    loaded = load_embeddings()
    assert isinstance(loaded, MiniLM)
    return loaded


@pytest.mark.slow
def test_the_vectors_in_32_bits_are_those_of_sentence_transformers(model: MiniLM) -> None:
    reference = load_embeddings(str(embedding._packaged()))
    assert type(reference) is not type(model)
    for texts in (ODD, LONG_AND_SHORT):
        assert np.abs(model.exactly(texts) - reference.encode(texts)).max() < 1e-4
    assert reference.fingerprint.partition(":")[2] == model.fingerprint.partition(":")[2]


def test_the_vectors_are_near_those_in_32_bits(model: MiniLM) -> None:
    for texts in (ODD[:-4], LONG_AND_SHORT):
        quick, exact = model.encode(texts), model.exactly(texts)
        assert (quick * exact).sum(axis=1).min() > NEAR_ENOUGH - 0.003
        assert np.abs(quick - exact).max() > 1e-3  # they are not the same
    assert (quick * exact).sum(axis=1).mean() > NEAR_ENOUGH


@pytest.mark.slow
def test_passages_rank_as_in_32_bits(model: MiniLM) -> None:
    texts = smoothing.read(smoothing.SAMPLE)
    for some in (texts.passages, texts.sentences):
        one = smoothing.likeness(model, some, texts.headlines)
        assert one.mean > 0.998
        assert one.overlap >= 0.95


@pytest.mark.slow
def test_the_smoothing_is_the_one_that_the_sample_gives(model: MiniLM) -> None:
    texts = smoothing.read(smoothing.SAMPLE)
    assert np.allclose(model.fitted_smoothing([*texts.passages, *texts.sentences]), np.load(minilm.SMOOTHING), rtol=2e-3)


def test_the_8_bit_network_is_not_used_where_it_gets_it_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights doubled in one layer, as no processor would; the vectors are those in 32 bits then."""
    fine = Bytes8._even

    def wrong(self: Bytes8, layer: int, dense: str) -> np.ndarray:
        return fine(self, layer, dense) * (2 if layer == 3 else 1)

    monkeypatch.setattr(Bytes8, "_even", wrong)
    spoiled = load_embeddings()
    texts = [" ".join(WORDS), "The tide rose."]
    assert np.array_equal(spoiled.encode(texts), cast(MiniLM, spoiled).exactly(texts))


def test_no_text_does_not_make_the_8_bit_network() -> None:
    loaded = cast(MiniLM, load_embeddings())
    assert loaded.encode([]).shape == (0, 384)
    assert loaded._bytes is None


def test_a_smoothing_that_is_damaged_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "smoothing.npy").write_bytes(b"no array")
    monkeypatch.setattr(minilm, "SMOOTHING", tmp_path / "smoothing.npy")
    with pytest.raises(ModelError, match=r"^the packaged embedding model cannot be loaded in 8 bits \(.*\); reinstall it$"):
        load_embeddings().encode(["The tide rose."])


def test_a_passage_has_one_vector_in_any_company(model: MiniLM) -> None:
    texts = [*LONG_AND_SHORT, *(text.replace("grain", "salt") for text in LONG_AND_SHORT)]
    for encode in (model.encode, model.exactly):
        together = encode(texts)
        assert max(np.abs(together[at] - encode([texts[at]])[0]).max() for at in range(0, len(texts), 7)) < 1e-5


def test_a_text_is_cut_at_the_models_length(model: MiniLM) -> None:
    whole = "word " * (MOST_TOKENS - 2)
    assert np.allclose(model.encode([whole + "and a cat"]), model.encode([whole]), atol=1e-5)
    assert not np.allclose(model.encode([whole[:-5] + "cat"]), model.encode([whole]), atol=1e-3)


def test_no_texts_have_no_vectors(model: MiniLM) -> None:
    assert (model.encode([]).shape, model.embed_documents([])) == ((0, 384), [])


def test_half_a_surrogate_pair_is_a_character_as_any_other(model: MiniLM) -> None:
    assert np.array_equal(model.encode(["the \udfff tide"]), model.encode(["the ? tide"]))


def test_batches_hold_texts_of_one_length_each_once() -> None:
    lengths = [(7 * at) % 20 + 2 for at in range(2_000)] + [5_000]
    found = list(batches(lengths))
    assert sorted(place for batch in found for place in batch) == list(range(2_001))
    assert all(len({lengths[place] for place in batch}) == 1 for batch in found)
    assert all(len(batch) * lengths[batch[0]] <= BATCH_TOKENS for batch in found[:-1])
    assert found[-1] == [2_000]
    assert len(found) < 2 * sum(lengths[:-1]) / BATCH_TOKENS


def test_it_is_langchains_embeddings_to_who_has_loaded_langchain(model: MiniLM) -> None:
    assert isinstance(model, Embeddings)
    asynchronous = asyncio.run(model.aembed_documents(["The tide rose."]))
    assert asynchronous == model.embed_documents(["The tide rose."])
    assert asyncio.run(model.aembed_query("The tide rose.")) == model.embed_query("The tide rose.")
    assert np.allclose(model.embed_query("The tide rose."), model.encode(["The tide rose."])[0])


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


@pytest.mark.parametrize(("threads", "more"), [(1, 0), (3, 4)])
def test_it_computes_with_its_threads(threads: int, more: int) -> None:
    """For each of two networks, and the thread that asks is one of them. In a process of its own: other tests leave pools."""
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
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=240, check=True)
    assert done.stdout.split() == [str(more)]


def test_its_own_choice_is_the_processors_that_the_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 4, 5}, raising=False)
    assert network._processors() == 3


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
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, timeout=240, check=True)
    assert list(tmp_path.rglob("*")) == []
