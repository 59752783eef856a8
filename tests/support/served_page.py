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

SHAPES = {"Ask": (6, 11), "Filters": (1, 2)}
"""Inputs and outputs of the page's events, by which they are told apart: the question that is asked, the filters that are opened."""


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
    connection = socket.create_connection((host, int(port)), timeout=60)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    assert b"text/event-stream" in connection.recv(10_000)
    return connection


def sent(address: str, event: str, data: list[Any]) -> None:
    """Make an event of SHAPES happen, with the values of its inputs."""
    with urllib.request.urlopen(f"{address}/config", timeout=60) as answer:
        events = json.load(answer)["dependencies"]
    found = next(one for one in events if (len(one["inputs"]), len(one["outputs"])) == SHAPES[event])
    body = json.dumps({"data": data, "fn_index": found["id"], "session_hash": "page"}).encode()
    request = urllib.request.Request(f"{address}/gradio_api/queue/join", body, {"content-type": "application/json"})
    urllib.request.urlopen(request, timeout=60).close()


def given_back(address: str, event: str, data: list[Any]) -> list[Any]:
    """The last values of the outputs of an event."""
    sent(address, event, data)
    with urllib.request.urlopen(f"{address}/gradio_api/queue/data?session_hash=page", timeout=120) as stream:
        for line in stream:
            message = json.loads(line.removeprefix(b"data: ")) if line.startswith(b"data: ") else {}
            if message.get("msg") == "process_completed":
                assert message["success"], message
                values: list[Any] = message["output"]["data"]
                return values
    raise AssertionError("the stream ended before the event did")
