"""The measures of one answer: pure functions of gold spans, passages, quotations and texts, each defined where it stands.

Conventions. A place is a file and a half-open span of characters in it; files are compared by name, without their folder. A value lies
between 0 and 1, and higher is better unless said otherwise. `passages` are ranked, best first. Nothing found, nothing cited and nothing
said are 0, never left out. Means over cases and their intervals are the business of `eval.intervals`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from eval.cases import Mode, file_name
from index.types import Dating

MAX_PASSAGE = 1200  # characters; by definition of the measure, not tuned: a page is no passage
MAX_QUOTE = 700  # characters; by definition: who quotes everything has cited nothing
MAX_STATEMENTS = 4  # by definition: who says everything has answered nothing
HALF = 0.5  # share of a gold span that a passage must hold, by definition


DEFINITIONS: Mapping[str, str] = {
    "passed": "the answer matches and the gold evidence is cited; for an unanswerable question: it was refused; and what must be said is",
    "evidence@1": "the gold evidence is covered by the first passage",
    "evidence@4": "the gold evidence is covered by the first four passages",
    "evidence@10": "the gold evidence is covered by the first ten passages",
    "RR@10": "one over the rank of the first of ten passages that covers gold evidence; its mean is MRR@10",
    "nDCG@10": "gain for each gold span at the rank where it is first covered, over the best possible gain",
    "citation_recall": "share of the gold spans needed that a quotation overlaps",
    "citation_span_recall": "share of all gold spans that a quotation overlaps, also where one is enough",
    "citation_precision": "share of the quotations that overlap a gold span",
    "answer_match": "an acceptable answer stands in the text of the answer",
    "quoted_match": "an acceptable answer stands in the text of the answer or in its quotations",
    "speaker_match": "a quotation that overlaps a gold span is given to the gold speaker",
    "says": "all that the answer, or the refusal, must say stands in its text or its notes",
    "in_order": "the gold spans are all cited, in the order that they are listed in",
    "date_exact": "a cited article that holds gold evidence is dated to the gold day",
    "date_contains": "the interval of days of such an article holds the gold day",
    "quote_exactness": "share of all citations whose quotation is what stands at their place, letter for letter",
    "right_when_answered": "of the questions that were answered, unanswerable ones too, the share whose answer matches, in its text or its "
    "quotations, with gold evidence among what is cited",
    "coverage": "share of the answerable questions that were answered, and not only told what may answer",
    "right_coverage_area": "area under the curve of right when answered over coverage, answering from the surest on",
    "right_auc": "chance that what is shown has a higher confidence where it is right than where it is not; a crash loses to all",
    "calibration_error": "how far confidence and share of right lie apart, in ten bins of confidence, each by its number of questions",
    "shown": "share of the answerable questions whose answer stands in what is shown, as the answer or as what may answer",
    "not_found": "share of the answerable questions for which nothing was shown",
    "refusal_recall": "share of the unanswerable questions that were not answered; a crash is no refusal",
    "false_refusal": "share of the answerable questions that were not answered, crashes among them",
    "refusal_auc": "chance that an answerable question has a higher confidence than an unanswerable one; a crash loses to all",
    "latency_p50": "seconds to an answer, median, crashes left out",
    "latency_p95": "seconds to an answer, 95th percentile, crashes left out",
}


class Span(Protocol):
    """Anything that has a place: a gold span, a citation, a passage."""

    @property
    def file(self) -> str:
        """Path of the document."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


class DatedSpan(Span, Protocol):
    """A place in an article whose dating is known: a citation."""

    @property
    def published(self) -> Dating:
        """When the article was published."""


AnySpan = TypeVar("AnySpan", bound=Span)


@dataclass(frozen=True, slots=True)
class Place:
    """A bare span of characters in a file."""

    file: str
    start: int
    end: int


def _common(one: Span, other: Span) -> int:
    if file_name(one.file) != file_name(other.file):
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def covers(passage: Span, gold: Span) -> bool:
    """At least half of the gold span's characters lie in the passage, which has no more than 1,200 of its own."""
    return passage.end - passage.start <= MAX_PASSAGE and _common(passage, gold) >= HALF * (gold.end - gold.start)


def overlaps(quote: Span, gold: Span) -> bool:
    """The two share a character."""
    return _common(quote, gold) > 0


def evidence_at(k: int, passages: Sequence[Span], gold: Sequence[Span], mode: Mode) -> float:
    """evidence@k: 1 when one gold span (mode `any`) or every gold span (`all`) is covered by a passage among the first k.

    The field's name would be Success@k, on spans.
    """
    hits = [any(covers(passage, span) for passage in passages[:k]) for span in gold]
    return float(bool(hits) and (all(hits) if mode is Mode.ALL else any(hits)))


def reciprocal_rank(passages: Sequence[Span], gold: Sequence[Span], k: int = 10) -> float:
    """RR@k: one over the rank, from 1, of the first passage that covers a gold span; 0 when none of the first k does."""
    ranks = (rank for rank, passage in enumerate(passages[:k], start=1) if any(covers(passage, span) for span in gold))
    return 1 / next(ranks, math.inf)


