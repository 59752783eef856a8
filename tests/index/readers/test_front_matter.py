"""Markdown with front matter: what it states of the text below, and that the day of saving is no day of publication."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError
from index.readers import front_matter, registry
from index.readers.databases.record import Record
from index.readers.formats import TEXT
from index.readers.isolate import Isolation
from index.types import Basis, Dating

CLIP = """---
title: 'Glassworks: a second furnace'
source: https://courier.example/2019/furnace
author: ["[[Ines Calder]]", "[Orla Fenwick](https://courier.example/orla)"]
published: 2019-05-14
created: 2024-02-03
tags: [clippings, glass]
---

The glassworks will light a second furnace in June, its owner said.

## Sixty people

The furnace needs sixty people.
"""
SITE = """+++
title = 'Quay closes in June'
date = 2019-05-14T23:30:00+02:00
lastmod = 2022-01-01
publisher = "The Eastmere Slate"
lang = "en-GB"
[author]
name = "Tomas Ilves"
+++

# Quay closes in June

The north quay closes in June.
"""
BROKEN = """---
title: Glassworks: a second furnace
byline: By Ines Calder
published: 14 May 2019
\tdescription: "unfinished
---
The glassworks will light a second furnace.
"""


def read(text: str) -> tuple[str, Record, str]:
    assert front_matter.sniff(text)
    [record] = front_matter.sections(text)
    return record.title(text), record, text[record.start : record.end]


def test_what_a_clipper_states() -> None:
    title, record, text = read(CLIP)
    assert (title, record.author) == ("Glassworks: a second furnace", "Ines Calder, Orla Fenwick")
    assert (record.url, record.source) == ("https://courier.example/2019/furnace", None)
    dating = record.dating(Dating())
    assert (dating.day, dating.basis, dating.evidence[0].quote) == (date(2019, 5, 14), Basis.STATED, "2019-05-14")
    assert text.startswith("The glassworks will light") and text.endswith("needs sixty people.")
    assert "created" not in text and "Sixty people" in text


def test_what_a_site_generator_states() -> None:
    title, record, text = read(SITE)
    assert (title, record.author, record.source, record.language) == ("Quay closes in June", "Tomas Ilves", "The Eastmere Slate", "en")
    assert (record.days, record.modified) == ((date(2019, 5, 14),) * 2, date(2022, 1, 1))
    assert text == "Quay closes in June\n\nThe north quay closes in June."  # the heading is the headline, and is told apart
    assert text[record.body_start - record.start :] == "The north quay closes in June."


def test_what_is_written_by_hand_may_be_broken() -> None:
    title, record, text = read(BROKEN)
    assert (title, record.author, record.days) == ("Glassworks: a second furnace", "Ines Calder", (date(2019, 5, 14),) * 2)
    assert text == "The glassworks will light a second furnace."


@pytest.mark.parametrize(
    "line",
    [
        "created: 2024-02-03",
        "date_saved: 2024-02-03",
        "date: 2024-02-03",  # of a clipping, and so perhaps the day of clipping
        "published: 1970-01-01",
        "published: 04/05/2019",
        "published:",
    ],
)
def test_a_day_that_is_not_the_publications_is_not_stated(line: str) -> None:
    assert read(CLIP.replace("published: 2019-05-14\ncreated: 2024-02-03", line))[1].days is None


def test_date_is_the_publications_where_another_key_has_the_day_of_saving() -> None:
    text = CLIP.replace("published: 2019-05-14", "date: 2019-05-14").replace("clippings, ", "")
    assert read(text)[1].days == (date(2019, 5, 14),) * 2


def test_a_digest_below_front_matter_is_split() -> None:
    stories = "\n\n".join(
        f"## {name}\n\n{name}, the town council of Eastmere said on {day}. It gave no reason for that, and no day for the next step."
        for name, day in (
            ("Quay closes in June", "Monday"),
            ("Glassworks hires sixty people", "Tuesday"),
            ("Old ferry found at last", "Friday"),
        )
    )
    text = f"---\ntitle: Morning briefing\ndate: 2019-05-14\n---\n\n{stories}\n"
    records = front_matter.sections(text)
    assert [record.title(text) for record in records] == ["Quay closes in June", "Glassworks hires sixty people", "Old ferry found at last"]
    assert {record.days for record in records} == {(date(2019, 5, 14),) * 2}


@pytest.mark.parametrize(
    "text", ["---\n\nA rule, and then prose: much of it.\n\n---\n", "---\nlayout: page\n---\nWords.", "Words.", "", "---\n---\n"]
)
def test_what_states_nothing_of_an_article_is_plain_text(text: str) -> None:
    assert not front_matter.sniff(text)


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from([*CLIP.splitlines(keepends=True), *SITE.splitlines(keepends=True), "&a [*a]\n", "\r\n", "!!x"]), max_size=25)
)
def test_nothing_in_a_text_makes_it_fail(lines: list[str]) -> None:
    for text in ("".join(lines), "---\n" + "".join(lines)):
        for record in front_matter.sections(text):
            assert 0 <= record.start <= record.body_start <= record.body_end <= record.end <= len(text)
        registry.database_records(text)


FORMS = {
    "outliner": "title:: Tram of Velden opens\nauthor:: [[Bo Lind]]\n"
    "url:: https://post.example/tram\ndate-saved:: [[Jan 2nd, 2033]]\npublished:: 2031-05-04\n",
    "Org": "#+TITLE: Tram of Velden opens\n#+AUTHOR: Bo Lind\n#+DATE: 2031-05-04\n",
    "Pandoc": "% Tram of Velden opens\n% Bo Lind\n% 4 May 2031\n",
    "JSON": '{\n  "title": "Tram of Velden opens",\n  "author": "Bo Lind",\n  "date": "2031-05-04"\n}\n',
    "list": "# Tram of Velden opens\n\n![cover](https://post.example/c.png)\n\n## Metadata\n- Author: [[Bo Lind]]\n- URL: https://post.example/tram\n"
    "- Saved: 2033-01-02\n- Published: 2031-05-04\n\n## Full Document\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_fields_that_open_a_text_in_other_forms(form: str) -> None:
    text = f"{FORMS[form]}\nThe tram of Velden opened on Sunday, the council said.\n"
    [record] = front_matter.sections(text)
    assert (record.title(text), record.author) == ("Tram of Velden opens", "Bo Lind")
    assert record.days == (date(2031, 5, 4), date(2031, 5, 4))
    assert text[record.body_start : record.body_end] == "The tram of Velden opened on Sunday, the council said."


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "Tram", "author": "Bo"}\n{"title": "Ferry", "author": "Ada"}\n',
        '{"title": "Tram", "author": "Bo"}',
        "{braces} open this story of the tram.\n\nIt runs.\n",
        "% of what the tram cost\n\nIt runs.\n",
        "#+TITLE: alone\n\nIt runs.\n",
        "# Tram opens\n\n## In short\n- Cost: 4 million crowns\n- Length: 9 km\n\nIt runs.\n",
    ],
)
def test_other_openings_are_no_fields(text: str) -> None:
    assert front_matter.sections(text) == ()


@pytest.mark.parametrize("key", ["publicatiedatum", "Publiceret", "Erscheinungsdatum", "data publikacji", "fecha de publicación"])
def test_a_day_said_to_be_of_publication_is_that_of_a_clipping_too(key: str) -> None:
    _, record, _ = read(f"---\ntitle: Quay closes\n{key}: 2019-05-14\nurl: https://slate.example/quay\n---\n\nThe quay closes in June.\n")
    assert record.days == (date(2019, 5, 14), date(2019, 5, 14))


@pytest.mark.parametrize("key", ["date", "datum", "fecha", "dato"])
def test_a_day_of_no_kind_is_none_of_a_clipping(key: str) -> None:
    _, record, _ = read(f"---\ntitle: Quay closes\n{key}: 2019-05-14\nurl: https://slate.example/quay\n---\n\nThe quay closes in June.\n")
    assert record.days is None


def test_links_to_the_page_and_to_the_program_that_kept_it_are_no_prose() -> None:
    links = "[Read in Keeper](https://keeper.example/1)\n[Read Original](https://slate.example/quay)\n"
    title, record, prose = read(f"---\ntitle: Quay closes\nauthor: Tomas Ilves\n---\n# Quay closes\n\n{links}\nThe quay closes in June.\n")
    assert (title, prose[record.body_start - record.start :], record.url) == (
        "Quay closes",
        "The quay closes in June.",
        "https://slate.example/quay",
    )


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Quay closes\ndate: 2019-05-14\ndraft: true\n---\n",
        '+++\ntitle = "Quay closes"\ndate = 2019-05-14\ndraft = true\n+++\n',
        "---\ntitle: Quay closes\npublished: false\n---\n",
        "---\ntitle: Quay closes\nstatus: Entwurf\n---\n",
    ],
)
def test_a_draft_was_never_published_and_is_refused_with_a_sentence(front: str) -> None:
    with Isolation() as isolation, pytest.raises(EmptyInputError, match="never published"):
        registry.read(Path("quay.md"), f"{front}\nThe quay closes in June.\n".encode(), TEXT, isolation, {})


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: Quay closes\ndraft: false\n---\n", "---\ntitle: Quay closes\nurl: https://slate.example/quay\nstatus: pending\n---\n"],
)
def test_what_was_published_is_read_whatever_the_state_of_its_reading(front: str) -> None:
    assert front_matter.unpublished(f"{front}\nThe quay closes in June.\n") is None
