"""An outlet corrected on the page: in the row of its article and in the article that is read, with the outlets that are suggested."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.types import SourceBasis
from ui.render import outlet_html
from ui.routes import article, router, shelf
from ui.writes import Writes

NAME = "Corven <Post>"
TIDE = "Tide mill turns\n\nCORVEN, March 3, 2031 — The tide mill at Corven turns again, Mette Sunde said on Monday.\n"


@pytest.fixture
def clients(archive: Archive, tmp_path: Path) -> Iterator[dict[bool, Any]]:
    """Clients of the routes on an archive of one article, by whether they may change it."""
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    file = tmp_path / "tide.txt"
    file.write_text(TIDE, encoding="utf-8")
    archive.add([str(file)], source="Tidal Times", jobs=1)
    made = {}
    for may_change in (True, False):
        app = FastAPI()
        app.include_router(article.routes(archive, may_change=may_change))
        app.include_router(shelf.routes(archive, Writes(), may_change=may_change))
        made[may_change] = TestClient(app)
    yield made


def test_it_is_corrected_shown_and_taken_back(archive: Archive, clients: dict[bool, Any]) -> None:
    client, this = clients[True], {"article": archive.articles()[0].id}
    form = client.get("/dateline/archive/correct", params=this).text
    assert 'name="source" value="Tidal Times"' in form and '<option value="Tidal Times">' in form and "Take back" not in form
    row = client.post("/dateline/archive/outlet", params={**this, "source": NAME}).text
    assert "<bdi>Corven &lt;Post&gt;</bdi> <small>(corrected)</small>" in row and "Saved as corrected." in row
    assert "Found: Tidal Times. Corrected by you on" in client.get("/dateline/archive/correct", params=this).text
    read = client.get(f"/dateline/article/{this['article']}").text
    assert "The outlet is corrected by you, on" in read and "found: <bdi>Tidal Times</bdi>." in read
    found = client.get("/dateline/archive/found", params={"outlet": NAME}).text
    assert "1 article" in found and "0 articles" in client.get("/dateline/archive/found", params={"outlet": "Tidal"}).text
    back = client.post("/dateline/archive/outlet/take-back", params=this).text
    assert "<bdi>Tidal Times</bdi></span>" in back and "Taken back: the outlet is as it was found." in back


def test_what_is_no_name_is_a_sentence_and_who_may_not_is_told_so(archive: Archive, clients: dict[bool, Any]) -> None:
    this = {"article": archive.articles()[0].id}
    answer = clients[True].post("/dateline/archive/outlet", params={**this, "source": " "})
    assert (answer.status_code, answer.text) == (400, "the source ' ' is not a name; give the name of an outlet, or none")
    for path in ("outlet", "outlet/take-back"):
        answer = clients[False].post(f"/dateline/archive/{path}", params={**this, "source": NAME})
        assert (answer.status_code, answer.text) == (400, router.NOT_ALLOWED)
    assert archive.articles()[0].source == "Tidal Times"


def test_only_a_corrected_outlet_says_so() -> None:
    assert outlet_html("A", SourceBasis.FOUND) == outlet_html("A", None) == '<span class="outlet"><bdi>A</bdi></span>'
    assert "(corrected)" in outlet_html("A", SourceBasis.CORRECTED)
    assert (outlet_html(None, None), "abc…" in outlet_html("abcdef", None, 3)) == ("", True)
