"""A question about one town, firm or person is not answered by a passage that tells the like of another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.selection.units import Unit
from assistant.selection.unnamed import unnamed
from assistant.selection.untold import SURE
from assistant.types import Status
from index.archive import Archive
from index.prose.reading import read
from index.types import Article, Dating, Passage, Sentence

TEXT = "The council of Marsby raised the bus fare to 3 crowns on Monday, Mayor Ada Brandt said. The European Union pays half of it."
FARES = "Bus Fare Rises In Marsby\n\nThe council of Marsby raised the bus fare to 3 crowns on Monday, Mayor Ada Brandt said.\n"
TOWNS = "Market Returns To Holmvik\n\nThe fish market of Holmvik opens again on Friday, the harbour office said.\n"


def unit(text: str = TEXT, title: str = "Bus fare rises", source: str | None = None, speaker: str | None = None, id: str = "a1") -> Unit:
    article = replace(Article(id, title, text, "a.txt", 0, Dating()), source=source)
    passage = Passage("p1", id, 0, 0, len(text), text, "")
    return Unit(article, passage, read(article), (Sentence(id, 0, 0, len(text), text),), speaker, 0.9)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("What is the bus fare in Holmvik?", "Holmvik"),
        ("What is the bus fare in Marsby?", ""),
        ("What did Mayor Jonas Lund say about the bus fare?", "Mayor Jonas Lund"),  # another mayor
        ("What did Mayor Brandt say about the bus fare?", ""),
        ("What does the EU pay?", ""),  # its initials
        ("What does the E.U. pay?", ""),
        ("What is the bus fare in Marsbi?", ""),  # misspelt
        ("What is the bus fare in Mansel?", "Mansel"),
        ("When did the fare in Marsby rise, in March 2022?", ""),  # a day is no name
        ("Is it right that ‘the bus fare in Holmvik rose to 3 crowns’?", ""),  # words that were pasted are held against the text elsewhere
        ("what is the fare", ""),
        ("", ""),
    ],
)
def test_a_name_that_the_likeliest_passage_lacks(asked: str, name: str) -> None:
    assert unnamed(asked, [unit()]) == name


def test_names_typed_small_are_those_that_the_passages_always_write_large() -> None:
    other = unit("The market of Holmvik opens again, and the bus stops at it.", id="a2")
    assert unnamed("what is the bus fare in holmvik", [unit(), other]) == "Holmvik"
    assert unnamed("what is the bus fare in marsby", [unit(), other]) == ""
    assert unnamed("what is the market fare", [unit(), other]) == ""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Who on Capitol Hill was against the fare?", "Three in the Senate were against the fare."),
        ("Which GOP mayor raised the fare?", "A Republican raised the fare."),
        ("What did the MPs say about the fare?", "The fare was called too high."),  # many of a kind
        ("Which Albanian-born mayor raised the fare?", "The mayor raised the fare."),  # what describes
        ("Why the U turn over the fare?", "The fare was lowered again."),
    ],
)
def test_what_stands_for_something_else_or_names_nobody_is_not_missing(asked: str, told: str) -> None:
    assert unnamed(asked, [unit(told, title="The fare", source="Post")]) == ""


def test_the_next_likeliest_passages_of_the_article_may_name_it() -> None:
    asked = "What is the bus fare in Holmvik?"
    near = "The mayor of Holmvik said so, and the bus stops there."
    assert unnamed(asked, [unit(), unit(near)]) == ""
    assert unnamed(asked, [unit(), unit(near, id="a2")]) == "Holmvik"
    assert unnamed(asked, [unit(), unit(), unit(), unit(near)]) == "Holmvik"


def test_a_country_is_named_by_its_initials_too() -> None:
    assert unnamed("When did the American strikes begin?", [unit("U.S. forces began the strikes on Friday.", title="Strikes")]) == ""
    assert unnamed("What are the British building?", [unit("The Brits are building a base.", title="Bases")]) == ""


def test_what_stands_for_something_is_missing_where_neither_is_there() -> None:
    assert unnamed("Which GOP mayor raised the fare?", [unit("A Democrat raised the fare.")]) == "GOP"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Which Dutch town raised its fares?", "A town in the Netherlands raised its fares."),
        ("Which British town raised its fares?", "A town in the UK raised its fares."),
        ("Which Albanian town raised its fares?", "A town in Albania raised its fares."),
    ],
)
def test_a_country_is_named_by_its_people(asked: str, told: str) -> None:
    assert unnamed(asked, [unit(told)]) == ""
    assert unnamed(asked, [unit("A town in Bolivia raised its fares.")]) != ""


def test_the_headline_the_outlet_and_who_speaks_name_too() -> None:
    asked = "What did the Tidewater Post say of Jonas Lund in Holmvik?"
    assert unnamed(asked, [unit(title="Holmvik: a portrait", source="Tidewater Post", speaker="Jonas Lund")]) == ""
    assert unnamed(asked, [unit(title="Holmvik: a portrait", source="Tidewater Post")]) == "Jonas Lund"
    assert unnamed("What is the bus fare in Tidewater?", [unit(source="Tidewater Post")]) == "Tidewater"
    assert unnamed(asked, []) == ""


def test_another_towns_figure_is_shown_and_not_claimed(archive: Archive, tmp_path: Path) -> None:
    for number, text in enumerate((FARES, TOWNS)):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        archive.add([str(tmp_path / f"{number}.txt")])
    assistant = Assistant(archive)
    there, elsewhere = (
        assistant.ask(f"To how many crowns did the council of {town} raise the bus fare?") for town in ("Marsby", "Holmvik")
    )
    assert there.status is Status.ANSWERED
    assert elsewhere.status is not Status.ANSWERED and elsewhere.confidence <= SURE
    if elsewhere.status is Status.UNCERTAIN:
        assert "The passage that comes nearest does not name Holmvik." in elsewhere.asides
