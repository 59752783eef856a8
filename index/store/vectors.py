"""The vector store: an approximate nearest-neighbour index of the passages' vectors, in Chroma. The catalog can make all of it again.

Chroma is given ids and vectors and nothing else. An id is the address of a content, so a record is added or deleted and never changed in
place: changing records in place is what breaks its index when a process is killed (chroma-core/chroma#7510).
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import DamagedArchiveError
from index.reports import REMEDY
from index.store import engine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32] | Sequence[float]

COLLECTION = "passages"
BATCH = 5000
"""Records in one call; Chroma refuses more than 5,461."""
GRAPH = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 200}
"""Shape of the index. Over 5,500 vectors of made-up texts, much alike (mean cosine .42), Chroma's own 16 neighbours and 100 candidates left
1.4 % of the records unreachable and recall@10 at .984; these leave 0.2 % and .999, and take 1,600 records a second instead of 2,500."""
SQLITE_HEADER = b"SQLite format 3\0"
LINKS_PER_RECORD = 4_096
LINKS_ALLOWANCE = 10 << 20
"""A healthy file of links has tens of bytes a record; a broken one was seen to grow to gigabytes, and loading it kills the process."""


class VectorIndex(Protocol):
    """Where passages' vectors are searched: `ChromaStore` on disk, `ServedIndex` on a server."""

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add records with ids that are not there yet; `vectors` has shape (n, dim), unit length."""

    def delete(self, ids: Sequence[str]) -> None:
        """Delete records; ids that are not there are passed over."""

    def nearest(self, vector: Vector, k: int) -> list[str]:
        """The ids of about the `k` nearest records by cosine, nearest first."""
        ...

    def nearest_each(self, vectors: Sequence[Vector], k: int) -> list[list[str]]:
        """The same for each of several vectors; asked together, seventy take the time of ten that are asked one by one."""
        ...

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that are there."""
        ...

    def ids(self) -> set[str]:
        """All ids."""
        ...

    def count(self) -> int:
        """The number of records."""
        ...

    def close(self) -> None:
        """Let go of files and memory."""


class Place(Protocol):
    """Where an archive's vector stores are, each under a name: folders beside the catalog, or collections of a server.

    The catalog notes the name of the store in use and its mark. All methods raise DamagedArchiveError where a store cannot be used, and
    StoreUnreachableError where its server cannot.
    """

    def owns(self, name: str) -> bool:
        """Whether a store of this name can be here."""
        ...

    def successor(self, name: str) -> str:
        """The name of the store that is made in the place of the one of this name."""
        ...

    def make(self, name: str, fingerprint: str) -> VectorIndex:
        """A new store without records, in the place of what may be there under its name."""
        ...

    def open(self, name: str, mark: str, fingerprint: str) -> VectorIndex:
        """The store of this name, which must be as it was when `mark` was noted."""
        ...

    def mark(self, name: str) -> str:
        """What the mark of the store of this name is now."""
        ...

    def seal(self, name: str) -> str:
        """Mark the store as written to its end; returns the mark, to be noted in the catalog."""
        ...

    def is_surely_whole(self, name: str) -> bool:
        """Whether the store needs no look while there is nothing to tell it; one on another machine always does."""
        ...

    def confirm(self, store: VectorIndex) -> None:
        """Raise DamagedArchiveError for a store that has been told of all, and does not hold all."""

    def drop_all_but(self, name: str) -> None:
        """Delete all of this archive's stores but one."""

    def close(self) -> None:
        """Let go of what the stores shared."""


class ChromaIndex(ABC):
    """What a Chroma collection does, wherever it is; `batch` is the number of records in one call."""

    batch = BATCH
    _collection: Any

    @abstractmethod
    def _translated(self) -> AbstractContextManager[None]:
        """Turn Chroma's errors into ours."""

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """See `VectorIndex.add`."""
        with self._translated():
            for begin in range(0, len(ids), self.batch):
                self._collection.add(ids=list(ids[begin : begin + self.batch]), embeddings=vectors[begin : begin + self.batch])

    def delete(self, ids: Sequence[str]) -> None:
        """See `VectorIndex.delete`."""
        with self._translated():
            for begin in range(0, len(ids), self.batch):
                self._collection.delete(ids=list(ids[begin : begin + self.batch]))

    def nearest(self, vector: Vector, k: int) -> list[str]:
        """See `VectorIndex.nearest`."""
        return self.nearest_each([vector], k)[0]

    def nearest_each(self, vectors: Sequence[Vector], k: int) -> list[list[str]]:
        """See `VectorIndex.nearest_each`."""
        size = min(k, self.count())
        if size < 1 or not len(vectors):
            return [[] for _ in vectors]
        with self._translated():
            found = self._collection.query(query_embeddings=list(vectors), n_results=size, include=["distances"])
        return [[str(id) for id in ids] for ids in found["ids"]]

    def known(self, ids: Sequence[str]) -> set[str]:
        """See `VectorIndex.known`."""
        found: set[str] = set()
        with self._translated():
            for begin in range(0, len(ids), self.batch):
                found.update(self._collection.get(ids=list(ids[begin : begin + self.batch]), include=[])["ids"])
        return found

    def ids(self) -> set[str]:
        """See `VectorIndex.ids`."""
        with self._translated():
            return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """See `VectorIndex.count`."""
        with self._translated():
            return int(self._collection.count())


