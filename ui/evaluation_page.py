"""The evaluation as HTML: suites to choose from, how far a run is, what a run says, and the form by which an answer is judged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from assistant.types import Answer
from assistant.wording import date_words
from index.prose.sentences import split_sentences
from index.types import Dating
from index.wording import counted
from ui.markup import escaped, isolated, label
from ui.own_suite import OWN, Judgement
from ui.run_report import Change, KindFigures, KnownQuestion, RunCurve, RunFigure, RunReport, RunState, SuiteFile
from ui.runs import run_words

FIRST = ("passed", "right_when_answered", "coverage", "refusal_recall", "citation_recall", "citation_precision", "quote_exactness")
"""The figures that are shown before all others."""
NAMES = {
    "passed": "Passed",
    "right_when_answered": "Right when answered",
    "coverage": "Answered",
    "refusal_recall": "Refused rightly",
    "false_refusal": "Refused wrongly",
    "citation_recall": "Right words cited",
    "citation_precision": "Citations that are right",
    "quote_exactness": "Letter for letter",
    "answer_match": "Answer stands in it",
    "evidence@1": "Found first",
    "evidence@4": "Found in four",
    "evidence@10": "Found in ten",
}
_WORDS = {Change.BETTER: "Better", Change.WORSE: "Worse", Change.SAME: "Same", Change.NEW: "New"}
_CHOICES = 30
_LONG = 260
_NONE_YET = (
    "No known questions yet. Say “Not an answer” or “Wrong quotation” under an answer, and it becomes one; "
    "or put a JSON Lines file of known questions into the folder “suites” of the archive."
)


def evaluation_html(suites: Sequence[SuiteFile], runs: Sequence[str], state: RunState, *, may_run: bool) -> str:
    """The whole view; without `may_run` runs are only looked at."""
    chosen = "".join(_suite(one, asked=state.suite) for one in suites)
    form = (
        f'<form id="suites"><label>Known questions<select name="suite">{chosen}</select></label>'
        '<button type="submit" class="primary">Ask them all</button></form>'
        if suites and may_run
        else ""
    )
    broken = "".join(f'<p class="problem">{escaped(one.problem)}</p>' for one in suites if one.problem)
    none = "" if suites else f'<p class="nothing">{_NONE_YET}</p>'
    return f'<h2>Evaluation</h2>{form}{broken}{none}<div id="run-state">{state_html(state)}</div>{_chooser(runs)}<div id="run"></div>'


def _suite(suite: SuiteFile, asked: str) -> str:
    name = "This archive's own" if suite.name == OWN else label(suite.name)
    off = " disabled" if suite.problem else ""
    chosen = " selected" if suite.name == asked and not suite.problem else ""
    said = f"{name}: {counted(suite.questions, 'question')}"
    return f'<option value="{escaped(suite.name)}"{off}{chosen}>{escaped(said)}</option>'


def _chooser(runs: Sequence[str]) -> str:
    if not runs:
        return ""
    options = [f'<option value="{escaped(name)}">{escaped(run_words(name))}</option>' for name in runs]
    return (
        f'<form id="runs"><label>Run<select name="run">{"".join(options)}</select></label>'
        f'<label>Compared with<select name="against"><option value="">no other</option>{"".join(options)}</select></label>'
        '<button type="button" class="printer" data-print>Print</button></form>'
    )


def state_html(state: RunState) -> str:
    """How far a run is, or how it ended."""
    if state.running:
        said = f"{state.done:,} of {counted(state.total, 'question')} asked"
        return (
            f'<div class="under-way" data-running><progress max="{state.total}" value="{state.done}" aria-label="Asked"></progress>'
            f'<span role="status">{escaped(said)}</span>'
            '<button type="button" data-stop-run>Stop</button></div>'
        )
    if state.problem:
        return f'<p class="problem" role="alert">{escaped(state.problem)}</p>'
    return f'<p hidden data-finished="{escaped(state.finished)}"></p>' if state.finished else ""


# --- a run -------------------------------------------------------------------------------------------------------------------


def run_html(report: RunReport) -> str:
    """What a run says: figures over all, by kind, the curves, and every question."""
    against = f", beside {run_words(report.against)}" if report.against else ""
    head = (
        f'<h3 class="title" tabindex="-1">{escaped(run_words(report.name) + against)}</h3><p class="summary">{escaped(report.summary)}</p>'
    )
    warnings = "".join(f"<li>{escaped(label(one))}</li>" for one in report.warnings)
    warned = f'<details class="warned"><summary>{counted(len(report.warnings), "warning")}</summary><ul>{warnings}</ul></details>'
    first = [one for one in report.overall if one.name in FIRST]
    rest = [one for one in report.overall if one.name not in FIRST]
    more = f"<details><summary>{counted(len(rest), 'more figure')}</summary>{_table(rest)}</details>" if rest else ""
    figures = f"<section><h3>Figures</h3>{_table(first)}{more}</section>"
    return (
        f'{head}{warned if warnings else ""}<div class="two">{figures}{_curves(report.curves)}</div>'
        f"{_kinds(report.kinds)}{_questions(report)}"
    )


def _table(figures: Sequence[RunFigure]) -> str:
    before = any(one.before is not None for one in figures)
    was = '<th scope="col">Before</th>' if before else ""
    rows = "".join(_figure_row(one, before=before) for one in figures)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Figures"><table><thead><tr><th scope="col">Measure</th>'
        f'<th scope="col">Figure</th>{was}'
        f'<th scope="col">95 % interval</th><th scope="col">Questions</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _figure_row(one: RunFigure, *, before: bool) -> str:
    name = NAMES.get(one.name, one.name.replace("_", " ").capitalize())
    lower = " <small>lower is better</small>" if one.lower_is_better else ""
    was = f"<td>{_number(one.name, one.before) if one.before is not None else '–'}</td>" if before else ""
    return (
        f'<tr><th scope="row"><span title="{escaped(one.definition)}">{escaped(name)}</span>{lower}</th><td><b>'
        f"{_number(one.name, one.mean)}</b></td>{was}"
        f"<td>{_interval(one)}</td><td>{one.n:,}</td></tr>"
    )


def _interval(one: RunFigure) -> str:
    """The interval in words, and for the eye where the figure is a share."""
    words = f"{_number(one.name, one.low)} – {_number(one.name, one.high)}"
    if _is_seconds(one.name):
        return words
    low, mean, high = (100 * max(0.0, min(1.0, value)) for value in (one.low, one.mean, one.high))
    return (
        f'<span class="range" aria-hidden="true"><i style="left:{low:.1f}%;width:{high - low:.1f}%"></i><b style="left:{mean:.1f}%">'
        f"</b></span>"
        f"<small>{words}</small>"
    )


def _is_seconds(name: str) -> bool:
    return name.startswith("latency")


def _number(name: str, value: float) -> str:
    return f"{value:.2f} s" if _is_seconds(name) else f"{value:.2f}"


def _kinds(kinds: Sequence[KindFigures]) -> str:
    names = list(dict.fromkeys(figure.name for kind in kinds for figure in kind.figures))
    heads = "".join(f'<th scope="col">{escaped(NAMES.get(name, name))}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{escaped(label(kind.kind))}</th><td>{kind.questions:,}</td>'
        f"{''.join(_cell(kind, name) for name in names)}</tr>"
        for kind in kinds
    )
    return (
        '<section class="kinds"><h3>By kind of question</h3>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Figures by kind"><table><thead><tr>'
        f'<th scope="col">Kind</th><th scope="col">Questions</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _cell(kind: KindFigures, name: str) -> str:
    found = next((one for one in kind.figures if one.name == name), None)
    if found is None:
        return "<td>–</td>"
    return f"<td><b>{_number(name, found.mean)}</b><br><small>{_number(name, found.low)} – {_number(name, found.high)}</small></td>"


def _curves(curves: Sequence[RunCurve]) -> str:
    """Right when answered over coverage, from the surest answer on."""
    if not curves:
        return ""
    lines = "".join(f'<polyline class="{curve.name}" points="{curve.line}"></polyline>' for curve in curves)
    said = " ".join(f"Area {curve.name}: {curve.area:.2f}; confidence is off by {curve.error:.2f}." for curve in curves)
    grid = "".join(f'<path d="M0 {y}H200M{y} 0V200"></path>' for y in (50, 100, 150))
    return (
        '<figure class="curve"><h3>Right over coverage</h3><svg viewBox="-34 -8 242 238" role="img" '
        f'aria-label="Right when answered over coverage. {escaped(said)}"><g class="grid">{grid}</g>'
        f'<rect class="frame" width="200" height="200"></rect>{lines}'
        '<g class="words"><text x="-6" y="4" text-anchor="end">1</text><text x="-6" y="204" text-anchor="end">0</text>'
        '<text x="200" y="218" '
        'text-anchor="end">all answered</text><text x="0" y="218">the surest</text><text x="-6" y="104" text-anchor="end">right</text>'
        "</g></svg>"
        f"<figcaption>{escaped(said)}</figcaption></figure>"
    )


# --- its questions -----------------------------------------------------------------------------------------------------------


def _questions(report: RunReport) -> str:
    choices = [("all", "All", len(report.questions)), ("failed", "Failed", sum(not one.passed for one in report.questions))]
    if report.against:
        choices += [(change.value, _WORDS[change], sum(one.change is change for one in report.questions)) for change in Change]
    start = "worse" if report.against and any(one.change is Change.WORSE for one in report.questions) else "failed"
    boxes = "".join(
        f'<label><input type="radio" name="shown" value="{value}"{" checked" if value == start else ""}> {words} {number:,}</label>'
        for value, words, number in choices
        if number or value == start
    )
    rows = "".join(_question(one) for one in report.questions)
    return (
        f'<section class="questions" data-shown="{start}"><h3>Question by question</h3><fieldset><legend class="sr">Shown</legend>'
        f"{boxes}</fieldset>"
        f'<ol>{rows}</ol><p class="nothing">None.</p></section>'
    )


def _question(one: KnownQuestion) -> str:
    outcome = "passed" if one.passed else "failed"
    change = f'<span class="change {one.change.value}">{_WORDS[one.change]}</span>' if one.change else ""
    asked = "".join(f'<span class="earlier" dir="auto">{escaped(label(words))}</span>' for words in one.asked[:-1])
    told = "".join(
        f'<dt>{name}</dt><dd dir="auto">{escaped(words)}</dd>'
        for name, words in (("Wanted", one.wanted), ("Came", one.came), ("Why", one.why))
        if words
    )
    opens = escaped(json.dumps(list(one.asked), ensure_ascii=False))
    button = "" if one.passed else f'<button type="button" data-converse="{opens}">Open as a conversation</button>'
    return (
        f'<li class="{outcome}{f" is-{one.change.value}" if one.change else ""}"><p class="head"><span class="outcome">'
        f"{outcome.capitalize()}</span>{change}"
        f'<span class="fine">{escaped(label(f"{one.kind} · {one.id}"))}</span></p><p class="asked" dir="auto">'
        f"{asked}{escaped(label(one.asked[-1]))}</p>"
        f"{f'<dl>{told}</dl>' if told else ''}{button}</li>"
    )


# --- an answer that is judged ------------------------------------------------------------------------------------------------


def judging_html(answer: Answer, judgement: Judgement, *, limited: bool = False) -> str:
    """The form under an answer: which of the words that came are the right ones, or that the archive does not say.

    `limited`: it was asked with filters, which no known question has.
    """
    without = " It is asked without the filters." if limited else ""
    rows = "".join(_choice(*one) for one in list(_choices(answer))[:_CHOICES])
    none = '<label><input type="radio" name="place" value="" checked> <span>None of these: the archive does not say</span></label>'
    return (
        f'<form class="judging" data-why="{judgement.value.replace(" ", "-")}"><h3>'
        f"{escaped(judgement.value.capitalize())}. What would be right?</h3>"
        f'<fieldset><legend class="sr">The right words</legend>{none}{rows}</fieldset>'
        '<label class="short">The answer in a few words, if you like<input name="short" maxlength="300" autocomplete="off"></label>'
        f'<p class="fine">Becomes a known question in the archive’s own suite.{without}</p>'
        '<div><button type="submit" class="primary">Note it</button> <button type="button" data-leave>Cancel</button></div></form>'
    )


def _choices(answer: Answer) -> Iterator[tuple[str, str, str, Dating]]:
    """Words that came, with their place, headline and date: those that were cited, then the sentences of what came near."""
    seen = set()
    for one in answer.citations:
        place = f"{one.article_id}:{one.start}-{one.end}"
        if place not in seen:
            seen.add(place)
            yield place, one.quote, one.title, one.published
    for hit in answer.nearest:
        for start, end in split_sentences(hit.passage.text):
            begin = hit.passage.start
            yield f"{hit.article.id}:{begin + start}-{begin + end}", hit.passage.text[start:end], hit.article.title, hit.article.published


def _choice(place: str, words: str, title: str, published: Dating) -> str:
    shown = " ".join(words.split())
    shown = shown if len(shown) <= _LONG else f"{shown[:_LONG].rsplit(' ', 1)[0]} …"
    whose = f"<small>{isolated(title)} · {escaped(date_words(published))}</small>"
    return f'<label><input type="radio" name="place" value="{escaped(place)}"> <span dir="auto">{escaped(shown)}{whose}</span></label>'


def noted_html(number: int) -> str:
    """That a case was taken into the archive's own suite."""
    return (
        f'<p class="noted" role="status">Noted: the archive’s own suite has {counted(number, "question")} now. '
        '<a href="?show=evaluation" data-view="evaluation">Evaluation</a></p>'
    )
