import pytest
from hypothesis import given
from hypothesis import strategies as st
from parts import passages_of

from assistant.citations import cite, locate, verify
from assistant.types import Answer, Searched, Statement, Status
from index.errors import CitationError
from index.types import Article, Dating

TEXT = "The mayor did not resign on Friday. “We go on,” she said."
ARTICLE = Article("a1", "No Resignation", TEXT, "news.txt", 50, Dating())
PASSAGE = passages_of(ARTICLE)[0]


def answer(quote_number: int = 1) -> Answer:
    citation = cite(1, ARTICLE, PASSAGE, 50, 85, "Ada Brandt")
    statement = Statement("Ada Brandt: ...", (quote_number,))
    return Answer("q", "q", Status.ANSWERED, "t", (statement,), (citation,), None, (), Searched(1, 1), (), "extractive", 0.9)


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
    verify(answer(), {"a1": ARTICLE})


def test_verify_rejects_changed_text_missing_articles_and_dangling_markers() -> None:
    changed = Article("a1", "No Resignation", TEXT.replace("not", "now"), "news.txt", 50, Dating())
    for articles, number in (({"a1": changed}, 1), ({}, 1), ({"a1": ARTICLE}, 2)):
        with pytest.raises(CitationError):
            verify(answer(number), articles)


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
        assert text[slice(*span)].split() is not None and 0 <= span[0] < span[1] <= len(text)
