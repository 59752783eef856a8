"""`dateline bench`: cold start, ingest, asking by size, memory and disk, beside the pipeline of a tutorial, measured in the same run.

Each figure comes from a process of its own, cold beside cold and warm beside warm. Processor seconds say more than wall seconds where a
machine does other things too, and ratios more than either.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from eval.generated import OUTLETS, Generator
from index.archive import Archive
from index.errors import ArchiveError, InputError
from index.store.catalog import Catalog
from index.store.facts import parts

SIZES = (1_000, 10_000)
"""Passages of the archives that are asked by default."""
ARTICLES = 25
"""Generated articles that are embedded by the real model, where no files are given: some 150 passages, a minute at most."""
PER_ARTICLE = 7
"""Passages of a generated article, about."""
QUESTIONS = 40
RECALLED = 20
"""Questions by which an exhaustive search is compared; one over 100,000 passages takes half a second."""
FILTERS = {"month": {"since": "2031-05-01", "until": "2031-05-31"}, "outlet": {"sources": [OUTLETS[0]]}}
NEEDED = ("langchain_text_splitters", "sentence_transformers", "chromadb")
"""What the tutorial's pipeline is made of."""
ABSENT = "The tutorial's pipeline is left out: it needs what the development extra brings; install it with: pip install 'dateline[dev]'."
STOOD_IN = "Asking by size is measured with a stand-in for the embedding model that costs nothing, in both pipelines."
KINDS = ("search", *FILTERS, "ask")

Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a whole process took: wall and processor seconds, and megabytes of memory at most; None where the system does not say."""

    wall: float
    cpu: float | None
    memory: float | None


def bench(sizes: Sequence[int] = SIZES, files: Path | None = None, step: Step = lambda *_: None) -> dict[str, Any]:
    """Measure all; returns the document that `--json` prints. `files`: a folder of texts in the place of generated ones.

    Raises InputError for a folder without files, ArchiveError where a process fails.
    """
    pipelines = ["dateline", *(["tutorial"] if all(map(find_spec, NEEDED)) else [])]
    steps = iter(range(1 + len(sizes)))
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        place = Path(folder)
        step("ingest and cold start", next(steps), 1 + len(sizes))
        given = _files(files) if files else Generator().write(place / "texts", ARTICLES)
        ingest = {name: _ingest(name, place / name, given) for name in pipelines}
        question = Generator().questions(1)[0]
        cold = {name: asdict(_cold(name, place / name, question)) for name in pipelines}
        asked = []
        for size in sizes:
            step(f"{size:,} passages", next(steps), 1 + len(sizes))
            asked.append(_asked(size, pipelines, place / f"size-{size}"))
    notes = [STOOD_IN] if asked else []
    return {
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "texts": str(files) if files else f"{ARTICLES} generated articles",
        "cold": cold,
        "ingest": ingest,
        "sizes": asked,
        "ratios": ratios(cold, ingest),
        "notes": notes + ([] if "tutorial" in pipelines else [ABSENT]),
    }


def ratios(cold: dict[str, Any], ingest: dict[str, Any]) -> dict[str, float]:
    """How many times the tutorial's cost Dateline's is, in processor seconds; below 1 is cheaper. Empty without the tutorial."""
    if "tutorial" not in cold:
        return {}
    pairs = {"cold ask": [cold[name]["cpu"] for name in cold], "ingest": [one["add"]["cpu"] for one in ingest.values()]}
    return {name: round(ours / theirs, 3) for name, (ours, theirs) in pairs.items() if ours and theirs}


def summary(spent: Sequence[dict[str, float]]) -> dict[str, float]:
    """Median and 95th percentile of wall milliseconds, and the median of processor milliseconds, of at least two questions."""
    wall, cpu = ([1000 * one[key] for one in spent] for key in ("wall", "cpu"))
    percentiles = quantiles(wall, n=20, method="inclusive")
    return {
        "p50_ms": round(percentiles[9], 2),
        "p95_ms": round(percentiles[18], 2),
        "cpu_p50_ms": round(quantiles(cpu, n=2, method="inclusive")[0], 2),
    }


def _files(folder: Path) -> list[str]:
    found = sorted(str(path) for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    if not found:
        raise InputError(f"there is no file in {folder}; name a folder of articles")
    return found


def _ingest(name: str, folder: Path, files: Sequence[str]) -> dict[str, Any]:
    """What adding the files takes a process whose model is warm, and all in all."""
    cost, said = _process(_task(name, folder, files=files, stand_in=False))
    return {"passages": said["passages"], "load": said["load"], "add": said["add"], "whole": asdict(cost), "disk_mb": _disk(name, folder)}


def _cold(name: str, folder: Path, question: str) -> Cost:
    """A question to a process that is started for it: `dateline ask`, or a program that does what a tutorial does."""
    if name == "dateline":
        command = [sys.executable, "-c", "from ui.cli import main; main()", "ask", question, "--archive", str(folder), "--json"]
        return _measured(command)[0]
    return _process(_task(name, folder, stand_in=False, once=question))[0]


def _asked(size: int, pipelines: Sequence[str], folder: Path) -> dict[str, Any]:
    """What questions take by size."""
    files = Generator().write(folder / "texts", max(1, size // PER_ARTICLE))
    questions = Generator(1).questions(QUESTIONS)
    found: dict[str, Any] = {}
    for name in pipelines:
        _, filled = _process(_task(name, folder / name, files=files))
        cost, said = _process(_task(name, folder / name, questions=questions, filters=FILTERS if name == "dateline" else {}))
        recall = _process(_task(name, folder / name, recall=questions[:RECALLED], filters=FILTERS))[1] if name == "dateline" else {}
        found[name] = {
            "passages": filled["passages"],
            "add": filled["add"],
            "memory_mb": cost.memory,
            "disk_mb": _disk(name, folder / name),
            **{kind: summary(said[kind]) for kind in KINDS if kind in said},
            **recall_of(recall),
        }
    return {"asked_for": size, "text_mb": _megabytes(folder / "texts"), **found}


def recall_of(said: dict[str, Any]) -> dict[str, Any]:
    """What a process said of recall, where it was asked for it."""
    return {"recall@10": said["recall"]} if "recall" in said else {}


def _task(name: str, folder: Path, **changes: Any) -> dict[str, Any]:
    return {"pipeline": name, "folder": str(folder), "files": [], "questions": [], "filters": {}, "stand_in": True} | changes


def _process(task: dict[str, Any]) -> tuple[Cost, dict[str, Any]]:
    cost, said = _measured([sys.executable, "-m", "eval.bench_process", json.dumps(task)])
    return cost, json.loads(said)


def _measured(command: Sequence[str]) -> tuple[Cost, str]:
    """Run a program; raises ArchiveError where it fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        begun = perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors, cwd=Path(__file__).parents[1])
        usage = None
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = perf_counter() - begun if process.wait() is not None else 0.0
        out.seek(0)
        errors.seek(0)
        if process.returncode:
            last = errors.read().strip().splitlines()[-1:] or [f"exit status {process.returncode}"]
            raise ArchiveError(f"a process of the bench failed ({last[0]}); run it again, or report it")
        if usage is None:
            return Cost(wall, None, None), out.read()
        unit = 1 << (20 if sys.platform == "darwin" else 10)
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit), out.read()


def _disk(name: str, folder: Path) -> dict[str, float]:
    """Megabytes on the disk by part; what the catalog holds first, each by itself."""
    if name != "dateline":
        return {"all": _megabytes(folder)}
    catalog = Catalog.open(folder)
    held = parts(catalog)
    catalog.close()
    with Archive.open(folder) as archive:
        sizes = archive.info().sizes
    rest = {"catalog": sizes["catalog"] - sum(held.values()), "vector store": sizes["vectors"], "other": sizes["other"]}
    return {part: size / 1e6 for part, size in (held | rest).items()}


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
