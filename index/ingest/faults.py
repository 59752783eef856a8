"""An unforeseen error of one file, turned into that file's report, so that it stops no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.errors import DatelineError, InputError

log = logging.getLogger(__name__)


@contextmanager
def reported(file: str, passes: Callable[[Exception], bool] = lambda _: False) -> Iterator[None]:
    """Raise what goes wrong inside, and is not raised on purpose, as an InputError that names the file; the log gets the traceback.

    Errors raised on purpose, and those that `passes` says are not the file's, come through as they are.
    """
    try:
        yield
    except DatelineError:
        raise
    except Exception as exc:
        if passes(exc):
            raise
        log.warning("%s met a fault of this program", file.encode("utf-8", "backslashreplace").decode(), exc_info=True)
        words = " ".join(f"{type(exc).__name__}: {exc}".split())[:200].rstrip(": ")
        raise InputError(
            f"{file} cannot be added because of a fault of this program ({words}): report it, with the file if you can."
        ) from exc
