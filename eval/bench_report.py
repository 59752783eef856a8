"""The figures of a bench as a table of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eval.bench import KINDS

WIDTH = 34
BAR = 40
"""Columns of the longest bar of the curve."""
NAMES = {"search": "passages found", "month": "... of one month", "outlet": "... of one outlet", "ask": "whole answer"}


def table(document: dict[str, Any]) -> str:
    """The document of a bench as lines: ratios first, then a line for each figure with a column for each pipeline, then the curve."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: dict[str, Any]) -> Iterator[str]:
    cold, ingest = document["cold"], document["ingest"]
    names = list(cold)
    for what, ratio in document["ratios"].items():
        yield f"{what}: {ratio:.2f} times the tutorial's processor time"
    yield ""
    yield _row(document["texts"], names)
    for key, unit in (("cpu", "CPU s"), ("wall", "s"), ("memory", "MB")):
        yield _row(f"cold ask, {unit}", [_number(cold[name][key]) for name in names])
    for key, unit in (("cpu", "CPU s"), ("wall", "s")):
        yield _row(f"adding, model warm, {unit}", [_number(ingest[name]["add"][key]) for name in names])
    yield _row("passages or chunks", [f"{ingest[name]['passages']:,}" for name in names])
    yield _row("disk, MB", [_number(sum(ingest[name]["disk_mb"].values())) for name in names])
    for size in document["sizes"]:
        yield ""
        yield from _of_size(size, [name for name in names if name in size])
    yield from _curve(document["sizes"])
    yield from ("", *document["notes"])


def _of_size(size: dict[str, Any], names: Sequence[str]) -> Iterator[str]:
    yield _row(f"{size['text_mb']:.1f} MB of text", [f"{size[name]['passages']:,} passages" for name in names])
    for kind in KINDS:
        found = [size[name].get(kind) for name in names]
        yield _row(f"{NAMES[kind]}, ms p50 / p95", [f"{one['p50_ms']:.0f} / {one['p95_ms']:.0f}" if one else "" for one in found])
    for kind, recall in size["dateline"].get("recall@10", {}).items():
        yield _row(f"recall@10, {NAMES[kind]}", ["" if recall is None else f"{recall:.3f}"])
    yield _row("memory, MB", [_number(size[name]["memory_mb"]) for name in names])
    for part in size["dateline"]["disk_mb"]:
        yield _row(f"disk: {part}, MB", [_number(size["dateline"]["disk_mb"][part])])
    yield _row("disk, MB", [_number(sum(size[name]["disk_mb"].values())) for name in names])
    yield _row("disk, times the text", [_number(sum(size[name]["disk_mb"].values()) / size["text_mb"]) for name in names])


def _curve(sizes: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The median of a whole answer by size, as bars."""
    if len(sizes) < 2:
        return
    times = [(size["dateline"]["passages"], size["dateline"]["ask"]["p50_ms"]) for size in sizes]
    longest = max(time for _, time in times) or 1.0
    yield from ("", "whole answer, ms at the median, by passages")
    for passages, time in times:
        yield f"{passages:>10,} {'#' * max(1, round(BAR * time / longest))} {time:.0f}"


def _row(first: str, rest: Sequence[str]) -> str:
    return f"{first:<{WIDTH}}" + "".join(f"{cell:>20}" for cell in rest)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if value < 10 else f"{value:,.0f}"
