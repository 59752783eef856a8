"""Damaged files: every format of a folder cut short, with bits flipped, under wrong names and in wrong encodings, read within limits.

    python -m eval.fuzz FOLDER [--variants 200] [--seconds 10] [--json]

Of the files in FOLDER the smallest of each format is taken, and of it so many variants are made, the same ones every time. Each goes the
whole way from its bytes to articles and their readings. What counts is that each is read or refused by a sentence: a fault of the program,
a reader that ends or that takes more processor time than `--seconds`, and a sentence that is none are listed, and end the command with 1.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import InputError
from index.ingest import inputs
from index.ingest.inputs import Input, Problem
from index.ingest.options import Options
from index.ingest.read import read_input, readings_of
from index.readers import formats
from index.readers.isolate import Isolation, Limits

ENDINGS = ".txt .html .pdf .docx .xml .json .csv .eml .zip .xlsx .odt .epub .rtf .warc .srt .ris .sgm .md .jsonl .mbox .gz".split()
ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "cp500", "utf-7", "cp437", "shift_jis")
_SENTENCE = re.compile(r"(?s).{10,700}\.")
_BREACH = re.compile(r"fault of this program|ends the process|break down|takes more than the .* s that", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What came of the variants of one file: how many were read and refused, the longest of them, and what is wrong with any."""

    file: str
    format: str
    read: int
    refused: int
    slowest: float  # seconds of the clock
    faults: tuple[str, ...]


def variants(name: str, data: bytes, number: int) -> Iterator[tuple[str, bytes]]:
    """So many variants of a file, each with its name: a quarter cut short, half with bits or bytes changed, the rest under other names
    and in other encodings; the same ones every time."""
    dice = random.Random(name)
    for part in range(number // 4):
        yield name, data[: len(data) * (part + 1) // (number // 4 + 1)]
    for turn in range(number // 4):
        flipped = bytearray(data)
        for _ in range(2 ** (turn % 8)):
            flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
        yield name, bytes(flipped)
    for turn in range(number // 4):
        at, length = dice.randrange(len(data)), dice.randrange(1, 200)
        yield name, data[:at] + (dice.randbytes(length) if turn % 2 else data[:length]) + data[at + length * (turn % 3) :]
    for turn in range(number - 3 * (number // 4)):
        if turn % 4 == 3:
            yield name, data.decode("latin-1").encode(ENCODINGS[turn // 4 % len(ENCODINGS)], "replace")
        else:
            cut = len(data) if turn < len(ENDINGS) else dice.randrange(1, len(data) + 1)
            yield f"wrong{ENDINGS[turn % len(ENDINGS)]}", data[:cut]


def smallest(folder: Path) -> dict[str, Path]:
    """The smallest file of each format in a folder, by the format's name; formats that are not read are left out."""
    found: dict[str, Path] = {}
    for path in sorted((path for path in folder.iterdir() if path.is_file()), key=lambda path: (path.stat().st_size, path.name)):
        data = path.read_bytes()
        format = formats.format_of(path.name, data) if data else None
        if format is not None:
            found.setdefault(format.name, path)
    return found


def fuzzed(path: Path, format: str, number: int, isolation: Isolation, scratch: Path) -> Fuzzed:
    """Read the variants of a file; `scratch` is an empty folder for them."""
    read = refused = 0
    slowest = 0.0
    faults: list[str] = []
    for place, (name, data) in enumerate(variants(path.name, path.read_bytes(), number)):
        file = scratch / str(place) / name
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        begun = time.monotonic()
        said = [_outcome(found, isolation) for found in inputs.find(str(file))]
        slowest = max(slowest, time.monotonic() - begun)
        read += any(words is None for words in said)
        refused += all(words is not None for words in said)
        faults += [f"variant {place} ({name}): {words}" for words in said if words is not None and _is_fault(words)]
    return Fuzzed(path.name, format, read, refused, round(slowest, 2), tuple(faults))


def _is_fault(words: str) -> bool:
    return _BREACH.search(words) is not None or _SENTENCE.fullmatch(words) is None


def _outcome(found: Input | Problem, isolation: Isolation) -> str | None:
    """Why an input is refused; None where it is read."""
    if isinstance(found, Problem):
        return str(found.error)
    try:
        done = read_input(found, Options(None, None, {}), isolation)
        readings_of(done.articles if done else (), found.file)
    except InputError as exc:
        return str(exc)
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what came of each format; 1 where a variant is neither read nor refused by a sentence."""
    parser = argparse.ArgumentParser(prog="python -m eval.fuzz", description="Damaged files of every format, read within limits.")
    parser.add_argument("folder", type=Path, help="files, of which the smallest of each format is taken")
    parser.add_argument("--variants", type=int, default=200, help="of each file")
    parser.add_argument("--seconds", type=float, default=10.0, help="of processor time that a reader may take")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    given = parser.parse_args(arguments)
    done: list[Fuzzed] = []
    with tempfile.TemporaryDirectory() as scratch, Isolation(Limits(seconds=given.seconds)) as isolation:
        for number, (format, path) in enumerate(smallest(given.folder).items()):
            one = fuzzed(path, format, given.variants, isolation, Path(scratch) / str(number))
            done.append(one)
            if not given.json:
                told = f"{one.read} read, {one.refused} refused, slowest {one.slowest} s, {len(one.faults)} faults"
                sys.stdout.write(f"{format:20} {one.file:32} {told}\n" + "".join(f"    {fault}\n" for fault in one.faults))
                sys.stdout.flush()
    if given.json:
        sys.stdout.write(json.dumps([asdict(one) for one in done], ensure_ascii=False, indent=2) + "\n")
    return int(not done or any(one.faults for one in done))


if __name__ == "__main__":
    raise SystemExit(main())
