"""Fixtures that several test modules use: an embedder without a model, invented files, and archives made of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hashing import HashingEmbedder

from index.archive import Archive

os.environ.setdefault("OMP_NUM_THREADS", "1")

DIGEST = """Harbour reopens after storm

The harbour of Port Arden reopened on Monday, the port authority said. Ferries sail again from noon.

“We are relieved,” the harbour master, Ines Calder, told reporters. The storm had closed it for a week.

* * *

Council votes on tram line

The city council of Velden voted on Tuesday to build a second tram line. Work begins in spring.

The opposition called the plan too dear. A petition against it has 9,000 names.

* * *

Chess final ends in a draw

The final of the Lakeland chess open ended in a draw after seven hours. Both players shared the prize of 4,000 crowns.
"""
NOTE = """Volcano closes mountain road

The road over the Tarn pass was closed on 4 May 2031 after ash fell on it, the district said. Drivers are sent through the valley.
"""


@pytest.fixture
def hashing() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two invented files: `digest.txt` of three articles, and `note.txt` of one."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "digest.txt").write_text(DIGEST, encoding="utf-8", newline="")
    (folder / "note.txt").write_text(NOTE, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def open_archive(tmp_path: Path, hashing: HashingEmbedder) -> Iterator[Callable[[], Archive]]:
    """Opens the test's archive, and makes it the first time; every handle has the same embedder, and is closed at the end."""
    handles: list[Archive] = []

    def opened() -> Archive:
        handles.append(Archive.create_or_open(tmp_path / "archive", embedder=hashing))
        return handles[-1]

    yield opened
    for handle in handles:
        handle.close()


@pytest.fixture
def archive(open_archive: Callable[[], Archive]) -> Archive:
    """An empty archive without a model."""
    return open_archive()
