"""An article as it is read on the page: letter for letter, with the quotation, the speakers, the days and what dates it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qsl

from markup_read import Read

from index.prose.reading import read
from index.store.corrections import Correction
from index.types import Article, Basis, Dating, Evidence
from ui.reading_page import Opened, reading_html

TEXT = (
    "Tide mill turns again\n\nCORVEN, March 3, 2031 — The tide mill turns again since Monday.\r\n\r\n"
    '"We waited for the spring tide," said Minister Mette Sunde on Tuesday. "It came yesterday."\n'
)
START = 40
AT = START + TEXT.index("March 3, 2031")
QUOTE = '"We waited for the spring tide," said Minister Mette Sunde on Tuesday.'
DAY = date(2031, 3, 3)
DATING = Dating(DAY, DAY, Basis.INFERRED, (Evidence("March 3, 2031", AT, AT + 13, "dateline"), Evidence("Item 2", 3, 9, "its neighbour")))
ARTICLE = Article(
    "a1b2", "Tide mill turns again", TEXT, "news/tide.txt", START, DATING, body_start=START + 23, source="Corven Post",
    url="https://corven.example/tide", author="Petra Holm", language="en",
)  # fmt: skip
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e" + "x" * 10_000


def span(words: str) -> tuple[int, int]:
    start = START + TEXT.index(words)
    return start, start + len(words)


def shown(article: Article = ARTICLE, **more: object) -> str:
    return reading_html(Opened(article, read(article), **more))  # type: ignore[arg-type]


def text_of(html: str) -> str:
    """The markup of the text alone."""
    [found] = re.findall(r'<div class="article-text"[^>]*>([\s\S]*?)</div>', html)
    return str(found)


def test_the_text_is_the_articles_letter_for_letter() -> None:
    read_back = Read(text_of(shown(span=span(QUOTE), others=(span("The tide mill"),))))
    assert read_back.text == TEXT
    assert read_back.is_sound


def test_the_quotation_is_one_mark_and_exactly_its_words() -> None:
    [marked] = re.findall(r'<mark class="quoted"[^>]*>([\s\S]*?)</mark>', shown(span=span(QUOTE)))
    assert Read(marked).text == QUOTE


def test_the_other_quotations_of_the_answer_are_marked_otherwise() -> None:
    html = shown(span=span(QUOTE), others=(span("The tide mill"), (0, 5), (10, 9_999)))
    assert html.count('<mark class="also">') == 1


def test_who_speaks_is_named_once_beside_each_run_of_sentences() -> None:
    html = shown()
    assert len(re.findall(r'data-who="[^"]*Mette Sunde"', html)) == 1
    assert "Who speaks" in html


def test_every_time_word_has_the_day_that_it_means() -> None:
    html = shown(replace(ARTICLE, published=Dating(DAY, DAY, Basis.STATED)))
    days = {words: day for day, words in re.findall(r'<time [^>]*data-day="([^"]*)">([^<]*)</time>', text_of(html))}
    assert days == {"March 3, 2031": "3 March 2031", "Monday": "3 March 2031", "Tuesday": "25 February 2031", "yesterday": "2 March 2031"}
    assert "“<bdi>yesterday</bdi>”</a> 2 March 2031" in html


def test_the_evidence_is_marked_where_it_stands_and_only_told_where_it_does_not() -> None:
    html = shown()
    assert 'id="dates-0" title="Dates the article: dateline"' in text_of(html)
    assert '<a href="#dates-0" data-jump><q dir="auto">March 3, 2031</q></a>' in html
    assert '<q dir="auto">Item 2</q> <span class="why"><bdi>its neighbour</bdi></span>' in html
    assert "#dates-1" not in html


def test_characters_that_do_not_exist_are_said_and_the_article_is_shown() -> None:
    html = shown(span=(START + 10, 90_000))
    assert "Characters 50–90,000 do not exist in this article" in html
    assert "<mark" not in html
    assert Read(text_of(html)).text == TEXT


def test_where_it_stands_and_what_is_beside_it() -> None:
    copy = replace(ARTICLE, id="c0ff", title="", source="Velden Wire")
    correction = Correction("a1b2", DAY, date(2031, 4, 1), Dating())
    html = shown(span=span(QUOTE), copies=(copy,), versions=(ARTICLE, copy), correction=correction, may_change=True)
    start, end = span(QUOTE)
    assert f"{start:,}–{end:,} of {START:,}–{START + len(TEXT):,}" in html
    assert "news/tide.txt" in html and 'href="https://corven.example/tide"' in html and "Petra Holm" in html
    assert html.count('<a href="?article=c0ff" data-article-link>') == 2
    assert "corrected on 1 April 2031; found: " in html
    assert 'data-correct="a1b2"' in html and "data-correct" not in shown()


def test_hostile_fields_are_words_and_no_longer_than_a_line() -> None:
    fields = dict.fromkeys(("title", "source", "author", "file", "url"), HOSTILE)
    html = shown(replace(ARTICLE, **fields, language='"><b'), copies=(replace(ARTICLE, id="c", title=HOSTILE, source=HOSTILE),))
    assert "<script" not in html and "<img" not in html and "\u202e" not in html
    assert len(re.sub(r'href="[^"]*"', "", html)) < 15_000


def test_outlet_and_byline_lead_to_their_articles_without_any_other_limit() -> None:
    found = re.findall(r'data-find="([^"]*)"', shown())
    assert [dict(parse_qsl(unescape(query))) for query in found] == [{"outlet": "Corven Post"}, {"author": "Petra Holm"}]
    assert all(
        {"words", "since", "until", "dated", "file"} < dict(parse_qsl(unescape(one), keep_blank_values=True)).keys() for one in found
    )
    assert "data-find" not in shown(replace(ARTICLE, source=None, author=None))
