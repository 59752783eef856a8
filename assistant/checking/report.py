"""A check as a document to read and print: CommonMark with footnotes, in which nothing of a draft or an article becomes markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.checking.findings import Checked, Finding, Traced
from assistant.checking.wording import (
    GROUPS,
    NEAREST,
    NO_TRUTH,
    NOTHING,
    archive_segments,
    around_segments,
    line_of,
    outcome_words,
    place_words,
    said_words,
    source_words,
    summary_words,
    title_words,
    traced_words,
    verdict_words,
)
from assistant.exports.markdown import escaped, label, quoted
from assistant.selectors import sha256
from assistant.types import Citation


def markdown(checked: Checked) -> str:
    """The report on a draft, what does not stand first; footnotes at its end."""
    blocks = [f"# {label(title_words(checked))}"]
    blocks.append(f"{summary_words(checked)} {outcome_words(checked)} {NO_TRUTH}")
    blocks += [] if checked.findings else [NOTHING]
    for heading, belongs in GROUPS:
        found = [finding for finding in checked.findings if belongs(finding)]
        if found:
            blocks.append(f"## {heading}")
            blocks += [_finding(checked, finding) for finding in found]
    blocks += ["## Sources", *_footnotes(checked)] if checked.citations else []
    return "\n\n".join(blocks) + "\n"


def _finding(checked: Checked, finding: Finding) -> str:
    lines = [f"**{verdict_words(finding)}** · {finding.kind.value}, line {line_of(checked, finding)}"]
    lines.append(quoted(finding.text))
    if said := said_words(finding.said):
        lines.append(f"The draft: {label(said)}.")
    marks = "".join(f"[^{one.number}]" for one in (finding.citation, *finding.others) if one)
    lines.append(f"{label(finding.note)}{marks}")
    if finding.differences and finding.citation:
        lines.append(f"The archive: “{_pieces(archive_segments(finding))}”")
    if finding.nearest:
        lines.append(f"{NEAREST}: “{label(finding.nearest.quote)}”[^{finding.nearest.number}]")
    return "\n\n".join(lines)


def _pieces(segments: Iterable[tuple[str, bool]]) -> str:
    """Words of which some are set off in bold type."""
    pieces = []
    for words, is_marked in segments:
        lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        body = escaped(words)
        pieces.append(f"{lead}**{body}**{trail}" if is_marked and body else f"{lead}{body}{trail}")
    return "".join(pieces)


def _footnotes(checked: Checked) -> Iterator[str]:
    seen: set[int] = set()
    for citation in checked.citations:
        if citation.number not in seen:
            seen.add(citation.number)
            yield _footnote(citation)


def _footnote(citation: Citation) -> str:
    where = f"{label(source_words(citation))}. {label(place_words(citation))}; SHA-256 of the quotation {sha256(citation.quote)}."
    address = f" <{citation.url}>" if citation.url and citation.url.startswith(("http://", "https://")) and " " not in citation.url else ""
    return f"[^{citation.number}]: “{label(citation.quote)}” {where}{address}"


def traced_markdown(traced: Traced) -> str:
    """Where a phrase stands first and what came after, as a list."""
    blocks = [f"# First and latest: “{label(traced.phrase)}”", label(traced_words(traced))]
    rows = []
    for one in (*traced.dated, *traced.undated):
        copy = f" (copy of {one.copy_of})" if one.copy_of else ""
        words = _pieces(around_segments(one.citation))
        said = f"{label(source_words(one.citation))}{copy}: “{words}”"
        rows.append(f"{one.citation.number}. {said} {label(place_words(one.citation))}")
    blocks += ["\n".join(rows)] if rows else []
    blocks += [label(note) for note in traced.notes]
    if traced.nearest:
        blocks.append(f"{NEAREST}: “{label(traced.nearest.quote)}” {label(source_words(traced.nearest))}.")
    return "\n\n".join(blocks) + "\n"
