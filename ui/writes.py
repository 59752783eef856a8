"""What changes an archive, done one after the other in a thread of its own, so that nobody who asks waits for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from queue import PriorityQueue
from typing import Any, TypeVar

from index.errors import ArchiveLockedError, DatelineError

T = TypeVar("T")
Work = tuple[int, int, Callable[[], Any], Future[Any]]

log = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds that a person waits for a correction while a file is being added; most files take less than one."""
_AT_ONCE, _IN_TURN = 0, 1


class Writes:
    """A queue of writes: what a person has clicked goes before the files that wait to be added."""

    def __init__(self) -> None:
        self._queue: PriorityQueue[Work] = PriorityQueue()
        self._numbers = count()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def at_once(self, work: Callable[[], T]) -> Future[T]:
        """Do this before what waits in turn."""
        return self._put(_AT_ONCE, work)

    def in_turn(self, work: Callable[[], T]) -> Future[T]:
        """Do this after what was put in before."""
        return self._put(_IN_TURN, work)

    def done(self, work: Callable[[], T]) -> T:
        """What the work gives, done before what waits in turn. Raises what it raises, and ArchiveLockedError where the wait is too long."""
        future = self.at_once(work)
        try:
            return future.result(PATIENCE)
        except TimeoutError as exc:
            if not future.cancel():  # it has begun, and its end is near
                return future.result()
            raise ArchiveLockedError("Files are being added to the archive; try again when that is done.") from exc

    def _put(self, rank: int, work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._queue.put((rank, next(self._numbers), work, future))
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writes", daemon=True)
                self._thread.start()
        return future

    def _run(self) -> None:
        while True:
            _, _, work, future = self._queue.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except Exception as exc:  # raised where the result is asked for; nobody may ask
                if not isinstance(exc, DatelineError):
                    log.exception("a write to the archive failed")
                future.set_exception(exc)
