"""Readers in a process of their own: what they return and raise comes through, and what they break does not."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

import pytest

from index.errors import EmptyInputError, NotTextError, TooLargeError
from index.readers import isolate
from index.readers.base import Collection, StatedDate, Story
from index.readers.isolate import Isolation, Limits, run

READER = """
import os, sys, time
from datetime import date
from pathlib import Path
from index.errors import EmptyInputError
from index.readers.base import Collection, StatedDate, Story

KEPT = []

def read(path, data):
    KEPT.append(data)
    word = data.split(b" ")[0]
    if word == b"sleep":
        time.sleep(60)
    if word == b"spin":
        while True:
            pass
    if word == b"wait":
        time.sleep(1.2)
    if word == b"busy":
        begun = time.process_time()
        while time.process_time() < begun + 0.7:
            pass
    if word == b"memory":
        bytearray(4 * 2**30)
    if word == b"abort":
        os.abort()
    if word == b"leave":
        os._exit(0)
    if word == b"raise":
        raise KeyError("a bug")
    if word == b"empty":
        raise EmptyInputError(f"{path} is empty: give another.")
    if word == b"print":
        print("noise")
        sys.__stdout__.write("noise")
        os.write(1, b"noise")
    if word == b"write":
        Path(data.split(b" ")[1].decode()).write_text("x" * 100)
    if word == b"connect":
        import socket
        socket.create_connection(("127.0.0.1", 9))
    if word == b"run":
        import subprocess
        subprocess.run(["true"])
    if word == b"limits":
        import resource
        limits = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)]
        return Collection(path, str(limits), "0", ())
    if word == b"flood":
        return Collection(path, "x", "0", (Story(text="x" * 2**20),))
    if word == b"heavy":
        return Collection(path, ",".join(sorted({name.partition(".")[0] for name in sys.modules})), "0", ())
    published = StatedDate(date(2031, 5, 4), "4 May", "a field")
    story = Story(text="Half \\ud800 \\u2028 “ok” 🙂", title="T", published=published, modified=date(2031, 5, 5), author="A", pages=(0, 3))
    return Collection(path, "made up", str(len(data)), (story, Story(text=f"file {len(KEPT)}")), ("one was left out",))
