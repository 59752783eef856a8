"""A check in words, the same on every screen and in every report: verdicts, counts, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from assistant.checking.findings import Checkable, Checked, Credit, Difference, Finding, Traced, Verdict
from assistant.types import Citation
from assistant.wording import date_words, day_words, outlet_words
from index.wording import counted

VERDICTS = {
    Verdict.VERBATIM: "Verbatim",
    Verdict.ALTERED: "Altered",
    Verdict.OTHER_SPEAKER: "Another speaker’s",
    Verdict.OTHER_ARTICLE: "Of another article or day",
    Verdict.STANDS: "Stands",
    Verdict.DIFFERS: "Differs",
    Verdict.NOT_IN_ARCHIVE: "The archive does not say",
}
GROUPS = (
    ("Does not stand as it is in the draft", lambda finding: finding.verdict.is_fault),
    ("The archive does not say", lambda finding: finding.verdict is Verdict.NOT_IN_ARCHIVE),
    ("Stands in the archive", lambda finding: finding.verdict in (Verdict.VERBATIM, Verdict.STANDS)),
)
"""The headings of a report, in its order, and which findings stand under each."""
NO_TRUTH = "It says what the archive has, and never whether that is true."
"""What every report says of itself."""
NEAREST = "What comes nearest"
NOTHING = "Nothing in the draft can be held against the archive: it has no quotation, figure, day or name."


def verdict_words(finding: Finding) -> str:
    """The verdict on a finding: `Altered`, `Verbatim`."""
    if finding.verdict is Verdict.NOT_IN_ARCHIVE and finding.kind is Checkable.QUOTATION:
        return "Not in the archive"
    return VERDICTS[finding.verdict]


def line_of(checked: Checked, finding: Finding) -> int:
    """The line of the draft that a finding begins on, from 1."""
    return checked.draft.text.count("\n", 0, finding.start) + 1


def title_words(checked: Checked) -> str:
    """What a report is headed with: the draft's name without its folder."""
    name = "A draft" if checked.draft.file == "-" else PurePath(checked.draft.file).name
    return f"{name} against the archive"


def summary_words(checked: Checked) -> str:
    """What was checked against how much: `3 quotations, 1 figure, 2 days and 1 name, held against 44 articles`."""
    kinds = [(checked.count(kind), kind.value) for kind in Checkable]
    told = [counted(number, noun) for number, noun in kinds if number]
    listed = " and ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else "Nothing"
    return f"{listed}, held against {counted(checked.articles, 'article')}."


def outcome_words(checked: Checked) -> str:
    """How it came out: `2 altered, 1 differs; 3 verbatim, 4 stand; 1 not in the archive.`"""
    told = []
    for verdicts in (
        (Verdict.ALTERED, Verdict.OTHER_SPEAKER, Verdict.OTHER_ARTICLE, Verdict.DIFFERS),
        (Verdict.VERBATIM, Verdict.STANDS),
        (Verdict.NOT_IN_ARCHIVE,),
    ):
        counts = [(sum(one.verdict is verdict for one in checked.findings), verdict) for verdict in verdicts]
        told.append(", ".join(f"{number:,} {_outcome(verdict, number)}" for number, verdict in counts if number))
    return "; ".join(filter(None, told)) + "." if any(told) else ""


def _outcome(verdict: Verdict, number: int) -> str:
    if number == 1 and verdict in (Verdict.STANDS, Verdict.DIFFERS):
        return verdict.value
    return {
        Verdict.OTHER_SPEAKER: "of another speaker",
        Verdict.OTHER_ARTICLE: "of another article or day",
        Verdict.STANDS: "stand",
        Verdict.DIFFERS: "differ",
        Verdict.NOT_IN_ARCHIVE: "of which the archive does not say",
    }.get(verdict, verdict.value)


def said_words(said: Credit) -> str:
    """Whose words the draft says that a quotation is; empty where it says nothing."""
    return ", ".join(filter(None, (said.speaker, said.outlet, day_words(said.day) if said.day else None)))


def source_words(citation: Citation) -> str:
    """Who says it, under which headline, where and when, in one line."""
    headline = f"“{' '.join(citation.title.split())}”" if citation.title.strip() else None
    outlet = outlet_words(citation.source, citation.source_basis)
    return ", ".join(filter(None, (citation.speaker, headline, outlet, date_words(citation.published))))


def place_words(citation: Citation) -> str:
    """The file and the characters of a citation."""
    page = f", page {citation.page}" if citation.page else ""
    return f"{citation.file}{page}, characters {citation.start}–{citation.end}"


def segments(text: str, parts: Sequence[str]) -> list[tuple[str, bool]]:
    """A text cut into what is the same and, marked True, the parts that differ, which stand in it in their order."""
    found: list[tuple[str, bool]] = []
    at = 0
    for part in filter(None, parts):
        start = text.find(part, at)
        if start < 0:
            continue
        found += [(text[at:start], False), (part, True)]
        at = start + len(part)
    return [piece for piece in (*found, (text[at:], False)) if piece[0]]


def archive_segments(finding: Finding) -> list[tuple[str, bool]]:
    """The archive's words with what the draft has otherwise marked; empty without a citation."""
    if finding.citation is None:
        return []
    return segments(" ".join(finding.citation.quote.split()), [one.archive for one in finding.differences])


def draft_segments(finding: Finding) -> list[tuple[str, bool]]:
    """The draft's words with what the archive has otherwise marked."""
    return segments(" ".join(finding.text.split()), [one.draft for one in finding.differences])


def around_segments(citation: Citation) -> list[tuple[str, bool]]:
    """The sentences around a citation on one line, its own words marked."""
    cut = citation.start - citation.passage_start, citation.end - citation.passage_start
    text = citation.passage_text
    pieces = [(text[: cut[0]], False), (text[slice(*cut)], True), (text[cut[1] :], False)]
    return [(re.sub(r"\s+", " ", piece), is_own) for piece, is_own in pieces if piece]


def traced_words(traced: Traced) -> str:
    """How many articles have a phrase."""
    number = len(traced.dated) + len(traced.undated)
    have = "has" if number == 1 else "have"
    return f"{counted(number, 'article')} of {traced.articles:,} {have} “{traced.phrase}”."


def difference_line(one: Difference) -> str:
    """A difference in one line: `draft: “week” · archive: “day”`."""
    return f"draft: {_quoted(one.draft)} · archive: {_quoted(one.archive)}"


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "nothing"
