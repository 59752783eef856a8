"""A Chroma server by its address: what the settings say of it, and the connection to it, with a limit of time on every call."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from index.errors import DamagedArchiveError, DatelineError, SettingsError, StoreUnreachableError
from index.reports import REMEDY
from index.settings import IndexSettings
from index.store.vectors import BATCH

CONNECT_SECONDS = 3.0
READ_SECONDS = 5.0
"""For an answer to a question. The first after a start loads the index, which took 1.3 s for 100,000 passages."""
WRITE_SECONDS = 60.0
"""For a thousand records to be taken, which takes 3 s in an index of 100,000, or for all ids of one batch to be listed."""
SILENCE = 30.0
"""Seconds for which a server that has let a call run out of time is not asked again: each such call would be waited for."""
CLOUD = "trychroma.com"
CLOUD_BATCH = 300
"""Records in one call to Chroma Cloud, whose quotas are smaller than the batches that a server states."""
DEFAULT = {"tenant": "default_tenant", "database": "default_database"}
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Server:
    """Address and credentials of a Chroma server."""

    url: str
    tenant: str
    database: str
    token: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: IndexSettings) -> Server | None:
        """The server that the settings name, if they do. Nothing is asked of it; raises SettingsError for what cannot be an address."""
        if not settings.chroma_url:
            return None
        address = settings.chroma_url.strip()
        parts = _parts(address)
        # The address may hold a password: no message shows it before that is ruled out.
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsError("DATELINE_CHROMA_URL is no http:// or https:// address; set it to one, such as http://localhost:8000")
        if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
            raise SettingsError(
                "DATELINE_CHROMA_URL holds more than the address of a server; leave out user, password and query, "
                "and give a token as DATELINE_CHROMA_TOKEN"
            )
        token = settings.chroma_token or None
        if token is not None and not all("!" <= sign <= "~" for sign in token):
            raise SettingsError("DATELINE_CHROMA_TOKEN holds signs that a request cannot carry; copy the token again, without spaces")
        tenant, database = settings.chroma_tenant or DEFAULT["tenant"], settings.chroma_database or DEFAULT["database"]
        return cls(address.rstrip("/"), tenant, database, token)

    @property
    def is_cloud(self) -> bool:
        """Whether it is Chroma's own service."""
        host = urlsplit(self.url).hostname or ""
        return host == CLOUD or host.endswith(f".{CLOUD}")

    def headers(self) -> dict[str, str]:
        """What carries the token: Chroma Cloud reads the one header, a proxy before a server of one's own the other."""
        if self.token is None:
            return {}
        own = {} if self.is_cloud else {"Authorization": f"Bearer {self.token}"}
        return {"X-Chroma-Token": self.token, **own}


def _parts(address: str) -> SplitResult | None:
    """The parts of an address, or None for what is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # which is looked at only here
    except ValueError:
        return None
    return None if any(sign.isspace() for sign in address) else parts


class Connection:
    """The connection to a server, made when it is first needed, and for any number of threads."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._client: Client | None = None
        self._lock = threading.Lock()
        self._silent_until = 0.0

    @contextmanager
    def client(self) -> Iterator[Client]:
        """The client. What it raises inside becomes DamagedArchiveError where a collection is gone or broken, and
        StoreUnreachableError for all else."""
        if time.monotonic() < self._silent_until:
            raise self._unreachable("it did not answer in time a moment ago")
        try:
            yield self._connected()
        except DatelineError:
            raise
        except Exception as exc:  # Chroma raises its own errors, httpx's and plain ones
            raise self._ours(exc) from exc

    def batch(self) -> int:
        """How many records one call may carry."""
        with self.client() as client:
            limit = int(client.get_max_batch_size())
        return min(CLOUD_BATCH if self.server.is_cloud else BATCH, limit if limit > 0 else BATCH)

    def close(self) -> None:
        """Let go of it."""
        with self._lock:
            client, self._client = self._client, None
            if client is not None:
                client.close()

    def _connected(self) -> Client:
        with self._lock:
            if self._client is None:
                try:
                    self._client = _connect(self.server)
                except Exception as exc:
                    raise self._ours(exc, is_connecting=True) from exc
            return self._client

    def _ours(self, exc: Exception, is_connecting: bool = False) -> DatelineError:
        import httpx
        from chromadb import errors

        transport = _transport_error(exc)
        if isinstance(transport, httpx.TimeoutException):
            self._silent_until = time.monotonic() + SILENCE
            return self._unreachable("it does not answer in time")
        if isinstance(transport, httpx.ConnectError):
            return self._unreachable("nothing answers there")
        if transport is not None:
            return self._unreachable("the connection broke off")
        reason = (str(exc).strip() or type(exc).__name__).splitlines()[0][:LONGEST_REASON]
        if self.server.token:
            reason = reason.replace(self.server.token, "***")
        of_collection = (
            errors.NotFoundError,
            errors.InternalError,
            errors.InvalidArgumentError,
            errors.InvalidDimensionException,
            errors.IDAlreadyExistsError,
            errors.DuplicateIDError,
        )
        if isinstance(exc, of_collection) and not is_connecting:
            return DamagedArchiveError(f"the vector store on the Chroma server {self.server.url} cannot be used ({reason}); {REMEDY}")
        return self._unreachable(reason)

    def _unreachable(self, reason: str) -> StoreUnreachableError:
        return StoreUnreachableError(
            f"the Chroma server {self.server.url} cannot be used ({reason}); start it, or correct the settings DATELINE_CHROMA_*"
        )


