"""Records whose fields have names: EBSCO, Gale, NewsBank, Genios, and what people note above a cutting."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.readers import registry
from index.readers.databases import labelled
from index.readers.databases.record import Record

NEWSBANK = """Access World News - June 9, 2025

1. Ferryman hangs up his oar
Corran Evening Star (Corran) - Tuesday, July 5, 2011
Author/Byline: Effie Laird
Section: Local
Page: A2
Readability: 8-12 grade level (Lexile: 1090)

The last ferryman on the Corran narrows retired on Monday. His boat goes to the museum.

Record: 22C41B
Copyright: Copyright (c) 2011 Corran Evening Star

2. Library buys back a lost atlas
The Strath Mail (Strath) - Friday, July 8, 2011
Author/Byline: Tom Weir
Section: Culture

The library has bought back an atlas that it lost in 1954, the curator said.

Record: 22C4F0
"""
GENIOS = """Ergebnisliste: 2 Dokumente

Dokument 1 von 2

Werft in Barth stellt Lehrlinge ein
Quelle:          Boddenbote vom 03.02.2015, Seite 9
Ressort:         Wirtschaft
Autor:           Grit Raddatz
Dokumentnummer:  BODB_20150203_1

Die Werft in Barth stellt zwölf Lehrlinge ein, teilte sie am Montag mit.

Alle Rechte vorbehalten: Boddenbote Verlag

Dokument 2 von 2

Eisbrecher bleibt im Hafen
Quelle:          Die Welle am Sonntag, 08.02.2015, Seite 1
Ressort:         Lokales
Dokumentnummer:  WELL_20150208_3

Der Eisbrecher bleibt im Hafen, weil das Eis zu dünn ist.
"""
GALE = """Gale OneFile: News
Date: June 9, 2025

Bell tower to be wound by hand again
Date: Oct. 3, 2013
From: The Lannoch Courier
Document Type: Article
Length: 44 words
Byline: Ina Muir
Full Text:\x20
The bell tower is to be wound by hand again, the parish said on Wednesday.
Copyright: COPYRIGHT 2013 Lannoch Print
Source Citation (MLA 9th Edition)
"Bell tower to be wound by hand again." The Lannoch Courier, 3 Oct. 2013, p. 2. Gale OneFile: News. Accessed 9 June 2025.
Gale Document Number: GALE|A1
"""
CUTTING = """Titular: El faro cambia de luz
Medio: El Vigía del Cabo
Fecha: 4 de junio de 2018
Página: 6
Texto:
El faro del cabo estrena luz desde el lunes, dijo la autoridad portuaria.

Enlace: https://vigia.example/faro
Consultado: 9 de junio de 2025
"""


def read(text: str) -> tuple[Record, ...]:
    found = registry.database_records(text)
    assert found is not None and found.name == "labelled records"
    return found.records


def told(text: str, record: Record) -> tuple[str, date | None, str | None, str | None, str]:
    day = record.days[0] if record.days else None
    return record.title(text), day, record.source, record.author, text[record.body_start : record.body_end]


def test_a_record_has_the_outlet_and_day_of_the_line_below_its_headline_and_not_the_day_of_the_export() -> None:
    assert [told(NEWSBANK, record) for record in read(NEWSBANK)] == [
        (
            "Ferryman hangs up his oar",
            date(2011, 7, 5),
            "Corran Evening Star",
            "Effie Laird",
            "The last ferryman on the Corran narrows retired on Monday. His boat goes to the museum.",
        ),
        (
            "Library buys back a lost atlas",
            date(2011, 7, 8),
            "The Strath Mail",
            "Tom Weir",
            "The library has bought back an atlas that it lost in 1954, the curator said.",
        ),
    ]


def test_a_counter_is_no_headline_and_a_weekday_stays_in_the_name_of_an_outlet() -> None:
    first, second = read(GENIOS)
    assert told(GENIOS, first)[:4] == ("Werft in Barth stellt Lehrlinge ein", date(2015, 2, 3), "Boddenbote", "Grit Raddatz")
    assert told(GENIOS, second) == (
        "Eisbrecher bleibt im Hafen",
        date(2015, 2, 8),
        "Die Welle am Sonntag",
        None,
        "Der Eisbrecher bleibt im Hafen, weil das Eis zu dünn ist.",
    )


def test_the_citation_below_the_prose_is_none_of_it() -> None:
    (record,) = read(GALE)
    assert told(GALE, record) == (
        "Bell tower to be wound by hand again",
        date(2013, 10, 3),
        "The Lannoch Courier",
        "Ina Muir",
        "The bell tower is to be wound by hand again, the parish said on Wednesday.",
    )


def test_the_prose_of_a_cutting_begins_below_the_name_of_its_field_and_ends_above_the_fields_below() -> None:
    (record,) = read(CUTTING)
    assert told(CUTTING, record) == (
        "El faro cambia de luz",
        date(2018, 6, 4),
        "El Vigía del Cabo",
        None,
        "El faro del cabo estrena luz desde el lunes, dijo la autoridad portuaria.",
    )
    assert record.url == "https://vigia.example/faro"


def test_a_day_of_several_readings_stays_open() -> None:
    (record,) = read(CUTTING.replace("4 de junio de 2018", "04/06/2018"))
    assert record.days is None and record.source == "El Vigía del Cabo"


def test_prose_below_a_line_on_rights_is_not_lost() -> None:
    more = "The winding takes twenty minutes each week, and eleven people of the parish have offered to do it."
    text = GALE.replace("Source Citation", f"{more}\n\nSource Citation")
    (record,) = read(text)
    body = text[record.body_start : record.body_end]
    assert more in body and "Accessed" not in body


@pytest.mark.parametrize(
    "text",
    [
        "PRESS RELEASE\nDate: 4 June 2018\nContact: press desk\nSubject: Lamp\n\nThe lighthouse has a new lamp, the port said.\n",
        "Lamp for the lighthouse\n\nThe lighthouse has a lamp, the port said.\n\nSource: The Cape Watch\nDate: 4 June 2018\n",
        "",
    ],
)
def test_what_states_no_outlet_above_its_prose_is_left_to_others(text: str) -> None:
    assert not labelled.sniff(text)


def test_a_head_above_a_digest_makes_no_single_record_of_it() -> None:
    stories = (
        (
            "Bridge To Be Rebuilt In Spring",
            "The council of Corran voted on Monday to rebuild the bridge, the mayor said. Lorries must go round by Strath.",
        ),
        (
            "Museum Buys A Whale's Skeleton",
            "The museum has bought the skeleton of a whale that was stranded in 1911. It will hang above the stairs from June.",
        ),
        (
            "Rowers Take Gold In The Rain",
            "Lannoch's women won the regatta on Sunday by half a length. Their cox, aged sixteen, had never raced before.",
        ),
        (
            "Bakers Ask For Cheaper Flour",
            "Bakers have asked the mill to lower its prices. A sack of flour costs a third more than it did a year ago.",
        ),
    )
    below = "".join(f"{title}\n\n{prose}\n\n" for title, prose in stories)
    assert not labelled.sniff("News of the week\nSource: The Cape Watch\nDate: 4 June 2018\nSection: all\n\n" + below)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*(NEWSBANK + GENIOS + GALE + CUTTING).splitlines(), ""]), max_size=40))
def test_whatever_the_order_of_lines_the_records_lie_in_the_text_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = labelled.sections(text)
    for record in found:
        assert 0 <= record.start <= record.body_start <= record.body_end <= len(text)
    assert [record.start for record in found] == sorted(record.start for record in found)
