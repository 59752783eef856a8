"""Whether figures, days and names of a draft stand in what the archive tells of the same; in doubt, the archive does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from assistant.checking.citing import Citer
from assistant.checking.credits import same_speaker
from assistant.checking.findings import Checkable, Credit, Difference, Finding, Verdict
from assistant.checking.telling import TELLS, TELLS_SURELY, Telling
from assistant.types import Citation
from assistant.wording import date_words, span_words
from assistant.words.amounts import meets, numbers
from assistant.words.terms import words
from index.prose.numbers import WORDED, Figure
from index.prose.people import full_names
from index.timex import Timex
from index.wording import counted

SAYS_NOTHING = "The archive does not say."
NO_CALENDAR = frozenset({"duration", "vague", "anaphoric"})
"""Kinds of time expressions that name no day."""
BY_DAY = 4
"""Figures of other days that are told."""
MISSPELT = 0.82
"""How alike two names must be spelt for one to be taken for a misspelling of the other (difflib's ratio); not swept."""


Rival = tuple[Telling, Figure]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure, day or name at `start`..`end` of the draft, in the sentence that stands at `sentence` with the words `text`."""

    kind: Checkable
    start: int
    end: int
    sentence: tuple[int, int]
    text: str
    figure: Figure | None = None
    day: Timex | None = None

    @property
    def words(self) -> str:
        """The words of the claim itself."""
        return self.text[self.start - self.sentence[0] : self.end - self.sentence[0]]


class Claims:
    """Checks claims against sentences that tell of the same."""

    def __init__(self, citer: Citer) -> None:
        self._citer = citer

    def check(self, claim: Claim, told: Sequence[Telling], credited: Sequence[Finding] = ()) -> Finding:
        """The finding on one claim; `told` are the sentences that tell of its sentence, the most alike first.

        `credited` are the findings on quotations of that sentence: whoever speaks there is held against them.
        """
        finding = Finding(claim.kind, claim.words, claim.start, claim.end, Verdict.NOT_IN_ARCHIVE, Credit(), note=SAYS_NOTHING)
        if claim.figure is not None:
            return self._figure(finding, claim.figure, claim, told)
        if claim.day is not None:
            return self._day(finding, claim.day, claim, told)
        return self._speaker(finding, claim.words, credited) if credited else self._name(finding, claim.words, told)

    # Figures

    def _figure(self, finding: Finding, figure: Figure, claim: Claim, told: Sequence[Telling]) -> Finding:
        rivals: list[Rival] = []
        for one in told:
            meant = list(_meant_figures(figure, claim, one))
            held = [_agree(figure, claim, other, one) for other in meant]
            if True in held and one.near >= TELLS:
                return self._stands(finding, one, self._changes(figure, claim, told, one))
            rivals += [(one, other) for other in meant if held == [False]]
        best = max((one.share for one, _ in rivals), default=0.0)
        sure = [(one, other) for one, other in rivals if one.share >= max(TELLS_SURELY, best - 0.1)]
        return self._differs(finding, sure, rivals) if sure else self._silent(finding, told)

    def _changes(self, figure: Figure, claim: Claim, told: Sequence[Telling], here: Telling) -> str:
        """What the archive gives of the same on other days than the one that bears the draft out."""
        found: list[Rival] = []
        for one in told:
            meant = list(_meant_figures(figure, claim, one))
            is_other_day = one.article.published.day not in (None, here.article.published.day)
            if len(meant) == 1 and _agree(figure, claim, meant[0], one) is False and is_other_day and one.share >= TELLS_SURELY:
                found.append((one, meant[0]))
        return f" On other days: {by_day(found)}." if found else ""

    def _differs(self, finding: Finding, sure: Sequence[Rival], rivals: Sequence[Rival]) -> Finding:
        shown = [rival for rival in rivals if rival[0].share >= TELLS]
        first = max(sure, key=lambda pair: (_ordinal(pair[0]), pair[0].share))
        cites = dict.fromkeys(self._cite(one) for one, _ in (first, *shown[:BY_DAY]))
        citation, *others = cites
        theirs = _cut(*first)
        note = f"The archive has {by_day(shown)}."
        changed = (Difference(finding.text, theirs, finding.kind.value),)
        return replace(finding, verdict=Verdict.DIFFERS, citation=citation, others=tuple(others), differences=changed, note=note)

    # Days

    def _day(self, finding: Finding, day: Timex, claim: Claim, told: Sequence[Telling]) -> Finding:
        rivals: list[tuple[Telling, Timex]] = []
        for one in told:
            days = one.exhibit.reading.days_in(one.sentence.start, one.sentence.end)
            for other in days:
                if _means(day, other):
                    return self._stands(finding, one)
                if other.kind not in NO_CALENDAR and _is_same_sort(day, other):
                    rivals.append((one, other))
            if (
                day.earliest
                and one.article.published.earliest
                and day.earliest <= one.article.published.earliest <= (day.latest or day.earliest)
            ):
                return self._stands(finding, one, " The article is of that day.")
        sure = [(one, other) for one, other in rivals if one.share >= TELLS_SURELY]
        counts = {one.sentence: sum(other is one for other, _ in rivals) for one, _ in sure}
        if not sure or any(number > 1 for number in counts.values()):
            return self._silent(finding, told)
        one, other = sure[0]
        theirs = _cut(one, other)
        note = f"The archive has “{theirs}” there{_meant(other)}."
        cite = self._cite(one)
        return replace(
            finding, verdict=Verdict.DIFFERS, citation=cite, differences=(Difference(finding.text, theirs, finding.kind.value),), note=note
        )

    # Names

    def _speaker(self, finding: Finding, name: str, credited: Sequence[Finding]) -> Finding:
        """A name beside quotations: it stands where the archive has one of them from whoever is called so."""
        cited = [one.citation for one in credited if one.citation]
        for citation in cited:
            if citation.speaker and same_speaker(name, citation.speaker) and not is_misspelt(name, citation.speaker):
                return replace(
                    finding, verdict=Verdict.STANDS, citation=citation, note="The archive has these words from whoever is called so."
                )
        for citation in cited:
            if citation.speaker and is_misspelt(name, citation.speaker):
                changed = (Difference(finding.text, citation.speaker, finding.kind.value),)
                note = f"The archive writes “{citation.speaker}”."
                return replace(finding, verdict=Verdict.DIFFERS, citation=citation, differences=changed, note=note)
        return finding

    def _name(self, finding: Finding, name: str, told: Sequence[Telling]) -> Finding:
        last = name.split()[-1].casefold()
        for one in told:
            if last in one.sentence.text.casefold():
                return self._stands(finding, one)
        for one in told:
            if last in one.article.text.casefold() and one.share >= TELLS_SURELY:
                return self._stands(finding, one, " Named elsewhere in the article.")
        for one in told:
            alike = next((full for full in full_names(one.article.text).values() if is_misspelt(name, full)), None)
            if alike and one.share >= TELLS:
                return self._otherwise(finding, one, alike, f"The archive writes “{alike}”.")
        for one in told:
            there = [full for full in full_names(one.article.text).values() if full.split()[-1] in one.sentence.text]
            if one.share >= TELLS_SURELY and len(there) == 1:
                return self._otherwise(
                    finding, one, there[0], f"The archive has “{there[0]}” there, and does not name {name} in the article."
                )
        return self._silent(finding, told)

    def _otherwise(self, finding: Finding, one: Telling, theirs: str, note: str) -> Finding:
        return replace(
            finding,
            verdict=Verdict.DIFFERS,
            citation=self._cite(one),
            differences=(Difference(finding.text, theirs, finding.kind.value),),
            note=note,
        )

    # What they share

    def _stands(self, finding: Finding, one: Telling, more: str = "") -> Finding:
        cite = self._cite(one)
        return replace(finding, verdict=Verdict.STANDS, citation=cite, note=f"The archive says so.{more}")

    def _silent(self, finding: Finding, told: Sequence[Telling]) -> Finding:
        near = next((one for one in told if one.share >= TELLS), None)
        return replace(finding, nearest=self._cite(near) if near else None)

    def _cite(self, one: Telling) -> Citation:
        sentence = one.sentence
        return self._citer.cite(one.article, sentence.start, sentence.end, one.exhibit.reading.speaker(sentence.ordinal))


def _meant_figures(figure: Figure, claim: Claim, one: Telling) -> Iterator[Figure]:
    """The figures of a sentence that count what the draft's counts: of several those with the same word behind them."""
    found = [
        other
        for other in one.exhibit.reading.figures_in(one.sentence.start, one.sentence.end)
        if figure.counts_same(other) or (not figure.noun and _is_beside_same(claim, figure, other, one))
    ]
    if len(found) < 2:
        yield from found
        return
    behind = _behind(claim.words)
    alike = [other for other in found if _behind(one.article.slice(other.start, other.end)) == behind]
    yield from alike or found


def _agree(figure: Figure, claim: Claim, other: Figure, one: Telling) -> bool | None:
    """Whether two figures are the same; None where they may be: "more than 50" and "more than 80"."""
    ours, theirs = claim.words, _cut(one, other)
    left, right = ({number.key for number in numbers(text)} for text in (ours, theirs))
    if left == right:
        return True
    if len(left) > 1 and len(right) > 1:
        return False  # "two of the eleven sirens"
    if figure.low < figure.high and other.low < other.high:
        return None if figure.agrees(other) else False
    return figure.agrees(other)


def _behind(words_of_figure: str) -> str:
    """The word behind the numeral of a figure: the "of" of "140 of its 520 jobs"."""
    return next((word for word in words(words_of_figure) if not (word[0].isdigit() or word in WORDED)), "")


def _cut(one: Telling, other: Figure | Timex) -> str:
    return " ".join(one.article.slice(other.start, other.end).split())


def _ordinal(one: Telling) -> int:
    day = one.article.published.latest or one.article.published.earliest
    return day.toordinal() if day else 0


def by_day(found: Sequence[Rival]) -> str:
    """The figures with the days of their articles, newest first: `“four people” since 11 January 2022; “two people” on 7 January 2022`."""
    values: list[tuple[Telling, Figure, bool]] = []
    for one, figure in sorted(found, key=lambda pair: _ordinal(pair[0])):
        if values and (values[-1][1].low, values[-1][1].high) == (figure.low, figure.high):
            values[-1] = (*values[-1][:2], values[-1][2] or _ordinal(one) > _ordinal(values[-1][0]))
        else:
            values.append((one, figure, False))
    told = []
    for number, (one, figure, is_lasting) in enumerate(reversed(values)):
        published = one.article.published
        since = "since" if is_lasting and not number else "from" if is_lasting else "on"
        when = f"{since} {date_words(published)}" if published.day else date_words(published)
        told.append(f"“{_cut(one, figure)}” {when}")
    more = f"; and {counted(len(told) - BY_DAY, 'more day')}" if len(told) > BY_DAY else ""
    return "; ".join(told[:BY_DAY]) + more


def _is_beside_same(claim: Claim, figure: Figure, other: Figure, one: Telling) -> bool:
    """Whether two figures that count nothing named have the same words beside them."""
    if other.noun or figure.is_ordinal != other.is_ordinal:
        return False
    at, text = claim.start - claim.sentence[0], claim.text
    there = other.start - one.sentence.start
    before = words(text[:at])[-2:], words(one.sentence.text[:there])[-2:]
    after = words(text[claim.end - claim.sentence[0] :])[:2], words(one.sentence.text[other.end - one.sentence.start :])[:2]
    return before[0] == before[1] != [] or after[0] == after[1] != []


def _ends(day: Timex) -> tuple[date | None, date | None]:
    return day.earliest, day.latest


def _means(day: Timex, other: Timex) -> bool:
    """Whether a day of the draft, which may lack its year, is one that the archive names, in the same words or by what it means there."""
    is_range = day.parts.last_day is not None or day.parts.last_month is not None or day.parts.last_year is not None
    if is_range:
        return day.text.casefold() == other.text.casefold() or (None not in _ends(day) and _ends(day) == _ends(other))
    if meets(day, other):
        return True
    meant = other.earliest if other.earliest == other.latest else None
    said = {"year": day.parts.year, "month": day.parts.month, "day": day.parts.day, "weekday": day.parts.weekday}
    said = {part: value for part, value in said.items() if value is not None}
    if meant is None or not said:
        return False
    there = {"year": meant.year, "month": meant.month, "day": meant.day, "weekday": meant.weekday()}
    return all(there[part] == value for part, value in said.items())


def _is_same_sort(day: Timex, other: Timex) -> bool:
    """Whether two expressions name days as exactly as each other, so that one can contradict the other."""
    if day.kind == other.kind:
        return True
    exact = day.earliest is not None and day.earliest == day.latest
    return exact and other.earliest is not None and other.earliest == other.latest


def _meant(other: Timex) -> str:
    meant = span_words(other.earliest, other.latest)
    return f", which is {meant}" if meant and meant.casefold() != other.text.casefold() else ""


def is_misspelt(name: str, full: str) -> bool:
    """Whether a name is another's but for some letters: one of its words is the same, and the rest nearly."""
    one, other = name.casefold(), full.casefold()
    if one == other or len(one.split()) < 2 or not set(one.split()) & set(other.split()):
        return False
    left, right = [set(two) - (set(one.split()) & set(other.split())) for two in (one.split(), other.split())]
    return bool(left and right) and SequenceMatcher(None, " ".join(left), " ".join(right), autojunk=False).ratio() >= MISSPELT
