"""A check as HTML, for the page and as a page of its own: pure functions, everything that comes from a draft or an article escaped."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from assistant.checking import wording
from assistant.checking.findings import Checkable, Checked, Finding, Occurrence, Traced, Verdict
from assistant.types import Citation
from assistant.wording import date_words, outlet_words
from ui.markup import emphasised, escaped, inline, isolated, label, link


def check_html(checked: Checked) -> str:
    """The report as a fragment: a summary, the findings in groups, and the draft with what was found marked in it."""
    head = f'<p class="summary">{escaped(wording.summary_words(checked))} <strong>{escaped(wording.outcome_words(checked))}</strong></p>'
    groups = [_group(checked, heading, [one for one in checked.findings if belongs(one)]) for heading, belongs in wording.GROUPS]
    nothing = "" if checked.findings else f"<p>{escaped(wording.NOTHING)}</p>"
    return f'<div class="check">{head}{nothing}{"".join(groups)}{_draft(checked)}<p class="fine">{escaped(wording.NO_TRUTH)}</p></div>'


def check_page(checked: Checked) -> str:
    """The report as one HTML page that loads nothing, runs nothing, and follows the reader's light or dark setting."""
    return _page(wording.title_words(checked), check_html(checked))


def traced_html(traced: Traced) -> str:
    """Where a phrase stands first and what came after, as a fragment."""
    rows = [_occurrence(one, _role(number, traced)) for number, one in enumerate(traced.dated)]
    rows += [_occurrence(one, "Undated") for one in traced.undated]
    notes = "".join(f"<p>{escaped(label(note))}</p>" for note in traced.notes)
    near = f'<p class="near">{wording.NEAREST}:</p>{_cited(traced.nearest, [(traced.nearest.quote, False)])}' if traced.nearest else ""
    listed = f'<ol class="traced">{"".join(rows)}</ol>' if rows else ""
    return f'<div class="check"><p class="summary">{escaped(label(wording.traced_words(traced)))}</p>{listed}{notes}{near}</div>'


def traced_page(traced: Traced) -> str:
    """The same as one HTML page."""
    return _page("First and latest", traced_html(traced))


def _page(title: str, body: str) -> str:
    style = resources.files("ui").joinpath("check_report.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escaped(label(title))}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{isolated(title)}</h1>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


# --- findings ----------------------------------------------------------------------------------------------------------------


def _look(finding: Finding) -> str:
    """The class of a finding by its verdict: fault, silent or good."""
    return "fault" if finding.verdict.is_fault else "silent" if finding.verdict is Verdict.NOT_IN_ARCHIVE else "good"


def _key(finding: Finding) -> str:
    return f"finding-{finding.kind.value}-{finding.start}-{finding.end}"


def _group(checked: Checked, heading: str, findings: list[Finding]) -> str:
    if not findings:
        return ""
    rows = "".join(_finding(checked, finding) for finding in findings)
    return f"<section><h2>{escaped(heading)} <span>{len(findings):,}</span></h2><ol>{rows}</ol></section>"


def _finding(checked: Checked, finding: Finding) -> str:
    look, place = _look(finding), f"{finding.kind.value}, line {wording.line_of(checked, finding):,}"
    verdict = f'<span class="verdict">{escaped(wording.verdict_words(finding))}</span>'
    head = f'<p class="head">{verdict} <span class="fine">{escaped(place)}</span></p>'
    words = f'<p class="words" dir="auto">{_marked(wording.draft_segments(finding))}</p>'
    said = f'<p class="fine">The draft: {isolated(wording.said_words(finding.said))}</p>' if wording.said_words(finding.said) else ""
    note = f'<p class="note" dir="auto">{escaped(label(finding.note))}</p>'
    sources = [
        _cited(one, wording.archive_segments(finding) if one is finding.citation else [(one.quote, False)]) for one in _cites(finding)
    ]
    near = f'<p class="near">{wording.NEAREST}:</p>{_cited(finding.nearest, [(finding.nearest.quote, False)])}' if finding.nearest else ""
    return f'<li id="{_key(finding)}" class="finding {look}">{head}{words}{said}{note}{"".join(sources)}{near}</li>'


def _cites(finding: Finding) -> Iterable[Citation]:
    return (finding.citation, *finding.others) if finding.citation else finding.others


def _marked(pieces: Iterable[tuple[str, bool]]) -> str:
    return "".join(f"<mark>{escaped(inline(words))}</mark>" if differs else escaped(inline(words)) for words, differs in pieces)


def _cited(citation: Citation, pieces: Iterable[tuple[str, bool]]) -> str:
    """One citation: the archive's words, whose they are, and, folded away, the sentences around them."""
    badge = f'<span class="date {citation.published.basis.value}">{escaped(date_words(citation.published))}</span>'
    names = (
        f"<b>{isolated(citation.speaker)}</b>" if citation.speaker else "",
        f"<cite>{isolated(citation.title)}</cite>" if label(citation.title) else "",
    )
    outlet = isolated(outlet_words(citation.source, citation.source_basis)) if citation.source else ""
    line = ", ".join(filter(None, (*names, outlet, badge)))
    address = link(citation.url, "address") if citation.url else ""
    where = f'<span class="fine">{escaped(label(wording.place_words(citation)))} {address}</span>'
    around = emphasised(citation.passage_text, citation.passage_start, [(citation.start, citation.end)])
    place = f'<details><summary>In its place</summary><p class="around" dir="auto">{around}</p></details>'
    quote = f'<blockquote dir="auto"><sup>{citation.number}</sup> {_marked(pieces)}</blockquote>'
    return f'<div class="cited">{quote}<p class="source">{line} {where}</p>{place}</div>'


# --- the draft ---------------------------------------------------------------------------------------------------------------


def _draft(checked: Checked) -> str:
    """The draft with every finding marked and linked; of those that overlap the one that matters more."""
    text, at = checked.draft.text, 0
    pieces: list[str] = []
    for finding in shown_findings(checked.findings):
        pieces.append(escaped(text[at : finding.start]))
        words, name = escaped(text[finding.start : finding.end]), escaped(f"{wording.verdict_words(finding)}: {finding.kind.value}")
        pieces.append(f'<a class="{_look(finding)}" href="#{_key(finding)}" title="{name}">{words}</a>')
        at = finding.end
    pieces.append(escaped(text[at:]))
    return f'<section><h2>The draft</h2><div class="draft" dir="auto">{"".join(pieces)}</div></section>' if checked.findings else ""


def shown_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that do not overlap, in order: faults before others, then quotations before what stands in them."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (not one.verdict.is_fault, list(Checkable).index(one.kind), one.start)):
        if all(finding.end <= one.start or one.end <= finding.start for one in kept):
            kept.append(finding)
    return sorted(kept, key=lambda one: one.start)


# --- first and latest --------------------------------------------------------------------------------------------------------


def _role(number: int, traced: Traced) -> str:
    return "First" if number == 0 else "Latest" if number == len(traced.dated) - 1 else "Then"


def _occurrence(one: Occurrence, role: str) -> str:
    cited = one.citation
    copy = f' <span class="copy">copy of {one.copy_of}</span>' if one.copy_of else ""
    source = f'<p class="source">{escaped(label(wording.source_words(cited)))} {escaped(label(wording.place_words(cited)))}</p>'
    words = f'<blockquote dir="auto"><sup>{cited.number}</sup> {_marked(wording.around_segments(cited))}</blockquote>'
    return f'<li><p class="head"><span class="verdict">{role}</span>{copy}</p>{words}{source}</li>'
