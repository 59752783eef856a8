"""Who gets in: a login before the page, where the server can be reached from other machines, and a pace that one client may keep."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from ui.api.mounting import PATHS
from ui.markup import escaped
from ui.pace import Pace
from ui.users import Users
from ui.web_server import App, Receive, Scope, Send

COOKIE = "dateline-session"
LASTS = 12 * 3600
"""Seconds after which a session ends."""
LONGEST_FORM = 4_096
_LOGIN, _LOGOUT = "/login", "/logout"
# The looks of the page before the login; nothing of the archive is in them.
_OPEN = ("/dateline/style.css", "/dateline/login.css", "/favicon.ico")
_WORDS = {
    "wrong": "That name and password do not belong together.",
    "slow": "Too many tries; wait a minute and try again.",
    "ended": "You are logged out.",
}


@dataclass(slots=True)
class Sessions:
    """Sessions of this server, each a secret with a user and a time at which it ends."""

    clock: Callable[[], float] = time.monotonic
    _open: dict[str, tuple[str, float]] = field(default_factory=dict)

    def begin(self, name: str) -> str:
        """A new session of the user, as its secret."""
        now = self.clock()
        self._open = {token: one for token, one in self._open.items() if one[1] > now}
        token = secrets.token_urlsafe(32)
        self._open[token] = (name, now + LASTS)
        return token

    def user(self, token: str) -> str | None:
        """Whose session it is; None when there is none, or it has ended."""
        name, until = self._open.get(token, ("", 0.0))
        return name if until > self.clock() else None

    def end(self, token: str) -> None:
        """End the session."""
        self._open.pop(token, None)


class Login:
    """ASGI middleware: without a session of a user there is nothing but the login."""

    def __init__(self, app: App, users: Users, sessions: Sessions | None = None, tries: Pace | None = None) -> None:
        """`users` may log in, and their programs show tokens; `tries` is how often one client may try a password."""
        self._app, self._users = app, users
        self._sessions = sessions or Sessions()
        self._tries = tries or Pace(burst=5, per_minute=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        token = _cookie(scope)
        path = scope["path"]
        if scope["type"] == "http" and path == _LOGIN:
            await self._login(scope, receive, send)
        elif scope["type"] == "http" and path == _LOGOUT and scope["method"] == "POST":
            self._sessions.end(token)
            await _redirect(send, f"{_LOGIN}?ended", cookie=_set_cookie(scope, ""))
        elif path.startswith(PATHS):
            if await asyncio.to_thread(self._users.is_token, _bearer(scope)):
                await self._app(scope, receive, send)
            else:
                await _plain(send, 401, "This needs a token: `dateline user token NAME` makes one; send it as Authorization: Bearer TOKEN.")
        elif path in _OPEN or ((user := self._sessions.user(token)) and user in await asyncio.to_thread(self._users.names)):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] == "GET" and path == "/":
            await _redirect(send, _LOGIN)
        else:
            await _plain(send, 401, "Log in first: open the page anew.")

    async def _login(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            told = scope.get("query_string", b"").decode("latin-1")
            await _page(send, 200, _WORDS.get(told, ""))
            return
        form = parse_qs((await _body(receive)).decode("utf-8", errors="replace"))
        name, password = (form.get(field, [""])[0] for field in ("name", "password"))
        if not self._tries.allows(client_of(scope)):
            await _page(send, 429, _WORDS["slow"])
        elif await asyncio.to_thread(self._users.is_right, name, password):
            await _redirect(send, "/", cookie=_set_cookie(scope, self._sessions.begin(name)))
        else:
            await _page(send, 403, _WORDS["wrong"])


class Paced:
    """ASGI middleware: a client that asks more often than a person can is told to wait."""

    def __init__(self, app: App, asking: Pace) -> None:
        self._app, self._asking = app, asking

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        is_change = scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if is_change and not self._asking.allows(client_of(scope)):
            await _plain(send, 429, "Too many requests from you; wait a moment and go on.")
        else:
            await self._app(scope, receive, send)


def client_of(scope: Scope) -> str:
    """The machine that a connection comes from."""
    return str((scope.get("client") or ("",))[0])


def _cookie(scope: Scope) -> str:
    raw = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    try:
        found = SimpleCookie(raw).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _bearer(scope: Scope) -> str:
    sent: bytes = dict(scope["headers"]).get(b"authorization", b"")
    return sent.decode("latin-1").removeprefix("Bearer ").strip()


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > LONGEST_FORM or not message.get("more_body"):
            return body[:LONGEST_FORM]


def _set_cookie(scope: Scope, token: str) -> str:
    """The header that keeps the secret of a session in the browser, or takes it away where it is empty.

    `scheme` is that of the browser's address also behind a proxy, if uvicorn trusts it: one on this machine, or of FORWARDED_ALLOW_IPS.
    """
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={LASTS if token else 0}{secure}"


async def _redirect(send: Send, where: str, cookie: str | None = None) -> None:
    headers = [(b"location", where.encode())]
    if cookie is not None:
        headers.append((b"set-cookie", cookie.encode()))
    await _answer(send, 303, headers, b"")


async def _plain(send: Send, status: int, words: str) -> None:
    await _answer(send, status, [(b"content-type", b"text/plain; charset=utf-8")], words.encode())


async def _page(send: Send, status: int, told: str) -> None:
    said = f'<p class="problem" role="alert">{escaped(told)}</p>' if told else ""
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline: log in</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        '<link rel="stylesheet" href="/dateline/style.css"><link rel="stylesheet" href="/dateline/login.css"></head>'
        '<body class="login"><main><h1>Dateline</h1><p>Log in to ask this archive.</p>'
        f'{said}<form method="post" action="{_LOGIN}"><label>Name<input name="name" autocomplete="username" required autofocus></label>'
        '<label>Password<input name="password" type="password" autocomplete="current-password" required></label>'
        "<button>Log in</button></form></main></body></html>"
    )
    await _answer(send, status, [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")], page.encode())


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
    await send({"type": "http.response.body", "body": body})
