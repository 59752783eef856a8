"""Inputs read ahead of the one whose turn it is, by other processes where that pays, and handed on in their order."""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError
from index.ingest.inputs import Input, Problem
from index.ingest.options import Options
from index.ingest.read import ReadFile, StoredReading, read_input, readings_of
from index.ingest.worker import AT_ONCE, ArticlesRequest, FileRequest, Reply
from index.ingest.workers import MOST, CannotStartError, Workers, processors
from index.readers.isolate import Isolation

if TYPE_CHECKING:
    from index.types import Article

log = logging.getLogger(__name__)

START_BYTES = 128 * 1024
"""Bytes of new files from which other processes are started. One is ready after 0.25 s, in which this one reads 40 kB of news text."""
AHEAD = 32
"""Inputs that each process may be ahead: what it reads while the network is at one batch."""
AHEAD_BYTES = 32 * 2**20
"""Bytes of inputs that are held at a time, unless one alone has more."""


class Pending:
    """An input, read or yet to be read."""

    def __init__(self, found: Input | Problem, readers: Readers) -> None:
        self.found = found
        self.sha256 = hashlib.sha256(found.data).hexdigest() if isinstance(found, Input) else ""
        self.future: Future[Reply] | None = None
        self._readers = readers

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        return len(self.found.data) if isinstance(self.found, Input) else 0

    def read(self) -> ReadFile | None:
        """What the input was read into; None for a data file that was found in a folder and holds no news. Raises InputErrors."""
        assert isinstance(self.found, Input)
        return self._readers.read(self.found, self.future)


class Readers:
    """Whoever reads for one call: this process, and up to `jobs` others beside it from two on; None: as many as there are processors.

    Raises SettingsError for less than one.
    """

    def __init__(self, options: Options, jobs: int | None) -> None:
        if jobs is not None and jobs < 1:
            raise SettingsError(f"{jobs} jobs cannot add a file; give 1 or more")
        self._options = options
        self._jobs = min(processors(), MOST) if jobs is None else jobs
        self._isolation = Isolation()
        self._workers: Workers | None = None
        self._bytes = 0

    def close(self) -> None:
        """End all processes."""
        self._isolation.close()
        if self._workers:
            self._workers.close()

    def ahead(self, inputs: Iterable[Input | Problem], is_known: Callable[[Pending], bool]) -> Iterator[Pending]:
        """The inputs in their order, some being read already; those that are `is_known` to the archive are left unread."""
        coming, queue = iter(inputs), deque[Pending]()
        while True:
            while self._has_room(queue) and (found := next(coming, None)) is not None:
                queue.append(self._begun(Pending(found, self), queue, is_known))
            if not queue:
                return
            yield queue.popleft()

    def read(self, given: Input, future: Future[Reply] | None) -> ReadFile | None:
        """What an input was read into, by the worker that was asked to, or by this process."""
        if future is not None:
            try:
                done: ReadFile | None = _result(future)
                return done
            except CannotStartError as exc:
                self._go_alone(exc)
        return read_input(given, self._options, self._isolation)

    def readings(self, articles: Sequence[Article], file: str) -> Iterator[StoredReading] | None:
        """The readings of the many articles of a file, made by several processes; None where this one is alone."""
        if self._workers is None or self._jobs < 2 or len(articles) <= AT_ONCE:
            return None
        return self._read_articles(self._workers, articles, file)

    def _has_room(self, queue: deque[Pending]) -> bool:
        most = AHEAD * self._jobs if self._jobs > 1 else 1
        return not queue or (len(queue) < most and sum(given.size for given in queue) < AHEAD_BYTES)

    def _begun(self, given: Pending, queue: deque[Pending], is_known: Callable[[Pending], bool]) -> Pending:
        """The input, whose reading has begun if others read and it is none that the archive has, or will have when its turn comes."""
        if self._jobs < 2 or isinstance(given.found, Problem) or is_known(given):
            return given
        if any(given.sha256 == other.sha256 for other in queue):
            return given
        self._bytes += given.size
        if self._workers is None and self._bytes >= START_BYTES:
            self._workers = Workers(self._jobs)
        if self._workers:
            self._ask(self._workers, given)
        return given

    def _ask(self, workers: Workers, given: Pending) -> None:
        assert isinstance(given.found, Input)
        given.future = workers.submit(FileRequest(given.found, self._options), given.found.file)

    def _read_articles(self, workers: Workers, articles: Sequence[Article], file: str) -> Iterator[StoredReading]:
        parts = [articles[at : at + AT_ONCE] for at in range(0, len(articles), AT_ONCE)]
        asked: deque[Future[Reply]] = deque()
        for number in range(len(parts)):
            while number + len(asked) < len(parts) and len(asked) < 2 * self._jobs:
                asked.append(workers.submit(ArticlesRequest(parts[number + len(asked)], file), file))
            try:
                yield from _result(asked.popleft())
            except CannotStartError as exc:
                self._go_alone(exc)
                yield from readings_of(parts[number], file)

    def _go_alone(self, exc: CannotStartError) -> None:
        """Read in this process from now on."""
        if self._jobs > 1:
            log.warning("no other process can be started to read files, so this one reads them all: %s", exc)
        self._jobs = 1


def _result(future: Future[Reply]) -> Any:
    """What a worker replied, with what it logged; raises what it raised, and what `Workers.submit` says."""
    reply = future.result()
    for record in reply.logged:
        logging.getLogger(record.name).handle(record)
    if reply.error:
        raise reply.error
    return reply.result
