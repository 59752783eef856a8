"""Factiva's records: every one found, with or without field codes, and its prose letter for letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented_news import __file__ as invented

from index.readers.databases import factiva, nexis
from index.types import Basis, Dating

CODED = """
 SE\tTown
 HD\tHarbour bridge to reopen in May
 BY\tBy Orla Fenwick
 WC\t62 words
 PD\t12 January 2022
 ET\t10:15
 SN\tEastmere News Service
 SC\tEAST
 LA\tEnglish
 CY\tCopyright 2022 Eastmere. All Rights Reserved.

 LP\tEASTMERE, Jan 12 - The harbour bridge will reopen on 3 May, the town council said.

"We will not open it a day before it is safe," said the engineer.

 TD\tThe repairs have cost a third more than planned.

IN THE END, the council said, safety comes first.

 CO\teasth : Eastmere Harbour
 NS\tccat : Town News
 AN\tDocument EAST000020220112ei1c0001x

HD Glassworks to hire sixty people
WC 40 words
PD 2 February 2022
SN Hallow Bay Courier
LA English
LP
The glassworks at Hallow Bay will hire sixty people.
TD
A second furnace is to be lit in June.
AN Document HALB000020220202ei22000ab
"""
PLAIN = """
News
Harbour bridge to reopen in May
By Orla Fenwick
62 words
12 January 2022
10:15
The Eastmere Slate
EAST
1
English
(c) 2022 The Eastmere Slate. All rights reserved.

The harbour bridge at Eastmere will reopen on 3 May, the town council said on Tuesday.

"We will not open it a day before it is safe," said the engineer.

Document EAST000020220112ei1c0001x

Glassworks to hire sixty people
Ines Calder
1,140 words
2 February 2022
Hallow Bay Courier
HALB
English
Copyright 2022 Hallow Bay Press

The glassworks at Hallow Bay will hire sixty people.

Document HALB000020220202ei22000ab

Search Summary
Text\tharbour
Date\tIn the last year
"""


def bodies(text: str) -> list[str]:
    return [text[record.body_start : record.body_end] for record in factiva.sections(text)]


def test_records_with_field_codes() -> None:
    bridge, glass = factiva.sections(CODED)
    assert (bridge.title(CODED), bridge.source) == ("Harbour bridge to reopen in May", "Eastmere News Service")
    assert (bridge.author, bridge.language, bridge.days) == ("Orla Fenwick", "en", (date(2022, 1, 12),) * 2)
    assert (glass.title(CODED), glass.source, glass.author) == ("Glassworks to hire sixty people", "Hallow Bay Courier", None)
    assert glass.days == (date(2022, 2, 2),) * 2


def test_prose_ends_where_the_index_terms_begin() -> None:
    bridge, glass = bodies(CODED)
    assert bridge.startswith("EASTMERE, Jan 12 - ") and bridge.endswith("IN THE END, the council said, safety comes first.")
    assert glass.startswith("The glassworks") and glass.endswith("lit in June.")


def test_records_without_field_codes() -> None:
    bridge, glass = factiva.sections(PLAIN)
    assert (bridge.title(PLAIN), bridge.source) == ("Harbour bridge to reopen in May", "The Eastmere Slate")
    assert (bridge.author, bridge.language, bridge.days) == ("Orla Fenwick", "en", (date(2022, 1, 12),) * 2)
    assert (glass.title(PLAIN), glass.source, glass.author) == ("Glassworks to hire sixty people", "Hallow Bay Courier", "Ines Calder")
    assert glass.days == (date(2022, 2, 2),) * 2
    first, second = bodies(PLAIN)
    assert first.startswith("The harbour bridge") and first.endswith("said the engineer.")
    assert second == "The glassworks at Hallow Bay will hire sixty people."


@pytest.mark.parametrize("text", [CODED, PLAIN])
def test_a_stated_day_comes_with_its_words(text: str) -> None:
    records = factiva.sections(text)
    assert len(records) == 2
    for record in records:
        dating = record.dating(Dating())
        [evidence] = dating.evidence
        assert dating.basis is Basis.STATED
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.why.endswith(("12 January 2022", "2 February 2022"))


def test_a_record_without_prose_keeps_its_headline() -> None:
    text = PLAIN.replace("The glassworks at Hallow Bay will hire sixty people.\n", "")
    _, glass = factiva.sections(text)
    assert (glass.title(text), glass.body_start, glass.end) == ("Glassworks to hire sixty people", glass.title_end, glass.title_end)


def test_codes_without_accession_numbers_are_enough() -> None:
    text = "\n".join(line for line in CODED.splitlines() if "Document" not in line)
    assert factiva.sniff(text)
    assert [record.title(text) for record in factiva.sections(text)] == [record.title(CODED) for record in factiva.sections(CODED)]


def test_months_of_another_language() -> None:
    text = PLAIN.replace("62 words", "62 mots").replace("12 January 2022", "12 janvier 2022").replace("English", "Français", 1)
    bridge, _ = factiva.sections(text)
    assert (bridge.days, bridge.language) == ((date(2022, 1, 12),) * 2, "fr")


@pytest.mark.parametrize(
    "text",
    [
        Path(invented).read_text(encoding="utf-8"),
        "Document ABCD\n\nThe council met for 62 words.\n",
        "HD the series begins\n\nThe screens are sharp.\n",
        "62 words\n12 January 2022\n",
        "",
    ],
)
def test_other_texts_are_not_of_factiva(text: str) -> None:
    assert not factiva.sniff(text)


def test_each_export_has_one_reader() -> None:
    assert not any(nexis.sniff(text) for text in (CODED, PLAIN))


PIECES = [*CODED.splitlines(keepends=True), *PLAIN.splitlines(keepends=True), "\n", "\r", "HD\n", "LP ", "\x0c", "0 words\n"]


@settings(max_examples=150)
@example(CODED)
@example(PLAIN)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_spans_are_ordered_and_inside(text: str) -> None:
    factiva.sniff(text)
    end = 0
    for record in factiva.sections(text):
        assert end <= record.start <= record.body_start <= record.body_end == record.end <= len(text)
        assert text[record.start : record.end].strip() == text[record.start : record.end] != ""
        if record.title_start is not None and record.title_end is not None:
            assert record.start == record.title_start < record.title_end <= record.body_start
        if record.dateline and record.dateline.start is not None:
            assert text[record.dateline.start : record.dateline.end] == record.dateline.quote
        end = record.end


def test_what_is_no_record_but_prose_is_kept() -> None:
    lost = CODED + "\nGlassworks closes\n\nThe glassworks at Hallow Bay will close in June, its owner told the people who work there.\n"
    text = lost + "\nDocument HALB000020220203ei22000ab\n"
    last = factiva.sections(text)[-1]
    assert (last.title(text), text[last.body_start : last.body_end].split()[:2]) == ("Glassworks closes", ["The", "glassworks"])
