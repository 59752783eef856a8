"""A file handed to the reader of its format, and what that gives checked: no story without a text, none without an end."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import EmptyInputError, ImagesOnlyError
from index.readers import front_matter, movable_type, text
from index.readers.base import Collection, Story
from index.readers.data.labels import known_fields
from index.readers.documents import scans
from index.readers.formats import DATA, FEED, HEAD, HTML, PICTURES, TEXT, Format

if TYPE_CHECKING:
    from index.readers.databases.record import Record
    from index.readers.isolate import Isolation

NEWS_LENGTH = 200
"""Characters that the longest text of a data file in a folder must have for the file to be taken for news where no record has the
fields of an article; shorter ones are settings, lists and notes. The shortest items that agencies send as reports of their own have
about 250."""
MAX_STORY = 2_000_000
"""Characters of a story: a book of 300 pages has about 600,000."""


@dataclass(frozen=True, slots=True)
class DatabaseRecords:
    """The records that a news database gave out as one text, with the name of that format."""

    name: str
    records: tuple[Record, ...]


DATABASES = {
    "Nexis export": "readers.databases.nexis",
    "Factiva export": "readers.databases.factiva",
    "ProQuest export": "readers.databases.proquest",
    "text with front matter": "readers.front_matter",
    "mail saved as text": "readers.saved_mail",
    "media archive's export": "readers.databases.media_archives",
    "agency's message": "readers.wires.agency_text",
    "labelled records": "readers.databases.labelled",
    "press cutting": "readers.cutting",
}
"""Readers of texts that state what they are, above all those of news databases: each tells its own by `sniff(text)` and takes it apart by
`sections(text)`."""


def read(path: Path, data: bytes, format: Format, isolation: Isolation, mapping: Mapping[str, str]) -> text.Document | Collection:
    """Read a file: one text with offsets of its own, or a collection of stories; raises InputErrors.

    `isolation` runs the readers that need one; `mapping` says which names the fields have in a data file ({"title": "hl"}).
    """
    if format is TEXT:
        return _read_text(path, data)
    if format is DATA:
        from index.readers.data import tables

        return checked(tables.read(path, data, mapping))
    if format is HTML and (exported := _exported_page(path, data, isolation)).stories:
        return checked(exported)
    module = f"index.{format.module}"
    named = mapping if format.is_mapped else None
    if format is PICTURES:
        return checked(scans.read(path, data))
    try:
        found: Collection = isolation.read(module, path, data, named) if format.is_isolated else import_module(module).read(path, data)
    except ImagesOnlyError:
        if not scans.reads_pdfs():
            raise
        found = scans.read_pdf(path, data)
    return checked(_unpacked(found))


def _exported_page(path: Path, data: bytes, isolation: Isolation) -> Collection:
    """The records of a database that were saved as a page; none for other pages."""
    from index.readers.databases import saved_page

    if not saved_page.may_be_export(data):
        return Collection(path, HTML.name, "", ())
    return isolation.read("index.readers.databases.saved_page", path, data)


def checked(collection: Collection) -> Collection:
    """The collection without stories that have no text, or more than a story can have; a sentence for each of them."""
    kept: list[Story] = []
    skipped = list(collection.skipped)
    for number, story in enumerate(collection.stories, start=1):
        if not story.text.strip():
            skipped.append(f"story {number} has no text")
        elif len(story.text) > MAX_STORY:
            skipped.append(f"story {number} has more than {MAX_STORY:,} characters, which no article has")
        else:
            kept.append(story)
    return replace(collection, stories=tuple(kept), skipped=tuple(skipped))


def holds_news(collection: Collection, format: Format) -> bool:
    """Whether a file of an incidental format that was found in a folder is one of news: a feed is, others by their texts and fields."""
    return format is FEED or any(len(story.text) >= NEWS_LENGTH or _is_record_of_news(story) for story in collection.stories)


def lists_news(data: bytes, format: Format) -> bool:
    """Whether a data file without texts is a table of articles by its header, which was to be one of news."""
    header = data[:HEAD].partition(b"\n")[0].decode("utf-8", "replace")
    names = re.split(r"[,;\t|]", header.replace('"', ""))
    return format is DATA and {"title", "published", "url"} <= known_fields(names, {})


def _is_record_of_news(story: Story) -> bool:
    """Whether what a record states is what only an article has: a headline, with a day, an outlet, a byline or an address."""
    return bool(story.title and (story.published or story.source or story.author or story.url))


def database_records(content: str) -> DatabaseRecords | None:
    """The records of a text that a news database gave out; None for other texts."""
    for name, module in DATABASES.items():
        reader = import_module(f"index.{module}")
        if reader.sniff(content):
            records: tuple[Record, ...] = reader.sections(content)
            return DatabaseRecords(name, records) if records else None
    return None


def _read_text(path: Path, data: bytes) -> text.Document | Collection:
    decoded = text.decode(data, str(path))
    if movable_type.sniff(decoded.text):
        return checked(movable_type.read(path, decoded.text, data))
    if status := front_matter.unpublished(decoded.text):
        raise EmptyInputError(f"{path} was never published, its front matter says ({status}): publish it, or take that line out.")
    return text.Document(path, decoded.text, decoded.encoding, hashlib.sha256(data).hexdigest())


def _unpacked(collection: Collection) -> Collection:
    """The stories of database records that were saved as a document of another format, whose text is theirs."""
    content = collection.stories[0].text if len(collection.stories) == 1 else ""
    found = database_records(content)
    if found is None:
        return collection
    from index.readers.databases.record import story_of

    stories = tuple(story_of(content, record) for record in found.records)
    return replace(collection, format=f"{collection.format}, {found.name}", stories=stories)
