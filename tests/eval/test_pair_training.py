"""The training of the cross-encoder, on a tiny one: it learns what is to be learnt, and the product reads as the training did."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_bert import SHAPE, TinyBert, base

from assistant.selection.pair_reader import said
from eval import pair_training
from eval.pairs import Group

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
    *early, (step, total, loss, changes) = pair_training.trained(base(), SHAPE, groups(), 12, 0.02)
    assert step == total and loss < early[0][2] / 3
    pair_training.keep(tmp_path / "learnt.npz", changes)
    right = [said(MODEL, one.tokens, tmp_path / "learnt.npz") for one in groups() if one.is_answerable]
    told = [bool(one.answers[each.argmax()]) for one, each in zip((g for g in groups() if g.is_answerable), right, strict=True)]
    assert np.mean(told) > 0.9
    model = pair_training._Model(base(), SHAPE, changes)
    tokens = [tokens for one in groups()[:6] for tokens in one.tokens]
    assert np.allclose(model.said(tokens).detach().numpy(), said(MODEL, tokens, tmp_path / "learnt.npz"), atol=0.3)


def test_what_was_learnt_before_is_where_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_training, "STEP_TOKENS", 200)
    monkeypatch.setattr(pair_training, "RANK", 16)  # at this rate of learning more of them are not yet still
    *_, (_, _, loss, changes) = pair_training.trained(base(), SHAPE, groups(), 8, 0.02)
    *_, (_, _, again, _) = pair_training.trained(base(), SHAPE, groups(), 1, 1e-4, changes)
    assert again < 1.2 * loss + 0.05


def test_the_mean_of_two_lies_between_them_in_their_own_numbers() -> None:
    one = {"layer": np.array([1.0, 2.0], dtype=np.float16), "smoothing": np.array([0.5], dtype=np.float32)}
    other = {"layer": np.array([3.0, 2.0], dtype=np.float16), "smoothing": np.array([1.5], dtype=np.float32)}
    mean = pair_training.mean(one, other)
    assert mean["layer"].tolist() == [2.0, 2.0] and mean["layer"].dtype == np.float16
    assert mean["smoothing"].tolist() == [1.0] and mean["smoothing"].dtype == np.float32
