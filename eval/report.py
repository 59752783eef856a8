"""A run as people read it: tables on the terminal, one self-contained HTML page, and the differences to an earlier run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from eval.cases import RESERVED_KIND
from eval.gate import LOWER_IS_BETTER
from eval.measures import DEFINITIONS
from eval.plots import plots
from eval.runner import Result, result_json
from index.wording import counted

Document = Mapping[str, Any]

# What a table shows, in its order; a kind shows those that apply to it.
OVERALL = tuple(DEFINITIONS)
BY_KIND = ("passed", "evidence@1", "evidence@4", "evidence@10", "citation_recall", "citation_precision", "answer_match", "refusal_recall")
SHOWN = 400  # characters of an answer in a table of failed cases; the whole stands in the JSON


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not pass: what was asked, what was wanted, what came, and in which way it fell short."""

    id: str
    kind: str
    asked: tuple[str, ...]  # earlier questions first, the question last
    wanted: str
    quotes: tuple[str, ...]
    came: str
    why: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of the cases that changed against an earlier run, and of those that only one of the two holds."""

    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    unchanged: int
    only_now: tuple[str, ...]
    only_before: tuple[str, ...]
    moved: tuple[tuple[str, float, float], ...]  # measure, before, now: over all, where they differ


def failures(document: Document) -> tuple[Failure, ...]:
    """The cases of a result document that did not pass, in its order."""
    return tuple(_failure(case) for case in document["cases"] if not _passed(case))


def differences(document: Document, baseline: Document) -> Differences:
    """What changed from an earlier result document to this one, question by question."""
    now = {case["id"]: _passed(case) for case in document["cases"]}
    before = {case["id"]: _passed(case) for case in baseline["cases"]}
    both = [id for id in now if id in before]
    figures, earlier = document["measures"].get(RESERVED_KIND, {}), baseline["measures"].get(RESERVED_KIND, {})
    return Differences(
        fixed=tuple(id for id in both if now[id] and not before[id]),
        broken=tuple(id for id in both if before[id] and not now[id]),
        unchanged=sum(now[id] == before[id] for id in both),
        only_now=tuple(id for id in now if id not in before),
        only_before=tuple(id for id in before if id not in now),
        moved=tuple(
            (name, earlier[name]["mean"], figures[name]["mean"])
            for name in OVERALL
            if name in figures and name in earlier and figures[name]["mean"] != earlier[name]["mean"]
        ),
    )


def print_report(console: Console, result: Result, baseline: Document | None = None) -> None:
    """Figures over all and by kind, the failed cases, and what changed since `baseline`, an earlier result document.

    A floors file as baseline has no cases to compare with and adds nothing here.
    """
    document = result_json(result)
    console.print(_overall_table(document))
    console.print(_kind_table(document))
    for warning in document["warnings"]:
        console.print(_text(f"Warning: {warning}", style="yellow"))
    failed = failures(document)
    if failed:
        console.print(Text(f"\n{len(failed)} of {counted(len(document['cases']), 'case')} failed", style="bold"))
    for failure in failed:
        console.print(_failure_panel(failure))
    if baseline is not None and "cases" in baseline:
        _print_differences(console, differences(document, baseline))
    console.print(_text(summary(document), style="bold"))


def html_report(result: Result, baseline: Document | None = None) -> str:
    """The same as one HTML page that loads nothing, runs nothing, and follows the reader's light or dark setting."""
    from jinja2 import Environment, StrictUndefined

    document = result_json(result)
    source = resources.files("eval").joinpath("report.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(figure=_number, visible=visible)
    return environment.from_string(source).render(
        document=document,
        summary=summary(document),
        overall=[(name, document["measures"][RESERVED_KIND][name]) for name in OVERALL if name in document["measures"][RESERVED_KIND]],
        kinds=_kinds(document),
        by_kind=BY_KIND,
        failures=failures(document),
        passed=[case for case in document["cases"] if _passed(case)],
        differences=differences(document, baseline) if baseline is not None and "cases" in baseline else None,
        plots=plots(document, baseline),
        lower_is_better=LOWER_IS_BETTER,
        definitions=DEFINITIONS,
    )


def summary(document: Document) -> str:
    """One sentence on the whole run."""
    cases, archive = document["cases"], document["archive"]
    errors = sum(case["error"] is not None for case in cases)
    crashed = f", {errors} crashed" if errors else ""
    return (
        f"{sum(map(_passed, cases))} of {counted(len(cases), 'question')} passed{crashed}; "
        f"archive of {counted(archive['articles'], 'article')} in {counted(archive['passages'], 'passage')}."
    )


def visible(text: str) -> str:
    """The text with control and direction characters, which could rewrite a screen, shown as U+FFFD."""
    bidi = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return "".join("\ufffd" if c in bidi or (unicodedata.category(c) == "Cc" and c not in "\n\t") else c for c in text)


def _passed(case: Document) -> bool:
    return bool(case["measures"].get("passed", 0.0) == 1.0)


def _failure(case: Document) -> Failure:
    wanted = case["wanted"]
    parts = wanted["parts"] or ([wanted["answers"]] if wanted["answers"] else [])
    answer = case["answer"]
    return Failure(
        id=case["id"],
        kind=case["kind"],
        asked=(*case["history"], case["question"]),
        wanted=" and ".join(" / ".join(part) for part in parts) or "that the archive does not say",
        quotes=tuple(gold["quote"] for gold in wanted["evidence"]),
        came=answer["text"] if answer else "nothing",
        why=_reason(case),
    )


def _reason(case: Document) -> str:
    values, answer = case["measures"], case["answer"]
    if case["error"] is not None:
        return f"crashed: {case['error']}"
    if "refusal_recall" in values:
        return f"answered, though the archive does not say (confidence {answer['confidence']:.2f})"
    found = f"first passage with evidence at rank {round(1 / values['RR@10'])}" if values["RR@10"] else "no evidence among the passages"
    if values["false_refusal"]:
        return f"refused, though the archive answers (confidence {answer['confidence']:.2f}); {found}"
    missed = [
        *(["the answer is not in the text"] if values["answer_match"] < 1 else []),
        *([f"the gold quotations are cited to {values['citation_recall']:.0%}"] if values["citation_recall"] < 1 else []),
    ]
    return f"{' and '.join(missed)}; {found}"


def _number(name: str, value: float) -> str:
    return f"{value:.2f} s" if name.startswith("latency") else f"{value:.3f}"


def _text(words: str, style: str = "") -> Text:
    # Text, not markup: brackets in what a newspaper wrote are not rich's tags.
    return Text(visible(words), style=style)


def _kinds(document: Document) -> list[tuple[str, int, Mapping[str, Any]]]:
    counted = [(kind, sum(case["kind"] == kind for case in document["cases"]), figures) for kind, figures in document["measures"].items()]
    return [(kind, count or len(document["cases"]), figures) for kind, count, figures in counted]


def _overall_table(document: Document) -> Table:
    table = Table("measure", title="Known questions, over all")
    for heading in ("figure", "95 % interval", "n"):
        table.add_column(heading, justify="right")
    figures = document["measures"][RESERVED_KIND]
    for name in (name for name in OVERALL if name in figures):
        figure = figures[name]
        interval = f"{_number(name, figure['low'])} – {_number(name, figure['high'])}"
        label = f"{name} (lower is better)" if name in LOWER_IS_BETTER else name
        table.add_row(label, _number(name, figure["mean"]), interval, str(figure["n"]))
    return table


def _kind_table(document: Document) -> Table:
    table = Table("kind", title="By kind")
    for heading in ("n", *BY_KIND):
        table.add_column(re.sub(r"_|(?=@)", "\n", heading), justify="right")  # two lines, so that the table fits a narrow terminal
    for kind, count, figures in _kinds(document):
        cells = [_interval(figures.get(name)) for name in BY_KIND]
        table.add_row(_text(kind), str(count), *cells, end_section=kind == RESERVED_KIND)
    return table


def _interval(figure: Mapping[str, Any] | None) -> str:
    return "–" if figure is None else f"{figure['mean']:.2f}\n{figure['low']:.2f}–{figure['high']:.2f}"


def _failure_panel(failure: Failure) -> Panel:
    lines = [
        *(_text(f"asked    {question}") for question in failure.asked),
        _text(f"wanted   {failure.wanted}", style="green"),
        *(_text(f"quoted   {_short(quote)}", style="green") for quote in failure.quotes),
        _text(f"came     {_short(failure.came)}", style="red"),
        _text(f"why      {failure.why}"),
    ]
    return Panel(Group(*lines), title=_text(f"{failure.id} ({failure.kind})"), title_align="left")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _print_differences(console: Console, found: Differences) -> None:
    console.print(Text("\nAgainst the earlier run", style="bold"))
    named: Sequence[tuple[str, tuple[str, ...], str]] = (
        ("fixed", found.fixed, "green"),
        ("broken", found.broken, "red"),
        ("only in this run", found.only_now, ""),
        ("only in the earlier run", found.only_before, ""),
    )
    for label, ids, style in named:
        if ids:
            console.print(_text(f"{label} ({len(ids)}): {', '.join(ids)}", style=style))
    console.print(_text(f"unchanged: {found.unchanged}"))
    for name, before, now in found.moved:
        console.print(_text(f"{name}: {_number(name, before)} → {_number(name, now)}"))
