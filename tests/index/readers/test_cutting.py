"""Cuttings with outlet and day above the headline: neither is the headline, and what is no such head is left to others."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.readers import cutting, registry

PROSE = "De vuurtoren heeft sinds maandag een nieuwe lamp, meldt de havendienst van Kaap.\n\nDe oude lamp gaat naar het museum.\n"
FORMS = (
    f"De Kustbode - 4 jun. 2018\nPagina 5\n\nVuurtoren krijgt lamp\n\n{PROSE}\nCopyright © 2018 Persdienst\n",
    f"EL FARO DE LA COSTA\nLunes, 4 de junio de 2018\n\nVuurtoren krijgt lamp\n\n{PROSE}",
    f"The Cape Watch\n4 June 2018\np. 6\nVuurtoren krijgt lamp\n{PROSE}",
)
OUTLETS = ("De Kustbode", "EL FARO DE LA COSTA", "The Cape Watch")


@pytest.mark.parametrize(("text", "outlet"), list(zip(FORMS, OUTLETS, strict=True)))
def test_outlet_and_day_above_the_headline_are_fields(text: str, outlet: str) -> None:
    found = registry.database_records(text)
    assert found is not None and found.name == "press cutting"
    [record] = found.records
    assert (record.title(text), record.source, record.days) == ("Vuurtoren krijgt lamp", outlet, (date(2018, 6, 4),) * 2)
    assert text[record.body_start : record.body_end] == PROSE.strip()


@pytest.mark.parametrize(
    "text",
    [
        f"Vuurtoren krijgt lamp\nDe Kustbode, 4 juni 2018\n\n{PROSE}",
        f"PERSBERICHT\n4 juni 2018\n\nVuurtoren krijgt lamp\n\n{PROSE}",
        "De Kustbode\n4 juni 2018\n",
        "",
    ],
)
def test_what_has_no_such_head_is_left_to_others(text: str) -> None:
    assert not cutting.sniff(text)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*"\n".join(FORMS).splitlines(), ""]), max_size=20))
def test_whatever_the_order_of_lines_a_record_lies_in_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    for record in cutting.sections(text):
        assert 0 <= record.start <= record.body_start <= record.body_end <= len(text)


def test_the_hour_of_printing_and_the_address_are_no_headline() -> None:
    text = (
        f"Imprimé le 9 juin 2025 à 10:12\nhttps://phare.example/lampe\n\nVuurtoren krijgt lamp\n\nPar Rose Lacan, le 4 juin 2018\n\n{PROSE}"
    )
    found = registry.database_records(text)
    assert found is not None
    [record] = found.records
    assert (record.title(text), record.author, record.url) == ("Vuurtoren krijgt lamp", "Rose Lacan", "https://phare.example/lampe")
    assert record.days == (date(2018, 6, 4), date(2018, 6, 4))
    assert text[record.body_start : record.body_end] == PROSE.strip()


def test_a_printed_page_without_a_day_of_its_own_is_of_no_day() -> None:
    text = f"Ausdruck vom 09.06.2025, 10:12\n\nVuurtoren krijgt lamp\n\n{PROSE}"
    [record] = cutting.sections(text)
    assert (record.title(text), record.days) == ("Vuurtoren krijgt lamp", None)


def test_a_place_beside_the_day_is_no_outlet() -> None:
    text = f"Oslo, 4 June 2018\n\nVuurtoren krijgt lamp\n\n{PROSE}"
    for record in cutting.sections(text):
        assert (record.title(text), record.source, record.days) == ("Vuurtoren krijgt lamp", None, (date(2018, 6, 4),) * 2)
