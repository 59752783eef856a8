"""Files and addresses that are handed in on the page: each with how far it is on its way into the archive, and what became of it."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from index.errors import DatelineError, InputError, NotTextError, TooLargeError
from index.ingest.inputs import is_address
from index.ingest.zipped import safe_name
from index.readers.text import MAX_BYTES
from index.store.inventory import undated_in
from ui.markup import label

if TYPE_CHECKING:
    from index.archive import Archive
    from index.reports import AddProgress, FileReport
    from ui.writes import Writes

log = logging.getLogger(__name__)

LONGEST_NAME = 160
"""Characters of a file's name that are kept: no file system has longer ones, and the tables stay readable."""
KEPT = 10_000
"""Files whose outcome can still be asked for; the oldest go first."""
_UNFORESEEN = "{name} could not be added; the details are in the server's log."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file or an address: the reports of what was in it, or why nothing was; the articles in it without a date.

    `name` is the one under which it was handed in.
    """

    reports: tuple[FileReport, ...] = ()
    undated: int = 0
    problem: str | None = None
    name: str = ""

    @property
    def has_changed(self) -> bool:
        """Whether the archive is another one than before."""
        return any(report.status in ("added", "updated") for report in self.reports)


@dataclass(slots=True)
class Incoming:
    """A file or an address on its way into the archive: where to ask for it, its name, how far it is (None: it waits), its outcome."""

    key: str
    name: str
    progress: AddProgress | None = None
    outcome: Outcome | None = None


class Upload:
    """A file that is coming in: written to a temporary file up to the size that a file may have. Use it in a `with`."""

    def __init__(self, name: str, size: int | None, folder: Path) -> None:
        """`size` is what was announced; raises TooLargeError, and NotTextError for a name that leads out of its folder."""
        self.name = kept_name(name)
        self._size = 0
        if size is not None:
            self._check(size)
        place, self._path = tempfile.mkstemp(dir=folder)
        self._file: BinaryIO = os.fdopen(place, "wb")
        self._is_taken = False

    def __enter__(self) -> Upload:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Delete what was not taken."""
        self._file.close()
        if not self._is_taken:
            Path(self._path).unlink(missing_ok=True)

    def write(self, chunk: bytes) -> None:
        """Add what has come; raises TooLargeError."""
        self._size += len(chunk)
        self._check(self._size)
        self._file.write(chunk)

    def taken(self) -> Path:
        """The whole file, which the caller deletes."""
        self._file.close()
        self._is_taken = True
        return Path(self._path)

    def _check(self, size: int) -> None:
        if size > MAX_BYTES:
            raise TooLargeError(f"{self.name} has more than the {MAX_BYTES // 2**20} MiB that a file may have: split it up.")


class Intake:
    """Takes files and addresses into an archive, one after the other."""

    def __init__(self, archive: Archive, writes: Writes) -> None:
        self._archive = archive
        self._writes = writes
        self._all: OrderedDict[str, Incoming] = OrderedDict()
        self._lock = threading.Lock()
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """Where files are until it is their turn; it goes with the process."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="dateline-handed-in-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            return self._folder

    def file(self, name: str, path: Path) -> Incoming:
        """Take a file in under its name, and delete it then."""
        return self._in_turn(name, str(path), {str(path): name}, lambda: path.unlink(missing_ok=True))

    def address(self, address: str) -> Incoming:
        """Take a page or a feed on the web in; raises NotTextError for what is no address of one."""
        address = address.strip()
        if not is_address(address):
            raise NotTextError(f"“{label(address)[:100]}” is not an address of a page: give one that begins with https://.")
        return self._in_turn(address, address, {}, lambda: None)

    def refused(self, name: str, error: InputError) -> Incoming:
        """What cannot be taken in at all, with the reason as its outcome."""
        return self._kept(Incoming(secrets.token_urlsafe(12), label(name)[-LONGEST_NAME:], outcome=Outcome(problem=str(error))))

    def of(self, key: str) -> Incoming | None:
        """What was handed in under this key; None where that is not known any more."""
        return self._all.get(key)

    def _in_turn(self, name: str, path: str, names: dict[str, str], done: Callable[[], None]) -> Incoming:
        one = self._kept(Incoming(secrets.token_urlsafe(12), name))

        def add() -> None:
            try:
                one.outcome = self._added(one, path, names)
            finally:
                done()

        self._writes.in_turn(add)
        return one

    def _added(self, one: Incoming, path: str, names: dict[str, str]) -> Outcome:
        def told(progress: AddProgress) -> None:
            one.progress = progress

        try:
            reports = self._archive.add([path], names=names, progress=told)
            return Outcome(reports, self._undated(reports), name=one.name)
        except DatelineError as error:
            return Outcome(problem=str(error))
        except Exception:
            log.exception("a file could not be added")
            return Outcome(problem=_UNFORESEEN.format(name=one.name))

    def _undated(self, reports: Sequence[FileReport]) -> int:
        with self._archive.snapshot() as seen:
            return undated_in(seen, [report.file for report in reports if report.status in ("added", "updated")])

    def _kept(self, one: Incoming) -> Incoming:
        with self._lock:
            self._all[one.key] = one
            while len(self._all) > KEPT:
                self._all.popitem(last=False)
        return one


def kept_name(name: str) -> str:
    """The name under which a file is kept: folders and all, without what could hide, mislead or lead elsewhere.

    Raises NotTextError for a name that leads out of its folder, which no browser gives.
    """
    with suppress(UnicodeError):
        name = name.encode("utf-8", "replace").decode("utf-8")
    if ".." in PurePosixPath(name.replace("\\", "/")).parts:
        raise NotTextError(f"“{label(name)[:LONGEST_NAME]}” leads out of its folder: give the file a plain name.")
    safe = label(safe_name(name)) or "unnamed"
    suffix = PurePosixPath(safe).suffix[:16]
    return safe if len(safe) <= LONGEST_NAME else safe[: LONGEST_NAME - len(suffix) - 1] + "…" + suffix
