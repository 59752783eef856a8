"""One document to its articles: letter for letter, dated, and named by content."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from invented_files import DIGEST, NOTE

from index.ingest.articles import articles_of
from index.prose.article_ids import is_named_by_content
from index.readers.text import Document
from index.types import Article, Basis

COPIES = "\n\n* * *\n\n".join([NOTE.strip(), DIGEST.strip(), NOTE.strip()])


def build(
    text: str, file: str = "in/news.txt", published: date | None = None, source: str | None = None, taken: frozenset[str] = frozenset()
) -> list[Article]:
    document = Document(Path(file), text, "utf-8", hashlib.sha256(text.encode()).hexdigest())
    return articles_of(document, file=file, published=published, source=source, taken=taken.__contains__)


def test_articles_are_pieces_of_the_document() -> None:
    articles = build(DIGEST, source="Velden Post")
    assert [article.title for article in articles] == [
        "Harbour reopens after storm",
        "Council votes on tram line",
        "Chess final ends in a draw",
    ]
    for article in articles:
        assert DIGEST[article.start : article.end] == article.text
        assert DIGEST[article.title_start : article.title_end] == article.title
        assert article.start <= article.body_start < article.end
        assert (article.file, article.source, article.language, article.in_file) == ("in/news.txt", "Velden Post", "en", True)


def test_ids_are_of_the_files_name_and_the_text() -> None:
    first = {article.title: article.id for article in build(DIGEST)}
    assert first == {article.title: article.id for article in build("\n\n" + DIGEST, file="elsewhere/news.txt") if article.title in first}
    assert not set(first.values()) & {article.id for article in build(DIGEST, file="in/other.txt")}
    assert all(len(id) == 12 and int(id, 16) >= 0 for id in first.values())


def test_equal_articles_have_different_ids() -> None:
    articles = build(COPIES)
    assert articles[0].text == articles[-1].text
    assert len({article.id for article in articles}) == len(articles) == 5
    assert [article.id for article in articles] == [article.id for article in build(COPIES)]


def test_a_taken_id_is_left_alone() -> None:
    [plain] = build(NOTE)
    [bumped] = build(NOTE, taken=frozenset({plain.id}))
    assert bumped.id != plain.id
    assert bumped.text == plain.text
    assert is_named_by_content(plain)
    assert is_named_by_content(bumped)


def test_an_id_tells_when_its_text_has_changed() -> None:
    [article] = build(NOTE)
    changed = Article(article.id, article.title, article.text.replace("ash", "ice"), article.file, article.start, article.published)
    assert not is_named_by_content(changed)


def test_the_day_the_user_gives_is_for_articles_that_state_none() -> None:
    given = date(2031, 6, 7)
    dated = "Tram opens\n\n3 May 2031\n\nThe tram of Velden opened with a brass band, the council said. It runs every ten minutes.\n"
    [stated] = build(dated)
    assert stated.published.basis is Basis.STATED, "the splitter and the dater see a dated item"
    assert build(dated, published=given)[0].published == stated.published
    undated = "Tram opens\n\nThe tram of Velden runs every ten minutes.\n"
    [told] = build(undated, published=given)
    assert (told.published.day, told.published.basis, told.published.evidence) == (given, Basis.GIVEN, ())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (DIGEST, "en"),
        (
            "Le port a rouvert lundi après la tempête. Les bateaux de la ligne partent à midi, dit la préfecture.",
            None,
        ),
        (
            "Der Hafen ist seit Montag wieder offen. Die Fähren fahren ab Mittag, sagte die Behörde, und das Wetter in der Bucht ist gut.",
            None,
        ),
        (
            "El puerto reabrió el lunes tras la tormenta. Los barcos salen a mediodía, según la autoridad, y no hay retrasos en la bahía.",
            None,
        ),
        ("De haven is sinds maandag weer open. De veerboten varen vanaf de middag, zei het havenbedrijf, en het weer is goed.", None),
        ("Порт снова открыт с понедельника. Паромы ходят с полудня, сообщили власти.", None),
        ("12 34 56", None),
    ],
)
def test_english_is_told_and_nothing_else_is_guessed(text: str, language: str | None) -> None:
    assert {article.language for article in build(text)} == {language}
