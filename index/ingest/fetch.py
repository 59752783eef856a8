"""A page fetched from the web, and only from the web: no address of this machine or of the network around it is ever connected to.

The name is resolved once for each hop, every address that it resolves to is checked, and the connection goes to a checked one, so that
a name which resolves to something else a moment later gains nothing.
"""

from __future__ import annotations

import codecs
import ipaddress
import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Self
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError, UnreadableInputError
from index.ingest.gunzip import Unpacking

MAX_REDIRECTS = 5
MAX_BYTES = 10 * 1024 * 1024
SECONDS = 20.0
"""Seconds that fetching one page may take, all redirects included."""
MAX_URL = 2_000
_CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "dateline",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf,application/json,text/*,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_Found = tuple[Any, ...]
"""An entry of `getaddrinfo`: family, kind, protocol, canonical name, and the internet address with its port."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What was fetched: the address it came from in the end, the last part of its path, its bytes, and their type as stated."""

    url: str
    name: str
    data: bytes
    media: str | None


class Fetcher:
    """Fetches pages over http and https. `allow_local` is for tests: with it, addresses of this machine are fetched too."""

    def __init__(self, *, seconds: float = SECONDS, max_bytes: int = MAX_BYTES, allow_local: bool = False) -> None:
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._allow_local = allow_local

    def fetch(self, address: str) -> FetchedPage:
        """Fetch a page; raises UnreadableInputError, NotTextError (no address), TooLargeError, EmptyInputError."""
        deadline = time.monotonic() + self._seconds
        url = address
        for _ in range(MAX_REDIRECTS + 1):
            found = self._hop(address, url, deadline)
            if isinstance(found, FetchedPage):
                return found
            url = found
        raise UnreadableInputError(f"{address} leads on more than {MAX_REDIRECTS} times: give the address of the page itself.")

    def _hop(self, address: str, url: str, deadline: float) -> FetchedPage | str:
        """The page at an address, or the address that it leads to; `address` is the one to name in messages."""
        parts = _parts(address, url)
        connection = _Connection(parts, self._resolved(address, parts, deadline), deadline)
        with _Alarm(connection, deadline) as alarm:
            try:
                found = self._answer(address, url, parts, connection)
            except (InputError, OSError, EOFError, HTTPException, ValueError, AttributeError, zlib.error) as exc:
                alarm.check(self._late(address))
                if isinstance(exc, InputError):
                    raise
                raise UnreadableInputError(
                    f"{address} cannot be fetched ({_reason(exc)}): check the address, or save the page and add the file."
                ) from exc
            finally:
                connection.close()
            alarm.check(self._late(address))
        return found

    def _answer(self, address: str, url: str, parts: SplitResult, connection: _Connection) -> FetchedPage | str:
        connection.request("GET", _target(parts), headers=_HEADERS)
        with connection.getresponse() as response:
            if response.status in _REDIRECTS:
                return urljoin(url, response.headers.get("Location") or "")
            return self._page(address, url, response)

    def _page(self, address: str, url: str, response: HTTPResponse) -> FetchedPage:
        if response.status != 200:
            raise UnreadableInputError(
                f"{address} cannot be fetched (the server answers {response.status}): check the address, or save the page and add the file."
            )
        data = self._body(address, response)
        if not data:
            raise EmptyInputError(f"{address} is an empty page: check the address.")
        media = response.headers.get_content_type() if response.headers.get("Content-Type") else None
        name = urlsplit(url).path.rpartition("/")[2]
        return FetchedPage(url, name, _recoded(data, media, response.headers.get_content_charset()), media)

    def _body(self, address: str, response: HTTPResponse) -> bytes:
        packed = (response.headers.get("Content-Encoding") or "identity").lower()
        if packed not in ("identity", "gzip", "x-gzip"):
            raise NotTextError(f"{address} is sent in an encoding that was not asked for ({packed[:20]}): save the page and add the file.")
        unpacking = Unpacking(self._max_bytes) if packed != "identity" else None
        data = bytearray()
        try:
            while chunk := response.read(_CHUNK):
                data += unpacking.feed(chunk) if unpacking else chunk
                if len(data) > self._max_bytes:
                    raise OverflowError
        except OverflowError as exc:
            raise TooLargeError(
                f"{address} has more than the {self._max_bytes / 2**20:g} MiB that a page may have: save it and add the file."
            ) from exc
        if response.length:
            raise HTTPException("the answer breaks off")
        if unpacking:
            unpacking.finish()
        return bytes(data)

    def _late(self, address: str) -> str:
        return f"{address} did not answer within {self._seconds:g} seconds: try again later, or save the page and add the file."

    def _resolved(self, address: str, parts: SplitResult, deadline: float) -> Sequence[str]:
        """The internet addresses of the host, all of which may be connected to."""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            found = _looked_up(parts.hostname or "", port, deadline)
        except queue.Empty as exc:
            raise UnreadableInputError(self._late(address)) from exc
        except (OSError, UnicodeError) as exc:
            raise UnreadableInputError(
                f"{address} cannot be fetched (there is no host {parts.hostname}): check the address, or save the page and add the file."
            ) from exc
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_local and not all(map(is_public, addresses)):
            raise UnreadableInputError(
                f"{address} leads to this machine or a private network, and is not fetched: save the page and add the file."
            )
        return addresses


def _looked_up(host: str, port: int, deadline: float) -> list[_Found]:
    """What a host's name resolves to; raises what `getaddrinfo` does, and queue.Empty where that takes until the deadline.

    It is asked on a thread of its own, because nothing can interrupt it.
    """
    answers: queue.SimpleQueue[list[_Found] | Exception] = queue.SimpleQueue()
    resolve = socket.getaddrinfo

    def ask() -> None:
        try:
            answers.put(resolve(host, port, type=socket.SOCK_STREAM))
        except Exception as exc:
            answers.put(exc)

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    found = answers.get(timeout=max(0.0, deadline - time.monotonic()))
    if isinstance(found, Exception):
        raise found
    return found


def is_public(address: str) -> bool:
    """Whether an internet address is one of the public network, and so is the one inside it where one address is wrapped in another."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip in _NAT64:
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return True
    inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    return all(is_public(str(wrapped)) for wrapped in inner if wrapped is not None)


class _Connection(HTTPConnection):
    """A connection to one of the addresses that were checked, whatever the host's name resolves to by now."""

    def __init__(self, parts: SplitResult, addresses: Sequence[str], deadline: float) -> None:
        self._is_secure = parts.scheme == "https"
        self.default_port = 443 if self._is_secure else 80
        super().__init__(parts.hostname or "", parts.port)
        self._addresses = addresses
        self._deadline = deadline
        self.socket: socket.socket | None = None  # `sock` is forgotten while an answer is still being read

    def connect(self) -> None:
        """Connect to the first address that answers."""
        for number, address in enumerate(self._addresses, start=1):
            try:
                patience = max(0.01, (self._deadline - time.monotonic()) / (len(self._addresses) - number + 1))
                self.sock = self.socket = socket.create_connection((address, self.port), timeout=patience)
                break
            except OSError:
                if number == len(self._addresses):
                    raise
        if self._is_secure:
            context = ssl.create_default_context()
            secure = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self.socket = secure
            secure.do_handshake()


class _Alarm:
    """Cuts a connection at its deadline: a timeout of the socket would only watch over the time between two bytes."""

    def __init__(self, connection: _Connection, deadline: float) -> None:
        self._connection = connection
        self._rung = threading.Event()
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._ring)
        self._timer.daemon = True
        self._deadline = deadline

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def check(self, sentence: str) -> None:
        """Raise when the time is over: what came until then may be a part."""
        if self._rung.is_set() or time.monotonic() >= self._deadline:
            raise UnreadableInputError(sentence)

    def _ring(self) -> None:
        self._rung.set()
        if self._connection.socket is not None:
            with suppress(OSError, ValueError):
                self._connection.socket.shutdown(socket.SHUT_RDWR)


def _parts(address: str, url: str) -> SplitResult:
    """The parts of an address that can be fetched; raises NotTextError."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        netloc = f"[{host}]" if ":" in host else host
        netloc = f"{netloc}:{parts.port}" if parts.port else netloc
    except ValueError:
        host = ""
    if not host or len(url) > MAX_URL:
        raise NotTextError(f"{address[:MAX_URL]} is not a web address: write it as https://host/path.")
    if parts.scheme not in ("http", "https"):
        raise NotTextError(
            f"{address} leads to an address that is neither http nor https, and is not fetched: save the page and add the file."
        )
    if parts.username is not None or parts.password is not None:
        raise NotTextError(f"{parts.scheme}://…@{host} holds a user's name: give the address without it.")
    return SplitResult(parts.scheme, netloc, quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), "")


def _target(parts: SplitResult) -> str:
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _recoded(data: bytes, media: str | None, charset: str | None) -> bytes:
    """Text in UTF-8 where the server says how it is encoded: that comes before what a page says of itself."""
    if media is None or not media.startswith("text/") or media == "text/xml" or not charset or data.startswith(codecs.BOM_UTF8):
        return data
    try:
        text = data.decode(charset)
    except (LookupError, ValueError):
        return data
    mark = codecs.BOM_UTF8 if media == "text/html" else b""
    return mark + text.encode("utf-8", "surrogatepass")


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {error.verify_message}"
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
