"""Notes of Evernote: the page that was kept, and no day of keeping it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.errors import EmptyInputError, NotTextError
from index.readers import formats
from index.readers.base import Story
from index.readers.evernote import read


def note(content: str, title: str = "Quay closes in June") -> str:
    enml = f'<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note>{content}</en-note>'
    return (
        f"<note><title>{title}</title><content><![CDATA[{enml}]]></content><created>20340506T080000Z</created><note-attributes>"
        "<author>me</author><source-url>https://slate.example/quay</source-url></note-attributes></note>"
    )


def export(*notes: str) -> bytes:
    return f'<?xml version="1.0"?><en-export export-date="20340506T101010Z">{"".join(notes)}</en-export>'.encode()


def stories(*notes: str) -> tuple[Story, ...]:
    return read(Path("notes.enex"), export(*notes)).stories


def test_a_note_is_the_page_that_was_kept_without_the_day_of_keeping() -> None:
    [story] = stories(note('<div>The quay closes in June.</div><div>Traders asked for a ferry.<en-media hash="1"/></div>'))
    assert (story.title, story.url, story.published, story.author) == ("Quay closes in June", "https://slate.example/quay", None, None)
    assert story.text == "The quay closes in June.\n\nTraders asked for a ferry."


def test_a_day_below_the_headline_is_the_publications() -> None:
    [story] = stories(note("<h1>Quay closes in June</h1><div>Eastmere Slate, 14 May 2019, p. 3</div><div>The quay closes in June.</div>"))
    assert story.published is not None and story.published.day == date(2019, 5, 14)
    assert (story.source, story.text.endswith("The quay closes in June.")) == ("Eastmere Slate", True)


def test_notes_without_text_are_counted() -> None:
    found = read(Path("notes.enex"), export(note("<en-media hash='1'/>"), note("<div>The quay closes.</div>")))
    assert (len(found.stories), found.skipped) == (1, ("note 1 has no text",))
    with pytest.raises(EmptyInputError):
        stories(note("<en-media hash='1'/>"))
    with pytest.raises(NotTextError):
        stories()


def test_an_export_is_told_by_its_outermost_element() -> None:
    assert formats.format_of("notes.xml", export(note("x"))) is formats.EVERNOTE
