"""Every part that can be put out can be: the questions are still asked, and none of them fails for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from eval.ablation import ABLATIONS, without
from eval.cases import Case
from eval.runner import run_suite
from index.archive import Archive

QUESTIONS = (
    ("When did the harbour of Port Arden reopen?", ()),
    ("Who told reporters that?", ("When did the harbour of Port Arden reopen?",)),
    ("How many naems does the petition have, and how long did the chess final last?", ()),
    ("Which came first, the storm or the vote on the tram line?", ()),
    ("What happened on 4 May 2031?", ()),
    ("How did the closure of the harbour unfold?", ()),
)


@pytest.mark.parametrize("name", ABLATIONS)
def test_a_part_put_out_breaks_nothing(archive: Archive, files: Path, name: str) -> None:
    archive.add([str(files)])
    cases = [Case(f"q{number}", asked, "fact", history=history) for number, (asked, history) in enumerate(QUESTIONS)]
    with without(ABLATIONS[name]):
        result = run_suite(cases, Assistant(archive))
    assert [case.error for case in result.cases] == [None] * len(QUESTIONS)
