"""Records of media archives: outlet and day from the line below the headline, the list of headlines and the day of the export left out."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from index.readers import registry
from index.readers.databases import media_archives

RULE = "=" * 78
SWEDISH = f"""Uttag 2025-06-09 10:22

Innehållsförteckning:
Kyrkklockan tystnar i Rödvik
Älgar stoppar tåget
{RULE}
Kyrkklockan tystnar i Rödvik
Hälsingeposten, 2014-11-03 05:12
Sida: 8
Publicerat i print.

Kyrkklockan i Rödvik tystnar efter en spricka, säger kyrkoherden.

© Hälsingeposten
{RULE}
Älgar stoppar tåget
Norra Bladet 2014-11-05
Sida 3
Publicerad på webb.

Sju älgar stoppade nattåget i två timmar, uppger Trafikverket.

Se webartikeln på https://ret.example/x1
{RULE}
"""
DANISH = """Fyrtårn får ny lampe

Vestkystens Avis | 04.06.2018 | 1. sektion, side 6 | 120 ord | artikel-id: e7a1

Fyrtårnet har fået en ny lampe, oplyser havnen.
"""
DUTCH = """Vuurtoren krijgt nieuwe lamp
De Kustbode · 4 Jun 2018 · 6 · DOOR LIES VAN HOUT

De vuurtoren heeft een nieuwe lamp, meldt de haven.
"""


def told(text: str) -> list[tuple[str, date | None, str | None, str | None, str]]:
    found = registry.database_records(text)
    assert found is not None and found.name == "media archive's export"
    return [
        (
            record.title(text),
            record.days[0] if record.days else None,
            record.source,
            record.author,
            text[record.body_start : record.body_end],
        )
        for record in found.records
    ]


def test_each_record_of_an_export_has_its_own_day_and_outlet_and_the_cover_is_none() -> None:
    assert told(SWEDISH) == [
        (
            "Kyrkklockan tystnar i Rödvik",
            date(2014, 11, 3),
            "Hälsingeposten",
            None,
            "Kyrkklockan i Rödvik tystnar efter en spricka, säger kyrkoherden.",
        ),
        (
            "Älgar stoppar tåget",
            date(2014, 11, 5),
            "Norra Bladet",
            None,
            "Sju älgar stoppade nattåget i två timmar, uppger Trafikverket.",
        ),
    ]
    assert [record.url for record in media_archives.sections(SWEDISH)] == [None, "https://ret.example/x1"]


def test_a_line_of_bars_that_numbers_the_article_is_its_imprint() -> None:
    assert told(DANISH) == [
        ("Fyrtårn får ny lampe", date(2018, 6, 4), "Vestkystens Avis", None, "Fyrtårnet har fået en ny lampe, oplyser havnen.")
    ]


def test_a_line_of_dots_names_the_author_too() -> None:
    assert told(DUTCH) == [
        (
            "Vuurtoren krijgt nieuwe lamp",
            date(2018, 6, 4),
            "De Kustbode",
            "LIES VAN HOUT",
            "De vuurtoren heeft een nieuwe lamp, meldt de haven.",
        )
    ]


def test_an_outlet_and_a_day_alone_are_no_mark_of_an_archive() -> None:
    assert not media_archives.sniff(
        "Fyrtårn får ny lampe\nVestkystens Avis, 04.06.2018\n\nFyrtårnet har fået en ny lampe, oplyser havnen.\n"
    )
    assert not media_archives.sniff("1. Fyrtårn\nVestkystens Avis, 2018-06-04, side 6\n\nFyrtårnet har fået en ny lampe.\n")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*SWEDISH.splitlines(), *DANISH.splitlines(), *DUTCH.splitlines(), ""]), max_size=40))
def test_whatever_the_order_of_lines_the_records_lie_in_the_text_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = media_archives.sections(text)
    for record in found:
        assert 0 <= record.start <= record.body_start <= record.body_end <= len(text)
    assert [record.start for record in found] == sorted(record.start for record in found)
