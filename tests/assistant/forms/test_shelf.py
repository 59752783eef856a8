"""Articles by nothing but their limits: which texts ask for such a list, and what it says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.forms import bylines
from assistant.types import Answer, Form
from index.archive import Archive
from index.types import Filter

RECORDS = [
    ("Ferry opens", "2031-05-05", "The Tarn Echo", "A ferry to Velden opened on Monday. The mayor called it a fine ship."),
    ("Ferry fined", "2031-06-09", "The Tarn Echo", "The ferry was fined 40,000 crowns, the harbour court said. Nobody appealed."),
    ("Bread is dearer", "2031-05-20", "Velden Post", "A loaf costs 3 crowns. The mill asks for more, a baker said."),
    ("A walk on the wall", None, "Velden Post", "The wall is open to visitors. A walk takes an hour."),
]


@pytest.fixture
def assistant(archive: Archive, tmp_path: Path) -> Assistant:
    rows = [{"title": title, "date": day, "text": text, "source": outlet} for title, day, outlet, text in RECORDS]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    archive.add([str(tmp_path / "a.json")])
    return Assistant(archive)


def asked(assistant: Assistant, text: str, filter: Filter | None = None) -> Answer:
    return assistant.ask(text, as_of=date(2031, 7, 1), filter=filter)


def headlines(answer: Answer) -> list[str]:
    return [one.title for one in answer.citations]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("articles from the Tarn Echo", ["Ferry opens", "Ferry fined"]),
        ("list all stories from the tarn echo, please", ["Ferry opens", "Ferry fined"]),
        ("Show me everything published in May 2031", ["Ferry opens", "Bread is dearer"]),
        ("which articles did the Tarn Echo publish in June 2031?", ["Ferry fined"]),
        ("which articles have no date?", ["A walk on the wall"]),
        ("undated articles of the Velden Post", ["A walk on the wall"]),
    ],
)
def test_articles_are_listed_by_outlet_days_and_want_of_a_date(assistant: Assistant, text: str, found: list[str]) -> None:
    answer = asked(assistant, text)
    assert answer.form is Form.ARTICLES
    assert headlines(answer) == found


def test_a_window_set_by_hand_limits_the_list_too(assistant: Assistant) -> None:
    answer = asked(assistant, "list the articles", Filter(since=date(2031, 6, 1)))
    assert (answer.form, headlines(answer)) == (Form.ARTICLES, ["Ferry fined"])


def test_of_many_articles_the_newest_are_listed_oldest_first(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bylines, "MOST", 1)
    answer = asked(assistant, "articles from the Tarn Echo")
    assert headlines(answer) == ["Ferry fined"]
    assert "1 of 2 articles of The Tarn Echo, the newest." in answer.notes


def test_what_an_outlet_reported_in_some_days_are_its_articles(assistant: Assistant) -> None:
    answer = asked(assistant, "What did the Tarn Echo report in June 2031?")
    assert (answer.form, headlines(answer)) == (Form.ARTICLES, ["Ferry fined"])
    # Without an outlet the days are told of.
    assert asked(assistant, "what was reported in June 2031?").form is Form.QUOTATIONS


def test_an_empty_shelf_is_said_to_be_empty(assistant: Assistant) -> None:
    answer = asked(assistant, "stories from the Velden Post since June 2031")
    assert (answer.form, headlines(answer)) == (Form.ARCHIVE, ["Bread is dearer"])
    assert str(answer.told[0].parts[0]).startswith("The archive holds no article of Velden Post published on or after 1 June 2031.")
    assert "The newest article of Velden Post is “Bread is dearer”" in answer.text


@pytest.mark.parametrize("text", ["what's new this month?", "Anything new this month?", "top stories this month", "headlines this month"])
def test_what_is_new_in_some_days_are_their_articles(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(text, as_of=date(2031, 6, 9))
    assert (answer.form, headlines(answer)) == (Form.ARTICLES, ["Ferry fined"])
    answer = assistant.ask(text, as_of=date(2032, 3, 1))
    assert (answer.form, headlines(answer)) == (Form.ARCHIVE, ["Ferry fined"])
    assert "The archive holds no article published" in answer.text


def test_what_is_new_in_a_window_set_by_hand_are_its_articles(assistant: Assistant) -> None:
    answer = asked(assistant, "what's new?", Filter(until=date(2031, 5, 31)))
    assert (answer.form, headlines(answer)) == (Form.ARTICLES, ["Ferry opens", "Bread is dearer"])
    assert asked(assistant, "what is the newest article?", Filter(until=date(2031, 5, 31))).form is Form.ARCHIVE


@pytest.mark.parametrize(
    "text",
    [
        "articles about the ferry from the Tarn Echo",  # which has a subject
        "how many articles from the Tarn Echo?",
        "what articles do you have?",
        "What did the Tarn Echo say about the ferry?",
        "which outlets have articles from May 2031?",
    ],
)
def test_other_questions_are_none_of_the_shelf(assistant: Assistant, text: str) -> None:
    answer = asked(assistant, text)
    assert not any("of The Tarn Echo" in note or "in May 2031" in note for note in answer.notes if "oldest first" in note)
    assert answer.form is not Form.ARTICLES or "on “" in " ".join(answer.notes)
