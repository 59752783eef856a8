"""What can go wrong for a user: one sentence that says what, which one and what to do, the right exit status, and the rest goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from commands import BRIDGE, SCRIPT, Done, archive_of_two, dateline, dateline_process

from index.archive import Archive

Capture = pytest.CaptureFixture[str]
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, with no archive."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_ARCHIVE", "archive")
    return tmp_path


@pytest.fixture
def two(folder: Path) -> Path:
    """A working directory with two articles and their archive, safe to change."""
    shutil.copytree(archive_of_two(), folder, dirs_exist_ok=True)
    return folder


def sentence(done: Done, *words: str, code: int = 1) -> str:
    """The one error sentence of a command, which must hold the words; there is no more than that on stderr."""
    assert done.code == code, done
    [complaint] = done.complaints
    assert [word for word in words if word not in complaint] == [], complaint
    return complaint


# --- add ---------------------------------------------------------------------------------------------------------------------


def unusable(name: str, folder: Path) -> Path:
    """A path that cannot be added."""
    path = folder / name
    match name:
        case "empty.txt":
            path.touch()
        case "blank.txt":
            path.write_text(" \n\n\t\n")
        case "binary.txt":
            path.write_bytes(bytes(range(256)) * 64)
        case "line.txt":
            path.write_bytes(b"word " * 10_000_000)
        case "bare":
            (path / "inner").mkdir(parents=True)
            (path / "shelf.sqlite").write_bytes(b"SQLite format 3\x00")
        case "story.docx":
            path.write_bytes(b"PK\x03\x04")
        case "dangling.txt":
            path.symlink_to(folder / "gone.txt")
    return path


CASES = {
    "missing.txt": "missing.txt",
    "missing-folder/": "missing-folder",
    "bare": "bare",
    "empty.txt": "empty.txt",
    "blank.txt": "blank.txt",
    "binary.txt": "binary.txt",
    "line.txt": "line.txt",
    "story.docx": "story.docx",
    "dangling.txt": "dangling.txt",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_added_is_named_and_the_rest_is_added(name: str, folder: Path, capsys: Capture) -> None:
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    done = dateline("add", unusable(name, folder), folder / "bridge.txt", "--json", capsys=capsys)
    reason = sentence(done, CASES[name])
    assert {Path(entry["file"]).name: entry["status"] for entry in done.document["files"]} == {
        Path(name).name: "skipped",
        "bridge.txt": "added",
    }
    assert [entry["reason"] for entry in done.document["files"] if entry["status"] == "skipped"] == [reason]
    assert len(dateline("articles", "--json", capsys=capsys).document["articles"]) == 1


@pytest.mark.parametrize("name", sorted(set(CASES) - {"line.txt"}))
def test_of_what_cannot_be_added_no_archive_is_made(name: str, folder: Path, capsys: Capture) -> None:
    place = unusable(name, folder)
    before = sorted(folder.iterdir())
    sentence(dateline("add", place, "--json", capsys=capsys), CASES[name])
    assert sorted(folder.iterdir()) == before
    sentence(dateline("articles", capsys=capsys), "no archive", "add files to make one")


def test_an_archive_that_is_there_stays_when_nothing_can_be_added(archive: Archive, files: Path, capsys: Capture) -> None:
    archive.add([str(files)])
    sentence(dateline("add", "missing.txt", "--archive", archive.path, capsys=capsys), "missing.txt")
    assert len(archive.articles()) == 4
    archive.remove([article.id for article in archive.articles()])
    sentence(dateline("add", "missing.txt", "--archive", archive.path, capsys=capsys), "missing.txt")
    assert (archive.articles(), archive.verify().ok) == ((), True)


def test_an_outlet_that_is_no_name_makes_no_archive(folder: Path, capsys: Capture) -> None:
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    sentence(dateline("add", "bridge.txt", "--source", " ", capsys=capsys), "source")
    assert [path.name for path in folder.iterdir()] == ["bridge.txt"]


@pytest.mark.slow
def test_a_web_address_is_refused_and_the_rest_is_added(folder: Path, capsys: Capture) -> None:
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    done = dateline("add", "https://news.invalid/story", "bridge.txt", capsys=capsys)
    sentence(done, "https://news.invalid/story", "save the page")
    assert "1 added" in done.out


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A working directory that everybody may enter and write to, which the temporary folders of the tests are not."""
    before, place = Path.cwd(), Path(tempfile.mkdtemp(prefix="dateline-open-"))
    place.chmod(0o777)
    os.chdir(place)
    yield place
    os.chdir(before)
    shutil.rmtree(place)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root, who may read every file, while the block runs; does nothing for anybody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="takes a file's permissions away, which POSIX has")
