"""Questions about bylines: whose articles they are, on what, who wrote about something, and what is no such question."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.forms.bylines import BylineQuestion, asked_of
from assistant.types import Answer, Form, Status
from index.archive import Archive
from index.types import Filter

RECORDS = [
    ("Ferry opens", "2021-05-05", "Ida Quill", "A ferry to Velden opened on Wednesday. The mayor called it a fine ship."),
    (
        "Ferry fined",
        "2021-05-09",
        "By IDA QUILL and Tom Arvid",
        "The ferry was fined 40,000 crowns, the harbour court said. Nobody appealed.",
    ),
    ("Bread is dearer", "2021-06-09", "Quill, Ida", "A loaf costs 3 crowns. The mill asks for more, a baker said."),
    (
        "Storm over the coast",
        "2021-05-04",
        "Łucja Sokół, staff writer",
        "A storm closed the harbour. The ferry would wait, its captain said.",
    ),
    ("A walk on the wall", "2021-05-06", None, "The wall is open to visitors. A walk takes an hour."),
]
TODAY = date(2022, 1, 10)


@pytest.fixture
def assistant(archive: Archive, tmp_path: Path) -> Assistant:
    rows = [
        {"title": title, "date": day, "author": author, "text": text, "source": "The Tarn Echo"} for title, day, author, text in RECORDS
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    archive.add([str(tmp_path / "a.json")])
    return Assistant(archive)


def asked(assistant: Assistant, text: str, filter: Filter | None = None) -> Answer:
    return assistant.ask(text, as_of=TODAY, filter=filter)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What did Ida Quill write about the ferry?", BylineQuestion("Ida Quill", "ferry")),
        ("articles by Tom Arvid", BylineQuestion("Tom Arvid", "")),
        ("show me all the stories by sokol on bread", BylineQuestion("sokol", "bread")),
        ("reports about the ferry by Tom Arvid", BylineQuestion("Tom Arvid", "ferry")),
        ("everything Ida Quill has written", BylineQuestion("Ida Quill", "")),
        ("Who wrote about the ferry?", BylineQuestion("", "ferry")),
        ("who wrote the article on bread", BylineQuestion("", "bread")),
        ("What did Ida Quill say about the ferry?", None),
        ("Who wrote the letter to the mayor?", None),
        ("How many articles are there?", None),
    ],
)
def test_what_is_asked_about_bylines(text: str, found: BylineQuestion | None) -> None:
    assert asked_of(text) == found


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("What did Ida Quill write about the ferry?", ["Ferry opens", "Ferry fined"]),
        ("articles by ida quill", ["Ferry opens", "Ferry fined", "Bread is dearer"]),
        ("stories by Arvid", ["Ferry fined"]),
        ("what did Sokol write", ["Storm over the coast"]),
    ],
)
def test_the_articles_of_somebody_are_a_dated_list(assistant: Assistant, text: str, titles: list[str]) -> None:
    answer = asked(assistant, text)
    assert (answer.form, answer.status) == (Form.ARTICLES, Status.ANSWERED)
    assert [one.title for one in answer.articles] == titles


def test_who_wrote_about_something_names_the_bylines_with_their_articles(assistant: Assistant) -> None:
    answer = asked(assistant, "Who wrote about the ferry?")
    assert answer.form is Form.ARCHIVE
    assert "Ida Quill wrote “Ferry opens”" in answer.text
    assert "Tom Arvid wrote “Ferry fined”" in answer.text
    assert "Łucja Sokół wrote" in answer.text
    assert asked(assistant, "Who wrote about the wall?").text.startswith("1 article on “wall” names nobody as the author.")


def test_what_somebody_did_not_write_about_is_said(assistant: Assistant) -> None:
    assert asked(assistant, "What did Tom Arvid write about bread?").text.startswith("The archive holds 1 article by Tom Arvid; none")


def test_a_byline_that_is_not_known_is_said_with_the_nearest(assistant: Assistant) -> None:
    assert asked(assistant, "articles by Tom Arvit").text.startswith(
        "No article is by Tom Arvit; the nearest bylines of the archive are: Tom Arvid"
    )


def test_a_filter_leaves_the_articles_of_its_people(assistant: Assistant) -> None:
    by = Filter(authors=("QUILL",))
    answer = asked(assistant, "How much was the ferry fined?", by)
    assert "Ferry fined" in {one.title for one in answer.citations} <= {"Ferry fined", "Ferry opens", "Bread is dearer"}
    assert "Only articles by QUILL were searched." in answer.notes
    assert asked(assistant, "How long does a walk on the wall take?", by).citations == ()
    with assistant.archive.snapshot() as seen:
        for filter in (
            by,
            Filter(authors=("sokol", "arvid")),
            Filter(authors=("quill",), since=date(2021, 6, 1)),
            Filter(authors=("nobody",)),
        ):
            assert seen.counts(filter).articles == len(assistant.archive.articles(filter))
        assert seen.authors() == {"Ida Quill": 3, "Tom Arvid": 1, "Łucja Sokół": 1}
    assert [(one.name, one.articles) for one in assistant.archive.info().authors] == [
        ("Ida Quill", 3),
        ("Tom Arvid", 1),
        ("Łucja Sokół", 1),
    ]
