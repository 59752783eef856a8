"""The processes that read for the one that adds: started as they are needed, one request at a time each, replaced when one dies."""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import NotTextError

if TYPE_CHECKING:
    from index.ingest.worker import ArticlesRequest, FileRequest, Reply

_ROOT = Path(__file__).resolve().parents[2]
MOST = 8
"""Processes that are started unless the user says how many: reading takes a few times as long as embedding and writing, in one process."""
PATIENCE = 2.0
"""Seconds that a worker gets to end by itself, and to end the reader that it has started."""


class CannotStartError(Exception):
    """No process can be started to read; this one can."""


def processors() -> int:
    """The processors that this process may use, of which some may be kept from it."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Workers:
    """Up to `jobs` processes that read. A thread waits for each of them, and none touches the archive."""

    def __init__(self, jobs: int) -> None:
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="dateline-reads")
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    def submit(self, request: FileRequest | ArticlesRequest, file: str) -> Future[Reply]:
        """Have a request answered; the result raises CannotStartError, and NotTextError for a file that its worker dies of."""
        return self._threads.submit(self._answered, request, file)

    def close(self) -> None:
        """End all processes, also those in the middle of a file."""
        with self._lock:
            self._closed = True
            ending = list(self._all)
        for worker in ending:
            worker.hang_up()
        for worker in ending:
            worker.end()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in ending:
            worker.close()

    def _answered(self, request: FileRequest | ArticlesRequest, file: str) -> Reply:
        worker = self._ready()
        try:
            reply: Reply = worker.ask(request)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as exc:
            worker.end()
            with self._lock:
                if not self._closed:
                    self._all.discard(worker)
                    worker.close()
            raise NotTextError(
                f"{file} ends the process that reads it, perhaps because it takes more memory than there is: give it in parts, "
                "or add it with fewer --jobs."
            ) from exc
        self._idle.append(worker)
        return reply

    def _ready(self) -> _Worker:
        with suppress(IndexError):
            return self._idle.pop()
        with self._lock:
            if self._closed:
                raise CannotStartError
            try:
                worker = _Worker()
            except OSError as exc:
                raise CannotStartError(str(exc)) from exc
            self._all.add(worker)
        try:
            worker.wait_for_ready()
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as exc:
            raise CannotStartError("it ends before it is ready") from exc
        return worker


class _Worker:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", "-m", "index.ingest.worker", str(logging.getLogger().getEffectiveLevel())]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}
        # In a group of its own, an interrupt at the keyboard does not reach it: the one that asks ends it.
        apart: dict[str, Any] = (
            {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)} if os.name == "nt" else {"start_new_session": True}
        )
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=environment, **apart)

    def wait_for_ready(self) -> None:
        """Wait until it has imported what it reads with."""
        assert self._process.stdout
        pickle.load(self._process.stdout)

    def ask(self, request: FileRequest | ArticlesRequest) -> Any:
        """Its reply; raises OSError, EOFError, ValueError or UnpicklingError when it has gone."""
        assert self._process.stdin and self._process.stdout
        pickle.dump(request, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()
        return pickle.load(self._process.stdout)

    def hang_up(self) -> None:
        """Tell it to end, which it does at once, with what it has started."""
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.close()

    def end(self) -> None:
        """See it end."""
        self.hang_up()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """Close what is left of the pipes, when no thread reads from them any more."""
        assert self._process.stdout
        self._process.stdout.close()
