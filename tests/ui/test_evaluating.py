"""Answers that are judged become known questions; suites are run one at a time, and runs are kept and compared."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer, Turn
from eval.cases import load_suite
from index.archive import Archive
from index.errors import InputError, MissingInputError
from index.types import Hit
from ui.evaluating import Evaluations
from ui.kept import kept
from ui.own_suite import JudgedAnswer, OwnSuite
from ui.routes import evaluation

TIDE = "Tide mill turns\n\nCORVEN, March 3, 2031 (Corven Post) — The tide mill at Corven turns again, Mette Sunde said on Monday.\n"
QUESTION = "Who says that the tide mill turns?"


class Held(Assistant):
    """An assistant whose answers wait until they are let go."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive)
        self.let = threading.Event()
        self.asked: list[str] = []

    def ask(self, question: str, history: Sequence[Turn] = (), **more: Any) -> Answer:
        self.asked.append(question)
        assert self.let.wait(20)
        return super().ask(question, history, **more)

    def search(self, question: str, history: Sequence[Turn] = (), **more: Any) -> tuple[Hit, ...]:
        return super().search(question, history, **more)


@pytest.fixture
def tide(archive: Archive, tmp_path: Path) -> Archive:
    (tmp_path / "tide.txt").write_text(TIDE, encoding="utf-8")
    archive.add([str(tmp_path / "tide.txt")], jobs=1)
    return archive


@pytest.fixture
def client(tide: Archive) -> Any:
    return client_of(tide)


def client_of(archive: Archive, *, may_change: bool = True) -> Any:
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    app = FastAPI()
    app.include_router(evaluation.routes(archive, Assistant(archive), may_change=may_change))
    return TestClient(app)


def judged(place: str = "", short: str = "", question: str = QUESTION, why: str = "not-an-answer") -> JudgedAnswer:
    return JudgedAnswer.of({"question": question, "history": ["And before?"], "why": why, "place": place, "short": short})


def place_of(archive: Archive, words: str) -> str:
    [article] = archive.articles()
    start = article.start + article.text.index(words)
    return f"{article.id}:{start}-{start + len(words)}"


def suite_of(archive: Archive, name: str, *questions: str) -> None:
    path = archive.path / "suites" / f"{name}.jsonl"
    path.parent.mkdir(exist_ok=True)
    rows = ({"id": f"q{at}", "question": one, "kind": "none", "answers": [], "evidence": []} for at, one in enumerate(questions))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def over(evaluations: Evaluations) -> str:
    for _ in range(6_000):
        if not evaluations.state.running:
            return evaluations.state.finished
        time.sleep(0.02)
    raise AssertionError(evaluations.state)


# --- the archive's own suite -------------------------------------------------------------------------------------------------


def test_a_judged_answer_becomes_a_case_that_loads(tide: Archive) -> None:
    own, words = OwnSuite(tide), "Mette Sunde said on Monday."
    assert own.add(judged()) == 1
    assert own.add(judged(question="Who owns the mill?", place=place_of(tide, words), short="Mette Sunde")) == 2
    open_case, answerable = load_suite(tide.path / "suites" / "own.jsonl")
    assert (open_case.question, open_case.kind, open_case.is_answerable) == (QUESTION, "not an answer", False)
    assert (answerable.history, answerable.answers, answerable.evidence[0].quote) == (("And before?",), ("Mette Sunde",), words)


def test_a_question_judged_again_takes_the_place_of_its_case(tide: Archive) -> None:
    own = OwnSuite(tide)
    own.add(judged())
    assert own.add(judged(place_of(tide, "The tide mill"), why="wrong-quotation")) == 1
    [case] = load_suite(tide.path / "suites" / "own.jsonl")
    assert (case.kind, case.answers) == ("wrong quotation", ("The tide mill",))


