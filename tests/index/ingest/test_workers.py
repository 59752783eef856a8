"""The processes that read: they end with the one that asks, one that dies costs its own file, and none is left behind."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT, SUPPORT
from worker_requests import Niceness, Pid, Spin, Warn, has_ended, is_running, noted

from index.errors import NotTextError
from index.ingest.ahead import _result
from index.ingest.worker import NICER
from index.ingest.workers import CannotStartError, Workers

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(SUPPORT)])}


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(1)
    yield made
    made.close()


def test_a_worker_is_used_again_and_stands_back(workers: Workers) -> None:
    first, second = (_result(workers.submit(Pid(), "a.txt")) for _ in range(2))
    assert first == second != os.getpid()
    assert _result(workers.submit(Niceness(), "a.txt")) == min(19, os.nice(0) + NICER)
    workers.close()
    assert has_ended(first)


def test_one_that_is_killed_costs_its_file_and_is_replaced(workers: Workers, tmp_path: Path) -> None:
    dying = workers.submit(Spin(tmp_path / "pid"), "harmful.txt")
    os.kill(noted(tmp_path / "pid"), signal.SIGKILL)
    with pytest.raises(NotTextError, match=r"^harmful\.txt ends the process that reads it"):
        dying.result(timeout=120)
    assert is_running(_result(workers.submit(Pid(), "sound.txt")))


def test_one_in_the_middle_of_a_file_is_ended(workers: Workers, tmp_path: Path) -> None:
    workers.submit(Spin(tmp_path / "pid"), "long.txt")
    pid = noted(tmp_path / "pid")
    began = time.monotonic()
    workers.close()
    assert not is_running(pid)
    assert time.monotonic() - began < 60  # it never ends by itself


def test_what_it_logs_is_heard_here(workers: Workers, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        _result(workers.submit(Warn(), "a.txt"))
    [record] = caplog.records
    assert (record.name, record.getMessage().splitlines()[0]) == ("index.reads", "a.txt is odd")
    assert "KeyError: 'a bug'" in record.getMessage()


def test_one_that_cannot_start_is_told_apart_from_one_that_dies(monkeypatch: pytest.MonkeyPatch, workers: Workers) -> None:
    for nothing in ("/no/such/python", "/bin/false"):
        monkeypatch.setattr(sys, "executable", nothing)
        with pytest.raises(CannotStartError):
            workers.submit(Pid(), "a.txt").result(timeout=120)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_none_outlives_the_process_that_asks(tmp_path: Path, how: signal.Signals) -> None:
    code = (
        "import sys; from pathlib import Path; from index.ingest.workers import Workers; from worker_requests import Spin\n"
        "workers = Workers(2)\n"
        "try:\n"
        "    asked = [workers.submit(Spin(Path(sys.argv[1]) / name), name) for name in 'ab']\n"
        "    asked[0].result()\n"
        "finally: workers.close()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        env=ENVIRONMENT,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    pids = [noted(tmp_path / name) for name in "ab"]
    assert all(map(is_running, pids))
    parent.send_signal(how)
    parent.wait(timeout=120)
    assert all(map(has_ended, pids))
