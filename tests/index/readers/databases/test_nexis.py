"""Records of LexisNexis and Nexis Uni: every one found, with its fields, and its prose letter for letter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented_news import __file__ as invented
from parts import sentences

from index.archive import Archive
from index.readers.databases import nexis
from index.types import Basis, Dating

OLDER = """


Download Request: Select Items: 1-3
Time Of Request: Friday, February 4, 2022  16:51:31

Terms: (harbour and bridge)


                               1 of 3 DOCUMENTS



                              The Eastmere Slate

                           January 12, 2022 Wednesday
                              Late Edition - Final

Harbour bridge to reopen in May after eleven months of repairs, the town
council says

BYLINE: By Orla Fenwick and Tomas Ilves in Eastmere; with reports from the
north bank

SECTION: Section A; Column 0; Town Desk; Pg. 1

LENGTH: 62 words

DATELINE: EASTMERE

HIGHLIGHT: The repairs have cost a third more than planned.

The harbour bridge at Eastmere will reopen on 3 May, the town council said on
Tuesday. "We will not open it a day before it is safe," said the engineer.

NOTE: traders have asked for compensation. Their association put the loss of
trade at 600,000 crowns.

URL: http://slate.example/bridge

GRAPHIC: PHOTO: The bridge at low tide, seen from the north bank of the harbour on Monday
 (Photograph by I. Calder)

LOAD-DATE: January 14, 2022

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                     Copyright 2022 The Eastmere Slate Ltd
                              All Rights Reserved

                               2 of 3 DOCUMENTS


                  Copyright 2003 Hallow Bay Press Company
                             Hallow Bay Courier

                            March 3, 2003, Monday

SECTION: Business; Pg. 4

LENGTH: 40 words

HEADLINE: Glassworks to hire sixty people by the summer

BYLINE: Ines Calder

BODY:
   The glassworks at Hallow Bay will hire sixty people, its owner announced.

   A second furnace is to be lit in June.

LOAD-DATE: March 4, 2003

                               3 of 3 DOCUMENTS


                              The Eastmere Slate

                                 January 2022

Letters

LENGTH: 0 words

LANGUAGE: ENGLISH
"""
NEWER = """User Name: A Reader
Date and Time: Friday, February 4, 2022 10:12:00 AM CET
Job Number: 163456789
Documents (2)
1. Harbour bridge to reopen in May
Client/Matter: -None-
Search Terms: harbour
| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2022 LexisNexis
Page 1 of 2

Harbour bridge to reopen in May
The Eastmere Slate
January 12, 2022 Wednesday 10:15 AM GMT


Copyright 2022 The Eastmere Slate Ltd All Rights Reserved

Section: NEWS; Pg. 1
Length: 62 words
Byline: Orla Fenwick
Highlight: The repairs have cost a third more than planned.
Body


The harbour bridge at Eastmere will reopen on 3 May, the town council said on Tuesday.

"We will not open it a day before it is safe," said the engineer.


Graphic

The bridge at low tide


Classification


Language: ENGLISH

Publication-Type: Newspaper

Load-Date: January 13, 2022


End of Document

Glassworks to hire sixty people

Hallow Bay Courier

2 February 2022

Copyright 2022 Hallow Bay Press All Rights Reserved

Length: 40 words

Body

The glassworks at Hallow Bay will hire sixty people.
Load-Date: February 3, 2022

End of Document
"""
GERMAN = """                               Dokument 1 von 1



                              Der Ostsee-Bote

                            Mittwoch, 12. Januar 2022

Die Hafenbrücke öffnet im Mai wieder

AUTOR: Von Ines Calder

RUBRIK: Lokales; S. 3

LÄNGE: 20 Wörter

Die Brücke öffnet am 3. Mai, teilte der Rat am Dienstag mit.

UPDATE: 13. Januar 2022

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung
"""
EDITED = """The bridge reopens

The Eastmere Slate

January 12, 2022

Length: 9 words

Body

The bridge reopens on 3 May, the council said.

Body language of the engineers was cheerful, traders said.

