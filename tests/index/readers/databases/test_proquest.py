"""Records of ProQuest: the day of publication and never of the download, the prose without fields, in the languages of its interface."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_news import __file__ as invented

from index.readers import registry
from index.readers.databases import nexis, proquest
from index.readers.databases.record import Record
from index.types import Basis, Dating

RULE = "_" * 60
EXPORT = f"""{RULE}

Report Information from ProQuest
June 02 2019 18:40
{RULE}

{RULE}

Glassworks at Hallow Bay to light a second
furnace

Author: Calder, Ines; Fenwick, Orla

Publication info: Hallow Bay Courier ; Hallow Bay [Hallow Bay]. 14 May 2019: B2.

ProQuest document link

Abstract (summary): The glassworks will hire sixty people.

Full text: The glassworks at Hallow Bay will light a second furnace in June, its owner said.

Location: the owner would not name the place where the sand is dug.

"We need sixty people," she said, "and we need them before the summer, when the orders of the hotels come in."

Subject: Glass; Labour

Location: Hallow Bay

People: Calder, A; Brandt, B; and eleven more

Publication title: Hallow Bay Courier; Hallow Bay

Publication year: 2019

Publication date: May 14, 2019

Language of publication: English

ProQuest document ID: 2200000017

Document URL: https://database.example/docview/2200000017

Last updated: 2019-05-20

{RULE}

A letter

Author: Anonymous

Publication info: Hallow Bay Courier ; Hallow Bay [Hallow Bay]. 16 May 2019: B9.

Abstract: None available.

Full text: Not available.

Publication title: Hallow Bay Courier

ProQuest document ID: 2200000018

{RULE}

Contact us at: https://database.example/contact
Database copyright (c) 2019 ProQuest LLC. All rights reserved.
"""
GERMAN = f"""{RULE}

Die Glashütte sucht sechzig Leute

Autor: Calder, Ines

Publikationsinformationen: Der Ostsee-Bote ; Hallow [Hallow]. 14 Mai 2019: 2.

Volltext: Die Glashütte sucht sechzig Leute, sagte die Besitzerin.

Thema: Glas

Titel der Publikation: Der Ostsee-Bote; Hallow

Publikationsdatum: 14. Mai 2019

Sprache der Publikation: Deutsch

ProQuest-Dokument-ID: 2200000019

Zuletzt aktualisiert: 2019-05-20
"""
FRENCH = (
    GERMAN.replace("Autor", "Auteur")
    .replace("Publikationsinformationen", "Informations sur la publication")
    .replace("Volltext", "Texte intégral")
    .replace("Thema", "Sujet")
    .replace("Titel der Publikation", "Titre de la publication")
    .replace("Publikationsdatum: 14. Mai 2019", "Date de publication : 14 mai 2019")
    .replace("Sprache der Publikation: Deutsch", "Langue de publication : Allemand")
    .replace("ProQuest-Dokument-ID", "Identifiant du document ProQuest")
    .replace("Zuletzt aktualisiert", "Dernière mise à jour")
)


def read(text: str) -> list[tuple[str, Record, str]]:
    return [(record.title(text), record, text[record.body_start : record.body_end]) for record in proquest.sections(text)]


def test_a_record_states_its_own_day_outlet_and_author() -> None:
    (title, glass, prose), (other, letter, nothing) = read(EXPORT)
    assert title == "Glassworks at Hallow Bay to light a second furnace"
    assert (glass.source, glass.author, glass.language) == ("Hallow Bay Courier", "Calder, Ines; Fenwick, Orla", "en")
    dating = glass.dating(Dating())
    assert (dating.day, dating.basis) == (date(2019, 5, 14), Basis.STATED)
    [evidence] = dating.evidence
    assert EXPORT[evidence.start : evidence.end] == evidence.quote == "May 14, 2019"
    assert glass.url == "https://database.example/docview/2200000017"
    assert prose.startswith("The glassworks at Hallow Bay will light") and prose.endswith('the orders of the hotels come in."')
    assert "Location: the owner would not name" in prose  # a field's name in the midst of the prose ends nothing
    assert (other, letter.days, nothing) == ("A letter", (date(2019, 5, 16),) * 2, "")


def test_an_abstract_stands_in_for_prose_that_is_not_there() -> None:
    text = EXPORT.replace(EXPORT[EXPORT.index("Full text: The") : EXPORT.index("Subject: Glass")], "")
    assert read(text)[0][2] == "The glassworks will hire sixty people."


@pytest.mark.parametrize("text", [GERMAN, FRENCH])
def test_interfaces_of_other_languages(text: str) -> None:
    assert proquest.sniff(text)
    [(title, record, prose)] = read(text)
    assert (title, prose) == ("Die Glashütte sucht sechzig Leute", "Die Glashütte sucht sechzig Leute, sagte die Besitzerin.")
    assert (record.source, record.author, record.days, record.language) == (
        "Der Ostsee-Bote",
        "Calder, Ines",
        (date(2019, 5, 14),) * 2,
        "de",
    )


def test_words_of_the_users_own_between_the_rules_are_kept() -> None:
    note = "This export was made for the hearing on the furnace. " * 5
    assert next(prose for _, _, prose in read(f"{note}\n{EXPORT}")) == note.strip()


def test_the_export_is_found_among_others_and_no_other_text_is_taken_for_it() -> None:
    found = registry.database_records(EXPORT)
    assert found is not None and (found.name, len(found.records)) == ("ProQuest export", 2)
    assert not nexis.sniff(EXPORT)
    for text in (Path(invented).read_text(encoding="utf-8"), "", "ProQuest\n\nPublication date: May 14, 2019\n"):
        assert not proquest.sniff(text)


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from([*EXPORT.splitlines(keepends=True), *GERMAN.splitlines(keepends=True), "\r", "\x0c"]), max_size=40).map(
        "".join
    )
)
def test_spans_are_ordered_and_inside(text: str) -> None:
    end = 0
    for record in proquest.sections(text):
        assert end <= record.start <= record.body_start <= record.body_end == record.end <= len(text)
        if record.dateline and record.dateline.start is not None:
            assert text[record.dateline.start : record.dateline.end] == record.dateline.quote
        end = record.end
