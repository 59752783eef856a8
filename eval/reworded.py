"""Known questions asked once more, in words that the articles do not use, and two of them at once (`eval/suites/reworded.jsonl`).

They are for learning from only: people who ask an archive remember the matter and not its words, and most of what was answered wrongly on
suites that nothing was fitted on was asked so. A line is {"suite", "of", "question"}: `of` is the id of the question of that suite (of
`eval.news_suites`, or of `eval.invented`) that is asked again, and as answerable as it; or those of two that are asked together, whose
answers stand in different sentences.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.cases import UNANSWERABLE, Mode

REWORDED = Path(__file__).parent / "suites" / "reworded.jsonl"
SUITE = "reworded.jsonl"
"""What the file of a suite is called beside its own."""


def reworded(name: str, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The questions of a suite in other words, and two at once, as lines of a suite, by its own."""
    known = {case["id"]: case for case in cases}
    lines = map(json.loads, REWORDED.read_text(encoding="utf-8").splitlines())
    asked = [line for line in lines if line["suite"] == name]
    return [
        {"id": f"{name}-reworded-{number:03}", "question": line["question"], "history": [], **_wanted(line["of"], known)}
        for number, line in enumerate(asked, 1)
    ]


def _wanted(of: str | Sequence[str], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Kind, answers and evidence of a question that asks what another one does, or two."""
    if isinstance(of, str):
        case = known[of]
        kind = "paraphrase" if case["evidence"] else UNANSWERABLE
        return {"kind": kind, **{key: case[key] for key in ("answers", "evidence", "answer_parts", "evidence_mode") if key in case}}
    both = [known[one] for one in of]
    together = {key: [one for case in both for one in case[key]] for key in ("answers", "evidence")}
    parts = [part for case in both for part in case.get("answer_parts") or [case["answers"]]]
    return {"kind": "multi", **together, "answer_parts": parts, "evidence_mode": Mode.ALL.value}
