"""A draft checked: everything in it that can be held against the archive, in its order, each with what the archive has of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.checking import marked
from assistant.checking.citing import Citer
from assistant.checking.claims import Claim, without
from assistant.checking.corpus import Corpus
from assistant.checking.credits import DraftReading, outlets_in
from assistant.checking.days import NO_CALENDAR
from assistant.checking.differences import DENIAL, is_turned
from assistant.checking.facts import Claims
from assistant.checking.findings import Checkable, Checked, DraftText, Finding, Told, Verdict
from assistant.checking.folding import word_spans
from assistant.checking.quoting import Quoting
from assistant.checking.telling import telling
from assistant.types import Citation
from index.errors import TooLargeError
from index.prose.people import full_names, is_nobody
from index.prose.quotations import quoted_share
from index.prose.reading import Reading, read
from index.store.snapshot import Snapshot
from index.types import Article, Basis, Dating

MAX_DRAFT = 400_000
"""Characters of a draft: a book chapter has 60,000. It bounds the time that a hostile one takes."""
MAX_FINDINGS = 4_000
"""Things of a draft that are checked."""
SECTION = 20_000
"""Characters of a draft that are read at a time, up to the next blank line: the reading of speakers grows faster than its text."""
EXCERPT = 5
"""Words from which on a sentence without quotation marks is taken for one of the archive's where it stands there letter for letter."""
ALONE = 3
"""The same for a draft that is nothing but the sentence."""
MOSTLY = 0.5
"""Share of a sentence in quotation marks from which it is checked by its quotations alone."""
BESIDE = 10
"""Characters between a quotation and the line that credits it."""
_CREDITS = re.compile(r"\W*[—–(-]\W*\w?")
_BREAK = re.compile(r"\n[ \t]*\n|\n")


@dataclass(frozen=True, slots=True)
class Laid:
    """A draft laid out: its text without markup, where it quotes, where it quotes as a block, and what reading it gave."""

    text: str
    quoted: tuple[tuple[int, int], ...]
    blocks: tuple[tuple[int, int], ...]
    reading: DraftReading


def check(draft: DraftText, snapshot: Snapshot, corpus: Corpus | None = None, told: Told = lambda *_: None) -> Checked:
    """Hold a draft against an archive: its quotations, and the figures, days and names of its own sentences.

    `corpus` is the archive's, where somebody has it already. Raises TooLargeError for more text, or more to check, than a draft has.
    """
    if len(draft.text) > MAX_DRAFT:
        raise TooLargeError(
            f"{draft.file} has {len(draft.text):,} characters, more than the {MAX_DRAFT:,} that a draft may have: check it in parts."
        )
    corpus = corpus or Corpus.of(snapshot.articles())
    laid = laid_out(draft, snapshot.facts.outlets)
    citer = Citer(snapshot)
    quoting = Quoting(corpus, citer, laid.reading)
    jobs = _quotations(laid)
    claims = list(_claims(laid))
    if len(jobs) + len(claims) > MAX_FINDINGS:
        raise TooLargeError(
            f"{draft.file} has {len(jobs) + len(claims):,} quotations, figures, days and names, more than the {MAX_FINDINGS:,} "
            "that are checked at a time: check it in parts."
        )
    total = len(jobs) + len(claims)
    findings: list[Finding] = []
    for done, (start, end) in enumerate(jobs):
        told(done, total)
        findings += _quotation(quoting, laid, start, end)
    quoted = list(findings)
    findings += _excerpts(quoting, laid)
    findings += _facts(laid, claims, quoted, citer, snapshot, lambda done: told(len(jobs) + done, total))
    told(total, total)
    findings.sort(key=lambda one: (one.start, -one.end, list(Checkable).index(one.kind)))
    shown = [replace(one, text=draft.text[one.start : one.end]) for one in findings]
    return Checked(draft, tuple(_numbered(shown)), snapshot.facts.counts.articles)


def laid_out(draft: DraftText, outlets: Sequence[str]) -> Laid:
    """Find out where a draft quotes, and read it; `outlets` are those that the archive knows."""
    text = marked.unwrapped(marked.without_markup(draft.text))
    quoted = marked.quoted_spans(text)
    given = (*draft.blocks, *marked.block_spans(draft.text))
    blocks = [span for span in given if not any(left < span[1] and span[0] < right for left, right in quoted)]
    spans = tuple(sorted((*quoted, *blocks)))
    reading = _read(marked.as_read(text, quoted), draft.file)
    return Laid(text, tuple(quoted), tuple(blocks), DraftReading(text, reading, outlets_in(text, outlets), spans))


def _read(text: str, file: str) -> Reading:
    """The reading of a text, section by section."""
    parts = [
        read(Article("", "", text[start:end], file, start, Dating(None, None, Basis.UNKNOWN), body_start=start))
        for start, end in _sections(text)
    ]
    voices, before = [], 0
    for part in parts:
        voices += [replace(voice, ordinal=voice.ordinal + before) for voice in part.voices]
        before += len(part.sentences)
    return Reading(
        "",
        tuple(span for part in parts for span in part.sentences),
        tuple(voices),
        tuple(day for part in parts for day in part.days),
        tuple(figure for part in parts for figure in part.figures),
    )


