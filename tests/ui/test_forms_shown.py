"""A list, a fact about the archive and help in the terminal, in JSON and in an export: the same words, each in its look."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.assistant import Assistant
from assistant.exports.forms import as_csv, as_json, gather
from assistant.exports.markdown import markdown
from assistant.exports.types import Export, Meta
from assistant.types import Answer
from index.archive import Archive
from ui import screen

META = Meta(datetime(2031, 6, 1, 9, 30, tzinfo=UTC), "9.8.7", "lantern", "model|rules|0123", 4, 9)


@pytest.fixture
def assistant(archive: Archive, files: Path) -> Assistant:
    (files / "dated.txt").write_text("4 May 2021\n\nBridge opens early\n\nThe bridge at Velden opened a month early.\n", encoding="utf-8")
    archive.add([str(files)], source="The Arden Post")
    return Assistant(archive)


def shown(answer: Answer) -> str:
    """What the terminal shows."""
    console = Console(file=StringIO(), width=120)
    screen.show(console, screen.answer(answer))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def exported(assistant: Assistant, *texts: str) -> Export:
    return gather([assistant.ask(text) for text in texts], assistant.archive, META)


def test_the_terminal_lists_articles_with_day_headline_and_line(assistant: Assistant) -> None:
    answer = assistant.ask("harbour")
    words = shown(answer)
    assert answer.articles
    for cited in answer.articles:
        assert cited.title in words
        assert f"“{' '.join(cited.quote.split())[:40]}" in " ".join(words.split())
    assert "article on “harbour”" in words or "articles on “harbour”" in words
    assert "Searched: " in words


def test_the_terminal_tells_what_can_be_asked(assistant: Assistant) -> None:
    answer = assistant.ask("help")
    words = shown(answer)
    assert all(example in words for example in answer.examples)
    assert "Searched" not in words
    assert "does not say" not in words


def test_the_terminal_shows_the_article_that_a_fact_names(assistant: Assistant) -> None:
    answer = assistant.ask("what is the newest article?")
    words = " ".join(shown(answer).split())
    assert "The newest article is" in words
    assert f"[1] {answer.citations[0].title}" in words


def test_an_export_holds_every_form(assistant: Assistant) -> None:
    export = exported(assistant, "harbour", "what is the newest article?", "help")
    document = json.loads(json.dumps(as_json(export)))
    assert [turn["form"] for turn in document["turns"]] == ["articles", "archive", "help"]
    listed = document["turns"][0]["articles"]
    assert [one["lead"] for one in listed] == [cited["quote"] for cited in document["turns"][0]["citations"]]
    text = markdown(export)
    assert text.count("\n- “") == len(listed)
    assert "The newest article is" in text
    assert all(example in text for example in document["turns"][2]["examples"])
    rows = list(csv.DictReader(StringIO(as_csv(export).lstrip("\ufeff"), newline="")))
    assert [row["form"] for row in rows] == [*["articles"] * len(listed), "archive", "help"]
