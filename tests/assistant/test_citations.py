from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import Shelf

from assistant.citations import _folded, cite, locate, verify
from assistant.types import Answer, Citation, Quotation, Remark, Searched, Statement, Status
from index.errors import CitationError
from index.prose.passages import passages_of
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


@pytest.mark.parametrize("span", [(0, 10), (50, 50), (60, 55), (100, 400)])
def test_a_span_outside_the_article_is_no_citation(span: tuple[int, int]) -> None:
    with pytest.raises(CitationError):
        cite(1, ARTICLE, PASSAGE, *span)


def test_verify_accepts_what_stands() -> None:
    verify(answer(), Shelf((ARTICLE,)))


@pytest.mark.parametrize("held", [(replace(ARTICLE, text=TEXT.replace("not", "now")),), (replace(ARTICLE, start=51),), ()])
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
        ("The mayor did not resign on Monday", None),
        ("The mayor [Brandt] did not resign", None),
        ("the mayor did not resign", None),
        ("", None),
    ],
)
def test_locate_is_letter_for_letter_up_to_marks_and_spaces(quote: str, found: str | None) -> None:
    span = locate(quote, TEXT)
    assert (TEXT[slice(*span)] if span else None) == found


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_located_stands_there(text: str, quote: str) -> None:
    span = locate(quote, text)
    if span:
        assert _folded(text[slice(*span)]).split() == _folded(quote).split()
