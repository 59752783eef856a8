from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parts import passages_of, sentences_of

from index.prose.passages import LIMIT, TARGET, context_of
from index.types import Article, Basis, Dating

DAY = date(2021, 3, 4)


def article(text: str, start: int = 0, body_start: int = 0, title: str = "Ferry Starts", published: Dating | None = None) -> Article:
    return Article("a1", title, text, "news.txt", start, published or Dating(DAY, DAY, Basis.STATED), body_start=body_start)


def test_offsets_are_those_of_the_document() -> None:
    text = "Ferry Starts\n\nThe ferry sailed. It was full."
    sentences = sentences_of(article(text, start=100, body_start=114))
    assert [(s.start, s.end, s.text) for s in sentences] == [(114, 131, "The ferry sailed."), (132, 144, "It was full.")]


def test_the_headline_and_date_are_context_and_not_text() -> None:
    (passage,) = passages_of(article("Ferry Starts\n\nThe ferry sailed.", body_start=14))
    assert passage.context == "Ferry Starts | 4 March 2021"
    assert passage.text == "The ferry sailed."


@pytest.mark.parametrize("month", range(1, 13))
def test_the_month_of_the_context_is_the_english_one(month: int) -> None:
    """The context is embedded and hashed into the passage's id: a program in another locale must make the same archive."""
    name = "January February March April May June July August September October November December".split()[month - 1]
    day, last = date(2021, month, 4), date(2021, month, 9)
    assert context_of(article("x", published=Dating(day, day, Basis.STATED))) == f"Ferry Starts | 4 {name} 2021"
    assert context_of(article("x", published=Dating(day, last, Basis.INFERRED))) == f"Ferry Starts | {name} 2021"


def test_an_unknown_date_adds_nothing_to_the_context() -> None:
    assert context_of(article("x", published=Dating())) == "Ferry Starts"


def test_a_headline_alone_can_be_quoted() -> None:
    (passage,) = passages_of(article("Ferry Starts", body_start=12))
    assert passage.text == "Ferry Starts"


def test_passages_overlap_by_a_sentence() -> None:
    text = " ".join(f"Sentence number {n} tells of the ferry, its captain, and the weather of the day." for n in range(40))
    passages = passages_of(article(text))
    assert len(passages) > 3
    assert all(second.start < first.end for first, second in pairwise(passages))


def test_a_passage_ends_with_the_sentence_that_begins_below_its_target_and_fits_a_card() -> None:
    short = passages_of(article(" ".join(f"Sentence number {n:02} tells of it." for n in range(90))))
    assert all(TARGET <= len(passage.text) < TARGET + 32 for passage in short[:-1])
    long = passages_of(article(" ".join(f"{'Word ' * 65}{n}." for n in range(9))))  # two go in, a third would not fit
    assert {len(passage.text) // 330 for passage in long} == {2}


def test_a_sentence_too_long_to_go_with_another_stands_alone_and_is_not_repeated() -> None:
    text = " ".join(f"{'Word ' * length}{n}." for n, length in enumerate((10, 117, 117, 10)))
    passages = passages_of(article(text))
    assert [passage.text.count(".") for passage in passages] == [2, 2]
    assert passages[0].end < passages[1].start
    assert (TARGET, LIMIT) == (700, 1000)  # they name the cutting, and an archive cut otherwise is not opened


def test_ids_depend_on_article_place_words_and_context() -> None:
    one = passages_of(article("The ferry sailed."))[0].id
    assert one == passages_of(article("The ferry sailed."))[0].id
    assert one != passages_of(article("The ferry sailed.", start=5))[0].id
    assert one != passages_of(article("The ferry sailed.", title="Other"))[0].id


@given(st.lists(st.text(alphabet="abc .", min_size=1, max_size=300), max_size=12), st.integers(0, 50))
def test_every_sentence_is_in_a_passage_and_every_passage_equals_its_span(lines: list[str], start: int) -> None:
    whole = article("\n\n".join(lines), start=start)
    passages = passages_of(whole)
    for passage in passages:
        assert whole.slice(passage.start, passage.end) == passage.text
        assert len(passage.text) <= LIMIT
    for sentence in sentences_of(whole):
        assert any(p.start <= sentence.start and sentence.end <= p.end for p in passages)
