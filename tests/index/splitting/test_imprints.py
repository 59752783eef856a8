"""Lines that say where and when a story stood: the outlet beside a day, labels of embargo, and days in other languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.ingest.articles import articles_of
from index.readers.text import Document
from index.splitting.digest import split
from index.splitting.imprints import imprint_of
from index.splitting.linekinds import LineKind, kind_of
from index.types import Article, Basis

QUAY = "The north quay closes in June, the council of Eastmere said on Tuesday. Traders asked for a ferry in the meantime."
GLASS = "The glassworks at Hallow Bay will hire sixty people, its owner said. A second furnace is to be lit in June."
FERRY = "Divers found a paddle ferry on the bed of Lake Torne on Wednesday, the museum of Torne said. She sank in 1911."
NUMBERED = f"""1. Quay closes for the whole of June

Eastmere Slate, Tuesday 14 May 2019, p. 3, 40w.

{QUAY}


2. Glassworks to hire sixty people

The Hallow Bay Courier (15/05/2019), page 7

{GLASS}


3. Old ferry found on the bed of Lake Torne

Nordlicht Presse-Dienst, 16. Mai 2019, S. 1

{FERRY}
"""
FIELDS = f"""Title: Quay closes for the whole of June
Source: Eastmere Slate
Date: 14 May 2019
Author: Ines Calder

{QUAY}

Title: Glassworks to hire sixty people
Source: The Hallow Bay Courier
Date: 15 May 2019

{GLASS}

Title: Old ferry found on the bed of Lake Torne
Source: Nordlicht Presse-Dienst
Date: 16 May 2019

{FERRY}
"""
MASTHEADS = f"""Daily Quill
14 May 2019

Quay closes for the whole of June

{QUAY}

Daily Quill
15 May 2019

Glassworks to hire sixty people

{GLASS}

Daily Quill
16 May 2019

Old ferry found on the bed of Lake Torne

{FERRY}
"""


def articles(text: str) -> list[Article]:
    return articles_of(Document(Path("a.txt"), text, "utf-8", ""), file="a.txt", published=None, source=None, taken=lambda name: not name)


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        (NUMBERED, ["Eastmere Slate", "The Hallow Bay Courier", "Nordlicht Presse-Dienst"]),
        (FIELDS, ["Eastmere Slate", "The Hallow Bay Courier", "Nordlicht Presse-Dienst"]),
        (MASTHEADS, ["Daily Quill"] * 3),
    ],
)
def test_each_item_of_a_review_has_its_day_and_outlet(text: str, outlets: list[str]) -> None:
    found = articles(text)
    assert [article.source for article in found] == outlets
    assert [(article.published.day, article.published.basis) for article in found] == [
        (date(2019, 5, day), Basis.STATED) for day in (14, 15, 16)
    ]
    assert [article.text[article.body_start - article.start :] for article in found] == [QUAY, GLASS, FERRY]


@pytest.mark.parametrize(
    ("line", "source", "author"),
    [
        ("Geneva, 14 May 2019", None, None),
        ("New York City, 14 May 2019", None, None),
        ("Hallow Bay, 14 May 2019, 4:12 pm", None, None),
        ("Press release, 14 May 2019", None, None),
        ("Updated: 14 May 2019", None, None),
        ("Ministry of Works and Bridges, 14 May 2019", "Ministry of Works and Bridges", None),
        ("14 May 2019 | Slate Wire | page 2", "Slate Wire", None),
        ("*Eastmere Herald, 14 May 2019*", "Eastmere Herald", None),
        ("By Ines Calder", None, "Ines Calder"),
        ("Author: Ines Calder", None, "Ines Calder"),
        ("Byline: By Ines Calder", None, "Ines Calder"),
        ("Source: Slate Wire", "Slate Wire", None),
        ("A line of prose.", None, None),
    ],
)
def test_what_stands_beside_a_day_is_an_outlet_only_where_it_is_no_place(line: str, source: str | None, author: str | None) -> None:
    assert (imprint_of(line).source, imprint_of(line).author) == (source, author)


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL 00:01 WEDNESDAY 15 MAY 2019",
        "Strictly embargoed: not for publication or broadcast before 00.01 hrs on Wednesday 15 May 2019",
        "Sperrfrist: Mittwoch, 15. Mai 2019, 10.00 Uhr",
        "Sous embargo jusqu'au 15 mai 2019",
        "Niet voor publicatie vóór woensdag 15 mei 2019, 12.00 uur",
        "NOT FOR PUBLICATION BEFORE 10 A.M. ON 15 MAY 2019",
    ],
)
def test_a_line_of_embargo_is_a_label_and_states_its_day(line: str) -> None:
    assert kind_of(line) is LineKind.DATE
    [article] = articles(f"{line}\n\nQuay closes for the whole of June\n\n{QUAY}\n")
    assert (article.title, article.published.day) == ("Quay closes for the whole of June", date(2019, 5, 15))


def test_an_embargo_without_a_day_is_a_label_and_one_on_goods_is_news() -> None:
    assert kind_of("EMBARGOED UNTIL DELIVERY") is kind_of("Embargo:") is LineKind.NOTICE
    assert kind_of("Embargo on sand is lifted, minister says") is LineKind.TEXT


@pytest.mark.parametrize(
    "labels",
    [
        "NOTA DE PRENSA\n\nEMBARGADA hasta el 5 de mayo de 2031 a las 00:01 horas\n\nArden, 4 de mayo de 2031",
        "Sotto embargo fino alle ore 00.01 di lunedì 5 maggio 2031\n\n4 maggio 2031",
        "Embargo do 5 maja 2031, godz. 00.01\n\nArden, 4 maja 2031",
        "PRESSEMITTEILUNG Nr. 12/2031\n\nZur sofortigen Veröffentlichung\n\nArden, den 4. Mai 2031",
        "Medienmitteilung\n\nNicht veröffentlichen vor dem 5. Mai 2031\n\n4. Mai 2031",
        "FOR IMMEDIATE RELEASE\n\n4 May 2031\n\nContact: Ines Calder, press office, 555 0102",
        "Lehdistötiedote\n\n4.5.2031",
    ],
)
def test_labels_and_embargoes_of_releases_are_no_headlines(labels: str) -> None:
    prose = "The port of Arden will close its northern gate for six weeks from Monday, Ines Calder said."
    text = f"{labels}\n\nPort closes its northern gate\n\n{prose}\n"
    [section] = split(text).sections
    assert section.title(text) == "Port closes its northern gate"
    assert text[section.body_start : section.body_end] == prose
    assert section.dateline is not None
    assert "2031" in section.dateline.quote


ABOVE_WITH_PAGE = f"""Eastmere Slate 2019-05-14, sid 3
Quay closes for the whole of June

