"""Every measure against values computed by hand, and the ranking measures against an independent implementation."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date

import pytest

from eval import measures
from eval.cases import Mode
from eval.measures import Place
from index.types import Basis, Dating

ANY, ALL = Mode.ANY, Mode.ALL
GOLD = Place("news.txt", 100, 200)
OTHER = Place("news.txt", 5000, 5100)
MISS = Place("news.txt", 300, 400)


@pytest.mark.parametrize(
    ("start", "end", "file", "expected"),
    [
        (100, 200, "news.txt", True),
        (0, 150, "news.txt", True),  # exactly half
        (0, 149, "news.txt", False),
        (150, 900, "/far/away/news.txt", True),
        (0, 1200, "news.txt", True),
        (0, 1201, "news.txt", False),  # a page is no passage
        (100, 200, "views.txt", False),
        (200, 300, "news.txt", False),
    ],
)
def test_a_passage_covers_half_of_a_gold_span_in_the_same_file(start: int, end: int, file: str, expected: bool) -> None:
    assert measures.covers(Place(file, start, end), GOLD) is expected


def test_two_passages_with_a_third_each_cover_nothing() -> None:
    thirds = [Place("news.txt", 0, 133), Place("news.txt", 167, 300)]
    assert measures.evidence_at(10, thirds, [GOLD], ANY) == 0.0


@pytest.mark.parametrize(
    ("k", "mode", "expected"),
    [(1, ANY, 0.0), (2, ANY, 1.0), (4, ANY, 1.0), (2, ALL, 0.0), (3, ALL, 0.0), (4, ALL, 1.0)],
)
def test_evidence_at_k_wants_one_span_or_all(k: int, mode: Mode, expected: float) -> None:
    assert measures.evidence_at(k, [MISS, GOLD, MISS, OTHER], [GOLD, OTHER], mode) == expected


def test_without_passages_nothing_is_found() -> None:
    assert measures.evidence_at(10, [], [GOLD], ANY) == 0.0
    assert measures.reciprocal_rank([], [GOLD]) == 0.0
    assert measures.ndcg([], [GOLD], ANY) == 0.0


def test_reciprocal_rank_is_of_the_first_passage_with_evidence() -> None:
    assert measures.reciprocal_rank([GOLD, OTHER], [GOLD, OTHER]) == 1.0
    assert measures.reciprocal_rank([MISS, MISS, OTHER, GOLD], [GOLD, OTHER]) == pytest.approx(1 / 3)
    assert measures.reciprocal_rank([MISS] * 9 + [GOLD], [GOLD]) == pytest.approx(1 / 10)
    assert measures.reciprocal_rank([MISS] * 10 + [GOLD], [GOLD]) == 0.0


def test_ndcg_by_hand() -> None:
    ideal = 1 + 1 / math.log2(3)
    assert measures.ndcg([GOLD, OTHER], [GOLD, OTHER], ALL) == 1.0
    assert measures.ndcg([MISS, GOLD, OTHER], [GOLD, OTHER], ALL) == pytest.approx((1 / math.log2(3) + 1 / 2) / ideal)
    assert measures.ndcg([GOLD, MISS], [GOLD, OTHER], ALL) == pytest.approx(1 / ideal)
    assert measures.ndcg([MISS, GOLD], [GOLD, OTHER], ANY) == pytest.approx(1 / math.log2(3))
    assert measures.ndcg([MISS] * 10 + [GOLD], [GOLD], ANY) == 0.0


def test_ndcg_pays_nothing_for_finding_the_same_span_again() -> None:
    once = measures.ndcg([GOLD, MISS, OTHER], [GOLD, OTHER], ALL)
    assert measures.ndcg([GOLD, Place("news.txt", 90, 210), OTHER], [GOLD, OTHER], ALL) == once
    assert measures.ndcg([GOLD, OTHER], [GOLD, OTHER], ANY) == 1.0


def test_ndcg_of_a_passage_that_covers_both_spans_is_one_and_no_more() -> None:
    both = Place("news.txt", 0, 500)
    assert measures.ndcg([both], [GOLD, Place("news.txt", 250, 300)], ALL) == 1.0
    assert measures.ndcg([both], [GOLD, Place("news.txt", 250, 300)], ANY) == 1.0


def test_ranking_measures_agree_with_an_independent_implementation() -> None:
    import ir_measures

    rng = random.Random(5)
    spans = [Place("news.txt", 1000 * i, 1000 * i + 80) for i in range(14)]
    for _ in range(60):
        gold, ranking = rng.sample(spans, rng.randint(1, 5)), rng.sample(spans, 12)
        qrels = [ir_measures.Qrel("q", str(span.start), 1) for span in gold]
        run = [ir_measures.ScoredDoc("q", str(span.start), 1 / (rank + 1)) for rank, span in enumerate(ranking)]
        theirs = ir_measures.calc_aggregate([ir_measures.nDCG @ 10, ir_measures.RR @ 10, ir_measures.Success @ 4], qrels, run)
        assert measures.ndcg(ranking, gold, ALL) == pytest.approx(theirs[ir_measures.nDCG @ 10])
        assert measures.reciprocal_rank(ranking, gold) == pytest.approx(theirs[ir_measures.RR @ 10])
        assert measures.evidence_at(4, ranking, gold, ANY) == theirs[ir_measures.Success @ 4]
        if len(gold) == 1:
            assert measures.ndcg(ranking, gold, ANY) == pytest.approx(theirs[ir_measures.nDCG @ 10])


def test_long_quotes_and_long_answers_count_as_no_citation() -> None:
    short, long = Place("news.txt", 0, 700), Place("news.txt", 0, 701)
    assert measures.usable_quotes([short, long], statements=4) == (short,)
    assert measures.usable_quotes([short], statements=5) == ()


def test_citation_recall_is_of_the_spans_needed() -> None:
    assert measures.citation_recall([Place("news.txt", 199, 250)], [GOLD, OTHER], ANY) == 1.0
    assert measures.citation_recall([Place("news.txt", 199, 250)], [GOLD, OTHER], ALL) == 0.5
    assert measures.citation_recall([Place("news.txt", 200, 250)], [GOLD, OTHER], ANY) == 0.0
    assert measures.citation_recall([], [GOLD], ALL) == 0.0
    assert measures.citation_span_recall([GOLD], [GOLD, OTHER, MISS]) == pytest.approx(1 / 3)


def test_citation_precision_is_of_all_citations_made() -> None:
    assert measures.citation_precision([GOLD, MISS], 2, [GOLD]) == 0.5
    assert measures.citation_precision([GOLD], 4, [GOLD]) == 0.25  # three more were too long to count
    assert measures.citation_precision([], 0, [GOLD]) == 0.0


@pytest.mark.parametrize(
    ("wording", "text", "expected"),
    [
        ("four crowns", "It costs FOUR\n  crowns.", True),
        ("4", "It costs 4,000.", True),  # a comma ends a word
        ("4", "It costs 40.", False),
        ("crown", "It costs four crowns.", False),
        ("the harbour's", "by The Harbour’s office", True),
        ('"no"', "She said “no” twice", True),
        ("ﬁne", "a fine day", True),  # a ligature is its letters
        ("２０", "20 boats", True),  # full width digits
        ("Straße", "in der STRASSE", True),
        ("a.b", "axb", False),  # no pattern, a text
        ("U.S.", "the U.S. side", True),
        ("boat", "", False),
    ],
)
def test_wordings_are_compared_folded_at_word_boundaries(wording: str, text: str, expected: bool) -> None:
    assert measures.stands_in(wording, text) is expected


def test_answer_match_wants_one_wording_of_every_part() -> None:
    parts = [["Ada Brenn", "Brenn"], ["noon", "12:00"]]
    assert measures.answer_match("Brenn opens it at 12:00.", parts) == 1.0
    assert measures.answer_match("Brenn opens it late.", parts) == 0.0
    assert measures.answer_match("anything", []) == 0.0
    assert measures.answer_match("anything", [[]]) == 0.0


def test_quoted_match_looks_in_the_quotations_too() -> None:
    parts = [["Brenn"], ["noon"]]
    assert measures.answer_match("Brenn did.", parts) == 0.0
    assert measures.quoted_match("Brenn did.", ["It opens at noon."], parts) == 1.0
    assert measures.quoted_match("at no", ["on time"], [["no on time"]]) == 1.0  # set side by side with one space
    assert measures.quoted_match("at no", ["on time"], [["noon"]]) == 0.0


def test_a_quotation_is_exact_letter_for_letter_or_not_at_all() -> None:
    assert measures.exact_quotes([("noon", "noon"), ("noon", "Noon"), ("noon", None), ("it’s", "it's")]) == 1


@dataclass(frozen=True)
class Cited:
    file: str
    start: int
    end: int
    published: Dating


@pytest.mark.parametrize(
    ("earliest", "latest", "exact", "contains"),
    [
        (date(2021, 5, 4), date(2021, 5, 4), 1.0, 1.0),
        (date(2021, 5, 1), date(2021, 5, 4), 0.0, 1.0),
        (date(2021, 5, 5), date(2021, 5, 9), 0.0, 0.0),
        (None, date(2021, 5, 4), 0.0, 1.0),
        (date(2021, 5, 5), None, 0.0, 0.0),
        (None, None, 0.0, 0.0),
    ],
)
def test_dates_of_the_cited_article(earliest: date | None, latest: date | None, exact: float, contains: float) -> None:
    day = date(2021, 5, 4)
    cited = Cited("news.txt", 150, 160, Dating(earliest, latest, Basis.INFERRED))
    assert measures.date_exact([cited], [GOLD], day) == exact
    assert measures.date_contains([cited], [GOLD], day) == contains


def test_the_right_day_of_another_story_is_not_right() -> None:
    day = date(2021, 5, 4)
    stray = Cited("news.txt", 300, 310, Dating(day, day, Basis.STATED))
    assert measures.date_exact([stray], [GOLD], day) == 0.0
    assert measures.date_contains([stray], [GOLD], day) == 0.0
    assert measures.date_exact([], [GOLD], day) == 0.0


def test_what_must_be_said_stands_in_what_is_shown_at_whole_words() -> None:
    shown = ["The archive does not say.", "The question says “20 boats”; the nearest passage says “nine boats”."]
    assert measures.says(shown, ["does not say", "“Nine boats”"]) == 1.0
    assert measures.says(shown, ["does not say", "ten boats"]) == 0.0
    assert measures.says(shown, ["nine boat"]) == 0.0
    assert measures.says([], ["does not say"]) == 0.0


def test_spans_are_in_order_when_all_are_cited_and_first_in_the_order_they_are_listed_in() -> None:
    first, second, third = (Place("news.txt", start, start + 10) for start in (300, 100, 200))
    assert measures.in_order([first, second, third], [first, second, third]) == 1.0
    assert measures.in_order([first, second, first], [first, second]) == 1.0
    assert measures.in_order([second, first], [first, second]) == 0.0
    assert measures.in_order([first], [first, second]) == 0.0


@dataclass(frozen=True)
class Spoken:
    file: str
    start: int
    end: int
    speaker: str | None


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        ([Spoken("news.txt", 150, 160, "Jonas Lund")], 1.0),
        ([Spoken("news.txt", 150, 160, "lund")], 1.0),
        ([Spoken("news.txt", 150, 160, None)], 0.0),
        ([Spoken("news.txt", 150, 160, "Ada Brandt"), Spoken("news.txt", 300, 310, "Jonas Lund")], 0.0),  # said of other words
        ([Spoken("news.txt", 150, 160, "Ada Brandt"), Spoken("news.txt", 190, 300, "Jonas Lund")], 1.0),
        ([], 0.0),
    ],
)
def test_a_speaker_matches_where_a_quotation_of_the_gold_is_his(quotes: list[Spoken], expected: float) -> None:
    assert measures.speaker_match(quotes, [GOLD], "Jonas Lund") == expected
