"""What the page asks of the server beside its conversation: pieces of HTML, changes where they are allowed, sentences where they fail."""

from __future__ import annotations

import io
import json
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from index.archive import Archive
from index.readers.text import MAX_BYTES
from ui import shelf
from ui.routes import adding, article, router
from ui.routes import shelf as shelf_routes
from ui.writes import Writes

Served = Callable[..., Any]
TIDE = "Tide mill turns\n\nCORVEN, March 3, 2031 (Corven Post) — The tide mill at Corven turns again, Mette Sunde said on Monday.\n"


@pytest.fixture
def served(archive: Archive) -> Iterator[Served]:
    """A client of the routes on the archive; `may_change` as with a server on loopback."""
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    def client(*, may_change: bool = True) -> TestClient:
        app, writes = FastAPI(), Writes()
        app.include_router(article.routes(archive, may_change=may_change))
        app.include_router(shelf_routes.routes(archive, writes, may_change=may_change))
        app.include_router(adding.routes(archive, writes, may_change=may_change))
        return TestClient(app, raise_server_exceptions=True)

    yield client


@pytest.fixture
def tide(archive: Archive, tmp_path: Path) -> str:
    """The id of an article in the archive."""
    file = tmp_path / "tide.txt"
    file.write_text(TIDE, encoding="utf-8")
    archive.add([str(file)], jobs=1)
    return archive.articles()[0].id


def outcome(client: Any, row: str) -> str:
    """The row of a file when it says what became of it."""
    [key] = re.findall(r'data-key="([^"]+)"', row)
    for _ in range(6_000):
        if "data-file" in row:
            return row
        time.sleep(0.02)
        row = client.get(f"/dateline/files/{key}").text
    raise AssertionError(row)


def handed_in(client: Any, name: str, content: bytes) -> str:
    answer = client.post("/dateline/files", params={"name": name}, content=content)
    assert answer.status_code == 200
    return outcome(client, answer.text)


def test_an_article_is_read_with_its_quotation(served: Served, tide: str) -> None:
    start = TIDE.index("The tide")
    answer = served().get(f"/dateline/article/{tide}", params={"char": f"{start}-{start + 33}", "also": "0-4,nonsense"})
    assert answer.status_code == 200
    assert re.findall(r'<mark class="quoted"[^>]*>(?:<[^>]*>)*([^<]*)', answer.text) == [TIDE[start : start + 33]]


@pytest.mark.parametrize("id", ["ffffffffffff", "..%2f..%2fetc", "<script>", "%00", "a" * 5_000])
def test_an_article_that_is_gone_is_said_in_a_sentence(served: Served, tide: str, id: str) -> None:
    answer = served().get(f"/dateline/article/{id}")
    assert answer.status_code == 404
    if "%2f" not in id:
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.text == "This article is not in the archive any more, or the link to it is not whole."


def test_characters_that_do_not_exist_are_said_beside_the_article(served: Served, tide: str) -> None:
    for char in ("9000-9010", "5-5", "9-3", "999999999999-9999999999999"):
        answer = served().get(f"/dateline/article/{tide}", params={"char": char})
        assert answer.status_code == 200
        assert "do not exist in this article" in answer.text


def test_the_view_has_all_of_it_and_pages_follow_one_another(archive: Archive, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    rows = [{"title": f"News {n}", "date": f"2031-0{n // 28 + 1}-{n % 28 + 1:02}", "text": f"Words of number {n}."} for n in range(120)]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    archive.add([str(file)], jobs=1)
    client = served()
    whole = client.get("/dateline/archive").text
    shown = re.findall(r'<li class="article" data-article="(\w+)"', whole)
    while more := re.findall(r'data-more="(\d+)"', whole):
        whole = client.get("/dateline/archive/found", params={"offset": more[0]}).text
        shown += re.findall(r'<li class="article" data-article="(\w+)"', whole)
    assert len(shown) == len(set(shown)) == 120
    found = client.get("/dateline/archive/found", params={"words": "number 7", "since": "2031-01-08", "until": "January 2031"}).text
    assert "1 article, with “number 7”, between 8 and 31 January 2031" in found


def test_an_empty_archive_says_so_and_a_search_that_finds_nothing_leads_back(served: Served) -> None:
    client = served()
    assert "Nothing is in the archive yet. Drop your files above" in client.get("/dateline/archive").text
    none = client.get("/dateline/archive/found", params={"words": "zzz"}).text
    assert "No article is like that." in none and "All articles</button>" in none


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "soon"}, "“soon” in “Published since” is not a date that I can read"),
        ({"since": "2032", "until": "2031"}, "The window ends (2031-12-31) before it begins (2032-01-01)"),
    ],
)
def test_a_limit_that_cannot_be_read_is_a_sentence(served: Served, asked: dict[str, str], sentence: str) -> None:
    answer = served().get("/dateline/archive/found", params=asked)
    assert (answer.status_code, answer.text[: len(sentence)]) == (400, sentence)