@pytest.mark.parametrize(
    ("place", "short", "words"),
    [("", "Mette", "Pick the words"), ("zzz:1-4", "", "not in the archive any more"), ("zzz", "", "did not arrive whole")],
)
def test_words_that_are_nowhere_make_no_case(tide: Archive, place: str, short: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        OwnSuite(tide).add(judged(place, short))
    assert not (tide.path / "suites" / "own.jsonl").exists()


def test_the_form_offers_what_was_cited_and_the_sentences_that_came_near(client: Any, tide: Archive) -> None:
    answer = Assistant(tide).ask(QUESTION)
    html = client.post("/dateline/evaluation/judging", json={"why": "wrong-quotation", "answer": kept(answer), "limited": True}).text
    assert "It is asked without the filters." in html
    places = re.findall(r'name="place" value="([^"]*)"', html)
    assert places[0] == ""
    assert {f"{one.article_id}:{one.start}-{one.end}" for one in answer.citations} <= set(places)
    assert len(places) > 1
    noted = client.post("/dateline/evaluation/case", json={"question": QUESTION, "why": "wrong-quotation", "place": places[1]})
    assert "own suite has 1 question now" in noted.text


# --- runs --------------------------------------------------------------------------------------------------------------------


def test_a_run_is_kept_beside_the_archive_and_compared_question_by_question(tide: Archive) -> None:
    suite_of(tide, "river", "Who landed on Europa?", "Who turns the mill?")
    evaluations = Evaluations(tide, Assistant(tide))
    evaluations.start("river")
    first = over(evaluations)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}-river\.json", first)
    document = json.loads((tide.path / "runs" / first).read_text(encoding="utf-8"))
    for case, passed in zip(document["cases"], (0.0, 1.0), strict=True):
        case["measures"]["passed"] = passed
    earlier = "2020-01-01-000000-river.json"
    (tide.path / "runs" / earlier).write_text(json.dumps(document), encoding="utf-8")
    document["cases"][0]["measures"]["passed"], document["cases"][1]["measures"]["passed"] = 1.0, 0.0
    (tide.path / "runs" / first).write_text(json.dumps(document), encoding="utf-8")
    report = evaluations.report(first, earlier)
    assert [(one.id, one.passed, one.change) for one in report.questions] == [("q0", True, "better"), ("q1", False, "worse")]
    assert evaluations.runs.names() == [first, earlier]


def test_one_suite_is_asked_at_a_time_and_a_run_can_be_stopped(tide: Archive) -> None:
    suite_of(tide, "river", "Who?", "When?", "Where?")
    assistant = Held(tide)
    evaluations = Evaluations(tide, assistant)
    evaluations.start("river")
    with pytest.raises(InputError, match="is being asked"):
        evaluations.start("river")
    evaluations.stop()
    assistant.let.set()
    assert over(evaluations) == ""
    assert evaluations.state.problem == "The run was stopped; nothing of it is kept."
    assert len(assistant.asked) == 1
    assert evaluations.runs.names() == []


def test_a_run_shows_its_progress_and_its_figures(client: Any, tide: Archive) -> None:
    suite_of(tide, "river", "Who landed on Europa?")
    assert "river: 1 question" in client.get("/dateline/evaluation").text
    html = client.post("/dateline/evaluation/start", params={"suite": "river"}).text
    for _ in range(6_000):
        if "data-running" not in html:
            break
        time.sleep(0.02)
        html = client.get("/dateline/evaluation/state").text
    [name] = re.findall(r'data-finished="([^"]+)"', html)
    run = client.get("/dateline/evaluation/run", params={"name": name}).text
    assert "1 of 1 question passed" in run
    assert "Refused rightly" in run
    assert 'data-shown="failed"' in run


def test_nothing_but_the_runs_of_the_archive_is_read(client: Any, tide: Archive, tmp_path: Path) -> None:
    (tide.path / "runs").mkdir()
    (tmp_path / "2020-01-01-000000-x.json").write_text("{}", encoding="utf-8")
    (tide.path / "runs" / "2020-01-01-000000-broken.json").write_text("[]", encoding="utf-8")
    for name in ("../2020-01-01-000000-x.json", f"{tmp_path}/2020-01-01-000000-x.json", "..", ""):
        answer = client.get("/dateline/evaluation/run", params={"name": name})
        assert (answer.status_code, "any more" in answer.text) == (400, True)
    assert "is not whole" in client.get("/dateline/evaluation/run", params={"name": "2020-01-01-000000-broken.json"}).text
    with pytest.raises(MissingInputError):
        Evaluations(tide, Assistant(tide)).start("../river")


def test_a_broken_suite_is_a_sentence_without_a_path(client: Any, tide: Archive) -> None:
    (tide.path / "suites").mkdir()
    (tide.path / "suites" / "torn.jsonl").write_text("{", encoding="utf-8")
    html = client.get("/dateline/evaluation").text
    assert "torn.jsonl, line 1: not valid JSON" in html
    assert str(tide.path) not in html


def test_where_the_archive_is_only_read_nothing_is_noted_or_run(tide: Archive) -> None:
    suite_of(tide, "river", "Who?")
    client = client_of(tide, may_change=False)
    for path, more in (("case", {"json": {}}), ("judging", {"json": {}}), ("start", {"params": {"suite": "river"}}), ("stop", {})):
        assert client.post(f"/dateline/evaluation/{path}", **more).status_code == 400
    assert 'id="suites"' not in client.get("/dateline/evaluation").text
