"""The claim checks on claims that people judged: what the file holds is counted as it was judged, and what is no such file is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.claims_benchmark import joined_up, judged, main

ARTICLE = (
    "The crew of the harbour counted 14 ferries on the pier. The council rejected the plan for a new road. Repairs cost $ 1. 7 million, "
    "the harbour office said on monday."
)


def file_of(folder: Path, *claims: tuple[str, list[str]]) -> Path:
    sentences = [{"sentence": claim, "responses": [{"worker_id": 1, "response": one} for one in said]} for claim, said in claims]
    path = folder / "claims.jsonl"
    path.write_text(json.dumps({"article": ARTICLE, "summary_sentences": sentences}) + "\n", encoding="utf-8")
    return path


def test_claims_are_counted_as_people_judged_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(
        tmp_path,
        ("The council rejected the plan for a new road.", ["yes", "yes", "no"]),
        ("Repairs cost $1.7 million.", ["yes", "yes", "yes"]),
        ("The crew rejected the plan.", ["no", "yes", "no"]),
        ("The council approved the plan for a new road.", ["no", "no", "no"]),
    )
    found = list(judged(file))
    assert [one.is_supported for one in found] == [True, True, False, False]
    assert [one.problem is None for one in found] == [True, True, False, False]
    main([str(file)])
    said = capsys.readouterr().out
    assert "\nunsupported: 0 of 2 kept\n" in said
    assert said.startswith("supported: 2 of 2 kept\n")


def test_text_in_pieces_is_put_together() -> None:
    assert joined_up("they won 4 - 1 , for $ 1. 7 million") == "they won 4-1, for $1.7 million"


@pytest.mark.parametrize("content", [None, "no json", '{"id": 1}'])
def test_another_file_is_said_to_be_one(tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main([str(path)])
    assert stopped.value.code == 1
    assert "W4ngatang/qags" in capsys.readouterr().err
