"""The vector store on disk: what goes in is found, what others write is found after opening anew, and what is broken is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from places import ROOT

from index.errors import DamagedArchiveError
from index.store import engine
from index.store.vectors import ChromaStore, VectorIndex, check_files, checksum

pytestmark = pytest.mark.slow


def unit(rows: int, seed: int = 0, dim: int = 48) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((rows, dim), dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vectors"


@pytest.fixture
def store(folder: Path) -> Iterator[ChromaStore]:
    store = ChromaStore(folder, "model:1", create=True)
    yield store
    store.close()


def test_the_nearest_are_those_of_the_exact_product(store: ChromaStore) -> None:
    face: VectorIndex = store
    vectors = unit(6000)
    face.add([f"p{row}" for row in range(6000)], vectors)
    agree = 0
    for query in unit(20, seed=1):
        exact = [f"p{row}" for row in np.argsort(-(vectors @ query))[:10]]
        agree += len(set(exact) & set(face.nearest(query, 10)))
    assert agree >= 190
    assert face.nearest(vectors[4321], 1) == ["p4321"]


@pytest.mark.parametrize("known", [engine.KNOWN, ("0.",)], ids=["engine", "client"])
def test_several_that_are_asked_together_get_what_each_gets_alone(
    store: ChromaStore, folder: Path, known: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = unit(50)
    store.add([f"p{row}" for row in range(50)], vectors)
    store.close()
    monkeypatch.setattr(engine, "KNOWN", known)
    again = ChromaStore(folder, "model:1")
    alone = [again.nearest(vector, 3) for vector in vectors]
    assert [near[0] for near in alone] == [f"p{row}" for row in range(50)]
    assert again.nearest_each(vectors, 3) == alone
    assert again.nearest_each(vectors.tolist(), 3) == alone, "plain numbers are vectors too"
    assert again.nearest_each([], 3) == []
    again.close()


def test_added_and_deleted(store: ChromaStore) -> None:
    vectors = unit(50)
    ids = [f"p{row}" for row in range(50)]
    store.add(ids, vectors)
    store.delete(["p7", "p8", "unknown"])
    assert store.ids() == set(ids) - {"p7", "p8"}
    assert store.known(["p6", "p7", "unknown"]) == {"p6"}
    assert "p7" not in store.nearest(vectors[7], 50)
    assert len(store.nearest(vectors[7], 500)) == 48
    store.add(["p7"], vectors[7:8])
    assert store.nearest(vectors[7], 1) == ["p7"]


@pytest.mark.parametrize("known", [engine.KNOWN, ("0.",)], ids=["engine", "client"])
def test_a_store_that_is_opened_again_does_the_same(
    store: ChromaStore, folder: Path, known: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "KNOWN", known)
    vectors = unit(50)
    ids = [f"p{row}" for row in range(50)]
    store.add(ids[:40], vectors[:40])
    store.close()
    again = ChromaStore(folder, "model:1")
    assert isinstance(again._client, engine.Engine) == (known == ("1.5.",))
    again.add(ids[40:], vectors[40:])
    again.delete(["p7", "p8", "unknown"])
    assert (again.ids(), again.count(), again.known(["p6", "p7"])) == (set(ids) - {"p7", "p8"}, 48, {"p6"})
    assert [again.nearest(vectors[row], 1) for row in (6, 45)] == [["p6"], ["p45"]]
    again.close()


def test_an_empty_store_finds_nothing(store: ChromaStore) -> None:
    assert store.nearest(unit(1)[0], 5) == []
    assert store.nearest_each(unit(2), 5) == [[], []]
    assert store.ids() == store.known([]) == store.known(["x"]) == set()
    store.add([], unit(0))
    store.delete([])


def test_more_than_chroma_takes_at_once(store: ChromaStore) -> None:
    ids = [f"p{row}" for row in range(5600)]
    store.add(ids, unit(5600, dim=8))
    assert store.known(ids) == set(ids)
    store.delete(ids[:5550])
    assert store.ids() == set(ids[5550:])


def test_no_text_is_kept(store: ChromaStore) -> None:
    store.add(["p1"], unit(1))
    assert store._collection.get(["p1"], include=["documents", "metadatas"])["documents"] == [None]


def test_what_another_process_wrote_is_there_after_opening_anew(store: ChromaStore, folder: Path) -> None:
    vectors = unit(3)
    store.add(["p0", "p1"], vectors[:2])
    assert store.nearest(vectors[2], 3) != ["p2"]
    code = (
        "import json, sys; import numpy as np; from pathlib import Path; from index.store.vectors import ChromaStore\n"
        "store = ChromaStore(Path(sys.argv[1]), 'model:1')\n"
        "store.add(['p2'], np.array([json.loads(sys.argv[2])], dtype='f4')); store.delete(['p0'])\n"
    )
    subprocess.run([sys.executable, "-c", code, str(folder), json.dumps(vectors[2].tolist())], check=True, cwd=ROOT, timeout=240)
    again = ChromaStore(folder, "model:1")  # beside the first, in one process
    assert again.nearest(vectors[2], 1) == ["p2"]
    assert again.ids() == {"p1", "p2"}
    store.close()
    assert again.nearest(vectors[1], 1) == ["p1"]
    again.close()
    again.close()


def test_a_store_of_another_model_is_refused(store: ChromaStore, folder: Path) -> None:
    store.close()
    with pytest.raises(DamagedArchiveError, match="another embedding model"):
        ChromaStore(folder, "model:2")


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DamagedArchiveError, match="missing; run: dateline verify --repair"):
        ChromaStore(tmp_path / "nothing", "model:1")
    assert not (tmp_path / "nothing").exists()
    (tmp_path / "empty").mkdir()
    with pytest.raises(DamagedArchiveError, match="cannot be used"):
        ChromaStore(tmp_path / "empty", "model:1")


def test_errors_of_chroma_are_ours(store: ChromaStore) -> None:
    store.add(["p0"], unit(1))
    with pytest.raises(DamagedArchiveError, match="dateline verify --repair"):
        store.add(["p1"], unit(1, dim=5))


def test_files_that_would_kill_the_process_are_not_loaded(store: ChromaStore, folder: Path) -> None:
    store.add(["p0"], unit(1))
    store.close()
    check_files(folder)
    [links] = folder.glob("*/link_lists.bin")
    with links.open("r+b") as stream:
        stream.truncate(1 << 33)
    with pytest.raises(DamagedArchiveError, match="far too large"):
        ChromaStore(folder, "model:1")
    links.write_bytes(b"")
    (folder / "chroma.sqlite3").write_bytes(b"PK\3\4" * 100)
    with pytest.raises(DamagedArchiveError, match="is not a database"):
        check_files(folder)


def test_the_checksum_is_of_the_index_and_stays_while_it_is_only_read(store: ChromaStore, folder: Path) -> None:
    store.add([f"p{row}" for row in range(1100)], unit(1100))
    noted = checksum(folder)
    store.nearest(unit(1)[0], 5)
    store.close()
    with_reader = ChromaStore(folder, "model:1")
    with_reader.nearest(unit(1)[0], 5)
    with_reader.close()
    assert checksum(folder) == noted
    [data] = folder.glob("*/data_level0.bin")
    data.write_bytes(data.read_bytes()[:-1] + b"\x55")
    assert checksum(folder) != noted


def test_a_stray_environment_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "IS_PERSISTENT=false\nPERSIST_DIRECTORY=elsewhere\nALLOW_RESET=true\nCHROMA_API_IMPL=none\n", encoding="utf-8"
    )
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from index.store.vectors import ChromaStore\n"
        "store = ChromaStore(Path('here').resolve(), 'model:1', create=True); settings = store._client.get_settings()\n"
        "assert settings.is_persistent and settings.persist_directory.endswith('here') and not settings.allow_reset\n"
        "assert not settings.anonymized_telemetry\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, timeout=240)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".env", "here"]
