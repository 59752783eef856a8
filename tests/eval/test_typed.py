"""Questions as they are typed in a hurry: what each of them wants, and that what answers each stands in the story that it names."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from eval import invented, news_suites, typed
from eval.cases import UNANSWERABLE, load_suite

COUNTED = {(False, False): 10963, (False, True): 4109, (True, False): 433, (True, True): 198}
"""How many are there: (of a suite that is held back, without an answer)."""
STORY = "The ferry was two hours late. The fog was to blame, said Lund."


def test_the_evidence_is_what_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = STORY.index("The fog")
    lines = [
        {"suite": "wire", "history": [], "question": "why so late", "evidence": [{"file": "a.txt", "start": start, "end": len(STORY)}]},
        {"suite": "other", "history": [], "question": "not of this suite", "evidence": []},
        {"suite": "wire", "history": ["why so late"], "question": "who complained?", "evidence": []},
        {"suite": "wire", "history": ["why so late"], "question": "how late", "evidence": [{"file": "a.txt", "start": 0, "end": 29}]},
    ]
    (tmp_path / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    monkeypatch.setattr(typed, "TYPED", tmp_path / "lines.jsonl")
    rows = typed.typed("wire", {"a.txt": STORY}.__getitem__)
    (tmp_path / "suite.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    told, untold, followed = load_suite(tmp_path / "suite.jsonl")
    assert told.answers == ("The fog was to blame, said Lund.",) and told.evidence[0].quote == told.answers[0]
    assert untold.kind == UNANSWERABLE and untold.history == ("why so late",)
    assert followed.kind == "follow-up" and followed.answers == ("The ferry was two hours late.",)


def test_each_is_of_a_suite_that_is_known_and_of_its_stories() -> None:
    lines = [json.loads(line) for line in typed.TYPED.read_text(encoding="utf-8").splitlines()]
    stories = news_suites._stories()
    for line in lines:
        name = line["suite"]
        for one in line["evidence"]:
            assert 0 <= one["start"] < one["end"]
            if name in stories:
                assert one["file"] in stories[name], (name, one)
            else:
                text = (invented.FOLDER / name / one["file"]).read_text(encoding="utf-8")
                assert one["end"] <= len(text) and text[one["start"] : one["end"]].strip(), (name, one)
    held = {*news_suites.HELD, *invented.HELD}
    counted = Counter((line["suite"] in held, not line["evidence"]) for line in lines)
    assert counted == COUNTED
    assert len({(line["suite"], *line["history"], line["question"]) for line in lines}) == len(lines)