{QUAY}

--------------------------------

Hallow Bay Courier 15.05.2019, s. 7
Glassworks to hire sixty people

{GLASS}

--------------------------------

Nordlicht Dienst 2019-05-16, p. 1
Old ferry found on the bed of Lake Torne

{FERRY}
"""
BELOW_WITH_LABEL = f"""# Quay closes for the whole of June

{QUAY}

Quelle: Eastmere Slate vom 14.05.2019

# Glassworks to hire sixty people

{GLASS}

Quelle: Hallow Bay Courier vom 15.05.2019
"""


@pytest.mark.parametrize("text", [ABOVE_WITH_PAGE, BELOW_WITH_LABEL])
def test_outlet_and_day_in_one_line_above_the_headline_or_below_the_story(text: str) -> None:
    found = articles_of(Document(Path("a.txt"), text, "utf-8", ""), file="a.txt", published=None, source=None, taken=lambda _: False)
    told = [(article.title, article.source, article.published.day) for article in found]
    assert (
        told
        == [
            ("Quay closes for the whole of June", "Eastmere Slate", date(2019, 5, 14)),
            ("Glassworks to hire sixty people", "Hallow Bay Courier", date(2019, 5, 15)),
            ("Old ferry found on the bed of Lake Torne", "Nordlicht Dienst", date(2019, 5, 16)),
        ][: len(told)]
    )
    assert len(told) == text.count("2019-") + text.count(".2019")


@pytest.mark.parametrize("line", ["Minutes of the board 2019-05-14", "Budget 2019-05-14 and after", "Vom 14.05.2019 an fährt sie."])
def test_other_lines_with_a_day_in_figures_stay_text(line: str) -> None:
    assert kind_of(line) is LineKind.TEXT


@pytest.mark.parametrize("line", ["Ausdruck vom 14.05.2019", "Gedruckt am 14. Mai 2019", "Imprimé le 14 mai 2019", "Saved 14 May 2019"])
def test_a_line_with_the_day_of_keeping_is_no_date_line(line: str) -> None:
    assert kind_of(line) is not LineKind.DATE
