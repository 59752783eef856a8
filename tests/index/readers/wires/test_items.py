"""Items of agencies: NITF, NewsML of both generations, IPTC 7901 and the Reuters collection."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from invented_formats import FIRST, HEADLINE, IPTC7901, NEWSML, NITF, PROSE, REUTERS, SECOND, inline_xhtml, newsitem, nitf

from index.errors import EmptyInputError, NotTextError
from index.readers import registry
from index.readers.base import StatedDate, Story
from index.readers.wires import iptc7901, newsml, reuters
from index.readers.wires import nitf as nitf_reader


def of_nitf(data: bytes) -> Story:
    [story] = nitf_reader.read(Path("a.xml"), data).stories
    return story


def of_newsml(data: bytes | str) -> Story:
    [story] = newsml.read(Path("a.xml"), data if isinstance(data, bytes) else data.encode()).stories
    return story


# NITF


def test_a_nitf_item() -> None:
    story = of_nitf(NITF)
    assert (story.title, story.text, story.source, story.author, story.language) == (HEADLINE, PROSE, "Canal Gazette", "Otto Fenn", "en")
    assert story.published == StatedDate(date(2032, 5, 4), "20320504T091500+0200", "NITF date.issue")


@pytest.mark.parametrize(
    ("docdata", "day"),
    [
        ('<date.issue norm="2032-05-03"/><date.release norm="20320506"/>', date(2032, 5, 3)),
        ("", date(2032, 5, 5)),
        ('<date.issue norm="00010101T000000"/>', date(2032, 5, 5)),
        ('<date.expire norm="20320601"/>', date(2032, 5, 5)),
    ],
)
def test_which_day_of_a_nitf_item_counts(docdata: str, day: date) -> None:
    published = of_nitf(nitf(docdata)).published
    assert published is not None
    assert published.day == day


def test_nothing_of_a_nitf_item_is_lost() -> None:
    content = f"<block><p>{FIRST}</p><hl2>No detour</hl2><media><media-caption>The gate &mdash; bent.</media-caption></media></block>"
    table = "<table><tr><td>Gate</td><td>40,000</td></tr></table>"
    head = "<abstract><p>The canal is shut.</p></abstract>"
    text = of_nitf(nitf(content=content + table, head=head)).text
    assert text == f"The canal is shut.\n\n{FIRST}\n\nNo detour\n\nThe gate — bent.\n\nGate | 40,000"


def test_what_is_no_nitf() -> None:
    with pytest.raises(NotTextError, match="is not a NITF item"):
        of_nitf(b"<html/>")
    with pytest.raises(NotTextError, match="not whole XML"):
        of_nitf(NITF[:-30])
    with pytest.raises(EmptyInputError, match="has no text"):
        of_nitf(nitf(content=""))
    with pytest.raises(EmptyInputError, match="is empty"):
        of_nitf(b" ")


# NewsML


def test_a_newsml_g2_item_is_of_the_day_of_its_version() -> None:
    story = of_newsml(NEWSML)
    assert (story.title, story.text, story.source, story.author, story.language) == (HEADLINE, PROSE, "Canal Wire", "Otto Fenn", "en")
    assert story.published == StatedDate(date(2032, 5, 4), "2032-05-04T23:30:00+02:00", "NewsML-G2 versionCreated")


def test_a_message_of_many_items() -> None:
    items = [
        newsitem(inline_xhtml(FIRST)),
        newsitem(inline_xhtml(SECOND), "canceled"),
        newsitem("<remoteContent href='a.jpg'/>"),
        newsitem(inline_xhtml(SECOND)),
    ]
    found = newsml.read(Path("a.xml"), f"<newsMessage xmlns='urn:m'><itemSet>{''.join(items)}</itemSet></newsMessage>".encode())
    assert [story.text for story in found.stories] == [FIRST, SECOND]
    assert found.skipped == ("item 2 is canceled", "item 3 has no text in the file")


@pytest.mark.parametrize(
    "body",
    [
        f"<inlineXML>{NITF.decode().partition('dtd&quot;>')[0].partition('nitf-3-4.dtd')[2][2:]}</inlineXML>",
        f"<inlineData contenttype='text/plain'>{FIRST}\n\n{SECOND}</inlineData>",
        f"<inlineXML><html><body><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML>",
    ],
)
def test_content_of_several_kinds(body: str) -> None:
    assert of_newsml(newsitem(body)).text == PROSE


def test_a_newsml_1_item() -> None:
    story = of_newsml(
        "<NewsML><NewsItem><NewsManagement><FirstCreated>20320501T080000Z</FirstCreated><ThisRevisionCreated>20320504T091500+0200"
        f'</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>{HEADLINE}</HeadLine>'
        '<ByLine>By Otto Fenn</ByLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="Canal Wire"/></Provider>'
        f"</AdministrativeMetadata><ContentItem><DataContent><p>{FIRST}</p><p>{SECOND}</p></DataContent></ContentItem></NewsComponent>"
        "</NewsItem></NewsML>"
    )
    assert (story.title, story.text, story.source, story.author) == (HEADLINE, PROSE, "Canal Wire", "Otto Fenn")
    assert story.published == StatedDate(date(2032, 5, 4), "20320504T091500+0200", "NewsML ThisRevisionCreated")


def test_what_is_no_newsml() -> None:
    with pytest.raises(NotTextError, match="holds no news item"):
        of_newsml("<packageItem/>")
    with pytest.raises(EmptyInputError, match="item 1 is withheld"):
        of_newsml(newsitem(inline_xhtml(FIRST), "withheld"))


# IPTC 7901


def test_a_message_of_the_wire() -> None:
    [story] = iptc7901.read(Path("a.txt"), IPTC7901).stories
    assert (story.title, story.text, story.author) == (HEADLINE, PROSE, "Otto Fenn")
    assert story.published == StatedDate(date(2032, 5, 4), "040930 GMT may 32", "IPTC 7901 date-time group")


@pytest.mark.parametrize(
    ("group", "day"),
    [
        ("041530 mai 32", date(2032, 5, 4)),
        ("310900 GMT feb 32", None),
        ("040900 GMT xyz 32", None),
        ("", None),
        ("040930 GMT mai 1999", date(1999, 5, 4)),
    ],
)
def test_days_of_the_wire(group: str, day: date | None) -> None:
    data = IPTC7901.replace(b"040930 GMT may 32", group.encode())
    [story] = iptc7901.read(Path("a.txt"), data).stories
    assert (story.published.day if story.published else None) == day


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "Tiere/Vermischtes/\r\nStorch im Rathaus =\r\n"),
        ("\r\nTiere/Vermischtes/\r\nStorch im Rathaus =\r\n", ""),
        ("", "Tiere/Vermischtes/\r\n\r\nStorch im Rathaus =\r\n\r\n"),
    ],
)
def test_the_headline_of_a_message_ends_in_a_sign_and_its_keywords_are_none(head: str, body: str) -> None:
    prose = "Plaue (dpx) - Auf dem Rathaus von Plaue brütet ein Storch."
    message = f"\x01dpx0123 3 ku 87 dpx 0456\r\n{head}\x02{body}{prose}\r\n\x03070912 Sep 19\r\n\x04"
    [story] = iptc7901.read(Path("a.txt"), message.encode()).stories
    assert (story.title, story.text) == ("Storch im Rathaus", prose)


def test_a_message_that_lost_the_signs_around_its_text_is_read_with_its_day() -> None:
    data = "\x01bdt0214 3 pl 120  dpx 0423\n\nSTORCH IM RATHAUS =\n\nPlaue (dpx) - Es brütet ein Storch.\nEr bleibt.\n\n070912 Sep 19\x04"
    [story] = iptc7901.read(Path("a.txt"), data.encode()).stories
    assert (story.title, story.text) == ("STORCH IM RATHAUS", "Plaue (dpx) - Es brütet ein Storch.\nEr bleibt.")
    assert story.published is not None and story.published.day == date(2019, 9, 7)
    [story] = iptc7901.read(Path("a.txt"), data.replace("070912 Sep 19", "Gezeichnet: die Redaktion").encode()).stories
    assert story.text.endswith("Gezeichnet: die Redaktion")


def test_the_header_of_a_message_kept_as_text_is_no_headline() -> None:
    text = "AVP0123 4 GEN 120 AVP-FRA\n\nLe marché rouvre\n\nVALMONT, 10 mars 2021 (AVP) - Le marché rouvre samedi.\n\naro/lfe\n"
    found = registry.database_records(text)
    assert found is not None
    [record] = found.records
    assert (record.title(text), record.days) == ("Le marché rouvre", None)
    assert text[record.body_start : record.body_end].startswith("VALMONT, 10 mars 2021")
    assert registry.database_records("The 12 of 4 GEN\n\nLe marché rouvre\n\nIl rouvre samedi.\n") is None


def test_messages_on_end_and_broken_ones() -> None:
    found = iptc7901.read(Path("a.txt"), IPTC7901 + b"\x01abc0124 4 pl 001\r\n\x02\r\n\x03\r\n" + IPTC7901)
    assert ([story.title for story in found.stories], found.skipped) == ([HEADLINE, HEADLINE], ("message 2 has no text",))
    with pytest.raises(NotTextError, match="no text marked in it"):
        iptc7901.read(Path("a.txt"), b"\x01abc0123 4 pl 060 and nothing of it more")


# Reuters-21578


def test_an_item_of_the_collection() -> None:
    [story] = reuters.read(Path("a.sgm"), REUTERS).stories
    assert story.published == StatedDate(date(1987, 5, 4), " 4-MAY-1987 09:15:00.12".strip(), "Reuters SGML DATE")
    assert (story.title, story.author, story.language) == (HEADLINE, "Otto Fenn", "en")
    assert story.text == f"EBBFLEET, May 4 - {FIRST}\n\n“Nobody will pay for a detour,” said Maud Tarrant, who runs\nthe board."


def test_briefs_tables_and_days_that_are_none() -> None:
    brief = b'<REUTERS><DATE>31-FEB-1987</DATE><TEXT TYPE="BRIEF">&#2;<TITLE>GATE &lt;BENT></TITLE>&#3;</TEXT></REUTERS>'
    table = b'<REUTERS><DATE>no day</DATE><TEXT TYPE="UNPROC">&#2;Shr 2 cts vs 4 cts &amp; more\n&#3;</TEXT></REUTERS>'
    found = reuters.read(Path("a.sgm"), brief + table)
    assert [(story.text, story.published) for story in found.stories] == [("Shr 2 cts vs 4 cts & more", None)]
    assert found.skipped == ("item 1 has a headline only",)
    with pytest.raises(EmptyInputError):
        reuters.read(Path("a.sgm"), brief)
    with pytest.raises(NotTextError, match="SGML of a kind that is not known"):
        reuters.read(Path("a.sgm"), b"<!DOCTYPE book><book>Words</book>")
