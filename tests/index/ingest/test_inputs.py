"""What a user names is taken apart into inputs: packed files too, and what is not read says so."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from index.errors import EmptyInputError
from index.ingest import gunzip
from index.ingest.inputs import Input, Problem, find
from index.readers.formats import DATA, HTML, TEXT
from index.readers.unread import TOLD_SUFFIXES, UNREAD, unread

PAGE = b"<!DOCTYPE html><html><body><p>The lock at Ebbfleet is shut.</p></body></html>"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def found(path: Path) -> list[Input | Problem]:
    return list(find(str(path)))


def only(path: Path) -> Input | Problem:
    [one] = found(path)
    return one


def sentence(path: Path) -> str:
    one = only(path)
    assert isinstance(one, Problem)
    return str(one.error)


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [("lock.html.gz", PAGE, HTML), ("LOCK.TXT.GZ", b"The lock is shut.", TEXT), ("lock.csv.gz", b"a,b", DATA), ("lock.gz", PAGE, HTML)],
)
def test_the_file_in_a_gzip_one_is_read(tmp_path: Path, name: str, data: bytes, format: object) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(data[:9]) + gzip.compress(data[9:]))
    one = only(path)
    assert isinstance(one, Input)
    assert (one.file, one.data, one.format, one.is_named) == (str(path), data, format, True)
    one = only(tmp_path)
    assert isinstance(one, Input)
    assert not one.is_named


def test_a_gzip_file_may_state_the_name_in_it(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with gzip.GzipFile("notes.md", "wb", fileobj=stream) as packed:
        packed.write(b"The lock is shut.")
    (tmp_path / "download").write_bytes(stream.getvalue())
    one = only(tmp_path / "download")
    assert isinstance(one, Input)
    assert one.format is TEXT


def test_what_gzip_files_may_not_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"The lock is shut." * 99)[:-12])
    assert sentence(path) == f"{path} is damaged or breaks off, and cannot be unpacked: make it again."
    path.write_bytes(gzip.compress(b""))
    assert "holds an empty file" in sentence(path)
    packed = PAGE
    for _ in range(9):
        packed = gzip.compress(packed)
    path.write_bytes(packed)
    assert "within an archive" in sentence(path)
    monkeypatch.setattr(gunzip, "MAX_BYTES", 2**20)
    path.write_bytes(gzip.compress(bytes(2**24)))
    assert "unpacks to more than the 1 MiB" in sentence(path)
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as opened:
        opened.addfile(tarfile.TarInfo("a.txt"))
    for name in ("a.tar.gz", "a.tgz"):
        (tmp_path / name).write_bytes(tar.getvalue())
        assert sentence(tmp_path / name) == (
            f"{tmp_path / name} is an archive of a kind other than zip and gzip, which is not read: unpack it, and give the folder."
        )


def test_gzip_files_in_a_zip_archive_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("lock.html.gz", gzip.compress(PAGE))
        packed.writestr("talk.mp3", b"ID3\x03")
    page, talk = found(tmp_path / "a.zip")
    assert isinstance(page, Input)
    assert (page.file, page.format) == (f"{tmp_path / 'a.zip'}!/lock.html.gz", HTML)
    assert isinstance(talk, Problem)
    assert "talk.mp3 is a sound recording, which is not read" in str(talk.error)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        ("a", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture"),
        ("a.xyz", b"\x00\x00\x00\x18ftypheic", "a picture"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt ", "a sound recording"),
        ("a.html", b"ID3\x03\x00\x00", "a sound recording"),
        ("a.mp3", b"\xff\xfb\x90", "a sound recording"),
        ("a", b"\x00\x00\x00\x18ftypmp42", "a film"),
        ("a.mkv", b"\x1a\x45\xdf\xa3", "a film"),
        ("a.doc", OLE, "a document of Word 97-2003"),
        ("a.xls", OLE, "a workbook of Excel 97-2003"),
        ("a.ppt", OLE, "a presentation"),
        ("a.msg", OLE, "a message or mailbox of Outlook's own format"),
        ("a", OLE, "a document of an old office program, or one that a password locks"),
        ("a.txt", b"7z\xbc\xaf\x27\x1c", "an archive of a kind other than zip and gzip"),
        ("a.mobi", b"words", "an e-book of Kindle's own format"),
        ("news.sqlite", b"SQLite format 3\x00", "a database"),
    ],
)
def test_a_format_that_is_not_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, what: str) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))  # where there is no program that reads pictures
    path = tmp_path / name
    path.write_bytes(data)
    assert sentence(path).startswith(f"{path} is {what}, which is not read: ")


def test_what_lies_in_a_folder_is_told_where_it_may_hold_news(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jpg", "c.doc", "d.css", "e.db", "f"):
        (tmp_path / name).write_bytes(b"words")
    told = found(tmp_path)
    assert [type(one) for one in told] == [Input, Problem, Problem]
    (tmp_path / "empty").mkdir()
    [problem] = found(tmp_path / "empty")
    assert isinstance(problem, Problem)
    assert type(problem.error) is EmptyInputError


def test_presentations_are_no_zip_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.pptx", "w") as packed:
        packed.writestr("ppt/notes.xml", "<a/>")
    assert "a.pptx is a presentation" in sentence(tmp_path / "a.pptx")


def test_no_ending_stands_for_two_formats_and_every_beginning_is_known() -> None:
    endings = [suffix for kind in UNREAD for suffix in kind.suffixes]
    assert len(set(endings)) == len(endings)
    assert set(TOLD_SUFFIXES) < set(endings)
    for kind in UNREAD:
        for beginning in kind.beginnings:
            assert unread("a", beginning) is kind
