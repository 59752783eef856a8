"""Many questions from a file into a file, also by a run that takes up what another left."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from commands import archive_of_two, dateline
from exported_talk import META, QUOTE, answered, article
from shelf import Shelf

from assistant.exports.forms import gather
from assistant.exports.types import Export
from assistant.types import Answer
from index.errors import InputError, MissingInputError, QuestionError
from ui.batch import Answers, BatchQuestion, read_questions, run

HOME = article(f"The pass is shut. {QUOTE} It opens in June.")
THREE = [BatchQuestion("a", "Who waits?"), BatchQuestion("b", "=1+1"), BatchQuestion("c", "Is the pass shut, or\nopen?")]


def exported(answer: Answer) -> Export:
    return gather([answer], Shelf((HOME,)), META)


class Answering:
    """Answers every question with two quotations, but the one that is to fail; counts how often it is asked."""

    def __init__(self, failing: str = "") -> None:
        self.failing, self.asked = failing, list[str]()

    def __call__(self, question: str) -> Answer:
        self.asked.append(question)
        if question == self.failing:
            raise QuestionError("The question cannot be asked; ask another.")
        return answered(HOME, QUOTE, "The pass is shut.", question=question)


def nothing(what: str, done: int, total: int) -> None:
    assert done <= total


def ids(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".jsonl":
        return [json.loads(line)["id"] for line in text.splitlines()]
    return [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("q.csv", 'question,id\nWho?,x\n"Where, then?",y\n', [("x", "Who?"), ("y", "Where, then?")]),
        ("q.csv", "\ufeffquestion\nWho?\n", [("1", "Who?")]),
        ("q.jsonl", '{"id": 7, "question": "Who?"}\n\n{"question": "When?"}\n', [("7", "Who?"), ("2", "When?")]),
        ("q.txt", "Who?\n\n  When?  \n", [("1", "Who?"), ("2", "When?")]),
    ],
)
def test_questions_are_read(name: str, text: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [(one.id, one.question) for one in read_questions(tmp_path / name)] == found


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("q.csv", "frage\nWer?\n", "no column question"),
        ("q.csv", "id,question\nx,\n", "x has no question"),
        ("q.csv", "id,question\nx,Who?\ny,When?\nx,Where?\n", "the id x stands there twice"),
        ("q.jsonl", "{\n", "line 1"),
        ("q.jsonl", "[]\n", "line 1"),
        ("q.txt", "\n", "no question"),
    ],
)
def test_a_file_that_will_not_do_is_named(name: str, text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=words):
        read_questions(tmp_path / name)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        read_questions(tmp_path / "q.csv")
    with pytest.raises(InputError, match=r"\.csv or \.jsonl"):
        Answers(tmp_path / "a.txt", exported)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_every_answer_is_there_with_its_citations(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    assert run(THREE, Answers(path, exported), Answering(), nothing) == []
    assert ids(path) == (["a", "b", "c"] if name == "a.jsonl" else ["a", "a", "b", "b", "c", "c"])
    text = path.read_text(encoding="utf-8-sig")
    if name == "a.csv":
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert {row["quote"] for row in rows} == {QUOTE, "The pass is shut."}
        assert rows[2]["question"] == "'=1+1"
    else:
        assert [len(json.loads(line)["citations"]) for line in text.splitlines()] == [2, 2, 2]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_run_that_broke_off_anywhere_is_taken_up_and_ends_the_same(name: str, tmp_path: Path) -> None:
    whole = tmp_path / f"whole-{name}"
    run(THREE, Answers(whole, exported), Answering(), nothing)
    written = whole.read_bytes()
    for cut in range(0, len(written), 37):
        path = tmp_path / name
        path.write_bytes(written[:cut].decode(errors="ignore").encode())
        again = Answering()
        assert run(THREE, Answers(path, exported), again, nothing) == []
        assert path.read_bytes() == written
        assert len(again.asked) <= 3
    path.write_bytes(written)
    again = Answering()
    run(THREE, Answers(path, exported), again, nothing)
    assert len(again.asked) <= (1 if name == "a.csv" else 0)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_question_that_fails_is_told_and_asked_again_by_the_next_run(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    [failed] = run(THREE, Answers(path, exported), Answering("=1+1"), nothing)
    assert failed.startswith("b: The question cannot be asked")
    assert set(ids(path)) == {"a", "b", "c"}
    again = Answering()
    assert run(THREE, Answers(path, exported), again, nothing) == []
    assert "=1+1" in again.asked
    assert "Who waits?" not in again.asked
    assert set(ids(path)) == {"a", "b", "c"}


@pytest.mark.parametrize("text", ["some notes\n", "some notes", "{}\n", '{"id": 1}\n', "a,b\n1,2\n"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_another_file_is_never_written_over(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match="choose another name"):
        Answers(tmp_path / name, exported)
    assert (tmp_path / name).read_text() == text


def test_answers_of_other_questions_are_not_taken_for_these(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    run(THREE, Answers(path, exported), Answering(), nothing)
    with pytest.raises(InputError, match="another question under a"):
        run([BatchQuestion("a", "Who sleeps?")], Answers(path, exported), Answering(), nothing)


@pytest.mark.slow
def test_the_command_asks_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATELINE_ARCHIVE", str(shutil.copytree(archive_of_two() / "archive", tmp_path / "archive")))
    questions, answers = tmp_path / "q.txt", tmp_path / "a.jsonl"
    questions.write_text("Who chairs the works committee?\nWhich volcano erupted in Patagonia?\n")
    done = dateline("ask", "--batch", questions, "--out", answers, capsys=capsys)
    assert (done.code, done.out) == (0, "")
    assert [json.loads(line)["status"] for line in answers.read_text().splitlines()] == ["answered", "not_found"]
    assert dateline("ask", "--batch", questions, capsys=capsys).code == 2
    assert dateline("ask", "Who?", "--batch", questions, "--out", answers, capsys=capsys).code == 2