def test_a_file_that_may_not_be_read_is_named_and_the_rest_goes_on(open_folder: Path, capsys: Capture) -> None:
    (open_folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    assert dateline("add", "bridge.txt", "--archive", "archive", capsys=capsys).code == 0  # nobody might not be let to the model
    for path in [open_folder / "archive", *(open_folder / "archive").rglob("*")]:
        path.chmod(0o777)
    (open_folder / "closed.txt").write_text(BRIDGE, encoding="utf-8")
    (open_folder / "closed.txt").chmod(0)
    with as_nobody():
        done = dateline("add", "closed.txt", "bridge.txt", "--archive", "archive", "--json", capsys=capsys)
    sentence(done, "closed.txt", "permissions")
    assert [(entry["file"], entry["status"]) for entry in done.document["files"]] == [
        ("closed.txt", "skipped"),
        ("bridge.txt", "unchanged"),
    ]


# --- the archive -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("articles",),
        ("show", "a1"),
        ("info",),
        ("verify",),
        ("remove", "a1"),
        ("search", "bridge"),
        ("ask", "Who?"),
        ("chat",),
        ("serve", "--port", "0"),
    ],
)
def test_a_missing_archive_is_named_with_the_way_to_make_one(arguments: tuple[str, ...], folder: Path, capsys: Capture) -> None:
    done = dateline(*arguments, capsys=capsys)
    sentence(done, "no archive", "add files to make one")
    assert done.out == ""
    assert not (folder / "archive").exists()


def test_a_folder_that_holds_something_else_is_no_archive(folder: Path, capsys: Capture) -> None:
    (folder / "archive").mkdir()
    (folder / "archive" / "letter.doc").write_text("Dear Ada")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    sentence(dateline("add", "bridge.txt", capsys=capsys), "archive")
    sentence(dateline("articles", capsys=capsys), "archive")
    assert [path.name for path in (folder / "archive").iterdir()] == ["letter.doc"]


