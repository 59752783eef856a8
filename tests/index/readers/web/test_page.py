"""Web pages: the story alone, what the page states about it, and a sentence for what is no story."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyInputError, InputError, NotTextError, TooLargeError
from index.readers.base import Story
from index.readers.web.page import MAX_BYTES, read

PATH = Path("story.html")
FIRST = "The northern breakwater of Port Arden will be rebuilt by the end of the year, the harbour authority said on Tuesday."
SECOND = "Winter storms had damaged it beyond repair, and inspectors ordered it closed to all fishing vessels in February."
THIRD = "“We cannot wait for another winter,” the harbour master, Ines Calder, told reporters on the quay."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
HEADLINE = "Breakwater to be rebuilt after winter storms"


def page(article: str = BODY, head: str = "", *, title: str = f"{HEADLINE} | Arden Gazette", attributes: str = 'lang="en-GB"') -> str:
    return f"""<!DOCTYPE html><html {attributes}><head><meta charset="utf-8"><title>{title}</title>{head}
        <style>p {{color: red}}</style><script>var hidden = "never shown to anybody who reads this page";</script></head>
        <body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/sea">Sea</a></li></ul></nav>
        <main><article><h1>{HEADLINE}</h1>{article}</article></main>
        <aside><h2>Most read</h2><ul><li><a href="/a">Chess final ends in a draw</a></li><li><a href="/b">Ferry late</a></li></ul></aside>
        <footer><p>Updated <time datetime="2033-01-01">1 January 2033</time></p><p>© Arden Gazette</p></footer></body></html>"""


def linked(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def story(source: str | bytes) -> Story:
    data = source if isinstance(source, bytes) else source.encode()
    (found,) = read(PATH, data).stories
    return found


def stated(head: str = "", article: str = BODY) -> tuple[date, str, str] | None:
    found = story(page(article, head)).published
    return (found.day, found.words, found.field) if found else None


def test_a_news_page_gives_its_story_and_all_it_states() -> None:
    head = linked(
        datePublished="2031-05-04T23:30:00+02:00",
        dateModified="2031-05-06T08:00:00+02:00",
        author=[{"@type": "Person", "name": "Ada Roe"}, {"@type": "Person", "name": "Bo Lind"}],
        publisher={"@type": "Organization", "name": "Arden Gazette Ltd"},
    )
    head += meta("og:site_name", "Arden Gazette") + '<link rel="canonical" href="https://gazette.example/2031/breakwater">'
    found = story(page(head=head))
    assert found.text == TEXT
    assert found.title == HEADLINE
    assert found.published is not None
    assert (found.published.day, found.published.field) == (date(2031, 5, 4), "JSON-LD datePublished")
    assert found.published.words == "2031-05-04T23:30:00+02:00"
    assert found.modified == date(2031, 5, 6)
    assert (found.source, found.author) == ("Arden Gazette", "Ada Roe, Bo Lind")
    assert (found.url, found.language) == ("https://gazette.example/2031/breakwater", "en")


def test_what_a_page_does_not_state_stays_open() -> None:
    found = story(page(attributes=""))
    assert found.text == TEXT
    assert (found.published, found.modified, found.source, found.author, found.url, found.language) == (None,) * 6


@pytest.mark.parametrize(
    ("head", "day", "field"),
    [
        (linked(datePublished="2031-05-04"), date(2031, 5, 4), "JSON-LD datePublished"),
        (linked(datePublished="2031-05-04") + meta("article:published_time", "2031-06-07"), date(2031, 5, 4), "JSON-LD datePublished"),
        (meta("article:published_time", "2031-05-04T00:10:00+09:00"), date(2031, 5, 4), "meta article:published_time"),
        ('<meta name="pubdate" content="Sun, 04 May 2031 23:10:00 -0500">', date(2031, 5, 4), "meta pubdate"),
        ('<meta name="DC.date.issued" content="20310504">', date(2031, 5, 4), "meta dc.date.issued"),
        ('<meta itemprop="datePublished" content="4 May 2031">', date(2031, 5, 4), "meta datepublished"),
        ('<meta name="date" content="4.5.2031">', date(2031, 5, 4), "meta date"),
        (linked(datePublished="soon") + meta("article:published_time", "2031-05-04"), date(2031, 5, 4), "meta article:published_time"),
    ],
)
def test_the_day_is_the_one_of_the_most_trusted_field(head: str, day: date, field: str) -> None:
    found = stated(head)
    assert found is not None
    assert (found[0], found[2]) == (day, field)


@pytest.mark.parametrize(
    ("mark", "field"),
    [
        ('<time datetime="2031-05-04T10:00" pubdate>4 May</time>', "time pubdate"),
        ('<span itemprop="datePublished" content="2031-05-04">yesterday</span>', "itemprop datePublished"),
        ('<time class="entry-date published" datetime="2031-05-04">4 May</time>', "time published"),
        ('<abbr class="published" title="2031-05-04">yesterday</abbr>', "time published"),
        ('<time datetime="2031-05-04T10:00">4 May</time> <time class="updated" datetime="2031-05-09">9 May</time>', "time datetime"),
        ('<time datetime="2031-05-04">4 May</time> updated: <time datetime="2031-05-09">9 May</time>', "time datetime"),
    ],
)
def test_times_in_the_page_state_the_day_where_no_metadata_does(mark: str, field: str) -> None:
    found = stated(article=f"<p>{mark}</p>{BODY}")
    assert found is not None
    assert (found[0], found[2]) == (date(2031, 5, 4), field)


@pytest.mark.parametrize(
    ("head", "article"),
    [
        ("", ""),  # the footer's "Updated 1 January 2033"
        (meta("article:modified_time", "2031-05-04"), ""),
        (linked(dateModified="2031-05-04"), ""),
        (meta("article:published_time", "04/05/2031"), ""),
        (meta("article:published_time", "2031"), ""),
        (meta("article:published_time", "1970-01-01T00:00:00Z"), ""),
        (meta("article:published_time", "2031-02-30"), ""),
        (linked(datePublished=1936051200000), ""),
        ("", '<p>Updated <time datetime="2031-05-04">4 May 2031</time></p>'),
        ("", '<p><time datetime="2031-05-04">4 May</time> and <time datetime="2031-05-11">11 May</time></p>'),
        ("", '<div class="comments"><time pubdate datetime="2031-05-04">4 May</time></div>'),
        ("", "<p>The talks of 4 May 2031 had failed, both sides said in the evening.</p>"),
    ],
)
def test_a_date_that_is_not_the_publications_is_none(head: str, article: str) -> None:
    assert stated(head, BODY + article) is None


def test_universal_time_gives_way_to_the_same_moment_in_local_time() -> None:
    head = linked(datePublished="2031-05-05T01:30:00Z") + meta("article:published_time", "2031-05-04T20:30:00-05:00")
    assert stated(head) == (date(2031, 5, 4), "2031-05-04T20:30:00-05:00", "meta article:published_time")
    assert stated(linked(datePublished="2031-05-05T01:30:00Z")) == (date(2031, 5, 5), "2031-05-05T01:30:00Z", "JSON-LD datePublished")


def test_a_graph_is_read_with_its_references() -> None:
    nodes = [
        {"@type": "WebSite", "@id": "#site", "name": "Arden Gazette"},
        {"@type": ["Person"], "@id": "#ada", "name": "Ada Roe"},
        {"@type": "WebPage", "datePublished": "2030-01-01"},
        {
            "@type": "https://schema.org/ReportageNewsArticle",
            "headline": HEADLINE,
            "datePublished": "2031-05-04",
            "author": {"@id": "#ada"},
        },
    ]
    block = json.dumps({"@context": "https://schema.org", "@graph": nodes})
    found = story(page(head=f'<script type="application/ld+json; charset=utf-8">\n//<![CDATA[\n{block}\n//]]>\n</script>'))
    assert found.published is not None
    assert (found.published.day, found.author, found.source) == (date(2031, 5, 4), "Ada Roe", "Arden Gazette")


def test_of_several_stories_in_json_ld_the_page_s_own_is_taken() -> None:
    other = linked(headline="Chess final ends in a draw", datePublished="2031-04-01")
    listed = json.dumps(
        {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "x", "datePublished": "2031-03-01"}]}
    )
    head = f'{other}<script type="application/ld+json">{listed}</script>{linked(datePublished="2031-05-04")}'
    found = stated(head)
    assert found is not None
    assert found[0] == date(2031, 5, 4)
    strangers = other + linked(headline="Ferry late again", datePublished="2031-03-02")
    assert stated(strangers) is None


@pytest.mark.parametrize(
    "block", ["{", "[[[[", '{"@type": "NewsArticle", "datePublished": }', "null", '"text"', "[1, [2]]", "[" * 100_000, ""]
)
def test_broken_json_ld_is_left_out(block: str) -> None:
    head = f'<script type="application/ld+json">{block}</script>{meta("article:published_time", "2031-05-04")}'
    found = stated(head)
    assert found is not None
    assert found[0] == date(2031, 5, 4)


def test_equal_paragraphs_all_stay() -> None:
    refrain = "<p>The council said nothing more about the pier and its repair on that day.</p>"
    question = "<p>Why?</p>"
    found = story(page(f"<p>{FIRST}</p>{refrain}{question}<p>{SECOND}</p>{refrain}{refrain}{question}<p>{THIRD}</p>{refrain}"))
    assert found.text.count("The council said nothing more about the pier and its repair on that day.") == 4
    assert found.text.count("Why?") == 2
    said = "The council said nothing more about the pier and its repair on that day."
    assert found.text.split("\n\n") == [FIRST, said, "Why?", SECOND, said, said, "Why?", THIRD, said]


def test_lists_tables_quotations_and_line_breaks_become_paragraphs() -> None:
    article = f"""<p>{FIRST}</p><h2>What it costs</h2>
        <ul><li>The wall costs four million.</li><li>The lamp costs <b>one</b> million.</li></ul>
        <table><tr><th>Berth</th><th>Metres</th></tr><tr><td>North</td><td>120</td></tr></table>
        <blockquote><p>We are <em>re</em>lieved.</p></blockquote><p>{SECOND}<br>It was a hard winter.</p>"""
    assert story(page(article)).text.split("\n\n") == [
        FIRST,
        "What it costs",
        "The wall costs four million.",
        "The lamp costs one million.",
        "Berth | Metres",
        "North | 120",
        "We are relieved.",
        f"{SECOND}\nIt was a hard winter.",
    ]


def test_links_and_entities_leave_their_words_alone() -> None:
    article = (
        '<p>The <a href="https://x.example/">fish &amp; chips</a> stall &ldquo;Nora&rdquo; stays at 5&nbsp;crowns, a caf&#233; too.</p>'
    )
    assert story(page(f"<p>{FIRST}</p>{article}")).text.split("\n\n")[1] == "The fish & chips stall “Nora” stays at 5 crowns, a café too."


@pytest.mark.parametrize(
    ("attributes", "first", "second"),
    [
        (
            'lang="de"',
            "Die Mole wird bis Jahresende neu gebaut, teilte die Hafenbehörde am Dienstag mit.",
            "„Wir sind froh“, sagte die Leiterin.",
        ),
        (
            'lang="ru"',
            "Мол будет восстановлен до конца года, сообщило во вторник управление порта.",
            "«Мы рады», — сказала начальник порта.",
        ),
        (
            'lang="ar" dir="rtl"',
            "قالت هيئة الميناء يوم الثلاثاء إن حاجز الأمواج الشمالي سيعاد بناؤه قبل نهاية العام.",
            "وأضافت أن العواصف دمرته تماما.",
        ),
        (
            'lang="fa"',
            "مقام‌های بندر روز سه‌شنبه گفتند که موج‌شکن شمالی تا پایان سال بازسازی می‌شود.",
            "آن‌ها افزودند که توفان آن را ویران کرده است.",
        ),
        (
            'lang="zh-Hans"',
            "港务局星期二表示,北防波堤将于年底前重建,冬季风暴已使其严重受损,检查人员下令禁止所有渔船进出。",
            "局长说,工程六月开始,费用四百万。",
        ),
        (
            'lang="ja"',
            "港湾局は火曜日、冬の嵐で大きく損傷した北防波堤を年末までに再建すると発表した。工事は六月に始まる予定である。",
            "費用は四百万。",
        ),
    ],
)
def test_pages_in_other_languages(attributes: str, first: str, second: str) -> None:
    found = story(page(f"<p>{first}</p><p>{second}</p>", attributes=attributes))
    assert found.text == f"{first}\n\n{second}"
    assert found.language == attributes[6:8]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("windows-1252", "windows-1252"),
        ("windows-1252", "iso-8859-1"),
        ("utf-8", "iso-8859-1"),
        ("utf-16", "utf-8"),
        ("utf-8-sig", "none-such"),
    ],
)
def test_the_encoding_is_told_by_the_bytes_before_the_declaration(encoding: str, declared: str) -> None:
    article = "<p>Das Café am Kai öffnet wieder: „Wir sind froh“, sagte die Wirtin – für 5 € gibt es Kaffee bis zum späten Abend.</p>"
    source = page(article).replace('charset="utf-8"', f'charset="{declared}"')
    assert "„Wir sind froh“, sagte die Wirtin – für 5 €" in story(source.encode(encoding)).text


def test_a_declared_encoding_of_another_script() -> None:
    first = "Мол будет восстановлен до конца года, сообщило во вторник управление порта."
    source = page(f"<p>{first}</p>").replace('charset="utf-8"', 'charset="koi8-r"')
    assert story(source.replace("©", "").encode("koi8-r")).text == first
    nippon = "港湾局は火曜日、冬の嵐で大きく損傷した北防波堤を年末までに再建すると発表した。"
    source = page(f"<p>{nippon}</p>").replace('charset="utf-8"', 'charset="iso-2022-jp"').replace("©", "")
    assert story(source.encode("iso-2022-jp")).text == nippon


def test_xhtml_with_a_declaration() -> None:
    source = '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">'
    found = story(f"{source}<head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>{BODY}</body></html>")
    assert (found.text, found.title, found.language) == (TEXT, HEADLINE, "en")


def test_a_page_saved_by_a_browser_knows_its_address() -> None:
    address = "https://gazette.example/2031/breakwater"
    saved = page().replace("<html", f"<!-- saved from url=({len(address):04}){address} -->\n<html", 1)
    assert story(saved).url == address


def test_an_mhtml_file_is_unwrapped() -> None:
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    whole = MIMEMultipart("related", type="text/html")
    part = MIMEText(page(), "html", "utf-8")
    part["Content-Location"] = "https://gazette.example/2031/breakwater"
    whole.attach(part)
    found = story(whole.as_bytes())
    assert (found.text, found.url) == (TEXT, "https://gazette.example/2031/breakwater")


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        (f"{HEADLINE} - Arden Gazette", "", HEADLINE),
        ("Arden Gazette", "", "Arden Gazette"),
        ("", meta("og:title", "A harbour rebuilds"), "A harbour rebuilds"),
        ("", linked(), HEADLINE),
    ],
)
def test_the_title_is_the_headline_that_the_page_confirms(title: str, head: str, expected: str) -> None:
    assert story(page(head=head, title=title)).title == expected


def test_without_a_heading_the_outlet_s_name_is_taken_off_the_title() -> None:
    source = page(head=meta("og:site_name", "Arden Gazette")).replace(f"<h1>{HEADLINE}</h1>", "")
    assert story(source).title == HEADLINE
    assert story(source.replace("| Arden", "- Arden")).title == HEADLINE
    assert story(source.replace(f"{HEADLINE} |", "Storm - a year on -")).title == "Storm - a year on"


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="By Ada Roe">', "Ada Roe"),
        ('<meta name="author" content="admin">', None),
        (meta("article:author", "https://social.example/ada"), None),
        (linked(author="Ada Roe"), "Ada Roe"),
        (linked(author=["Von Ada Roe", {"name": "admin"}, {"name": ["Bo Lind"]}]), "Ada Roe, Bo Lind"),
        (linked(author={"@type": "Person", "url": "https://x.example"}) + '<meta name="author" content="Ada Roe">', "Ada Roe"),
    ],
)
def test_bylines(head: str, author: str | None) -> None:
    assert story(page(head=head)).author == author


def test_the_front_page_s_address_is_not_the_story_s() -> None:
    assert story(page(head='<link rel="canonical" href="https://gazette.example/">')).url is None
    head = '<link rel="canonical" href="/x">' + meta("og:url", "https://gazette.example/x?id=1")
    assert story(page(head=head)).url == "https://gazette.example/x?id=1"


def test_readers_comments_are_not_part_of_the_story() -> None:
    comments = '<div id="comments" class="comments"><p>What a waste of public money, as always in this town of ours.</p></div>'
    assert "waste" not in story(page(BODY + comments)).text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyInputError),
        (b" \n\t ", EmptyInputError),
        (b"<html><body></body></html>", EmptyInputError),
        (b"just some words and no mark-up", NotTextError),
        (b"%PDF-1.7 \x00\x01\x02", NotTextError),
        (bytes(range(256)) * 40, NotTextError),
        (b"<html>" + b"\x00" * 100, NotTextError),
        (b"<html><p>" + b"x" * MAX_BYTES, TooLargeError),
    ],
)
def test_what_is_no_page_is_a_sentence(data: bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind) as caught:
        read(PATH, data)
    assert str(caught.value).startswith("story.html ")


def test_navigation_alone_is_no_story() -> None:
    links = "".join(f'<li><a href="/{n}">Section number {n}</a></li>' for n in range(40))
    with pytest.raises(EmptyInputError, match="no story"):
        story(f"<html><head><title>Arden Gazette</title></head><body><nav><ul>{links}</ul></nav></body></html>")


def test_a_front_page_is_not_one_story() -> None:
    entries = "".join(f'<article><h2><a href="/{n}">Headline number {n} of the day</a></h2><p>{FIRST}</p></article>' for n in range(8))
    with pytest.raises(EmptyInputError, match="lists stories"):
        story(f"<html><head><title>Arden Gazette</title></head><body><h1>Arden Gazette</h1>{entries}</body></html>")


def test_a_story_with_a_list_of_others_below_is_one() -> None:
    entries = "".join(f'<article><h2><a href="/{n}">Headline number {n} of the day</a></h2></article>' for n in range(8))
    assert story(page().replace("<aside>", f"{entries}<aside>")).text.startswith(FIRST)


def test_deep_nesting_is_read_as_running_text() -> None:
    for depth in (300, 5_000, 100_000):
        found = story(f"<html><head><title>{HEADLINE}</title></head><body>{'<div>' * depth}{BODY}{'</div>' * depth}</body></html>")
        assert FIRST in found.text
        assert THIRD in found.text


def test_many_paragraphs_take_seconds_at_most() -> None:
    started = time.process_time()
    paragraphs = [f"Witness number {n} said that the wave came over the wall at about {n % 24} hours." for n in range(10_000)]
    assert story(page("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))).text.split("\n\n") == paragraphs
    assert time.process_time() - started < 20


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY file SYSTEM "file:///etc/passwd">]>'
    text = story(page(f"{BODY}<p>The end of it was this: &b; and &file; as they say.</p>").replace("<!DOCTYPE html>", bomb)).text
    assert "haha" not in text
    assert "root:" not in text


@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_random_bytes_raise_nothing_else(data: bytes) -> None:
    for content in (data, b"<html><p>" + data):
        try:
            read(PATH, content)
        except InputError as error:
            assert str(error).startswith("story.html ")


@settings(max_examples=40)
@given(st.data())
def test_damaged_pages_raise_nothing_else(data: st.DataObject) -> None:
    source = bytearray(page(head=linked(datePublished="2031-05-04")).encode())
    for _ in range(data.draw(st.integers(1, 20))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = story(bytes(source[: data.draw(st.integers(1, len(source)))]))
    except InputError:
        return
    assert found.text.strip() == found.text != ""


def test_a_heading_that_names_a_part_of_the_site_is_no_headline() -> None:
    head = meta("og:title", HEADLINE)
    for part in ("Lokales", "Cronaca locale"):
        source = page(title=f"{HEADLINE} | {part} | Arden Gazette", head=head).replace(f"<h1>{HEADLINE}</h1>", f"<h1>{part}</h1>")
        assert f"<h1>{part}</h1>" in source
        assert story(source).title == HEADLINE
