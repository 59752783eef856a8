"""The same question has the same answer and the same confidence in every process, however Python orders its sets there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hashing import HashingEmbedder
from places import ROOT, SAMPLE

from eval.cases import load_suite
from index.archive import Archive

QUESTIONS = [case.question for case in load_suite(ROOT / "eval" / "suites" / "sample.jsonl")[:16]]
"""Several of them have words that are equally rare."""
ASK = """
import sys
from pathlib import Path
from hashing import HashingEmbedder
from assistant.assistant import Assistant
from index.archive import Archive
with Archive.open(Path(sys.argv[1]), embedder=HashingEmbedder()) as archive:
    for asked in sys.argv[2:]:
        answer = Assistant(archive).ask(asked)
        print(asked, answer.status, answer.confidence, [(one.article_id, one.start, one.end) for one in answer.citations])
"""


@pytest.mark.slow
def test_no_answer_depends_on_how_sets_are_ordered(tmp_path: Path) -> None:
    with Archive.create_or_open(tmp_path / "archive", embedder=HashingEmbedder()) as archive:
        archive.add([str(SAMPLE)])
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "support")])
    said = {
        subprocess.run(
            [sys.executable, "-c", ASK, str(tmp_path / "archive"), *QUESTIONS],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in "1234"
    }
    assert len(said) == 1 and said.pop().count("\n") == len(QUESTIONS)
