"""A body packed with gzip, unpacked as it comes: all of its members, up to a limit, and an error where it breaks off."""

from __future__ import annotations

import zlib

_GZIP = 31
"""What zlib calls a window of 32 KiB with gzip's header and trailer."""


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
