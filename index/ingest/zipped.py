"""Zip archives: the members that can be read, one after the other, out of an archive that may be made to do harm. Nothing is unpacked."""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from index.readers.text import MAX_BYTES

MAX_MEMBERS = 50_000
"""Members of an archive; a year of a large agency has about as many stories."""
MAX_TOTAL = 2 * 1024**3
"""Bytes of all members together."""
MAX_RATIO = 200
"""Times that a member of more than a mebibyte may be larger than what it is compressed to; prose gets 3 to 5 times larger, JSON 20."""
MAX_DEPTH = 1
"""Archives within archives that are opened."""
_LARGE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name without what would lead out of a folder, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class BrokenMember:
    """A file in an archive that cannot be read, and why."""

    name: str
    error: InputError


def members(archive: str, data: bytes, depth: int, is_wanted: Callable[[str], bool]) -> Iterator[Member | BrokenMember]:
    """The members whose name `is_wanted`, in the order of their names; `archive` is for messages, `depth` the archives around this one.

    Raises NotTextError for a broken archive, TooLargeError past the limits, EmptyInputError where no member is wanted.
    """
    if depth > MAX_DEPTH:
        raise TooLargeError(f"{archive} is an archive within an archive within an archive: give its files themselves.")
    with _open(archive, data) as opened:
        wanted = _named_apart(
            (name, info) for info in opened.infolist() if is_wanted(name := safe_name(info.filename)) and _is_file(name, info)
        )
        if not wanted:
            raise EmptyInputError(f"{archive} holds no file that can be read: give an archive of articles.")
        _check(archive, opened.infolist())
        for name, info in wanted:
            try:
                yield Member(name, _content(f"{archive}!/{name}", opened, info))
            except InputError as exc:
                yield BrokenMember(name, exc)


def safe_name(name: str) -> str:
    """A member's name as a path below the archive, whatever it says: no root, no drive, no parent folder, no control character."""
    parts = re.split(r"[/\\]+", re.sub(r"[\x00-\x1f\x7f]", "", name))
    return "/".join(part for part in parts if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)) or "unnamed"


def _named_apart(found: Iterable[tuple[str, ZipInfo]]) -> list[tuple[str, ZipInfo]]:
    """The members in the order of their names; of several of one name, all but the first in the file are given a number."""
    ordered = sorted(found, key=lambda member: (member[0], member[1].header_offset))
    taken = {name for name, _ in ordered}
    numbers: dict[str, Iterator[int]] = {}
    apart: list[tuple[str, ZipInfo]] = []
    for name, info in ordered:
        if name in numbers:
            place = PurePosixPath(name)
            free = next(free for n in numbers[name] if (free := str(place.with_stem(f"{place.stem} ({n})"))) not in taken)
            apart.append((free, info))
        else:
            numbers[name] = count(2)
            apart.append((name, info))
    return apart


def _open(archive: str, data: bytes) -> ZipFile:
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as exc:
        raise NotTextError(f"{archive} is not a zip archive that can be opened ({exc}): make it again.") from exc


def _is_file(name: str, info: ZipInfo) -> bool:
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
    return not (hidden or info.is_dir())


def _check(archive: str, infos: list[ZipInfo]) -> None:
    if len(infos) > MAX_MEMBERS:
        raise TooLargeError(f"{archive} has {len(infos):,} members, more than the {MAX_MEMBERS:,} that an archive may have: split it up.")
    total = sum(info.file_size for info in infos)
    if total > MAX_TOTAL:
        raise TooLargeError(
            f"{archive} unpacks to {total / 2**30:.1f} GiB, more than the {MAX_TOTAL / 2**30:.0f} GiB that one may: split it up."
        )


def _content(name: str, opened: ZipFile, info: ZipInfo) -> bytes:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise NotTextError(f"{name} is a link to another file, and links are not followed: pack the file itself.")
    if info.flag_bits & 1:
        raise NotTextError(f"{name} is locked with a password: unlock it.")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotTextError(f"{name} is packed in a way that is not known: make the archive again.")
    if info.file_size > MAX_BYTES:
        raise TooLargeError(
            f"{name} has {info.file_size / 2**20:.0f} MiB, more than the {MAX_BYTES // 2**20} MiB that a file may have: split it up."
        )
    if info.file_size > max(_LARGE, MAX_RATIO * info.compress_size):
        raise TooLargeError(f"{name} unpacks to more than {MAX_RATIO} times its size, which no article does: give the file itself.")
    try:
        with opened.open(info) as stream:
            return stream.read(info.file_size)
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as exc:
        raise NotTextError(f"{name} cannot be unpacked ({exc}): make the archive again.") from exc