class ChromaStore(ChromaIndex):
    """One Chroma collection in one folder. What another process writes later is not seen: open a new one then.

    `fingerprint` names the embedding model; a collection made with another is refused. `create` makes what is not there.
    Raises DamagedArchiveError wherever Chroma fails.
    """

    def __init__(self, folder: Path, fingerprint: str, create: bool = False) -> None:
        self.folder = folder
        self._client: Any = None
        self._size: int | None = None
        if not create and not folder.is_dir():
            raise DamagedArchiveError(f"the vector store {folder} is missing; {REMEDY}")
        check_files(folder)
        with self._translated():
            if not create and engine.is_known():
                self._client = engine.Engine(folder)
                self._collection = self._client.get_collection(COLLECTION)
            else:
                self._client = self._open()
                self._collection = self._create(fingerprint) if create else self._client.get_collection(COLLECTION, embedding_function=None)
            self._warm_up()
        if (self._collection.metadata or {}).get("fingerprint") != fingerprint:
            self.close()
            raise DamagedArchiveError(f"the vector store {folder} belongs to another embedding model; {REMEDY}")

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """See `VectorIndex.add`."""
        self._size = None
        super().add(ids, vectors)

    def delete(self, ids: Sequence[str]) -> None:
        """See `VectorIndex.delete`."""
        self._size = None
        super().delete(ids)

    def count(self) -> int:
        """See `VectorIndex.count`; nobody else writes here, and Chroma counts its rows each time."""
        if self._size is None:
            self._size = super().count()
        return self._size

    def close(self) -> None:
        """See `VectorIndex.close`."""
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            client.close()

    def _open(self) -> Any:
        """A client with a Chroma system of its own: the one that Chroma shares within a process never sees what others write."""
        from chromadb.api.client import Client
        from chromadb.api.rust import RustBindingsAPI
        from chromadb.config import Settings, System

        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic's own; a stray .env in the working directory is not ours to obey
            chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
            is_persistent=True,
            persist_directory=str(self.folder),
            allow_reset=False,
            anonymized_telemetry=False,
            chroma_otel_collection_endpoint="",
            migrations="apply",
        )
        system = System(settings)
        system.instance(RustBindingsAPI)
        system.start()
        return Client.from_system(system)

    def _warm_up(self) -> None:
        """Load the index now, while the caller sees to it that nobody writes; later queries read none of its files."""
        for record in self._collection.get(limit=1, include=["embeddings"])["embeddings"]:
            self._collection.query(query_embeddings=[record], n_results=1, include=[])

    def _create(self, fingerprint: str) -> Any:
        return self._client.get_or_create_collection(
            COLLECTION,
            embedding_function=None,
            metadata={"fingerprint": fingerprint},
            configuration={"hnsw": GRAPH},
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn Chroma's errors into ours."""
        try:
            yield
        except Exception as exc:  # Chroma raises its own errors, pydantic's, SQLite's and plain ones
            reason = (str(exc).strip() or type(exc).__name__).splitlines()[0]
            raise DamagedArchiveError(f"the vector store {self.folder} cannot be used ({reason}); {REMEDY}") from exc


def check_files(folder: Path) -> None:
    """Raise DamagedArchiveError for files whose loading would kill the process: a database without its header, links beyond all measure."""
    database = folder / "chroma.sqlite3"
    if database.exists():
        with database.open("rb") as stream:
            if stream.read(len(SQLITE_HEADER)) not in (SQLITE_HEADER, b""):
                raise DamagedArchiveError(f"the vector store {folder} is damaged ({database.name} is not a database); {REMEDY}")
    for links in folder.glob("*/link_lists.bin"):
        data = links.with_name("data_level0.bin")
        records = data.stat().st_size // LINKS_PER_RECORD + 1 if data.exists() else 1
        if links.stat().st_size > LINKS_PER_RECORD * records + LINKS_ALLOWANCE:
            raise DamagedArchiveError(f"the vector store {folder} is damaged ({links.name} is far too large); {REMEDY}")


def checksum(folder: Path) -> str:
    """Of the index's own files, which are written in place: what a kill leaves half written has another than the one noted before."""
    total = 0
    for file in sorted(folder.glob("*/*")):
        total = zlib.crc32(file.name.encode(), total)
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                total = zlib.crc32(block, total)
    return f"{total:08x}"
