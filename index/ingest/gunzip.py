"""What is packed with gzip, a body as it comes or a whole file: all of its members, up to a limit, and an error where it breaks off."""

from __future__ import annotations

import zlib
from pathlib import PurePath

from index.errors import EmptyInputError, NotTextError, TooLargeError
from index.readers.text import MAX_BYTES

_GZIP = 31
"""What zlib calls a window of 32 KiB with gzip's header and trailer."""


MAX_DEPTH = 1
"""Archives around a gzip file, and gzip files around it, that are opened."""
_NAMED = 8
"""Flag in the header of a member: the name that the file had follows."""


class Unpacking:
    """Unpacks one body, which may be several gzip members on end (RFC 1952), of no more than `limit` bytes, packed or not."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._packed = self._unpacked = 0
        self._member: zlib._Decompress | None = None

    def feed(self, chunk: bytes) -> bytes:
        """What the next bytes of the body unpack to. Raises zlib.error for what is no gzip, OverflowError past the limit."""
        self._packed += len(chunk)
        data = bytearray()
        while chunk:
            if self._member is None:
                chunk = chunk.lstrip(b"\0")  # members may be filled up with zeros
                if not chunk:
                    break
                self._member = zlib.decompressobj(wbits=_GZIP)
            data += self._member.decompress(chunk, self._limit - self._unpacked - len(data) + 1)
            if len(data) + self._unpacked > self._limit or self._member.unconsumed_tail:
                raise OverflowError
            chunk = self._member.unused_data
            if self._member.eof:
                self._member = None
        self._unpacked += len(data)
        if self._packed > self._limit:
            raise OverflowError
        return bytes(data)

    def finish(self) -> None:
        """Raise EOFError where the body breaks off within a member."""
        if self._member is not None:
            raise EOFError("the packed answer breaks off")


def file_in(file: str, data: bytes, depth: int) -> tuple[str, bytes]:
    """The name of the file in a gzip one, and its bytes; `file` is the name to show, `depth` the archives around it.

    Raises NotTextError where it is damaged or breaks off, TooLargeError past the limits, EmptyInputError where nothing is in it.
    """
    if depth > MAX_DEPTH:
        raise TooLargeError(f"{file} is packed within an archive within an archive: give its files themselves.")
    unpacking = Unpacking(MAX_BYTES)
    try:
        unpacked = unpacking.feed(data)
        unpacking.finish()
    except OverflowError as exc:
        limit = MAX_BYTES // 2**20
        raise TooLargeError(f"{file} unpacks to more than the {limit} MiB that a file may have: split it up.") from exc
    except (zlib.error, EOFError) as exc:
        raise NotTextError(f"{file} is damaged or breaks off, and cannot be unpacked: make it again.") from exc
    if not unpacked:
        raise EmptyInputError(f"{file} holds an empty file: give one with text in it.")
    return _inner_name(file, data), unpacked


def _inner_name(file: str, data: bytes) -> str:
    """The name without the ending of gzip; where nothing is left that tells a format, the name that is stated in the file."""
    place = PurePath(file)
    outer = {".gz": "", ".tgz": ".tar", ".svgz": ".svg"}
    name = place.stem + outer[place.suffix.lower()] if place.suffix.lower() in outer else place.name
    if PurePath(name).suffix or len(data) < 10 or data[3] != _NAMED:
        return name
    return PurePath(data[10 : data.find(b"\0", 10)].decode("latin-1")).name or name
