"""Exports of Movable Type: drafts left out and counted, comments no text, the month first in its days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError
from index.readers import movable_type, registry
from index.readers.base import Collection
from index.readers.formats import TEXT
from index.readers.isolate import Isolation

EXPORT = """AUTHOR: Ines Calder
TITLE: Furnace &amp; chimney to be lit
STATUS: Publish
DATE: 05/06/2019 06:00:00 AM
UNIQUE URL: https://slate.example/furnace
-----
BODY:
<p>The glassworks will light a second furnace in June.</p>
-----
EXTENDED BODY:
<p>Sixty people will be hired.</p>
-----
EXCERPT:
The glassworks will light
-----
COMMENT:
AUTHOR: Gull
DATE: 05/07/2019 07:00:00 AM
It was me who lit the last one.
-----
--------
AUTHOR: Ines Calder
TITLE: Mayor to go
STATUS: Draft
DATE: 05/08/2019 06:00:00 AM
-----
BODY:
He will go, somebody says.
-----
--------
"""


def read(text: str) -> Collection:
    with Isolation() as isolation:
        found = registry.read(Path("export.txt"), text.encode(), TEXT, isolation, {})
    assert isinstance(found, Collection)
    return found


def test_an_entry_has_its_day_and_prose_and_a_draft_is_counted() -> None:
    found = read(EXPORT)
    [story] = found.stories
    assert (story.title, story.author, story.url) == ("Furnace & chimney to be lit", "Ines Calder", "https://slate.example/furnace")
    assert story.published is not None and story.published.day == date(2019, 5, 6)
    assert story.text == "The glassworks will light a second furnace in June.\n\nSixty people will be hired."
    assert found.skipped == ("entry 2 was never published (Draft)",)


def test_lines_of_an_export_without_tags_stay_paragraphs() -> None:
    text = EXPORT.replace("<p>The glassworks will light a second furnace in June.</p>", "It will be lit.\n\nThe owner said so.")
    assert read(text).stories[0].text.startswith("It will be lit.\n\nThe owner said so.")


def test_other_texts_are_none() -> None:
    assert not movable_type.sniff("AUTHOR: Ines Calder\n\nTITLE: a play\n-----\nThe curtain rises.\n")
    assert not movable_type.sniff("")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*EXPORT.splitlines(), ""]), max_size=30))
def test_whatever_the_order_of_lines_there_are_entries_or_a_sentence(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        found = movable_type.read(Path("export.txt"), text, text.encode())
    except EmptyInputError:
        return
    assert all(story.text for story in found.stories) and len(found.stories) + len(found.skipped) > 0
