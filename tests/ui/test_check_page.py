"""A draft checked on the page: handed in, followed, and shown with every finding marked, listed, and leading to its words."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from checked_news import BRIDGE, checked_archive
from hashing import HashingEmbedder

from assistant.assistant import Assistant
from index.archive import Archive
from ui.api.service import Service
from ui.routes import check

GOOD = "“We will not open it a day before it is safe,” said Orla Fenwick.\n"
BAD = "“We will open it a day before it is safe,” said Orla Fenwick.\n"
HOSTILE = "“We will <script>alert(1)</script> open it a day before it is safe,” said <b>Orla</b> Fenwick.\n"


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    with Archive.open(checked_archive(), embedder=HashingEmbedder()) as archive:
        app = FastAPI()
        app.include_router(check.routes(Service(Assistant(archive), archive)))
        yield TestClient(app)


def checked(client: Any, draft: str | bytes, **asked: str) -> str:
    html = client.post("/dateline/check", content=draft, params=asked).text
    for _ in range(6_000):
        found = re.search(r'data-key="([^"]+)"', html)
        if not found:
            return str(html)
        time.sleep(0.02)
        html = client.get(f"/dateline/check/{found[1]}").text
    raise AssertionError(html)


def test_words_that_stand_are_marked_and_lead_to_their_place(client: Any) -> None:
    html = checked(client, GOOD)
    assert re.search(
        r'<a class="spot good v-verbatim" [^>]*><span class="of">We will not open it[^<]*</span><span class="tag">verbatim<', html
    )
    [(start, end)] = set(re.findall(r'<li id="finding-quotation[^>]*>.*?#char=(\d+)-(\d+)', html))
    assert BRIDGE[int(start) : int(end)].startswith("We will not open it a day before it is safe")
    assert "Does not stand" not in html


def test_a_dropped_not_is_told_word_by_word(client: Any) -> None:
    html = checked(client, BAD)
    assert re.search(r'class="spot fault v-altered"', html)
    assert re.search(r"<dt>Archive</dt><dd dir=\"auto\">We will <ins>not</ins> open it", html)
    assert '<li class="fault v-altered"><b>1</b> <span class="told-as">altered</span></li>' in html


def test_a_draft_is_shown_letter_for_letter_and_runs_nothing(client: Any) -> None:
    html = checked(client, HOSTILE)
    assert "<script" not in html and "<b>Orla</b>" not in html
    [draft] = re.findall(r'<div class="draft" dir="auto">(.*?)</div></section>', html, re.DOTALL)
    plain = re.sub(r"<[^>]+>", "", re.sub(r'<span class="tag">[^<]*</span>', "", draft))
    assert plain == HOSTILE.replace("<", "&lt;").replace(">", "&gt;")


def test_a_file_is_named_in_the_report(client: Any) -> None:
    assert "story.md against the archive" in checked(client, GOOD, name="story.md")


@pytest.mark.parametrize(
    ("draft", "asked", "sentence"),
    [
        ("  \n", {}, "The text is empty"),
        (b"PK\x03\x04 nothing else", {"name": "x.docx"}, "x.docx"),
        ("word " * 100_000, {}, "more than the 400,000"),
    ],
)
def test_what_is_no_draft_is_a_sentence(client: Any, draft: str | bytes, asked: dict[str, str], sentence: str) -> None:
    html = checked(client, draft, **asked)
    assert html.startswith('<p class="problem"')
    assert sentence in html


def test_too_many_bytes_and_a_key_that_nobody_has(client: Any) -> None:
    answer = client.post("/dateline/check", content=b"x" * (16 * 2**20 + 1))
    assert (answer.status_code, "more than the 16 MiB" in answer.text) == (413, True)
    answer = client.get("/dateline/check/unknown")
    assert (answer.status_code, "check it again" in answer.text) == (400, True)
