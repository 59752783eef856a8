"""Nexis records in the layouts and languages that users have: fields below the prose, headlines above the date, no marks, Word's lines."""

from __future__ import annotations

from datetime import date

import pytest

from index.readers.databases import nexis
from index.readers.databases.record import Record, author_of

PARAGRAPHS = """The council of Eastmere will close the north quay for repairs in
June, its engineer said.

Traders asked for a ferry in the meantime.

A second report is due in July."""
ENDS_IN_FIELDS = f"""
                               1 of 2 DOCUMENTS

                                Hallow News Service

                              May 4, 2017, Thursday

Quay to close for the whole of June

{PARAGRAPHS}

SECTION: Domestic

LENGTH: 38 words

BYLINE: By Orla Fenwick

LOAD-DATE: May 5, 2017

                               2 of 2 DOCUMENTS

                                Hallow News Service

                              May 5, 2017, Friday

Ferry found

A ferry was found.

LENGTH: 4 words

LANGUAGE: ENGLISH
"""
HEADLINE_ABOVE_THE_DATE = f"""
                               1 of 1 DOCUMENT

                                Hallow News Service

Quay to close for the whole of June, council tells the traders of the
north bank

                              May 4, 2017, Thursday
                              Correction Appended
                               14:05 Eastern Time

{PARAGRAPHS}

LENGTH: 38 words

LOAD-DATE: May 5, 2017
"""
UNMARKED = f"""                                The Eastmere Slate

                              May 4, 2017 Thursday

Quay to close for the whole of June

BYLINE: Orla Fenwick

LENGTH: 38 words

{PARAGRAPHS}

LOAD-DATE: May 5, 2017

LANGUAGE: ENGLISH

                     Copyright 2017 The Eastmere Slate
                              All Rights Reserved

                                The Eastmere Slate

                              May 6, 2017 Saturday

Glassworks to hire sixty

LENGTH: 8 words

The glassworks will hire sixty people by autumn.

LOAD-DATE: May 7, 2017
"""
SPANISH = """                               Documento 1 de 1

                                El Faro de Levante

                              4 de mayo de 2017

TITULAR: El muelle norte cierra en junio

AUTOR: Por Inés Calder

LONGITUD: 12 palabras

TEXTO:

El muelle norte cerrará en junio, dijo la ingeniera del puerto.

IDIOMA: Español

FECHA-CARGA: 5 de mayo de 2017
"""
ITALIAN = """Il molo nord chiude a giugno

Il Faro di Ponente

4 maggio 2017

Copyright 2017 Il Faro di Ponente

Sezione: Cronaca; pag. 3
Lunghezza: 12 parole
Autore: di Ines Caldera

Testo:

Il molo nord chiuderà a giugno, ha detto l'ingegnera del porto.

Lingua: Italiano

Data di caricamento: 5 maggio 2017

Fine del documento
"""
FRENCH = """                               1 de 1 DOCUMENTS

                                Le Phare du Ponant

                              jeudi 4 mai 2017

TITRE: Le quai nord ferme en juin

AUTEUR: Par Inès Caldère

RUBRIQUE: Ville; p. 3

LONGUEUR: 11 mots

Le quai nord fermera en juin, a dit l'ingénieure du port.

LANGUE: Français

DATE-CHARGEMENT: 5 mai 2017
"""


def read(text: str) -> list[tuple[str, Record, str]]:
    assert nexis.sniff(text)
    return [(record.title(text), record, text[record.body_start : record.body_end]) for record in nexis.sections(text)]


def test_fields_below_the_prose_cost_none_of_it() -> None:
    (title, quay, prose), (_, _, short) = read(ENDS_IN_FIELDS)
    assert (title, prose, short) == ("Quay to close for the whole of June", PARAGRAPHS, "A ferry was found.")
    assert (quay.source, quay.author, quay.days) == ("Hallow News Service", "Orla Fenwick", (date(2017, 5, 4),) * 2)


def test_a_headline_may_stand_above_the_date() -> None:
    [(title, quay, prose)] = read(HEADLINE_ABOVE_THE_DATE)
    assert title == "Quay to close for the whole of June, council tells the traders of the north bank"
    assert (quay.source, quay.days, prose) == ("Hallow News Service", (date(2017, 5, 4),) * 2, PARAGRAPHS)


