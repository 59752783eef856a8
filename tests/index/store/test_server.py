"""The address of a Chroma server, and what is sent to it: settings that cannot be used are refused, and the token is never shown."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hashing import HashingEmbedder

from index.archive import Archive
from index.errors import SettingsError, StoreUnreachableError
from index.settings import IndexSettings
from index.store import server
from index.store.server import Connection, Server

SECRET = "ck-3141592653"


def named(url: str, token: str | None = None, tenant: str | None = None, database: str | None = None) -> Server:
    found = Server.of(IndexSettings(chroma_url=url, chroma_token=token, chroma_tenant=tenant, chroma_database=database))
    assert found is not None
    return found


@pytest.mark.parametrize("url", [None, ""])
def test_without_an_address_there_is_no_server(url: str | None) -> None:
    assert Server.of(IndexSettings(chroma_url=url, chroma_token="x")) is None


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://there", "file:///etc/passwd", "http://", "http://a b", "http://x:99999", "http://[::1", "chroma"]
)
def test_what_is_no_address_of_a_server_is_refused_before_anything_is_made(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DATELINE_CHROMA_URL is no http:// or https:// address"):
        Archive.create_or_open(tmp_path / "archive", IndexSettings(chroma_url=url), embedder=HashingEmbedder())
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize(
    "url", [f"http://user:{SECRET}@there", f"http://{SECRET}@there:8000", f"https://there/?token={SECRET}", "http://there#x"]
)
def test_an_address_with_a_password_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(SettingsError, match="DATELINE_CHROMA_TOKEN") as caught:
        named(url)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("token", [f"{SECRET} ", f"{SECRET}\r\nX-Other: 1", f"{SECRET}é"])
def test_a_token_that_no_request_can_carry_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(SettingsError, match="DATELINE_CHROMA_TOKEN") as caught:
        named("http://there", token)
    assert SECRET not in str(caught.value)


def test_the_token_is_in_no_representation() -> None:
    settings = IndexSettings(chroma_url="https://there", chroma_token=SECRET)
    assert SECRET not in repr(settings) + repr(Server.of(settings))


def test_tenant_and_database_are_those_of_chroma_unless_named() -> None:
    assert (named("http://there").tenant, named("http://there").database) == ("default_tenant", "default_database")
    assert (named("http://there", None, "press", "wire").tenant, named("http://there", None, "press", "wire").database) == ("press", "wire")


def test_the_token_goes_to_chroma_cloud_in_its_own_header_and_to_others_as_a_bearer_too() -> None:
    assert named("http://there").headers() == {}
    assert named("https://api.trychroma.com", SECRET).headers() == {"X-Chroma-Token": SECRET}
    assert named("https://trychroma.com.there", SECRET).headers() == {"X-Chroma-Token": SECRET, "Authorization": f"Bearer {SECRET}"}


class Refusing(BaseHTTPRequestHandler):
    """Answers every request with what came in, its token among it, as an error."""

    def do_GET(self) -> None:
        self.server.seen = (self.path, self.headers["Authorization"])  # type: ignore[attr-defined]
        body = f"no entry for {self.headers['Authorization']}".encode()
        self.send_response(401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def refusing() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Refusing) as one:
        thread = threading.Thread(target=one.serve_forever)
        thread.start()
        yield one
        one.shutdown()
        thread.join()


def test_a_server_that_refuses_and_repeats_the_token(refusing: HTTPServer, caplog: pytest.LogCaptureFixture) -> None:
    connection = Connection(named(f"http://127.0.0.1:{refusing.server_port}/behind", SECRET))
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreUnreachableError, match="no entry for Bearer") as caught, connection.client():
        pass
    path, sent = refusing.seen  # type: ignore[attr-defined]
    assert (path.startswith("/behind/api/v2/"), sent) == (True, f"Bearer {SECRET}")
    assert SECRET not in str(caught.value) + caplog.text


def test_a_server_that_does_not_answer_is_not_waited_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "READ_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        connection = Connection(named(f"http://127.0.0.1:{mute.getsockname()[1]}"))
        with pytest.raises(StoreUnreachableError, match="does not answer in time"), connection.client():
            pass
        monkeypatch.setattr(server, "READ_SECONDS", 60.0)
        with pytest.raises(StoreUnreachableError, match="a moment ago"), connection.client():
            pass
        monkeypatch.setattr(server, "READ_SECONDS", 0.2)
        connection._silent_until = 0.0
        with pytest.raises(StoreUnreachableError, match="does not answer in time"), connection.client():
            pass


def test_nobody_at_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    with pytest.raises(StoreUnreachableError, match=f"the Chroma server {url} cannot be used \\(nothing answers there\\); start it"):
        Connection(named(url)).batch()
