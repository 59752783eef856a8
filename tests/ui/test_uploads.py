"""Files handed in on the page: their names, their limits, and what is said of each."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import NotTextError, TooLargeError
from index.readers.text import MAX_BYTES
from index.reports import FileReport
from ui.adding_page import incoming_html, outcome_words
from ui.uploads import LONGEST_NAME, Incoming, Intake, Outcome, Upload, kept_name
from ui.writes import Writes

TIDE = "Tide mill turns\n\nCORVEN, March 3, 2031 (Corven Post) — The tide mill at Corven turns again, Mette Sunde said.\n"
UNDATED = "Tide mill turns\n\nThe tide mill at Corven turns again, its owner Mette Sunde said in the evening.\n"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("tide.txt", "tide.txt"),
        ("news/2031/tide.txt", "news/2031/tide.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\news\\tide.txt", "news/tide.txt"),
        ("a\u202etxt.b\x00\n.txt", "a txt.b.txt"),
        ("\ud800.txt", "?.txt"),
        ("", "unnamed"),
        ("n" * 10_000 + ".txt", "n" * (LONGEST_NAME - 5) + "….txt"),
    ],
)
def test_names_are_labels_and_never_paths(name: str, kept: str) -> None:
    assert kept_name(name) == kept
    assert len(kept_name(name)) <= LONGEST_NAME


def test_a_name_that_leads_out_of_its_folder_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotTextError, match="leads out of its folder: give the file a plain name"):
        kept_name("../../etc/passwd")


def test_a_file_past_the_limit_is_refused_when_it_is_announced_and_while_it_comes(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match="more than the 64 MiB that a file may have"):
        Upload("big.txt", MAX_BYTES + 1, tmp_path)
    with Upload("big.txt", None, tmp_path) as upload, pytest.raises(TooLargeError):
        for _ in range(MAX_BYTES // 2**20 + 1):
            upload.write(bytes(2**20))


def test_what_is_not_taken_is_deleted(tmp_path: Path) -> None:
    with Upload("tide.txt", None, tmp_path) as upload:
        upload.write(b"a")
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_waits_goes_with_whoever_took_it(archive: Archive) -> None:
    intake = Intake(archive, Writes())
    folder = intake.folder
    assert folder.is_dir() and folder == intake.folder
    del intake
    gc.collect()
    assert not folder.exists()


def handed(intake: Intake, folder: Path, name: str, content: str | bytes) -> Incoming:
    path = folder / "handed"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    one = intake.file(name, path)
    for _ in range(6_000):
        if one.outcome is not None and not path.exists():
            return one
        time.sleep(0.02)
    raise AssertionError(f"{one} is still under way")


def test_each_file_is_told_its_outcome_in_words(archive: Archive, tmp_path: Path) -> None:
    intake = Intake(archive, Writes())
    tide = incoming_html(handed(intake, tmp_path, "tide.txt", TIDE))
    assert '<span class="outcome">1 article</span>' in tide
    assert 'data-file="tide.txt"' in tide
    again = incoming_html(handed(intake, tmp_path, "tide.txt", TIDE))
    assert "unchanged, 1 article: it is in the archive already" in again
    undated = incoming_html(handed(intake, tmp_path, "<b>undated</b>.txt", UNDATED.replace("turns again", "stands still")))
    assert "1 article, 1 without a date: <a" in undated
    assert "dated=unknown&amp;file=%3Cb%3Eundated%3C%2Fb%3E.txt" in undated
    assert "<b>undated" not in undated.replace("<b><bdi>", "")
    other = incoming_html(
        handed(intake, tmp_path, "tide.txt", UNDATED.replace("Tide mill turns", "Lock is shut").replace("tide mill", "lock"))
    )
    assert "1 article, kept as tide (2).txt, 1 without a date" in other
    assert "dated=unknown&amp;file=tide%20%282%29.txt" in other
    broken = handed(intake, tmp_path, "broken.pdf", b"%PDF-1.7 nothing else")
    assert broken.outcome is not None and not broken.outcome.has_changed
    assert "broken.pdf" in outcome_words(broken.outcome)
    assert str(tmp_path) not in outcome_words(broken.outcome)


def test_what_is_no_address_is_said_at_once(archive: Archive) -> None:
    with pytest.raises(NotTextError, match="is not an address of a page: give one that begins with https://"):
        Intake(archive, Writes()).address("javascript:alert(1)")


def test_the_files_of_an_archive_are_summed_up() -> None:
    several = (
        FileReport("n.zip!/a.txt", "added", None, 2),
        FileReport("n.zip!/b.txt", "added", None, 1),
        FileReport("n.zip!/c.txt", "unchanged", None, 1),
        FileReport("n.zip!/d.txt", "skipped", "n.zip!/d.txt is empty: give a file with text in it."),
    )
    said = outcome_words(Outcome(several, undated=3))
    assert said == (
        "3 articles from 2 files, 1 file unchanged, 1 file not read (n.zip!/d.txt is empty: give a file with text in it), 3 without a date"
    )
    assert outcome_words(Outcome(())) == "It holds no news."
    assert outcome_words(Outcome((FileReport("a.txt", "updated", None, 1),))) == "1 article in the place of those that it had before"


def test_a_file_on_its_way_is_no_outcome_yet() -> None:
    assert "data-file" not in incoming_html(Incoming("k", "tide.txt"))