def test_records_without_any_mark_are_told_by_their_fields() -> None:
    (title, quay, prose), (other, glass, _) = read(UNMARKED)
    assert (title, quay.source, quay.author, prose) == (
        "Quay to close for the whole of June",
        "The Eastmere Slate",
        "Orla Fenwick",
        PARAGRAPHS,
    )
    assert (other, glass.source, glass.days) == ("Glassworks to hire sixty", "The Eastmere Slate", (date(2017, 5, 6),) * 2)


def test_one_field_by_itself_makes_no_record() -> None:
    assert not nexis.sniff("The pier\n\nLENGTH: 40 metres\n\nThe pier is to be repaired, the council said.\n")
    assert not nexis.sniff("Notes of the talk\n\nLanguage: English\n\nBody language was the subject of the talk, she said.\n")


@pytest.mark.parametrize(
    ("text", "title", "author", "language", "opening"),
    [
        (SPANISH, "El muelle norte cierra en junio", "Inés Calder", "es", "El muelle norte cerrará"),
        (ITALIAN, "Il molo nord chiude a giugno", "Ines Caldera", "it", "Il molo nord chiuderà"),
        (FRENCH, "Le quai nord ferme en juin", "Inès Caldère", "fr", "Le quai nord fermera"),
    ],
)
def test_interfaces_of_other_languages(text: str, title: str, author: str, language: str, opening: str) -> None:
    [(found, record, prose)] = read(text)
    assert (found, record.author, record.language, record.days) == (title, author, language, (date(2017, 5, 4),) * 2)
    assert prose.startswith(opening) and prose.count(".") == 1


def test_the_older_layout_as_word_has_it() -> None:
    """A line a paragraph, nothing centred: what Word sets in the middle has no spaces before it."""
    lines = [line.strip() for line in UNMARKED.split("\n\n")]
    [(title, quay, prose), _] = read("                 \n\n".join(lines))
    assert (title, quay.source, quay.author) == ("Quay to close for the whole of June", "The Eastmere Slate", "Orla Fenwick")
    assert "second report" in prose and "LOAD" not in prose


def test_a_first_paragraph_without_headline_is_prose() -> None:
    text = HEADLINE_ABOVE_THE_DATE.replace("Quay to close for the whole of June, council tells the traders of the\nnorth bank\n", "")
    [(title, _, prose)] = read(text.replace("its engineer said.", "its engineer said, " + "and the harbour master agreed, " * 4 + "too."))
    assert title == "" and prose.startswith("The council of Eastmere") and prose.endswith("due in July.")


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Amanda Rigby", "Amanda Rigby"),
        ("By Amanda Rigby", "Amanda Rigby"),
        ("By Rigby", "Rigby"),
        ("Bobby Carver", "Bobby Carver"),
        ("Von Ines Calder", "Ines Calder"),
        ("Da Silva", "Da Silva"),
        ("De Witt, Ines", "De Witt, Ines"),
        ("di Ines Caldera", "Ines Caldera"),
        ("", None),
    ],
)
def test_a_byline_is_whole_but_for_the_word_that_opens_it(byline: str, author: str | None) -> None:
    assert author_of(byline) == author


def test_prose_outside_the_records_is_kept() -> None:
    note = "I asked the archive for all that the Slate wrote on the quay, and these two came."
    found = [prose for _, _, prose in read(f"{note}\n\n{ENDS_IN_FIELDS}")]
    assert found == [note, PARAGRAPHS, "A ferry was found."]
    assert [prose for _, _, prose in read(f"{ITALIAN}\n{note}\n")][1] == note


def test_the_body_may_be_announced_in_any_language() -> None:
    for word, edition in (("Text", "Hauptausgabe"), ("Texte", "Edition principale"), ("Testo", "Edizione nazionale")):
        text = (
            f"Quay closes for the whole of June\n\nEastmere Slate\n\n14. Mai 2019 Dienstag\n{edition}\n\nCopyright 2019 Slate\n\n"
            f"Rubrik: LOKALES; S. 4\nLänge: 9 Wörter\nAutor: Ines Calder\n\n{word}\n\nThe north quay closes in June, the council said.\n\n"
            "Load-Date: 15. Mai 2019\n\nEnde des Dokuments\n"
        )
        [(title, record, prose)] = read(text)
        assert (title, record.author) == ("Quay closes for the whole of June", "Ines Calder")
        assert prose == "The north quay closes in June, the council said."
