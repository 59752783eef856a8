"""Feeds: entries with their full text, days of publication and of change apart, and what is broken or hostile in one sentence."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError, InputError
from index.readers.base import Collection
from index.readers.feeds import read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Velden Post</title><link>https://post.example</link><description>News</description><language>en-GB</language>
<item><title>Tram &amp;amp; ferry</title><link>https://post.example/tram</link><description>The tram opened.</description>
<content:encoded><![CDATA[<p>The tram of Velden opened.</p><p>It runs every ten minutes, the council said.</p>]]></content:encoded>
<pubDate>Sun, 04 May 2031 23:30:00 -0500</pubDate><dc:creator>Ines Calder</dc:creator></item>
<item><title>Ash on the pass</title><description>The pass is &lt;b&gt;closed&lt;/b&gt;.</description></item>
<item><title>Only a headline</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour office</title>
<entry><title>Moorings</title><link rel="alternate" href="https://harbour.example/1"/><published>2031-05-04T10:00:00Z</published>
<updated>2031-06-01T09:00:00Z</updated><author><name>O. Fenwick</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Moorings are let.</p><p>Apply at noon.</p></div></content></entry>
<entry><title>Dredging</title><updated>2031-06-02T09:00:00Z</updated><summary>Dredging goes on.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Bulletin</title></channel>
<item rdf:about="y"><title>Frost</title>
<description>Frost is expected.</description><dc:date>2031-01-09T08:00:00+01:00</dc:date></item></rdf:RDF>"""


def feed(content: str | bytes) -> Collection:
    return read(Path("news.xml"), content.encode() if isinstance(content, str) else content)


def test_the_full_text_comes_before_the_description() -> None:
    found = feed(RSS)
    tram, ash = found.stories
    assert tram.text == "The tram of Velden opened.\n\nIt runs every ten minutes, the council said."
    assert (tram.title, tram.source, tram.author, tram.language) == ("Tram & ferry", "The Velden Post", "Ines Calder", "en-GB")
    assert tram.url == "https://post.example/tram"
    assert ash.text == "The pass is closed."
    assert (found.format, found.skipped) == ("RSS feed", ("entry 3 has no text",))


def test_the_day_is_the_one_written_in_its_own_zone() -> None:
    stated = feed(RSS).stories[0].published
    assert stated is not None
    assert (stated.day, stated.words, stated.field) == (date(2031, 5, 4), "Sun, 04 May 2031 23:30:00 -0500", "RSS pubDate")


def test_a_day_of_change_is_no_day_of_publication() -> None:
    moorings, dredging = feed(ATOM).stories
    assert moorings.published is not None
    assert (moorings.published.day, moorings.published.field, moorings.modified) == (date(2031, 5, 4), "Atom published", date(2031, 6, 1))
    assert (dredging.published, dredging.modified) == (None, date(2031, 6, 2))
    assert moorings.text == "Moorings are let.\n\nApply at noon."


def test_the_dublin_core_day_of_an_rdf_feed_is_its_publication() -> None:
    [story] = feed(RDF).stories
    assert story.published is not None
    assert (story.published.day, story.published.field, story.modified) == (date(2031, 1, 9), "RSS dc:date", None)


def test_a_feed_that_breaks_off_gives_what_is_whole() -> None:
    assert [story.title for story in feed(RSS[: RSS.index("<item><title>Only")]).stories] == ["Tram & ferry", "Ash on the pass"]


def test_an_encoding_other_than_utf_8() -> None:
    latin = RSS.replace("utf-8", "iso-8859-1").replace("closed", "fermé").encode("latin-1")
    assert feed(latin).stories[1].text == "The pass is fermé."


@pytest.mark.parametrize("content", ["<html><p>No feed.</p></html>", "<?xml version='1.0'?><settings/>", "no xml", "", "<rss"])
def test_what_is_no_feed(content: str) -> None:
    with pytest.raises(EmptyInputError, match=r"^news\.xml .*\.$"):
        feed(content)


def test_entities_that_grow_without_end_do_no_harm() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = RSS.replace("<rss ", f'<!DOCTYPE rss [<!ENTITY e0 "ash">{levels}]><rss ', 1).replace("is &lt;", "is &e11; &lt;")
    begin = time.process_time()
    assert [len(story.text) < 100 for story in feed(bomb).stories] == [True, True]
    assert time.process_time() - begin < 2


def test_no_file_of_this_machine_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the tide table")
    outside = RSS.replace("<rss ", f'<!DOCTYPE rss [<!ENTITY out SYSTEM "{secret.as_uri()}">]><rss ', 1).replace("is &lt;", "is &out; &lt;")
    assert ["tide table" in story.text for story in feed(outside).stories] == [False, False]
    with pytest.raises(EmptyInputError):
        feed(str(secret))


@settings(max_examples=60)
@given(st.data())
def test_damaged_feeds_end_in_stories_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([RSS, ATOM, RDF])).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    try:
        assert feed(bytes(content)).stories
    except InputError as error:
        assert str(error).startswith("news.xml ")


def rss(*items: str, head: str = "") -> Collection:
    return feed(f'<rss version="2.0"><channel><title>Velden Post</title>{head}{"".join(items)}</channel></rss>')


def item(title: str, when: str, text: str = "The tram of Velden opened, the council said.") -> str:
    return f"<item><title>{title}</title><pubDate>{when}</pubDate><description>{text}</description></item>"


def days(found: Collection) -> list[date | None]:
    return [story.published.day if story.published else None for story in found.stories]


