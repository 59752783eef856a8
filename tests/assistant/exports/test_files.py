"""Exports as files: written by the command line, whole or not at all, and an old one checked against the archive."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import GLASSWORKS, archive_of_two, dateline, dateline_process
from rich.console import Console
from shelf import Shelf

from assistant.assistant import Assistant
from assistant.exports.forms import ExportForm, as_bytes, as_json
from assistant.exports.recheck import Rechecked, recheck, recheck_json, recheck_words
from assistant.exports.standing import Standing
from assistant.selectors import sha256
from assistant.types import Answer
from index.archive import Archive
from index.errors import InputError, MissingInputError
from index.types import Article, Dating
from ui.chat import converse
from ui.desk import Desk
from ui.kept import kept
from ui.saving import Book, exported, read, target, told, write

Capture = pytest.CaptureFixture[str]
HIRED = "How many people will the glassworks at Hallow Bay hire by the summer?"
QUESTION = "Which prize did the players of the chess final share?"


@pytest.fixture
def filled(archive: Archive, files: Path) -> Archive:
    archive.add([str(files)])
    return archive


@pytest.fixture
def answer(filled: Archive) -> Answer:
    given = Assistant(filled).ask(QUESTION)
    assert given.citations
    return given


# --- writing -----------------------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_or_not_at_all(answer: Answer, filled: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "talk.md"
    path.write_text("what was there")
    export = exported([answer], filled, None)

    def full(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(InputError, match=r"talk\.md cannot be written \(No space left on device\)"):
            write(path, export)
    assert path.read_text() == "what was there"
    write(path, export)
    assert path.read_bytes() == as_bytes(export, ExportForm.MARKDOWN)
    assert [left.name for left in tmp_path.iterdir() if left.is_file()] == ["talk.md"]


@pytest.mark.parametrize(
    ("name", "words"), [("talk.txt", r"\.md, \.json or \.csv"), ("nowhere/talk.md", "folder"), ("folder.md", "folder")]
)
def test_where_no_export_can_go_is_said_before(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(InputError, match=words):
        target(tmp_path / name)


def test_what_was_exported_is_told(answer: Answer, filled: Archive) -> None:
    assert told(exported([answer], filled, None)) == "1 quotation, checked against the archive letter for letter."
    filled.remove([answer.citations[0].article_id])
    assert told(exported([answer], filled, None)).startswith("1 of 1 quotation no longer stands where it was quoted from (1);")


# --- the conversation in the terminal ----------------------------------------------------------------------------------------


def talk(book: Book, answer: Answer, *lines: str) -> str:
    typed = iter(lines)
    console = Console(file=io.StringIO(), width=200)

    def line(prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    converse(lambda question, turns, limits: answer, console, line, book=book)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_conversation_is_exported_on_demand_with_what_was_asked_before_new(answer: Answer, filled: Archive, tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    shown = talk(Book(filled, None), answer, "one", "/new", "two", f"/export {path}", "three", f"/export {path}")
    assert shown.count(f"Exported to {path}: ") == 2
    assert len(read(path)["turns"]) == 3


def test_a_file_that_is_there_already_is_kept(answer: Answer, filled: Archive, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "talk.csv"
    path.write_text("what was there")
    talk(Book(filled, None), answer, "/export", f"/export {tmp_path / 'empty.md'}", "one", f"/export {path}", "/export talk.txt")
    complaints = capsys.readouterr().err.splitlines()
    words = ("needs the name of a file", "ask a question first", "is there already", "end it with .md, .json or .csv")
    assert [expected in complaint for expected, complaint in zip(words, complaints, strict=True)] == [True] * 4
    assert path.read_text() == "what was there"


def test_a_file_named_beforehand_is_written_with_each_answer(answer: Answer, filled: Archive, tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    book = Book(filled, "some:model", path)
    for asked in (1, 2):
        book.add(answer)
        assert len(read(path)["turns"]) == asked
    assert read(path)["model"] == "some:model"


# --- the web chat ------------------------------------------------------------------------------------------------------------


def test_the_browser_is_handed_the_file_and_told_what_has_gone(answer: Answer, filled: Archive) -> None:
    desk = Desk(Assistant(filled), filled, None)
    failed = {"number": 2, "question": "Why?", "answer": None, "problem": "The model is away."}
    conversation = [{"number": 1, "question": QUESTION, "answer": json.loads(json.dumps(kept(answer)))}, failed]
    file = desk.export(ExportForm.JSON, conversation)
    assert (file["type"], file["name"].endswith(".json")) == ("application/json", True)
    assert [turn["question"] for turn in json.loads(file["text"])["turns"]] == [QUESTION]
    assert "1 quotation, checked against the archive letter for letter. Left out, having no answer: 1 of 2 questions." in file["said"]
    filled.remove([answer.citations[0].article_id])
    file = desk.export(ExportForm.MARKDOWN, conversation)
    assert "The archive no longer holds article" in file["text"]
    assert "no longer stands where it was quoted from" in file["said"]
    with pytest.raises(InputError, match="There is no answer to export yet"):
        desk.export(ExportForm.CSV, [failed])


# --- an old export -----------------------------------------------------------------------------------------------------------


def reopened(answer: Answer, archive: Archive) -> Any:
    return json.loads(as_bytes(exported([answer], archive, None), ExportForm.JSON))


def one(document: Any, archive: Archive) -> Rechecked:
    [found] = recheck(document, archive)
    return found


def test_what_still_stands_stands(answer: Answer, filled: Archive) -> None:
    found = one(reopened(answer, filled), filled)
    assert (found.ok, recheck_words(found), found.question, found.footnote) == (True, "", QUESTION, 1)


def test_an_export_of_before_statements_had_parts_is_checked_as_ever(filled: Archive) -> None:
    text = "Chess final drawn\n\nThe players shared the prize."
    cited = {"number": 1, "article_id": "c1", "title": "Chess final drawn", "file": "digest.txt", "start": 19, "end": 48}
    cited |= {"quote": text[19:], "speaker": None, "published": {"earliest": None, "latest": None, "basis": "unknown", "evidence": []}}
    cited |= {"footnote": 1, "quote_sha256": sha256(text[19:]), "article_sha256": sha256(text), "standing": "stands", "now": None}
    turn = {
        "turn": 1,
        "question": QUESTION,
        "status": "answered",
        "text": "“Chess final drawn”, date unknown: The players shared the prize. [1]",
    }
    turn |= {"statements": [{"text": "“Chess final drawn”, date unknown: The players shared the prize.", "citations": [1]}]}
    document = {"format": "dateline-conversation", "format_version": 1, "turns": [turn | {"citations": [cited], "notes": ["See [1]."]}]}
    held = Article("c1", "Chess final drawn", text, "digest.txt", 0, Dating())
    [found] = recheck(document, Shelf((held,)))
    assert (found.ok, found.quote, recheck_words(found)) == (True, text[19:], "")
    [gone] = recheck(document, Shelf((replace(held, text=text.replace("shared", "split")),)))
    assert (gone.ok, gone.proof.standing) == (False, Standing.MISSING)


def test_words_that_moved_within_their_file_are_found(answer: Answer, filled: Archive, files: Path) -> None:
    document = reopened(answer, filled)
    path = files / "digest.txt"
    path.write_text("Late news of the harbour\n\nThe mole is mended.\n\n* * *\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    filled.add([str(files)])
    found = one(document, filled)
    assert (found.ok, found.proof.standing) == (False, Standing.MOVED)
    now = recheck_json("talk.json", [found])["citations"][0]["now"]
    assert path.read_text(encoding="utf-8")[now["start"] : now["end"]] == answer.citations[0].quote
    assert f"characters {now['start']}–{now['end']}" in recheck_words(found)


def test_what_is_gone_is_missing(answer: Answer, filled: Archive) -> None:
    document = reopened(answer, filled)
    filled.remove([answer.citations[0].article_id])
    found = one(document, filled)
    assert (found.ok, found.proof.standing, recheck_json("x", [found])["ok"]) == (False, Standing.MISSING, False)
    assert "no longer holds article" in recheck_words(found)


def test_a_quotation_that_was_changed_in_the_file_is_noticed(answer: Answer, filled: Archive) -> None:
    document = reopened(answer, filled)
    citation = document["turns"][0]["citations"][0]
    citation["quote"] = citation["quote"].replace("4,000", "9,000")
    found = one(document, filled)
    assert (found.ok, found.altered, found.proof.standing) == (False, True, Standing.MISSING)
    citation |= {"quote": citation["quote"].replace("9,000", "4,000"), "quote_sha256": "0" * 64}
    assert (one(document, filled).ok, one(document, filled).proof.standing) == (False, Standing.STANDS)


def test_a_date_that_was_corrected_since_is_told(answer: Answer, filled: Archive) -> None:
    document = reopened(answer, filled)
    filled.correct(answer.citations[0].article_id, date(2031, 5, 4))
    found = one(document, filled)
    assert found.ok
    assert recheck_words(found) == "Its date was date unknown, and is now 4 May 2031 (corrected)."


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "no export"),
        ({"format": "other"}, "no export"),
        ({"format": "dateline-conversation", "format_version": 2}, "of format 2"),
        ({"format": "dateline-conversation", "format_version": 1}, "broken"),
        ({"format": "dateline-conversation", "format_version": 1, "turns": [{"question": "Why?", "citations": [{"quote": 3}]}]}, "broken"),
    ],
)
def test_what_is_no_export_is_refused(document: Any, words: str, archive: Archive) -> None:
    with pytest.raises(InputError, match=words):
        recheck(document, archive)


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "talk.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "talk.json")
    with pytest.raises(MissingInputError, match=r"nowhere\.json"):
        read(tmp_path / "nowhere.json")


def test_every_field_of_a_citation_that_is_checked_is_needed(answer: Answer, filled: Archive) -> None:
    for field in ("article_id", "start", "end", "quote", "quote_sha256", "footnote", "published"):
        document = as_json(exported([answer], filled, None))
        del document["turns"][0]["citations"][0][field]
        with pytest.raises(InputError, match=field):
            recheck(document, filled)


# --- whole commands ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder with two articles and their archive, as the working directory."""
    shutil.copytree(archive_of_two(), tmp_path / "two")
    monkeypatch.chdir(tmp_path / "two")
    monkeypatch.setenv("DATELINE_ARCHIVE", "archive")
    return tmp_path / "two"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "Who?", "--export", "talk.txt"), ".md, .json or .csv"),
        (("ask", "Who?", "--export", "nowhere/talk.md"), "nowhere/talk.md cannot be written"),
        (("chat", "--export", "there.md"), "--force"),
        (("verify", "--export", "talk.json", "--repair"), "not both"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.md").touch()
    done = dateline(*arguments, capsys=capsys)
    assert (done.code, done.out) == (2, "")
    [complaint] = done.complaints
    assert words in complaint


@pytest.mark.slow
def test_an_answer_is_exported_and_checked_again(two: Path, capsys: Capture) -> None:
    for name in ("talk.md", "talk.json", "talk.csv"):
        done = dateline("ask", HIRED, "--export", name, "--json", capsys=capsys)
        assert (done.code, done.document["status"], done.complaints) == (0, "answered", [])
        assert f"Exported to {name}: " in done.err
    [row, *_] = csv.DictReader(io.StringIO(Path("talk.csv").read_text(encoding="utf-8-sig"), newline=""))
    assert GLASSWORKS[int(row["start"]) : int(row["end"])] == row["quote"]
    assert "[^1]: **Glassworks at Hallow Bay to hire sixty people**" in Path("talk.md").read_text(encoding="utf-8")
    stands = dateline("verify", "--export", "talk.json", capsys=capsys)
    assert (stands.code, stands.err) == (0, "")
    assert "moved: 0, missing: 0." in stands.out
    dateline("remove", row["article_id"], capsys=capsys)
    gone = dateline("verify", "--export", "talk.json", "--json", capsys=capsys)
    assert (gone.code, gone.document["ok"], len(gone.complaints)) == (1, False, 1)
    assert "no longer holds article" in dateline("verify", "--export", "talk.json", capsys=capsys).out


@pytest.mark.slow
def test_a_file_is_replaced_by_force_only(two: Path, capsys: Capture) -> None:
    Path("talk.json").write_text("what was there")
    assert dateline("ask", HIRED, "--export", "talk.json", capsys=capsys).code == 2
    assert Path("talk.json").read_text() == "what was there"
    assert dateline("ask", HIRED, "--export", "talk.json", "--force", capsys=capsys).code == 0
    assert read(Path("talk.json"))["turns"][0]["question"] == HIRED


@pytest.mark.slow
def test_a_conversation_through_a_pipe_is_exported(two: Path) -> None:
    done = dateline_process(
        "chat", "--export", "talk.json", cwd=two, stdin=f"{HIRED}\n/export more.md\nWhich volcano erupted in Patagonia?\n"
    )
    assert (done.code, done.err) == (0, "")
    assert [turn["status"] for turn in read(two / "talk.json")["turns"]] == ["answered", "not_found"]
    assert (two / "more.md").read_text(encoding="utf-8").count(f"\n## 1. {HIRED}\n") == 1
