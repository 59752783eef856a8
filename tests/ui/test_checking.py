"""`dateline check`: exit status, JSON, reports and errors, on a small archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checked_news import checked_archive
from commands import dateline, dateline_process

from assistant.checking.checker import check
from assistant.checking.findings import DraftText
from assistant.checking.tracing import trace
from index.archive import Archive
from ui.check_report import check_html, check_page, traced_html

GOOD = "“We will not open it a day before it is safe,” said Orla Fenwick.\n"
BAD = "“We will open it a day before it is safe,” said Orla Fenwick.\n"
UNKNOWN = "“Nobody asked the ferrymen of Lorn,” said Ada Lund.\n"
HOSTILE = "“We will <script>alert(1)</script> open it a day \x1b[31mbefore it is safe,” said Orla Fenwick.\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return tmp_path / "draft.md"


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (UNKNOWN, 0), (BAD, 1), (GOOD.replace("Orla Fenwick", "Tomas Ilves"), 1)])
def test_the_exit_status_tells_whether_all_stands(text: str, code: int, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text(text, encoding="utf-8")
    done = dateline("check", draft, "--archive", checked_archive(), capsys=capsys)
    assert (done.code, done.complaints) == (code, [])


def test_json_is_one_document(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text(BAD, encoding="utf-8")
    done = dateline("check", draft, "--archive", checked_archive(), "--json", capsys=capsys)
    assert done.code == 1
    assert done.document["file"] == str(draft)
    [found] = [one for one in done.document["findings"] if one["kind"] == "quotation"]
    assert BAD[found["start"] : found["end"]] == found["text"]
    assert found["differences"][0]["archive"] == "not"


def test_the_terminal_shows_what_does_not_stand_first(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text(GOOD + "\n" + BAD, encoding="utf-8")
    done = dateline("check", draft, "--archive", checked_archive(), capsys=capsys)
    assert done.out.index("Altered") < done.out.index("Verbatim")
    assert "A denial is left out: the archive has “not” there." in done.out
    assert "line 3" in done.out


def test_reports_are_written(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text(BAD, encoding="utf-8")
    page, text = tmp_path / "report.html", tmp_path / "report.md"
    done = dateline("check", draft, "--archive", checked_archive(), "--html", page, "--markdown", text, "--json", capsys=capsys)
    assert done.document["faults"] == 1
    assert "<mark>not</mark>" in page.read_text(encoding="utf-8")
    assert "[^1]: " in text.read_text(encoding="utf-8")


def test_a_draft_is_read_from_standard_input(tmp_path: Path) -> None:
    done = dateline_process("check", "-", "--archive", checked_archive(), "--json", cwd=tmp_path, stdin=BAD)
    assert (done.code, done.document["file"]) == (1, "-")


def test_first_and_latest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = dateline("check", "--first", "when the storm", "--archive", checked_archive(), capsys=capsys)
    assert done.code == 0
    assert [done.out.index(word) for word in ("First:", "Then:", "Latest:")] == sorted(
        done.out.index(word) for word in ("First:", "Then:", "Latest:")
    )
    assert "copy of [1]" in done.out
    page = tmp_path / "first.html"
    done = dateline("check", "--first", "when the storm", "--archive", checked_archive(), "--json", "--html", page, capsys=capsys)
    assert done.document["first"]["published"]["earliest"] == "2022-01-07"
    assert "copy of 1" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [(), ("draft.md", "--first", "words"), ("draft.md", "--html", "no/such/folder/report.html")])
def test_wrong_usage_is_told_as_that(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    done = dateline("check", *arguments, "--archive", checked_archive(), capsys=capsys)
    assert done.code == 2
    assert len(done.complaints) == 1


def test_what_cannot_be_had_is_one_sentence(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (("check", tmp_path / "none.md"), ("check", "--first", "...")):
        done = dateline(*arguments, "--archive", checked_archive(), capsys=capsys)
        assert (done.code, len(done.complaints)) == (1, 1)
    draft.write_text(GOOD, encoding="utf-8")
    done = dateline("check", draft, "--archive", tmp_path / "none", capsys=capsys)
    assert (done.code, len(done.complaints)) == (1, 1)


def test_nothing_of_a_draft_steers_the_terminal_or_becomes_html(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text(HOSTILE, encoding="utf-8")
    done = dateline("check", draft, "--archive", checked_archive(), capsys=capsys)
    assert "\x1b[31m" not in done.out
    with Archive.open(checked_archive()) as archive, archive.snapshot() as seen:
        checked = check(DraftText("<b>.md", HOSTILE), seen)
        traced = trace("Eastmere", seen)
    page = check_page(checked)
    assert "<script>" not in page
    assert "<b>.md" not in page
    assert "&lt;script&gt;" in check_html(checked)
    assert traced_html(traced).count("<li>") == 5


def test_the_page_shows_the_draft_with_its_findings_marked() -> None:
    with Archive.open(checked_archive()) as archive, archive.snapshot() as seen:
        shown = check_html(check(DraftText("-", GOOD + BAD), seen))
    for verdict, words in (("good", "We will not open it"), ("fault", "We will open it")):
        [target] = [part.split('"')[0] for part in shown.split(f'<a class="{verdict}" href="#')[1:] if words in part.split("</a>")[0]]
        assert f'id="{target}"' in shown


def test_the_report_can_be_read_again_as_json(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text("", encoding="utf-8")
    done = dateline("check", draft, "--archive", checked_archive(), "--json", capsys=capsys)
    assert (done.code, done.out) == (1, "")
    assert json.dumps(done.complaints)
