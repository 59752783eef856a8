"""What stands along days: oldest first, ranges and undated ones told apart, zoomed, each leading to its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.types import Article, Basis, Dating
from ui.routes import timeline
from ui.shelf import Shelf
from ui.timeline import Along, DatedWords
from ui.timeline_page import along_html

TEXTS = {
    "late.txt": "Tide mill turns\n\n"
    "CORVEN, March 3, 2031 (Corven Post) — The tide mill at Corven turns again, Mette Sunde said on Monday.\n",
    "early.txt": "Mill stands still\n\n"
    "CORVEN, January 8, 2031 (Corven Post) — The mill at Corven has stood still since the frost. Ice is in its wheel.\n",
    "undated.txt": "A word on mills\n\nA mill is a house that works. Whoever owns one knows.\n",
}


@pytest.fixture
def held(archive: Archive, tmp_path: Path) -> dict[str, Article]:
    """Three articles, by file name."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    archive.add([str(tmp_path / name) for name in TEXTS], jobs=1)
    return {Path(article.file).name: article for article in archive.articles()}


@pytest.fixture
def client(archive: Archive) -> Any:
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    app = FastAPI()
    app.include_router(timeline.routes(archive, Shelf(archive)))
    return TestClient(app)


@pytest.fixture
def shown(client: Any) -> Callable[..., str]:
    def post(quoted: Any, **zoom: str) -> str:
        answer = client.post("/dateline/timeline/conversation", json=quoted, params=zoom)
        assert answer.status_code == 200
        return str(answer.text)

    return post


def quoted(article: Article, words: str, turn: int = 1, **more: Any) -> dict[str, Any]:
    start = article.start + article.text.index(words)
    return {"turn": turn, "article_id": article.id, "start": start, "end": start + len(words), "quote": words, "speaker": None, **more}


def titles(html: str) -> list[str]:
    return re.findall(r"<h4[^>]*>(?:<[^>]*>)*([^<]*)", html)


def test_a_conversation_stands_oldest_first_and_each_quotation_once(held: dict[str, Article], shown: Callable[..., str]) -> None:
    late, early, undated = held["late.txt"], held["early.txt"], held["undated.txt"]
    ice = quoted(early, "Ice is in its wheel.", 2, speaker="Mette Sunde")
    html = shown([quoted(undated, "A mill is a house"), quoted(late, "turns again"), ice, {**ice, "turn": 3}])
    assert titles(html) == ["Mill stands still", "Tide mill turns", "A word on mills"]
    assert html.index("January 2031</h3>") < html.index("March 2031</h3>") < html.index("Without a date</h3>")
    assert f'href="?article={early.id}#char={ice["start"]}-{ice["end"]}"' in html
    assert re.findall(r'data-answer="(\d)"', html) == ["2", "3", "1", "1"]
    assert "3 quotations, 1 of them without a date." in html


def test_a_corrected_outlet_says_so_along_days(archive: Archive, held: dict[str, Article], shown: Callable[..., str], client: Any) -> None:
    late = held["late.txt"]
    archive.correct_source(late.id, "Corven Post")
    said = '<span class="outlet"><bdi>Corven Post</bdi> <small>(corrected)</small></span>'
    assert said in shown([quoted(late, "turns again")])
    assert client.get("/dateline/timeline/articles").text.count(said) == 1


def test_the_words_of_an_article_that_was_taken_out_are_said_to_be_gone(
    archive: Archive, held: dict[str, Article], shown: Callable[..., str]
) -> None:
    entry, altered = quoted(held["late.txt"], "turns again"), {**quoted(held["early.txt"], "Ice is in"), "quote": "Ice was in"}
    archive.remove([held["late.txt"].id])
    assert shown([entry, altered]).count("These words no longer stand in the archive.") == 2


def test_what_is_zoomed_into_is_shown_alone(held: dict[str, Article], shown: Callable[..., str]) -> None:
    both = [quoted(held["late.txt"], "turns again"), quoted(held["early.txt"], "Ice")]
    html = shown(both, **{"from": "2031-03-01", "to": "2031-03-31"})
    assert titles(html) == ["Tide mill turns"]
    assert "1 quotation in March 2031." in html
    assert re.findall(r'data-zoom="since=([\d-]+)&amp;until=[\d-]+" aria-pressed="true"', html) == ["2031-03-01"]


def test_an_inferred_day_and_a_range_of_days_are_drawn_otherwise_than_a_stated_day() -> None:
    day, week = date(2031, 1, 8), date(2031, 1, 15)
    datings = (Dating(day, day, Basis.STATED), Dating(day, day, Basis.INFERRED), Dating(day, week, Basis.INFERRED), Dating())
    entries = tuple(DatedWords(f"{at}", f"T{at}", None, dating, 0, 3, "Ice") for at, dating in enumerate(datings))
    html = along_html(Along(entries, 4, Counter()), "article")
    assert re.findall(r'<li id="time-\d" class="([^"]+)"', html) == ["day sure", "day inferred", "range inferred", "unknown"]
    marks = re.findall(r'<i class="([^"]+)" style="left:([\d.]+)%;(?:width:([\d.]+)%)?', html)
    assert marks == [("day sure", "6.25", ""), ("day inferred", "6.25", ""), ("range inferred", "0.00", "100.00")]


def test_ten_thousand_years_and_hostile_words_break_nothing() -> None:
    far = Dating(date(1, 1, 1), date(9999, 12, 31), Basis.INFERRED)
    entry = DatedWords("a", '<img src=x onerror="alert(1)">', "</h4>", far, 0, 3, "<script>", speaker="<b>")
    html = along_html(Along((entry,) * 20, 20, Counter({(1, 1): 1, (9999, 12): 1})), "article")
    assert "<script" not in html and "<img" not in html and "&lt;script&gt;" in html
    assert len(along_html(Along((replace(entry, title="x" * 10_000, text="y " * 9_000),), 1, Counter()), "article")) < 5_000
    assert html.count('<i class="range') == 9  # eight lanes, and the legend


def test_articles_stand_by_the_sentence_that_was_looked_for(held: dict[str, Article], client: Any) -> None:
    html = client.get("/dateline/timeline/articles", params={"words": "wheel", "since": "January 2031"}).text
    assert titles(html) == ["Mill stands still"]
    assert "Ice is in its wheel." in html
    start = held["early.txt"].start + held["early.txt"].text.index("Ice is")
    assert f"#char={start}-" in html


@pytest.mark.parametrize("body", [[{"turn": 1}], [3], [{"turn": "x", "article_id": "a", "start": 0, "end": 1, "quote": ""}]])
def test_a_broken_conversation_is_a_sentence(client: Any, body: Any) -> None:
    answer = client.post("/dateline/timeline/conversation", json=body)
    assert (answer.status_code, answer.text) == (400, "The conversation did not arrive whole; load the page again.")


def test_a_zoom_that_is_no_days_is_a_sentence(client: Any) -> None:
    answer = client.get("/dateline/timeline/articles", params={"from": "soon", "to": "later"})
    assert (answer.status_code, answer.text) == (400, "“soon” to “later” are no days; write both as 2022-01-31.")
