"""Pages from the web: what may be fetched, what never is, and every way in which a server can fail to give it."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from news_server import Answer, NewsServer, running

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError, UnreadableInputError
from index.ingest import fetch
from index.ingest.fetch import Fetcher, is_public
from index.ingest.gunzip import Unpacking

PAGE = b"<html><body><p>The tram of Velden opened.</p></body></html>"


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with running() as server:
        server.answers["/"] = (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE)
        yield server


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is looked up in the network."""
    real = socket.getaddrinfo

    def resolve(host: Any, *arguments: Any, **named: Any) -> Any:
        return real(host, *arguments, **named) if host == "localhost" else real(host, *arguments, **named, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_local=True, seconds=5)


def test_a_page_comes_with_its_type(server: NewsServer, fetcher: Fetcher) -> None:
    server.answers["/news/tram.html?day=4&caf%C3%A9"] = (200, {"Content-Type": "text/html"}, PAGE)
    page = fetcher.fetch(server.url("/news/tram.html?day=4&café#top"))
    assert (page.name, page.media, page.data) == ("tram.html", "text/html", PAGE)
    assert server.asked == [("/news/tram.html?day=4&caf%C3%A9", f"127.0.0.1:{server.server_address[1]}")]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused_unasked(server: NewsServer, host: str) -> None:
    with pytest.raises(UnreadableInputError, match=r"^http://.* (?:leads to this machine|cannot be fetched) .*\.$"):
        Fetcher().fetch(server.url(host=host))
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.5.4", "192.168.1.1", "127.9.9.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255"),
        *("240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "no address"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch, server: NewsServer) -> None:
    port = server.server_address[1]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(UnreadableInputError, match="leads to this machine"):
        Fetcher().fetch(server.url(host="news.example"))


def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch, server: NewsServer, fetcher: Fetcher) -> None:
    real, asked = socket.getaddrinfo, []

    def resolve(host: Any, *arguments: Any, **named: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if asked.count(host) == 1 else "203.0.113.1", *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert fetcher.fetch(server.url(host="news.example")).data.endswith(PAGE)
    assert asked.count("news.example") == 1
    assert server.asked[0][1].startswith("news.example:")


def test_where_the_first_address_does_not_answer_the_next_one_does(
    monkeypatch: pytest.MonkeyPatch, server: NewsServer, fetcher: Fetcher
) -> None:
    port = server.server_address[1]
    real = socket.getaddrinfo
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("127.0.0.2", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: found if host == "news.example" else real(host, *rest, **named))
    assert fetcher.fetch(server.url(host="news.example")).data.endswith(PAGE)


def test_an_address_beyond_all_measure_is_not_asked(server: NewsServer, fetcher: Fetcher) -> None:
    with pytest.raises(NotTextError, match="is not a web address"):
        fetcher.fetch(server.url("/" + "a" * 2_000))
    assert server.asked == []


def test_every_redirect_is_checked(monkeypatch: pytest.MonkeyPatch, server: NewsServer) -> None:
    server.answers["/out"] = (302, {"Location": "http://169.254.169.254/latest"}, b"")
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(UnreadableInputError, match=r"/out leads to this machine or a private network"):
        Fetcher().fetch(server.url("/out"))


def test_redirects_are_followed_five_times(server: NewsServer, fetcher: Fetcher) -> None:
    for number in range(6):
        server.answers[f"/{number}"] = (301, {"Location": f"{number + 1}"}, b"")
    server.answers["/6"] = (200, {}, PAGE)
    page = fetcher.fetch(server.url("/1"))
    assert (page.url, page.media) == (server.url("/6"), None)
    with pytest.raises(UnreadableInputError, match="more than 5 times"):
        fetcher.fetch(server.url("/0"))


@pytest.mark.parametrize("place", ["file:///etc/hostname", "ftp://example.org/a", "gopher://127.0.0.1/", "", "http://", "http://[bad/"])
def test_redirects_lead_to_pages_only(server: NewsServer, fetcher: Fetcher, place: str) -> None:
    server.answers["/out"] = (302, {"Location": place}, b"")
    with pytest.raises(InputError, match=r"^http://127\.0\.0\.1:\d+/out .*\.$"):
        fetcher.fetch(server.url("/out"))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://",
        "http:///a",
        "http://[::1",
        "http://a b/",
        "http://u:p@example.org/",
        "http://x:99999/",
        "http://" + "a" * 70,
    ],
)
def test_what_is_no_web_address(address: str) -> None:
    with pytest.raises(InputError) as raised:
        Fetcher().fetch(address)
    assert str(raised.value).endswith(".")
    assert "u:p" not in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "error", "sentence"),
    [
        ((404, {}, b"gone"), UnreadableInputError, "the server answers 404"),
        ((500, {}, b""), UnreadableInputError, "the server answers 500"),
        ((200, {}, b""), EmptyInputError, "is an empty page"),
        ((200, {}, b"a" * 3000), TooLargeError, "more than the"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 100_000)), TooLargeError, "more than the"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 1_000) * 3), TooLargeError, "more than the"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"") * 500), TooLargeError, "more than the"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-1]), UnreadableInputError, "cannot be fetched .*breaks off"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-20]), UnreadableInputError, "cannot be fetched .*breaks off"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:1]), UnreadableInputError, "cannot be fetched .*breaks off"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE) + gzip.compress(PAGE)[:9]), UnreadableInputError, "breaks off"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE) + b"and more"), UnreadableInputError, "cannot be fetched"),
        ((200, {"Content-Encoding": "gzip"}, b"no gzip"), UnreadableInputError, "cannot be fetched"),
        ((200, {"Content-Encoding": "br"}, b"..."), NotTextError, "not asked for"),
        ((200, {"Content-Length": "500"}, PAGE), UnreadableInputError, "cannot be fetched"),
        ((200, {"X": "y" * 70_000}, PAGE), UnreadableInputError, "cannot be fetched"),
    ],
)
def test_what_a_server_does_wrong(server: NewsServer, answer: Answer, error: type[InputError], sentence: str) -> None:
    server.answers["/odd"] = answer
    with pytest.raises(error, match=rf"^http://127\.0\.0\.1:\d+/odd .*{sentence}.*\.$"):
        Fetcher(allow_local=True, seconds=5, max_bytes=2048).fetch(server.url("/odd"))


