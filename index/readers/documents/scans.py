"""Scanned pages, in PDFs without text and in pictures: read by Tesseract where that is installed, each page apart, within limits."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path
from shutil import which
from statistics import fmean
from typing import TYPE_CHECKING

from index.errors import EmptyInputError, NotTextError, TooLargeError
from index.readers.base import Collection, Story

if TYPE_CHECKING:
    from index.readers.documents.several import Marked

INSTALL = "install Tesseract, which reads scanned pages (Debian: apt install tesseract-ocr poppler-utils)"
FORMAT = "scanned pages"
MAX_PAGES = 100
"""Pages of a scanned PDF; each takes seconds."""
SECONDS, MEMORY = 60, 2 * 1024**3
"""Processor time and memory of the program that reads a page."""
_RESOLUTION = "200"
"""Points an inch; newsprint is read as well as with 300, in half the time."""
_LEAST_WORDS, _LEAST_SURE = 5, 55.0
"""Words of a page, and how sure Tesseract is of them on average (of 100), from which they are text and not the shapes of a photograph:
photographs give below 40, scans of print above 80."""
_MOST_LANGUAGES = 4
_MOST_TITLE = 120
_LAUNCH = (
    "import os, resource, sys; s, m = int(sys.argv[1]), int(sys.argv[2]); resource.setrlimit(resource.RLIMIT_CPU, (s, s)); "
    "resource.setrlimit(resource.RLIMIT_AS, (m, m)); os.execvp(sys.argv[3], sys.argv[3:])"
)
"""Runs a program within limits: what reads pictures has crashed on hostile ones, and is no library of ours."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as recognised: where it belongs (page, block, paragraph), how sure it is (of 100)."""

    place: tuple[int, int, int]
    sure: float
    text: str


def reads_pictures() -> bool:
    """Whether the program is there that reads pictures."""
    return which("tesseract") is not None


def reads_pdfs() -> bool:
    """Whether the programs are there that read PDFs without text."""
    return reads_pictures() and which("pdftoppm") is not None


def read(path: Path, data: bytes) -> Collection:
    """The text of a picture, page by page; raises NotTextError (damaged), TooLargeError (out of time), EmptyInputError (no words)."""
    words = _recognised(path, data, 0)
    return _collection(path, data, words)


def read_pdf(path: Path, data: bytes) -> Collection:
    """The text of a PDF of images; raises what `read` raises."""
    words: list[_Word] = []
    for page in count():
        image = _run(path, ["pdftoppm", "-r", _RESOLUTION, "-gray", "-png", "-f", str(page + 1), "-l", str(page + 1), "-"], data)
        if not image:
            break
        if page == MAX_PAGES:
            raise TooLargeError(f"{path} has more than {MAX_PAGES} scanned pages: split it up.")
        words += _recognised(path, image, page)
    return _collection(path, data, words)


def _collection(path: Path, data: bytes, words: Sequence[_Word]) -> Collection:
    from index.readers.documents.several import Marked, stories_in  # here, because every file asks whether this module reads it

    kept = [word for _, of_page in groupby(words, lambda word: word.place[0]) for word in _print(list(of_page))]
    if not kept:
        raise EmptyInputError(f"{path} has no words that Tesseract recognises, only images: give its words as text.")
    blocks = [Marked(" ".join(word.text for word in several), page=place[0]) for place, several in groupby(kept, lambda word: word.place)]
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), stories_in(blocks, paged=True) or (_story(blocks),))


def _print(words: list[_Word]) -> list[_Word]:
    """The words of a page, where they are print."""
    is_text = len(words) >= _LEAST_WORDS and fmean(word.sure for word in words) >= _LEAST_SURE
    return words if is_text else []


def _story(blocks: Sequence[Marked]) -> Story:
    """The pages as one story; a short first paragraph that is no sentence is its headline."""
    first = blocks[0].text
    has_title = len(blocks) > 1 and len(first) <= _MOST_TITLE and first[-1] not in ".!?:;,"
    body = blocks[1:] if has_title else blocks
    begins: list[int] = []
    at = 0
    for block in body:
        begins += [at] * (block.page + 1 - len(begins))
        at += len(block.text) + 2
    return Story("\n\n".join(block.text for block in body), title=first if has_title else None, pages=tuple(begins))


def _recognised(path: Path, image: bytes, page: int) -> list[_Word]:
    """The words of a picture, whose first page is `page`."""
    table = _run(path, ["tesseract", "stdin", "stdout", "-l", _languages(), "--psm", "3", "tsv"], image)
    if not table:
        raise NotTextError(f"{path} is damaged, or no picture that Tesseract reads: save it as PNG or TIFF.")
    words = []
    for line in table.decode("utf-8", "replace").splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) >= 12 and cells[0] == "5" and cells[11].strip():
            words.append(_Word((page + int(cells[1]) - 1, int(cells[2]), int(cells[3])), float(cells[10]), cells[11].strip()))
    return words


def _languages() -> str:
    """The languages that are installed, English first."""
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False).stdout
    names = sorted((name for name in listed.splitlines()[1:] if name and name != "osd"), key=lambda name: (name != "eng", name))
    return "+".join(names[:_MOST_LANGUAGES]) or "eng"


def _run(path: Path, command: list[str], data: bytes) -> bytes:
    """What a program makes of some bytes; nothing where it fails. Raises TooLargeError where it takes too long."""
    limited = [sys.executable, "-c", _LAUNCH, str(SECONDS), str(MEMORY), *command] if os.name == "posix" else command
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(limited, input=data, capture_output=True, timeout=20 * SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired as exc:
        raise TooLargeError(f"{path} takes too long to read ({command[0]}): give it in parts.") from exc
    return done.stdout if done.returncode == 0 else b""
