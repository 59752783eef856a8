"""Exports of news databases saved as web pages: an article a record, in whatever markup the site has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.readers import registry
from index.readers.base import Collection
from index.readers.databases import saved_page
from index.readers.formats import HTML
from index.readers.isolate import Isolation

OUTLET = "The Eastmere Slate"
RECORDS = (
    (
        "Glassworks to hire sixty people",
        "Ines Calder",
        "14 May 2019",
        "EASTSL0020190514ef5e0001x",
        "The glassworks will hire sixty people.",
    ),
    (
        "Quay closes",
        "Tomas Ilves",
        "15 May 2019",
        "EASTSL0020190515ef5f0002x",
        "The north quay closes in June, the council said.",
    ),
)


def divided(record: tuple[str, ...]) -> str:
    title, author, day, number, prose = record
    lines = ("Town", f"<b>{title}</b>", author, "40 words", day, "The Eastmere Slate", "EASTSL", "3", "English", "(c) 2019 Eastmere Slate")
    head = "".join(f"<div>{line}</div>" for line in lines)
    return f'<div class="x"><div class="deArticle">{head}<p>{prose}</p><p>Traders asked for more.</p><p>Dokument {number}</p></div></div>'


def tabled(record: tuple[str, ...]) -> str:
    title, author, day, number, prose = record
    fields = {"HD": title, "BY": f"By {author}", "WC": "40 words", "PD": day, "SN": "The Eastmere Slate", "LA": "English"}
    rows = "".join(f"<tr><td>&nbsp;<b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in fields.items())
    body = f"<tr><td><b>LP</b></td><td><p>{prose}</p></td></tr><tr><td><b>TD</b></td><td><p>Traders asked for more.</p></td></tr>"
    return f"<table>{rows}{body}<tr><td><b>AN</b></td><td>Document {number}</td></tr></table><br/>"


def flat(record: tuple[str, ...]) -> str:
    title, author, day, number, prose = record
    lines = (title, f"By {author}", "40 words", day, "The Eastmere Slate", "EASTSL", "English", "Copyright 2019 Eastmere Slate")
    return "<br>".join(lines) + f"<p>{prose}</p><p>Traders asked for more.</p><p>Document {number}</p>"


def page(body: str) -> bytes:
    return f"<html><head><script>var a = 1;</script></head><body><h1>Your search results</h1>{body}</body></html>".encode()


@pytest.mark.parametrize("markup", [divided, tabled, flat])
def test_each_record_is_an_article(markup: object) -> None:
    assert callable(markup)
    data = page("".join(map(markup, RECORDS)))
    assert saved_page.may_be_export(data)
    stories = saved_page.read(Path("saved.html"), data).stories
    assert [(story.title, story.author) for story in stories] == [(title, author) for title, author, *_ in RECORDS]
    assert [story.published and story.published.day for story in stories] == [date(2019, 5, 14), date(2019, 5, 15)]
    assert {story.source for story in stories} == {"The Eastmere Slate"}
    assert [" ".join(story.text.split()) for story in stories] == [f"{prose} Traders asked for more." for *_, prose in RECORDS]


def test_an_export_of_nexis_as_a_page() -> None:
    lines = (
        "The Eastmere Slate",
        "May 14, 2019 Tuesday",
        "Copyright 2019 The Eastmere Slate",
        "Length: 40 words",
        "Byline: Ines Calder",
        "Body",
    )
    body = (
        "<h1>Quay closes</h1>" + "".join(f"<div>{line}</div>" for line in lines) + "<p>The quay closes.</p><p>Load-Date: May 15, 2019</p>"
    )
    [story] = saved_page.read(
        Path("saved.html"), page(body + "<p>End of Document</p>").replace(b"<h1>Your search results</h1>", b"")
    ).stories
    assert (story.title, story.author, story.text) == ("Quay closes", "Ines Calder", "The quay closes.")


@pytest.mark.slow
def test_a_page_that_only_speaks_of_a_database_is_a_page(tmp_path: Path) -> None:
    prose = "".join(
        f"<p>The library of Eastmere has bought access to ProQuest, and {n} people have asked for it since Monday.</p>" for n in "2345"
    )
    data = page(f"<article><h1>Library buys access</h1>{prose}</article>")
    assert saved_page.may_be_export(data) and saved_page.read(Path("a.html"), data).stories == ()
    with Isolation() as isolation:
        found = registry.read(tmp_path / "a.html", data, registry.HTML, isolation, {})
        export = registry.read(tmp_path / "b.html", page("".join(map(divided, RECORDS))), registry.HTML, isolation, {})
    assert not isinstance(found, registry.text.Document) and len(found.stories) == 1
    assert not isinstance(export, registry.text.Document) and len(export.stories) == 2


EUROPRESSE = "".join(
    f"""<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}</span></div>
    <span class="DocHeader">{header}</span><div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">{title} </p></div>
    <div class="sm-margin-bottomNews">{author}</div></header>
    <section><div class="DocText clearfix"><p>{prose}</p><p>Plus rien.</p></div></section>
    <footer><p>Tous droits réservés.</p><div>Certificat émis le <b>9 juin 2025</b></div></footer></article>"""
    for outlet, header, title, author, prose in (
        (
            "Le Phare de Cancale, no. 311",
            "Région, lundi 4 juin 2018, p. 6",
            "Le phare change de lampe",
            "Par Ines Calder",
            "Le phare a une lampe.",
        ),
        ("La Dépêche du Bief", "Une, mardi 5 juin 2018, p. 1", "Le bief est à sec", "", "Le bief est à sec."),
    )
)


def test_the_records_of_europresse_have_the_day_of_their_header_and_not_of_the_certificate() -> None:
    with Isolation() as isolation:
        data = page(EUROPRESSE)
        found = registry.read(Path("resultats.html"), data, HTML, isolation, {})
    assert isinstance(found, Collection)
    assert [
        (story.title, story.source, story.author, story.published.day if story.published else None, story.text) for story in found.stories
    ] == [
        ("Le phare change de lampe", "Le Phare de Cancale", "Ines Calder", date(2018, 6, 4), "Le phare a une lampe.\n\nPlus rien."),
        ("Le bief est à sec", "La Dépêche du Bief", None, date(2018, 6, 5), "Le bief est à sec.\n\nPlus rien."),
    ]
