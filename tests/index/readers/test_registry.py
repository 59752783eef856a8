"""Which reader a file is for, by its name, its type and its bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import InputError
from index.readers import formats, registry
from index.readers.base import Collection, Story
from index.readers.formats import DATA, DOCX, FEED, GZIP, HTML, MAIL, PDF, TEXT, ZIP, Format, format_of
from index.readers.isolate import Isolation
from index.readers.registry import checked, database_records, read
from index.readers.text import Document

HTML_PAGE = b"<!DOCTYPE html><html><body><p>Words.</p></body></html>"
RSS = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel/></rss>'


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "words")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "media", "format"),
    [
        ("a.txt", b"Words.", None, TEXT),
        ("A.MD", b"Words.", None, TEXT),
        ("a.html", HTML_PAGE, None, HTML),
        ("a.mhtml", b"MIME-Version: 1.0\n", None, HTML),
        ("a.json", b"[]", None, DATA),
        ("a.csv", b"a,b", None, DATA),
        ("a.eml", b"Subject: A", None, MAIL),
        ("a.xml", RSS, None, FEED),
        ("a.xml", HTML_PAGE, None, HTML),
        ("a.txt", b"%PDF-1.7\n...", None, PDF),
        ("a.docx", packed("[Content_Types].xml", "word/document.xml"), None, DOCX),
        ("a.zip", packed("a.txt"), None, ZIP),
        ("a.docx", packed("a.txt"), None, ZIP),
        ("page", HTML_PAGE, None, HTML),
        ("page", b"\xef\xbb\xbf \n" + HTML_PAGE, None, HTML),
        ("feed", RSS, None, FEED),
        ("feed", b'<feed xmlns="http://www.w3.org/2005/Atom"/>', None, FEED),
        ("message", b"Received: from a by b\nSubject: A\n\nWords.", None, MAIL),
        ("box", b"From a@example.org Sun May  4 23:30:00 2031\nSubject: A\n\nWords.", None, MAIL),
        ("notes", b"Words.", None, None),
        ("film.mkv", b"\x1a\x45\xdf\xa3", None, None),
        ("", b"", None, None),
        ("news", b"{}", "application/json", DATA),
        ("news.php", HTML_PAGE, "text/html", HTML),
        ("news", b"Words.", "text/plain", TEXT),
        ("news.md", b"Words.", "text/plain", TEXT),
        ("news.csv", b"a,b", "text/plain", DATA),
        ("news.html", b"Words.", "text/plain", TEXT),
        ("news", RSS, "text/xml", FEED),
        ("news", b'<?xml version="1.0"?><html><p>Words.</p></html>', "application/xml", HTML),
        ("a.pdf", b"%PDF-1.7", "application/octet-stream", PDF),
    ],
)
def test_the_format_of_a_file(name: str, data: bytes, media: str | None, format: Format | None) -> None:
    assert format_of(name, data, media) is format


def test_every_format_has_a_reader_and_endings_of_its_own() -> None:
    assert len(set(formats.SUFFIXES)) == len(formats.SUFFIXES)
    for format in formats.FORMATS:
        if format in (ZIP, GZIP):  # what is in them is read
            continue
        reader = import_module(f"index.{format.module}")
        assert hasattr(reader, "decode" if format is TEXT else "read")
    for name in registry.DATABASES.values():
        reader = import_module(f"index.{name}")
        assert not reader.sniff("The tram of Velden opened.\n")


def test_stories_without_text_or_end_are_told() -> None:
    stories = (Story("Words."), Story(" \n"), Story("a" * (registry.MAX_STORY + 1)))
    found = checked(Collection(Path("a.json"), "JSON", "", stories, ("entry 9 is broken",)))
    assert found.stories == stories[:1]
    assert found.skipped[0] == "entry 9 is broken"
    assert [sentence[:8] for sentence in found.skipped[1:]] == ["story 2 ", "story 3 "]


def test_plain_text_is_of_no_database() -> None:
    assert database_records("Tram opens\n\nThe tram of Velden opened on Sunday.\n") is None


def test_database_records_in_a_document_are_taken_apart() -> None:
    text = "\n".join(
        [
            *("1 of 2 DOCUMENTS", "", "The Velden Post", "", "May 4, 2031 Sunday", "", "Tram opens", "", "BYLINE: I. Calder", ""),
            *("LENGTH: 20 words", "", "The tram of Velden opened on Sunday, the council said.", "", "LOAD-DATE: May 5, 2031", "", ""),
            *("2 of 2 DOCUMENTS", "", "The Velden Post", "", "May 5, 2031 Monday", "", "Ferry sails", "", "BYLINE: O. Fenwick", ""),
            *("LENGTH: 20 words", "", "The ferry of Velden sailed again on Monday at noon.", "", "LOAD-DATE: May 6, 2031", ""),
        ]
    )
    found = database_records(text)
    assert found is not None
    assert (found.name, len(found.records)) == ("Nexis export", 2)
    whole = Collection(Path("a.docx"), "Word document", "", (Story(text),))
    unpacked = registry._unpacked(whole)
    assert [(story.title, story.text) for story in unpacked.stories] == [
        ("Tram opens", "The tram of Velden opened on Sunday, the council said."),
        ("Ferry sails", "The ferry of Velden sailed again on Monday at noon."),
    ]
    stated = unpacked.stories[0].published
    assert stated is not None
    assert stated.day.isoformat() == "2031-05-04"
    assert registry._unpacked(replace(whole, stories=(Story("Words."),))).stories == (Story("Words."),)


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.sampled_from([HTML_PAGE, RSS, packed("word/document.xml")]), st.sampled_from(["a", *formats.SUFFIXES]))
def test_any_bytes_under_any_name_end_in_something_or_one_sentence(data: bytes, suffix: str) -> None:
    format = format_of(f"news{suffix}", data)
    if format in (None, ZIP, GZIP) or format.is_isolated:
        return
    try:
        assert isinstance(read(Path(f"news{suffix}"), data, format, Isolation(), {}), Document | Collection)
    except InputError as error:
        assert str(error).startswith("news")