def ndcg(passages: Sequence[Span], gold: Sequence[Span], mode: Mode, k: int = 10) -> float:
    """nDCG@k with the gold spans as what is to be found, and a gain of 1 at the rank where each is first covered.

    That is α-nDCG with α = 1 (Clarke et al., SIGIR 2008): overlapping passages and repeated stories earn nothing. In mode `any` the
    spans are interchangeable, so the first one covered is all there is to gain. The ideal covers one a rank; a passage that covers
    several at once may beat it, and the value is cut at 1.
    """
    wanted = 1 if mode is Mode.ANY else len(gold)
    missing = list(gold)
    gained = 0.0
    for rank, passage in enumerate(passages[:k], start=1):
        new = [span for span in missing if covers(passage, span)]
        missing = [span for span in missing if span not in new]
        gained += len(new) / math.log2(rank + 1)
        if new and mode is Mode.ANY:
            gained = 1 / math.log2(rank + 1)
            break
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(wanted, k) + 1))
    return min(1.0, gained / ideal) if ideal else 0.0


def usable_quotes(citations: Sequence[AnySpan], statements: int) -> tuple[AnySpan, ...]:
    """The citations that count: those of no more than 700 characters, and none at all in an answer of more than four statements."""
    if statements > MAX_STATEMENTS:
        return ()
    return tuple(citation for citation in citations if citation.end - citation.start <= MAX_QUOTE)


def citation_recall(quotes: Sequence[Span], gold: Sequence[Span], mode: Mode) -> float:
    """Share of the gold spans needed that a usable quote overlaps: of all in mode `all`, of any one in `any` (there it is 0 or 1)."""
    cited = [any(overlaps(quote, span) for quote in quotes) for span in gold]
    if mode is Mode.ANY:
        return float(any(cited))
    return sum(cited) / len(cited) if cited else 0.0


def citation_span_recall(quotes: Sequence[Span], gold: Sequence[Span]) -> float:
    """Share of all gold spans that a usable quote overlaps, also where one would have been enough: recall taken by the letter."""
    return citation_recall(quotes, gold, Mode.ALL)


def citation_precision(quotes: Sequence[Span], cited: int, gold: Sequence[Span]) -> float:
    """Share of an answer's citations that are usable and overlap a gold span; `cited` counts them all, usable or not."""
    return sum(any(overlaps(quote, span) for span in gold) for quote in quotes) / cited if cited else 0.0


_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def fold(text: str) -> str:
    """A text as answers are compared: Unicode NFKC, quotation marks straight, runs of white space as one space, case folded."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_QUOTES)).casefold()


def stands_in(wording: str, text: str) -> bool:
    """The folded wording stands in the folded text, with no letter, digit or underscore touching it on either side."""
    return re.search(rf"(?<!\w){re.escape(fold(wording))}(?!\w)", fold(text)) is not None


def answer_match(text: str, parts: Collection[Collection[str]]) -> float:
    """1 when one acceptable wording of every part stands in the text of the answer.

    The text is the answer's own. An outside scorer may look in the quotations too: `quoted_match` is that reading.
    """
    return float(bool(parts) and all(any(stands_in(wording, text) for wording in part) for part in parts))


def quoted_match(text: str, quotations: Sequence[str], parts: Collection[Collection[str]]) -> float:
    """`answer_match` in the text of the answer followed by all its quotations, which the reader sees together."""
    return answer_match(" ".join([text, *quotations]), parts)


class SpokenSpan(Span, Protocol):
    """A place of which it is said whose words stand there: a citation."""

    @property
    def speaker(self) -> str | None:
        """Who says it; None for the outlet."""


def speaker_match(quotes: Sequence[SpokenSpan], gold: Sequence[Span], speaker: str) -> float:
    """1 when a quote that overlaps a gold span is given to the gold speaker, by the whole name or the last words of it."""
    return float(any(is_called(quote.speaker, speaker) for quote in quotes if any(overlaps(quote, span) for span in gold)))


def is_called(speaker: str | None, gold: str | None) -> bool:
    """Whether a speaker is the gold one: the whole name, or the last words of it."""
    if not speaker or not gold:
        return False
    return f" {fold(gold)}".endswith(f" {fold(speaker)}")


def says(shown: Sequence[str], texts: Sequence[str]) -> float:
    """1 when each of the texts stands in one of those shown: what an answer says, or a refusal, and its notes."""
    return float(all(any(stands_in(text, one) for one in shown) for text in texts))


def in_order(quotes: Sequence[Span], gold: Sequence[Span]) -> float:
    """1 when every gold span is overlapped by a quote, and the first quotes to do so come in the order of the spans."""
    firsts = [next((place for place, quote in enumerate(quotes) if overlaps(quote, span)), None) for span in gold]
    places = [place for place in firsts if place is not None]
    return float(len(places) == len(gold) and places == sorted(places))


def exact_quotes(quotations: Sequence[tuple[str, str | None]]) -> int:
    """How many of the (quote, words that stand at its place, None = no such place) are the same letter for letter."""
    return sum(quote == stored for quote, stored in quotations)


def date_exact(citations: Sequence[DatedSpan], gold: Sequence[Span], day: date) -> float:
    """1 when the dating of a cited article is the gold day alone; the cited article is one whose quote overlaps a gold span."""
    return float(any(citation.published.day == day for citation in _on_gold(citations, gold)))


def date_contains(citations: Sequence[DatedSpan], gold: Sequence[Span], day: date) -> float:
    """1 when the interval of such a dating holds the gold day; an open end holds every day on its side, an unknown dating none."""
    return float(any(citation.published.overlaps(day, day) for citation in _on_gold(citations, gold)))


def _on_gold(citations: Sequence[DatedSpan], gold: Sequence[Span]) -> list[DatedSpan]:
    return [citation for citation in citations if any(overlaps(citation, span) for span in gold)]
