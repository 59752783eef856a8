"""The web chat in a real browser: the server as a process of its own, the bundled sample as its archive."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Visit
from commands import SCRIPT
from places import ROOT

from eval.bundled import add_sample
from index.archive import Archive
from index.settings import IndexSettings

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let a test with a browser that fails be run once more, and be named in the summary.

    Each waits for what it reads; but three processes play together in it, and one that the machine halts for seconds must not fail a whole
    suite. A fault of ours fails twice. Tests without a browser are run once.
    """
    if config.getoption("usepdb"):  # which bears no second run
        return
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=60):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the server did not answer within three minutes: {log.read_text()}")


@pytest.fixture(scope="session")
def executable() -> str:
    """The system's browser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        assert os.environ.get("DATELINE_REQUIRE_BROWSER") != "1", "DATELINE_REQUIRE_BROWSER is 1, but no Chromium is on the PATH"
        pytest.skip("no Chromium or Chrome is on the PATH")
    return found


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive."""
    folder = tmp_path_factory.mktemp("web") / "archive"
    with Archive.create_or_open(folder, IndexSettings()) as archive:
        add_sample(ROOT / "eval" / "sample", archive)
    return folder


@pytest.fixture(scope="session")
def address(executable: str, sample_archive: Path) -> Iterator[str]:
    """Where a server on the sample archive listens."""
    folder = sample_archive.parent
    port, log = _free_port(), folder / "server.log"
    options = ["--archive", str(sample_archive), "--port", str(port), "--examples", str(ROOT / "eval" / "sample" / "examples.json")]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(SCRIPT), "serve", *options],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(f"http://127.0.0.1:{port}/", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)


@pytest.fixture(scope="module")
def browser(executable: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=SWITCHES, timeout=180_000)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    with Visit(browser, address) as opened:
        yield opened
