"""Damaged files of every format that newsrooms have: cut short, with bits flipped, under wrong names, in wrong encodings."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from invented_files import NOTE
from invented_formats import FILES

from eval.fuzz import variants
from index.archive import Archive
from index.errors import InputError
from index.ingest import inputs
from index.ingest.inputs import Input, Problem
from index.readers import registry
from index.readers.isolate import Isolation, Limits

SECONDS = 10.0
VARIANTS = 48
"""Of each file here; `python -m eval.fuzz FOLDER` makes 200 of it."""


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_read_or_a_sentence(tmp_path: Path, name: str) -> None:
    with Isolation(Limits(seconds=SECONDS)) as isolation:
        for number, (called, data) in enumerate(variants(name, FILES[name], VARIANTS)):
            path = tmp_path / str(number) / called
            path.parent.mkdir()
            path.write_bytes(data)
            begun = time.monotonic()
            for found in inputs.find(str(path)):
                said = str(found.error) if isinstance(found, Problem) else read(found, isolation)
                assert said == "" or (said.endswith(".") and len(said) < 500), (number, called)
                assert "fault of this program" not in said, (number, called)
            assert time.monotonic() - begun < SECONDS * 20


def read(given: Input, isolation: Isolation) -> str:
    """What is wrong with an input; empty where it is read."""
    try:
        registry.read(Path(given.file), given.data, given.format, isolation, {})
    except InputError as error:
        return str(error)
    return ""


def test_damaged_files_take_no_other_with_them(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    given: set[str] = set()
    for number, name in enumerate(FILES):
        for part, (called, data) in enumerate(list(variants(name, FILES[name], VARIANTS))[10:16]):
            given.add(f"{number:02}{part}{called}")
            (folder / f"{number:02}{part}{called}").write_bytes(data)
        (folder / f"{number:02}note.txt").write_text(f"{NOTE}The district has {number} roads.\n", encoding="utf-8")
    reports = {Path(report.file).name: report for report in archive.add([str(folder)])}
    assert given <= set(reports)
    assert [report.status for name, report in reports.items() if name.endswith("note.txt")] == ["added"] * len(FILES)
    assert all(report.reason for report in reports.values() if report.status == "skipped")
    assert archive.verify().ok
