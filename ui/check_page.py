"""The check of drafts as a view: the box to paste into, how far a check is, the draft with its findings marked and listed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.checking.findings import Checked, Finding, Verdict
from assistant.checking.wording import (
    GROUPS,
    NEAREST,
    NO_TRUTH,
    NOTHING,
    archive_segments,
    draft_segments,
    line_of,
    said_words,
    summary_words,
    title_words,
    verdict_words,
)
from assistant.types import Citation
from index.wording import counted
from ui.check_jobs import CheckJob
from ui.check_report import shown_findings
from ui.markup import emphasised, escaped, inline, isolated, label
from ui.quoting import copy_button, headline_link
from ui.render import date_badge, outlet_html

ACCEPT = ".txt,.md,.markdown,.docx,.odt,.rtf,.html,.htm,.pdf"
_SHORT = {
    Verdict.VERBATIM: "verbatim",
    Verdict.ALTERED: "altered",
    Verdict.OTHER_SPEAKER: "another speaker",
    Verdict.OTHER_ARTICLE: "another article or day",
    Verdict.STANDS: "stands",
    Verdict.DIFFERS: "differs",
    Verdict.NOT_IN_ARCHIVE: "the archive does not say",
}
"""The word behind a place of the draft."""
_NOT_SAID = "not said"
_SEVERAL = {Verdict.STANDS: "stand", Verdict.DIFFERS: "differ"}


def checking_html() -> str:
    """The view before anything is checked."""
    return (
        '<h2>Check</h2><form id="draft-form" autocomplete="off"><label for="draft">Your draft</label>'
        '<textarea id="draft" rows="9" dir="auto" placeholder="Paste a draft: each quotation, figure, day and name in it is held against '
        'the archive."></textarea><div class="with"><button type="submit" class="primary">Check</button>'
        f'<label class="file">or choose a file <input type="file" id="draft-file" accept="{ACCEPT}"></label>'
        '<span class="fine">Text, Markdown, Word, HTML or PDF. It is not kept.</span></div></form>'
        '<div id="checked" aria-live="polite"></div>'
    )


def job_html(job: CheckJob) -> str:
    """How far a check is, with its key, until it is over; then what was found."""
    if job.problem is not None:
        return f'<p class="problem" role="alert">{escaped(job.problem)}</p>'
    if job.checked is not None:
        return checked_html(job.checked)
    said = f"{job.done:,} of {job.total:,} checked" if job.total else "Reading the draft"
    bar = f'max="{job.total}" value="{job.done}"' if job.total else ""
    return (
        f'<div class="under-way" data-key="{escaped(job.key)}"><progress {bar} aria-label="Checked"></progress>'
        f'<span role="status">{escaped(said)} …</span></div>'
    )


def checked_html(checked: Checked) -> str:
    """The counts, the draft with every finding marked in it, and beside it the list of findings, what does not stand first."""
    head = f'<h3 class="title" tabindex="-1">{isolated(title_words(checked))}</h3><p class="summary">{escaped(summary_words(checked))}</p>'
    if not checked.findings:
        return f'<div class="report">{head}<p class="nothing">{escaped(NOTHING)}</p></div>'
    only = (
        '<label class="only"><input type="checkbox" data-only> Only what does not stand</label>'
        '<button type="button" class="printer" data-print>Print</button>'
    )
    groups = "".join(_group(checked, heading, [one for one in checked.findings if belongs(one)]) for heading, belongs in GROUPS)
    draft = (
        f'<section class="draft-side" aria-label="The draft"><h3>The draft</h3><div class="draft" dir="auto">'
        f"{_draft(checked)}</div></section>"
    )
    findings = f'<section class="findings" aria-label="Findings">{groups}</section>'
    return (
        f'<div class="report">{head}<div class="tops"><ul class="counts">{"".join(_counts(checked))}</ul>{only}</div>'
        f'<div class="both">{draft}{findings}</div><p class="fine">{escaped(NO_TRUTH)}</p></div>'
    )


def look(finding: Finding) -> str:
    """The class of a finding by its verdict: whether it stands, and the line that it is drawn with."""
    stands = "fault" if finding.verdict.is_fault else "silent" if finding.verdict is Verdict.NOT_IN_ARCHIVE else "good"
    return f"{stands} v-{finding.verdict.value}"


def _counts(checked: Checked) -> Iterator[str]:
    for verdict in Verdict:
        found = [one for one in checked.findings if one.verdict is verdict]
        if found:
            word = _SHORT[verdict] if len(found) == 1 else _SEVERAL.get(verdict, _SHORT[verdict])
            yield f'<li class="{look(found[0])}"><b>{len(found):,}</b> <span class="told-as">{escaped(word)}</span></li>'


def _key(finding: Finding) -> str:
    return f"finding-{finding.kind.value}-{finding.start}-{finding.end}"


# --- the draft ---------------------------------------------------------------------------------------------------------------


def _draft(checked: Checked) -> str:
    """The draft with every finding marked; of those that overlap, the one that matters more."""
    text, at = checked.draft.text, 0
    pieces: list[str] = []
    for finding in shown_findings(checked.findings):
        pieces.append(escaped(text[at : finding.start]))
        words, key = escaped(text[finding.start : finding.end]), _key(finding)
        is_open = finding.verdict is Verdict.NOT_IN_ARCHIVE
        tag = f'<span class="tag">{escaped(_NOT_SAID if is_open else _SHORT[finding.verdict])}</span>'
        pieces.append(
            f'<a class="spot {look(finding)}" href="#{key}" id="in-{key}" data-finding="{key}"><span class="of">{words}</span>{tag}</a>'
        )
        at = finding.end
    pieces.append(escaped(text[at:]))
    return "".join(pieces)


# --- the findings ------------------------------------------------------------------------------------------------------------


def _group(checked: Checked, heading: str, findings: list[Finding]) -> str:
    if not findings:
        return ""
    kind = look(findings[0]).split()[0]
    rows = "".join(_finding(checked, finding) for finding in findings)
    return f'<div class="group {kind}"><h3>{escaped(heading)} <span>{len(findings):,}</span></h3><ol>{rows}</ol></div>'


def _finding(checked: Checked, finding: Finding) -> str:
    key, line = _key(finding), line_of(checked, finding)
    head = (
        f'<p class="head"><span class="told-as">{escaped(verdict_words(finding))}</span> <a class="fine" href="#in-{key}" '
        f'data-place="in-{key}">{finding.kind.value}, line {line:,}</a></p>'
    )
    said = f'<p class="fine">The draft: {isolated(said_words(finding.said))}</p>' if said_words(finding.said) else ""
    note = (
        f'<p class="remark" dir="auto">{escaped(label(finding.note))}</p>'
        if finding.note.rstrip(".") not in ("", verdict_words(finding))
        else ""
    )
    return f'<li id="{key}" class="finding {look(finding)}" tabindex="-1">{head}{_words(finding)}{said}{note}{_sources(finding)}</li>'


def _words(finding: Finding) -> str:
    """The words of the draft; where they differ, under them those of the archive, what differs marked in both."""
    if not finding.differences or finding.citation is None:
        return f'<p class="words" dir="auto">{escaped(" ".join(finding.text.split()))}</p>'
    draft, archive = _marked(draft_segments(finding), "del"), _marked(archive_segments(finding), "ins")
    return f'<dl class="apart"><dt>Draft</dt><dd dir="auto">{draft}</dd><dt>Archive</dt><dd dir="auto">{archive}</dd></dl>'


def _marked(pieces: Iterable[tuple[str, bool]], name: str) -> str:
    return "".join(f"<{name}>{escaped(inline(words))}</{name}>" if differs else escaped(inline(words)) for words, differs in pieces)


def _sources(finding: Finding) -> str:
    own = _cited(finding.citation, quotes=not finding.differences) if finding.citation else ""
    others = "".join(_cited(one, quotes=True) for one in finding.others)
    if len(finding.others) > 2:
        others = f'<details class="more"><summary>{counted(len(finding.others), "other place")} of the archive</summary>{others}</details>'
    near = f'<p class="near">{NEAREST}:</p>{_cited(finding.nearest, quotes=True)}' if finding.nearest else ""
    return own + others + near


def _cited(citation: Citation, *, quotes: bool) -> str:
    """A citation: the archive's words where they do not stand above, the headline that opens them, and the sentences around them."""
    quote = f'<blockquote dir="auto">{escaped(" ".join(citation.quote.split()))}</blockquote>' if quotes else ""
    speaker = f"<b>{isolated(citation.speaker)}</b>, " if citation.speaker else ""
    outlet = outlet_html(citation.source, citation.source_basis)
    title = headline_link(citation.title, citation.article_id, citation.start, citation.end)
    around = emphasised(citation.passage_text, citation.passage_start, [(citation.start, citation.end)])
    place = f'<details><summary>In its place</summary><p class="around" dir="auto">{around}</p></details>'
    line = f"{speaker}<cite>{title}</cite> {outlet} {date_badge(citation.published)} {copy_button(citation)}"
    return f'<div class="cited">{quote}<p class="source">{line}</p>{place}</div>'
