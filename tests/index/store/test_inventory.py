"""The articles of an archive as a list: newest first, found by words, days, names, file and how they are dated."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.store.inventory import ArticleFilter, Inventory, undated_in
from index.types import Basis

NEWS = [
    ("Ferry sails again", "2031-03-03", "Tarn Post", "Mette Sunde", "The ferry of Tarn sails again after the storm."),
    ("Lock is shut", "2031-03-29", "The Tarn Post", "Orla Fenwick", "The lock of Tarn is shut, and the café beside it."),
    ("Running costs rise", "2031-05-01", "Velden Wire", "mette sunde", "Running the harbour costs more than last year."),
    ("A notice", "", "Velden Wire", "", "Nothing tells when this was written down at the harbour."),
]


@pytest.fixture
def held(archive: Archive, tmp_path: Path) -> Archive:
    rows = [dict(zip(("title", "date", "source", "author", "text"), row, strict=True)) for row in NEWS]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(json.dumps({name: value for name, value in row.items() if value}) for row in rows), encoding="utf-8")
    archive.add([str(file)], jobs=1)
    return archive


def titles(archive: Archive, wanted: ArticleFilter) -> list[str]:
    with archive.snapshot() as seen:
        listed = Inventory.load(seen)
        held = {article.id: article.title for article in archive.articles()}
        return [held[listed.ids[at]] for at in listed.found(seen, wanted)]


def test_the_newest_stand_first_and_the_undated_last(held: Archive) -> None:
    assert titles(held, ArticleFilter()) == ["Running costs rise", "Lock is shut", "Ferry sails again", "A notice"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", ["Ferry sails again"]),
        ("fer", ["Ferry sails again"]),
        ("fer ", []),
        ("tarn sto", ["Ferry sails again"]),
        ("storm harbour", []),
        ("runnin", ["Running costs rise"]),
        ("runborg", []),
        ("tarnishe", []),
        ("runs", ["Running costs rise"]),
        ("CAFE", ["Lock is shut"]),
        ('"*) OR', []),
        ("", ["Running costs rise", "Lock is shut", "Ferry sails again", "A notice"]),
    ],
)
def test_every_word_must_be_there_and_the_last_may_be_begun(held: Archive, words: str, found: list[str]) -> None:
    assert titles(held, ArticleFilter(words=words)) == found


def test_days_leave_what_may_have_been_published_then(held: Archive) -> None:
    assert titles(held, ArticleFilter(since=date(2031, 3, 29))) == ["Running costs rise", "Lock is shut"]
    assert titles(held, ArticleFilter(since=date(2031, 3, 1), until=date(2031, 3, 28))) == ["Ferry sails again"]


def test_a_name_is_the_whole_one_where_there_is_such_a_one(held: Archive) -> None:
    assert titles(held, ArticleFilter(outlet="tarn post")) == ["Ferry sails again"]
    assert titles(held, ArticleFilter(outlet="post")) == ["Lock is shut", "Ferry sails again"]
    assert titles(held, ArticleFilter(author="Mette Sunde")) == ["Running costs rise", "Ferry sails again"]
    assert titles(held, ArticleFilter(outlet="nobody")) == []


def test_how_they_are_dated_and_their_file(held: Archive) -> None:
    [notice] = [article for article in held.articles() if article.title == "A notice"]
    assert titles(held, ArticleFilter(basis=Basis.UNKNOWN, file=notice.file)) == ["A notice"]
    assert titles(held, ArticleFilter(basis=Basis.UNKNOWN, file="another.jsonl")) == []
    with held.snapshot() as seen:
        assert undated_in(seen, [notice.file]) == 1
        assert undated_in(seen, ["another.jsonl"]) == 0


def test_months_count_what_may_be_of_them(held: Archive) -> None:
    with held.snapshot() as seen:
        listed = Inventory.load(seen)
        assert listed.months(listed.found(seen, ArticleFilter())) == {(2031, 3): 2, (2031, 5): 1}
        assert [listed.day(at) for at in range(len(listed))] == [date(2031, 5, 1), date(2031, 3, 29), date(2031, 3, 3), None]
        assert listed.outlets.counts() == {"Velden Wire": 2, "Tarn Post": 1, "The Tarn Post": 1}


def test_an_empty_archive_lists_nothing(archive: Archive) -> None:
    assert titles(archive, ArticleFilter(words="ferry", since=date(2031, 1, 1), outlet="Post")) == []