def _sections(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        found = _BREAK.search(text, start + SECTION)
        end = found.end() if found and found.end() < start + 3 * SECTION else min(len(text), start + 2 * SECTION)
        yield start, end
        start = end


# --- quotations --------------------------------------------------------------------------------------------------------------


def _quotations(laid: Laid) -> list[tuple[int, int]]:
    """What a draft quotes: all but a turn of phrase that nobody is credited with."""
    return [
        (start, end)
        for start, end in laid.reading.quoted
        if len(word_spans(laid.text[start:end])) > marked.SCARE or laid.reading.credit(start, end).speaker
    ]


def _quotation(quoting: Quoting, laid: Laid, start: int, end: int) -> list[Finding]:
    """The finding on a quotation; where the archive has not the whole of it, those on the quotations inside of it too."""
    finding = quoting.check(laid.text[start:end], start, end)
    if finding.verdict is not Verdict.NOT_IN_ARCHIVE:
        return [finding]
    inner = [span for span in marked.inner_spans(laid.text, start, end) if len(word_spans(laid.text[slice(*span)])) > marked.SCARE]
    return [finding, *(quoting.check(laid.text[left:right], left, right) for left, right in inner)]


def _excerpts(quoting: Quoting, laid: Laid) -> Iterator[Finding]:
    """Sentences of the archive that the draft has without quotation marks; a draft that is one sentence is checked as a quotation."""
    sentences = laid.reading.reading.sentences
    is_alone = len(sentences) == 1 and not laid.reading.quoted
    for start, end in sentences:
        words = laid.text[start:end]
        if quoted_share(list(laid.reading.between(start, end)), start, end) > MOSTLY or len(word_spans(words)) < (
            ALONE if is_alone else EXCERPT
        ):
            continue
        if not (is_alone or quoting.may_stand(words)):
            continue
        finding = quoting.check(words, start, end, marked=False)
        if finding.verdict is Verdict.VERBATIM:
            yield replace(finding, note=f"{finding.note} The draft has the sentence as its own.")
        elif finding.verdict is Verdict.ALTERED and _is_turned(finding, is_alone=is_alone):
            yield finding


def _is_turned(finding: Finding, *, is_alone: bool) -> bool:
    """Whether a sentence is one of the archive's turned round; numbers, days and names of one among others are checked by themselves."""
    return is_turned(finding.differences) and (is_alone or all(one.what == DENIAL for one in finding.differences))


# --- figures, days and names -------------------------------------------------------------------------------------------------


def _claims(laid: Laid) -> Iterator[Claim]:
    """The figures, days and names of the draft outside of its quotations."""
    reading, names = laid.reading.reading, _names(laid)
    for sentence in reading.sentences:
        text = laid.text[slice(*sentence)]
        for figure in reading.figures_in(*sentence):
            if not laid.reading.is_quoted(figure.start):
                yield Claim(Checkable.FIGURE, figure.start, figure.end, sentence, text, figure=figure)
        for day in reading.days_in(*sentence):
            if day.kind not in NO_CALENDAR and not laid.reading.is_quoted(day.start):
                yield Claim(Checkable.DAY, day.start, day.end, sentence, text, day=day)
        for pattern in names:
            if (match := pattern.search(text)) and not laid.reading.is_quoted(sentence[0] + match.start()):
                yield Claim(Checkable.NAME, sentence[0] + match.start(), sentence[0] + match.end(), sentence, text)


def _names(laid: Laid) -> list[re.Pattern[str]]:
    """The persons whom a draft names in full, and those whom it credits."""
    own = (
        "".join(" " if laid.reading.is_quoted(at) else letter for at, letter in enumerate(laid.text))
        if len(laid.text) < SECTION
        else laid.text
    )
    found = dict.fromkeys(name for name in full_names(own).values() if not is_nobody(name))
    found |= dict.fromkeys(voice.speaker for voice in laid.reading.reading.voices if " " in voice.speaker and voice.speaker[0].isupper())
    return [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in found]


def _facts(
    laid: Laid, claims: Sequence[Claim], quoted: Sequence[Finding], citer: Citer, snapshot: Snapshot, told: Callable[[int], None]
) -> Iterator[Finding]:
    """The findings on claims; `quoted` are those on the quotations of the draft."""
    facts = Claims(citer)
    by_query: dict[tuple[tuple[int, int], bool], list[Claim]] = {}
    for claim in claims:
        by_query.setdefault((claim.sentence, claim.kind is Checkable.NAME), []).append(claim)
    asked = [without(sentence, several[0].text, claims, names=names) for (sentence, names), several in by_query.items()]
    done = 0
    for ((sentence, _), several), tells in zip(by_query.items(), telling(asked, snapshot), strict=True):
        beside = [one for one in quoted if _is_beside(one, sentence, laid)]
        before = [one for one in quoted if 0 <= sentence[0] - one.end <= BESIDE]
        for claim in several:
            told(done := done + 1)
            credited = [one for one in before if one.said.speaker and one.said.speaker.endswith(claim.words)]
            yield facts.check(claim, tells, beside or credited)


def _is_beside(quoted: Finding, sentence: tuple[int, int], laid: Laid) -> bool:
    """Whether a quotation shares characters with a sentence, or the sentence is the line after it that credits it."""
    if quoted.start < sentence[1] and sentence[0] < quoted.end:
        return True
    between = laid.text[quoted.end : sentence[0] + 1]
    return quoted.end <= sentence[0] <= quoted.end + BESIDE and _CREDITS.fullmatch(between) is not None


# --- numbers of citations ----------------------------------------------------------------------------------------------------


def _numbered(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings with their citations numbered in the order in which they are read."""
    numbers: dict[int, int] = {}

    def anew(one: Citation | None) -> Citation | None:
        return None if one is None else replace(one, number=numbers.setdefault(one.number, len(numbers) + 1))

    for finding in findings:
        citation = anew(finding.citation)
        others = tuple(found for one in finding.others if (found := anew(one)))
        yield replace(finding, citation=citation, others=others, nearest=anew(finding.nearest))
