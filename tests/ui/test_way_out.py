"""The session of a served archive: its cookie, the button that ends it, and the file of users, which is not parsed for each request."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from index.errors import SettingsError
from ui.access import Login
from ui.shell import masthead_html
from ui.users import FILE, Users

PASSWORD = "ten letters at least"


@pytest.fixture
def users(tmp_path: Path) -> Users:
    users = Users(tmp_path)
    users.add("mara", PASSWORD)
    return users


def cookie_of(users: Users, scheme: str, path: str, body: bytes) -> str:
    """The cookie that a request to change something is answered with."""
    sent: list[Any] = []

    async def nothing(*_: Any) -> None:
        raise AssertionError("nobody is let in by this")

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "scheme": scheme, "headers": [], "client": ("192.0.2.1", 9)}
    asyncio.run(Login(nothing, users)(scope, receive, send))
    return str(dict(sent[0]["headers"])[b"set-cookie"].decode())


@pytest.mark.parametrize("path", ["/login", "/logout"])
def test_over_https_the_cookie_is_never_sent_in_the_clear(users: Users, path: str) -> None:
    body = urlencode({"name": "mara", "password": PASSWORD}).encode()
    assert cookie_of(users, "https", path, body).endswith("; Secure")
    assert "Secure" not in cookie_of(users, "http", path, body)


def test_the_page_has_a_way_out_where_there_is_a_way_in() -> None:
    assert '<form method="post" action="logout">' in masthead_html("", has_login=True)
    assert "logout" not in masthead_html("")


def test_the_file_is_parsed_once_and_again_when_it_is_another(users: Users, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, real = [0], Path.read_text

    def counted(path: Path, *arguments: Any, **named: Any) -> str:
        read[0] += path.name == FILE
        return real(path, *arguments, **named)

    monkeypatch.setattr(Path, "read_text", counted)
    assert [users.names() for _ in range(3)] == [["mara"]] * 3
    assert read == [1]
    other = Users(tmp_path)
    other.add("otto", PASSWORD)
    token = other.new_token("mara")
    assert (users.names(), users.is_token(token)) == (["mara", "otto"], True)
    other.remove("mara")
    assert (users.names(), users.is_token(token)) == (["otto"], False)
    (tmp_path / FILE).unlink()
    assert users.names() == []


def test_a_broken_file_is_named_each_time(users: Users, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    for _ in range(2):
        with pytest.raises(SettingsError, match=FILE):
            users.names()
