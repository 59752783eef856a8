"""E-books: chapters are articles of the day of the issue; contents, covers and imprints are none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from invented_formats import EPUB, FIRST, HEADLINE, OTHER, OTHER_HEADLINE, PROSE, SECOND, chapter, epub, packed

from index.errors import EmptyInputError, NotTextError
from index.readers.base import StatedDate, Story
from index.readers.documents.epub import read


def stories(data: bytes) -> tuple[Story, ...]:
    return read(Path("a.epub"), data).stories


def titles(data: bytes) -> list[str | None]:
    return [story.title for story in stories(data)]


def test_chapters_are_articles_of_the_day_of_the_issue() -> None:
    one, two = stories(EPUB)
    assert (one.title, one.text, two.title, two.text) == (HEADLINE, PROSE, OTHER_HEADLINE, OTHER)
    for story in (one, two):
        assert story.published == StatedDate(date(2032, 5, 4), "2032-05-04", "EPUB dc:date")
        assert (story.source, story.author, story.language) == ("Canal Gazette", None, "en")


CONTENTS = f'<h1>Contents</h1><ol><li><a href="one.xhtml">{HEADLINE}</a></li></ol>'


@pytest.mark.parametrize(
    "extra",
    [
        {"pages": {"nav": f'<nav epub:type="toc">{CONTENTS}</nav>'}, "properties": ' properties="nav"'},
        {"pages": {"list": CONTENTS}},
        {"pages": {"c": '<body epub:type="cover"><h1>Canal Gazette</h1><p>The weekly.</p></body>'}},
        {"pages": {"c": '<section epub:type="copyright-page"><p>All rights of the Canal Gazette are reserved.</p></section>'}},
        {"pages": {"c": "<p>All rights are reserved.</p>"}, "beside": '<guide><reference type="copyright-page" href="c.xhtml"/></guide>'},
        {"pages": {"c": "<img src='cover.png'/>"}},
    ],
)
def test_what_is_no_chapter(extra: dict[str, dict[str, str]]) -> None:
    pages = {**extra.pop("pages"), "one": chapter(HEADLINE, FIRST, SECOND)}
    assert titles(epub(pages, **extra)) == [HEADLINE]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("<dc:date>2032</dc:date>", None),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", None),
        ('<dc:date opf:event="modification">2032-05-09</dc:date>', None),
        ('<dc:date opf:event="modification">2032-05-09</dc:date><dc:date opf:event="publication">2032-05-04</dc:date>', date(2032, 5, 4)),
        ('<meta property="dcterms:modified">2032-05-09T06:00:00Z</meta>', None),
    ],
)
def test_days_that_a_book_states(stated: str, day: date | None) -> None:
    [story] = stories(epub({"one": chapter(HEADLINE, FIRST)}, stated))
    assert (story.published.day if story.published else None) == day


def test_publisher_and_author() -> None:
    stated = "<dc:publisher>Canal Press</dc:publisher><dc:creator>Otto Fenn</dc:creator>"
    [story] = stories(epub({"one": chapter(HEADLINE, FIRST)}, stated))
    assert (story.source, story.author) == ("Canal Press", "Otto Fenn")
    stated = "<dc:publisher>calibre</dc:publisher><dc:creator>calibre (7.0)</dc:creator>"
    [story] = stories(epub({"one": chapter(HEADLINE, FIRST)}, stated))
    assert (story.source, story.author) == ("Canal Gazette", None)


@pytest.mark.parametrize(
    "page",
    [
        chapter(HEADLINE, FIRST, SECOND) + chapter(OTHER_HEADLINE, OTHER),
        f"<article>{chapter(HEADLINE, FIRST, SECOND)}</article><article>{chapter(OTHER_HEADLINE, OTHER)}</article>",
    ],
)
def test_a_page_of_several_articles(page: str) -> None:
    assert [(story.title, story.text) for story in stories(epub({"all": page}))] == [(HEADLINE, PROSE), (OTHER_HEADLINE, OTHER)]


def test_a_page_that_is_not_whole_xml_is_read_as_html() -> None:
    [story] = stories(epub({"one": f"<h1>{HEADLINE}</h1><p>{FIRST}<br><p>caf&eacute; – shut"}))
    assert (story.title, story.text) == (HEADLINE, f"{FIRST}\n\ncafé – shut")


def test_a_missing_page_is_told() -> None:
    data = epub({"one": chapter(HEADLINE, FIRST), "two": ""})
    broken = data.replace(b"O/two.xhtml", b"O/2wo.xhtml")
    assert read(Path("a.epub"), broken).skipped == ("O/two.xhtml cannot be read",)


def test_what_cannot_be_read() -> None:
    with pytest.raises(EmptyInputError, match="no chapter"):
        stories(epub({"nav": CONTENTS}))
    with pytest.raises(NotTextError, match=r"META-INF/container\.xml cannot be read"):
        stories(packed({"mimetype": "application/epub+zip"}))
    container = '<c><rootfile full-path="p.opf"/></c>'
    locks = '<e><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></e>'
    with pytest.raises(NotTextError, match="locked by its seller"):
        stories(packed({"META-INF/container.xml": container, "META-INF/encryption.xml": locks}))
    fonts = '<e><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></e>'
    with pytest.raises(NotTextError, match=r"p\.opf cannot be read"):
        stories(packed({"META-INF/container.xml": container, "META-INF/encryption.xml": fonts}))


def test_bars_and_contents_of_a_program_that_makes_papers_of_feeds() -> None:
    bar = "<div class='x_navbar'>| <a href='two.xhtml'>Next</a> | <a href='list.xhtml'>Sections</a> |</div>"
    end = "<div class='x_navbar'><p>Downloaded from <a href='https://post.example/1'>https://post.example/1</a></p></div>"
    pages = {
        "list": "<h1>Canal Gazette [Tue, 04 May 2032]</h1><ul><li><a href='one.xhtml'>News</a></li></ul>",
        "one": bar + chapter(HEADLINE, FIRST, SECOND) + end,
    }
    [story] = stories(epub(pages))
    assert (story.title, story.text) == (HEADLINE, PROSE)
