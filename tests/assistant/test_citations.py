from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parts import passages_of
from shelf import Shelf

from assistant.citations import ReadAnew, cite, locate, verify
from assistant.types import Answer, Citation, Quotation, Remark, Searched, Statement, Status
from index.errors import CitationError
from index.types import Article, Dating

TEXT = "The mayor did not resign on Friday. “We go on,” she said."
ARTICLE = Article("a1", "No Resignation", TEXT, "news.txt", 50, Dating())
PASSAGE = passages_of(ARTICLE)[0]


CITED = cite(1, ARTICLE, PASSAGE, 50, 85, "Ada Brandt")
SAID = Statement((1,), quotations=(Quotation(1, CITED.quote),))


def answer(statement: Statement = SAID, *cited: Citation) -> Answer:
    return Answer("q", "q", Status.ANSWERED, (statement,), cited or (CITED,), None, (), Searched(1, 1), (), "extractive", 0.9)


def test_the_quote_is_cut_from_the_stored_text() -> None:
    citation = cite(3, ARTICLE, PASSAGE, 50, 85, "Ada Brandt", [(68, 74), (10, 20)])
    assert citation.quote == "The mayor did not resign on Friday."
    assert (citation.number, citation.speaker, citation.highlights) == (3, "Ada Brandt", ((68, 74),))
    assert citation.passage_text == TEXT


@pytest.mark.parametrize(
    ("highlight", "is_inside"),
    [((50, 85), True), ((50, 51), True), ((84, 85), True), ((49, 60), False), ((60, 86), False), ((60, 60), False), ((70, 60), False)],
)
def test_what_is_highlighted_lies_inside_the_quote(highlight: tuple[int, int], is_inside: bool) -> None:
    assert cite(1, ARTICLE, PASSAGE, 50, 85, None, [highlight]).highlights == ((highlight,) if is_inside else ())


def test_the_passage_around_a_quote_is_widened_to_hold_it_and_is_of_its_article() -> None:
    short = replace(PASSAGE, start=60, end=70, text=ARTICLE.slice(60, 70))
    around = cite(1, ARTICLE, short, 65, 85)
    assert (around.passage_start, around.passage_end, around.passage_text) == (60, 85, ARTICLE.slice(60, 85))
    before = cite(1, ARTICLE, short, 54, 65)
    assert (before.passage_start, before.passage_end, before.passage_text) == (54, 70, ARTICLE.slice(54, 70))
    for other in ("a0", "a2"):
        alone = cite(1, ARTICLE, replace(short, article_id=other), 65, 85)
        assert (alone.passage_start, alone.passage_end, alone.passage_text) == (65, 85, ARTICLE.slice(65, 85))


@pytest.mark.parametrize("span", [(0, 10), (50, 50), (60, 55), (100, 400)])
def test_a_span_outside_the_article_is_no_citation(span: tuple[int, int]) -> None:
    with pytest.raises(CitationError):
        cite(1, ARTICLE, PASSAGE, *span)


def test_verify_accepts_what_stands() -> None:
    verify(answer(), Shelf((ARTICLE,)))


def test_each_statement_rests_on_some_of_the_citations_and_may_show_fewer_of_their_words() -> None:
    two = cite(2, ARTICLE, PASSAGE, 86, 98)
    said = Statement((1, 2), quotations=(Quotation(2, two.quote),))
    verify(replace(answer(SAID, CITED, two), statements=(SAID, said)), Shelf((ARTICLE,)))


def test_articles_that_were_read_anew_are_told_by_their_ids() -> None:
    verify(answer(), ReadAnew([replace(ARTICLE, id="a0", text=TEXT.upper()), ARTICLE]))
    with pytest.raises(CitationError, match="there is no article a1"):
        verify(answer(), ReadAnew([replace(ARTICLE, id="a2")]))


@pytest.mark.parametrize(
    "held",
    [
        (replace(ARTICLE, text=TEXT.replace("not", "now")),),
        (replace(ARTICLE, text=TEXT.replace("not", "nod")),),
        (replace(ARTICLE, start=51),),
        (),
    ],
)
def test_words_that_are_not_stored_so_are_no_quotation(held: tuple[Article, ...]) -> None:
    with pytest.raises(CitationError, match="citation 1 does not stand in article a1 at 50-85"):
        verify(answer(), Shelf(held))


