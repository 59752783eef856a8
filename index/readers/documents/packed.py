"""Documents that are zip archives (OpenDocument, workbooks, e-books): opened within limits, and refused where a password locks them."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from index.errors import EmptyInputError, NotTextError, TooLargeError

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of all members unpacked, pictures included."""
MAX_RATIO = 200
"""Unpacked to packed size of a member of more than 1 MiB; the markup of documents shrinks to a tenth, of tables to a fiftieth."""
MAX_MEMBERS = 10_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file begins that a password locks, in the formats of new office programs."""


class PackedDocument:
    """The members of a document by their names; `what` names the format in messages. Use it in a `with`.

    Raises EmptyInputError, NotTextError (none of that kind, damaged, locked), TooLargeError (also where it unpacks to far more than it is).
    """

    def __init__(self, path: Path, data: bytes, what: str) -> None:
        self._path, self._what = path, what
        if not data:
            raise EmptyInputError(f"{path} is empty: give {what} with text in it.")
        if data.startswith(_OLE):
            raise NotTextError(f"{path} is locked by a password, or of an old format: save it anew without one.")
        if len(data) > MAX_BYTES:
            limit = MAX_BYTES // 2**20
            raise TooLargeError(f"{path} has {len(data) / 2**20:.0f} MiB, more than the {limit} MiB that {what} may have: split it up.")
        try:
            self._members = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as exc:
            raise NotTextError(f"{path} is not {what}, or a damaged one: save it again.") from exc
        listed = self._members.infolist()
        if any(member.flag_bits & 1 for member in listed):
            raise NotTextError(f"{path} is locked by a password: save a copy without one.")
        bombs = any(member.file_size > 2**20 and member.file_size > MAX_RATIO * max(1, member.compress_size) for member in listed)
        if bombs or len(listed) > MAX_MEMBERS or sum(member.file_size for member in listed) > MAX_UNPACKED:
            raise TooLargeError(f"{path} unpacks to far more than {what} of news has: it is damaged or made to do harm; leave it out.")

    def __contains__(self, name: str) -> bool:
        """Whether there is a member of that name."""
        return name in self._members.NameToInfo

    @property
    def names(self) -> list[str]:
        """The names of the members, in the order of the file."""
        return self._members.namelist()

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises NotTextError where it is missing or damaged."""
        try:
            return self._members.read(name)
        except (BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as exc:
            raise NotTextError(f"{self._path} is damaged, and its {name} cannot be read: save it again.") from exc
