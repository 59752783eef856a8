"""Locks between processes: one writer of the archive at a time, and nobody opens the vector store's files while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveError, ArchiveLockedError

WRITE_LOCK = "write.lock"
STORE_LOCK = "store.lock"


@contextmanager
def hold(folder: Path, name: str = WRITE_LOCK, patience: float = 0.0) -> Iterator[None]:
    """Hold a lock of the archive in `folder`, waiting up to `patience` seconds for it; the system frees it when a process dies.

    Raises ArchiveLockedError when another process, or another handle of this one, holds it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / name, timeout=patience)
    try:
        lock.acquire()
    except Timeout as exc:
        raise ArchiveLockedError(f"the archive {folder} is being written to by another process; wait for it and try again") from exc
    except OSError as exc:
        raise ArchiveError(f"the archive {folder} cannot be written to ({exc.strerror or exc}); check permissions and free space") from exc
    try:
        yield
    finally:
        lock.release()
