"""`dateline calibrate`: fits the probability to an archive's own embedding model and known questions."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from index.types import Filter
from ui import console
from ui.opening import open_assistant
from ui.options import ArchiveDir, AsJson


def calibrate(
    suites: Annotated[list[Path], typer.Argument(metavar="SUITE...", help="Known questions, JSON Lines files.", show_default=False)],
    archive: ArchiveDir = None,
    as_json: AsJson = False,
) -> None:
    """Fit how sure an answer is to this archive, its embedding model and known questions; needs about a hundred of them."""
    from assistant.selection.probability import CALIBRATION
    from eval.calibrate import calibrated
    from eval.cases import load_suite
    from eval.fit import lines

    known = {suite.stem: load_suite(suite) for suite in suites}
    with open_assistant(archive, Filter()) as assistant, console.progress("Asking") as step:
        weights, judged = calibrated(assistant.archive, known, step)
        place = assistant.archive.path / CALIBRATION
        place.write_text(weights.written(), encoding="utf-8")
    console.note(f"Written: {place}. Figures are of weights fitted on the other four fifths of the questions.")
    if as_json:
        console.write_json({"file": str(place), "fitted_on": weights.fitted_on, "figures": asdict(judged)})
    else:
        console.out().print(lines({"cross-validated": judged}), markup=False, highlight=False)
