"""Known questions asked from the page: the suites of an archive, one run at a time in a thread, and what a kept run says."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import DatelineError, InputError, MissingInputError
from ui.own_suite import OWN, SUITES
from ui.run_report import Change, KindFigures, KnownQuestion, RunCurve, RunFigure, RunReport, RunState, SuiteFile
from ui.runs import Runs, run_words

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.archive import Archive

log = logging.getLogger(__name__)

_UNFORESEEN = "Something unforeseen went wrong in this run; the details are in the server's log."
_STOPPED = "The run was stopped; nothing of it is kept."
_LONGEST = 400


class _StoppedRunError(Exception):
    """Raised between two questions when somebody has stopped the run."""


class Evaluations:
    """Runs suites against the archive, for all who look at the page together."""

    def __init__(self, archive: Archive, assistant: Assistant) -> None:
        self._folder = archive.path / SUITES
        self._assistant = assistant
        self.runs = Runs(archive.path)
        self.state = RunState()
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def suites(self) -> list[SuiteFile]:
        """The suites of the archive by name, its own first."""
        paths = sorted(self._folder.glob("*.jsonl"), key=lambda path: (path.stem != OWN, path.name))
        return [_suite(path) for path in paths]

    def start(self, suite: str) -> None:
        """Begin to ask a suite; raises MissingInputError, InputErrors for a broken suite, and InputError while another one runs."""
        from eval.cases import load_suite

        path = next((path for path in self._folder.glob("*.jsonl") if path.stem == suite), None)
        if path is None:
            raise MissingInputError(f"There is no suite “{suite[:80]}” in the folder “{SUITES}” of this archive.")
        cases = load_suite(path)
        with self._lock:
            if self.state.running:
                raise InputError(f"“{self.state.suite}” is being asked; wait for its end, or stop it.")
            self.state = RunState(suite, 0, len(cases), running=True)
            self._stopped.clear()
        threading.Thread(target=self._run, args=(suite, cases), name="evaluation", daemon=True).start()

    def stop(self) -> None:
        """End the run after the question that is being answered."""
        self._stopped.set()

    def _run(self, suite: str, cases: Any) -> None:
        from eval.runner import result_json, run_suite

        def told(_: str, done: int, total: int) -> None:
            if self._stopped.is_set():
                raise _StoppedRunError
            self.state = RunState(suite, done, total, running=True)

        try:
            document = result_json(run_suite(cases, self._assistant, told))
            name = self.runs.write(suite, document, datetime.now())
            self.state = RunState(suite, len(cases), len(cases), finished=name)
        except _StoppedRunError:
            self.state = RunState(suite, problem=_STOPPED)
        except (DatelineError, OSError) as error:
            self.state = RunState(suite, problem=str(error))
        except Exception:
            log.exception("a run of known questions failed")
            self.state = RunState(suite, problem=_UNFORESEEN)

    def report(self, name: str, against: str = "") -> RunReport:
        """What a kept run says, beside an earlier one; raises MissingInputError and InputError."""
        document = self.runs.read(name)
        earlier = self.runs.read(against) if against else None
        try:
            return report_of(name, document, against, earlier)
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            raise InputError(f"The run “{run_words(name)}” is not whole; run the suite again.") from exc


def _suite(path: Path) -> SuiteFile:
    from eval.cases import load_suite

    try:
        return SuiteFile(path.stem, len(load_suite(path)))
    except InputError as error:
        return SuiteFile(path.stem, 0, str(error).replace(f"{path}", path.name))


def report_of(name: str, document: Mapping[str, Any], against: str, earlier: Mapping[str, Any] | None) -> RunReport:
    """A result document as it is shown."""
    from eval.plots import plots
    from eval.report import BY_KIND, OVERALL, summary

    measures = document["measures"]
    before = earlier["measures"] if earlier else {}
    kinds = {kind: sum(case["kind"] == kind for case in document["cases"]) for kind in measures if kind != "all"}
    curves = (RunCurve(plot.name, plot.line, plot.dots, plot.area, plot.error) for plot in plots(document, earlier))
    return RunReport(
        name,
        summary(document),
        _figures(measures.get("all", {}), before.get("all", {}), OVERALL),
        tuple(KindFigures(kind, number, _figures(measures[kind], before.get(kind, {}), BY_KIND)) for kind, number in kinds.items()),
        tuple(curves),
        _questions(document, earlier),
        tuple(document.get("warnings", ())),
        against,
    )


def _figures(figures: Mapping[str, Any], before: Mapping[str, Any], names: tuple[str, ...]) -> tuple[RunFigure, ...]:
    from eval.gate import LOWER_IS_BETTER
    from eval.measures import DEFINITIONS

    return tuple(
        RunFigure(
            name,
            figures[name]["mean"],
            figures[name]["low"],
            figures[name]["high"],
            figures[name]["n"],
            DEFINITIONS.get(name, ""),
            name in LOWER_IS_BETTER,
            before[name]["mean"] if name in before else None,
        )
        for name in names
        if name in figures
    )


def _questions(document: Mapping[str, Any], earlier: Mapping[str, Any] | None) -> tuple[KnownQuestion, ...]:
    from eval.report import differences, failures, visible

    failed = {one.id: one for one in failures(document)}
    found = differences(document, earlier) if earlier else None
    changes: dict[str, Change] = {}
    if found:
        for change, ids in ((Change.BETTER, found.fixed), (Change.WORSE, found.broken), (Change.NEW, found.only_now)):
            changes |= dict.fromkeys(ids, change)
    rows = []
    for case in document["cases"]:
        failure = failed.get(case["id"])
        wanted, came, why = (failure.wanted, failure.came, failure.why) if failure else ("", "", "")
        now = changes.get(case["id"], Change.SAME) if found else None
        asked = (*case["history"], case["question"])
        shown = [visible(words)[:_LONGEST] for words in (wanted, came, why)]
        rows.append(KnownQuestion(case["id"], case["kind"], asked, failure is None, shown[0], shown[1], shown[2], now))
    return tuple(rows)
