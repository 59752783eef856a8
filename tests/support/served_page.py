"""The web chat as a process of its own, and what a page says to it, without a browser."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commands import SCRIPT
from places import ROOT


@contextmanager
def served(folder: Path, *options: str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server process on an archive of two articles, and its address."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "OMP_NUM_THREADS": "1",
        "no_proxy": "127.0.0.1",
        "DATELINE_ARCHIVE": "archive",
        **settings,
    }
    command = [str(SCRIPT), "serve", "--port", "0", *options]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            [address] = re.findall(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            yield server, address
        finally:
            server.kill()


def opened(address: str, path: str) -> socket.socket:
    """A connection on which a stream of events has begun."""
    host, _, port = address.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=240)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    assert b"text/event-stream" in connection.recv(10_000)
    return connection


def sent(address: str, question: dict[str, Any]) -> str:
    """Ask a question as the page does; returns the path on which its answer is streamed."""
    body = json.dumps({"data": [question]}).encode()
    request = urllib.request.Request(f"{address}/gradio_api/call/ask", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=240) as answer:
        return f"/gradio_api/call/ask/{json.load(answer)['event_id']}"


def answered(address: str, question: dict[str, Any]) -> dict[str, Any]:
    """The last state of the exchange that a question becomes."""
    states: list[Any] = []
    with urllib.request.urlopen(f"{address}{sent(address, question)}", timeout=240) as stream:
        states = [json.loads(line.removeprefix(b"data: ")) for line in stream if line.startswith(b"data: ")]
    state: dict[str, Any] = states[-1][0]
    return state


def fetched(address: str, path: str, body: Any = None) -> Any:
    """What the server answers to a request of the page, as JSON; raises HTTPError."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{address}/dateline/{path}", data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=240) as answer:
        return json.load(answer)
