"""The gate: whether a run is as good as it has to be, by floors in a file or by an earlier run.

    python -m eval.gate RESULT.json FLOORS.json [--lower]      write floors from the result of `dateline eval --json`

Floors are pinned to the suite by its digest: a changed suite must be measured and pinned again before the gate opens. Pinning never
lowers a floor, unless told to.

    {"suite_sha256": "...", "floors": {"evidence@4": 0.75, "multi:evidence@4": 0.5}, "ceilings": {"false_refusal": 0.1}}

Against an earlier run of the same suite, a measure is below when it is worse by more than chance: the differences case by case are drawn
with replacement, and the 95 % interval of their mean lies on the worse side of zero. On 84 cases that takes four broken and none fixed.
Latency is never gated, for it belongs to the machine; the area under the refusal curve is no mean over cases, and only floors hold it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from eval import intervals
from eval.cases import RESERVED_KIND
from index.errors import InputError, MissingInputError

LOWER_IS_BETTER = frozenset({"false_refusal", "not_found", "calibration_error", "latency_p50", "latency_p95"})
# What `pin` writes, and what a run is compared on. Floors of other measures, or of one kind, can be added by hand and are kept.
PINNED = (
    *("evidence@1", "evidence@4", "evidence@10", "RR@10", "nDCG@10", "citation_recall", "citation_precision", "answer_match"),
    *("speaker_match", "date_exact", "date_contains", "passed", "refusal_recall", "refusal_auc", "false_refusal", "quote_exactness"),
    *("right_when_answered", "coverage", "right_auc", "calibration_error", "shown", "not_found"),
)
NO_TOLERANCE = frozenset({"quote_exactness"})  # below 1 is a bug, not a score
ROUNDING = 1e-9  # sums of floats differ in the last bits with the order of adding

Document = Mapping[str, Any]


def check(result: Document, baseline_path: Path) -> list[str]:
    """What of a result document is below the baseline, a sentence each; empty when it passes.

    The baseline is a floors file or an earlier result document; raises InputError when it is neither, MissingInputError when not there.
    """
    baseline = load_baseline(baseline_path)
    failures = _inexact(result)
    if _suite(result) != _suite(baseline):
        return [*failures, f"The suite is not the one that {baseline_path} was measured on; measure again, look, and pin again."]
    if "floors" in baseline:
        return failures + _below_floors(result, baseline)
    return failures + _below_run(result, baseline)


def load_baseline(path: Path) -> dict[str, Any]:
    """A floors file (it has "floors") or a result document (it has "cases"), checked for its shape."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise MissingInputError(f"There is no baseline {path}; give the JSON of an earlier run, or a floors file.") from exc
    except (OSError, ValueError) as exc:
        raise InputError(f"The baseline {path} cannot be read ({exc}); give the JSON of an earlier run, or a floors file.") from exc
    if not (_is_floors(document) or _is_result(document)):
        raise InputError(f"{path} is neither a floors file nor the result of a run; write one with --json.")
    return dict(document)


def _is_floors(document: Any) -> bool:
    return (
        isinstance(document, dict)
        and isinstance(document.get("suite_sha256"), str)
        and isinstance(document.get("floors"), dict)
        and isinstance(document.get("ceilings", {}), dict)
        and all(isinstance(bound, int | float) for kind in ("floors", "ceilings") for bound in document.get(kind, {}).values())
    )


def _is_result(document: Any) -> bool:
    return (
        isinstance(document, dict)
        and isinstance(document.get("suite"), dict)
        and isinstance(document.get("measures"), dict)
        and isinstance(document.get("cases"), list)
        and all(isinstance(case, dict) and {"id", "measures"} <= case.keys() for case in document["cases"])
    )


def _suite(document: Document) -> str | None:
    digest: str | None = document["suite_sha256"] if "floors" in document else document["suite"].get("sha256")
    return digest


def _figure(result: Document, name: str) -> float | None:
    """The figure of "measure" over all, or of "kind:measure"."""
    kind, measure = name.rsplit(":", 1) if ":" in name else (RESERVED_KIND, name)
    figure = result["measures"].get(kind, {}).get(measure)
    return None if figure is None else float(figure["mean"])


def _inexact(result: Document) -> list[str]:
    exactness = _figure(result, "quote_exactness")
    if exactness is None or exactness == 1:
        return []
    ids = ", ".join(case["id"] for case in result["cases"] if case["measures"].get("quote_exactness", 1) < 1)
    return [f"quote_exactness is {exactness:.4f}, and below 1 is a bug: {ids}."]


