"""What the page asks of its desk: questions with what their conversation brings, the archive as it is now, kept conversations again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import archive_of_two
from parts import sources
from served_page import answered, fetched, served

from assistant.assistant import Assistant
from index.archive import Archive
from index.errors import InputError
from index.settings import IndexSettings
from ui.desk import Desk

TRAM = "Tram opens\n\nVELDEN, 3 May 2021 (VP) — The tram of Velden opened on 3 May 2021. A ride costs four crowns.\n"


@pytest.fixture
def desk(archive: Archive, files: Path) -> Desk:
    (files / "tram.txt").write_text(TRAM, encoding="utf-8")
    archive.add([str(files / "tram.txt")], source="The Velden Post")
    return Desk(Assistant(archive), archive, None)


def last(states: Iterator[dict[str, Any]]) -> dict[str, Any]:
    *_, state = states
    return json.loads(json.dumps(state))  # type: ignore[no-any-return]


def asked(desk: Desk, question: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return last(desk.ask({"question": question, "number": number, **more}))


@pytest.mark.slow
def test_what_is_added_while_the_page_is_served_can_be_chosen_and_is_counted(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(archive_of_two(), tmp_path / "two"))
    (folder / "tram.txt").write_text(TRAM, encoding="utf-8")
    with served(folder) as (_, address):
        frame = fetched(address, "frame")
        assert ">2 articles<" in frame["facts"]
        assert frame["outlets"] == ["Hallow Bay Courier", "The Eastmere Slate"]
        with Archive.open(folder / "archive", IndexSettings()) as archive:
            archive.add([str(folder / "tram.txt")], source="The Velden Post")
        frame = fetched(address, "frame")
        assert ">3 articles<" in frame["facts"]
        assert frame["outlets"] == ["Hallow Bay Courier", "The Eastmere Slate", "The Velden Post"]
        limits = {"outlets": ["The Velden Post"]}
        assert "four crowns" in answered(address, {"question": "What does a ride cost?", "number": 1, "filters": limits})["html"]


def test_the_facts_follow_a_corrected_date(archive: Archive, files: Path) -> None:
    archive.add([str(files / "note.txt")])
    desk = Desk(Assistant(archive), archive, None)
    before = desk.frame()
    assert desk.frame() is before
    archive.correct(archive.articles()[0].id, date(1999, 8, 7))
    assert "1999" in desk.frame()["facts"]
    assert "1999" in desk.masthead()
    assert "1999" not in before["facts"]


def test_only_outlets_are_offered_and_a_file_can_still_be_typed(archive: Archive, files: Path) -> None:
    archive.add([str(files / "note.txt")])
    archive.add([str(files / "digest.txt")], source="The Velden Post")
    assert Desk(Assistant(archive), archive, None).frame()["outlets"] == ["The Velden Post"]
    assert "note.txt" in sources(archive)


def test_examples_are_those_given_or_made_of_the_archive(archive: Archive, desk: Desk) -> None:
    assert "What happened on 3 May 2021?" in desk.frame()["examples"]
    assert Desk(Assistant(archive), archive, None, ["Who?"]).frame()["examples"] == ["Who?"]


def test_an_empty_archive_has_no_examples(archive: Archive) -> None:
    frame = Desk(Assistant(archive), archive, None).frame()
    assert (frame["examples"], frame["articles"]) == ([], 0)


def test_a_question_is_answered_with_all_that_the_browser_keeps(desk: Desk) -> None:
    state = asked(desk, "What does a ride on the tram cost?", 3)
    assert 'id="answer-A3"' in state["html"] and 'id="sources-A3"' in state["sources"]
    assert state["running"] is False
    assert "four crowns" in state["answer"]["citations"][0]["quote"]
    follow_up = asked(desk, "When did it open?", 4, turns=[state["turn"]])
    assert "3 May 2021" in follow_up["html"]


def test_what_goes_wrong_is_a_sentence_in_the_place_of_the_answer(desk: Desk) -> None:
    state = asked(desk, "Who?", filters={"since": "soon"})
    assert "“soon” in “Published since” is not a date that I can read" in state["html"]
    assert (state["answer"], state["turn"], state["running"]) == (None, None, False)
    assert "did not arrive whole" in last(desk.ask({"number": "x"}))["html"]


ON_THE_DAY = "What opened on 3 May 2021?"


# A window set by hand hides that the words name one too.
@pytest.mark.parametrize("limits", [{}, {"since": "2021-05-01"}])
def test_an_ignored_window_is_gone_whoever_set_it(desk: Desk, limits: dict[str, str]) -> None:
    given = asked(desk, ON_THE_DAY, filters=limits)
    assert given["edit"] == {"question": "What opened?", "window": given["turn"]["window"]}
    assert given["turn"]["window"]["since"] == limits.get("since", "2021-05-03")
    again = asked(desk, ON_THE_DAY, 2, ignoring=given["turn"])
    assert (again["question"], again["edit"]["window"], again["chips"]) == ("What opened?", None, "")


def test_an_ignored_window_of_a_follow_up_does_not_come_back_from_the_questions_before(desk: Desk) -> None:
    first = asked(desk, "What opened on 4 May 2021?")
    second = asked(desk, "and on the 3rd?", 2, turns=[first["turn"]])
    assert second["edit"]["window"]["since"] == "2021-05-03"
    again = asked(desk, "and on the 3rd?", 3, turns=[first["turn"], second["turn"]], ignoring=second["turn"])
    assert again["question"] == "What opened?"
    assert again["edit"]["window"] is None


def test_a_question_of_nothing_but_days_cannot_be_asked_without_them(desk: Desk) -> None:
    given = asked(desk, "3 May 2021")
    again = asked(
        desk, "3 May 2021", 2, ignoring={**given["turn"], "window": {"since": "2021-05-03", "until": None, "from_words": "3 May 2021"}}
    )
    assert "names nothing but its days" in again["html"]


def test_a_conversation_is_opened_again_with_every_quotation_looked_up(desk: Desk, archive: Archive) -> None:
    state = asked(desk, "What does a ride on the tram cost?")
    kept = [{"number": 1, "question": state["question"], "answer": state["answer"], "problem": None}]
    standing = desk.reopened(kept)
    assert standing["said"] == ""
    assert "four crowns" in standing["turns"][0]["html"]
    assert "fallen" not in standing["turns"][0]["html"] + standing["turns"][0]["sources"]
    archive.remove([archive.articles()[0].id])
    fallen = desk.reopened(kept)
    total = len(state["answer"]["citations"])
    assert f"{total} of {total} quotation" in fallen["said"]
    assert fallen["turns"][0]["html"].count("The archive no longer holds article") == total
    assert fallen["turns"][0]["sources"].count("The archive no longer holds article") == total


def test_an_answer_that_was_altered_in_the_browser_shows_no_false_quotation(desk: Desk) -> None:
    state = asked(desk, "What does a ride on the tram cost?")
    state["answer"]["citations"][0]["quote"] = "A ride costs nine crowns."
    [turn] = desk.reopened([{"number": 1, "question": "Q", "answer": state["answer"]}])["turns"]
    assert "nine crowns" not in turn["sources"]
    assert "no longer stand" in turn["html"]


@pytest.mark.parametrize("broken", [[{}], [3], [{"number": 1, "question": "Q", "answer": {"question": 3}}]])
def test_a_conversation_that_is_none_is_one_sentence(desk: Desk, broken: list[Any]) -> None:
    with pytest.raises(InputError):
        desk.reopened(broken)


def test_chips_tell_of_filters_and_what_cannot_be_read_is_refused(desk: Desk) -> None:
    assert "on or after 10 January 2022" in desk.chips({"since": "10 January 2022"})
    with pytest.raises(Exception, match="Published until"):
        desk.chips({"until": "whenever"})
