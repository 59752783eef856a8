"""The HTTP side of the web chat: a port that is ours, headers that keep the page on this machine, routes that stay closed."""

from __future__ import annotations

import asyncio
import base64
import errno
import hashlib
import logging
import re
import socket
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from index.errors import SettingsError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Routes of Gradio that this page never uses: uploads, files of the server, proxies to other hosts, recorded runs.
_CLOSED = re.compile(
    r"/(gradio_api/)?(upload|file|proxy|stream|deep_link|runs|run-history|component_server|custom_component|monitoring|dev)\b"
)
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Gradio's page sets style attributes and compiles its component templates (`unsafe-eval`); markup can still run nothing, because
# only the page's own inline scripts are named by hash.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    # Other origins learn nothing of where a visitor comes from; with "no-referrer" browsers would not even tell us that a form is our own.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


def policy_of(page: bytes) -> bytes:
    """The Content-Security-Policy of an HTML page: everything from this server, inline scripts only as they stand in `page`."""
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE_SCRIPT.findall(page))
    return _POLICY.format(hashes="".join(f" 'sha256-{digest}'" for digest in digests)).encode()


class Guard:
    """ASGI middleware: refuses foreign Host headers and closed routes, adds the security headers to everything else.

    `close` ends the event streams of open pages, which would go on for as long as the pages are open.
    """

    def __init__(self, app: App, hosts: tuple[str, ...] | None) -> None:
        """`hosts` are the names by which the server may be addressed; None allows every name."""
        self._app = app
        self._hosts = hosts
        self._answers: dict[asyncio.Task[Any], _Answer] = {}
        self._is_closing = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif not self._addressed_rightly(scope):
            await _refuse(send, 421, b"This server does not answer to that host name.")
        elif _asked_from_elsewhere(scope):
            await _refuse(send, 403, b"This server takes changes from its own page only.")
        elif _CLOSED.match(scope["path"]):
            await _refuse(send, 404, b"Not found.")
        else:
            await self._serve(scope, receive, _Answer(send))

    def close(self) -> None:
        """End all event streams, in good order; call it in the server's loop."""
        self._is_closing = True
        for task, answer in self._answers.items():
            if answer.is_stream:
                task.cancel()

    async def _serve(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._answers[task] = answer
        try:
            await self._app(scope, receive, answer)
        except asyncio.CancelledError:
            if not self._is_closing:
                raise
            task.uncancel()
            await answer.end()
        finally:
            del self._answers[task]

    def _addressed_rightly(self, scope: Scope) -> bool:
        """Whether the Host header names this server: a page elsewhere could otherwise rebind its own name to this address."""
        if self._hosts is None:
            return True
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        return re.sub(r":\d+$", "", host).strip("[]").lower() in self._hosts


def _asked_from_elsewhere(scope: Scope) -> bool:
    """Whether a page of another origin asks for a change; browsers say where a request comes from, programs need not."""
    if scope["method"] in ("GET", "HEAD", "OPTIONS"):
        return False
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    origin, host = headers.get(b"origin"), headers.get(b"host", "")
    return (origin is not None and urlsplit(origin).netloc != host) or headers.get(b"sec-fetch-site", "same-origin") not in (
        "same-origin",
        "none",
    )


class _Answer:
    """Adds the headers to one response; an HTML page is held back until it is whole, because its policy names its own scripts."""

    def __init__(self, send: Send) -> None:
        self.is_stream = False
        self._send = send
        self._start: Message | None = None
        self._page = b""
        self._is_begun = self._is_whole = False

    async def end(self) -> None:
        """End a response before its time: a stream where it is, another that has not begun with the word that the server is stopped."""
        if not self._is_begun:
            await _refuse(self._send, 503, b"The server is stopped.")
        elif not self._is_whole:
            await self._send({"type": "http.response.body", "body": b""})

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *_HEADERS]
            media = dict(message["headers"]).get(b"content-type", b"")
            self.is_stream = media.startswith(b"text/event-stream")
            if media.startswith(b"text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._page += message.get("body", b"")
            if message.get("more_body"):
                return
            self._start["headers"].append((b"content-security-policy", policy_of(self._page)))
            await self._send(self._start)
            self._start, message = None, {"type": "http.response.body", "body": self._page}
        self._is_begun = True
        self._is_whole = message["type"] == "http.response.body" and not message.get("more_body")
        await self._send(message)


async def _refuse(send: Send, status: int, words: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(words)).encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})


def names_of(host: str) -> tuple[str, ...] | None:
    """The host names a server bound to `host` answers to: loopback only to loopback's, others to every name."""
    return LOOPBACK if host in LOOPBACK else None


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket bound to the address; raises SettingsError when the port is taken, not allowed or no port at all."""
    if not 0 <= port <= 65535:
        raise SettingsError(f"{port} is not a port; choose one between 1 and 65535 with --port.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        taken = socket.socket(family, kind, protocol)
    except OSError as exc:
        raise SettingsError(f"{host} is not an address of this machine; choose another with --host.") from exc
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen(128)
    except OSError as exc:
        taken.close()
        why = "is taken" if exc.errno == errno.EADDRINUSE else f"cannot be used ({exc.strerror})"
        raise SettingsError(f"Port {port} on {host} {why}; choose another with --port, or 0 for any free one.") from exc
    return taken


def address_of(listening: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{host}:{port}"


def run(app: Guard, listening: socket.socket, on_ready: Callable[[], None], on_stop: Callable[[], None]) -> None:
    """Serve until interrupted; `on_ready` is called, from another thread, once the page can be opened, `on_stop` when the end begins."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                threading.Thread(target=on_ready, name="ready", daemon=True).start()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            on_stop()
            app.close()
            await super().shutdown(sockets)

    Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2)).run(sockets=[listening])
