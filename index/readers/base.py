"""What every reader gives: the stories of a file, each with its text and what the format states about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A day of publication that a format states: the day as written there (its local date), the words, and the field they stand in."""

    day: date
    words: str
    field: str  # for example `JSON-LD datePublished`, `RSS pubDate`, `LOAD-DATE`


@dataclass(frozen=True, slots=True)
class Story:
    """One story of a file that has no character offsets of its own. `text` is stored as it is, and all offsets count in it.

    `text` is the prose (paragraphs separated by blank lines, no headline), `pages` the offsets at which pages begin in it. A field is
    None where the format does not state it: nothing is guessed here. `is_whole`: the text is all that a document says, with headlines
    and days where they stand, and is split and dated as a text file is; title and author are then what its properties state.
    """

    text: str
    title: str | None = None
    published: StatedDate | None = None
    modified: date | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    pages: tuple[int, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """The stories of one file in their order; `format` names what it was read as, `sha256` is of the raw bytes."""

    path: Path
    format: str
    sha256: str
    stories: tuple[Story, ...]
    skipped: tuple[str, ...] = ()  # one sentence for each entry that could not be read, the others notwithstanding
