"""What stands around a story on a page: whose words they are, which headline is the story's, which day, and the entries of a live blog."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from index.readers.base import Story
from index.readers.web.page import read

FIRST = "The northern breakwater of Port Arden will be rebuilt by the end of the year, the harbour authority said on Tuesday."
SECOND = "Winter storms had damaged it beyond repair, and inspectors ordered it closed to all fishing vessels in February."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
TEXT = f"{FIRST}\n\n{SECOND}"
HEADLINE = "Breakwater to be rebuilt after winter storms"
REMARK = "The contractor is a cousin of the mayor, as everybody on the quay has known for years."
REPLY = "Two divers died there in the autumn and nobody in town was ever told about it."


def page(
    below: str = "", above: str = "", head: str = "", title: str = HEADLINE, heading: str = f"<h1>{HEADLINE}</h1>"
) -> tuple[Story, ...]:
    source = f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
    return read(
        Path("a.html"), f"{source}<div id='page'>{heading}{above}<div class='text'>{BODY}</div>{below}</div></body></html>".encode()
    ).stories


@pytest.mark.parametrize(
    "comments",
    [
        f"<div id='comments'><h3>2</h3><div class='comment-body'><p>{REMARK}</p></div><div class='comment-body'><p>{REPLY}</p></div></div>",
        f"<section><div class='xy_kommentar-text'><p>{REMARK}</p></div><div class='xy_kommentar-text'><p>{REPLY}</p></div></section>",
        f"<div><p>Opinions are the readers'.</p><div itemprop='comment'><p>{REMARK}</p></div><div itemprop='comment'>{REPLY}</div></div>",
        "<ol class='meinungen'>"
        + "".join(f"<li class='m'><cite>Salt</cite> <time datetime='2031-05-05'>5</time><p>{text}</p></li>" for text in (REMARK, REPLY))
        + "</ol>",
        f"<div><h3>Leserkommentare (2)</h3><p>Salz: {REMARK}</p><p>{REPLY}</p></div>",
        f"<h3>Opinie czytelników</h3><p>Mewa</p><p>{REMARK}</p><p>{REPLY}</p>",
        f"<div><h3>Dodaj komentarz</h3><p>Mewa: {REMARK}</p></div>",
        f"<div><h4>Plaats een reactie</h4><p>Meeuw: {REMARK}</p></div>",
        "<ul>"
        + "".join(
            f"<li><p>Old Salt - {hour} ore fa</p><p>{text}</p><a href='#'>Rispondi</a></li>" for hour, text in ((2, REMARK), (3, REPLY))
        )
        + "</ul>",
        "<div>"
        + "".join(f"<div><i class='xx_username'>Old Salt</i><div class='xx_words'>{text}</div></div>" for text in (REMARK, REPLY))
        + "</div>",
        "<div class='zone'><h2>Ваше мнение</h2>"
        + "".join(f"<div class='r'><b class='user'>K.</b><i class='date'>2 h</i><p>{text}</p></div>" for text in (REMARK, REPLY))
        + "</div>",
    ],
)
def test_what_readers_write_is_no_part_of_the_story(comments: str) -> None:
    [found] = page(comments)
    assert (found.title, found.text) == (HEADLINE, TEXT)


@pytest.mark.parametrize(
    "other",
    [
        "<ul><li><a href='/1'>Chess final ends in a draw</a></li><li><a href='/2'>Ferry sails late again</a></li></ul>",
        "<p>Lire aussi : <a href='/1'>Chess final ends in a draw after nine hours</a></p>",
        "<p><strong>Czytaj też: Chess final ends in a draw after nine hours</strong></p>",
        "<div><h3>Recommended for you</h3><p>Chess final ends in a draw after nine hours, and the loser eats the board.</p></div>",
        "<div class='signup'><p>Get the best of the harbour in your inbox every Friday.</p></div>",
        "<div><div class='t'><h3><a href='/1'>Chess final</a></h3><p>It ended in a draw after nine hours of play on Sunday.</p></div>"
        "<div class='t'><h3><a href='/2'>Late ferry</a></h3><p>It sailed an hour late again, to the anger of commuters.</p></div></div>",
        "<div role='dialog'><p>We and our partners store information on your device to show you what you like to see here.</p></div>",
        "<form><p>Nothing missed: every morning all that matters on the coast in your box, free of charge.</p><input type='email'></form>",
        "<section><h2>Datenschutz</h2><p>Wir und unsere Partner messen, was Sie lesen. Näheres steht <a href='/d'>hier</a>.</p></section>",
        "<p>Abonnez-vous à notre infolettre pour ne rien manquer de ce qui se passe.</p><form><input type='email'></form>",
        "<div class='cookie-bar'><p>This page keeps small files on your device, and by reading on you agree to that.</p></div>",
    ],
)
def test_other_stories_lists_of_links_and_notices_are_no_part_of_it(other: str) -> None:
    for stories in (page(other), page(above=other)):
        [found] = stories
        assert found.text == TEXT


@pytest.mark.parametrize(
    "part",
    [
        "<section><h2>Privacy</h2><p>{}</p></section>",
        "<div><h3>Recommended</h3><p>{}</p></div>",
        "<h2>Newsletter</h2><p>{}</p>",
        "<h2>Réactions</h2><p>{}</p>",
        "<section><h2>Comment</h2><p>{}</p></section>",
        "<div><div class='e'><p>Ada Ek, 17.05</p><p>{}</p><button>Share</button></div>"
        "<div class='e'><p>Ada Ek, 16.10</p><p>{} She will read it out.</p><button>Share</button></div></div>",
        "<div><div class='t'><div class='user-text'><p>{}</p></div></div>"
        "<div class='t'><div class='user-text'><p>So it goes, she said.</p></div></div></div>",
    ],
)
def test_a_part_of_the_story_under_such_a_heading_is_kept(part: str) -> None:
    more = "The authority will write to every owner of a boat before it begins."
    [found] = page(part.replace("{}", more))
    assert more in found.text


def test_a_story_in_a_box_with_such_a_name_is_kept() -> None:
    wrapped = f"<html><body><div class='single comments-open'><h1>{HEADLINE}</h1><div class='kommentar'>{BODY}</div></div></body></html>"
    [found] = read(Path("a.html"), wrapped.encode()).stories
    assert found.text == TEXT


def test_links_within_sentences_stay() -> None:
    sentence = "The <a href='/r'>report of the inspectors</a> was published in March, and <a href='/s'>a summary</a> in April."
    [found] = page(f"<p>{sentence}</p>")
    assert found.text.endswith("The report of the inspectors was published in March, and a summary in April.")


@pytest.mark.parametrize(
    ("heading", "title", "head"),
    [
        ("<header><h1><a href='https://arden.example/'>Arden Gazette</a></h1></header>", f"{HEADLINE} | Arden Gazette", ""),
        ("<h1><a href='/'>Arden Gazette</a></h1>", f"{HEADLINE} - Arden Gazette", f"<meta property='og:title' content='{HEADLINE}'>"),
        ("<h1>Arden Gazette</h1>", f"{HEADLINE} | Arden Gazette", f"<meta property='og:title' content='{HEADLINE}'>"),
        (f"<h1>Arden Gazette</h1><h1>{HEADLINE}</h1>", f"{HEADLINE} | Arden Gazette", ""),
        ("<h1>Arden Gazette</h1>", HEADLINE, "<meta property='og:site_name' content='Arden Gazette'>"),
    ],
)
def test_the_name_of_a_site_is_no_headline(heading: str, title: str, head: str) -> None:
    [found] = page(heading=heading, title=title, head=head)
    assert (found.title, found.text) == (HEADLINE, TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "<div class='meta'><span class='date'>14.05.2031</span></div>",
        "<p class='datum'>Mittwoch, 14. Mai 2031, 10:15 Uhr</p>",
        "<p>14 mai 2031</p>",
        "<div>Arden, 14 May 2031</div>",
        "<p>Publicado el 14 de mayo de 2031 por A. Roe</p>",
        "<time>2031年5月14日</time>",
        "<div><label>Datum:</label> 14.5.2031</div>",
    ],
)
def test_the_day_shown_with_the_headline_is_stated(line: str) -> None:
    for stories in (page(above=line), page(line, above="<p class='lead'>A long wait ends.</p>")):
        [found] = stories
        assert found.published is not None
        assert (found.published.day, found.published.field) == (date(2031, 5, 14), "day shown with the story")


@pytest.mark.parametrize(
    "line",
    [
        "<p>Aktualisiert: 14.05.2031</p>",
        "<p>Last modified on 14 May 2031</p>",
        "<p>04/05/2031</p>",
        "<p>01.01.1970</p>",
        "<div class='related'><span class='date'>14.05.2031</span></div>",
        "<aside><span class='date'>14.05.2031</span></aside>",
        "<footer><span class='date'>14.05.2031</span></footer>",
        "<p>The talks of 14 May 2031 between the port and the fishermen of the northern villages had failed, both sides said.</p>",
        "<p class='date'>14.05.2031</p><p class='date'>21.05.2031</p>",
    ],
)
def test_another_day_that_a_page_shows_is_not_the_publications(line: str) -> None:
    [found] = page(above=line)
    assert found.published is None


def test_the_day_in_universal_time_gives_way_to_the_local_one() -> None:
    utc = "<meta property='article:published_time' content='2031-05-15T02:30:00Z'>"
    for found in (
        *page(head=f"{utc}<link rel='canonical' href='https://arden.example/2031/05/14/breakwater'>"),
        *page(head=utc, above="<p class='date'>May 14, 2031</p>"),
    ):
        assert found.published is not None
        assert found.published.day == date(2031, 5, 14)
    [other] = page(head=f"{utc}<link rel='canonical' href='https://arden.example/2031/05/12/breakwater'>")
    assert other.published is not None
    assert other.published.day == date(2031, 5, 15)


def test_a_full_day_in_the_address_is_the_last_resort_and_a_number_is_none() -> None:
    def day(path: str) -> date | None:
        [found] = page(head=f"<link rel='canonical' href='https://arden.example/{path}'>")
        return found.published.day if found.published else None

    assert day("2031/05/14/breakwater") == day("20310514/breakwater") == date(2031, 5, 14)
    assert [day(path) for path in ("2031/05/92713", "n/3105149", "2031/05/", "id-20310514")] == [None] * 4


ENTRIES = (
    ("Work begins", "2031-05-16T09:00:00+02:00", "The first stones were sunk this morning, the harbour master says on the quay."),
    ("Court allows it", "2031-05-15T17:05:00+02:00", "Judges have turned down the appeal of the fishermen against the work."),
    ("Hearing opens", "2031-05-14T10:00:00+02:00", "Lawyers of both sides have arrived at the court in Arden."),
)


def boxes(heading: str = "h3") -> str:
    return "".join(
        f"<div class='block'><time datetime='{when}'>{when[:10]}</time><{heading}>{title}</{heading}><p>{text}</p></div>"
        for title, when, text in ENTRIES
    )


def live(body: str, updates: list[dict[str, str]] | None = None) -> tuple[Story, ...]:
    node = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Breakwater: live", "datePublished": "2031-05-14"}
    script = "" if updates is None else f"<script type='application/ld+json'>{json.dumps({**node, 'liveBlogUpdate': updates})}</script>"
    head = f"<title>Breakwater: live</title><link rel='canonical' href='https://arden.example/live'>{script}"
    return read(
        Path("a.html"), f"<html><head>{head}</head><body><article><h1>Breakwater: live</h1>{body}</article></body></html>".encode()
    ).stories


def check(found: tuple[Story, ...]) -> None:
    assert [(story.title, story.published and story.published.words, story.text) for story in found] == list(ENTRIES)
    assert {story.url for story in found} == {"https://arden.example/live"}


def test_the_entries_of_a_live_blog_are_articles_of_their_own_day() -> None:
    listed = [{"@type": "BlogPosting", "headline": title, "datePublished": when, "articleBody": text} for title, when, text in ENTRIES]
    check(live(boxes()))
    check(live(boxes("h2"), []))
    check(live("", listed))
    check(live(boxes(), listed))
    intro, *rest = live(f"<p>{FIRST}</p><p>{SECOND}</p>{boxes()}", listed)
    assert (intro.title, intro.text) == ("Breakwater: live", TEXT)
    check(tuple(rest))


def test_two_times_or_the_remarks_of_readers_make_no_live_blog() -> None:
    remarks = "".join(
        f"<div class='r'><b class='user'>K.</b><time datetime='{when}'>x</time><p>{text}</p></div>" for _, when, text in ENTRIES
    )
    [found] = page(remarks)
    assert found.text == TEXT


@pytest.mark.parametrize(
    "hostile",
    [
        "<div class='comment-1'><p>a</p></div>" * 6_000,
        "<div>" * 190 + f"<p>{FIRST}</p>" + "<div class='x'><h3><a href='/1'>a</a></h3></div>" * 400,
        "<p class='date'>14.05.2031</p>" * 6_000,
        "<div class='b'><time datetime='2031-05-14'></time><h3>a</h3><p>b</p></div>" * 3_000,
    ],
)
def test_pages_of_many_boxes_take_time_in_proportion(hostile: str) -> None:
    begin = time.process_time()
    assert page(hostile)
    assert time.process_time() - begin < 20


HOURS = (
    ("6 May 2031, 9.05 Uhr", "The crane has left the quay, and the lane is open again, the pilot says."),
    ("5 May 2031, 16.40 Uhr", "The last stones of the day are set, and divers look at the foot of the wall."),
    ("4 May 2031, 11.00 Uhr", "The crane arrives with the tide, two hours late because of fog."),
)


def test_a_page_of_entries_with_an_hour_each_is_a_live_blog_without_headlines() -> None:
    boxes = "".join(
        f"<li class='e'><time datetime='2031-05-0{6 - n}T09:00:00+02:00'>{n}</time><p>{text}</p></li>" for n, (_, text) in enumerate(HOURS)
    )
    source = f"<html><body><h1>{HEADLINE}</h1><ul>{boxes}</ul></body></html>"
    found = read(Path("a.html"), source.encode()).stories
    assert [(story.text, story.published.day) for story in found if story.published] == [
        (text, date(2031, 5, 6 - n)) for n, (_, text) in enumerate(HOURS)
    ]


def test_paragraphs_that_open_with_day_and_hour_are_entries_unless_they_look_back() -> None:
    def told(entries: Sequence[tuple[str, str]], head: str = "") -> list[tuple[str, date | None]]:
        body = "".join(f"<p><b>{hour}:</b> {text}</p>" for hour, text in entries)
        source = f"<html><head>{head}</head><body><article><h1>{HEADLINE}</h1>{body}</article></body></html>"
        return [(story.text, story.published.day if story.published else None) for story in read(Path("a.html"), source.encode()).stories]

    assert told(HOURS) == [(text, date(2031, 5, 6 - n)) for n, (_, text) in enumerate(HOURS)]
    assert len(told(HOURS[::-1])) == 1
    later = "<meta property='article:published_time' content='2031-08-01'>"
    [(_, day)] = told(HOURS, later)
    assert day == date(2031, 8, 1)


REVIEW = (
    ("Breakwater to be rebuilt", "The Arden Gazette, 4 May 2031", FIRST),
    ("Ferry sails late again", "Eastmere Slate, 5 May 2031, p. 3", "The ferry of Port Arden sailed an hour late again, its captain said."),
)


def test_a_press_review_in_boxes_is_an_article_a_box() -> None:
    boxes = "".join(f"<div class='b'><h2>{title}</h2><p>{imprint}</p><p>{text}</p></div>" for title, imprint, text in REVIEW)
    found = read(Path("a.html"), f"<html><body><h1>Press review</h1>{boxes}</body></html>".encode()).stories
    assert [(story.title, story.source, story.text) for story in found] == [
        ("Breakwater to be rebuilt", "The Arden Gazette", FIRST),
        ("Ferry sails late again", "Eastmere Slate", REVIEW[1][2]),
    ]
    assert [story.published.day for story in found if story.published] == [date(2031, 5, 4), date(2031, 5, 5)]


def test_boxes_of_other_outlets_beside_a_story_are_no_press_review() -> None:
    boxes = "".join(f"<div class='b'><h3>{title}</h3><p>{imprint}</p><p>{text[:70]}.</p></div>" for title, imprint, text in REVIEW)
    assert len(page(boxes.replace("The northern", "A southern"))) == 1


def test_a_page_that_is_a_table_of_articles() -> None:
    rows = "".join(
        f"<tr><td>{title}</td><td>{imprint.split(', ')[1]}</td><td>{imprint.split(', ')[0]}</td><td>{text}</td></tr>"
        for title, imprint, text in REVIEW
    )
    table = f"<table><tr><th>Titel</th><th>Datum</th><th>Zeitung</th><th>Text</th></tr>{rows}</table>"
    found = read(Path("a.xls"), f"<html><body>{table}</body></html>".encode()).stories
    assert [(story.title, story.source, story.text) for story in found] == [
        (title, imprint.split(", ")[0], text) for title, imprint, text in REVIEW
    ]
    [own] = page(f"<table><tr><th>Title</th><th>Date</th><th>Text</th></tr><tr><td>A</td><td>4 May 2031</td><td>{REPLY}</td></tr></table>")
    assert own.title == HEADLINE


TICKER = [
    ("Mittwoch, 9. Juni 2021, 08:15 Uhr", "Pegel fällt", "Der Pegel ist in der Nacht um dreißig Zentimeter gefallen."),
    ("Dienstag, 8. Juni 2021, 19:40 Uhr", "Schule geräumt", "Die Schule ist geräumt worden, sagt die Bürgermeisterin."),
    ("Dienstag, 8. Juni 2021, 11:05 Uhr", "Brücke zu", "Die Brücke ist für den Verkehr gesperrt, teilt die Polizei mit."),
]


def told_by_hour(title: str, item: str = "<span>{0}</span><h3>{1}</h3><p>{2}</p>") -> tuple[Story, ...]:
    items = "".join(f"<li class='x'>{item.format(*entry)}</li>" for entry in TICKER)
    source = (
        f"<html lang='de'><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1><ul>{items}</ul></body></html>"
    )
    return read(Path("a.html"), source.encode()).stories


@pytest.mark.parametrize("item", ["<span>{0}</span><h3>{1}</h3><p>{2}</p>", "<h3>{1}</h3><p class='s'>{0}</p><p>{2}</p>"])
def test_a_page_that_calls_itself_live_has_an_article_for_each_day_and_hour_it_shows(item: str) -> None:
    found = told_by_hour("Flut im Liveticker", item)
    assert [(entry.title, entry.text, entry.published.day if entry.published else None) for entry in found] == [
        ("Pegel fällt", TICKER[0][2], date(2021, 6, 9)),
        ("Schule geräumt", TICKER[1][2], date(2021, 6, 8)),
        ("Brücke zu", TICKER[2][2], date(2021, 6, 8)),
    ]


def test_a_programme_of_days_and_hours_is_no_live_blog() -> None:
    assert len(told_by_hour("Was in dieser Woche an der Ohle geschieht")) == 1


def test_the_author_of_a_story_is_the_card_by_its_headline_and_not_that_of_a_comment() -> None:
    card = "<div class='meta'>by <span class='author vcard'><a class='url fn n' href='/p'>Priya Nand</a></span></div>"
    below = "<ol><li class='comment'><span class='comment-author vcard'><b class='fn'>Salt</b></span><p>" + REMARK + "</p></li></ol>"
    assert [story.author for story in page(below, above=card)] == ["Priya Nand"]
    assert [story.author for story in page(below)] == [None]


def test_a_title_that_was_cut_short_is_completed_by_the_headline_of_the_page() -> None:
    [found] = page(title="Breakwater to be rebuilt")
    assert found.title == HEADLINE
    [found] = page(title="Breakwater | Arden Gazette")
    assert found.title != HEADLINE  # a single word opens too much


def test_the_items_of_a_report_of_references_are_articles_with_the_day_of_their_own() -> None:
    items = "".join(
        f"<li class='item'><h2>{title}</h2><table><tr><th>Abstract</th><td>{text}</td></tr><tr><th>Date</th><td>{day}</td></tr>"
        "<tr><th>Publication</th><td>Arden Gazette</td></tr><tr><th>Accessed</th><td>2034-01-01</td></tr>"
        "<tr><th>Date Added</th><td>2034-01-01</td></tr></table><h3>Notes:</h3><ul><li><p>Call him.</p></li></ul></li>"
        for title, text, day in ((HEADLINE, FIRST, "2031-05-04"), ("Fishing boats stay in port", SECOND, "2031-05-06"))
    )
    source = f"<html><head><title>Report</title></head><body><ul class='report'>{items}</ul></body></html>"
    found = read(Path("report.html"), source.encode()).stories
    assert [(story.title, story.text, story.source, story.published.day if story.published else None) for story in found] == [
        (HEADLINE, FIRST, "Arden Gazette", date(2031, 5, 4)),
        ("Fishing boats stay in port", SECOND, "Arden Gazette", date(2031, 5, 6)),
    ]
