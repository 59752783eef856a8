"""What the archive has of a quotation: the words themselves, other words, another speaker, another article, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.checking import credits, nearest
from assistant.checking.citing import Citer
from assistant.checking.corpus import Corpus
from assistant.checking.credits import DraftReading
from assistant.checking.differences import DENIAL, LEFT_OUT, STITCHED, difference_words, differences
from assistant.checking.findings import Checkable, Credit, Difference, Finding, Verdict
from assistant.checking.folding import word_spans
from assistant.checking.matching import Stand, plain, stands
from assistant.types import Citation
from assistant.wording import date_words, day_words
from index.prose.reading import Reading
from index.types import Article
from index.wording import counted

ALTERED_FROM = 0.55
"""How near words must come for a quotation to be taken for an altered one; below, the archive does not have it."""
IN_RUNS, SHORT = 0.5, 8
"""Share of its words that must stand in a row there, three and more; for a quotation of up to so many words it is not asked."""
NEAR_FROM = 0.4
"""How near they must come to be shown beside one that the archive does not have."""
FEW = 3
"""Words up to which a quotation is looked for letter for letter only: of so few, one other word makes another phrase."""
UNDATED = 10**7
"""Comes after the ordinal of every day."""
COVERING, COVERED = 0.9, 0.8
"""How near words of one place must come, or what share of a quotation's words must stand there, for it not to be taken for one that was put
together from several."""
ROW = 5
"""Words in a row that two sentences have in common when one may be the other, changed."""
OTHERS = 5
"""Further articles with the same words that are cited."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a quotation stands, with what the archive says of it there."""

    stand: Stand
    article: Article
    reading: Reading
    speaker: str | None
    office: str | None
    is_reported: bool


