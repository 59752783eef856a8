"""One process of the bench: opens a pipeline, adds or asks, and writes what each step took as JSON.

python -m eval.bench_process '{"pipeline": "dateline", "folder": "...", "files": [], "questions": [], "stand_in": true, "filters": {}}'

With `once`, a question, only that one is asked, and nothing is warm; with `recall`, questions, theirs is said by filter.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from index.types import EVERYTHING, Filter

Spent = dict[str, float]


def spent(work: Callable[[], object]) -> Spent:
    """Wall and processor seconds that something takes, those of the processes that it started and ended among them."""
    begun, used = perf_counter(), _processor_seconds()
    work()
    return {"wall": perf_counter() - begun, "cpu": _processor_seconds() - used}


def _processor_seconds() -> float:
    times = os.times()
    return process_time() + times.children_user + times.children_system


def run(task: dict[str, Any]) -> dict[str, Any]:
    """Do what the task says; see the module."""
    held: list[Any] = []

    def load() -> None:
        from eval.pipelines import PIPELINES

        held.append(PIPELINES[task["pipeline"]](Path(task["folder"]), task["stand_in"]))

    said: dict[str, Any] = {"load": spent(load)}
    if task["files"]:
        said["add"] = spent(lambda: held.append(held[0].add(task["files"])))
        said["passages"] = held[1]
    if task.get("once"):
        held[0].ask(task["once"], EVERYTHING)
    if task["questions"]:
        held[0].ask(task["questions"][0], EVERYTHING)  # warm
        kinds = {"ask": EVERYTHING, "search": EVERYTHING} | {name: filter_of(one) for name, one in task["filters"].items()}
        for kind, filter in kinds.items():
            method = held[0].ask if kind == "ask" else held[0].search
            said[kind] = [spent(partial(method, question, filter)) for question in task["questions"]]
    if task.get("recall"):
        filters = {"search": EVERYTHING} | {name: filter_of(one) for name, one in task["filters"].items()}
        said["recall"] = {kind: held[0].recall(task["recall"], filter) for kind, filter in filters.items()}
    return said


def filter_of(said: dict[str, Any]) -> Filter:
    """A filter as a task gives it: `since` and `until` as ISO days, `sources` as a list."""
    since, until = (date.fromisoformat(said[key]) if key in said else None for key in ("since", "until"))
    return Filter(since=since, until=until, sources=tuple(said.get("sources", ())))


if __name__ == "__main__":
    json.dump(run(json.loads(sys.argv[1])), sys.stdout)
