"""How well saved web pages are dated: our reader and the `htmldate` library on its annotated pages.

    python -m eval.page_dates FOLDER [--json] [--misses]

FOLDER is `tests/` of the public repository adbar/htmldate (Apache-2.0), with 1,000 pages and the day on which each was published. It is
read where it lies, and nothing of it is kept. Both readers get the page alone, without its address; `htmldate` looks for the original day
in its extensive mode, as in its own evaluation. Precision, recall and accuracy are counted as there: a day that is not the annotated one is
a false positive, no day a false negative. For some pages the annotators wrote that there is no day; any answer to them counts as wrong.

The rules were corrected by the misses of the *development* half (by a hash of the file name), which `--misses` lists; the *held out* half
shows what they are worth elsewhere.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from index.errors import InputError, MissingInputError
from index.readers.web.page import stated_day

DEVELOPMENT, HELD_OUT = "development", "held out"
LISTS = ("eval_mediacloud_2020.json", "eval_default.json")
FOLDERS = ("test_set", "cache", "eval")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its file, and the day that its annotators give; "" where they say that it has none."""

    path: Path
    day: str

    @property
    def half(self) -> str:
        """The half of the collection that the page belongs to."""
        return HELD_OUT if sha256(self.path.name.encode()).digest()[0] % 2 else DEVELOPMENT


@dataclass(frozen=True, slots=True)
class DatedPage:
    """A page with the days that were found; None where none was."""

    page: Page
    ours: str | None
    htmldate: str | None


@dataclass(frozen=True, slots=True)
class DatingFigures:
    """Precision, recall and accuracy of one reader on some pages, all of 1."""

    pages: int
    precision: float
    recall: float
    accuracy: float


def pages_of(folder: Path) -> Iterator[Page]:
    """The annotated pages of a folder; raises MissingInputError where the lists or a page are not there."""
    for name in LISTS:
        if not (folder / name).is_file():
            raise MissingInputError(f"There is no {name} in {folder}; give the folder tests of the repository adbar/htmldate.")
        for entry in json.loads((folder / name).read_text(encoding="utf-8")).values():
            path = next((folder / part / entry["file"] for part in FOLDERS if (folder / part / entry["file"]).is_file()), None)
            if path is None:
                raise MissingInputError(f"There is no page {entry['file']} in {folder}; fetch the repository with all its files.")
            yield Page(path, entry["date"] if isinstance(entry["date"], str) else "")


def dated(page: Page) -> DatedPage:
    """One page as both readers date it."""
    return DatedPage(page, _ours(page.path), _of_htmldate(page.path.read_bytes()))


def _ours(path: Path) -> str | None:
    try:
        found = stated_day(path, path.read_bytes())
    except InputError:
        return None
    return found.day.isoformat() if found else None


def _of_htmldate(data: bytes) -> str | None:
    from htmldate import find_date

    try:
        content: str | bytes = data.decode("utf-8")
    except UnicodeDecodeError:
        content = data
    found = find_date(content, original_date=True, extensive_search=True)
    return str(found) if found else None


def figures(found: Sequence[tuple[str | None, str]]) -> DatingFigures:
    """The figures of pairs of the day found and the one annotated."""
    right = sum(bool(day) and day == gold for day, gold in found)
    answered = sum(day is not None for day, _ in found)
    missed = len(found) - answered
    return DatingFigures(len(found), _share(right, answered), _share(right, right + missed), _share(right, len(found)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of both halves and of all; 1 where the pages are not there."""
    parser = argparse.ArgumentParser(prog="python -m eval.page_dates", description="How well saved web pages are dated.")
    parser.add_argument("folder", type=Path, help="tests/ of the repository adbar/htmldate")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--misses", action="store_true", help="list the misses of the development half")
    given = parser.parse_args(arguments)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = [dated(page) for page in pages_of(given.folder)]
    except InputError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    halves = {half: [one for one in found if one.page.half == half] for half in (DEVELOPMENT, HELD_OUT)} | {"all": found}
    table = {
        (half, reader): figures([(getattr(one, reader), one.page.day) for one in pages])
        for half, pages in halves.items()
        for reader in ("ours", "htmldate")
    }
    if given.json:
        sys.stdout.write(json.dumps({f"{half}, {reader}": asdict(row) for (half, reader), row in table.items()}, indent=2) + "\n")
        return 0
    for (half, reader), row in table.items():
        shares = f"precision {row.precision:.3f}, recall {row.recall:.3f}, accuracy {row.accuracy:.3f}"
        sys.stdout.write(f"{half:12} {reader:9} {row.pages} pages: {shares}\n")
    for one in halves[DEVELOPMENT] if given.misses else ():
        if one.ours != one.page.day:
            sys.stdout.write(f"{one.page.path.name}: {one.page.day or 'none'} expected, {one.ours or 'none'} came\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