class Quoting:
    """Checks the quotations of one draft against one state of an archive."""

    def __init__(self, corpus: Corpus, citer: Citer, draft: DraftReading) -> None:
        self._corpus = corpus
        self._citer = citer
        self._draft = draft

    def check(self, quote: str, start: int, end: int, *, marked: bool = True) -> Finding:
        """The finding on the words `quote` that stand at `start`..`end` of the draft; `marked`: in quotation marks or as a block."""
        said = self._draft.credit(start, end) if marked else Credit()
        shown = self._draft.text[start:end]
        finding = Finding(Checkable.QUOTATION, shown, start, end, Verdict.NOT_IN_ARCHIVE, said)
        found = self._found(stands(quote, self._corpus))
        if found:
            return self._standing(finding, found)
        words = word_spans(quote)
        if len(words) <= FEW:
            return replace(finding, note="The archive does not have these words.")
        return self._altered(finding, quote)

    def may_stand(self, words: str) -> bool:
        """Whether the archive has the first, the middle or the last words of a sentence in a row, so that it may have all of it."""
        run = self._corpus.run_of(words)
        middle = max(0, len(run) // 2 - ROW // 2)
        return any(len(self._corpus.find(run[at : at + ROW])) for at in (0, middle, max(0, len(run) - ROW)))

    # Letter for letter

    def _found(self, stood: Iterable[Stand]) -> list[Stood]:
        stood = list(stood)
        held = self._citer.held({self._corpus.articles[one.article].id for one in stood})
        found = []
        for one in stood:
            article, reading = held[self._corpus.articles[one.article].id]
            who = credits.speaker_of(reading, article.start + one.start, article.start + one.end)
            found.append(Stood(one, article, reading, *who))
        return found

    def _standing(self, finding: Finding, found: Sequence[Stood]) -> Finding:
        partial = self._draft.partial_day(finding.start, finding.end)

        def faults(one: Stood) -> tuple[bool, bool]:
            said = finding.said
            is_other = bool(said.speaker and one.speaker and not credits.same_speaker(said.speaker, one.speaker, one.office))
            elsewhere = credits.says_other_outlet(said, one.article) or credits.says_other_day(said, partial, one.article, one.reading)
            return is_other, elsewhere

        def order(one: Stood) -> tuple[bool, bool, bool, int, int, str]:
            day = one.article.published.latest or one.article.published.earliest
            unnamed = bool(finding.said.speaker) and one.speaker is None
            length = one.stand.end - one.stand.start if one.stand.left_out else 0
            return (*faults(one), unnamed, length, day.toordinal() if day else UNDATED, one.article.id)

        best = min(found, key=order)
        is_other, is_elsewhere = faults(best)
        if is_other and len(word_spans(finding.text)) <= FEW:
            note = f"The archive has these words, but not from {finding.said.speaker}; so few are many people's."
            return replace(finding, nearest=self._cite(best), note=note)
        verdict = Verdict.OTHER_SPEAKER if is_other else Verdict.OTHER_ARTICLE if is_elsewhere else Verdict.VERBATIM
        rest = _others(best, found)
        others = tuple(self._cite(one) for one in rest[:OTHERS])
        notes = [*self._verdict_notes(verdict, finding.said, best), *self._notes(finding, best, found)]
        return replace(finding, verdict=verdict, citation=self._cite(best), others=others, note=" ".join(notes))

    def _cite(self, one: Stood) -> Citation:
        return self._citer.cite(one.article, one.article.start + one.stand.start, one.article.start + one.stand.end, one.speaker)

    def _verdict_notes(self, verdict: Verdict, said: Credit, best: Stood) -> list[str]:
        if verdict is Verdict.OTHER_SPEAKER:
            return [f"The archive has these words from {best.speaker}; the draft credits {said.speaker}."]
        if verdict is Verdict.OTHER_ARTICLE:
            drafts = ", ".join(filter(None, (said.outlet, day_words(said.day) if said.day else None)))
            place = ", ".join(filter(None, (best.article.source, date_words(best.article.published))))
            return [f"The archive has these words from {place}; the draft says {drafts or 'another day'}."]
        return []

    def _notes(self, finding: Finding, best: Stood, found: Sequence[Stood]) -> list[str]:
        notes = [f"Letter for letter after folding {_listed(best.stand.folds)}." if best.stand.folds else "Letter for letter."]
        for words in best.stand.left_out:
            denies = any(one.what == DENIAL for one in differences("", words))
            lead = "With a denial among them, left out at the ellipsis" if denies else "Left out at the ellipsis"
            notes.append(f"{lead}: “{_short(words)}”." if words else "Nothing is left out at the ellipsis.")
        notes += [f"“[{own}]” is the draft's own{f', for “{_short(words)}”' if words else ''}." for own, words in best.stand.own]
        if finding.said.speaker and best.speaker is None:
            notes.append(f"The archive does not say whose words these are; the draft credits {finding.said.speaker}.")
        elif finding.said.speaker and best.is_reported:
            notes.append(f"In the archive the article says it of {best.speaker}, not in quotation marks.")
        articles = {one.article.id for one in found}
        if len(articles) > 1:
            notes.append(f"{counted(len(articles), 'article')} have these words.")
        return notes

    # Other words

    def _altered(self, finding: Finding, quote: str) -> Finding:
        words = plain(quote)
        run = self._corpus.run_of(words)
        near = nearest.aligned(run, self._corpus)
        if near is None or (near.nearness < COVERING and near.share < COVERED):
            stitched = self._stitched(finding, words, run)
            if stitched:
                return stitched
        if near is None or near.nearness < NEAR_FROM:
            return replace(finding, note="The archive does not have these words, and nothing comes near them.")
        one = self._found([Stand(near.article, near.start, near.end)])[0]
        if near.nearness < ALTERED_FROM or (near.in_runs < IN_RUNS and len(run) > SHORT):
            return replace(finding, nearest=self._cite(one), note="The archive does not have these words; the nearest passage is shown.")
        text = one.article.text
        is_spoken = near.share == 1 and near.gaps and all(nearest.is_interrupted(text[left:right]) for left, right in near.gaps)
        if is_spoken and not (finding.said.speaker and one.speaker and not credits.same_speaker(finding.said.speaker, one.speaker)):
            told = _listed([f"“{_short(' '.join(text[left:right].split()))}”" for left, right in near.gaps])
            note = f"Letter for letter; the article puts {told} between the words."
            return replace(finding, verdict=Verdict.VERBATIM, citation=self._cite(one), note=note)
        found = differences(words.replace("\u200b", ""), text[near.start : near.end])
        cut = " Words are cut out of the middle without an ellipsis." if len(found) == 1 and found[0].what == LEFT_OUT else ""
        other = ""
        if finding.said.speaker and one.speaker and not credits.same_speaker(finding.said.speaker, one.speaker, one.office):
            other = f" The archive has the words from {one.speaker}; the draft credits {finding.said.speaker}."
        note = difference_words(found) + cut + other
        return replace(finding, verdict=Verdict.ALTERED, citation=self._cite(one), differences=found, note=note)

    def _stitched(self, finding: Finding, words: str, run: Sequence[int]) -> Finding | None:
        """A quotation put together from words of several places; None for another."""
        patches = nearest.patched(run, self._corpus)
        if not patches:
            return None
        spans, cites, drafts = word_spans(words), [], []
        places = [self._corpus.span(patch.place, patch.place + patch.last - patch.first) for patch in patches]
        if _is_cut(places) and patches[-1].place - patches[0].place < nearest.FAR + len(run):
            whole = self._found([Stand(places[0][0], places[0][1], places[-1][2])])[0]
            text = whole.article.text[places[0][1] : places[-1][2]]
            found = differences(words.replace("\u200b", ""), text)
            note = f"{difference_words(found)} Words are cut out of the middle without an ellipsis."
            return replace(finding, verdict=Verdict.ALTERED, citation=self._cite(whole), differences=found, note=note)
        for patch, place in zip(patches, places, strict=True):
            cites.append(self._cite(self._found([Stand(*place)])[0]))
            drafts.append(" ".join(words[spans[patch.first][0] : spans[patch.last - 1][1]].replace("\u200b", "").split()))
        found = tuple(Difference(piece, "", STITCHED) for piece in drafts[1:])
        many = "two places" if len(patches) == 2 else f"{len(patches)} places"
        where = "of one article" if len({one.article_id for one in cites}) == 1 else "of different articles"
        note = f"Put together from {many} {where}. {difference_words(found)}"
        return replace(finding, verdict=Verdict.ALTERED, citation=cites[0], others=tuple(cites[1:]), differences=found, note=note)


def _is_cut(places: Sequence[tuple[int, int, int]]) -> bool:
    """Whether pieces stand in one article, one after the other."""
    return all(one[0] == after[0] and one[2] <= after[1] for one, after in pairwise(places))


def _others(best: Stood, found: Sequence[Stood]) -> list[Stood]:
    """One place of each further article."""
    seen = {best.article.id}
    kept = []
    for one in found:
        if one.article.id not in seen:
            seen.add(one.article.id)
            kept.append(one)
    return kept


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


def _short(words: str) -> str:
    return words if len(words) <= 120 else f"{words[:117].rsplit(' ', 1)[0]} …"
