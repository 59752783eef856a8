"""The bundled sample as an archive, each file under its outlet, with its known questions.

python -m eval.bundled FOLDER ARCHIVE
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from index.archive import Archive
from index.errors import DatelineError
from index.reports import FileReport
from index.settings import IndexSettings

log = logging.getLogger(__name__)

OUTLETS = "outlets.json"


def add_sample(folder: Path, archive: Archive) -> tuple[FileReport, ...]:
    """Add the files that `outlets.json` in the folder lists, {outlet: [file, ...]}; raises what `Archive.add` raises."""
    outlets = json.loads((folder / OUTLETS).read_text(encoding="utf-8"))
    return tuple(
        report for outlet, names in outlets.items() for report in archive.add([str(folder / name) for name in names], source=outlet)
    )


def main(arguments: Sequence[str]) -> int:
    """Make the archive, or bring it up to date; 1 when a file could not be added."""
    folder, place = map(Path, arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        with Archive.create_or_open(place, IndexSettings()) as archive:
            skipped = [report for report in add_sample(folder, archive) if report.status == "skipped"]
    except DatelineError as error:
        log.error("%s", error)
        return 1
    known = folder.parent / "suites" / f"{folder.name}.jsonl"
    if known.is_file():  # for the page, which runs the suites of an archive
        (place / "suites").mkdir(exist_ok=True)
        shutil.copyfile(known, place / "suites" / known.name)
    for report in skipped:
        log.error("%s", report.reason)
    return int(bool(skipped))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
