"""The training of the cross-encoder, on a tiny one: it learns what is to be learnt, and the product reads as the training did."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_bert import SHAPE, TinyBert, weights

from assistant.selection.pair_reader import said
from eval import pair_training
from eval.pairs import Group
from index.embedding.adapted import merged

pytestmark = pytest.mark.slow
MODEL = TinyBert()


def groups() -> list[Group]:
    """Questions whose right sentence holds token 150, which no other sentence does; a quarter of them have none."""
    lot = np.random.default_rng(2)
    found = []
    for number in range(120):
        tokens = [[101, *lot.integers(160, 290, size=4).tolist(), 102] for _ in range(4)]
        answers = np.zeros(4, dtype=np.bool_)
        if number % 4:
            place = int(lot.integers(4))
            tokens[place][2] = 150
            answers[place] = True
        figures, spans = np.zeros((4, 0), dtype=np.float32), np.zeros((4, 3), dtype=np.int64)
        found.append(Group("toy", bool(answers.any()), tokens, answers, figures, spans))
    return found


def test_it_learns_which_sentence_answers_and_the_product_reads_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_training, "STEP_TOKENS", 200)
    *early, (step, total, loss, changes) = pair_training.trained(weights(), SHAPE, groups(), 12, 0.02)
    assert step == total and loss < early[0][2] / 3
    pair_training.keep(tmp_path / "learnt.npz", changes)
    right = [said(MODEL, one.tokens, tmp_path / "learnt.npz") for one in groups() if one.is_answerable]
    told = [bool(one.answers[each.argmax()]) for one, each in zip((g for g in groups() if g.is_answerable), right, strict=True)]
    assert np.mean(told) > 0.9
    model = pair_training._Model(weights(), SHAPE, changes)
    tokens = [tokens for one in groups()[:6] for tokens in one.tokens]
    assert np.allclose(model.said(tokens).detach().numpy(), said(MODEL, tokens, tmp_path / "learnt.npz"), atol=0.3)


def test_what_was_learnt_before_is_where_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_training, "STEP_TOKENS", 200)
    *_, (_, _, loss, changes) = pair_training.trained(weights(), SHAPE, groups(), 8, 0.02)
    *_, (_, _, again, _) = pair_training.trained(weights(), SHAPE, groups(), 1, 1e-4, changes)
    assert again < 1.2 * loss + 0.05


def test_the_mean_of_two_lies_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_training, "STEP_TOKENS", 200)
    *_, (_, _, _, one) = pair_training.trained(weights(), SHAPE, groups(), 2, 0.02)
    *_, (_, _, _, other) = pair_training.trained(weights(), SHAPE, groups(), 6, 0.02)
    between = pair_training.mean(one, other, 0.5)
    assert {name: array.shape for name, array in between.items()} == {name: array.shape for name, array in one.items()}
    both = [merged(weights(), each, SHAPE) for each in (one, other, between)]
    for name, array in both[2].items():
        halfway = (both[0][name] + both[1][name]) / 2
        assert np.linalg.norm(array - halfway) < 0.1 * max(1e-3, np.linalg.norm(both[0][name] - both[1][name])) + 1e-2
    none, whole = pair_training.mean(one, other, 0.0), pair_training.mean(one, other, 1.0)
    for made, wanted in ((none, one), (whole, other)):
        for name, array in merged(weights(), made, SHAPE).items():
            assert np.allclose(array, merged(weights(), wanted, SHAPE)[name], atol=2e-3)
