"""A question whose word for what was done no likely passage has: what comes nearest may answer, and is not claimed to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.selection.doubts import doubt, lack
from assistant.selection.probability import ANSWER_FROM, CALIBRATION, packaged
from assistant.selection.units import Unit
from assistant.selection.untold import SURE, leaves_open, untold
from assistant.types import Status
from index.archive import Archive
from index.prose.reading import read
from index.types import Article, Dating, Passage, Sentence

TEXT = "Ada Brandt, who runs the ferry line, said that two sailings were cancelled because of fog. Bert Lund left the company in May."


def unit(text: str = TEXT, matter: float = 0.2) -> Unit:
    article = Article("a1", "Fog Stops The Ferry", text, "a.txt", 0, Dating())
    passage = Passage("p1", "a1", 0, 0, len(text), text, "")
    sentence = Sentence("a1", 0, 0, len(text), text)
    return Unit(article, passage, read(article), (sentence,), None, 0.9, matter)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("Did Ada Brandt resign over the fog?", "resign"),
        ("Why did Ada Brandt sue the ferry line?", "sue"),
        ("When was Ada Brandt arrested?", "arrested"),
        ("Who founded the ferry line?", "founded"),
        ("What is the turnover of Ada Brandt's line?", "turnover"),
        ("Why were two sailings cancelled?", ""),
        ("When did Bert Lund leave?", ""),  # "left" tells of it
        ("What did Ada Brandt resign from?", ""),  # whatever is asked about it, words for it are many
        ("What did Ada Brandt say about resigning?", ""),
        ("Who is Ada Brandt?", ""),
        ("Is it right that ‘Ada Brandt resigned over the fog on Monday’?", ""),
        ("", ""),
    ],
)
def test_what_was_done_and_stands_nowhere_near(asked: str, word: str) -> None:
    assert untold(asked, [unit()]) == word


def test_what_comes_near_in_other_words_is_told() -> None:
    assert untold("Did Ada Brandt resign over the fog?", [unit(matter=0.6)]) == ""
    assert untold("Did Ada Brandt resign over the fog?", []) == ""
    assert untold("Did Ada Brandt resign over the fog?", [unit(), unit("Ada Brandt has resigned.")]) == ""


@pytest.mark.parametrize(
    ("part", "is_open"),
    [
        ("and who paid for it", True),
        ("when was it founded", True),
        ("what was served", True),
        ("which shipyard has built it", True),
        ("why", False),  # "because of fog"
        ("how many sailings were cancelled", False),
        ("when did he leave", False),
    ],
)
def test_a_part_that_leans_on_another_is_open_where_nothing_tells_of_its_own(part: str, is_open: bool) -> None:
    assert leaves_open(part, [unit(matter=0.9)]) is is_open


def test_a_reason_is_open_where_none_is_given() -> None:
    assert leaves_open("and why", [unit("Bert Lund left the company in May.")])


def test_a_question_of_yes_or_no_wants_its_own_word_sooner() -> None:
    assert untold("Did Ada Brandt resign over the fog?", [unit(matter=0.5)]) == "resign"
    assert untold("Why did Ada Brandt resign over the fog?", [unit(matter=0.5)]) == ""


def test_who_did_it_is_told_by_words_that_name_somebody() -> None:
    dated, told = unit("The company was founded in 1874."), unit("The company was founded by Mara Quill in 1874.")
    assert untold("Who founded the company?", [dated]) == "founded"
    assert untold("Who founded the company?", [dated, told]) == ""
    assert untold("When was the company founded?", [dated]) == ""


def test_such_a_question_is_not_said_to_be_answered(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(f"Fog Stops The Ferry\n\n{TEXT}\n", encoding="utf-8")
    archive.add([str(tmp_path / "ferry.txt")])
    assistant = Assistant(archive)
    told = assistant.ask("Why were two sailings of the ferry line cancelled?")
    assert told.status is Status.ANSWERED
    taken = assistant.ask("Did Ada Brandt of the ferry line sue Bert Lund?")
    assert taken.status is not Status.ANSWERED and taken.confidence <= SURE
    assert "None of the passages shown speaks of “sue”." in taken.asides


@pytest.mark.parametrize(
    ("asked", "word", "is_doubted"),
    [
        ("Did Ada Brandt resign over the fog?", "resign", True),
        ("Who founded the ferry line?", "founded", True),
        ("When was Bert Lund arrested?", "arrested", False),
        ("Why was Bert Lund arrested?", "arrested", True),
    ],
)
def test_whether_who_and_why_turn_on_the_word_for_what_was_done(asked: str, word: str, is_doubted: bool) -> None:
    said = f"None of the passages shown speaks of “{word}”."
    assert lack(asked, [unit()]) == said
    assert doubt(asked, [unit()], is_read=False) == (said if is_doubted else "")
    assert doubt(asked, [unit()]) == ""


def test_nothing_found_lacks_nothing() -> None:
    assert doubt("Who was the captain of the steamer Ottilie?", []) == lack("Who was the captain of the steamer Ottilie?", []) == ""


def test_a_refusal_says_what_the_passages_that_it_shows_lack(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(f"Fog Stops The Ferry\n\n{TEXT}\n", encoding="utf-8")
    archive.add([str(tmp_path / "ferry.txt")])
    with archive.snapshot() as seen:
        weights = replace(packaged(), model=seen.meta("embedder") or "", reading=None, uncertain_from=ANSWER_FROM)
    (archive.path / CALIBRATION).write_text(weights.written(), encoding="utf-8")
    refused = Assistant(archive).ask("Did Ada Brandt of the ferry line sue Bert Lund?")
    assert refused.status is Status.NOT_FOUND
    assert "None of the passages shown speaks of “sue”." in refused.asides
    assert refused.nearest and not any(" sue" in hit.passage.text for hit in refused.nearest)
