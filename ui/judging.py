"""The commands that measure: known questions asked, how sure an answer is fitted to an archive, speed beside a tutorial's pipeline."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from index.types import Filter
from ui import console
from ui.opening import open_assistant
from ui.options import ArchiveDir, AsJson, report_file


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


def calibrate(
    suites: Annotated[list[Path], typer.Argument(metavar="SUITE...", help="Known questions, JSON Lines files.", show_default=False)],
    archive: ArchiveDir = None,
    as_json: AsJson = False,
) -> None:
    """Fit how sure an answer is to known questions of this archive; twenty do, a hundred with another embedding model."""
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
