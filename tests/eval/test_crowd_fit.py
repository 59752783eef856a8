"""What a larger archive takes off: fitted back from answers that are as often right as they say, alone and among others."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest
from places import SAMPLE

from assistant.assistant import Assistant
from assistant.selection.probability import packaged, tenfolds
from eval.bundled import add_sample
from eval.cases import load_suite
from eval.crowd_fit import Told, fitted, line, of_results
from eval.runner import run_suite
from index.archive import Archive
from index.settings import IndexSettings


def test_what_was_taken_off_is_found_again() -> None:
    lot, told = random.Random(2), list[Told]()
    for tens in (0.0, 2.0):
        for _ in range(20_000):
            odds = lot.uniform(-3, 3)
            told.append(Told(odds, tens, lot.random() < 1 / (1 + math.exp(-(0.9 * odds + 0.1 - 0.3 * tens)))))
    assert fitted(told) == pytest.approx(0.3, abs=0.03)


@pytest.mark.slow
def test_answers_are_counted_as_they_would_be_in_a_small_archive(tmp_path: Path) -> None:
    with Archive.create_or_open(tmp_path / "archive", IndexSettings()) as archive:
        add_sample(SAMPLE, archive)
        results = run_suite(load_suite(SAMPLE.parent / "suites" / "sample.jsonl")[:12], Assistant(archive)).cases
    few, many = list(of_results(results, 1)), list(of_results(results, 4000))
    reading = packaged().reading
    assert reading is not None and len(few) == len(many) > 6 and any(one.is_right for one in few)
    for one, other in zip(few, many, strict=True):
        assert other.odds - one.odds == pytest.approx(reading.crowd * tenfolds(4000)) and one.is_right == other.is_right
    assert line("alone", results).startswith("alone: 12 questions, ")
