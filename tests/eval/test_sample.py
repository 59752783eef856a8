"""The bundled sample archive and its known questions agree with each other, letter for letter."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from places import SAMPLE

from eval.cases import UNANSWERABLE, Case, load_suite
from eval.suites import build_sample
from index.splitting.digest import split

SUITE = SAMPLE.parent / "suites" / "sample.jsonl"
KINDS = {"fact", "when", "who-said", "paraphrase", "multi", "temporal", "follow-up", UNANSWERABLE}
MAX_BYTES = 60_000


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load_suite(SUITE)


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    return build_sample.texts()


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    return build_sample.read_lines(SAMPLE / "gold.jsonl")


def test_the_suite_is_large_and_of_every_kind(cases: tuple[Case, ...]) -> None:
    kinds = Counter(case.kind for case in cases)
    assert set(kinds) == KINDS
    assert len(cases) >= 60
    assert kinds[UNANSWERABLE] >= 12
    assert min(kinds.values()) >= 5


def test_no_question_is_asked_twice(cases: tuple[Case, ...]) -> None:
    asked = Counter((case.history, case.question.casefold()) for case in cases)
    assert [question for question, times in asked.items() if times > 1] == []


def test_every_quotation_stands_at_its_offsets(cases: tuple[Case, ...], documents: dict[str, str]) -> None:
    spans = [(case.id, span) for case in cases for span in case.evidence]
    assert [(id_, span.quote) for id_, span in spans if documents[span.file][span.start : span.end] != span.quote] == []


def test_an_answer_stands_in_its_evidence_or_is_told_in_parts_that_do(cases: tuple[Case, ...]) -> None:
    def given(case: Case) -> bool:
        quotes = " ".join(span.quote for span in case.evidence).casefold()
        speaker = (case.speaker or "").casefold()
        return all(any(wording.casefold() in quotes or wording.casefold() in speaker for wording in part) for part in case.parts)

    assert [case.id for case in cases if case.is_answerable and not given(case)] == []


def test_a_case_carries_the_day_of_its_one_article(cases: tuple[Case, ...], articles: list[dict[str, Any]]) -> None:
    for case in cases:
        days = {
            article["published"]
            for span in case.evidence
            for article in articles
            if article["file"] == span.file and article["start"] <= span.start < span.end <= article["end"]
        }
        day = days.pop() if len(days) == 1 else None
        assert case.published == (date.fromisoformat(day) if day else None), case.id


def test_articles_begin_with_their_headline_and_do_not_overlap(articles: list[dict[str, Any]], documents: dict[str, str]) -> None:
    for article in articles:
        text = documents[article["file"]][article["start"] : article["end"]]
        assert text == text.strip()
        assert text.split("\n")[0].removeprefix("# ").startswith(article["title"])
    for before, after in pairwise(articles):
        assert before["file"] != after["file"] or before["end"] < after["start"]


def test_every_text_is_split_where_its_articles_begin(articles: list[dict[str, Any]], documents: dict[str, str]) -> None:
    of_texts = [article for article in articles if article["file"].endswith(".txt")]
    files = {article["file"] for article in of_texts}
    assert len(files) >= 3
    for file in files:
        starts = [section.start for section in split(documents[file]).sections]
        assert starts == [article["start"] for article in of_texts if article["file"] == file], file


def test_the_briefs_are_brief_and_many(articles: list[dict[str, Any]], documents: dict[str, str]) -> None:
    briefs = [article for article in articles if article["title"]]
    lengths = [len(documents[article["file"]][article["start"] : article["end"]].split()) for article in briefs]
    assert len(briefs) >= 24
    assert min(lengths) >= 80 and max(lengths) <= 300


def test_every_file_has_an_outlet_that_is_said_to_be_invented(documents: dict[str, str]) -> None:
    outlets: dict[str, list[str]] = json.loads((SAMPLE / "outlets.json").read_text(encoding="utf-8"))
    assert sorted(file for files in outlets.values() for file in files) == sorted(documents)
    denial = next(p for p in (SAMPLE / "README.rst").read_text(encoding="utf-8").split("\n\n") if "invented" in p)
    words = " ".join(denial.split())
    assert len(outlets) >= 4
    assert [outlet for outlet in outlets if outlet.removeprefix("The ") not in words] == []


def test_every_file_is_small() -> None:
    assert [path.name for path in (*SAMPLE.iterdir(), SUITE) if path.name != SUITE.name and path.stat().st_size > MAX_BYTES] == []


def test_the_example_questions_are_six_and_differ() -> None:
    examples: list[str] = json.loads((SAMPLE / "examples.json").read_text(encoding="utf-8"))
    assert len(set(examples)) == len(examples) == 6


def test_the_offsets_are_counted_and_none_is_stale() -> None:
    assert build_sample.main(["--check"]) == 0


def test_a_quotation_that_stands_twice_must_say_which_one() -> None:
    with pytest.raises(ValueError, match="stands 2 times"):
        build_sample.locate("low tide, high tide", "tide", None, "here")
    assert build_sample.locate("low tide, high tide", "tide", 2, "here") == 15


def test_a_quotation_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="stands 0 times"):
        build_sample.locate("low tide", "neap", None, "here")