def test_days_of_entries_as_programs_write_them() -> None:
    when = [
        "Mi, 14 Mai 2031 09:12:00",
        "14/05/2031 09:12",
        "Wed, 14 May 31 09:12:00 GMT",
        "2031년 05월 14일",
        "Thu, 01 Jan 1970 00:00:00 +0000",
    ]
    assert days(rss(*(item(str(number), words) for number, words in enumerate(when)))) == [date(2031, 5, 14)] * 4 + [None]


def test_the_other_entries_say_which_figure_is_the_month() -> None:
    assert days(rss(item("A", "04/05/2031 09:12"), item("B", "25/04/2031 09:12"))) == [date(2031, 5, 4), date(2031, 4, 25)]
    assert days(rss(item("A", "04/05/2031 09:12"), item("B", "05/04/2031 09:12"))) == [None, None]


def test_the_moment_at_which_a_program_made_the_feed_is_no_day_of_its_entries() -> None:
    built = "Sun, 04 May 2031 03:00:07 +0000"
    head = f"<lastBuildDate>{built}</lastBuildDate>"
    assert days(rss(item("A", built), item("B", built), head=head)) == [None, None]
    assert days(rss(item("A", built), item("B", "Sat, 03 May 2031 10:00:00 +0000"), head=head)) == [date(2031, 5, 4), date(2031, 5, 3)]
    assert days(rss(item("A", built), head=head)) == [date(2031, 5, 4)]


def exported(*posts: str) -> Collection:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    person = "<wp:author><wp:author_login><![CDATA[icalder]]></wp:author_login><wp:author_email>i@post.example</wp:author_email>"
    person += "<wp:author_display_name><![CDATA[Ines Calder]]></wp:author_display_name></wp:author>"
    return feed(f'<rss version="2.0" {spaces}><channel><title>Velden Post</title>{person}{"".join(posts)}</channel></rss>')


def post(text: str, status: str = "publish", kind: str = "post", more: str = "") -> str:
    local = "<wp:post_date>2031-05-05 00:40:00</wp:post_date>"
    return (
        f"<item><title>Tram opens</title><pubDate>Sun, 04 May 2031 22:40:00 +0000</pubDate><dc:creator>icalder</dc:creator>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded>{local}<wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def test_of_a_wordpress_export_only_what_was_published_is_taken_and_the_rest_is_counted() -> None:
    hidden = "<wp:post_password>quay</wp:post_password>"
    left_out = [post("Not yet.", status) for status in ("draft", "pending", "private", "trash", "future", "auto-draft")]
    remark = "<wp:comment><wp:comment_author>Someone</wp:comment_author><wp:comment_content>What a waste.</wp:comment_content></wp:comment>"
    found = exported(post("The tram opened.", more=remark), *left_out, post("Menu", kind="nav_menu_item"), post("Members.", more=hidden))
    [story] = found.stories
    assert (story.text, story.author) == ("The tram opened.", "Ines Calder")
    assert story.published is not None
    assert (story.published.day, story.published.field) == (date(2031, 5, 5), "WordPress post_date")
    assert [sentence.split(" ", 2)[2] for sentence in found.skipped] == [
        *(f"was never published ({status})" for status in ("draft", "pending", "private", "trash", "future", "auto-draft")),
        "is no post but belongs to the site (nav_menu_item)",
        "was not public (behind a password)",
    ]


def test_an_export_of_drafts_alone_says_so() -> None:
    with pytest.raises(EmptyInputError, match="never published"):
        exported(post("Not yet.", "draft"))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('One.\n\n[caption id="a1" width="300"]<img src="x.jpg" /> The tram[/caption]\n\nTwo <em>here</em>.', "One.\n\nTwo here."),
        ('[vc_row][vc_column width="1/2"]One.[/vc_column][/vc_row]', "One."),
        ('One.\n\n[gallery ids="4,5"]\n\n[embed]https://v.example/1[/embed]Two.', "One.\n\nTwo."),
        ("“It runs [sic] on time,” she said [laughs].", "“It runs [sic] on time,” she said [laughs]."),
        ("[caption]One.", "One."),
        ("<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph -->\n<p>Two.</p>", "One.\n\nTwo."),
    ],
)
def test_shortcodes_of_wordpress_are_no_prose(markup: str, text: str) -> None:
    [story] = exported(post(markup)).stories
    assert story.text == text


@pytest.mark.parametrize("hostile", ["[a b=" * 60_000, "[" * 300_000, "[caption]" * 30_000, '[a b="' * 50_000])
def test_shortcodes_take_time_in_proportion(hostile: str) -> None:
    begin = time.process_time()
    exported(post(f"One. {hostile}"))
    assert time.process_time() - begin < 5


def test_drafts_and_readers_comments_in_an_export_of_a_blog_are_no_stories() -> None:
    kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
    draft = "<app:control><app:draft>yes</app:draft></app:control>"
    entries = (
        f"<entry><id>1</id>{kind.format('post')}<title>Tram opens</title><content>It runs.</content></entry>"
        f"<entry><id>2</id>{kind.format('post')}{draft}<title>Rumour</title><content>Not yet.</content></entry>"
        f"<entry><id>3</id>{kind.format('comment')}<title>Me</title><content>Too late.</content></entry>"
        "<entry><id>4</id><thr:in-reply-to ref='1'/><title>Me</title><content>Too loud.</content></entry>"
    )
    spaces = "xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#' xmlns:thr='http://purl.org/syndication/thread/1.0'"
    found = read(Path("a.xml"), f"<feed {spaces}><title>Velden</title>{entries}</feed>".encode())
    assert [story.title for story in found.stories] == ["Tram opens"]
    assert found.skipped == ("entry 2 was never published (draft)", "entry 3 is a reader's comment", "entry 4 is a reader's comment")
