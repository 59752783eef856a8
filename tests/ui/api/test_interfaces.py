"""The archive asked by other programs, each by its own client: HTTP, the OpenAI client, the client of the Model Context Protocol."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from commands import SCRIPT, TEXTS, archive_of_two
from places import ROOT
from served_page import served

from ui.users import Users

pytestmark = pytest.mark.slow
QUESTION = "Who chairs the works committee?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(archive_of_two(), tmp_path_factory.mktemp("api") / "two"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as (_, address):
        yield address


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{address}/api/v1", timeout=240, trust_env=False) as client:
        yield client


def check_quotes(citations: list[dict[str, Any]], folder: Path) -> None:
    assert citations
    for one in citations:
        assert (folder / Path(one["file"]).name).read_text(encoding="utf-8")[one["start"] : one["end"]] == one["quote"]


# --- HTTP ----------------------------------------------------------------------------------------------------------------------


def test_a_question_is_answered_as_on_the_command_line(http: httpx.Client, folder: Path) -> None:
    answer = http.post("/ask", json={"question": QUESTION}).raise_for_status().json()
    assert (answer["status"], answer["question"]) == ("answered", QUESTION)
    check_quotes(answer["citations"], folder)
    follow_up = http.post("/ask", json={"question": "And what did she say?", "history": [answer]}).json()
    assert "Fenwick" in follow_up["text"]


def test_a_streamed_answer_ends_with_the_whole_one(http: httpx.Client) -> None:
    with http.stream("POST", "/ask", json={"question": QUESTION, "stream": True}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in stream.iter_lines() if line]
    assert (lines[0], lines[-2:]) == ("event: answer", ["event: done", "data: {}"])
    assert json.loads(lines[-3].removeprefix("data: "))["status"] == "answered"


def test_passages_articles_and_the_archive(http: httpx.Client) -> None:
    [best, *_] = http.get("/search", params={"q": "sand and gas for the furnace", "k": 2}).json()["passages"]
    assert best["text"] in TEXTS["glassworks.txt"]
    first = http.get("/articles", params={"limit": 1}).json()
    assert (first["total"], len(first["articles"]), first["next"]) == (2, 1, first["articles"][0]["id"])
    second = http.get("/articles", params={"limit": 1, "after": first["next"]}).json()
    assert (second["next"], second["articles"][0]["source"]) == (None, "Hallow Bay Courier")
    [dated] = http.get("/articles", params={"since": "1 February 2022"}).json()["articles"]
    assert dated == second["articles"][0]
    whole = http.get(f"/articles/{dated['id'][:8]}").json()
    assert whole["text"] in TEXTS["glassworks.txt"]
    info = http.get("/info").json()
    assert (info["articles"], "archive" in info) == (2, False)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("POST", "/ask", {"question": "  "}, 400, "question"),
        ("POST", "/ask", {}, 422, "question: Field required"),
        ("POST", "/ask", {"question": "Who?", "since": "soon"}, 400, "“soon” in “since”"),
        ("POST", "/ask", {"question": "Who?", "since": "2022", "until": "2021"}, 400, "swap them"),
        ("POST", "/ask", {"question": "Who?", "history": [{"answer": "x"}]}, 400, "history"),
        ("GET", "/search?q=x&k=0", None, 400, "k is 0"),
        ("GET", "/articles?after=zzz", None, 400, "zzz"),
        ("GET", "/articles/zzz", None, 404, "there is no article zzz"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(method: str, path: str, body: Any, status: int, words: str, http: httpx.Client) -> None:
    answer = http.request(method, path, json=body)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])
    assert words in answer.json()["error"]


def test_a_draft_is_checked(http: httpx.Client) -> None:
    said = TEXTS["bridge.txt"].split('"')[1].rstrip(",")
    turned = said.replace(" not ", " ", 1)
    assert turned != said
    report = http.post("/check", json={"text": f"“{turned},” said Orla Fenwick."}).raise_for_status().json()
    quotation = next(one for one in report["findings"] if one["kind"] == "quotation")
    assert (quotation["verdict"], report["faults"]) == ("altered", 1)
    assert [one["archive"] for one in quotation["differences"]] == ["not"]
    refused = http.post("/check", json={"text": " "})
    assert (refused.status_code, list(refused.json())) == (400, ["error"])


def test_the_interface_describes_itself(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    assert set(document["paths"]) >= {"/ask", "/search", "/articles", "/articles/{id}", "/info"}


def test_a_page_of_another_site_cannot_ask(http: httpx.Client) -> None:
    answer = http.post("/ask", json={"question": QUESTION}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403


# --- as a model of OpenAI's client ------------------------------------------------------------------------------------------------


@pytest.fixture
def client(address: str) -> Iterator[Any]:
    from openai import OpenAI

    with OpenAI(base_url=f"{address}/v1", api_key="not needed here", http_client=httpx.Client(trust_env=False)) as asking:
        yield asking


def test_the_archive_is_a_model(client: Any, folder: Path, address: str) -> None:
    [model] = client.models.list().data
    done = client.chat.completions.create(
        model=model.id, messages=[{"role": "system", "content": "Be kind."}, {"role": "user", "content": QUESTION}]
    )
    message = done.choices[0].message
    assert "Orla Fenwick" in message.content
    for annotation in message.annotations:
        cited = annotation.url_citation
        assert message.content[cited.start_index : cited.end_index].startswith("[")
        assert cited.url.startswith(f"{address}/?article=")
    check_quotes(done.dateline["citations"], folder)


def test_a_streamed_completion_says_the_same(client: Any) -> None:
    messages = [{"role": "user", "content": QUESTION}]
    whole = client.chat.completions.create(model="dateline", messages=messages).choices[0].message.content
    chunks = list(client.chat.completions.create(model="dateline", messages=messages, stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole
    assert chunks[-1].choices[0].finish_reason == "stop"


def test_earlier_messages_are_leaned_on(client: Any) -> None:
    first = client.chat.completions.create(model="dateline", messages=[{"role": "user", "content": QUESTION}]).choices[0].message.content
    messages = [
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": first},
        {"role": "user", "content": [{"type": "text", "text": "And how much have the repairs cost?"}]},
    ]
    assert "4.2 million" in client.chat.completions.create(model="dateline", messages=messages).choices[0].message.content


def test_messages_without_a_question_are_refused_in_a_sentence(client: Any) -> None:
    from openai import BadRequestError

    with pytest.raises(BadRequestError, match="no question"):
        client.chat.completions.create(model="dateline", messages=[{"role": "assistant", "content": "Hello."}])


# --- the Model Context Protocol -----------------------------------------------------------------------------------------------------


async def used(session: Any, folder: Path) -> None:
    """Use every tool and resource of a server, as a client that has just connected."""
    await session.initialize()
    assert {tool.name for tool in (await session.list_tools()).tools} >= {"search", "fetch", "ask", "articles", "check_quote"}
    found = (await session.call_tool("search", {"query": "sixty people for the glassworks"})).structuredContent
    best = found["results"][0]
    assert "Hallow Bay Courier" in best["title"]
    assert best["url"]
    fetched = (await session.call_tool("fetch", {"id": best["id"]})).structuredContent
    assert fetched["text"] in TEXTS["glassworks.txt"]
    answer = (await session.call_tool("ask", {"question": QUESTION, "until": "January 2022"})).structuredContent
    check_quotes(answer["citations"], folder)
    assert (await session.call_tool("articles", {"source": "The Eastmere Slate"})).structuredContent["total"] == 1
    said = TEXTS["bridge.txt"].split('"')[1].rstrip(",")
    checked = (await session.call_tool("check_quote", {"text": f"“{said},” said Orla Fenwick."})).structuredContent
    assert [one["verdict"] for one in checked["findings"] if one["kind"] == "quotation"] == ["verbatim"]
    failed = await session.call_tool("fetch", {"id": "zzz"})
    assert failed.isError
    assert "there is no article zzz" in failed.content[0].text
    resource = await session.read_resource(f"dateline://article/{best['id']}")
    assert resource.contents[0].text == fetched["text"]


def test_the_tools_over_stdin_and_stdout(folder: Path) -> None:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}

    async def talk() -> None:
        command = StdioServerParameters(
            command=str(SCRIPT), args=["mcp", "--archive", str(folder / "archive")], env=environment, cwd=folder
        )
        async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
            await used(session, folder)

    asyncio.run(asyncio.wait_for(talk(), 120))


def test_the_tools_over_http(address: str, folder: Path) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def talk() -> None:
        async with streamable_http_client(f"{address}/mcp") as (read, write, _), ClientSession(read, write) as session:
            await used(session, folder)

    asyncio.run(asyncio.wait_for(talk(), 120))


# --- where others are let in ----------------------------------------------------------------------------------------------------------


def test_programs_show_a_token_where_people_log_in(folder: Path) -> None:
    users = Users(folder / "archive")
    users.add("mara", "ten letters at least")
    token = users.new_token("mara")
    with served(folder, "--host", "0.0.0.0") as (_, address), httpx.Client(base_url=address, timeout=240, trust_env=False) as client:
        for path in ("/api/v1/info", "/v1/models"):
            assert client.get(path).status_code == 401
            assert client.get(path, headers={"authorization": "Bearer forged"}).status_code == 401
            assert client.get(path, headers={"authorization": f"Bearer {token}"}).status_code == 200
        assert client.post("/mcp", json={}).status_code == 401
        users.remove("mara")
        assert client.get("/v1/models", headers={"authorization": f"Bearer {token}"}).status_code == 401
