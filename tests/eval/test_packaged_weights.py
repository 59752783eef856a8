"""The packaged weights made again: what suites have, and what they have not."""

from __future__ import annotations

from pathlib import Path

from eval.packaged_weights import Asked, _asked


def test_a_suite_that_is_not_asked_in_a_way_has_no_pairs_of_it(tmp_path: Path) -> None:
    one = Asked("wire-1", tmp_path / "suite.jsonl", tmp_path / "archive")
    assert list(_asked(tmp_path, one, tmp_path / "reworded.jsonl", "apart")) == []


def test_pairs_that_are_there_are_not_made_again(tmp_path: Path) -> None:
    one = Asked("wire-1", tmp_path / "suite.jsonl", tmp_path / "archive")
    one.suite.touch()
    (tmp_path / "wire-1.after.npz").touch()
    assert list(_asked(tmp_path, one, one.suite, "after")) == [tmp_path / "wire-1.after.npz"]
