"""Adds files to an archive and dies at a chosen step, as a power cut would have it: `crashing.py ARCHIVE FILES STEP WHEN NTH [JOBS]`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hashing import HashingEmbedder
from places import SUPPORT

import index.archive
from index.archive import Archive
from index.ingest import ahead
from index.settings import IndexSettings
from index.store import embedded, served, synced, vectors, writing
from index.store.catalog import Catalog

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SUPPORT.parent), str(SUPPORT), os.environ.get("PYTHONPATH", "")])}


def crash(archive: Path, files: Path, step: str, when: str, nth: int) -> None:
    """Add the files in another process that is killed at a step; raises AssertionError where it is not."""
    command = [sys.executable, __file__, str(archive), str(files), step, when, str(nth)]
    done = subprocess.run(command, env=ENVIRONMENT, timeout=240, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


def die_at(owner: Any, name: str, when: str, nth: int) -> None:
    """Replace a function by one that dies before or after its nth call."""
    real: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def counted(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **named)
        if calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, counted)


def main(archive: str, files: str, step: str, when: str, nth: str, jobs: str = "1") -> None:
    embedded.BATCH, synced.BATCH, index.archive.FLUSH, ahead.START_BYTES = 3, 2, 3, 0
    name, function = step.split(".")
    owners = {
        "writing": writing,
        "store": vectors.ChromaIndex,
        "journal": synced,
        "synced": synced.SyncedStore,
        "served": served.Collections,
        "catalog": Catalog,
    }
    die_at(owners[name], function, when, int(nth))
    settings = IndexSettings(chroma_url=os.environ.get("DATELINE_CHROMA_URL"))
    with Archive.create_or_open(Path(archive), settings, embedder=HashingEmbedder()) as opened:
        opened.add([files], jobs=int(jobs))


if __name__ == "__main__":
    main(*sys.argv[1:])
