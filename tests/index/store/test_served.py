"""An archive whose vectors a Chroma server keeps: a real one, killed and restarted in the middle, and started anew with an empty folder."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from chroma_server import ChromaServer
from hashing import HashingEmbedder
from parts import dense
from places import SUPPORT

from index.archive import Archive
from index.errors import DamagedArchiveError, StoreUnreachableError
from index.settings import IndexSettings
from index.store import server as server_module
from index.store import synced
from index.store.served import ServedIndex

pytestmark = pytest.mark.slow
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SUPPORT.parent), str(SUPPORT), os.environ.get("PYTHONPATH", "")])}
Opener = Callable[..., Archive]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    one = ChromaServer(tmp_path / "chroma")
    one.start()
    yield one
    one.kill()


@pytest.fixture
def opened(server: ChromaServer, tmp_path: Path, hashing: HashingEmbedder) -> Iterator[Opener]:
    """Opens an archive by name, on the server or, with `local`, beside its catalog."""
    handles: list[Archive] = []

    def open_one(name: str = "archive", local: bool = False) -> Archive:
        settings = IndexSettings(chroma_url=None if local else server.url)
        handles.append(Archive.create_or_open(tmp_path / name, settings, embedder=hashing))
        return handles[-1]

    yield open_one
    for handle in handles:
        handle.close()


def write(files: Path, count: int, name: str = "part") -> None:
    for number in range(count):
        text = "\n\n".join(
            f"Ferry {line} of {name} {number} left at dawn. It carried {line * number} crates of pears." for line in range(40)
        )
        (files / f"{name}{number:02}.txt").write_text(f"Ferries, {name} {number}\n\n{text}\n", encoding="utf-8")


def collections(archive: Archive) -> dict[str, int]:
    """All collections of the server with the number of their records."""
    with archive._store._place._connection.client() as client:  # type: ignore[attr-defined]
        return {one.name: one.count() for one in client.list_collections()}


def check_whole(archive: Archive, hashing: HashingEmbedder) -> None:
    """Nothing was lost: the check finds nothing, and the server proposes exactly the passages of the catalog, in one collection."""
    assert archive.verify().problems == ()
    ids = set(archive._catalog.passage_ids())
    assert [set(near) for near in archive._store.nearest(hashing.encode(["harbour"]), 10_000, meta(archive), [])] == [ids]
    assert collections(archive)[str(archive._catalog.meta("store"))] == len(ids)
    assert archive._store.pending() == 0


def meta(archive: Archive) -> dict[str, str]:
    return dict(archive._catalog.rows("SELECT key, value FROM meta"))


def test_the_server_holds_what_the_catalog_holds(opened: Opener, files: Path, hashing: HashingEmbedder) -> None:
    archive = opened()
    archive.add([str(files)])
    check_whole(archive, hashing)
    first = archive.articles()[0]
    (files / "digest.txt").write_text("Harbour opens\n\nThe harbour of Port Arden opened again on 5 May 2031.\n", encoding="utf-8")
    archive.add([str(files)])
    archive.remove([archive.articles()[-1].id])
    assert first.id not in {article.id for article in archive.articles()}
    check_whole(archive, hashing)
    assert len(collections(archive)) == 1
    assert not list(archive.path.glob("vectors-*"))
    [name] = collections(archive)
    with archive._store._place._connection.client() as client:  # type: ignore[attr-defined]
        kept = client.get_collection(name)
        assert kept.metadata["fingerprint"] == hashing.fingerprint
        assert kept.configuration_json["hnsw"]["space"] == "cosine"
        assert set(kept.get(include=["documents"])["documents"]) == {None}


def test_both_places_answer_alike(opened: Opener, files: Path, hashing: HashingEmbedder) -> None:
    write(files, 6)
    served, local = opened("served"), opened("local", local=True)
    for archive in (served, local):
        archive.add([str(files)])
    for words in ("chess final draw", "ferry left at dawn", "crates of pears"):
        query = hashing.encode([words])[0]
        assert dense(served, query, 5) == dense(local, query, 5)
    assert isinstance(served._store._store, ServedIndex)


def test_two_archives_on_one_server_do_not_mix(opened: Opener, files: Path, hashing: HashingEmbedder) -> None:
    one, other = opened("one"), opened("other")
    one.add([str(files / "digest.txt")])
    other.add([str(files / "note.txt")])
    for archive in (one, other):
        check_whole(archive, hashing)
    assert len(collections(one)) == 2
    one.verify(repair=True)
    one._store.rebuild()
    assert len(collections(one)) == 2
    for archive in (one, other):
        check_whole(archive, hashing)


def test_a_copy_of_an_archive_gets_a_collection_of_its_own(opened: Opener, files: Path, hashing: HashingEmbedder, tmp_path: Path) -> None:
    one = opened("one")
    one.add([str(files / "digest.txt")])
    one.close()
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    one, copy = opened("one"), opened("copy")
    copy.add([str(files / "note.txt")])
    write(files, 1)
    one.add([str(files / "part00.txt")])
    copy.add([str(files / "note.txt")])
    for archive in (one, copy):
        check_whole(archive, hashing)
    assert one._catalog.meta("store") != copy._catalog.meta("store")


def test_more_records_than_one_page(opened: Opener, files: Path, hashing: HashingEmbedder) -> None:
    write(files, 10)
    archive = opened()
    archive.add([str(files)])
    store = archive._store._current(1.0)
    assert isinstance(store, ServedIndex)
    store.batch = 3
    ids = archive._catalog.passage_ids()
    assert len(ids) > 9
    assert store.ids() == store.known(ids) == set(ids)
    store.delete(ids[:7])
    assert store.count() == len(ids) - 7


@pytest.mark.parametrize("repair", [False, True])
def test_a_server_started_anew_with_an_empty_folder(
    opened: Opener,
    server: ChromaServer,
    files: Path,
    hashing: HashingEmbedder,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    repair: bool,
) -> None:
    archive = opened()
    archive.add([str(files)])
    query = hashing.encode(["chess final draw"])[0]
    before = dense(archive, query, 3)
    server.kill()
    server.start(tmp_path / "empty")
    with caplog.at_level(logging.WARNING):
        assert dense(archive, query, 3) == dense(archive, query, 3) == before
    assert caplog.text.count("searching the catalog instead") == 1
    [problem] = archive.verify().problems
    assert "does not exist" in problem
    hashing.texts.clear()
    if repair:
        assert archive.verify(repair=True).repaired == ("the vector store was made anew from the catalog",)
    else:
        assert {report.status for report in archive.add([str(files)])} == {"unchanged"}
    assert hashing.texts == []
    check_whole(archive, hashing)
    assert dense(archive, query, 3) == before


def test_a_server_put_back_to_an_older_state(
    opened: Opener, server: ChromaServer, files: Path, hashing: HashingEmbedder, tmp_path: Path
) -> None:
    archive = opened()
    archive.add([str(files / "digest.txt")])
    server.kill()
    shutil.copytree(server.folder, tmp_path / "older")
    server.start()
    archive.add([str(files / "note.txt")])
    server.kill()
    server.start(tmp_path / "older")
    [problem] = opened().verify().problems
    assert "is not as it was last written" in problem
    archive.add([str(files)])
    check_whole(archive, hashing)
    assert len(collections(archive)) == 1


def test_records_that_somebody_took_from_the_server(opened: Opener, files: Path, hashing: HashingEmbedder) -> None:
    archive = opened()
    archive.add([str(files)])
    archive._store._current(1.0).delete(archive._catalog.passage_ids()[:1])
    assert "lacks 1 passage" in archive.verify().problems[0]
    archive.add([str(files)])
    check_whole(archive, hashing)


def test_a_server_that_is_gone_while_articles_are_added(
    opened: Opener, server: ChromaServer, files: Path, hashing: HashingEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    archive = opened()
    archive.add([str(files / "digest.txt")])
    server.kill()
    with caplog.at_level(logging.ERROR):
        assert archive.add([str(files / "note.txt")])[0].status == "added"
    [told] = caplog.messages
    assert told == (
        f"the Chroma server {server.url} cannot be used (nothing answers there); start it, or correct the settings DATELINE_CHROMA_*; "
        "nothing is lost, and the next add tells the server what it has missed"
    )
    ids = set(archive._catalog.passage_ids())
    assert {id for id, _ in dense(archive, hashing.encode(["harbour"])[0], 1000)} == ids
    for report in (archive.verify(), archive.verify(repair=True)):
        assert ["cannot be used (nothing answers there)" in problem for problem in report.problems] == [True]
        assert report.repaired == ()
    pending = archive._store.pending()
    assert pending > 0
    server.start()
    hashing.texts.clear()
    assert archive.verify(repair=True).repaired == (f"the vector store was told of {pending} change{'s' * (pending > 1)}",)
    assert hashing.texts == []
    check_whole(archive, hashing)


def test_a_server_that_was_never_there(opened: Opener, server: ChromaServer, files: Path, hashing: HashingEmbedder) -> None:
    server.kill()
    archive = opened()
    archive.add([str(files)])
    ids = set(archive._catalog.passage_ids())
    assert {id for id, _ in dense(archive, hashing.encode(["harbour"])[0], 1000)} == ids
    server.start()
    archive.add([str(files)])
    check_whole(archive, hashing)


@pytest.mark.parametrize("empty", [False, True])
def test_a_server_killed_in_the_middle_of_a_write(
    opened: Opener,
    server: ChromaServer,
    files: Path,
    hashing: HashingEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    empty: bool,
) -> None:
    write(files, 4)
    archive = opened()
    archive.add([str(files)])
    write(files, 12, "late")
    monkeypatch.setattr(synced, "BATCH", 5)
    real, calls = ServedIndex.add, 0

    def add(self: ServedIndex, ids: list[str], vectors: np.ndarray) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            server.kill()
        real(self, ids, vectors)

    with monkeypatch.context() as patched:
        patched.setattr(ServedIndex, "add", add)
        archive.add([str(files)])
    assert calls == 3
    ids = set(archive._catalog.passage_ids())
    assert {id for id, _ in dense(archive, hashing.encode(["harbour"])[0], 1000)} == ids
    assert archive._store.pending() > 0
    server.start(tmp_path / "empty" if empty else None)
    hashing.texts.clear()
    assert {report.status for report in archive.add([str(files)])} == {"unchanged"}
    assert hashing.texts == []
    check_whole(archive, hashing)


def test_a_server_killed_and_restarted_while_questions_are_asked_and_articles_added(
    opened: Opener, server: ChromaServer, files: Path, hashing: HashingEmbedder
) -> None:
    write(files, 5)
    archive = opened()
    archive.add([str(files)])
    query, done, answers = hashing.encode(["ferry crates"])[0], threading.Event(), 0

    def disturb() -> None:
        for _ in range(3):
            time.sleep(0.4)
            server.kill()
            time.sleep(0.4)
            server.start()
        done.set()

    thread = threading.Thread(target=disturb)
    thread.start()
    while not done.is_set():
        write(files, 1, f"new{answers % 7}")
        archive.add([str(files)])
        assert len(dense(archive, query, 20)) == 20
        answers += 1
    thread.join()
    assert answers > 3
    archive.add([str(files)])
    check_whole(archive, hashing)


def test_a_server_that_stops_answering_costs_one_wait(
    opened: Opener, server: ChromaServer, files: Path, hashing: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "READ_SECONDS", 2.0)
    archive = opened()
    archive.add([str(files)])
    query = hashing.encode(["chess final draw"])[0]
    before = dense(archive, query, 3)
    server.pause()
    try:
        begun = time.monotonic()
        for _ in range(20):
            assert dense(archive, query, 3) == before
        assert time.monotonic() - begun < 30  # twenty waits would be 40
    finally:
        server.resume()


@pytest.mark.parametrize(
    ("step", "when", "nth"),
    [
        ("served.make", "before", 1),
        ("served.make", "after", 1),
        ("store.add", "after", 1),
        ("served.seal", "before", 1),
        ("served.seal", "after", 1),
        ("synced._written", "after", 1),
        ("synced._written", "after", 2),
        ("store.add", "after", 2),
    ],
)
def test_this_process_killed_while_telling_the_server(
    opened: Opener, server: ChromaServer, files: Path, hashing: HashingEmbedder, tmp_path: Path, step: str, when: str, nth: int
) -> None:
    command = [sys.executable, str(SUPPORT / "crashing.py"), str(tmp_path / "archive"), str(files), step, when, str(nth)]
    environment = {**ENVIRONMENT, "DATELINE_CHROMA_URL": server.url}
    done = subprocess.run(command, env=environment, timeout=240, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    archive = opened()
    ids = set(archive._catalog.passage_ids())
    assert {id for id, _ in dense(archive, hashing.encode(["harbour"])[0], 1000)} == ids
    archive.add([str(files)])
    assert len(archive.articles()) == 4
    check_whole(archive, hashing)
    assert len(collections(archive)) == 1


def test_an_archive_moves_to_a_server_and_back(
    opened: Opener, files: Path, hashing: HashingEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(local=True) as archive:
        archive.add([str(files)])
    hashing.texts.clear()
    archive = opened()
    query = hashing.encode(["chess final draw"])[0]
    hashing.texts.clear()
    with caplog.at_level(logging.WARNING):
        before = dense(archive, query, 3)
    assert "are not on the Chroma server" in caplog.text
    archive.add([str(files)])
    check_whole(archive, hashing)
    assert dense(archive, query, 3) == before
    assert not list(archive.path.glob("vectors-*"))
    archive.close()
    back = opened(local=True)
    assert "on a Chroma server that the settings do not name" in back.verify().problems[0]
    back.add([str(files)])
    assert back.verify().problems == ()
    assert dense(back, query, 3) == before
    assert [folder.name for folder in back.path.glob("vectors-*")] == ["vectors-1"]
    again = opened()
    again.add([str(files)])
    check_whole(again, hashing)
    assert len(collections(again)) == 1
    assert hashing.texts.count("harbour") == len(hashing.texts)


def test_a_collection_of_another_model_is_refused(opened: Opener, files: Path) -> None:
    archive = opened()
    archive.add([str(files)])
    state = meta(archive)
    with pytest.raises(DamagedArchiveError, match="another embedding model"):
        archive._store._place.open(state["store"], state["store_checksum"], "other:model")


def test_a_tenant_that_the_server_does_not_know(server: ChromaServer, tmp_path: Path, files: Path, hashing: HashingEmbedder) -> None:
    settings = IndexSettings(chroma_url=server.url, chroma_tenant="nobody", chroma_database="nothing", chroma_token="ck-27182")
    with Archive.create_or_open(tmp_path / "archive", settings, embedder=hashing) as archive:
        archive.add([str(files)])
        assert archive._store.pending() > 0
        with pytest.raises(StoreUnreachableError, match=r"Database \[nothing\] not found"):
            archive._store.rebuild()


def test_another_process_that_writes_is_followed(opened: Opener, server: ChromaServer, files: Path, hashing: HashingEmbedder) -> None:
    reader = opened()
    reader.add([str(files)])
    query = hashing.encode(["tide rose by a metre"])[0]
    before = dense(reader, query, 1)
    (files / "more.txt").write_text("Tide\n\nThe tide at Port Arden rose by a metre.\n", encoding="utf-8")
    never = [sys.executable, str(SUPPORT / "crashing.py"), str(reader.path), str(files), "writing.put_vectors", "before", "999999"]
    subprocess.run(never, env={**ENVIRONMENT, "DATELINE_CHROMA_URL": server.url}, check=True, timeout=240)
    assert dense(reader, query, 1) != before
    check_whole(reader, hashing)
