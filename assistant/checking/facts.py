"""Whether figures, days and names of a draft stand in what the archive tells of the same; in doubt, the archive does not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.checking.citing import Citer
from assistant.checking.claims import Claim, is_of_same, ordinal_of, words_at
from assistant.checking.credits import same_speaker
from assistant.checking.days import NO_CALENDAR, is_same_sort, means, meant_words
from assistant.checking.figures import BY_DAY, Rival, agree, by_day, meant_figures, rival_in
from assistant.checking.findings import Credit, Difference, Finding, Verdict
from assistant.checking.names import holds, is_misspelt, namesake, persons_in
from assistant.checking.telling import TELLS, Telling
from assistant.types import Citation
from index.prose.numbers import Figure
from index.prose.people import full_names, is_organisation
from index.timex import Timex

SAYS_NOTHING = "The archive does not say."


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
        perhaps: list[Rival] = []
        for one in told:
            meant = meant_figures(figure, claim, one)
            held = [agree(figure, claim, other, one) for other in meant]
            if True in held and one.bears_out:
                return self._stands(finding, one, self._changes(figure, claim, told, one))
            perhaps += [(one, other) for other, holds in zip(meant, held, strict=True) if holds]
            rival = rival_in(meant, claim, one)
            if rival and one.bears_out and agree(figure, claim, rival, one) is False:
                rivals.append((one, rival))
        best = max((one.share for one, _ in rivals), default=0.0)
        sure = [(one, other) for one, other in rivals if one.contradicts and one.share >= best - 0.1]
        if not sure:
            return self._silent(finding, told)
        if perhaps:
            note = f"{SAYS_NOTHING} It has {by_day([*sure, *perhaps])}; whether these are of the same is not sure."
            return replace(self._silent(finding, told), note=note)
        return self._other_figure(finding, sure, rivals)

    def _changes(self, figure: Figure, claim: Claim, told: Sequence[Telling], here: Telling) -> str:
        """What the archive gives of the same on other days than the one that bears the draft out."""
        found: list[Rival] = []
        for one in told:
            rival = rival_in(meant_figures(figure, claim, one), claim, one)
            is_other_day = one.article.published.day not in (None, here.article.published.day)
            if rival and agree(figure, claim, rival, one) is False and is_other_day and one.contradicts:
                found.append((one, rival))
        return f" On other days: {by_day(found)}." if found else ""

    def _other_figure(self, finding: Finding, sure: Sequence[Rival], rivals: Sequence[Rival]) -> Finding:
        first = max(sure, key=lambda pair: (ordinal_of(pair[0]), pair[0].share))
        others = (self._cite(one) for one, _ in rivals[:BY_DAY])
        return self._differs(finding, first[0], words_at(*first), f"The archive has {by_day(rivals)}.", others)

    # Days

    def _day(self, finding: Finding, day: Timex, claim: Claim, told: Sequence[Telling]) -> Finding:
        rivals: list[tuple[Telling, Timex]] = []
        told = [one for one in told if one.bears_out]
        for one in told:
            for other in one.exhibit.reading.days_in(one.sentence.start, one.sentence.end):
                if means(day, other):
                    return self._stands(finding, one)
                if other.kind not in NO_CALENDAR and is_same_sort(day, other):
                    rivals.append((one, other))
            published = one.article.published.day
            if published and day.earliest and day.latest and day.earliest <= published <= day.latest:
                return self._stands(finding, one, " The article is of that day.")
        sure = [(one, other) for one, other in rivals if one.contradicts and is_of_same(claim, other, one)]
        if not sure or any(sum(other is one for other, _ in rivals) > 1 for one, _ in sure):
            return self._silent(finding, told)
        one, other = sure[0]
        return self._differs(finding, one, words_at(one, other), f"The archive has “{words_at(one, other)}” there{meant_words(other)}.")

    # Names

    def _speaker(self, finding: Finding, name: str, credited: Sequence[Finding]) -> Finding:
        """A name beside quotations: it stands where the archive has one of them from whoever is called so."""
        cited = [one.citation for one in credited if one.citation and one.citation.speaker]
        for citation in cited:
            speaker = citation.speaker or ""
            if is_misspelt(name, speaker):
                changed = (Difference(finding.text, speaker, finding.kind.value),)
                note = f"The archive writes “{speaker}”."
                return replace(finding, verdict=Verdict.DIFFERS, citation=citation, differences=changed, note=note)
            if same_speaker(name, speaker):
                note = "The archive has the words from whoever is called so."
                return replace(finding, verdict=Verdict.STANDS, citation=citation, note=note)
        return finding

    def _name(self, finding: Finding, name: str, told: Sequence[Telling]) -> Finding:
        last = name.split()[-1]
        told = [one for one in told if one.bears_out]
        for one in told:
            other = namesake(name, one.article)
            if holds(one.sentence.text, last) and not other:
                return self._stands(finding, one)
            if other and one.contradicts and holds(one.sentence.text, last):
                return self._differs(finding, one, other, f"The archive writes “{other}”.")
        for one in told:
            if holds(one.article.text, last) and one.contradicts:
                return self._stands(finding, one, " Named elsewhere in the article.")
        for one in told:
            alike = next((full for full in full_names(one.article.text).values() if is_misspelt(name, full)), None)
            if alike:
                return self._differs(finding, one, alike, f"The archive writes “{alike}”.")
        for one in told:
            there = persons_in(one.sentence.text, one.article)
            if one.contradicts and len(there) == 1 and not is_organisation(name):
                note = f"The archive has “{there[0]}” there, and does not name {name} in the article."
                return self._differs(finding, one, there[0], note)
        return self._silent(finding, told)

    # What they share

    def _differs(self, finding: Finding, one: Telling, theirs: str, note: str, others: Iterable[Citation] = ()) -> Finding:
        citation = self._cite(one)
        rest = tuple(dict.fromkeys(other for other in others if other != citation))
        changed = (Difference(finding.text, theirs, finding.kind.value),)
        return replace(finding, verdict=Verdict.DIFFERS, citation=citation, others=rest, differences=changed, note=note)

    def _stands(self, finding: Finding, one: Telling, more: str = "") -> Finding:
        cite = self._cite(one)
        return replace(finding, verdict=Verdict.STANDS, citation=cite, note=f"The archive says so.{more}")

    def _silent(self, finding: Finding, told: Sequence[Telling]) -> Finding:
        near = next((one for one in told if one.share >= TELLS), None)
        return replace(finding, nearest=self._cite(near) if near else None)

    def _cite(self, one: Telling) -> Citation:
        sentence = one.sentence
        return self._citer.cite(one.article, sentence.start, sentence.end, one.exhibit.reading.speaker(sentence.ordinal))
