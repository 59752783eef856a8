"""Requests to the processes that read, which do there what no file of ours does: die, hang, write to the log."""

from __future__ import annotations

import logging
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from index.ingest.read import ReadFile
from index.ingest.worker import FileRequest
from index.readers.isolate import Isolation


@dataclass(frozen=True, slots=True)
class Pid:
    """Asks for the number of the process."""

    def run(self, isolation: Isolation) -> int:
        return os.getpid()


@dataclass(frozen=True, slots=True)
class Niceness:
    """Asks how far the process stands back."""

    def run(self, isolation: Isolation) -> int:
        return os.nice(0)


@dataclass(frozen=True, slots=True)
class Spin:
    """Never ends; the file `flag` says that it has begun, and by which process."""

    flag: Path

    def run(self, isolation: Isolation) -> None:
        self.flag.with_suffix(".part").write_text(str(os.getpid()), encoding="utf-8")
        self.flag.with_suffix(".part").rename(self.flag)
        while True:
            pass


@dataclass(frozen=True, slots=True)
class Warn:
    """Writes a warning with a traceback to the log."""

    def run(self, isolation: Isolation) -> None:
        try:
            raise KeyError("a bug")
        except KeyError:
            logging.getLogger("index.reads").warning("%s is odd", "a.txt", exc_info=True)


@dataclass(frozen=True, slots=True)
class DyingOfSome(FileRequest):
    """Reads a file, unless it holds a certain word: of that, the process is killed."""

    def run(self, isolation: Isolation) -> ReadFile | None:
        if b"volcano" in self.given.data.lower():
            os.kill(os.getpid(), signal.SIGKILL)
        return FileRequest.run(self, isolation)


def is_running(pid: int) -> bool:
    """Whether a process is there and not dead already."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"


def has_ended(pid: int, seconds: float = 120.0) -> bool:
    """Whether a process ends within some time."""
    until = time.monotonic() + seconds
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_running(pid)


def noted(flag: Path, seconds: float = 120.0) -> int:
    """The number that a process writes into a file."""
    until = time.monotonic() + seconds
    while not flag.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return int(flag.read_text(encoding="utf-8"))
