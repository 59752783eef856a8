"""What a user names, taken apart: a file, the files of a folder, the members of a zip archive, a page on the web, each with its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from index.errors import EmptyInputError, InputError, NotTextError
from index.ingest import handed_in
from index.ingest.faults import reported
from index.readers import formats
from index.readers.formats import Format
from index.readers.unread import TOLD_SUFFIXES

if TYPE_CHECKING:
    from index.ingest.fetch import Fetcher


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes to read. `file` is the name to show, `path` tells what is the same input; `is_named`: by the user, not found in a folder."""

    file: str
    path: str
    data: bytes
    format: Format
    is_named: bool = True
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that cannot be had, and why, in one sentence."""

    file: str
    error: InputError


def find(path: str, fetcher: Fetcher | None = None, name: str | None = None) -> Iterator[Input | Problem]:
    """All inputs that a path or an address stands for, one after the other; `fetcher` takes the place of the one that fetches pages.

    With a `name` the path is that of a file which was handed in under it: it is kept, shown and told apart by that name only.
    """
    if name is not None:
        yield from _handed_in(Path(path), name)
        return
    try:
        with reported(path):
            if is_address(path):
                yield from _fetched(path, fetcher)
                return
            place = Path(path)
            files = _files(place)
    except InputError as exc:
        yield Problem(path, exc)
        return
    for file in files:
        try:
            with reported(str(file)):
                yield from _file(file, is_named=files == (place,))
        except InputError as exc:
            yield Problem(str(file), exc)


def count(path: str) -> int:
    """How many files a path stands for at first sight; a zip archive is one until it is opened, and so is what is not there."""
    try:
        return 1 if is_address(path) else len(_files(Path(path)))
    except InputError:
        return 1


def is_address(path: str) -> bool:
    """Whether what the user named is a page on the web."""
    return path.lower().startswith(("http://", "https://"))


def _files(place: Path) -> tuple[Path, ...]:
    from index.readers.text import find_files

    try:
        return find_files([place], (*formats.SUFFIXES, *TOLD_SUFFIXES))
    except EmptyInputError as exc:
        raise EmptyInputError(f"The folder {place} holds no file that can be read: put files of articles in it.") from exc
    except NotTextError:  # of a name that says nothing: its bytes may
        return (place,)


def _file(path: Path, *, is_named: bool) -> Iterator[Input | Problem]:
    from index.readers.text import read_bytes

    data = read_bytes(path)
    yield from _opened(_input(str(path), str(path.resolve()), path.name, data, is_named=is_named))


def _handed_in(path: Path, name: str) -> Iterator[Input | Problem]:
    from index.readers.text import read_bytes

    try:
        with reported(name):
            yield from _opened(_input(name, f"{handed_in.BEGINNING}{name}", PurePath(name).name, read_bytes(path)))
    except InputError as exc:
        yield Problem(name, type(exc)(str(exc).replace(str(path), name)))


def _fetched(address: str, fetcher: Fetcher | None) -> Iterator[Input | Problem]:
    from index.ingest.fetch import Fetcher

    page = (fetcher or Fetcher()).fetch(address)
    yield from _opened(_input(address, address, page.name, page.data, media=page.media, url=page.url))


def _input(
    file: str, path: str, name: str, data: bytes, *, media: str | None = None, is_named: bool = True, url: str | None = None
) -> Input:
    format = formats.format_of(name, data, media)
    if format is None:
        raise formats.unknown(file, name, data)
    return Input(file, path, data, format, is_named, url)


def _opened(given: Input, depth: int = 0) -> Iterator[Input | Problem]:
    """The input itself, the file in a gzip one, or the members of a zip archive, and of an archive in it."""
    if given.format is formats.GZIP:
        yield from _opened(_unpacked(given, depth), depth + 1)
        return
    if given.format is not formats.ZIP:
        yield given
        return
    from index.ingest import zipped

    for member in zipped.members(given.file, given.data, depth, formats.is_known):
        file = f"{given.file}!/{member.name}"
        if isinstance(member, zipped.BrokenMember):
            yield Problem(file, member.error)
            continue
        try:
            with reported(file):
                inner = _input(file, f"{given.path}!/{member.name}", member.name, member.data, is_named=False)
                yield from _opened(inner, depth + 1)
        except InputError as exc:
            yield Problem(file, exc)


def _unpacked(given: Input, depth: int) -> Input:
    """The file in a gzip one; raises InputErrors."""
    from index.ingest import gunzip

    name, data = gunzip.file_in(given.file, given.data, depth)
    return _input(given.file, given.path, name, data, is_named=given.is_named, url=given.url)
