"""The gate: floors, earlier runs, changed suites, and pinning."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scripted import CASES, DIRECTOR, PILOT, PRICE, Reply, ScriptedAssistant, all_right, answered, refused

from eval.cases import Case
from eval.gate import check, load_baseline, main, pin
from eval.runner import result_json, run_suite
from index.errors import InputError, MissingInputError


def document(cases: tuple[Case, ...] = CASES, **changes: Reply) -> dict[str, Any]:
    questions = {case.id: case.question for case in CASES}
    replies = all_right() | {questions[id]: reply for id, reply in changes.items()}
    return result_json(run_suite(cases, ScriptedAssistant(replies)))


def many(count: int, broken: int = 0) -> dict[str, Any]:
    """A run of as many fare questions, the first so many of them refused."""
    cases = [replace(PRICE, id=f"q{i}", question=f"What is fare {i}?") for i in range(count)]
    right = all_right()[PRICE.question]
    replies = {case.question: Reply(refused(case.question)) if i < broken else right for i, case in enumerate(cases)}
    return result_json(run_suite(cases, ScriptedAssistant(replies)))


def written(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def floors(path: Path, result: dict[str, Any], floors: dict[str, float], **ceilings: float) -> Path:
    return written(path, {"suite_sha256": result["suite"]["sha256"], "floors": floors, "ceilings": ceilings})


def test_a_run_at_its_floors_passes(tmp_path: Path) -> None:
    result = document()
    assert check(result, floors(tmp_path / "f.json", result, {"evidence@4": 1.0, "fact:answer_match": 1.0}, false_refusal=0.0)) == []


def test_each_measure_below_its_floor_is_named_with_both_figures(tmp_path: Path) -> None:
    result = document(price=Reply(refused(PRICE.question)))
    path = floors(tmp_path / "f.json", result, {"evidence@4": 0.9, "answer_match": 0.5, "fact:answer_match": 0.25}, false_refusal=0.4)
    assert check(result, path) == [
        "evidence@4 is 0.5000, below its floor of 0.9000.",
        "fact:answer_match is 0.0000, below its floor of 0.2500.",
        "false_refusal is 0.5000, and its ceiling is 0.4000.",
    ]


def test_a_floor_for_what_was_not_measured_is_not_met(tmp_path: Path) -> None:
    result = document()
    path = floors(tmp_path / "f.json", result, {"multi:evidence@4": 0.1}, charm=0.5)
    assert check(result, path) == [
        "multi:evidence@4 was not measured, and its floor is 0.1000.",
        "charm was not measured, and its ceiling is 0.5000.",
    ]


def test_a_changed_suite_must_be_measured_again(tmp_path: Path) -> None:
    changed = document((replace(PRICE, answers=("four crowns", "4")), DIRECTOR, PILOT))
    (failure,) = check(changed, floors(tmp_path / "f.json", document(), {"evidence@4": 0.1}))
    assert failure.startswith("The suite is not the one")
    (failure,) = check(changed, written(tmp_path / "r.json", document()))
    assert failure.startswith("The suite is not the one")


def test_an_inexact_quote_fails_whatever_the_baseline_says(tmp_path: Path) -> None:
    answer = answered(PRICE.question, "four crowns", "Tickets cost four crowns.")
    broken = replace(answer, citations=(replace(answer.citations[0], quote="Tickets cost four crowns!"),))
    result = document(price=Reply(broken, PRICE.evidence))
    (failure,) = check(result, floors(tmp_path / "f.json", result, {"evidence@4": 1.0}))
    assert failure == "quote_exactness is 0.5000, and below 1 is a bug: price."


def test_an_earlier_run_that_is_the_same_or_worse_passes(tmp_path: Path) -> None:
    assert check(many(20), written(tmp_path / "same.json", many(20))) == []
    assert check(many(20), written(tmp_path / "worse.json", many(20, broken=15))) == []


def test_a_drop_within_chance_passes_and_a_larger_one_fails(tmp_path: Path) -> None:
    earlier = written(tmp_path / "r.json", many(84))
    assert check(many(84, broken=3), earlier) == []
    below = check(many(84, broken=4), earlier)
    assert {failure.split()[0] for failure in below} >= {"answer_match", "citation_recall", "passed", "false_refusal"}
    assert next(failure for failure in below if failure.startswith("answer_match")).startswith("answer_match went from 1.0000 to 0.9524")


def test_a_baseline_that_is_not_there_or_is_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="There is no baseline"):
        check(document(), tmp_path / "none.json")
    for content in ([], {}, {"floors": {"evidence@4": "high"}, "suite_sha256": "a"}, {"floors": {}}, {"cases": [{"id": "a"}]}):
        with pytest.raises(InputError, match="neither a floors file nor the result of a run"):
            check(document(), written(tmp_path / "f.json", content))
    (tmp_path / "f.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        check(document(), tmp_path / "f.json")


def test_pinned_floors_leave_one_case_of_room_and_none_to_quotations(tmp_path: Path) -> None:
    pin(many(20), tmp_path / "f.json")
    pinned = load_baseline(tmp_path / "f.json")
    assert pinned["floors"]["answer_match"] == pytest.approx(0.95)
    assert pinned["floors"]["quote_exactness"] == 1.0
    assert pinned["ceilings"]["false_refusal"] == pytest.approx(0.05)
    assert "latency_p50" not in pinned["floors"] | pinned["ceilings"]
    assert check(many(20, broken=1), tmp_path / "f.json") == []
    assert check(many(20, broken=2), tmp_path / "f.json") != []


def test_pinning_again_raises_floors_but_lowers_none_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    pin(many(20, broken=5), path)
    pin(many(20, broken=2), path)
    raised = path.read_text(encoding="utf-8")
    assert json.loads(raised)["floors"]["answer_match"] == pytest.approx(0.85)
    with pytest.raises(InputError, match=r"would lower .*answer_match \(0\.85 to 0\.7\).*false_refusal \(0\.15 to 0\.3\)"):
        pin(many(20, broken=5), path)
    assert path.read_text(encoding="utf-8") == raised
    pin(many(20, broken=5), path, lower=True)
    assert load_baseline(path)["floors"]["answer_match"] == pytest.approx(0.7)


def test_floors_added_by_hand_are_kept_and_measured_again(tmp_path: Path) -> None:
    result = document()
    path = floors(tmp_path / "f.json", result, {"fact:evidence@4": 0.0, "quoted_match": 0.1})
    pin(result, path)
    assert load_baseline(path)["floors"]["quoted_match"] == pytest.approx(0.5)
    assert load_baseline(path)["floors"]["fact:evidence@4"] == 0.0


def test_a_floor_whose_measure_has_gone_is_not_dropped_unless_told(tmp_path: Path) -> None:
    path = floors(tmp_path / "f.json", document(), {"multi:evidence@4": 0.5})
    with pytest.raises(InputError, match=r"multi:evidence@4 \(0\.5 to None\)"):
        pin(document(), path)


def test_pinning_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = written(tmp_path / "r.json", document())
    main([str(result), str(tmp_path / "f.json")])
    assert load_baseline(tmp_path / "f.json")["suite_sha256"] == document()["suite"]["sha256"]
    worse = written(tmp_path / "w.json", document(price=Reply(refused(PRICE.question)), director=Reply(refused(DIRECTOR.question))))
    with pytest.raises(SystemExit) as caught:
        main([str(worse), str(tmp_path / "f.json")])
    assert caught.value.code == 1
    assert "is left as it is" in capsys.readouterr().err
    main([str(worse), str(tmp_path / "f.json"), "--lower"])
    assert load_baseline(tmp_path / "f.json")["floors"]["answer_match"] == 0.0
