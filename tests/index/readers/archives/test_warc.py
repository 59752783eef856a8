"""Web archives: the pages in them, each once; the day of the capture is no day of publication."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from invented_formats import FIRST, HEADLINE, PAGE, PROSE, WACZ, WARC, packed, warc_record

from index.errors import EmptyInputError, NotTextError
from index.readers.archives.warc import read
from index.readers.base import Collection

OTHER = PAGE.replace(b"Ebbfleet", b"Sallow")


def found(data: bytes) -> Collection:
    return read(Path("a.warc"), data)


@pytest.mark.parametrize("data", [WARC, gzip.compress(WARC), WACZ])
def test_a_page_is_a_story_without_a_day(data: bytes) -> None:
    [story] = found(data).stories
    assert (story.title, story.text, story.url) == (HEADLINE, PROSE, "https://gazette.example/lock")
    assert (story.published, story.modified) == (None, None)


def test_a_page_keeps_the_day_that_it_states() -> None:
    dated = PAGE.replace(b"</head>", b'<meta property="article:published_time" content="2032-05-04T09:00:00Z"></head>')
    [story] = found(warc_record(dated)).stories
    assert story.published is not None
    assert story.published.day == date(2032, 5, 4)


def test_only_pages_are_read_and_each_once() -> None:
    records = [
        warc_record(PAGE),
        warc_record(PAGE, "https://gazette.example/lock?again"),
        warc_record(OTHER, "https://gazette.example/sallow"),
        warc_record(PAGE.replace(b"June", b"July"), "https://gazette.example/gone", status="404 Not Found"),
        warc_record(b"body {}", "https://gazette.example/style.css", media="text/css"),
        warc_record(b"<html><body><a href='/'>Home</a></body></html>", "https://gazette.example/menu"),
        warc_record(PAGE.replace(b"June", b"May"), "https://gazette.example/asked", kind="request"),
    ]
    collection = found(b"".join(records))
    assert [story.url for story in collection.stories] == ["https://gazette.example/lock", "https://gazette.example/sallow"]
    assert len(collection.skipped) == 1
    assert "https:/gazette.example/menu" in collection.skipped[0].replace("//", "/")


def test_what_breaks_off_is_told_and_the_rest_is_kept() -> None:
    collection = found(WARC + warc_record(OTHER, "https://gazette.example/sallow")[:-400])
    assert [story.title for story in collection.stories] == [HEADLINE]
    assert collection.skipped == ("https://gazette.example/sallow breaks off",)
    packed_twice = gzip.compress(WARC) + gzip.compress(warc_record(OTHER))[:-40]
    assert [story.title for story in found(packed_twice).stories] == [HEADLINE]
    assert len(found(packed_twice).skipped) == 1


def test_what_holds_no_story() -> None:
    with pytest.raises(EmptyInputError, match="holds no page with a story in it"):
        found(warc_record(b"body {}", media="text/css"))
    with pytest.raises(EmptyInputError, match="holds no page with a story in it"):
        found(packed({"archive/data.warc": warc_record(b"", media="text/css")}))
    with pytest.raises(NotTextError, match="is not a web archive"):
        found(b"Words, and no archive.")
    assert FIRST in PROSE


def test_an_archive_that_was_packed_as_one_piece() -> None:
    both = found(gzip.compress(WARC + warc_record(OTHER)))
    assert len(both.stories) == 2
    assert both.skipped == found(WARC + warc_record(OTHER)).skipped
