"""The command line: every command of `dateline`. Results go to stdout; progress, notes and one-sentence errors to stderr.

Exit status: 0 done, 1 what was asked for failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.types import Filter
from ui import boundary, changing, checking, console, environment, looking
from ui.opening import open_assistant
from ui.options import (
    ArchiveDir,
    AsJson,
    AsOf,
    ExportFile,
    Force,
    Model,
    Question,
    Since,
    Sources,
    Until,
    Version,
    export_target,
    make_filter,
    report_file,
)

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.types import Answer, Turn
    from ui.saving import Book

app = typer.Typer(name="dateline", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")


@app.callback()
def dateline(version: Version = False) -> None:
    """Ask your own archive of news articles, and get answers that quote the exact passages, with the date of each."""


app.command()(changing.add)
app.command()(looking.articles)
app.command()(looking.show)
app.command()(looking.info)
app.command()(changing.remove)
app.command(name="date")(changing.correct)
app.command()(looking.verify)
app.command()(looking.search)
app.command()(checking.check)


@app.command()
def ask(
    question: Question,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Earlier questions: a JSON list, or one on each line.", show_default=False)
    ] = None,
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    as_of: AsOf = None,
    model: Model = None,
    export: ExportFile = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Ask one question; the answer quotes its sources, or says that the archive does not say."""
    from ui import screen
    from ui.history import read_history

    wanted, target = make_filter(since, until, source), export_target(export, force)
    turns = read_history(history) if history else ()
    with open_assistant(archive, wanted, model=model, as_of=as_of) as assistant:
        with console.working("Reading the archive"):
            given = assistant.ask(question, turns, filter=wanted)
        written = _book(assistant, target).add(given)
    if as_json:
        from assistant.contract import answer_json

        console.write_json(answer_json(given))
    else:
        screen.show(console.out(), screen.answer(given))
    if written:
        console.note(written)


@app.command()
def chat(
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    as_of: AsOf = None,
    model: Model = None,
    export: ExportFile = None,
    force: Force = False,
) -> None:
    """Ask in a conversation, in the terminal; with --export the file is written anew with each answer."""
    from ui.chat import converse

    wanted, target = make_filter(since, until, source), export_target(export, force)
    with open_assistant(archive, wanted, model=model, as_of=as_of) as assistant:

        def reply(question: str, turns: Sequence[Turn]) -> Answer:
            return assistant.ask(question, turns, filter=wanted)

        converse(reply, console.out(), book=_book(assistant, target))


@app.command()
def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="The port to listen on; 0 takes a free one.")] = 7860,
    archive: ArchiveDir = None,
    examples: Annotated[Path | None, typer.Option(metavar="FILE", help="Example questions: a JSON list.", show_default=False)] = None,
    model: Model = None,
    browser: Annotated[bool, typer.Option("--browser", help="Open the page in the browser.")] = False,
) -> None:
    """Open the web chat."""
    from ui import web
    from ui.history import read_history
    from ui.settings import load_settings

    settings = load_settings()
    questions = [turn.question for turn in read_history(examples)] if examples else []
    place, index, answering = archive or settings.archive, settings.index(), settings.ask(model=model)

    def tell(address: str) -> None:
        console.note(f"Dateline is open at {address}; Ctrl+C ends it.")

    with suppress(KeyboardInterrupt):  # how a server is ended is no interruption
        web.serve(place, index, answering, host, port, questions, open_browser=browser, on_ready=tell)


@app.command(name="eval")
def evaluate(
    suite: Annotated[Path, typer.Argument(metavar="SUITE", help="Known questions, a JSON Lines file.", show_default=False)],
    archive: ArchiveDir = None,
    json_file: Annotated[Path | None, report_file("--json", "Write the whole result there, as JSON.")] = None,
    html_file: Annotated[Path | None, report_file("--html", "Write a report there, as one HTML page.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An earlier result, or floors: fail when below it.", show_default=False)
    ] = None,
) -> None:
    """Ask known questions, measure the answers, and compare with an earlier run."""
    from eval import cases, gate, report, runner

    known = cases.load_suite(suite)
    earlier = gate.load_baseline(baseline) if baseline else None
    with open_assistant(archive, Filter()) as assistant, console.progress("Asking") as step:
        result = runner.run_suite(known, assistant, step)
    document = runner.result_json(result)
    if json_file:
        json_file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if html_file:
        html_file.write_text(report.html_report(result, earlier), encoding="utf-8")
    report.print_report(console.out(), result, earlier)
    failures = gate.check(document, baseline) if baseline else []
    for failure in failures:
        console.complain(failure)
    if failures:
        raise typer.Exit(1)


@app.command()
def calibrate(
    suites: Annotated[list[Path], typer.Argument(metavar="SUITE...", help="Known questions, JSON Lines files.", show_default=False)],
    archive: ArchiveDir = None,
    as_json: AsJson = False,
) -> None:
    """Fit how sure an answer is to this archive, its embedding model and known questions; needs about a hundred of them."""
    from assistant.selection.probability import CALIBRATION
    from eval import calibrate as calibration
    from eval import cases, fit

    known = {suite.stem: cases.load_suite(suite) for suite in suites}
    with open_assistant(archive, Filter()) as assistant, console.progress("Asking") as step:
        weights, judged = calibration.calibrated(assistant.archive, known, step)
        place = assistant.archive.path / CALIBRATION
        place.write_text(weights.written(), encoding="utf-8")
    console.note(f"Written: {place}. Figures are of weights fitted on the other four fifths of the questions.")
    if as_json:
        console.write_json({"file": str(place), "fitted_on": weights.fitted_on, "figures": asdict(judged)})
    else:
        console.out().print(fit.lines({"cross-validated": judged}), markup=False, highlight=False)


@app.command()
def bench(
    sizes: Annotated[
        list[str] | None,
        typer.Option("--sizes", "--size", metavar="N,N", help="Passages of the archives to ask.", show_default="1000,10000"),
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            metavar="FOLDER",
            help="Your own articles for ingest and cold start.",
            show_default="generated ones",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure cold start, ingest, asking by size, memory and disk on this machine, beside the pipeline of a tutorial."""
    from eval.bench import PER_ARTICLE, SIZES
    from eval.bench import bench as measure
    from eval.bench_report import table

    try:
        chosen = [int(size) for several in sizes or [] for size in several.split(",")]
    except ValueError as exc:
        raise typer.BadParameter("sizes are numbers of passages, such as 1000,10000", param_hint="--sizes") from exc
    if any(size < PER_ARTICLE for size in chosen):
        raise typer.BadParameter(f"a size is at least {PER_ARTICLE} passages", param_hint="--sizes")
    with console.progress("Measuring") as step:
        document = measure(chosen or SIZES, files, step)
    if as_json:
        console.write_json(document)
    else:
        sys.stdout.write(table(document))


def _book(assistant: Assistant, target: Path | None) -> Book:
    from ui.saving import Book

    return Book(assistant.archive, assistant.settings.model, target)


def main() -> None:
    """The console script `dateline`."""
    environment.prepare(os.environ)
    console.use_utf8()
    debugging = bool(os.environ.get(boundary.DEBUG))
    logging.basicConfig(stream=sys.stderr, level=logging.INFO if debugging else logging.ERROR, format="%(name)s: %(message)s")
    if not debugging:  # third parties warn about their own future, which no reader of an answer can act upon
        warnings.simplefilter("ignore")
    sys.exit(boundary.run(app, sys.argv[1:]))
