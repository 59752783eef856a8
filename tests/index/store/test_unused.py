"""An archive that was made for nothing goes again; one that anything was put into never does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hashing import HashingEmbedder
from parts import generation

from index.archive import Archive
from index.errors import ArchiveError
from index.store.lock import hold


def test_an_archive_that_nothing_was_put_into_goes_with_its_folder(archive: Archive) -> None:
    archive.close(keep_unused=False)
    assert not archive.path.exists()


def test_what_lies_beside_it_stays(archive: Archive) -> None:
    (archive.path / "notes.txt").write_text("mine")
    archive.close(keep_unused=False)
    assert [path.name for path in archive.path.iterdir()] == ["notes.txt"]


def test_an_archive_with_articles_stays(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    archive.close(keep_unused=False)
    assert len(archive.articles()) == 4


def test_an_archive_whose_articles_were_taken_out_stays(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    id = archive.articles()[0].id
    archive.correct(id, date(2022, 1, 1))
    archive.remove([article.id for article in archive.articles()])
    archive.close(keep_unused=False)
    assert archive.add([str(files)]) and archive.article(id).published.day == date(2022, 1, 1)


def test_vectors_that_were_kept_before_an_add_was_cut_short_stay(
    open_archive: Callable[[], Archive], files: Path, hashing: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.store import writing

    archive = open_archive()

    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writing, "put_document", cut_short)
        with pytest.raises(KeyboardInterrupt):
            archive.add([str(files)])
    assert generation(archive) == 0
    archive.close(keep_unused=False)
    embedded = len(hashing.texts)
    archive.add([str(files / "digest.txt")])
    assert len(hashing.texts) == embedded


def test_an_archive_that_is_being_written_to_stays(archive: Archive) -> None:
    with hold(archive.path):
        archive.close(keep_unused=False)
    assert Archive.open(archive.path).articles() == ()


def test_who_has_it_open_meanwhile_is_told_and_loses_nothing_in_silence(open_archive: Callable[[], Archive], files: Path) -> None:
    first, second = open_archive(), open_archive()
    assert second.articles() == ()
    first.close(keep_unused=False)
    with pytest.raises(ArchiveError):
        second.add([str(files)])
    third = open_archive()
    assert [report.status for report in third.add([str(files)])] == ["added", "added"]
