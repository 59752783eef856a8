"""The converter of RealTimeQA: which articles and which questions become an archive and a suite."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import realtimeqa
from eval.cases import load_suite

BODY = "The ferry Anna Lenn was christened in Oskerby on Monday by the painter Mara Quill. " * 12


def line(id: str, question: str, choices: list[str], results: list[dict[str, str]]) -> tuple[str, str]:
    asked = {"question_id": id, "question_sentence": question, "choices": choices, "answer": ["0"]}
    return json.dumps(asked), json.dumps({"question_id": id, "search_result": results})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    news = {"title": "Ferry is christened", "text": BODY, "url": "https://one.example/ferry", "publish_date": "2022/06/17"}
    again = news | {"text": BODY + "Again.", "url": "https://two.example/ferry"}
    notice = {"title": "Before you go on", "text": "We use cookies.", "url": "https://three.example"}
    lines = [
        line("1", "Which painter christened the ferry Anna Lenn?", ["Mara Quill", "Nobody"], [news, again]),
        line("2", "Which river rose above its banks in Velden?", ["The Haldra", "The Lenn"], [notice]),
        line("3", "Who won a prize for poetry?", ["Mara Quill", "Nobody"], [notice]),  # the archive knows the name, and not of this
    ]
    folder = tmp_path / "set" / "past" / "2022"
    folder.mkdir(parents=True)
    (folder / "20220617_qa.jsonl").write_text("\n".join(asked for asked, _ in lines) + '\n{"cut', encoding="utf-8")
    (folder / "20220617_gcs.jsonl").write_text("\n".join(found for _, found in lines) + "\n", encoding="utf-8")
    return tmp_path / "set"


def test_articles_and_questions_are_written(checkout: Path, tmp_path: Path) -> None:
    realtimeqa.main([str(checkout), str(tmp_path / "out")])
    (article,) = (tmp_path / "out" / "articles").iterdir()
    text = article.read_text(encoding="utf-8")
    assert text.startswith("Ferry is christened\n\n2022/06/17\n\n")
    answered, unanswerable = load_suite(tmp_path / "out" / "suite.jsonl")
    assert answered.is_answerable and answered.answers == ("Mara Quill",)
    assert {text[place.start : place.end] for place in answered.evidence} == {"Mara Quill"}
    assert unanswerable.question.startswith("Which river") and not unanswerable.is_answerable


def test_what_is_no_copy_of_the_set_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        realtimeqa.main([str(tmp_path), str(tmp_path / "out")])
    assert "holds no past" in capsys.readouterr().err
