"""First and latest: where a phrase stands first, what came after, copies told apart, and how far the order is known."""

from __future__ import annotations

import pytest

from assistant.checking.contract import trace_json
from assistant.checking.tracing import trace
from index.archive import Archive
from index.errors import QuestionError


def test_the_oldest_comes_first_and_a_copy_is_told(news: Archive) -> None:
    with news.snapshot() as seen:
        found = trace("“when the storm”", seen)
    assert [(one.citation.source, str(one.citation.published.day), one.copy_of) for one in found.dated] == [
        ("The Eastmere Slate", "2022-01-07", None),
        ("Hallow Bay Courier", "2022-01-09", 1),
        ("The Eastmere Slate", "2022-01-11", None),
    ]
    assert found.first is found.dated[0]
    assert found.latest is found.dated[-1]
    assert "copy" in found.notes[-1]


def test_every_citation_is_cut_from_the_stored_text(news: Archive) -> None:
    with news.snapshot() as seen:
        found = trace("Eastmere", seen)
    cited = [one.citation for one in (*found.dated, *found.undated)]
    assert len(cited) == 5
    assert [news.article(one.article_id).slice(one.start, one.end) for one in cited] == [one.quote for one in cited] == ["Eastmere"] * 5


def test_words_that_no_article_has_give_the_nearest(news: Archive) -> None:
    with news.snapshot() as seen:
        found = trace("We will open it a day before it is safe", seen)
    document = trace_json(found)
    assert (document["first"], document["articles"]) == (None, [])
    assert document["nearest"]["quote"] == "We will not open it a day before it is safe"
    assert document["differences"] == [{"draft": "", "archive": "not", "what": "denial"}]


def test_the_words_are_folded_as_those_of_a_quotation(news: Archive) -> None:
    with news.snapshot() as seen:
        found = trace('The bank calls this "a bad year",\nand we call it ruin', seen)
    assert len(found.dated) == 1


@pytest.mark.parametrize("phrase", ["", " “ ” ", "...", "x" * 2_001])
def test_a_phrase_that_cannot_be_looked_for_is_said_to_be_one(phrase: str, news: Archive) -> None:
    with news.snapshot() as seen, pytest.raises(QuestionError):
        trace(phrase, seen)
