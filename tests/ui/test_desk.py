"""The page's events, over HTTP and without a browser: the archive changes while the page is served."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from commands import archive_of_two
from parts import sources
from served_page import given_back, served

from assistant.assistant import Assistant
from index.archive import Archive
from index.settings import IndexSettings
from ui.desk import Desk

pytestmark = pytest.mark.slow


def test_what_is_added_while_the_page_is_served_can_be_chosen_and_is_counted(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(archive_of_two(), tmp_path / "two"))
    (folder / "tram.txt").write_text("Tram opens\n\nThe tram of Velden opened on 3 May 2031. A ride costs four crowns.\n", encoding="utf-8")
    with served(folder) as (_, address):
        masthead, outlets = given_back(address, "Filters", [[]])
        assert "2 articles" in masthead
        assert [name for name, _ in outlets["choices"]] == ["Hallow Bay Courier", "The Eastmere Slate"]
        with Archive.open(folder / "archive", IndexSettings()) as archive:
            archive.add([str(folder / "tram.txt")], source="The Velden Post")
        masthead, outlets = given_back(address, "Filters", [["Hallow Bay Courier"]])
        assert "3 articles" in masthead
        assert [name for name, _ in outlets["choices"]] == ["Hallow Bay Courier", "The Eastmere Slate", "The Velden Post"]
        assert outlets["value"] == ["Hallow Bay Courier"]
        asked = ["What does a ride on the tram of Velden cost?", None, "", "", ["The Velden Post"], ""]
        assert "four crowns" in json.dumps(given_back(address, "Ask", asked))


def test_the_masthead_follows_a_corrected_date(archive: Archive, files: Path) -> None:
    archive.add([str(files / "note.txt")])
    desk = Desk(Assistant(archive), archive, None)
    before = desk.masthead()
    assert desk.masthead() is before
    archive.correct(archive.articles()[0].id, date(1999, 8, 7))
    assert "1999" in desk.masthead()
    assert "1999" not in before


def test_only_outlets_are_offered_and_a_file_can_still_be_typed(archive: Archive, files: Path) -> None:
    archive.add([str(files / "note.txt")])
    archive.add([str(files / "digest.txt")], source="The Velden Post")
    desk = Desk(Assistant(archive), archive, None)
    assert desk.outlets() == ["The Velden Post"]
    assert desk.offer(["Gone Gazette"])[1]["choices"] == ["The Velden Post", "Gone Gazette"]
    assert "note.txt" in sources(archive)
