"""Digests of stories: their places are known, what is wrong is counted as wrong, and stories are taken from a set as they stand there."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from invented_news import STORIES

from eval.boundary_fit import SURE, page_of, weights_of
from eval.digest_shapes import SHAPES, compose
from eval.digests import Counts, counted, main, misses
from eval.limits_fit import found_on, worth
from eval.stories import Story, stories_in
from eval.stories import main as stories
from index.splitting.weighing import JudgingLimits
from index.splitting.weighing import fitted as weights

INVENTED = [Story("lantern", title, f"2021/03/{n % 28 + 1:02}", "\n\n".join(body)) for n, (title, body) in enumerate(STORIES)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_digest_knows_where_its_stories_begin(shape: object) -> None:
    digest = compose(INVENTED[:6], shape, random.Random(1))  # type: ignore[arg-type]
    for start, title in zip(digest.starts, digest.titles, strict=True):
        assert title in digest.text[start : start + len(title) + 6]
    assert counted(digest).stories == 6


def test_what_is_missed_is_counted_and_named() -> None:
    digest = compose(INVENTED[:4], SHAPES[0], random.Random(1))
    moved = type(digest)(digest.outlet, digest.shape, digest.text, (0, 7), digest.titles[:2], digest.stories[:2])
    counts = counted(moved)
    assert (counts.right, counts.stories, counts.sections) == (1, 2, 4)
    assert counts.figures["f1"] == pytest.approx(2 / 6)
    assert [line.split(": ")[1][:6] for line in misses(moved)] == ["missed", "false ", "false ", "false "]


def test_days_stated_are_the_days_of_the_stories() -> None:
    dated = next(shape for shape in SHAPES if shape.name == "byline and day")
    counts = counted(compose(INVENTED[:6], dated, random.Random(1)))
    assert (counts.stated, counts.stated_right) == (6, 6)


def test_counts_add_up() -> None:
    assert (Counts(2, 2, 1) + Counts(2, 4, 2)).figures["precision"] == 0.5
    assert Counts().figures["f1"] is None


def test_stories_are_written_and_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "set" / "past").mkdir(parents=True)
    text = "The ferry was stopped at noon, the harbour said. " * 20
    results = [
        {"title": "Ferry stopped | CNN", "url": "https://www.cnn.com/a", "publish_date": "2021/03/04", "text": f"(CNN) {text}"},
        {"title": "Wire tells more", "url": "https://www.usatoday.com/b", "publish_date": "2021/03/05", "text": f"OSLO (AP) — {text}"},
        {"title": "Cut off at the ...", "url": "https://www.cnn.com/c", "publish_date": "2021/03/05", "text": f"Another. {text}"},
    ]
    (tmp_path / "set" / "past" / "1_gcs.jsonl").write_text(json.dumps({"question_id": "1", "search_result": results}) + "\n")
    assert stories([str(tmp_path / "out"), "--realtimeqa", str(tmp_path / "set")]) == 0
    (one,), (wire,) = stories_in(tmp_path / "out" / "cnn"), stories_in(tmp_path / "out" / "ap")
    assert (one.title, one.day, one.text.startswith("The ferry")) == ("Ferry stopped", "2021/03/04", True)
    assert wire.title == "Wire tells more"
    assert main([str(tmp_path / "nothing")]) == 1
    assert "There are no stories" in capsys.readouterr().err


def test_weights_tell_headlines_from_sub_headings_and_layout_decides_alone() -> None:
    lot = np.random.default_rng(1)
    rows = []
    for n in range(400):
        starts, marks = n % 2 == 0, dict.fromkeys(SURE, 0.0) | {"dated": 0.0, "signed": 0.0, "alike": float(lot.random() < 0.6)}
        words = {"echo": float(lot.normal(1.0 if starts else 0.0)), "noise": float(lot.normal())}
        rows.append((words, marks | {"ruled": float(starts and n % 8 == 0)}, starts))
    weights = weights_of(rows)
    assert weights.words["echo"] > 1 > abs(weights.words["noise"])
    assert weights.log_odds({"echo": -50.0}, {"ruled": 1.0, "alike": 1.0}) > 0 > weights.log_odds({"echo": -50.0}, {"alike": 1.0})


def test_a_digest_in_brief_holds_the_first_paragraphs() -> None:
    brief = next(shape for shape in SHAPES if shape.brief)
    whole = next(shape for shape in SHAPES if shape.name == "blank lines")
    body = [f"{n} " + "The ferry was stopped at noon, the harbour said. " * 4 for n in range(4)]
    story = Story("lantern", "Ferry stopped", "", "\n\n".join(body))
    short, long = (compose([story], shape, random.Random(1)).text for shape in (brief, whole))
    assert [line.strip() in short for line in body] == [True, True, False, False]
    assert all(line.strip() in long for line in body)


def test_limits_are_changed_only_where_that_is_worth_more() -> None:
    fitted = [page_of(compose(INVENTED[n : n + size], SHAPES[0], random.Random(n))) for n in range(6) for size in (1, 4)]
    pages = [page.scored(weights()) for page in fitted]
    assert found_on(pages) == JudgingLimits()
    assert worth(pages, JudgingLimits(enough=1e9)) < worth(pages, JudgingLimits()) <= 1
