"""The server is stopped while pages are open: quickly, and without a word of alarm."""

from __future__ import annotations

import asyncio
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from commands import archive_of_two
from model_server import Broken, serving
from served_page import opened, sent, served

from ui.web_server import Guard, Message, Receive, Scope, Send

STREAM = [(b"content-type", b"text/event-stream; charset=utf-8")]
PLAIN = [(b"content-type", b"text/plain")]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A folder with an archive of two articles."""
    return Path(shutil.copytree(archive_of_two(), tmp_path / "two"))


@pytest.mark.slow
def test_an_open_page_does_not_keep_a_stopped_server(two: Path) -> None:
    with served(two) as (server, address):
        pages = [opened(address, f"/gradio_api/heartbeat/{number}") for number in range(3)]
        server.send_signal(signal.SIGINT)
        assert (server.wait(timeout=60), server.stderr.read()) == (0, "")  # type: ignore[union-attr]
        for page in pages:
            assert page.recv(10_000).endswith(b"0\r\n\r\n"), "the stream ends in good order"
            page.close()


@pytest.mark.slow
def test_a_question_that_waits_for_a_model_does_not_keep_a_stopped_server(two: Path) -> None:
    with (
        serving(Broken("x" * 100, 30, silent_for=300.0, pings=True)) as model,
        served(two, DATELINE_MODEL="openai:scripted", DATELINE_BASE_URL=model.url, DATELINE_MODEL_TIMEOUT="200") as (server, address),
    ):
        page = opened(address, sent(address, {"question": "Who chairs the works committee?", "number": 1}))
        until = time.monotonic() + 90
        while not model.prompts and time.monotonic() < until:
            time.sleep(0.1)
        assert model.prompts
        server.send_signal(signal.SIGINT)
        assert (server.wait(timeout=60), server.stderr.read()) == (0, "")  # type: ignore[union-attr]
        page.close()


def told(headers: list[tuple[bytes, bytes]], begun: bool) -> list[Message]:
    """What a guarded application that never ends sends, which is closed once it has begun, or before."""
    said: list[Message] = []
    waiting = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
        waiting.set()
        await asyncio.sleep(3600)

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        said.append(message)

    async def run() -> None:
        guard = Guard(app, None)
        serving = asyncio.create_task(guard({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send))
        await waiting.wait()
        guard.close()
        _, pending = await asyncio.wait([serving], timeout=0.2)
        for task in pending:  # what is no stream may finish, until the server's patience is over
            task.cancel()
        await serving

    asyncio.run(run())
    return said


def test_a_stream_that_is_closed_ends_in_good_order() -> None:
    start, *bodies = told(STREAM, begun=True)
    assert start["status"] == 200
    assert bodies == [
        {"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True},
        {"type": "http.response.body", "body": b""},
    ]


@pytest.mark.parametrize(("begun", "status"), [(True, 200), (False, 503)])
def test_another_answer_that_is_cut_off_says_so_or_ends(begun: bool, status: int) -> None:
    start, *bodies = told(PLAIN, begun)
    assert start["status"] == status
    assert not bodies[-1].get("more_body")


def test_an_answer_that_is_cancelled_while_nothing_closes_is_cancelled() -> None:
    async def app(scope: Scope, receive: Any, send: Any) -> None:
        await asyncio.sleep(3600)

    async def run() -> None:
        serving = asyncio.create_task(Guard(app, None)({"type": "http", "method": "GET", "path": "/", "headers": []}, None, None))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        serving.cancel()
        await serving

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(run())
