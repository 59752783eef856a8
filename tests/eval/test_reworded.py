"""Known questions in other words, and two at once: what each of them wants, and that each is of a question that is known."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval import invented, news_suites, reworded
from eval.cases import UNANSWERABLE, Mode, load_suite


def known(number: int, answers: list[str], quote: str, parts: list[list[str]] | None = None) -> dict[str, Any]:
    evidence = [{"file": "wire.txt", "start": 10 * number, "end": 10 * number + len(quote), "quote": quote}] if quote else []
    more = {"answer_parts": parts} if parts else {}
    return {"id": f"wire-{number}", "question": f"what about {number}", "kind": "fact", "answers": answers, "evidence": evidence, **more}


CASES = [
    known(1, ["two hours", "2 hours"], "two hours late"),
    known(2, ["fog"], "because of fog"),
    known(3, [], ""),
    known(4, ["Lund and Brandt"], "Lund and Brandt", [["Lund"], ["Brandt"]]),
]


def of(lines: list[dict[str, Any]], place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The suite of "wire" by such lines, as a file."""
    (place / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    monkeypatch.setattr(reworded, "REWORDED", place / "lines.jsonl")
    rows = reworded.reworded("wire", CASES)
    (place / "suite.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return place / "suite.jsonl"


def test_in_other_words_it_wants_what_the_known_question_wants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        {"suite": "wire", "of": "wire-1", "question": "the boat's delay?"},
        {"suite": "other", "of": "other-1", "question": "not of this suite"},
        {"suite": "wire", "of": "wire-3", "question": "at whose expense?"},
    ]
    told, untold = load_suite(of(lines, tmp_path, monkeypatch))
    assert (told.question, told.kind, told.answers) == ("the boat's delay?", "paraphrase", ("two hours", "2 hours"))
    assert [gold.quote for gold in told.evidence] == ["two hours late"]
    assert untold.kind == UNANSWERABLE and not untold.is_answerable


def test_two_at_once_want_both_answers_and_all_of_the_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        {"suite": "wire", "of": ["wire-1", "wire-2"], "question": "the boat's delay, and its cause?"},
        {"suite": "wire", "of": ["wire-2", "wire-4"], "question": "cause of it, and both owners"},
    ]
    both, three = load_suite(of(lines, tmp_path, monkeypatch))
    assert both.kind == "multi" and both.evidence_mode is Mode.ALL
    assert both.answer_parts == (("two hours", "2 hours"), ("fog",))
    assert [gold.quote for gold in both.evidence] == ["two hours late", "because of fog"]
    assert three.answer_parts == (("fog",), ("Lund",), ("Brandt",))


def test_each_is_of_a_known_question_and_two_at_once_of_two_that_have_an_answer() -> None:
    lines = [json.loads(line) for line in reworded.REWORDED.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 7234 and sum(isinstance(line["of"], list) for line in lines) == 1208
    for name, count in Counter(line["suite"] for line in lines).items():
        place = news_suites.SUITES / f"{name}.jsonl" if name in news_suites.names() else invented.FOLDER / name / invented.QUESTIONS
        cases = {case["id"]: case for case in map(json.loads, place.read_text(encoding="utf-8").splitlines())}
        asked = [line for line in lines if line["suite"] == name]
        assert len(reworded.reworded(name, list(cases.values()))) == count
        for line in asked:
            if isinstance(line["of"], list):
                assert len(set(line["of"])) == 2 and all(cases[one]["evidence"] for one in line["of"])
            else:
                assert line["question"] != cases[line["of"]]["question"]
