"""Files that were handed in under a name: kept by that name, told apart where two files have one, and never by where they stood."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index.archive import Archive
from index.reports import FileReport

FERRY = "Ferry sails again\n\nTARN, March 3, 2031 (Tarn Post) — The ferry of Tarn sails again, Mette Sunde said on Thursday.\n"
LOCK = "Lock is shut\n\nTARN, March 4, 2031 (Tarn Post) — The lock of Tarn is shut until Monday, Mette Sunde said on Friday.\n"


def handed(archive: Archive, folder: Path, name: str, content: str | bytes) -> FileReport:
    """What became of a file that was handed in, each time from another place."""
    path = folder / f"tmp-{len(list(folder.iterdir()))}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    [report] = archive.add([str(path)], names={str(path): name}, jobs=1)
    path.unlink()
    return report


def test_a_file_is_kept_by_the_name_under_which_it_was_handed_in(archive: Archive, tmp_path: Path) -> None:
    report = handed(archive, tmp_path, "news/ferry.txt", FERRY)
    assert (report.file, report.status, report.articles) == ("news/ferry.txt", "added", 1)
    assert [article.file for article in archive.articles()] == ["news/ferry.txt"]
    again = handed(archive, tmp_path, "news/ferry.txt", FERRY)
    assert (again.status, again.reason) == ("unchanged", None)


def test_a_newer_state_of_a_file_takes_the_place_of_the_older_one(archive: Archive, tmp_path: Path) -> None:
    handed(archive, tmp_path, "ferry.txt", FERRY)
    report = handed(archive, tmp_path, "ferry.txt", FERRY.replace("sails again, Mette", "sails again today, Mette"))
    assert report.status == "updated"
    [article] = archive.articles()
    assert "sails again today" in article.text


def test_another_file_of_the_same_name_takes_nobodys_place(archive: Archive, tmp_path: Path) -> None:
    handed(archive, tmp_path, "index.txt", FERRY)
    report = handed(archive, tmp_path, "index.txt", LOCK)
    assert (report.file, report.status) == ("index (2).txt", "added")
    assert sorted((article.file, article.title) for article in archive.articles()) == [
        ("index (2).txt", "Lock is shut"),
        ("index.txt", "Ferry sails again"),
    ]
    again = handed(archive, tmp_path, "index.txt", LOCK)
    assert (again.status, again.reason) == ("unchanged", "same content as index (2).txt")


def test_articles_of_two_files_of_one_name_have_ids_of_their_own(archive: Archive, tmp_path: Path) -> None:
    handed(archive, tmp_path, "index.txt", FERRY)
    handed(archive, tmp_path, "index.txt", LOCK)
    assert len({article.id for article in archive.articles()}) == 2
    assert archive.verify().ok


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing else", b"", bytes(range(256))])
def test_what_is_wrong_with_a_file_names_it_and_no_place_of_the_machine(archive: Archive, tmp_path: Path, content: bytes) -> None:
    report = handed(archive, tmp_path, "broken.pdf", content)
    assert report.status == "skipped"
    assert "broken.pdf" in str(report.reason)
    assert str(tmp_path) not in str(report.reason)


def test_the_members_of_an_archive_are_named_below_it(archive: Archive, tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    with zipfile.ZipFile(packed, "w") as several:
        several.writestr("../../ferry.txt", FERRY)
        several.writestr("lock.txt", LOCK)
    reports = archive.add([str(packed)], names={str(packed): "news.zip"}, jobs=1)
    assert [report.file for report in reports] == ["news.zip!/ferry.txt", "news.zip!/lock.txt"]
    assert {report.status for report in archive.add([str(packed)], names={str(packed): "news.zip"}, jobs=1)} == {"unchanged"}
