"""Stories and press releases out of copies of repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import stories

RELEASE = "Office Charges Baker\r\n\r\n" + "The office charged a baker on Monday, it said. " * 20


def test_press_releases_are_kept_as_they_are_under_the_digest_of_their_text(tmp_path: Path) -> None:
    folder = tmp_path / "copy" / "text" / "county"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_bytes(RELEASE.encode())
    (folder / "again.txt").write_bytes(RELEASE.encode())
    (folder / "short.txt").write_text("A notice.", encoding="utf-8")
    assert stories.main([str(tmp_path / "out"), "--prosecutors", str(tmp_path / "copy")]) == 0
    [written] = (tmp_path / "out" / "prosecutors").iterdir()
    assert written.read_bytes().decode() == RELEASE
    assert written.name == f"{stories.digest(RELEASE)}.txt"


def test_a_folder_without_press_releases_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stories.main([str(tmp_path / "out"), "--newswire", str(tmp_path)]) == 1
    assert f"no press releases in {tmp_path}" in capsys.readouterr().err