"""


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "made_up_reader.py").write_text(READER, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "made_up_reader"


@pytest.fixture
def isolation(reader: str) -> Iterator[Isolation]:
    with Isolation(Limits(seconds=2)) as opened:
        yield opened


def test_a_collection_comes_through_as_it_is(reader: str) -> None:
    path = Path("å/b.pdf")
    story = Story(
        text="Half \ud800 \u2028 “ok” 🙂",
        title="T",
        published=StatedDate(date(2031, 5, 4), "4 May", "a field"),
        modified=date(2031, 5, 5),
        author="A",
        pages=(0, 3),
    )
    assert run(reader, path, b"ok") == Collection(path, "made up", "2", (story, Story(text="file 1")), ("one was left out",))


def test_one_process_reads_many_files(isolation: Isolation, reader: str) -> None:
    texts = [isolation.read(reader, Path("a"), b"ok").stories[1].text for _ in range(3)]
    assert texts == ["file 1", "file 2", "file 3"]


def test_a_large_file_comes_through(isolation: Isolation, reader: str) -> None:
    assert isolation.read(reader, Path("a"), bytes(16 * 2**20)).sha256 == str(16 * 2**20)


def test_an_input_error_comes_through(isolation: Isolation, reader: str) -> None:
    with pytest.raises(EmptyInputError, match=r"^a\.pdf is empty: give another\.$"):
        isolation.read(reader, Path("a.pdf"), b"empty")


@pytest.mark.parametrize("word", ["abort", "leave", "raise", "connect", "run"])
def test_a_breakdown_is_a_sentence_and_the_next_file_is_read(isolation: Isolation, reader: str, word: str) -> None:
    with pytest.raises(NotTextError, match=r"^a\.pdf makes its reader break down"):
        isolation.read(reader, Path("a.pdf"), word.encode())
    assert isolation.read(reader, Path("b"), b"ok").format == "made up"


def test_the_log_says_where_a_reader_broke_down(isolation: Isolation, reader: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("WARNING"), pytest.raises(NotTextError):
        isolation.read(reader, Path("a.pdf"), b"raise")
    assert "a.pdf" in caplog.text
    assert "KeyError: 'a bug'" in caplog.text


# Only one that sleeps is stopped by the clock, by which a process is started too: a busy machine has to be able to.
@pytest.mark.parametrize(("word", "patience"), [("sleep", 6), ("spin", 40)])
def test_a_reader_that_hangs_is_stopped(reader: str, word: str, patience: float) -> None:
    started = time.monotonic()
    with Isolation(Limits(seconds=0.7, patience=patience)) as isolation:
        with pytest.raises(TooLargeError, match=r"^a\.pdf takes more than the 0\.7 s"):
            isolation.read(reader, Path("a.pdf"), word.encode())
        assert time.monotonic() - started < 40  # it would sleep for 60, and spin for ever
        assert isolation.read(reader, Path("b"), b"ok").format == "made up"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of processor time")
def test_the_limit_is_processor_time_and_not_that_of_the_clock(reader: str) -> None:
    with Isolation(Limits(seconds=0.5, patience=100)) as isolation:
        started = time.monotonic()
        assert isolation.read(reader, Path("a.pdf"), b"wait").format == "made up"
        assert time.monotonic() - started > 1


def test_a_larger_file_may_take_longer(reader: str) -> None:
    with Isolation(Limits(seconds=0.3, seconds_per_mib=1, patience=100)) as isolation:
        with pytest.raises(TooLargeError, match=r"^a\.pdf takes more than the 0\.3 s"):
            isolation.read(reader, Path("a.pdf"), b"busy")
        assert isolation.read(reader, Path("a.pdf"), b"busy " + bytes(2**20)).format == "made up"
    assert Limits().seconds_for(bytes(3 * 2**20)) == 60


def test_a_reader_that_ends_just_at_the_limit_costs_the_next_file_nothing(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = isolate._receive

    def answered_just_in_time(stream: IO[bytes], most: int) -> bytes:
        answer = real(stream, most)
        isolation._process.wait(60)  # type: ignore[union-attr]  # until the timer has fired
        return answer

    with Isolation(Limits(seconds=1, patience=4)) as isolation:
        with monkeypatch.context() as patched:
            patched.setattr(isolate, "_receive", answered_just_in_time)
            assert isolation.read(reader, Path("a"), b"ok").format == "made up"
        assert isolation.read(reader, Path("b"), b"ok").format == "made up"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to its address space")
def test_memory_is_limited(isolation: Isolation, reader: str) -> None:
    with pytest.raises(TooLargeError, match=r"^a\.pdf takes more memory"):
        isolation.read(reader, Path("a.pdf"), b"memory")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems know other limits")
def test_the_limits_are_set(reader: str) -> None:
    assert run(reader, Path("a"), b"limits", Limits(memory=2**30)).format == str([2**30, 0, 0])


def test_an_answer_without_end_is_refused(reader: str) -> None:
    with pytest.raises(NotTextError, match="break down"):
        run(reader, Path("a.pdf"), b"flood", Limits(seconds=5, answer=2**16))


def test_what_a_library_prints_is_no_answer(isolation: Isolation, reader: str) -> None:
    assert isolation.read(reader, Path("a"), b"print").format == "made up"


def test_no_file_is_written(isolation: Isolation, reader: str, tmp_path: Path) -> None:
    target = tmp_path / "written.txt"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(NotTextError):
        isolation.read(reader, Path("a.pdf"), b"write " + os.fsencode(target))
    assert target.read_text(encoding="utf-8") == "before"


def test_nothing_heavy_is_loaded(isolation: Isolation, reader: str) -> None:
    loaded = set(isolation.read(reader, Path("a"), b"heavy").format.split(","))
    assert not loaded & {
        "torch",
        "numpy",
        "transformers",
        "chromadb",
        "gradio",
        "lxml",
        "trafilatura",
        "pypdf",
        "docx",
        "hypothesis",
        "pytest",
    }


def test_the_real_readers_are_found() -> None:
    with Isolation() as isolation:
        for module, name in (("web.page", "a.html"), ("documents.pdf", "a.pdf"), ("documents.word", "a.docx")):
            with pytest.raises(EmptyInputError, match=rf"^{name} is empty"):
                isolation.read(f"index.readers.{module}", Path(name), b"")


def test_code_that_lies_in_the_working_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EmptyInputError):
        run("index.readers.web.page", Path("a.html"), b"")


def test_closing_ends_the_process(reader: str) -> None:
    isolation = Isolation()
    isolation.read(reader, Path("a"), b"ok")
    process = isolation._process
    assert process is not None
    assert process.poll() is None
    isolation.close()
    assert process.returncode is not None
    isolation.close()