@pytest.mark.slow
def test_an_archive_of_another_embedding_model_is_refused(two: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("DATELINE_EMBEDDING_MODEL", "another-model")
    complaint = sentence(dateline("ask", "Who chairs the works committee?", capsys=capsys), "another-model")
    assert "MiniLM" in complaint


@pytest.mark.slow
def test_an_unknown_article_is_named_and_nothing_is_removed(two: Path, capsys: Capture) -> None:
    sentence(dateline("remove", "no-such-id", capsys=capsys), "no-such-id")
    assert len(dateline("articles", "--json", capsys=capsys).document["articles"]) == 2


@pytest.fixture
def locked(two: Path) -> Iterator[Path]:
    """An archive that another process is writing to."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from index.store.lock import hold\n"
        "with hold(Path('archive')):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=two) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield two
        holder.terminate()


@pytest.mark.slow
def test_a_second_writer_is_turned_away_and_readers_are_not(locked: Path, capsys: Capture) -> None:
    (locked / "new.txt").write_text(BRIDGE.replace("Eastmere", "Northmere"), encoding="utf-8")
    sentence(dateline("add", "new.txt", capsys=capsys), "archive", "another process")
    assert len(dateline("articles", "--json", capsys=capsys).document["articles"]) == 2


# --- asking ------------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("question", ["", "   ", "why " * 20_000])
def test_a_question_that_cannot_be_asked(question: str, two: Path, capsys: Capture) -> None:
    sentence(dateline("ask", question, capsys=capsys), "question")


@pytest.mark.slow
def test_a_missing_history_file(two: Path, capsys: Capture) -> None:
    sentence(dateline("ask", "Who?", "--history", "nowhere.json", capsys=capsys), "nowhere.json")


@pytest.mark.slow
def test_a_model_that_is_no_model_is_named(two: Path, capsys: Capture) -> None:
    done = dateline("ask", "Who chairs the works committee?", "--model", "nobody:nothing", capsys=capsys)
    assert "Traceback" not in done.err
    sentence(done, "nobody")


# --- eval --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [("{not json", "line 2"), (json.dumps({"id": "b"}), "line 2"), (json.dumps({"id": "a", "question": "Who?", "kind": "fact"}), "line 2")],
)
def test_a_broken_suite_line_is_named(line: str, words: str, folder: Path, capsys: Capture) -> None:
    good = {"id": "a", "question": "Who?", "kind": "unanswerable", "history": [], "answers": [], "evidence": [], "evidence_mode": "any"}
    (folder / "suite.jsonl").write_text(f"{json.dumps(good)}\n{line}\n")
    sentence(dateline("eval", "suite.jsonl", capsys=capsys), "suite.jsonl", words)


def test_a_missing_suite_and_a_missing_baseline_are_named(folder: Path, capsys: Capture) -> None:
    sentence(dateline("eval", "nowhere.jsonl", capsys=capsys), "nowhere.jsonl")
    good = {"id": "a", "question": "Who?", "kind": "unanswerable", "history": [], "answers": [], "evidence": [], "evidence_mode": "any"}
    (folder / "suite.jsonl").write_text(json.dumps(good) + "\n")
    sentence(dateline("eval", "suite.jsonl", "--baseline", "before.json", capsys=capsys), "before.json")


# --- serve -------------------------------------------------------------------------------------------------------------------


def test_a_taken_port_is_named(folder: Path, capsys: Capture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        sentence(dateline("serve", "--port", port, capsys=capsys), port, "--port")


def test_an_address_of_another_machine_is_named(folder: Path, capsys: Capture) -> None:
    sentence(dateline("serve", "--host", "192.0.2.1", "--port", "0", capsys=capsys), "192.0.2.1")


# --- the process -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_interrupted_add_says_so_and_the_archive_opens(folder: Path) -> None:
    for number in range(60):
        # Every sentence is another: what is embedded already is not embedded again, and the add would be over before it is interrupted.
        barges = " ".join(f"Barge {number}-{line} carried {line} crates past pier {number} at dawn." for line in range(80))
        (folder / f"{number}.txt").write_text(f"Barges of day {number}\n\n{barges}\n", encoding="utf-8")
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [str(SCRIPT), "add", ".", "--archive", "archive"]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that starts the tests in its background has told them to pass over interrupts, and their children too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as running:
        _wait_for_archive(folder / "archive" / "catalog.sqlite", running)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=240)
    assert (running.returncode, err) == (130, "error: Interrupted; what was finished until then is kept.\n")
    assert dateline_process("articles", "--archive", "archive", "--json", cwd=folder).code == 0


def _wait_for_archive(catalog: Path, running: subprocess.Popen[str]) -> None:
    """Wait until the catalog is made: its tables come in one transaction, some time after its file."""
    for _ in range(600):
        if running.poll() is not None or _is_made(catalog):
            return
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.1)
    raise AssertionError(f"{catalog} did not appear")


def _is_made(catalog: Path) -> bool:
    if not catalog.exists():
        return False
    try:
        with closing(sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)) as connection:
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.OperationalError:  # busy with being made
        return False
    return version > 0


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_output_is_utf8_in_any_locale(locale: str, folder: Path) -> None:
    environment = {"LC_ALL": locale, "PYTHONIOENCODING": "ascii"}
    done = dateline_process("articles", "--archive", "журнал", cwd=folder, env=environment)
    sentence(done, "журнал")
