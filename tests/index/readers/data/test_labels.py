"""Names of fields in other languages and programs, days as spreadsheets write them, and records that somebody keeps for later."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.readers.base import Story
from index.readers.data import labels
from index.readers.data.labels import FIELDS, canonical, known_fields, names
from index.readers.data.tables import read

PROSE = "The tram of Velden opened on Sunday, the council said. It runs every ten minutes."


def stories(content: Any, name: str = "news.csv", encoding: str = "utf-8") -> tuple[Story, ...]:
    written = content if isinstance(content, str) else json.dumps(content)
    return read(Path(name), written.encode(encoding), {}).stories


@pytest.mark.parametrize(
    "header",
    [
        "Überschrift;Volltext;Erscheinungsdatum;Zeitung;Verfasser;Webadresse",
        "Ueberschrift;Inhalt;Datum;Quelle;Autor;Link",
        "Titre;Texte intégral;Date de publication;Journal;Auteur;Lien",
        "Título;Cuerpo;Fecha;Medio;Autor;Enlace",
        "Titolo;Testo;Data;Testata;Autore;URL",
        "Kop;Tekst;Publicatiedatum;Krant;Auteur;URL",
        "Rubrik;Brödtext;Datum;Tidning;Författare;Länk",
        "Tytuł;Treść;Data publikacji;Źródło;Autor;URL",
        "Заголовок;Текст;Дата;Источник;Автор;Ссылка",
        "DATUM;TITEL;MEDIUM;AUTOR;TEXT;URL",
    ],
)
def test_columns_are_known_by_their_names_in_many_languages(header: str) -> None:
    values = {
        "title": "Tram opens",
        "text": PROSE,
        "published": "14.05.2031",
        "source": "Post",
        "author": "I. Calder",
        "url": "https://p.example/1",
    }
    row = ";".join(values[canonical(name) or ""] for name in header.split(";"))
    [found] = stories(f"{header}\n{row}\n")
    assert found.published is not None
    assert (found.title, found.text, found.published.day) == ("Tram opens", PROSE, date(2031, 5, 14))
    assert (found.source, found.author, found.url) == ("Post", "I. Calder", "https://p.example/1")


def test_a_table_in_the_encoding_of_older_spreadsheets_is_read() -> None:
    [found] = stories(f"Datum;Titel;Text\n14.05.2031;Straßenbahn eröffnet;{PROSE}\n", encoding="cp1252")
    assert found.title == "Straßenbahn eröffnet"


def test_every_name_is_for_one_field() -> None:
    assert len({name for field in FIELDS for name in names()[field]}) == sum(len(names()[field]) for field in FIELDS)
    assert known_fields(["Fecha de publicación", "TEXTO"], {}) == {"published", "text"}


def days(*words: str) -> list[date | None]:
    rows = "\n".join(f"{word};Tram {number};{PROSE}" for number, word in enumerate(words))
    return [found.published.day if found.published else None for found in stories(f"Date;Title;Text\n{rows}\n")]


def test_a_days_of_a_spreadsheet() -> None:
    assert days("5/14/31", "5/4/31", "47982") == [date(2031, 5, 14), date(2031, 5, 4), date(2031, 5, 14)]
    assert days("14/5/31", "5/4/31") == [date(2031, 5, 14), date(2031, 4, 5)]
    assert days("5/4/31", "6/4/31") == [None, None]
    assert days("1/1/1900", "0", "01.01.1970") == [None, None, None]


SAVED = {"title": "Tram opens", "content": f"<p>{PROSE}</p>", "url": "https://p.example/1"}


@pytest.mark.parametrize(
    "record",
    [
        {"created_at": "2033-11-02T09:01:00+01:00", "published_at": None, "is_archived": 0},
        {"createdAt": "2033-11-02", "highlights": []},
        {"saved_at": "2033-11-02", "publishedAt": None},
        {"date_added": "2033-11-02", "added": "2033-11-02"},
        {"time_added": "1999000000", "time": "2033-11-02", "favorite": "0"},
        {"timestamp": 1999000000, "Folder": "Unread", "Selection": ""},
        {"crawled": "2033-11-02", "indexed_date": "2033-11-02", "download_date": "2033-11-02", "access_date": "2033-11-02"},
        {"dateCreated": "2033-11-02"},
        {"seendate": "20331102T090000Z"},
    ],
)
def test_the_day_of_keeping_is_not_the_day_of_publication(record: dict[str, Any]) -> None:
    [found] = stories([{**SAVED, **record}], "kept.json")
    assert found.published is None


def test_a_kept_record_states_the_day_of_publication_too() -> None:
    [found] = stories([{**SAVED, "is_starred": 1, "updated_at": "2033-11-02", "published_at": "2031-05-14T10:00:00+02:00"}], "kept.json")
    assert found.published is not None
    assert (found.published.day, found.modified) == (date(2031, 5, 14), None)


@pytest.mark.parametrize(
    ("head", "is_table"),
    [
        ("Titolo\tData\tTesto\nLa funivia\t4.5.2031\tApre.\n".encode("utf-16"), True),
        (b'"Headline";"Date";"Body"\n"Tram";"2031-05-04";"It runs."\n', True),
        (b"Title | Text | Date\n", True),
        (b"Title; text\n", False),
        (b"The text of the title, and the date; all of it\n", False),
        (b"Tram opens\n\nIt runs.\n", False),
    ],
)
def test_a_text_file_that_is_a_table(head: bytes, is_table: bool) -> None:
    assert labels.heads_table(head) is is_table
