"""What extractive answers are made of, over a small invented archive: real Chroma and catalog, words for vectors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.selection.probability import packaged
from assistant.selection.selector import DIFFER, Selection, Selector
from assistant.types import Remark, Status
from index.archive import Archive
from index.types import Filter

STORIES = {
    "flood.txt": "3 May 2031\n\nFlood in Velden kills two\n\nTwo people died when the river flooded the town of Velden, the mayor said. "
    "The bridge of Velden was closed.\n",
    "toll.txt": "5 May 2031\n\nFlood in Velden: toll rises\n\nFive people died in the flood of Velden, the mayor said. "
    "Divers found three bodies in a cellar.\n",
    "bridge.txt": "20 May 2031\n\nBridge of Velden open again\n\nThe bridge of Velden opened again after the flood, the mayor said. "
    "The repair of the bridge took 14 days.\n",
    "ferry.txt": "12 May 2031\n\nFerry bought for Port Arden\n\nThe harbour office of Port Arden bought three ferries. "
    "The ferries sail from June, the harbour master said.\n",
}


@pytest.fixture
def select(archive: Archive, tmp_path: Path) -> Callable[[str], Selection]:
    for name, text in STORIES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        archive.add([str(tmp_path / name)], source="The Arden Post" if name == "ferry.txt" else "The Velden Echo")
    assistant = Assistant(archive)

    def selected(question: str, filter: Filter | None = None) -> Selection:
        query = assistant.understand(question, as_of=date(2031, 6, 1), filter=filter)
        with archive.snapshot() as seen:
            retriever = Retriever(seen)
            return Selector(seen, retriever, 3, packaged()).select(query, retriever.find(query), retriever.find_parts(query))

    return selected


def days(selection: Selection) -> list[int]:
    return [unit.article.published.earliest.day for unit in selection.units if unit.article.published.earliest]


def test_a_course_of_events_is_told_day_by_day(select: Callable[[str], Selection]) -> None:
    selection = select("How did the flood of Velden unfold?")
    assert selection.status is Status.ANSWERED
    assert days(selection) == sorted(set(days(selection))) and len(days(selection)) >= 2
    assert selection.notes[0] == Remark.of("In date order, by the days of the reports.")


def test_undated_reports_of_a_course_are_counted(select: Callable[[str], Selection], archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "undated.txt").write_text("Flood in Velden recalled\n\nThe flood of Velden is recalled by many.\n", encoding="utf-8")
    archive.add([str(tmp_path / "undated.txt")])
    notes = select("How did the flood of Velden unfold?").notes
    assert notes[0] == Remark.of("In date order, by the days of the reports. Undated, and so left out: 1 article.")


def test_figures_of_different_days_are_listed_by_date(select: Callable[[str], Selection]) -> None:
    selection = select("How many people died in the flood of Velden?")
    assert days(selection) == [3, 5]
    assert DIFFER in selection.notes


def test_one_figure_is_not_said_to_differ(select: Callable[[str], Selection]) -> None:
    assert DIFFER not in select("How many ferries did the harbour office of Port Arden buy?").notes


def test_the_order_of_two_events_is_stated_with_both_passages(select: Callable[[str], Selection]) -> None:
    selection = select("Which came first, the ferries of Port Arden or the bridge of Velden opened again?")
    assert (
        selection.order
        and selection.order.text == "By these dates, [1] (report, 12 May 2031, stated) comes before [2] (report, 20 May 2031, stated)."
    )
    assert days(selection) == [12, 20]


def test_an_event_that_no_passage_tells_of_leaves_the_order_unstated(select: Callable[[str], Selection]) -> None:
    selection = select("Which came first, the flood of Velden or the chess tournament?")
    assert selection.order is None
    assert "No order is stated: no passage found tells plainly of “the chess tournament”." in selection.notes


def test_a_part_that_the_archive_does_not_answer_is_named(select: Callable[[str], Selection]) -> None:
    selection = select("How many ferries did the harbour office of Port Arden buy, and what did the locomotive cost?")
    assert "The archive does not say: “what did the locomotive cost”." in selection.notes
    assert [unit.article.title for unit in selection.units] == ["Ferry bought for Port Arden"]


def test_a_part_that_is_perhaps_not_answered_is_named(select: Callable[[str], Selection]) -> None:
    selection = select("How many ferries did the harbour office of Port Arden buy, and why did the river buy a bridge?")
    assert "Perhaps not answered: “why did the river buy a bridge”." in selection.notes


def test_a_wrong_figure_in_the_question_is_held_against_the_passage(select: Callable[[str], Selection]) -> None:
    selection = select("When did the harbour office of Port Arden buy 17 ferries?")
    assert selection.status is not Status.ANSWERED
    assert selection.aside == "The question says “17 ferries”; the nearest passage says “three ferries”."
    assert "three ferries" in selection.nearest[0].passage.text


def test_whether_a_wrong_figure_is_right_is_answered_by_the_other_figure(select: Callable[[str], Selection]) -> None:
    selection = select("Did the harbour office of Port Arden buy 17 ferries?")
    assert selection.status is Status.ANSWERED
    assert "The question says “17 ferries”; the nearest passage says “three ferries”." in selection.notes
    assert ["three ferries" in unit.text for unit in selection.units] == [True]


@pytest.mark.parametrize(
    "question", ["Did the harbour office of Port Arden buy three ferries?", "Did Port Arden buy more than two ferries?"]
)
def test_a_right_figure_is_not(select: Callable[[str], Selection], question: str) -> None:
    assert "question says" not in select(question).aside


def test_what_rests_on_one_outlet_says_so_unless_that_outlet_was_asked_for(select: Callable[..., Selection]) -> None:
    assert "All of it rests on one outlet: The Velden Echo." in select("How many people died in the flood of Velden?").notes
    asked = select("How many people died in the flood of Velden?", Filter(sources=("The Velden Echo",)))
    assert asked.units and not any("outlet" in Remark.of(note).text for note in asked.notes)


@pytest.mark.parametrize("told", ["in May", "last year", "this spring"])
def test_a_longer_time_does_not_speak_of_a_day_in_it(archive: Archive, tmp_path: Path, told: str) -> None:
    (tmp_path / "a.txt").write_text(
        f"17 May 2031\n\nBerth kept free\n\nThe harbour board of Arden keeps the berth free {told}.\n", encoding="utf-8"
    )
    archive.add([str(tmp_path / "a.txt")])
    day = "3 May 2030" if told == "last year" else "3 May 2031"
    answer = Assistant(archive).ask(f"What did the harbour board of Arden say about the berth on {day}?", as_of=date(2031, 6, 1))
    assert not answer.statements
    assert f"Nothing in it was published {day} or speaks of that time" in answer.text


def test_a_refusal_points_at_what_is_told_of_another_time(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "17 May 2031\n\nBerth kept free\n\nThe harbour board of Arden keeps the berth free.\n", encoding="utf-8"
    )
    archive.add([str(tmp_path / "a.txt")])
    answer = Assistant(archive).ask("What did the harbour board of Arden keep free on 3 May 2029?", as_of=date(2031, 6, 1))
    assert not answer.statements
    assert "A passage of another time comes near: 17 May 2031 (stated)." in answer.text
    assert answer.nearest[0].article.title == "Berth kept free"
