"""The values of a check: what was found in a draft, what the archive has of it, and where a phrase stands first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.types import Citation

Told = Callable[[int, int], None]
"""Called with how many steps of the work are done, and how many there are."""


class Checkable(StrEnum):
    """What of a draft can be held against an archive."""

    QUOTATION = "quotation"
    FIGURE = "figure"
    DAY = "day"
    NAME = "name"


class Verdict(StrEnum):
    """What the archive has of it; never whether it is true.

    `VERBATIM`, `ALTERED`, `OTHER_SPEAKER` and `OTHER_ARTICLE` are of quotations, `STANDS` and `DIFFERS` of figures, days and names.
    `NOT_IN_ARCHIVE`: the archive does not say.
    """

    VERBATIM = "verbatim"
    ALTERED = "altered"
    OTHER_SPEAKER = "other_speaker"
    OTHER_ARTICLE = "other_article"
    STANDS = "stands"
    DIFFERS = "differs"
    NOT_IN_ARCHIVE = "not_in_archive"

    @property
    def is_fault(self) -> bool:
        """Whether the archive says otherwise than the draft."""
        return self in (Verdict.ALTERED, Verdict.OTHER_SPEAKER, Verdict.OTHER_ARTICLE, Verdict.DIFFERS)


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose words a quotation is, of which day and of which outlet, as far as the draft says so."""

    speaker: str | None = None
    day: date | None = None
    outlet: str | None = None

    @property
    def is_silent(self) -> bool:
        """Whether the draft says nothing of it."""
        return self == Credit()


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the draft and those that the archive has in their place, either of which may be none; `what` was changed, in a word."""

    draft: str
    archive: str
    what: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One checkable thing of a draft at `start`..`end` of its text, and what the archive has of it.

    `citation` is what decides, `others` what else the archive has of it (other articles with the words, other days' figures), and
    `nearest` what comes near where nothing decides. `note` says in a sentence what there is to say.
    """

    kind: Checkable
    text: str
    start: int
    end: int
    verdict: Verdict
    said: Credit = Credit()
    citation: Citation | None = None
    differences: tuple[Difference, ...] = ()
    note: str = ""
    others: tuple[Citation, ...] = ()
    nearest: Citation | None = None


@dataclass(frozen=True, slots=True)
class DraftText:
    """A draft as it is checked: `text` is what offsets count in, the decoded file for plain text and Markdown.

    `blocks` are the spans of block quotes that the format marks as such and the text does not show.
    """

    file: str
    text: str
    format: str = "text"
    blocks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with all that was found in it, in its order, and how many articles it was held against."""

    draft: DraftText
    findings: tuple[Finding, ...]
    articles: int

    def count(self, kind: Checkable) -> int:
        """How many things of a kind were checked."""
        return sum(finding.kind is kind for finding in self.findings)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Those of which the archive says otherwise."""
        return tuple(finding for finding in self.findings if finding.verdict.is_fault)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, in the order of their numbers."""
        found = [one for finding in self.findings for one in (finding.citation, *finding.others, finding.nearest) if one]
        return tuple(sorted(found, key=lambda citation: citation.number))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where an article has a phrase; `copy_of` is the number of the citation of an earlier article of the same story."""

    citation: Citation
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Traced:
    """Where the archive has a phrase: dated articles oldest first, and the undated ones, which may be of any day.

    `nearest` is what comes near where no article has it; `notes` are sentences on how far the order is known.
    """

    phrase: str
    dated: tuple[Occurrence, ...]
    undated: tuple[Occurrence, ...]
    articles: int
    nearest: Citation | None = None
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def first(self) -> Occurrence | None:
        """The oldest one; None where no dated article has the phrase."""
        return self.dated[0] if self.dated else None

    @property
    def latest(self) -> Occurrence | None:
        """The newest one."""
        return self.dated[-1] if self.dated else None
