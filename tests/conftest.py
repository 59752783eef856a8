"""Fixtures that several test modules use: an embedder without a model, invented files, and archives made of them."""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hashing import HashingEmbedder
from hypothesis import HealthCheck, settings
from invented_files import DIGEST, NOTE

from index.archive import Archive

os.environ.setdefault("OMP_NUM_THREADS", "1")

# On a busy machine a slow example is no fault; the same examples each time, so that a test fails for a change and not for a die.
settings.register_profile("dateline", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dateline")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a coroutine test to its end: LangChain's standard tests have some, and one hook here is less than a plugin for all tests."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


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
