"""Known questions for public news: what the project keeps of them, and how they become suites beside the stories that somebody fetched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import news_suites, reworded
from eval.cases import UNANSWERABLE, load_suite
from eval.conversations import load
from index.errors import InputError

TEXT = "Ferry Delayed\n\nThe ferry was “two hours” late.\n"
SIZES = {"-plain": (120, (28,)), "-checks": (120, (28,)), "-twins": (120, (60,))}
"""Questions of a suite, and how many of them have no answer, by how its name ends."""
QUOTE = "“two hours” late"
CASE = {
    "id": "wire-1-001",
    "question": "how late was the ferry",
    "kind": "fact",
    "history": [],
    "answers": ["two hours"],
    "evidence": [{"file": "wire-set0001.txt", "start": TEXT.index(QUOTE), "end": TEXT.index(QUOTE) + len(QUOTE)}],
}


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as `eval.stories` makes it, of one story, with a suite of one question."""
    suites = tmp_path / "suites"
    suites.mkdir()
    (suites / "wire-1.jsonl").write_text(json.dumps(CASE) + "\n", encoding="utf-8")
    (suites / news_suites.STORIES).write_text(json.dumps({"wire-1": {"wire-set0001.txt": news_suites.digest(TEXT)}}), encoding="utf-8")
    monkeypatch.setattr(news_suites, "SUITES", suites)
    (suites / "none.jsonl").touch()
    for name in ("FOLLOWED", "CONVERSATIONS"):
        monkeypatch.setattr(news_suites, name, suites / "none.jsonl")
    monkeypatch.setattr(reworded, "REWORDED", suites / "none.jsonl")
    folder = tmp_path / "stories" / "wire"
    folder.mkdir(parents=True)
    (folder / "set0001.txt").write_text(TEXT, encoding="utf-8")
    return folder.parent


def test_a_suite_is_written_beside_its_articles_with_the_words_of_its_evidence(stories: Path, tmp_path: Path) -> None:
    news_suites.main([str(stories), str(tmp_path / "out")])
    assert (tmp_path / "out" / "wire-1" / "articles" / "wire-set0001.txt").read_text(encoding="utf-8") == TEXT
    (case,) = load_suite(tmp_path / "out" / "wire-1" / "suite.jsonl")
    assert case.evidence[0].quote == QUOTE