def _transport_error(exc: BaseException | None) -> BaseException | None:
    """The error of the network behind an error, which Chroma's client hides behind plain ones while it connects."""
    import httpx

    while exc is not None and not isinstance(exc, httpx.TransportError):
        exc = exc.__cause__ or exc.__context__
    return exc


class Client:
    """What is asked of a server, in one tenant and database. Chroma's own makes a second connection, which waits for ever."""

    def __init__(self, api: Any, tenant: str, database: str) -> None:
        self._api = api
        self._of = {"tenant": tenant, "database": database}

    def create_collection(self, name: str, metadata: dict[str, str], configuration: Any) -> Any:
        """A new collection; its vectors are always given, never computed by Chroma."""
        return self._collection(self._api.create_collection(name, metadata=metadata, configuration=configuration, **self._of))

    def get_collection(self, name: str) -> Any:
        """A collection that is there."""
        return self._collection(self._api.get_collection(name, **self._of))

    def list_collections(self) -> list[Any]:
        """All collections of the database."""
        return [self._collection(model) for model in self._api.list_collections(**self._of)]

    def delete_collection(self, name: str) -> None:
        """Delete a collection."""
        self._api.delete_collection(name, **self._of)

    def get_max_batch_size(self) -> int:
        """How many records the server takes in one call; it is asked once."""
        return int(self._api.get_max_batch_size())

    def close(self) -> None:
        """Close the connection."""
        self._api._session.close()

    def _collection(self, model: Any) -> Any:
        from chromadb.api.models.Collection import Collection

        return Collection(client=self._api, model=model, embedding_function=None)


def _connect(server: Server) -> Client:
    """The client of a server, with settings that nothing in the environment changes."""
    import httpx
    from chromadb.api.fastapi import FastAPI
    from chromadb.config import APIVersion, Settings, System

    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic's own; a stray .env in the working directory is not ours to obey
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_server_host=server.url,
        chroma_server_http_port=443,  # not looked at beside a whole address, but asked for
        chroma_server_ssl_enabled=server.url.startswith("https:"),
        chroma_server_ssl_verify=None,
        chroma_server_api_default_path=APIVersion.V2,
        chroma_server_headers=server.headers(),
        chroma_client_auth_provider=None,
        chroma_client_auth_credentials=None,
        chroma_overwrite_singleton_tenant_database_access_from_auth=False,
        allow_reset=False,
        anonymized_telemetry=False,
        chroma_otel_collection_endpoint="",
    )
    system = System(settings)
    api = system.instance(FastAPI)
    # Chroma's own client waits for ever; a question waits less than a write.
    api._session.timeout = httpx.Timeout(WRITE_SECONDS, connect=CONNECT_SECONDS)
    api._session.event_hooks = {"request": [_limit]}
    client = Client(api, server.tenant, server.database)
    try:
        api.get_database(server.database, server.tenant)
    except BaseException:
        client.close()
        raise
    return client


def _limit(request: Any) -> None:
    """Lower the limits of time of a request that only reads one thing."""
    if request.method == "GET" or request.url.path.endswith("/query"):
        request.extensions["timeout"] = {**request.extensions["timeout"], "read": READ_SECONDS, "write": READ_SECONDS}
