"""Plain text and Markdown files: which files to read, their bytes, and the characters these stand for, with nothing translated."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import EmptyInputError, MissingInputError, NotTextError, TooLargeError, UnreadableInputError

SUFFIXES = (".txt", ".md", ".text", ".markdown")
"""The file name endings that are read as text."""
_PAGES = (".html", ".htm")
MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a file; the largest month of a large agency's output is well below it."""
MAX_LINE = 1_000_000
"""Characters of a line; no article has one as long, data dumps have."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BLANK = " \t\n\r\x0b\x0c\x85\u2028\u2029\ufeff\u200b"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_MAX_CONTROL = 0.01
"""Share of control characters in text; stray ones occur, binary data has above 0.1."""
_SAMPLE = 256 * 1024
"""Bytes that an encoding is guessed from."""
_WESTERN_SHARE = 0.09
"""Share of non-ASCII bytes up to which a text is taken for Windows-1252 when all of them make sense there. Guessing by statistics takes
the curly quotes of English for Central European; Czech and Hungarian, whose letters would make sense too, have shares above 0.1."""
_WESTERN = frozenset("‘’“”–—…•€£§©®™°·´«»¡¿½¼¾²³×\xa0\xadÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŠšŽž")
_FOREIGN = re.compile(r"[^\W\d_][£§©®°«»¡¿½¼¾²³×][^\W\d_]|[À-ÿŒœŠšŽž]{3}")
"""A sign in the middle of a word, or three accented letters in a row: the bytes stand for other letters."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, and the encoding they were read in (`... (guessed)` where the bytes do not say)."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text file as read: offsets count characters of `text`; `sha256` is the hexadecimal digest of the bytes."""

    path: Path
    text: str
    encoding: str
    sha256: str


def decode(data: bytes, name: str, max_line: int | None = MAX_LINE) -> Decoded:
    """The characters that `data` stands for; `name` is for messages only; `max_line` is None for formats without lines.

    A byte order mark decides, then UTF-8 if it fits, then a guess. Line ends stay as they are, and a UTF-8 byte order mark stays
    character 0, so that offsets hold in `open(name, encoding=..., newline="").read()`.
    Raises EmptyInputError, NotTextError, TooLargeError (a line over `max_line` characters).
    """
    if not data.strip():
        raise EmptyInputError(f"{name} is empty: give a file with text in it.")
    decoded = _decode_marked(data, name) or _decode_unmarked(data, name)
    if not decoded.text.strip(_BLANK):
        raise EmptyInputError(f"{name} holds nothing but white space: give a file with text in it.")
    if max_line is not None and _has_long_line(decoded.text, max_line):
        raise TooLargeError(f"{name} has a line of more than {max_line:,} characters and no article has one: give a file with line breaks.")
    if len(_CONTROL.findall(decoded.text)) > _MAX_CONTROL * len(decoded.text):
        raise _not_text(name)
    return decoded


def read_text(path: Path) -> Document:
    """Read and decode one file; raises what `read_bytes` and `decode` raise."""
    data = read_bytes(path)
    decoded = decode(data, str(path))
    return Document(path, decoded.text, decoded.encoding, hashlib.sha256(data).hexdigest())


def read_bytes(path: Path) -> bytes:
    """What a file holds; raises MissingInputError, UnreadableInputError, TooLargeError."""
    try:
        if not path.exists():
            raise MissingInputError(f"There is no file {path}: check the name.")
        if not path.is_file():
            raise UnreadableInputError(f"{path} is not a file: give a file of text.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 2**20
            raise TooLargeError(f"{path} has {size / 2**20:.0f} MiB, more than the {limit} MiB that a file may have: split it up.")
        return path.read_bytes()
    except (OSError, ValueError) as exc:
        raise UnreadableInputError(f"{path} cannot be read ({_reason(exc)}): check its permissions.") from exc


def find_files(paths: Sequence[str | Path], suffixes: Sequence[str] = SUFFIXES) -> tuple[Path, ...]:
    """The files with these endings among `paths` and in the folders among them (all levels, sorted, hidden ones skipped), each once.

    A folder "page_files" beside "page.html" is what a browser saved with the page, and is skipped. Raises MissingInputError,
    UnreadableInputError, NotTextError (a file of another format), EmptyInputError (a folder without such files).
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        try:
            found.update(dict.fromkeys(_expand(path, suffixes)))
        except (OSError, ValueError) as exc:
            raise UnreadableInputError(f"{path} cannot be read ({_reason(exc)}): check its permissions.") from exc
    return tuple(found)


def _expand(path: Path, suffixes: Sequence[str]) -> Iterator[Path]:
    if path.is_dir():
        files = list(_walk(path, suffixes))
        if not files:
            raise EmptyInputError(f"The folder {path} holds no file that can be read: put {_formats(suffixes)} files in it.")
        yield from files
    elif not path.exists():
        raise MissingInputError(f"There is no file or folder {path}: check the name.")
    elif path.suffix.lower() not in suffixes:
        raise NotTextError(f"{path} is of a format that is not known: give {_formats(suffixes)} files.")
    else:
        yield path


def _walk(folder: Path, suffixes: Sequence[str]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=_raise):
        saved = {Path(name).stem + "_files" for name in files if Path(name).suffix.lower() in _PAGES}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in saved)
        yield from (Path(parent, name) for name in sorted(files) if not name.startswith(".") and Path(name).suffix.lower() in suffixes)


def _raise(error: OSError) -> None:
    raise error


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _formats(suffixes: Sequence[str] = SUFFIXES) -> str:
    return f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"


def _not_text(name: str) -> NotTextError:
    return NotTextError(f"{name} is not text but binary data: give {_formats()} files.")


def _decode_marked(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as exc:
                raise NotTextError(f"{name} begins as {encoding.upper()} but has bytes that are not: save it as UTF-8 again.") from exc
    return None


def _decode_unmarked(data: bytes, name: str) -> Decoded:
    if b"\x00" in data:
        raise _not_text(name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guess(data, name)


def _guess(data: bytes, name: str) -> Decoded:
    western = _as_western(data)
    if western is not None:
        return Decoded(western, "cp1252 (guessed)")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise _not_text(name)
    try:
        return Decoded(data.decode(best.encoding), f"{best.encoding} (guessed)")
    except UnicodeDecodeError as exc:
        raise NotTextError(f"{name} is in no encoding that can be told (not UTF-8, nor {best.encoding}): save it as UTF-8.") from exc


def _as_western(data: bytes) -> str | None:
    """The text as Windows-1252 where its few non-ASCII bytes are letters and marks that Western European news uses."""
    high = bytes(data.translate(None, bytes(range(128))))
    if len(high) > _WESTERN_SHARE * len(data) or not set(high.decode("cp1252", errors="replace")) <= _WESTERN:
        return None
    text = data.decode("cp1252")
    return None if _FOREIGN.search(text) else text


def _has_long_line(text: str, longest: int) -> bool:
    return len(text) > longest and any(len(line) > longest for line in re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", text))
