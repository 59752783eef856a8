"""Weights as files, and which of them an archive's questions are answered by."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.selection.features import FEATURES
from assistant.selection.probability import ANSWER_FROM, CALIBRATION, Learnt, LearntError, all_told, packaged, weights_for
from index.embedding import PACKAGED_SHA256

WEIGHTS = Learnt("words:1", "three questions", tuple(0.0 for _ in FEATURES), 0.0, 0.1)


def test_the_packaged_weights_were_fitted_with_the_packaged_model() -> None:
    assert PACKAGED_SHA256[:16] in packaged().model
    assert 0 < packaged().uncertain_from < ANSWER_FROM


def test_the_odds_are_the_weighted_figures() -> None:
    first = replace(WEIGHTS, weights=(2.0, *WEIGHTS.weights[1:]), bias=-1.0)
    figures = np.zeros((2, len(FEATURES)))
    figures[1, 0] = 1.0
    assert first.probabilities(figures) == pytest.approx([1 / (1 + np.e), np.e / (1 + np.e)])


def test_what_was_written_is_read_again() -> None:
    assert Learnt.of(packaged().written()) == packaged()


@pytest.mark.parametrize("change", [{"bias": None}, {"bias": float("nan")}, {"uncertain_from": 0.7}, {"weights": {}}, {"model": ...}])
def test_a_damaged_file_is_refused(change: dict[str, object]) -> None:
    document = json.loads(WEIGHTS.written()) | change
    document = {key: value for key, value in document.items() if value is not ...}
    with pytest.raises(LearntError):
        Learnt.of(json.dumps(document))


def test_an_archive_s_own_weights_come_before_the_packaged(tmp_path: Path) -> None:
    assert weights_for(tmp_path, "words:1") == (packaged(), "")
    (tmp_path / CALIBRATION).write_text(WEIGHTS.written(), encoding="utf-8")
    assert weights_for(tmp_path, "words:1") == (WEIGHTS, "")


@pytest.mark.parametrize(
    ("content", "model", "reason"),
    [
        (WEIGHTS.written().encode(), "words:2", "another embedding model"),
        (b"{", "words:1", "damaged"),
        (b"\xff\xfe", "words:1", "cannot be read"),
    ],
)
def test_weights_that_do_not_fit_are_passed_over_and_it_is_said(tmp_path: Path, content: bytes, model: str, reason: str) -> None:
    (tmp_path / CALIBRATION).write_bytes(content)
    weights, note = weights_for(tmp_path, model)
    assert weights == packaged()
    assert reason in note and "dateline calibrate" in note


def test_a_compound_question_is_as_sure_as_its_parts_are_on_average() -> None:
    assert all_told([0.7]) == pytest.approx(0.7)
    assert all_told([0.9, 0.1]) == pytest.approx(0.5)
    assert 0.6 < all_told([0.9, 0.4]) < 0.9
    assert 0.0 < all_told([0.0, 1.0]) < 1.0
