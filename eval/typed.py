"""Questions as they are typed into a chat in a hurry, and near misses of the same stories (`eval/suites/typed.jsonl`).

They are for learning from, but for those of suites that are held back: what came of it, who is against it, who took over, one item of a
list, what somebody said in other words than theirs, a premise that is wrong; and of the same stories what nearly is told and is not. Of
the later ones half are pairs over one sentence: what it answers in other words, and what it comes near and does not tell. The last 5,460
are not learnt from yet: the packaged cross-encoder knows those before them.

A line is {"suite", "history": earlier questions, "question", "evidence": [{"file", "start", "end"}]}, of a suite of `eval.news_suites` or
of an invented archive; without evidence nothing answers it. What answers is the evidence itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval.cases import UNANSWERABLE

TYPED = Path(__file__).parent / "suites" / "typed.jsonl"
SUITE = "typed.jsonl"
"""What the file of a suite is called beside its own."""


def typed(name: str, text_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """Such questions of a suite, as lines of a suite; `text_of` gives the text of one of its files."""
    lines = map(json.loads, TYPED.read_text(encoding="utf-8").splitlines())
    found = []
    for number, line in enumerate((line for line in lines if line["suite"] == name), 1):
        evidence = [{**one, "quote": text_of(one["file"])[one["start"] : one["end"]]} for one in line["evidence"]]
        kind = ("follow-up" if line["history"] else "fact") if evidence else UNANSWERABLE
        asked = {"id": f"{name}-typed-{number:03}", "question": line["question"], "history": line["history"], "kind": kind}
        found.append({**asked, "answers": [one["quote"] for one in evidence], "evidence": evidence})
    return found
