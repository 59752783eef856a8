"""A check laid out for a terminal: what does not stand first, each with the archive's words; and where a phrase stands first."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from assistant.checking import wording
from assistant.checking.findings import Checked, Finding, Occurrence, Traced, Verdict
from assistant.types import Citation
from assistant.wording import marker
from ui.console import visible
from ui.markup import label
from ui.screen import INDENT, MARKER, shorten

STYLES = {
    Verdict.VERBATIM: "green",
    Verdict.STANDS: "green",
    Verdict.NOT_IN_ARCHIVE: "yellow",
}
"""How a verdict looks; the others are faults."""
FAULT = "bold red"
GLIMPSE = 110
"""Characters of a quotation of which there is nothing more to say."""


def checked(found: Checked) -> Group:
    """The whole report."""
    parts: list[RenderableType] = [Text(f"{wording.summary_words(found)} {wording.outcome_words(found)}".strip(), style="bold")]
    parts += [] if found.findings else [Text(wording.NOTHING)]
    for heading, belongs in wording.GROUPS:
        some = [finding for finding in found.findings if belongs(finding)]
        if some:
            parts += [Text(f"\n{heading}", style="bold underline"), Text("")]
            parts += [_finding(found, finding) for finding in some]
    return Group(*parts, Text(wording.NO_TRUTH, style="dim"))


def _finding(found: Checked, finding: Finding) -> RenderableType:
    style = STYLES.get(finding.verdict, FAULT)
    head = Text.assemble((wording.verdict_words(finding), style), f"  {finding.kind.value}, line {wording.line_of(found, finding)}: ")
    if finding.verdict in (Verdict.VERBATIM, Verdict.STANDS):
        head.append(f"“{shorten(finding.text, GLIMPSE)}” ")
        return Group(head.append_text(_numbers(finding)), _indented(*_borne_out(finding)))
    lines: list[Text] = [Text(label(finding.note))]
    if said := wording.said_words(finding.said):
        lines.insert(0, Text(label(f"The draft: {said}"), style="dim"))
    if finding.citation:
        lines.append(Text.assemble("The archive: “", _marked(wording.archive_segments(finding)), "” ", _numbers(finding)))
        lines += [_source(one) for one in (finding.citation, *finding.others)]
    if finding.nearest:
        lines += [Text(f"{wording.NEAREST}: “{label(finding.nearest.quote)}” {marker(finding.nearest.number)}"), _source(finding.nearest)]
    return Group(Text.assemble(head, "“", _marked(wording.draft_segments(finding)), "”"), _indented(*lines))


def _borne_out(finding: Finding) -> list[Text]:
    lines = [_source(finding.citation)] if finding.citation else []
    return [*([Text(label(finding.note), style="dim")] if finding.verdict is Verdict.VERBATIM else []), *lines]


def _numbers(finding: Finding) -> Text:
    return Text("".join(marker(one.number) for one in (finding.citation, *finding.others) if one), style=MARKER)


def _marked(pieces: list[tuple[str, bool]]) -> Text:
    return Text.assemble(*((visible(words), "bold reverse" if differs else "") for words, differs in pieces))


def _source(citation: Citation) -> Text:
    return Text.assemble(
        (marker(citation.number), MARKER), (f" {label(wording.source_words(citation))} · {label(wording.place_words(citation))}", "dim")
    )


def _indented(*lines: Text) -> Padding:
    return Padding(Group(*lines), (0, 0, 1, INDENT), expand=False)


def traced(found: Traced) -> Group:
    """Where a phrase stands first, and what came after."""
    parts: list[RenderableType] = [Text(label(wording.traced_words(found)), style="bold"), Text("")]
    for number, one in enumerate(found.dated):
        role = "First" if number == 0 else "Latest" if one is found.latest else "Then"
        parts.append(_occurrence(role, one))
    parts += [_occurrence("Undated", one) for one in found.undated]
    parts += [Text(label(note), style="yellow") for note in found.notes]
    if found.nearest:
        parts += [Text(f"{wording.NEAREST}: “{label(found.nearest.quote)}”"), _source(found.nearest)]
    return Group(*parts)


def _occurrence(role: str, one: Occurrence) -> RenderableType:
    copy = f"  copy of {marker(one.copy_of)}" if one.copy_of else ""
    head = Text.assemble(
        (f"{role}: ", "bold"), label(wording.source_words(one.citation)), (copy, "yellow"), " ", (marker(one.citation.number), MARKER)
    )
    return Group(
        head, _indented(_marked(wording.around_segments(one.citation)), Text(label(wording.place_words(one.citation)), style="dim"))
    )