def test_follow_ups_take_over_what_answers_the_question_that_they_ask(
    stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {"suite": "wire-1", "of": CASE["id"], "history": ["what happened to the ferry"], "question": "how late?"},
        {"suite": "wire-1", "of": None, "history": ["what happened to the ferry"], "question": "whose fault was it"},
        {"suite": "wire-2", "of": None, "history": ["which bell"], "question": "who found it"},
    ]
    (tmp_path / "followed.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    monkeypatch.setattr(news_suites, "FOLLOWED", tmp_path / "followed.jsonl")
    assert news_suites.write("wire-1", stories, tmp_path / "out") == 1
    told, untold = load_suite(tmp_path / "out" / "wire-1" / "followed.jsonl")
    assert (told.question, told.history, told.answers) == ("how late?", ("what happened to the ferry",), ("two hours",))
    assert [span.quote for span in told.evidence] == [QUOTE]
    assert untold.kind == UNANSWERABLE and not untold.is_answerable and told.id != untold.id


def test_the_follow_ups_ask_what_their_suites_know_and_none_is_of_a_suite_that_is_held_back() -> None:
    lines = [json.loads(line) for line in news_suites.FOLLOWED.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 3071 and sum(line["of"] is None for line in lines) == 778
    assert {line["suite"] for line in lines} <= set(news_suites.names()) - set(news_suites.HELD)
    for name in {line["suite"] for line in lines}:
        cases = map(json.loads, (news_suites.SUITES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        told = {case["id"] for case in cases if case["evidence"]}
        assert {line["of"] for line in lines if line["suite"] == name} <= {*told, None}
    assert all(1 <= len(line["history"]) <= 3 and all(map(str.strip, (*line["history"], line["question"]))) for line in lines)


def test_questions_in_other_words_are_written_beside_their_suite(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = {"suite": "wire-1", "of": CASE["id"], "question": "the boat's delay?"}
    (tmp_path / "reworded.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    monkeypatch.setattr(reworded, "REWORDED", tmp_path / "reworded.jsonl")
    news_suites.write("wire-1", stories, tmp_path / "out")
    (case,) = load_suite(tmp_path / "out" / "wire-1" / "reworded.jsonl")
    assert (case.question, case.kind, case.answers) == ("the boat's delay?", "paraphrase", ("two hours",))
    assert [span.quote for span in case.evidence] == [QUOTE]


def test_a_conversation_expects_the_words_that_stand_where_it_says(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = {"kind": "figure", "ask": "how late?", "status": ["answered"], "cites_any": CASE["evidence"]}
    lines = [{"id": "ferry", "suite": "wire-1", "turns": [turn]}, {"id": "bell", "suite": "wire-2", "turns": [turn]}]
    (tmp_path / "held.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    monkeypatch.setattr(news_suites, "CONVERSATIONS", tmp_path / "held.jsonl")
    news_suites.write("wire-1", stories, tmp_path / "out")
    (held,) = load(tmp_path / "out" / "wire-1" / "conversations.jsonl")
    assert held["id"] == "ferry" and held["turns"] == [{**turn, "cites_any": [QUOTE]}]


def test_the_conversations_are_with_suites_that_are_held_back() -> None:
    lines = [json.loads(line) for line in news_suites.CONVERSATIONS.read_text(encoding="utf-8").splitlines()]
    stories = json.loads((news_suites.SUITES / news_suites.STORIES).read_text(encoding="utf-8"))
    assert len(lines) == 48 and sum(len(line["turns"]) for line in lines) == 218
    assert {line["suite"] for line in lines} <= set(news_suites.HELD)
    for line in lines:
        for expected in (value for turn in line["turns"] for value in turn.values() if isinstance(value, list)):
            places = [one for one in expected if isinstance(one, dict)]
            assert all(one["file"] in stories[line["suite"]] and 0 <= one["start"] < one["end"] for one in places)


def test_other_stories_are_those_without_a_question(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stories / "wire" / "set0002.txt").write_text("Bell Found\n\nA bell was found.\n", encoding="utf-8")
    monkeypatch.setattr(news_suites, "OUTLETS", ("wire",))
    assert news_suites.write_others(stories, tmp_path / "out") == 1
    assert [path.name for path in (tmp_path / "out" / "other" / "articles").iterdir()] == ["wire-set0002.txt"]


@pytest.mark.parametrize("change", ["lost", "other"])
def test_a_story_that_is_not_the_one_is_named(stories: Path, tmp_path: Path, change: str) -> None:
    story = stories / "wire" / "set0001.txt"
    if change == "lost":
        story.unlink()
    else:
        story.write_text(TEXT.replace("two", "six"), encoding="utf-8")
    with pytest.raises(InputError, match=r"set0001\.txt"):
        news_suites.write("wire-1", stories, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_suites_that_are_held_back_are_there() -> None:
    assert set(news_suites.HELD) < set(news_suites.names())


@pytest.mark.parametrize("name", news_suites.names())
def test_what_the_project_keeps_is_whole_and_holds_no_text_of_the_stories(name: str) -> None:
    stories = json.loads((news_suites.SUITES / news_suites.STORIES).read_text(encoding="utf-8"))[name]
    cases = [json.loads(line) for line in (news_suites.SUITES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    number, unanswerable = next((known for ending, known in SIZES.items() if name.endswith(ending)), (100, (20, 27)))
    assert len({case["id"] for case in cases}) == len(cases) == number
    assert sum(case["kind"] == UNANSWERABLE for case in cases) in unanswerable
    for case in cases:
        assert bool(case["answers"]) is bool(case["evidence"]) is (case["kind"] != UNANSWERABLE)
        for one in case["evidence"]:
            assert set(one) == {"file", "start", "end"} and one["file"] in stories and 0 <= one["start"] < one["end"]
