"""The routes of the evaluation: an answer judged, a suite run, how far that is, and what the runs say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.errors import InputError, SettingsError
from ui.evaluating import Evaluations
from ui.evaluation_page import evaluation_html, judging_html, noted_html, run_html, state_html
from ui.kept import answer_of
from ui.own_suite import JudgedAnswer, Judgement, OwnSuite
from ui.routes.router import router

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.assistant import Assistant
    from index.archive import Archive

_NOT_HERE = "Known questions are noted and asked only where the archive may be changed: start the server with --allow-adding to allow that."


def routes(archive: Archive, assistant: Assistant, *, may_change: bool) -> APIRouter:
    """The view under /evaluation; below it judging, case, start, stop, state, and run with `name` and `against`."""
    from fastapi.responses import HTMLResponse

    pages = router()
    evaluations, own = Evaluations(archive, assistant), OwnSuite(archive)

    def allowed() -> None:
        if not may_change:
            raise SettingsError(_NOT_HERE)

    @pages.get("/evaluation", response_class=HTMLResponse)
    def whole() -> str:
        return evaluation_html(evaluations.suites(), evaluations.runs.names(), evaluations.state, may_run=may_change)

    @pages.post("/evaluation/judging", response_class=HTMLResponse)
    def judging(judged: dict[str, Any]) -> str:
        allowed()
        if judged.get("why") not in ("not-an-answer", "wrong-quotation"):
            raise InputError("The answer did not arrive whole; load the page again.")
        judgement = Judgement(judged["why"].replace("-", " "))
        return judging_html(answer_of(judged.get("answer")), judgement, limited=bool(judged.get("limited")))

    @pages.post("/evaluation/case", response_class=HTMLResponse)
    def case(judged: dict[str, Any]) -> str:
        allowed()
        return noted_html(own.add(JudgedAnswer.of(judged)))

    @pages.post("/evaluation/start", response_class=HTMLResponse)
    def start(suite: str) -> str:
        allowed()
        evaluations.start(suite)
        return state_html(evaluations.state)

    @pages.post("/evaluation/stop", response_class=HTMLResponse)
    def stop() -> str:
        allowed()
        evaluations.stop()
        return state_html(evaluations.state)

    @pages.get("/evaluation/state", response_class=HTMLResponse)
    def state() -> str:
        return state_html(evaluations.state)

    @pages.get("/evaluation/run", response_class=HTMLResponse)
    def run(name: str, against: str = "") -> str:
        return run_html(evaluations.report(name, against))

    return pages
