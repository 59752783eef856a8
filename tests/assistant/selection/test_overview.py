from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.query.question import understand
from assistant.selection.overview import asks_for_overview
from assistant.types import Status, Turn
from index.archive import Archive
from index.types import Filter


@pytest.mark.parametrize("question", ["What happened on 4 May 2031?", "news on 4 May 2031", "what was reported on 4 May 2031"])
def test_a_question_for_days_alone_asks_for_an_overview(question: str) -> None:
    assert asks_for_overview(understand(question, as_of=date(2031, 6, 1)))


@pytest.mark.parametrize(
    "question", ["What happened to the road on 4 May 2031?", "What happened to the road?", "Which mayor resigned on 4 May 2031?"]
)
def test_a_question_for_something_does_not(question: str) -> None:
    asked = understand(question, as_of=date(2031, 6, 1))
    assert not asks_for_overview(asked)


def test_an_overview_is_how_the_stories_of_the_day_begin(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "4 May 2031\n\nRoad closed by ash\n\nThe road over the Tarn pass was closed. Drivers are sent round.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "5 May 2031\n\nBridge opens early\n\nThe bridge at Velden opened a month early. It rained.\n", encoding="utf-8"
    )
    archive.add([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    answer = Assistant(archive).ask("What happened on 4 May 2031?", as_of=date(2031, 6, 1))
    assert answer.status is Status.ANSWERED
    assert [citation.quote for citation in answer.citations] == ["The road over the Tarn pass was closed."]


@pytest.mark.parametrize(
    "question",
    [
        "Why did it happen on 4 May 2031?",
        "Who reported on 4 May 2031?",
        "Where did the events of 4 May 2031 take place?",
        "Which publisher went on 4 May 2031?",
        "how many events took place on 4 May 2031",
    ],
)
def test_a_question_for_one_thing_about_the_news_of_a_day_is_no_overview(question: str) -> None:
    assert not asks_for_overview(understand(question, as_of=date(2031, 6, 1)))


def test_days_set_by_hand_are_those_that_what_happened_asks_for(archive: Archive, tmp_path: Path) -> None:
    for day, title in ((4, "Road closed by ash"), (5, "Bridge opens early"), (6, "Ferry fined")):
        (tmp_path / f"{day}.txt").write_text(f"{day} May 2031\n\n{title}\n\n{title}, the town said. It rained.\n", encoding="utf-8")
    archive.add([str(tmp_path)])
    assistant = Assistant(archive)
    by_hand = Filter(since=date(2031, 5, 5), until=date(2031, 5, 6))
    before = Turn.from_answer(assistant.ask("Why was the road closed?", as_of=date(2031, 6, 1)))
    for history in ((), (before,)):
        answer = assistant.ask("What happened?", history, filter=by_hand, as_of=date(2031, 6, 1))
        assert (answer.status, answer.standalone_question) == (Status.ANSWERED, "What happened?")
        assert [citation.quote for citation in answer.citations] == ["Bridge opens early, the town said.", "Ferry fined, the town said."]
    assert not asks_for_overview(understand("What happened to the road?", filter=by_hand, as_of=date(2031, 6, 1)))