def _below_floors(result: Document, floors: Document) -> list[str]:
    failures = []
    for name, floor in floors["floors"].items():
        figure = _figure(result, name)
        if figure is None:
            failures.append(f"{name} was not measured, and its floor is {floor:.4f}.")
        elif figure < floor - ROUNDING:
            failures.append(f"{name} is {figure:.4f}, below its floor of {floor:.4f}.")
    for name, ceiling in floors.get("ceilings", {}).items():
        figure = _figure(result, name)
        if figure is None or figure > ceiling + ROUNDING:
            failures.append(f"{name} {'was not measured' if figure is None else f'is {figure:.4f}'}, and its ceiling is {ceiling:.4f}.")
    return failures


def _below_run(result: Document, earlier: Document) -> list[str]:
    before = {case["id"]: case["measures"] for case in earlier["cases"]}
    after = {case["id"]: case["measures"] for case in result["cases"]}
    failures = []
    for name in (name for name in PINNED if name not in NO_TOLERANCE):
        ids = [id for id, values in before.items() if name in values and name in after.get(id, {})]
        old, new = [before[id][name] for id in ids], [after[id][name] for id in ids]
        moved = intervals.change(old, new)
        if moved and (moved.low > 0 if name in LOWER_IS_BETTER else moved.high < 0):
            failures.append(
                f"{name} went from {fmean(old):.4f} to {fmean(new):.4f} over {moved.n} cases, "
                f"and a change of {moved.low:+.4f} to {moved.high:+.4f} is more than chance."
            )
    return failures


def pin(result: Document, path: Path, *, lower: bool = False) -> None:
    """Write the floors of a result: each figure less 1/n, what one case is worth in a mean.

    The tolerance has a cause: matrix kernels differ between processors in the last bits, and a near tie between two passages may then
    fall the other way. `quote_exactness` has none. Raises InputError when a floor of the file would sink and `lower` is not set, or when
    there is nothing to pin.
    """
    floors, ceilings = _bounds(result, _extra_names(path))
    if not floors:
        raise InputError("The result has no figures to pin; run the suite first.")
    if path.exists() and not lower:
        sinking = _sinking(load_baseline(path), floors, ceilings)
        if sinking:
            raise InputError(f"{path} is left as it is, for this would lower {', '.join(sinking)}; say --lower if that is meant.")
    document = {"suite_sha256": _suite(result), "floors": floors, "ceilings": ceilings}
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _extra_names(path: Path) -> list[str]:
    if not path.exists():
        return []
    bounds = load_baseline(path)
    return [*bounds.get("floors", {}), *bounds.get("ceilings", {})]


def _bounds(result: Document, extra: Sequence[str]) -> tuple[dict[str, float], dict[str, float]]:
    floors: dict[str, float] = {}
    ceilings: dict[str, float] = {}
    for name in dict.fromkeys([*PINNED, *extra]):
        kind, measure = name.rsplit(":", 1) if ":" in name else (RESERVED_KIND, name)
        figure = result["measures"].get(kind, {}).get(measure)
        if figure is None:
            continue
        tolerance = 0.0 if measure in NO_TOLERANCE else 1 / figure["n"]
        if measure in LOWER_IS_BETTER:
            ceilings[name] = min(1.0, round(figure["mean"] + tolerance, 4))
        else:
            floors[name] = max(0.0, round(figure["mean"] - tolerance, 4))
    return floors, ceilings


def _sinking(pinned: Document, floors: Mapping[str, float], ceilings: Mapping[str, float]) -> list[str]:
    down = [f"{name} ({floor} to {floors.get(name)})" for name, floor in pinned["floors"].items() if floors.get(name, -1.0) < floor]
    up = [f"{name} ({top} to {ceilings.get(name)})" for name, top in pinned.get("ceilings", {}).items() if ceilings.get(name, 2.0) > top]
    return down + up


def main(arguments: Sequence[str] | None = None) -> None:
    """Pin the floors of a result file."""
    parser = argparse.ArgumentParser(prog="python -m eval.gate", description="Write floors from the result of `dateline eval --json`.")
    parser.add_argument("result", type=Path)
    parser.add_argument("floors", type=Path)
    parser.add_argument("--lower", action="store_true", help="allow a floor to be lowered")
    given = parser.parse_args(arguments)
    try:
        pin(load_baseline(given.result), given.floors, lower=given.lower)
    except InputError as exc:
        parser.exit(1, f"{exc}\n")


if __name__ == "__main__":
    main()