Language: the council prefers Latin.

Load-Date: January 12, 2022

End of Document
"""


def bodies(text: str) -> list[str]:
    return [text[record.body_start : record.body_end] for record in nexis.sections(text)]


def test_records_of_the_older_layout() -> None:
    bridge, glass, letters = nexis.sections(OLDER)
    title = "Harbour bridge to reopen in May after eleven months of repairs, the town council says"
    assert (bridge.title(OLDER), bridge.source, bridge.language) == (title, "The Eastmere Slate", "en")
    assert bridge.author == "Orla Fenwick and Tomas Ilves in Eastmere; with reports from the north bank"
    assert bridge.days == (date(2022, 1, 12),) * 2
    assert (glass.title(OLDER), glass.source) == ("Glassworks to hire sixty people by the summer", "Hallow Bay Courier")
    assert (glass.days, glass.author) == ((date(2003, 3, 3),) * 2, "Ines Calder")
    assert letters.days == (date(2022, 1, 1), date(2022, 1, 31))


def test_prose_has_no_fields_in_it() -> None:
    bridge, glass, letters = bodies(OLDER)
    assert bridge.startswith("The harbour bridge at Eastmere will") and bridge.endswith("trade at 600,000 crowns.")
    assert "NOTE: traders have asked" in bridge  # a word in capitals and a colon make no field of the export
    assert glass.startswith("The glassworks") and glass.endswith("lit in June.")
    assert letters == ""


def test_records_of_the_newer_layout() -> None:
    bridge, glass = nexis.sections(NEWER)
    assert (bridge.title(NEWER), bridge.source, bridge.author) == ("Harbour bridge to reopen in May", "The Eastmere Slate", "Orla Fenwick")
    assert (bridge.days, bridge.language) == ((date(2022, 1, 12),) * 2, "en")
    assert (glass.title(NEWER), glass.source, glass.author) == ("Glassworks to hire sixty people", "Hallow Bay Courier", None)
    assert glass.days == (date(2022, 2, 2),) * 2
    first, second = bodies(NEWER)
    assert first.startswith("The harbour bridge") and first.endswith("said the engineer.")
    assert second == "The glassworks at Hallow Bay will hire sixty people."


def test_the_day_of_loading_is_not_the_day_of_publication() -> None:
    undated = OLDER.replace("January 12, 2022 Wednesday", "")
    assert nexis.sections(undated)[0].days is None
    assert nexis.sections(undated)[0].dating(Dating()).basis is Basis.UNKNOWN


def test_a_stated_day_comes_with_its_words() -> None:
    dating = nexis.sections(OLDER)[0].dating(Dating())
    [evidence] = dating.evidence
    assert (dating.day, dating.basis) == (date(2022, 1, 12), Basis.STATED)
    assert OLDER[evidence.start : evidence.end] == evidence.quote == "January 12, 2022 Wednesday"
    assert evidence.why == "date line of this record: Wednesday 12 January 2022"


def test_headers_of_another_language() -> None:
    [record] = nexis.sections(GERMAN)
    assert (record.title(GERMAN), record.source) == ("Die Hafenbrücke öffnet im Mai wieder", "Der Ostsee-Bote")
    assert (record.days, record.author, record.language) == ((date(2022, 1, 12),) * 2, "Ines Calder", "de")
    assert bodies(GERMAN) == ["Die Brücke öffnet am 3. Mai, teilte der Rat am Dienstag mit."]


def test_a_record_given_twice_is_two_records() -> None:
    record = NEWER[NEWER.index("Glassworks") :]
    assert [section.title(record * 2) for section in nexis.sections(record * 2)] == ["Glassworks to hire sixty people"] * 2


def test_a_line_that_begins_like_a_field_may_be_prose() -> None:
    [body] = bodies(EDITED)
    assert body.startswith("The bridge reopens on 3 May") and body.endswith("Language: the council prefers Latin.")


def test_windows_line_ends_and_a_mark_at_the_front_change_nothing() -> None:
    for text in (OLDER, NEWER, GERMAN):
        changed = "\ufeff" + text.replace("\n", "\r\n")
        assert nexis.sniff(changed)
        assert [body.replace("\r\n", "\n") for body in bodies(changed)] == bodies(text)


def test_an_export_without_its_blank_lines() -> None:
    text = re.sub(r"\n\s*\n+", "\n", OLDER)
    bridge, glass, _ = nexis.sections(text)
    assert (bridge.title(text), bridge.days) == (nexis.sections(OLDER)[0].title(OLDER), (date(2022, 1, 12),) * 2)
    first, second, _ = bodies(text)
    assert first.startswith("The harbour bridge at Eastmere will") and first.endswith("trade at 600,000 crowns.")
    assert (glass.source, second.split()[-1]) == ("Hallow Bay Courier", "June.")


def test_a_correction_is_the_day_of_the_last_change() -> None:
    corrected = OLDER.replace("LOAD-DATE: January 14, 2022", "CORRECTION-DATE: January 16, 2022\n\nLOAD-DATE: January 14, 2022")
    assert nexis.sections(corrected)[0].modified == date(2022, 1, 16)


@pytest.mark.parametrize(
    "text",
    [
        Path(invented).read_text(encoding="utf-8"),
        "1 of 3 documents was signed.\n\nLENGTH: 3 words\n",
        "End of Document\n\nThe talks ended on Monday, she said.\n",
        "Body\n\nLoad-Date: January 1, 2022\n",
        "",
    ],
)
def test_other_texts_are_not_of_nexis(text: str) -> None:
    assert not nexis.sniff(text)


PIECES = [
    *OLDER.splitlines(keepends=True),
    *NEWER.splitlines(keepends=True),
    "\n",
    "\r",
    "End of Document\n",
    " 7 of 9 DOCUMENTS\n",
    "BODY: ",
    "\x0c",
]


@settings(max_examples=150)
@example(OLDER)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_spans_are_ordered_and_inside(text: str) -> None:
    nexis.sniff(text)
    end = 0
    for record in nexis.sections(text):
        assert end <= record.start <= record.body_start <= record.body_end == record.end <= len(text)
        assert text[record.start : record.end].strip() == text[record.start : record.end] != ""
        if record.title_start is not None and record.title_end is not None:
            assert record.start == record.title_start < record.title_end <= record.body_start
        if record.dateline and record.dateline.start is not None:
            assert text[record.dateline.start : record.dateline.end] == record.dateline.quote
        end = record.end


@pytest.mark.slow
def test_an_export_becomes_articles_of_the_archive(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_text(OLDER, encoding="utf-8", newline="")
    [report] = archive.add([str(tmp_path / "export.txt")])
    assert (report.status, report.articles) == ("added", 3)
    bridge, glass, letters = archive.articles()
    assert (bridge.published.day, bridge.published.basis, bridge.source) == (date(2022, 1, 12), Basis.STATED, "The Eastmere Slate")
    assert (glass.author, letters.published.day) == ("Ines Calder", None)
    for article in (bridge, glass, letters):
        assert OLDER[article.start : article.end] == article.text
        assert article.in_file
        for sentence in sentences(archive, article.id)[0]:
            assert OLDER[sentence.start : sentence.end] == sentence.text
            assert "BYLINE" not in sentence.text
            assert "LOAD-DATE" not in sentence.text


def test_a_sentence_that_opens_like_a_field_below_the_prose_does_not_cut_it() -> None:
    prose = (
        "The auction brought 3,100 crowns.",
        "Notes: the price is for one piece of work.",
        '"There will be no more until June," the master said.',
    )
    text = "Last tuna sold\n\nCoast Diary\n\n2 April 2019 Tuesday\n\nLength: 40 words\n\nBody\n\n" + "\n\n".join(prose)
    text += "\n\nGraphic\n\nA tuna\n\nLoad-Date: April 3, 2019\n\nEnd of Document\n"
    (record,) = nexis.sections(text)
    assert text[record.body_start : record.body_end] == "\n\n".join(prose)
