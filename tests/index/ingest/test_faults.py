"""What this program does wrong with one file is that file's report; the others go in, and errors of the archive end the call."""

from __future__ import annotations

import errno
import logging
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hashing import HashingEmbedder
from invented_files import DIGEST, NOTE

import index.archive
import index.ingest.articles
import index.readers.formats
import index.readers.registry
import index.store.writing
from index.archive import Archive
from index.errors import ArchiveError, ModelError

HARMFUL = "Chess final"
"""Words of the digest, not of the note."""


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    """An archive whose vector store is not asked for: what is in the catalog is what these tests are about."""
    return Archive.create_or_open(tmp_path / "archive", embedder=HashingEmbedder())


@pytest.fixture(autouse=True)
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.archive.SyncedStore, "flush", lambda self: None)


def breaks(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, error: BaseException) -> None:
    """Make the function of a module raise an error for the digest, and do its work for all other files."""
    real = getattr(place, name)

    def broken(*arguments: Any, **named: Any) -> Any:
        if any(HARMFUL in str(getattr(value, "text", value)) for value in arguments):
            raise error
        return real(*arguments, **named)

    monkeypatch.setattr(place, name, broken)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (index.readers.formats, "format_of"),
        (index.readers.registry, "_read_text"),
        (index.readers.registry, "database_records"),
        (index.ingest.articles, "date_sections"),
        (index.ingest.articles, "dated_by_name"),
        (index.store.writing, "passages_of"),
        (index.store.writing, "read"),
        (HashingEmbedder, "encode"),
        (index.store.writing.clusters, "enter"),
    ],
)
def test_a_fault_with_one_file_is_its_report(
    kept: Archive, files: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: Any, name: str
) -> None:
    breaks(monkeypatch, place, name, RuntimeError("a bug\nof ours"))
    with kept, caplog.at_level(logging.WARNING):
        [broken, sound] = kept.add([str(files)])
        titles = [article.title for article in kept.articles()]
    digest = str(files / "digest.txt")
    assert (broken.file, broken.status, sound.status) == (digest, "skipped", "added")
    assert broken.reason == (
        f"{digest} cannot be added because of a fault of this program (RuntimeError: a bug of ours): report it, with the file if you can."
    )
    assert titles == ["Volcano closes mountain road"]
    assert "Traceback" in caplog.text
    assert "digest.txt" in caplog.text


def test_a_fault_with_one_member_stops_no_other(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", DIGEST)
        packed.writestr("b.txt", NOTE)
    breaks(monkeypatch, index.readers.formats, "format_of", KeyError("x"))
    with kept:
        reports = kept.add([str(tmp_path / "news.zip")])
    assert [(Path(report.file).name, report.status) for report in reports] == [("a.txt", "skipped"), ("b.txt", "added")]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ArchiveError("the disk is full"), ModelError("there is no model")])
@pytest.mark.parametrize(("place", "name"), [(index.store.writing, "passages_of"), (HashingEmbedder, "encode")])
def test_what_is_no_fault_with_a_file_ends_the_call(
    kept: Archive, files: Path, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, error: BaseException
) -> None:
    breaks(monkeypatch, place, name, error)
    with kept, pytest.raises(type(error)):
        kept.add([str(files)])


def test_a_full_disk_ends_the_call(kept: Archive, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(monkeypatch, index.store.writing.clusters, "enter", OSError(errno.ENOSPC, "No space left on device"))
    with kept, pytest.raises(OSError, match="No space left"):
        kept.add([str(files)])


def test_an_error_of_the_callers_own_comes_back_to_them(kept: Archive, files: Path) -> None:
    def stop(*_: object) -> None:
        raise ValueError("enough")

    with kept, pytest.raises(ValueError, match="enough"):
        kept.add([str(files)], progress=stop)