@pytest.mark.parametrize("span", [(0, 35), (80, 400), (60, 55), (60, 60), (-9, 10)])
def test_offsets_outside_the_article_are_an_error_of_ours(span: tuple[int, int]) -> None:
    quote = TEXT[max(0, span[0] - 50) : max(0, span[1] - 50)]
    broken = replace(CITED, start=span[0], end=span[1], quote=quote)
    with pytest.raises(CitationError, match="citation 1 does not stand"):
        verify(answer(Statement((1,), remark=Remark.of("So.")), broken), Shelf((ARTICLE,)))


@pytest.mark.parametrize(
    "statement",
    [
        Statement((2,), remark=Remark.of("So.")),
        Statement((), remark=Remark.of("So.")),
        Statement((1,), remark=Remark.of("So says ", 2, ".")),
        Statement((1,), quotations=(Quotation(2, CITED.quote),)),
        Statement((1,), quotations=(Quotation(1, "The mayor did resign on Friday."),)),
        Statement((1,), quotations=(Quotation(1, "A mayor did not resign on Friday."),)),
    ],
)
def test_a_part_that_no_citation_carries_is_refused(statement: Statement) -> None:
    with pytest.raises(CitationError, match="statement"):
        verify(answer(statement), Shelf((ARTICLE,)))


def test_two_citations_of_one_number_are_refused() -> None:
    with pytest.raises(CitationError, match="one number"):
        verify(answer(SAID, CITED, replace(CITED, start=51, quote=CITED.quote[1:])), Shelf((ARTICLE,)))


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("did not resign", "did not resign"),
        ('"We go on,"', "“We go on,”"),
        ("did  not\nresign", "did not resign"),
        ("did resign", None),
        ("did not re sign", None),
        ("didnot resign", None),
        ("The mayor did not resign on Monday", None),
        ("The mayor [Brandt] did not resign", None),
        ("the mayor did not resign", None),
        ("", None),
    ],
)
def test_locate_is_letter_for_letter_up_to_marks_and_spaces(quote: str, found: str | None) -> None:
    span = locate(quote, TEXT)
    assert (TEXT[slice(*span)] if span else None) == found


PIECES = st.text(st.sampled_from("ab “”\"'’\u00a0\n.,İß"), max_size=30)


def folded(text: str) -> list[str]:
    """The words of a text, with one kind of quotation mark."""
    for marks, plain in (("“”„«»", '"'), ("‘’‚‛", "'")):
        text = text.translate({ord(mark): plain for mark in marks})
    return text.split()


@given(before=PIECES, quote=PIECES, after=PIECES)
def test_a_quote_that_stands_in_a_text_is_located_where_its_own_words_stand(before: str, quote: str, after: str) -> None:
    span = locate(quote, before + quote + after)
    assert (span is None) == (not quote.strip())
    if span:
        assert (before + quote + after)[slice(*span)] == quote.strip()
        assert span[0] <= len(before) + len(quote) - len(quote.lstrip())


@given(text=PIECES, quote=PIECES)
def test_whatever_is_located_has_the_words_of_the_quote(text: str, quote: str) -> None:
    span = locate(quote, text)
    if span is None:
        assert not quote.strip() or quote.strip() not in text
    else:
        assert folded(text[slice(*span)]) == folded(quote)


@given(
    st.lists(st.text(st.sampled_from("abc“”’."), min_size=1, max_size=6), min_size=1, max_size=6),
    st.sampled_from([" ", "  ", "\n", "\u00a0"]),
)
def test_white_space_and_the_shape_of_quotation_marks_do_not_hide_a_quote(pieces: list[str], space: str) -> None:
    typed = " ".join(pieces).replace("“", '"').replace("”", '"').replace("’", "'")
    stored = f"She spoke: {space.join(pieces)} (applause)"
    span = locate(typed, stored)
    assert span is not None
    assert stored[slice(*span)] == space.join(pieces)
