"""A process that reads inputs for the one that adds them: it ends when that one does, whatever it is at, and knows no archive and no model.

Run as a module, this is that process; `index.ingest.workers` starts it. Requests and answers are pickled, for it runs no reader that the
process which asks would not run itself: hostile formats are read in a process of their own from here as from there.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from logging.handlers import QueueHandler
from queue import SimpleQueue
from typing import IO, Any

from index.errors import DatelineError
from index.ingest.inputs import Input
from index.ingest.options import Options
from index.ingest.read import ReadFile, StoredReading, read_input, readings_of
from index.readers import formats
from index.readers.isolate import Isolation
from index.types import Article

AT_ONCE = 50
"""Articles that one request reads: a file with more of them is read by several processes, and none holds up the others for long."""
NICER = 5
"""How far workers stand back: who embeds and writes goes first, and who works at the machine."""


@dataclass(frozen=True, slots=True)
class FileRequest:
    """Read an input into articles, and the articles too if they are few."""

    given: Input
    options: Options

    def run(self, isolation: Isolation) -> ReadFile | None:
        """What is asked for."""
        # Formats are told apart as objects, of which a pickled one is another.
        known = next(format for format in formats.FORMATS if format == self.given.format)
        done = read_input(replace(self.given, format=known), self.options, isolation)
        if done is None or len(done.articles) > AT_ONCE:
            return done
        return replace(done, readings=readings_of(done.articles, self.given.file))


@dataclass(frozen=True, slots=True)
class ArticlesRequest:
    """Read some articles of a file."""

    articles: Sequence[Article]
    file: str

    def run(self, isolation: Isolation) -> list[StoredReading]:
        """What is asked for."""
        return readings_of(self.articles, self.file)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request: its result or its error, and what was logged meanwhile."""

    result: Any
    error: DatelineError | None
    logged: tuple[logging.LogRecord, ...]


def answer(request: FileRequest | ArticlesRequest, isolation: Isolation) -> Reply:
    """Do what is asked for."""
    logged: SimpleQueue[logging.LogRecord] = SimpleQueue()
    handler = QueueHandler(logged)
    logging.getLogger().addHandler(handler)
    try:
        result, error = request.run(isolation), None
    except DatelineError as exc:
        result, error = None, exc.with_traceback(None)
    finally:
        logging.getLogger().removeHandler(handler)
    return Reply(result, error, tuple(logged.get() for _ in range(logged.qsize())))


def _receive(requests: IO[bytes], received: SimpleQueue[Any], isolation: Isolation) -> None:
    """Take requests until the other side has gone; then end at once, even in the middle of a file."""
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            received.put(pickle.load(requests))
    isolation.kill()
    os._exit(0)


def _main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is interrupted, and ends this one
    if hasattr(os, "nice"):
        os.nice(NICER)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    logging.getLogger().setLevel(int(sys.argv[1]))
    received: SimpleQueue[FileRequest | ArticlesRequest] = SimpleQueue()
    isolation = Isolation()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, received, isolation), daemon=True).start()
    _send(replies, None)  # ready
    while True:
        _send(replies, answer(received.get(), isolation))


def _send(replies: IO[bytes], reply: Reply | None) -> None:
    try:
        pickle.dump(reply, replies, pickle.HIGHEST_PROTOCOL)
        replies.flush()
    except OSError:  # nobody listens any more
        os._exit(0)


if __name__ == "__main__":
    # The same classes under the name that the other side knows them by.
    from index.ingest import worker

    worker._main()
