"""What decides which sentences are shown and what is said of them, one figure at a time, each on a small archive made for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.selection.probability import packaged
from assistant.selection.selector import DIFFER, Selection, Selector
from index.archive import Archive

TODAY = date(2031, 6, 1)
Fill = Callable[..., None]
Select = Callable[[str], Selection]


@pytest.fixture
def fill(archive: Archive, tmp_path: Path) -> Fill:
    """Adds articles, a file each: their text by name; units that are equally good are ranked by name."""

    def filled(**texts: str) -> None:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
        archive.add([str(tmp_path / f"{name}.txt") for name in texts])

    return filled


@pytest.fixture
def select(archive: Archive) -> Select:
    def selected(question: str) -> Selection:
        query = Assistant(archive).understand(question, as_of=TODAY)
        with archive.snapshot() as seen:
            retriever = Retriever(seen)
            return Selector(seen, retriever, 3, packaged()).select(query, retriever.find(query), retriever.find_parts(query))

    return selected


def names(selection: Selection) -> list[str]:
    """The names of the articles shown."""
    return [Path(unit.article.file).stem for unit in selection.units]


@pytest.mark.parametrize(("speaker", "first"), [("Jonas Lund", "b"), ("Ada Brandt", "a")])
def test_who_is_asked_for_is_heard_before_who_speaks_of_him(fill: Fill, select: Select, speaker: str, first: str) -> None:
    fill(a="News\n\nAda Brandt said of Jonas Lund that the pier is dry.", b="News\n\nJonas Lund said of Ada Brandt that the pier is dry.")
    assert names(select(f"What did {speaker} say about the pier?"))[0] == first


# A premise, and what is held against it


def test_a_figure_of_another_matter_is_not_held_against_the_question(fill: Fill, select: Select) -> None:
    fill(a="News\n\nThe baker of Velden saw three ferries at noon.")
    assert select("did the lighthouse keeper paint 17 ferries in winter?").aside == ""
    assert any("three ferries" in str(note) for note in select("were 17 ferries near the baker of Velden at noon?").notes)


def test_a_figure_of_a_sentence_that_hardly_answers_is_not_held_against_the_question(fill: Fill, select: Select) -> None:
    bought = "The harbour office of Port Arden bought ferries for the summer."
    other = "A toy shop sold children three ferries of tin and a red drum."
    fill(a=f"News\n\n{bought} It rained all day long in the hills. {other}")
    selection = select("Did the harbour office of Port Arden buy 17 ferries for the summer?")
    assert selection.aside == ""
    assert [unit.text.startswith(bought) for unit in selection.units] == [True]


# A course of events, and figures of several days


def test_a_stage_of_a_course_is_about_its_subject(fill: Fill, select: Select) -> None:
    fill(**{f"x{n}": f"Town {n}\n\nBread costs {n} crowns in the town." for n in range(6)})
    fill(
        a="3 May 2031\n\nRow grows\n\nA dispute on building one more harbour wall came before judges, and builders, fishers, sailors and "
        "bakers spoke at length there.",
        b="9 May 2031\n\nRow grows\n\nA harbour wall dispute went up to judges of another court, where builders, fishers, sailors and "
        "bakers sat apart for days.",
        c="12 May 2031\n\nFog\n\nOver the town hung the fog of the sea.",
    )
    selection = select("How did the dispute over the harbour wall of the town unfold?")
    assert names(selection) == ["a", "b"]
    assert "Undated" not in getattr(selection.notes[0], "text", "Undated")  # news of bread tells nothing of it either


def test_a_figure_of_something_else_is_no_other_figure(fill: Fill, select: Select) -> None:
    fill(a="3 May 2031\n\nNews\n\nThe harbour office of Port Arden bought three ferries.")
    fill(b="9 May 2031\n\nNews\n\nFire took seven ferries of a toy maker.")
    selection = select("How many ferries did the harbour office of Port Arden buy?")
    assert (names(selection), DIFFER in selection.notes) == (["a"], False)
    fill(c="12 May 2031\n\nNews\n\nThe harbour office of Port Arden has bought nine ferries.")
    selection = select("How many ferries did the harbour office of Port Arden buy?")
    assert (names(selection), DIFFER in selection.notes) == (["a", "c"], True)


# The order of two events

FLOOD_OR_FIRE = "Which came first, the flood of Velden or the fire of Oskerby?"
FIRE = "20 May 2031\n\nFire in Oskerby\n\nFire broke out in Oskerby at night."
BY_REPORTS = "By these dates, [1] (report, 12 May 2031, stated) comes before [2] (report, 20 May 2031, stated)."


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (
            "The flood of Velden broke the bridge on 10 May 2031.",
            "By these dates, [1] (10 May 2031, named in it) comes before [2] (report, 20 May 2031, stated).",
        ),
        (
            "The flood of Velden broke the bridge, and the harbour office, which had only just finished painting all of its ferries, opens "
            "a fair on 25 May 2031.",
            BY_REPORTS,
        ),
        ("The flood of Velden broke the bridge, the mayor said on 25 May 2031.", BY_REPORTS),
        ("The flood of Velden kept the bridge shut until 25 May 2031.", BY_REPORTS),
        ("The flood of Velden kept the bridge shut from 14 May 2031 to 25 May 2031.", BY_REPORTS),
    ],
    ids=["its own", "far from its words", "of saying it", "the end of what followed", "both ends of what followed"],
)
def test_a_day_is_the_event_s_that_stands_beside_its_words(fill: Fill, select: Select, text: str, order: str) -> None:
    fill(flood=f"12 May 2031\n\nFlood in Velden\n\n{text}", fire=FIRE)
    told = select(FLOOD_OR_FIRE).order
    assert told is not None and told.text == order


def test_the_day_of_a_dateline_is_that_of_the_report(fill: Fill, select: Select) -> None:
    fill(flood="Flood in Velden\n\nVELDEN, 12 May 2031 (Echo) - The flood of Velden was a year ago.", fire=FIRE)
    told = select(FLOOD_OR_FIRE).order
    assert told is not None and told.text == BY_REPORTS


def test_a_sentence_that_hardly_tells_of_an_event_does_not_date_it(fill: Fill, select: Select) -> None:
    songs = (
        "Bakers, tailors, sailors, masons and choirs of many schools from nine towns around sang songs about a flood, a moon and a goose "
        "on 26 May 2031 without stopping for hours."
    )
    fill(flood="12 May 2031\n\nFlood in Velden\n\nThe flood of Velden came on 10 May 2031.", fire=FIRE)
    fill(songs=f"28 May 2031\n\nSongs sung in Velden\n\n{songs}")
    selection = select(FLOOD_OR_FIRE)
    assert names(selection) == ["flood", "fire"]
    assert selection.order and "comes before" in selection.order.text
    fill(again="28 May 2031\n\nFlood in Velden\n\nThe flood of Velden came on 26 May 2031.")
    assert names(select(FLOOD_OR_FIRE)) == ["flood", "fire", "again"]  # as good a sentence is held against it


# Another time


def test_what_is_told_of_another_time_is_told_of_the_same(fill: Fill, select: Select) -> None:
    fill(a="9 May 2031\n\nNews\n\nThe baker of Velden painted bread.")
    assert select("What did the lighthouse keeper paint on 3 May 2029?").aside == ""
    assert "9 May 2031" in select("What did the baker of Velden paint on 3 May 2029?").aside
