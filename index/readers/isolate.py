"""A reader run in a process of its own, so that a hostile or broken file costs a sentence and not the program.

The process gets one file through its standard input and answers in JSON: nothing it sends back can run code here. It may take
so long, so much processor time and so much memory (where the system can limit that), writes no file and opens no connection.
Run as a module, this is that process. `Isolation` keeps one for many files, because starting one costs as much as reading a page.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from index import errors
from index.errors import InputError, NotTextError, TooLargeError
from index.readers.base import Collection, StatedDate, Story

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
MOST_FILES = 500
"""Files that one process reads: what libraries leave behind in memory is gone with it, and starting another costs 0.2 s."""
_FAULT = "fault"
"""Stands in an answer for an error that is none of ours: a damaged file's in a library, or a bug; its message is the traceback."""
_LENGTH = 8
"""Bytes that state the length of a message."""
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.remove",
    "os.rename",
)
"""What no reader does: names of Python's audit events."""
_OUT_OF_TIME = tuple(int(getattr(signal, name)) for name in ("SIGPROF", "SIGXCPU") if hasattr(signal, name))
"""What ends a process that has used up its processor time."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: seconds of processor time, and more for each MiB of it; bytes of memory, and bytes of the answer.

    Processor time, because a busy machine is no fault of the file; a reader that waits, as none does, is ended after `patience` times
    as long by the clock. The memory holds the interpreter and the libraries (0.2 GiB of address space) beside the file.
    """

    seconds: float = 30.0
    seconds_per_mib: float = 10.0
    patience: float = 10.0
    memory: int = 2 * 2**30
    answer: int = 256 * 2**20

    def seconds_for(self, data: bytes) -> float:
        """The seconds of processor time that reading these bytes may take."""
        return self.seconds + self.seconds_per_mib * len(data) / 2**20


class Isolation:
    """A process that reads files, one after the other; replaced when one has broken it. Use it in a `with`."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def __enter__(self) -> Self:
        """Start nothing yet: the first file does."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process, if there is one; the next file starts another."""
        process, self._process, self._read = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()

    def kill(self) -> None:
        """End the process at once, from any thread: whoever waits for its answer is told that it broke down."""
        process = self._process
        if process is not None:
            process.kill()

    def read(self, reader_module: str, path: Path, data: bytes, mapping: Mapping[str, str] | None = None) -> Collection:
        """What `reader_module.read(path, data)` returns or raises, with the `mapping` of fields where one is given.

        Raises TooLargeError past a limit, NotTextError where the reader breaks down.
        """
        seconds = self._limits.seconds_for(data)
        request = {"module": reader_module, "path": str(path), "seconds": seconds, "mapping": mapping}
        answer = self._ask(request, data, path, seconds)
        self._read += 1
        if self._read >= MOST_FILES or answer.get("error") == TooLargeError.__name__:
            self.close()
        if answer.get("error") == _FAULT:
            log.warning("%s met an error that its reader does not know:\n%s", path, answer["message"])
            self.close()
            raise _breakdown(path)
        if "error" in answer:
            raise _error(answer["error"], answer["message"])
        return _collection(path, answer)

    def _ask(self, request: Mapping[str, Any], data: bytes, path: Path, seconds: float) -> dict[str, Any]:
        process = self._process = self._process or _start(self._limits.memory)
        assert process.stdin and process.stdout
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds * self._limits.patience, stop)
        timer.start()
        try:
            _send(process.stdin, json.dumps(request).encode())
            _send(process.stdin, data)
            reply = _receive(process.stdout, self._limits.answer)
        except (OSError, EOFError, ValueError) as exc:
            self.close()
            is_late = late.is_set() or -process.returncode in _OUT_OF_TIME
            raise (_late(path, seconds) if is_late else _breakdown(path)) from exc
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():  # the answer was there, but the process is gone: the next file must not be blamed for it
            self.close()
        answer: dict[str, Any] = json.loads(reply)
        return answer


def run(reader_module: str, path: Path, data: bytes, limits: Limits | None = None) -> Collection:
    """Read one file in a process of its own: what `reader_module.read(path, data)` returns or raises.

    Raises TooLargeError when it takes longer, or needs more memory, than the limits allow; NotTextError when the process dies.
    """
    with Isolation(limits) as isolation:
        return isolation.read(reader_module, path, data)


def _start(memory: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-B", "-P", "-m", "index.readers.isolate", str(memory)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(_LENGTH, "big"))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes], most: int) -> bytes:
    """The next message; raises EOFError when the other side has gone, ValueError when it is longer than `most` bytes."""
    length = int.from_bytes(_exactly(stream, _LENGTH), "big")
    if length > most:
        raise ValueError(f"a message of {length} bytes")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _late(path: Path, seconds: float) -> InputError:
    return TooLargeError(f"{path} takes more than the {round(seconds, 1):g} s that a file of its size may: give it in parts, or as text.")


def _breakdown(path: Path) -> InputError:
    return NotTextError(f"{path} makes its reader break down: it is damaged or made to do harm; save it again, or as text.")


def _error(name: str, message: str) -> InputError:
    kind = getattr(errors, name, InputError)
    return kind(message) if isinstance(kind, type) and issubclass(kind, InputError) else InputError(message)


def _collection(path: Path, answer: Mapping[str, Any]) -> Collection:
    """A collection from its plain values."""
    stories = tuple(_story(story) for story in answer["stories"])
    return Collection(path, answer["format"], answer["sha256"], stories, tuple(answer["skipped"]))


def _story(values: Mapping[str, Any]) -> Story:
    published, modified = values["published"], values["modified"]
    return Story(
        **{
            **values,
            "published": StatedDate(**{**published, "day": date.fromisoformat(published["day"])}) if published else None,
            "modified": date.fromisoformat(modified) if modified else None,
            "pages": tuple(values["pages"]),
        }
    )


# The other side: what follows runs in the process that reads.


def _serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Read files until nobody asks any more."""
    while True:
        try:
            request = json.loads(_receive(requests, 2**20))
            data = _receive(requests, 2**40)
        except EOFError:
            return
        _send(replies, json.dumps(_answer(request, data), default=str).encode())


def _answer(request: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    path = Path(request["path"])
    _limit_time(request["seconds"])
    try:
        mapping = request["mapping"]
        return asdict(import_module(request["module"]).read(path, data, *([] if mapping is None else [mapping])))
    except InputError as exc:
        return {"error": type(exc).__name__, "message": str(exc)}
    except MemoryError:
        return {"error": "TooLargeError", "message": f"{path} takes more memory to read than a file may: give it in parts, or as text."}
    except Exception:
        return {"error": _FAULT, "message": traceback.format_exc()}


def _limit_time(seconds: float) -> None:
    """Processor time from now on; it also ends a reader whose asker was killed."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)  # to the millisecond, where the system's own limit counts whole seconds
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime + seconds) + 2, hard))


def _confine(memory: int) -> None:
    """Limit memory, files and core dumps where the system can, and refuse what no reader does."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
            raise PermissionError(event)

    sys.addaudithook(refuse)
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # a stricter limit is set already, or (macOS) the system knows none
            continue


def _main() -> None:
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _confine(int(sys.argv[1]))
    _serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    _main()
