from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from parts import passages_of, sentences_of

from assistant.retrieval.surroundings import SHOWN, widened, with_surroundings
from index.types import Article, Basis, Dating, Hit

DAY = date(2021, 3, 4)


def article(sentences: int, id: str = "a1") -> Article:
    text = "Ferry Starts\n\n" + " ".join(f"The ferry number {n} left the northern pier of the harbour at noon." for n in range(sentences))
    return Article(id, "Ferry Starts", text, "news.txt", 10, Dating(DAY, DAY, Basis.STATED), body_start=24)


def spans_of(one: Article) -> list[tuple[int, int]]:
    return [(sentence.start, sentence.end) for sentence in sentences_of(one)]


def hits(one: Article) -> list[Hit]:
    return [Hit(passage, one, 1.0) for passage in passages_of(one)]


@settings(max_examples=30)
@given(st.integers(1, 60), st.integers(0, 5))
def test_a_widened_passage_is_text_of_its_article_and_holds_the_one_that_was_found(sentences: int, which: int) -> None:
    one = article(sentences)
    found = hits(one)
    hit = found[which % len(found)]
    shown = widened(hit, spans_of(one))
    assert shown.text == one.slice(shown.start, shown.end)
    assert shown.start <= hit.passage.start and hit.passage.end <= shown.end
    assert len(shown.text) <= SHOWN
    edges = {sentence.start for sentence in sentences_of(one)}, {sentence.end for sentence in sentences_of(one)}
    assert shown.start in edges[0] and shown.end in edges[1]


def test_it_grows_as_far_as_a_card_holds() -> None:
    one = article(60)
    shown = widened(hits(one)[2], spans_of(one))
    longest = max(len(sentence.text) for sentence in sentences_of(one))
    assert SHOWN - longest - 2 < len(shown.text) <= SHOWN


def test_a_passage_that_a_better_one_already_shows_is_left_out() -> None:
    one, other = article(14), article(3, "a2")
    first, second = hits(one)[:2]
    ranked = [first, second, *hits(other)]
    shown = with_surroundings(ranked, {"a1": spans_of(one), "a2": spans_of(other)}.__getitem__, 10)
    assert [hit.article.id for hit in shown] == ["a1", "a2"]


def test_no_more_than_asked_for() -> None:
    one = article(60)
    assert len(with_surroundings(hits(one), lambda _: spans_of(one), 2)) == 2