def test_a_date_is_corrected_in_place_and_taken_back(served: Served, tide: str) -> None:
    client, this = served(), {"article": tide}
    assert 'value="3 March 2031"' in client.get("/dateline/archive/correct", params=this).text
    row = client.post("/dateline/archive/correct", params={**this, "day": "4 March 2031"}).text
    assert "4 March 2031 (corrected)" in row and "Saved as corrected." in row
    form = client.get("/dateline/archive/correct", params=this).text
    assert "Found: 3 March 2031 (stated)." in form and "Take back" in form
    assert "3 March 2031 (stated)" in client.post("/dateline/archive/take-back", params=this).text
    answer = client.post("/dateline/archive/correct", params={**this, "day": "March 2031"})
    assert (answer.status_code, answer.text) == (400, "“March 2031” is not a single day; write it as 2022-01-17 or 17 January 2022.")


def test_a_removed_article_can_be_kept_after_all_and_then_goes(
    archive: Archive, served: Served, tide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, this = served(), {"article": tide}
    assert f'data-keep="{tide}"' in client.post("/dateline/archive/remove", params=this).text
    assert f'data-keep="{tide}"' in client.get("/dateline/archive/found").text
    assert len(archive.articles()) == 1
    assert "Kept." in client.post("/dateline/archive/keep", params=this).text
    removals = shelf.Removals(archive, Writes(), seconds=0.05)
    removals.begin(tide)
    for _ in range(6_000):
        if not archive.articles():
            break
        time.sleep(0.02)
    assert archive.articles() == ()
    answer = client.post("/dateline/archive/keep", params=this)
    assert (answer.status_code, answer.text) == (404, "It has been removed already; add its file again to have it back.")


def test_where_nothing_may_be_changed_nothing_is_offered_and_nothing_is_done(archive: Archive, served: Served, tide: str) -> None:
    client, this = served(may_change=False), {"article": tide}
    assert not re.search(r"data-(correct|remove|choose)|type=.file", client.get("/dateline/archive").text)
    assert "data-correct" not in client.get(f"/dateline/article/{tide}").text
    for path in ("archive/correct", "archive/take-back", "archive/remove", "archive/keep", "files", "files/address"):
        answer = client.post(f"/dateline/{path}", params={**this, "day": "4 March 2031", "address": "https://corven.example/"})
        assert (answer.status_code // 100, answer.text) == (4, router.NOT_ALLOWED)
    assert "(stated)" in client.get("/dateline/archive/found").text


def test_hostile_uploads_are_a_sentence_each(archive: Archive, served: Served) -> None:
    client, stream = served(), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.txt", bytes(20_000_000))
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("../../tide.txt", TIDE)
    row = handed_in(client, "bad.zip", stream.getvalue())
    assert "1 article from 1 file, 2 files not read" in row
    assert "unpacks to more than 200 times its size" in row and "links are not followed" in row
    assert [one.file for one in archive.articles()] == ["bad.zip!/tide.txt"]
    assert "leads out of its folder" in handed_in(client, "../../tide.txt", TIDE.encode())
    assert "more than the 64 MiB that a file may have: split it up." in handed_in(client, "big.txt", bytes(MAX_BYTES + 1))
    assert "is empty" in handed_in(client, "<img src=x onerror=alert(1)>.txt", b"")
    assert "<img" not in handed_in(client, "<img src=x onerror=alert(1)>.txt", b"")


def test_an_address_is_a_row_with_its_outcome(served: Served) -> None:
    client = served()
    refused = client.post("/dateline/files/address", params={"address": "javascript:alert(1)"}).text
    assert "is not an address of a page" in outcome(client, refused)
    local = client.post("/dateline/files/address", params={"address": "http://127.0.0.1:1/feed"}).text
    assert "127.0.0.1" in outcome(client, local) and "problem-row" in outcome(client, local)


def test_one_adds_files_while_another_asks_and_reads(archive: Archive, served: Served, tide: str) -> None:
    client, assistant, asked, is_done = served(), Assistant(archive), list[bool](), threading.Event()

    def asks() -> None:
        while len(asked) < 50 or not is_done.is_set():
            answer = assistant.ask("Who said that the tide mill at Corven turns again?")
            pages = [client.get(f"/dateline/{path}").status_code for path in (f"article/{tide}", "archive/found?words=mill")]
            asked.append("Mette Sunde" in answer.text and pages == [200, 200])

    asking = threading.Thread(target=asks)
    asking.start()
    for number in range(12):
        assert ">1 article<" in handed_in(client, f"tide-{number}.txt", TIDE.replace("Corven", f"Corven{number}").encode())
    is_done.set()
    asking.join()
    assert len(asked) >= 50
    assert all(asked)
    assert len(archive.articles()) == 13


@pytest.mark.parametrize(
    ("host", "allow_adding", "is_allowed"),
    [("127.0.0.1", False, True), ("localhost", False, True), ("::1", False, True), ("0.0.0.0", False, False), ("0.0.0.0", True, True)],
)
def test_the_archive_is_changed_on_loopback_or_where_that_is_allowed(host: str, allow_adding: bool, is_allowed: bool) -> None:
    assert router.may_change(host, allow_adding) is is_allowed
