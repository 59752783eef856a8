"""Notes of Evernote (ENEX): the pages that somebody kept, each with its address; the days of keeping and changing are left out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from index.errors import EmptyInputError, NotTextError
from index.readers.base import Collection, Story
from index.readers.documents.several import stated_below
from index.readers.html_prose import plain
from index.readers.xmltree import first, named, parse, words

FORMAT = "Evernote export"
WHAT = "an export of Evernote"
_HEAD = 4
"""Paragraphs among which the headline may be repeated, or day and author stand."""


def read(path: Path, data: bytes) -> Collection:
    """The notes that have a text; raises NotTextError, and EmptyInputError where none has one."""
    root = parse(path, data, WHAT)
    notes = list(named(root, "note"))
    if not notes:
        raise NotTextError(f"{path} has no note in it: export the notes again.")
    stories: list[Story] = []
    skipped: list[str] = []
    for number, note in enumerate(notes, start=1):
        story = _story(note)
        if story is None:
            skipped.append(f"note {number} has no text")
        else:
            stories.append(story)
    if not stories:
        raise EmptyInputError(f"{path} has no text in its notes, only pictures or files: give the pages themselves.")
    return Collection(path, FORMAT, hashlib.sha256(data).hexdigest(), tuple(stories), tuple(skipped))


def _story(note: Any) -> Story | None:
    title = words(first(note, "title"))
    content = first(note, "content")
    markup = "".join(content.itertext()) if content is not None else ""
    paragraphs = [text for text in plain(f"<div>{markup}</div>").split("\n\n") if text.strip()]
    if len(paragraphs) > 1 and title and " ".join(paragraphs[0].split()) == title:
        paragraphs = paragraphs[1:]
    if not paragraphs:
        return None
    published, source, author = stated_below(paragraphs[:_HEAD])
    url = words(first(note, "source-url"))
    return Story(
        text="\n\n".join(paragraphs),
        title=title or None,
        published=published,
        source=source,
        author=author,
        url=url if url.startswith(("http://", "https://")) else None,
    )
