"""A kill at any step of an ingest leaves an archive that opens, answers, and finishes on the next run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from crashing import ENVIRONMENT, crash
from hashing import HashingEmbedder
from invented_files import DIGEST
from parts import dense, lexical, load
from places import SUPPORT

from index.archive import Archive
from index.errors import ArchiveLockedError
from index.store.texts import content_hash

pytestmark = pytest.mark.slow


def check_answers(archive: Archive, hashing: HashingEmbedder, former: str = "") -> None:
    """All that is in the catalog is found, by meaning and by words, and nothing else is; `former` is what the digest held before."""
    ids = set(archive._catalog.passage_ids())
    assert {id for id, _ in dense(archive, hashing.encode(["harbour"])[0], 1000)} == ids
    for file in {article.file for article in archive.articles()}:
        held = [article for article in archive.articles() if article.file == file]
        with open(file, encoding="utf-8", newline="") as stream:
            versions = [stream.read(), *([former] if file.endswith("digest.txt") and former else [])]
        # All of one file is of one version of it.
        assert any(all(text[article.start : article.end] == article.text for article in held) for text in versions)
    for article in archive.articles():
        hits = load(archive, [id for id, _ in lexical(archive, article.title.split(), 1000)])
        assert article.id in {found.id for _, found in hits}


STEPS = [
    ("writing.put_vectors", "before", 1),
    ("writing.put_vectors", "after", 2),
    ("writing.put_document", "before", 1),
    ("writing.put_document", "after", 1),
    ("writing.put_document", "after", 3),
    ("store.add", "before", 1),
    ("store.add", "after", 1),
    ("store.add", "after", 3),
    ("store.delete", "after", 1),
    ("writing.clear_journal", "before", 1),
    ("writing.clear_journal", "after", 1),
    ("synced._written", "after", 1),
]


@pytest.mark.parametrize(("step", "when", "nth"), STEPS)
def test_killed_while_adding(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, step: str, when: str, nth: int
) -> None:
    with open_archive() as archive:
        archive.add([str(files)])
        whole = {len(archive.articles())}
    (files / "digest.txt").write_text(DIGEST.replace("Ferries sail", "Boats sail").replace("spring", "autumn"), encoding="utf-8")
    for number in range(4):
        (files / f"more{number}.txt").write_text(f"Brief {number}\n\nThe tide at Port Arden rose by {number} metres.\n", encoding="utf-8")
    crash(open_archive().path, files, step, when, nth)
    with open_archive() as archive:
        whole |= {whole.copy().pop() + number for number in range(5)}
        assert len(archive.articles()) in whole
        check_answers(archive, hashing, former=DIGEST)
        kept = {row[0] for row in archive._catalog.rows("SELECT hash FROM vectors")}
        hashing.texts.clear()
        archive.add([str(files)])
        assert not {content_hash(text) for text in hashing.texts} & kept
        assert len(archive.articles()) == 8
        check_answers(archive, hashing)
        assert archive.verify().ok
        assert {report.status for report in archive.add([str(files)])} == {"unchanged"}


@pytest.mark.parametrize(
    ("step", "when", "nth"), [("store.add", "after", 1), ("synced._written", "before", 1), ("synced._written", "after", 1)]
)
def test_killed_while_making_the_first_store(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, step: str, when: str, nth: int, tmp_path: Path
) -> None:
    crash(tmp_path / "archive", files, step, when, nth)
    with open_archive() as archive:
        check_answers(archive, hashing)
        archive.add([str(files)])
        assert len(archive.articles()) == 4
        assert archive.verify().ok


@pytest.mark.parametrize("step", ["store.add", "synced._written", "synced._drop_all_but"])
def test_killed_while_mending_a_half_written_store(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, step: str
) -> None:
    with open_archive() as archive:
        archive.add([str(files)])
        folder = archive.path / str(archive._catalog.meta("store"))
    for index_file in folder.glob("*/data_level0.bin"):
        index_file.write_bytes(index_file.read_bytes()[: index_file.stat().st_size // 2])
    (files / "more.txt").write_text("Tide\n\nThe tide at Port Arden rose by a metre.\n", encoding="utf-8")
    crash(open_archive().path, files, step, "after", 1)
    with open_archive() as archive:
        check_answers(archive, hashing)
        archive.add([str(files)])
        assert len(archive.articles()) == 5
        assert archive.verify(repair=True).ok
        assert len(list(archive.path.glob("vectors-*"))) == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_any_moment(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, tmp_path: Path, jobs: str
) -> None:
    for number in range(60):
        text = "\n\n".join(f"Ferry {line} of part {number} left at dawn. It carried {line * number} crates of pears." for line in range(40))
        (files / f"part{number:02}.txt").write_text(f"Ferries, part {number}\n\n{text}\n", encoding="utf-8")
    kept: set[str] = set()
    command = [
        sys.executable,
        str(SUPPORT / "crashing.py"),
        str(tmp_path / "archive"),
        str(files),
        "writing.put_vectors",
        "before",
        "999999",
        jobs,
    ]
    for moment in (0.4, 0.9, 1.4, 2.1):
        child = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        child.kill()
        child.wait(timeout=30)
        with open_archive() as archive:
            check_answers(archive, hashing)
            kept |= {row[0] for row in archive._catalog.rows("SELECT hash FROM vectors")}
    hashing.texts.clear()
    with open_archive() as archive:
        archive.add([str(files)])
        assert not {content_hash(text) for text in hashing.texts} & kept
        assert len(archive.articles()) == 64
        assert archive.verify().ok


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("limit", [20_000, 150_000, 400_000])
def test_a_full_disk_is_an_error_and_no_loss(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, tmp_path: Path, limit: int
) -> None:
    for number in range(20):
        text = "\n\n".join(f"Ferry {line} of part {number} left at dawn. It carried {line * number} crates of pears." for line in range(40))
        (files / f"part{number:02}.txt").write_text(f"Ferries, part {number}\n\n{text}\n", encoding="utf-8")
    code = (
        "import resource, sys; from pathlib import Path; from index.archive import Archive; from index.errors import ArchiveError\n"
        "from hashing import HashingEmbedder\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))\n"
        "try: Archive.create_or_open(Path(sys.argv[1]), embedder=HashingEmbedder()).add([sys.argv[2]])\n"
        "except ArchiveError as error: sys.exit(f'told: {error}')\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "archive"), str(files), str(limit)]
    done = subprocess.run(command, env=ENVIRONMENT, timeout=240, capture_output=True, text=True)
    assert (done.returncode, "told: the " in done.stderr) == (1, True), done.stderr
    with open_archive() as archive:
        check_answers(archive, hashing)
        archive.add([str(files)])
        assert len(archive.articles()) == 24
        assert archive.verify().ok


def test_a_reader_sees_what_another_process_writes(open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder) -> None:
    reader = open_archive()
    reader.add([str(files)])
    query = hashing.encode(["tide rose by a metre"])[0]
    before = dense(reader, query, 1)
    (files / "more.txt").write_text("Tide\n\nThe tide at Port Arden rose by a metre.\n", encoding="utf-8")
    (files / "note.txt").write_text("Snow\n\nSnow fell on the Tarn pass, the district said.\n", encoding="utf-8")
    never = [sys.executable, str(SUPPORT / "crashing.py"), str(reader.path), str(files), "writing.put_vectors", "before", "999999"]
    subprocess.run(never, env=ENVIRONMENT, check=True, timeout=240)
    assert dense(reader, query, 1) != before
    assert load(reader, [dense(reader, query, 1)[0][0]])[0][0].text.startswith("The tide")
    assert not lexical(reader, ["volcano"], 5)
    check_answers(reader, hashing)
    assert reader.verify().ok


def test_while_another_process_writes_readers_read_and_writers_are_told(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, tmp_path: Path
) -> None:
    archive = open_archive()
    archive.add([str(files / "note.txt")])
    code = (
        "import sys, time; from pathlib import Path; from index.archive import Archive; from hashing import HashingEmbedder\n"
        "def tell(*call): Path(sys.argv[3]).touch(); time.sleep(60)\n"
        "Archive.create_or_open(Path(sys.argv[1]), embedder=HashingEmbedder()).add([sys.argv[2]], progress=tell)\n"
    )
    flag = tmp_path / "writing"
    child = subprocess.Popen([sys.executable, "-c", code, str(archive.path), str(files), str(flag)], env=ENVIRONMENT)
    try:
        while not flag.exists():
            assert child.poll() is None
            time.sleep(0.05)
        with pytest.raises(ArchiveLockedError, match=r"another process; wait for it"):
            archive.add([str(files)])
        check_answers(archive, hashing)
    finally:
        child.kill()
        child.wait(timeout=30)
    assert {report.status for report in archive.add([str(files)])} == {"added", "unchanged"}
    assert archive.verify().ok
