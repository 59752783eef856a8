from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from eval import timex_benchmark
from eval.timex_benchmark import DEVELOPMENT, HELD_OUT, agrees, judge, read_documents, summary, value_of
from index.errors import MissingInputError, UnreadableInputError
from index.timex import find

WEDNESDAY = date(2022, 6, 15)
STORY = """<?xml version="1.0" ?>
<TimeML>
<DOCID>invented</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2022-06-15" functionInDocument="CREATION_TIME">June 15, 2022</TIMEX3></DCT>
<TEXT>
A barge <EVENT eid="e1" class="OCCURRENCE">sank</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2022-06-13">Monday</TIMEX3> &amp; was
raised <TIMEX3 tid="t2" type="DATE" value="2022-06-14">the following day</TIMEX3>. The yard, <EVENT eid="e2" class="STATE">idle</EVENT> for
<TIMEX3 tid="t3" type="DURATION" value="P2W">two weeks</TIMEX3>, opened in <TIMEX3 tid="t4" type="DATE" value="20XX">1998</TIMEX3>.
</TEXT>
</TimeML>
"""


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Monday", "2022-06-13"),
        ("in March 2021", "2021-03"),
        ("in late March 2021", "2021-03"),
        ("in 2019", "2019"),
        ("last week", "2022-W23"),
        ("two weeks ago", "2022-W22"),
        ("over the weekend", "2022-W23-WE"),
        ("in the third quarter", "2021-Q3"),
        ("the first half of 2021", "2021-H1"),
        ("last summer", "2021-SU"),
        ("in the winter of 2021", "2021-WI"),
        ("since the late 1990s", "199"),
        ("in the 20th century", "19"),
        ("by the end of the year", "2022"),
        ("at year-end", "2022-12-31"),
        ("recently", "PAST_REF"),
        ("now", "PRESENT_REF"),
        ("in the near future", "FUTURE_REF"),
        ("for ten days", ""),
    ],
)
def test_a_time_expression_as_a_timex3_value(words: str, value: str) -> None:
    (timex,) = find(words, WEDNESDAY)
    assert value_of(timex) == value


def test_a_document_gives_its_text_its_day_and_the_extents_of_its_dates(tmp_path: Path) -> None:
    (tmp_path / "story.tml").write_text(STORY, encoding="utf-8")
    (document,) = read_documents(tmp_path)
    assert document.created == WEDNESDAY
    assert [(one.text, one.value) for one in document.expressions] == [
        ("Monday", "2022-06-13"),
        ("the following day", "2022-06-14"),
        ("1998", "20XX"),
    ]
    assert all(document.text[one.start : one.start + len(one.text)] == one.text for one in document.expressions)


def test_both_readers_are_judged_on_the_same_expressions(tmp_path: Path) -> None:
    (tmp_path / "story.tml").write_text(STORY, encoding="utf-8")
    judged = judge(read_documents(tmp_path))
    assert [(one.gold, one.ours) for one in judged] == [("2022-06-13", "2022-06-13"), ("2022-06-14", "2022-06-14"), ("20XX", "1998")]
    assert judged[0].dateparser == "2022-06-13"
    rows = summary(judged)
    assert rows["all"].ours == pytest.approx(2 / 3)
    assert {rows[DEVELOPMENT].expressions, rows[HELD_OUT].expressions} == {0, 3}


@pytest.mark.parametrize(
    ("value", "gold", "same"),
    [("1998-W12", "1998-WXX", True), ("1998-W12", "1998-W12", True), ("1998", "1998-WXX", False), ("", "", False), ("1997", "1998", False)],
)
def test_an_x_of_the_gold_is_any_digit(value: str, gold: str, same: bool) -> None:
    assert agrees(value, gold) is same


def test_the_figures_are_written_as_a_table_or_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "story.tml").write_text(STORY, encoding="utf-8")
    timex_benchmark.main([str(tmp_path)])
    assert "development" in capsys.readouterr().out
    timex_benchmark.main([str(tmp_path), "--json"])
    assert json.loads(capsys.readouterr().out)["all"]["expressions"] == 3


def test_a_folder_without_documents_and_a_broken_document_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"no \.tml document"):
        read_documents(tmp_path)
    (tmp_path / "broken.tml").write_text("<TimeML><TEXT>", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=r"broken\.tml"):
        read_documents(tmp_path)