def test_a_packed_page_is_unpacked(server: NewsServer, fetcher: Fetcher) -> None:
    server.answers["/packed"] = (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"The tram opened."))
    assert fetcher.fetch(server.url("/packed")).data == b"The tram opened."


@pytest.mark.parametrize("filling", [b"", bytes(70_000)])
def test_all_members_of_a_packed_page_are_unpacked(server: NewsServer, fetcher: Fetcher, filling: bytes) -> None:
    long = bytes(range(256)) * 1_000
    body = gzip.compress(b"The tram opened. ") + filling + gzip.compress(b"") + gzip.compress(long) + gzip.compress(b"It rained.") + filling
    server.answers["/packed"] = (200, {"Content-Encoding": "gzip"}, body)
    assert fetcher.fetch(server.url("/packed")).data == b"The tram opened. " + long + b"It rained."


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=4), st.integers(1, 30))
def test_members_unpack_alike_however_they_are_cut(contents: list[bytes], step: int) -> None:
    packed = b"".join(map(gzip.compress, contents))
    unpacking = Unpacking(1_000)
    assert b"".join(unpacking.feed(packed[at : at + step]) for at in range(0, len(packed), step)) == b"".join(contents)
    unpacking.finish()


def test_the_encoding_that_the_server_states_holds(server: NewsServer, fetcher: Fetcher) -> None:
    for path, media in (("/a", "text/plain"), ("/b", "text/html")):
        server.answers[path] = (200, {"Content-Type": f"{media}; charset=koi8-r"}, "Паромы".encode("koi8-r"))
    assert fetcher.fetch(server.url("/a")).data == "Паромы".encode()
    assert fetcher.fetch(server.url("/b")).data == "\ufeffПаромы".encode()
    for path, media, data in (("/d", "text/xml", "Паромы".encode("koi8-r")), ("/e", "text/plain", "\ufeffПаромы".encode())):
        server.answers[path] = (200, {"Content-Type": f"{media}; charset=koi8-r"}, data)
        assert fetcher.fetch(server.url(path)).data == data  # XML says itself how it is encoded, and so does a mark
    server.answers["/c"] = (200, {"Content-Type": "text/plain; charset=unheard-of"}, b"Plain.")
    assert fetcher.fetch(server.url("/c")).data == b"Plain."


@pytest.mark.parametrize("slow", ["head", "body"])
def test_a_server_that_drips_is_cut_off(server: NewsServer, slow: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"X: " if slow == "head" else b"\r\n"))
        for _ in range(1_000):
            try:
                handler.wfile.write(b"a")
            except OSError:
                return
            time.sleep(0.05)

    server.answers["/slow"] = drip
    begin = time.monotonic()
    with pytest.raises(UnreadableInputError, match=r"did not answer within 0\.4 seconds"):
        Fetcher(allow_local=True, seconds=0.4).fetch(server.url("/slow"))
    assert time.monotonic() - begin < 30  # it would drip for 50


def test_a_name_that_is_looked_up_for_too_long_is_given_up(server: NewsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: asked.wait(60) and [])
    begin = time.monotonic()
    with pytest.raises(UnreadableInputError, match=r"^http://news\.example:.* did not answer within 0\.3 seconds"):
        Fetcher(allow_local=True, seconds=0.3).fetch(server.url(host="news.example"))
    assert time.monotonic() - begin < 30
    asked.set()


def test_nothing_listens_there(fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnreadableInputError, match="cannot be fetched"):
        fetcher.fetch(f"http://127.0.0.1:{port}/")


def test_a_certificate_is_asked_for(server: NewsServer, fetcher: Fetcher) -> None:
    with pytest.raises(UnreadableInputError, match="cannot be fetched"):
        fetcher.fetch(server.url().replace("http:", "https:"))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(max_size=40) | st.text("[]:@/?#%.\\ \n\t1aé", max_size=20))
def test_any_words_after_http_are_refused_in_one_sentence(words: str) -> None:
    with pytest.raises(InputError):
        Fetcher(seconds=0.01).fetch(f"http://127.0.0.1.{words}")
