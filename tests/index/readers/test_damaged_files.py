"""Damaged files of every format that newsrooms have: cut short, with bits flipped, under wrong names, in wrong encodings."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_files import NOTE
from invented_formats import FILES

from index.archive import Archive
from index.errors import InputError
from index.ingest import inputs
from index.ingest.inputs import Input, Problem
from index.readers import registry
from index.readers.isolate import Isolation, Limits

SECONDS = 10.0
ENDINGS = (
    ".txt",
    ".html",
    ".pdf",
    ".docx",
    ".xml",
    ".json",
    ".csv",
    ".eml",
    ".zip",
    ".xlsx",
    ".odt",
    ".epub",
    ".rtf",
    ".warc",
    ".srt",
    ".ris",
)


def damaged(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Some dozens of variants of a file, each with its name; the same ones every time."""
    dice = random.Random(name)
    for part in range(1, 13):
        yield name, data[: len(data) * part // 13]
    for flips in (1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 64, 64):
        flipped = bytearray(data)
        for _ in range(flips):
            flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
        yield name, bytes(flipped)
    for _ in range(6):
        at, length = dice.randrange(len(data)), dice.randrange(1, 200)
        yield name, data[:at] + dice.randbytes(length) + data[at + length :]
    for ending in ENDINGS:
        yield f"wrong{ending}", data
    for encoding in ("utf-16", "cp500", "utf-7"):
        yield name, data.decode("latin-1").encode(encoding, "replace")


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_read_or_a_sentence(tmp_path: Path, name: str) -> None:
    with Isolation(Limits(seconds=SECONDS)) as isolation:
        for number, (called, data) in enumerate(damaged(name, FILES[name])):
            path = tmp_path / str(number) / called
            path.parent.mkdir()
            path.write_bytes(data)
            begun = time.monotonic()
            for found in inputs.find(str(path)):
                said = str(found.error) if isinstance(found, Problem) else read(found, isolation)
                assert said == "" or (said.endswith(".") and len(said) < 500), (number, called)
                assert "fault of this program" not in said, (number, called)
            assert time.monotonic() - begun < SECONDS * 10


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
        for part, (called, data) in enumerate(list(damaged(name, FILES[name]))[10:16]):
            given.add(f"{number:02}{part}{called}")
            (folder / f"{number:02}{part}{called}").write_bytes(data)
        (folder / f"{number:02}note.txt").write_text(f"{NOTE}The district has {number} roads.\n", encoding="utf-8")
    reports = {Path(report.file).name: report for report in archive.add([str(folder)])}
    assert given <= set(reports)
    assert [report.status for name, report in reports.items() if name.endswith("note.txt")] == ["added"] * len(FILES)
    assert all(report.reason for report in reports.values() if report.status == "skipped")
    assert archive.verify().ok
