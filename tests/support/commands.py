"""Runs of the command line, in this process or in one of their own, and a small archive of invented articles for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(sys.executable).with_name("dateline")

BRIDGE = """Harbour bridge to reopen in May, council says

17 January 2022

The harbour bridge at Eastmere will reopen on 3 May after eleven months of repairs, the town council said on Monday.

"We will not open it a day before it is safe," said Orla Fenwick, who chairs the works committee.
The repairs have cost 4.2 million crowns, a third more than planned.

Traders on the north bank have asked for compensation. Their association put the loss of trade at 600,000 crowns.
"""
GLASSWORKS = """Glassworks at Hallow Bay to hire sixty people

2 February 2022

The glassworks at Hallow Bay will hire sixty people by the summer, its owner announced on Wednesday. A second furnace is to be lit in June.

“Sand we have, and gas we have bought until the autumn,” said the manager, Tomas Ilves.
The union welcomed the plan, but asked for permanent contracts.
"""
TEXTS = {"bridge.txt": BRIDGE, "glassworks.txt": GLASSWORKS}


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What stdout holds, which must be one JSON document and nothing else."""
        return json.loads(self.out)

    @property
    def complaints(self) -> list[str]:
        """The lines of stderr, each of which must be an error sentence or a note."""
        lines = self.err.splitlines()
        assert all(line.startswith(("error: ", "note: ")) for line in lines), self.err
        return [line.removeprefix("error: ") for line in lines if line.startswith("error: ")]


def dateline(*arguments: str | Path, capsys: pytest.CaptureFixture[str]) -> Done:
    """Run a command in this process: what it imports, it imports once for all tests."""
    from ui.boundary import run
    from ui.cli import app

    capsys.readouterr()
    code = run(app, [str(argument) for argument in arguments])
    return Done(code, *capsys.readouterr())


def dateline_process(*arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, stdin: str = "") -> Done:
    """Run a command as users do, in a process of its own."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **(env or {})}
    command = [str(SCRIPT), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, env=environment, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


@cache
def archive_of_two() -> Path:
    """A folder with the two articles as files and their archive in `archive`, made once with the real model; copy it before a change."""
    from index.archive import Archive
    from index.settings import IndexSettings

    folder = Path(tempfile.mkdtemp(prefix="dateline-tests-"))
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    with Archive.create_or_open(folder / "archive", IndexSettings()) as archive:
        for name, outlet in zip(TEXTS, ("The Eastmere Slate", "Hallow Bay Courier"), strict=True):
            archive.add([str(folder / name)], source=outlet)
    return folder
